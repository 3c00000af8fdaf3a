// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "engine/wire/endpoint.h"

#include <zmq.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>

#include <fmt/format.h>

#include "engine/base/bytes.h"

namespace weftline::wire {
namespace {

constexpr std::string_view z85Letters = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ.-:+=^!/*?&<>()[]{}@%$#";
constexpr std::string_view plainLetters = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ.-_~";

struct HostAndPort
{
    std::string host;
    std::uint16_t port = 0;
};

/// "host:port" or "[v6]:port"; nothing where it is neither.
std::optional<HostAndPort> hostAndPort(std::string_view text)
{
    const std::size_t colon = text.rfind(':');
    if (colon == std::string_view::npos || colon == 0)
        return {};
    std::string_view host = text.substr(0, colon);
    const std::string_view digits = text.substr(colon + 1);
    if (host.front() == '[') {
        if (host.back() != ']' || host.size() < 4)
            return {};
        host = host.substr(1, host.size() - 2);
    } else if (host.find(':') != std::string_view::npos) {
        return {};
    }
    const bool clean = std::all_of(host.begin(), host.end(), [](char c) {
        return plainLetters.find(c) != std::string_view::npos || c == ':' || c == '*' || c == '%';
    });
    HostAndPort result{std::string(host), 0};
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), result.port);
    if (!clean || digits.empty() || error != std::errc{} || end != digits.data() + digits.size())
        return {};
    return result;
}

std::string withBrackets(const std::string &host)
{
    return host.find(':') == std::string::npos ? host : fmt::format("[{}]", host);
}

/// Undoes percent-encoding; nothing where a percent sign is not followed by two digits.
std::optional<std::string> percentDecoded(std::string_view text)
{
    std::string decoded;
    while (!text.empty()) {
        if (text.front() != '%') {
            decoded += text.front();
            text.remove_prefix(1);
            continue;
        }
        const auto byte = fromHex(text.substr(std::min<std::size_t>(1, text.size()), 2));
        if (text.size() < 3 || !byte)
            return {};
        decoded += *byte;
        text.remove_prefix(3);
    }
    return decoded;
}

std::string percentEncoded(std::string_view text)
{
    std::string encoded;
    for (const char c : text) {
        if (plainLetters.find(c) != std::string_view::npos)
            encoded += c;
        else
            encoded += fmt::format("%{:02X}", static_cast<unsigned>(static_cast<unsigned char>(c)));
    }
    return encoded;
}

/// A key as an address carries it: percent-encoded Z85, or 64 hexadecimal digits.
std::optional<std::string> keyFrom(std::string_view text)
{
    if (text.size() == 64) {
        if (const auto bytes = fromHex(text)) {
            std::array<char, 41> z85{};
            zmq_z85_encode(z85.data(), reinterpret_cast<const std::uint8_t *>(bytes->data()), bytes->size());
            return std::string(z85.data());
        }
    }
    const auto decoded = percentDecoded(text);
    return decoded && isKeyText(*decoded) ? decoded : std::nullopt;
}

/// What stands in an address from its ticket on is nobody's business, not even in a log of errors.
std::string_view withoutSecret(std::string_view text) { return text.substr(0, text.find("ticket=")); }

tl::unexpected<Error> wrong(std::string_view whole, std::string_view why)
{
    const std::string_view text = withoutSecret(whole);
    return failure(ErrorCode::InvalidInput, fmt::format("Cannot use the address \"{}\". {}", text, why), std::string(text));
}

Result<Endpoint> parseRemote(std::string_view text, std::string_view rest)
{
    constexpr std::string_view example = "It must look like \"weft://host:5570/?key=…\", as the engine prints it.";
    const std::size_t slash = rest.find('/');
    const auto address = hostAndPort(rest.substr(0, slash));
    if (!address || address->port == 0 || address->host == "*")
        return wrong(text, fmt::format("It names no host and port. {}", example));
    RemoteEndpoint endpoint{address->host, address->port, {}, {}};
    std::string_view query = slash == std::string_view::npos ? std::string_view() : rest.substr(slash + 1);
    if (!query.empty() && query.front() != '?')
        return wrong(text, fmt::format("Only \"/?key=…\" may follow the port. {}", example));
    query.remove_prefix(query.empty() ? 0 : 1);
    while (!query.empty()) {
        const std::string_view pair = query.substr(0, query.find('&'));
        query.remove_prefix(std::min(query.size(), pair.size() + 1));
        if (pair.starts_with("ticket=")) {
            const auto ticket = keyFrom(pair.substr(7));
            if (!ticket || !endpoint.ticket.empty())
                return wrong(text, "Its ticket is not one: that is 40 characters, percent-encoded. Copy the whole line, with the "
                                   "quotes around it.");
            endpoint.ticket = *ticket;
            continue;
        }
        if (!pair.starts_with("key="))
            return wrong(text, fmt::format("It has an unknown part \"{}\". {}", pair.substr(0, pair.find('=')), example));
        const auto key = keyFrom(pair.substr(4));
        if (!key)
            return wrong(text, "Its key is not one: that is 40 characters (percent-encoded) or 64 hexadecimal digits. Copy "
                               "the whole line that the engine prints.");
        endpoint.serverKey = *key;
    }
    if (endpoint.serverKey.empty())
        return wrong(text, fmt::format("The engine's public key is missing, without which it could be anybody. {}", example));
    return Endpoint(endpoint);
}

} // namespace

bool isKeyText(std::string_view text)
{
    return text.size() == 40 && text.find_first_not_of(z85Letters) == std::string_view::npos;
}

Result<Endpoint> parseEndpoint(std::string_view text)
{
    if (text.starts_with("ipc://")) {
        const std::string_view path = text.substr(6);
        if (!path.starts_with('/'))
            return wrong(text, "What follows \"ipc://\" must be an absolute path, as the engine prints it.");
        if (path.size() > socketPathMax)
            return wrong(text, fmt::format("Its path has {} bytes and a socket's may have {}. Use a shorter one.",
                                           path.size(), socketPathMax));
        return Endpoint(LocalEndpoint{std::string(path)});
    }
    if (text.starts_with("weft://"))
        return parseRemote(text, text.substr(7));
    return wrong(text, "It must begin with \"ipc://\" (an engine on this machine) or \"weft://\" (one elsewhere).");
}

Result<ListenAddress> parseListenAddress(std::string_view text)
{
    constexpr std::string_view example = "It must look like \"tcp://0.0.0.0:5570\" or \"tcp://[::]:5570\".";
    if (!text.starts_with("tcp://"))
        return wrong(text, fmt::format("Only tcp can be listened on. {}", example));
    const auto address = hostAndPort(text.substr(6));
    if (!address)
        return wrong(text, fmt::format("It names no host and port. {}", example));
    return ListenAddress{address->host, address->port};
}

std::string toText(const Endpoint &endpoint)
{
    if (const auto *local = std::get_if<LocalEndpoint>(&endpoint))
        return "ipc://" + local->path;
    const auto &remote = std::get<RemoteEndpoint>(endpoint);
    return fmt::format("weft://{}:{}/?key={}{}{}", withBrackets(remote.host), remote.port, percentEncoded(remote.serverKey),
                       remote.ticket.empty() ? "" : "&ticket=", percentEncoded(remote.ticket));
}

Endpoint withoutTicket(Endpoint endpoint)
{
    if (auto *remote = std::get_if<RemoteEndpoint>(&endpoint))
        remote->ticket.clear();
    return endpoint;
}

std::string nameOf(const Endpoint &endpoint)
{
    const auto *remote = std::get_if<RemoteEndpoint>(&endpoint);
    return remote ? fmt::format("weft://{}:{}", withBrackets(remote->host), remote->port) : toText(endpoint);
}

std::string toText(const ListenAddress &address)
{
    return fmt::format("tcp://{}:{}", withBrackets(address.host), address.port);
}

} // namespace weftline::wire
