// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/cli/joining.h"

#include <QtCore/QEventLoop>

#include <algorithm>
#include <cstdio>

#include <fmt/format.h>

#include "engine/wire/context.h"

namespace weftline::cli {
namespace {

constexpr std::size_t lineMax = 4096;

} // namespace

Joining::Joining(wire::KeyDirectory keys, std::string name, std::function<void(const std::string &)> say)
    : m_keys(std::move(keys)), m_name(std::move(name)), m_say(std::move(say))
{
}

Result<Done> Joining::join(const std::vector<wire::Endpoint> &endpoints)
{
    std::vector<wire::RemoteEndpoint> withTicket;
    for (const wire::Endpoint &endpoint : endpoints)
        if (const auto *remote = std::get_if<wire::RemoteEndpoint>(&endpoint); remote && !remote->ticket.empty())
            withTicket.push_back(*remote);
    if (withTicket.empty())
        return Done{};
    if (const auto made = m_keys.initKeys(); !made)
        return tl::unexpected(made.error());
    const auto own = m_keys.ownKey();
    if (!own)
        return tl::unexpected(own.error());
    for (const wire::RemoteEndpoint &at : withTicket)
        m_redemptions.push_back(std::make_unique<wire::Redemption>(
            wire::processContext(), at, *own, m_name, WEFTLINE_VERSION,
            wire::Redemption::Handler{[this, at](const Result<wire::Redemption::Outcome> &outcome) { settled(at, outcome); },
                                      [this](const Error &why) { m_say(why.message); }}));
    if (withTicket.size() < endpoints.size())
        return Done{};
    QEventLoop loop;
    m_changed = [&] {
        if (m_isAdmitted || m_refused == withTicket.size())
            loop.quit();
    };
    loop.exec();
    m_changed = {};
    return m_isAdmitted ? Result<Done>(Done{}) : tl::unexpected(m_lastRefusal);
}

void Joining::settled(const wire::RemoteEndpoint &at, const Result<wire::Redemption::Outcome> &outcome)
{
    if (!outcome) {
        ++m_refused;
        m_lastRefusal = outcome.error();
        if (!m_changed || m_redemptions.size() > 1)
            m_say(outcome.error().message);
    } else {
        m_isAdmitted = true;
        m_say(outcome->wasListed ? fmt::format("This machine is known to the engine at \"{}\" already.", wire::nameOf(at))
                                 : fmt::format("Joined the engine at \"{}\" as \"{}\", with the role {}.", wire::nameOf(at), outcome->name,
                                               outcome->role));
    }
    if (m_changed)
        m_changed();
}

std::string addressIn(const std::string &text)
{
    const std::size_t begin = std::min(text.find("weft://"), text.find("ipc://"));
    if (begin == std::string::npos)
        return text;
    return text.substr(begin, text.find_first_of(" \t\r\n'\"", begin) - begin);
}

Result<std::string> addressFromInput()
{
    std::string line;
    for (int c = std::getchar(); c != EOF && c != '\n' && line.size() < lineMax; c = std::getchar())
        line += static_cast<char>(c);
    if (line.empty())
        return failure(ErrorCode::InvalidInput, "Cannot read the engine's address from standard input: there is no line. Paste the one that "
                                                "\"weft ticket\" prints.");
    return addressIn(line);
}

} // namespace weftline::cli
