// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Clients and alerts: what they are shown of them, and notices that a window shows for its user.

#include "engine/service/clients.h"

#include <algorithm>

namespace weftline::service {

void Clients::closed(const SessionId &session)
{
    m_clients.erase(session);
    m_host.clientAlerts().windowClosed(session);
}

Result<Value> Clients::showNotices(Client &client, const wire::Request &request)
{
    const Value *show = request.arguments.find("show");
    if (!show || !show->asBool())
        return failure(ErrorCode::InvalidInput, "Request \"show_notices\" needs \"show\", true or false.", "show");
    m_host.clientAlerts().windowShows(client.peer.session, *show->asBool());
    return Value();
}

Result<Value> Clients::noticeShown(Client &, const wire::Request &request)
{
    const Value *notice = request.arguments.find("notice");
    if (!notice || !notice->asInt())
        return failure(ErrorCode::InvalidInput, "Request \"notice_shown\" needs \"notice\", a whole number.", "notice");
    if (!m_host.clientAlerts().windowShowed(static_cast<std::uint64_t>(*notice->asInt())))
        return failure(ErrorCode::NotFound, "There is no such notice to be shown.", "notice");
    m_touched = true; // it is taken from the view
    return Value();
}

void Clients::completeAlerts(client::EngineUpdate &update, scheduler::Position since, bool allValues, const SessionId &to) const
{
    const AlertDuty &duty = m_host.clientAlerts();
    update.header.notices = duty.noticesFor(to);
    if (allValues && since != 0)
        for (client::AlertView &view : m_host.clientFold().openAlerts())
            if (std::none_of(update.alerts.begin(), update.alerts.end(), [&](const client::AlertView &a) { return a.id == view.id; }))
                update.alerts.push_back(std::move(view));
    for (client::AlertView &view : update.alerts)
        duty.complete(view);
}

} // namespace weftline::service
