// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The widgets in which a field's text stands. All of them take and give text, so that one piece of code reads, checks and shows
// every field: a table's cells are divided by 0x1f and its rows by 0x1e.

#pragma once

#include <QtWidgets/QWidget>

#include <memory>
#include <optional>

namespace weftline::ui::fields {

enum class EditorType { Line, Lines, Script, Choice, Flag, Table };

struct EditorSpec
{
    EditorType type = EditorType::Line;
    QStringList choices; ///< Of a Choice: what is stored.
    QStringList words; ///< Of a Choice: what is shown; of a Table: the heads of its columns; of a Flag: its text.
    QString placeholder;
    int linesLeast = 3; ///< Of Lines and Script.
    bool isName = false; ///< Of a Line: text, not a figure.
    QStringList columnChoices; ///< Of a Table: what one of its columns can be; empty: any text.
    int choiceColumn = 1; ///< Of a Table: that column.
    int wideColumn = -1; ///< Of a Table: takes the place that the others leave; -1: all are alike.
};

class FieldEditor : public QWidget
{
    Q_OBJECT

public:
    using QWidget::QWidget;

    [[nodiscard]] virtual QString text() const = 0;
    /// Nothing: the field has several values.
    virtual void setText(const std::optional<QString> &text) = 0;
    /// Of what is typed: "python", "bash" or "javascript". Only for a Script.
    virtual void setLanguage(const QString &) { }
    /// The widget that takes the keys.
    [[nodiscard]] virtual QWidget *input() const = 0;

Q_SIGNALS:
    /// A person changed it; not for setText().
    void edited();
    /// The input is done with for now: Enter, or another widget has the keys.
    void left();
};

[[nodiscard]] FieldEditor *makeEditor(const EditorSpec &spec, QWidget *parent);

[[nodiscard]] QString joinRows(const QList<QStringList> &rows);
[[nodiscard]] QList<QStringList> splitRows(const QString &text);

} // namespace weftline::ui::fields
