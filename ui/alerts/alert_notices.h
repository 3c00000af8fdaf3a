// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Says once of each alert that it fires, and that it is over. What already fired when one began to listen is told too: nobody
// else has.

#pragma once

#include <QtCore/QObject>

#include <map>
#include <set>

#include "engine/client/engine_client.h"
#include "ui/alerts/run_rules.h"

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
    RunRules m_rules;
    std::map<std::uint64_t, client::AlertState> m_told;
    std::set<std::uint64_t> m_confirmed; ///< Notices that the engine may forget.
};

} // namespace weftline::ui::alerts
