// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/alerts/alert_notices.h"

#include "ui/alerts/rule_words.h"
#include "ui/document/document.h"

namespace weftline::ui::alerts {

using client::AlertState;
using document::toQString;

AlertNotices::AlertNotices(client::EngineClient *client, QObject *parent) : QObject(parent), m_client(client), m_rules(*client)
{
    client->showNotices(true); // so that the engine leaves the desktop to this window
    connect(client, &client::EngineClient::engineChanged, this, &AlertNotices::refresh);
    refresh();
}

void AlertNotices::refresh()
{
    const client::EngineView &engine = m_client->engine();
    std::set<std::uint64_t> owed;
    for (const client::NoticeView &notice : engine.notices) {
        owed.insert(notice.id);
        if (!m_confirmed.contains(notice.id)) // what it is about is told below
            m_client->noticeShown(notice.id);
    }
    m_confirmed = std::move(owed);
    std::erase_if(m_told, [&](const auto &told) { return !engine.alerts.contains(told.first); });
    for (const auto &[id, alert] : engine.alerts) {
        const auto told = m_told.find(id);
        const bool fired = told != m_told.end() && told->second == AlertState::Firing;
        m_told[id] = alert.state;
        const QString name = toQString(alert.title.empty() ? alert.rule : alert.title);
        const QString run = tr("run %1").arg(alert.run + 1);
        if (alert.state == AlertState::Firing && !fired)
            Q_EMIT noticed(tr("%1, %2", "rule, run").arg(name, run), sentenceOf(alert, m_rules.ruleOf(alert)), false);
        else if (alert.state != AlertState::Firing && fired)
            Q_EMIT noticed(tr("%1, %2", "rule, run").arg(name, run), tr("It is over."), true);
    }
}

} // namespace weftline::ui::alerts
