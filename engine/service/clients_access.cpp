// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What admins ask: who may come over the network, and where the engine listens for them. Each command is an event.

#include <fmt/format.h>

#include "engine/service/clients.h"

namespace weftline::service {
namespace {

Result<std::string> textOf(const wire::Request &request, std::string_view name)
{
    const Value *value = request.arguments.find(name);
    if (!value || !value->asString())
        return failure(ErrorCode::InvalidInput, fmt::format("Request \"{}\" needs \"{}\", a string.", request.method, name), std::string(name));
    return *value->asString();
}

template <typename T>
Result<Value> answerOf(const Result<T> &result)
{
    if (!result)
        return tl::unexpected(result.error());
    if constexpr (std::is_same_v<T, Done>)
        return Value();
    else
        return client::toValue(*result);
}

tl::unexpected<Error> noGate()
{
    return failure(ErrorCode::Refused, "This engine is for its own user's processes only; nobody joins it over the network.");
}

} // namespace

Result<Value> Clients::ticket(Client &client, const wire::Request &request)
{
    Gate *const gate = m_host.clientGate();
    if (!gate)
        return noGate();
    const auto wish = client::ticketWishFrom(request.arguments);
    if (!wish)
        return tl::unexpected(wish.error());
    const auto made = gate->makeTicket(*wish, m_host.clientNow());
    const std::string key = made ? made->key.substr(0, 8) : std::string();
    return answerWhenNoted(client, request, fmt::format("ticket {} for a {}{}{}", key, wish->role, wish->name.empty() ? "" : " called ", wish->name),
                           answerOf(made));
}

Result<Value> Clients::access(Client &, const wire::Request &)
{
    const Gate *const gate = m_host.clientGate();
    return gate ? answerOf(gate->list(m_host.clientNow())) : answerOf(Result<client::Access>(client::Access()));
}

Result<Value> Clients::removeKey(Client &client, const wire::Request &request)
{
    Gate *const gate = m_host.clientGate();
    if (!gate)
        return noGate();
    const auto key = textOf(request, "key");
    if (!key)
        return tl::unexpected(key.error());
    const auto removed = gate->removeKey(*key, m_host.clientNow());
    return answerWhenNoted(client, request, fmt::format("remove_key {}", *key), answerOf(removed));
}

Result<Value> Clients::setRole(Client &client, const wire::Request &request)
{
    Gate *const gate = m_host.clientGate();
    if (!gate)
        return noGate();
    const auto key = textOf(request, "key");
    if (!key)
        return tl::unexpected(key.error());
    const auto role = textOf(request, "role");
    if (!role)
        return tl::unexpected(role.error());
    const auto set = gate->setRole(*key, *role, m_host.clientNow());
    return answerWhenNoted(client, request, fmt::format("set_role {} {}", *key, *role), answerOf(set));
}

Result<Value> Clients::listen(Client &client, const wire::Request &request)
{
    Gate *const gate = m_host.clientGate();
    if (!gate)
        return noGate();
    const auto address = textOf(request, "address");
    if (!address)
        return tl::unexpected(address.error());
    const auto done = gate->listen(*address, m_host.clientNow());
    return answerWhenNoted(client, request, address->empty() ? std::string("listen no more") : fmt::format("listen {}", *address), answerOf(done));
}

} // namespace weftline::service
