// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The list of kinds with their tiles: a search field above, the kinds below, the keys of both together.

#pragma once

#include <QtWidgets/QListView>
#include <QtWidgets/QWidget>

#include <optional>

#include "engine/workflow/kind.h"

class QLineEdit;

namespace weftline::ui::designer {

class KindsModel;

class KindsView final : public QWidget
{
    Q_OBJECT

public:
    /// `isGrouped` as in KindsModel. With `hasSentences` each kind has its sentence at the right.
    KindsView(bool isGrouped, bool hasSentences, QWidget *parent);

    [[nodiscard]] QLineEdit *search() const { return m_search; }
    [[nodiscard]] QListView *list() const { return m_list; }
    [[nodiscard]] KindsModel *model() const { return m_model; }
    [[nodiscard]] std::optional<workflow::Kind> current() const;

Q_SIGNALS:
    /// Enter, or a double click; a single one where there are sentences.
    void chosen(weftline::workflow::Kind kind);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void filter(const QString &text);
    void step(int by);

    KindsModel *m_model;
    QLineEdit *m_search;
    QListView *m_list;
    QWidget *m_none;
};

} // namespace weftline::ui::designer
