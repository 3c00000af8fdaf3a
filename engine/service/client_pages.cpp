// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Questions that are answered page by page, and a run that is done again in part. Each answer is bounded in what is read
// for it and in what is sent, so that nobody waits long for another's question.

#include <algorithm>

#include "engine/client/pages.h"
#include "engine/history/choose_run.h"
#include "engine/service/clients.h"
#include "engine/service/event_page.h"
#include "engine/service/requests.h"
#include "engine/service/value_page.h"

namespace weftline::service {
namespace {

constexpr std::size_t runsMax = 500;

} // namespace

Result<Value> Clients::events(Client &, const wire::Request &request)
{
    const auto query = client::eventQueryFrom(request.arguments);
    if (!query)
        return tl::unexpected(query.error());
    const auto page = eventPage(m_host.clientState(), m_host.clientFold(), m_values.journal(), *query);
    return page ? Result<Value>(client::toValue(*page)) : tl::unexpected(page.error());
}

Result<Value> Clients::runs(Client &, const wire::Request &request)
{
    const auto query = client::runQueryFrom(request.arguments);
    if (!query)
        return tl::unexpected(query.error());
    const scheduler::State &state = m_host.clientState();
    const std::string wanted = small(query->name);
    const std::size_t countMax = std::clamp<std::size_t>(query->countMax, 1, runsMax);
    std::size_t before = query->before == 0 ? state.runs.size() : std::min<std::size_t>(query->before - 1, state.runs.size());
    client::RunPage page;
    for (; before > 0 && page.runs.size() < countMax; --before) {
        const scheduler::Run &run = state.runs[before - 1];
        if (query->state && static_cast<client::RunState>(run.state) != *query->state)
            continue;
        if (!wanted.empty() && small(run.name).find(wanted) == std::string::npos)
            continue;
        page.runs.push_back(m_host.clientFold().summary(run));
    }
    page.next = static_cast<std::uint32_t>(before + 1);
    page.atEnd = before == 0;
    return client::toValue(page);
}

Result<Value> Clients::findRun(Client &, const wire::Request &request)
{
    const auto which = text(request, "which");
    if (!which)
        return tl::unexpected(which.error());
    const auto run = history::chooseRun(m_host.clientState(), *which);
    return run ? Result<Value>(client::toValue(m_host.clientFold().summary(**run))) : tl::unexpected(run.error());
}

Result<Value> Clients::retry(Client &client, const wire::Request &request)
{
    if (!m_host.clientTrouble().empty())
        return failure(ErrorCode::System, fmt::format("The engine takes no runs now. {}", m_host.clientTrouble()));
    const auto id = text(request, "run");
    const auto of = text(request, "of");
    if (!id || !of)
        return tl::unexpected(id ? of.error() : id.error());
    if (const auto wrong = whyNoRunId(*id))
        return tl::unexpected(*wrong);
    m_host.clientInput(scheduler::Retry{{client.peer.session, request.id, client.name}, *id, *of, m_chance()});
    return Value();
}

Result<Value> Clients::valuePage(Client &, const wire::Request &request)
{
    const auto query = client::valueQueryFrom(request.arguments);
    if (!query)
        return tl::unexpected(query.error());
    const auto page = service::valuePage(m_host.clientState(), m_values, *query);
    return page ? Result<Value>(client::toValue(*page)) : tl::unexpected(page.error());
}

} // namespace weftline::service
