// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Who may come to the engine: keys with their roles, and tickets that nobody has used yet. Each can be removed.

#pragma once

#include <QtWidgets/QWidget>

#include "engine/client/access.h"

class QGridLayout;
class QToolButton;

namespace weftline::ui::pools {

class KnownKeys final : public QWidget
{
    Q_OBJECT

public:
    explicit KnownKeys(QWidget *parent = nullptr);

    /// `now`: the engine's time, for what is left of a ticket.
    void setAccess(const client::Access &access, Instant now);
    void setAllowed(bool isAllowed);
    [[nodiscard]] int rowCount() const { return m_rows; }
    /// The words of a row, for tests and for those who cannot see it.
    [[nodiscard]] QString rowText(int row) const;
    [[nodiscard]] QToolButton *removeButton(int row) const;

Q_SIGNALS:
    void removeAsked(const QString &key);

private:
    void addRow(const QString &name, const QString &role, const QString &more, const std::string &key);
    void clear();

    QGridLayout *m_grid;
    int m_rows = 0;
    bool m_isAllowed = true;
};

} // namespace weftline::ui::pools
