// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Tells the person at this window what the engine has for their desktop, each notice once, and lets the engine know. Which rules
// tell the desktop, and when, is the engine's business.

#pragma once

#include <QtCore/QObject>

#include <set>

#include "engine/client/engine_client.h"

namespace weftline::ui::alerts {

class AlertNotices final : public QObject
{
    Q_OBJECT

public:
    /// `client` outlives this.
    explicit AlertNotices(client::EngineClient *client, QObject *parent = nullptr);

Q_SIGNALS:
    /// A head and a sentence for people; `isOver`: it does not fire any more.
    void noticed(const QString &head, const QString &sentence, bool isOver);

private:
    void refresh();

    client::EngineClient *m_client;
    std::set<std::uint64_t> m_told; ///< Notices that the engine still has.
};

} // namespace weftline::ui::alerts
