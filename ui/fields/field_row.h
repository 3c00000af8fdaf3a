// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// One field: label, editor, and below it what is wrong with it. Edits the document while one types; what
// cannot be understood stays as typed, says why, and changes nothing.

#pragma once

#include <QtWidgets/QWidget>

#include <functional>
#include <optional>

#include "engine/base/result.h"
#include "engine/workflow/problem.h"
#include "ui/fields/field_editor.h"

class QVBoxLayout;

namespace weftline::ui::fields {

class ProblemLine;

struct FieldSpec
{
    QString path; ///< In the JSON of its node, without the first "/": "with/argv".
    QString label;
    QString hint; ///< Small, at the right of the label.
    QString help; ///< Tool tip.
    EditorSpec editor;
    /// The text now; nothing where several nodes differ.
    std::function<std::optional<QString>()> read;
    /// Changes the document, or says why this text cannot be.
    std::function<Result<Done>(const QString &)> write;
    /// The person turned to something else.
    std::function<void()> done;
};

class FieldRow final : public QWidget
{
    Q_OBJECT

public:
    FieldRow(FieldSpec spec, QWidget *parent);

    [[nodiscard]] const QString &path() const { return m_spec.path; }
    [[nodiscard]] FieldEditor *editor() const { return m_editor; }
    /// Below the editor, or where a page puts it that has no room there.
    [[nodiscard]] ProblemLine *problemLine() const { return m_problem; }
    /// Shows what the document has now, unless that is what was shown last: half-typed text stays.
    void refresh();
    /// The checker's word on this field.
    void setProblems(const workflow::Problems &problems);
    [[nodiscard]] bool hasProblem() const;

Q_SIGNALS:
    void problemShown(bool shown);

private:
    void write();
    void leave();
    void showProblem();

    FieldSpec m_spec;
    FieldEditor *m_editor;
    ProblemLine *m_problem;
    std::optional<QString> m_shown;
    bool m_wasShown = false;
    bool m_writing = false;
    std::optional<Error> m_refused;
    workflow::Problems m_problems;
};

/// Sentences with a mark: what is wrong, and what to do.
class ProblemLine final : public QWidget
{
    Q_OBJECT

public:
    explicit ProblemLine(QWidget *parent);
    /// Nothing to say hides it.
    void setProblems(const workflow::Problems &problems);
    [[nodiscard]] QString text() const { return m_text; }

private:
    QVBoxLayout *m_rows;
    QString m_text;
};

} // namespace weftline::ui::fields
