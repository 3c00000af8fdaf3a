// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/alerts/alert_notices.h"

#include "ui/document/document.h"

namespace weftline::ui::alerts {

using document::toQString;

AlertNotices::AlertNotices(client::EngineClient *client, QObject *parent) : QObject(parent), m_client(client)
{
    client->showNotices(true); // so that the engine leaves the desktop to this window
    connect(client, &client::EngineClient::engineChanged, this, &AlertNotices::refresh);
    // Once whoever made this listens too.
    QMetaObject::invokeMethod(this, &AlertNotices::refresh, Qt::QueuedConnection);
}

void AlertNotices::refresh()
{
    std::set<std::uint64_t> owed;
    for (const client::NoticeView &notice : m_client->engine().notices) {
        owed.insert(notice.id);
        if (m_told.contains(notice.id))
            continue;
        Q_EMIT noticed(toQString(notice.title), toQString(notice.text), !notice.fires);
        m_client->noticeShown(notice.id);
    }
    m_told = std::move(owed);
}

} // namespace weftline::ui::alerts
