// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "engine/wire/connections.h"

namespace weftline::wire {

std::optional<SessionId> Connections::accepted(int descriptor)
{
    const std::optional<SessionId> before = disconnected(descriptor);
    const std::uint64_t order = ++m_count;
    m_open.emplace(descriptor, Connection{{}, order});
    m_silent.emplace(order, descriptor);
    return before;
}

std::optional<SessionId> Connections::disconnected(int descriptor)
{
    const auto found = m_open.find(descriptor);
    if (found == m_open.end())
        return {};
    const std::optional<SessionId> session = found->second.session;
    m_silent.erase(found->second.order);
    m_open.erase(found);
    return session;
}

std::optional<SessionId> Connections::spoke(int descriptor, const SessionId &session)
{
    const auto found = m_open.find(descriptor);
    if (found == m_open.end())
        return {};
    m_silent.erase(found->second.order);
    const std::optional<SessionId> before = found->second.session;
    found->second.session = session;
    return before == session ? std::nullopt : before;
}

std::optional<int> Connections::oldestSilent(std::size_t countMax) const
{
    if (m_silent.size() <= countMax)
        return {};
    return m_silent.begin()->second;
}

std::vector<std::pair<int, std::optional<SessionId>>> Connections::open() const
{
    std::vector<std::pair<int, std::optional<SessionId>>> all;
    all.reserve(m_open.size());
    for (const auto &[descriptor, connection] : m_open)
        all.emplace_back(descriptor, connection.session);
    return all;
}

void Connections::forgetSilent(int descriptor)
{
    if (const auto found = m_open.find(descriptor); found != m_open.end())
        m_silent.erase(found->second.order);
}

} // namespace weftline::wire
