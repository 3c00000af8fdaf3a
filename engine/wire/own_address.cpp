// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "engine/wire/own_address.h"

#include <arpa/inet.h>
#include <ifaddrs.h>
#include <net/if.h>
#include <netdb.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <memory>

namespace weftline::wire {
namespace {

std::string textOf(const sockaddr *address, socklen_t size)
{
    std::array<char, NI_MAXHOST> text{};
    const bool isRead = ::getnameinfo(address, size, text.data(), text.size(), nullptr, 0, NI_NUMERICHOST) == 0;
    return isRead ? text.data() : "";
}

/// Where a packet to a far place would leave from. None is sent: "connecting" a datagram socket only chooses the way.
std::string wayOut()
{
    const int descriptor = ::socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    if (descriptor < 0)
        return {};
    sockaddr_in far{};
    far.sin_family = AF_INET;
    far.sin_port = htons(9);
    ::inet_pton(AF_INET, "192.0.2.1", &far.sin_addr); // A network that is kept for examples.
    sockaddr_in own{};
    socklen_t size = sizeof own;
    std::string text;
    if (::connect(descriptor, reinterpret_cast<const sockaddr *>(&far), sizeof far) == 0
        && ::getsockname(descriptor, reinterpret_cast<sockaddr *>(&own), &size) == 0)
        text = textOf(reinterpret_cast<const sockaddr *>(&own), size);
    ::close(descriptor);
    return text.starts_with("127.") || text == "0.0.0.0" ? std::string() : text;
}

std::string firstInterface(int family)
{
    ifaddrs *first = nullptr;
    if (::getifaddrs(&first) != 0)
        return {};
    const std::unique_ptr<ifaddrs, void (*)(ifaddrs *)> all(first, ::freeifaddrs);
    for (const ifaddrs *each = first; each != nullptr; each = each->ifa_next) {
        const bool isUp = (each->ifa_flags & IFF_UP) != 0 && (each->ifa_flags & IFF_LOOPBACK) == 0;
        if (!isUp || each->ifa_addr == nullptr || each->ifa_addr->sa_family != family)
            continue;
        const std::string text = textOf(each->ifa_addr, family == AF_INET ? sizeof(sockaddr_in) : sizeof(sockaddr_in6));
        if (!text.empty() && text.find('%') == std::string::npos) // Not one that is good on its own cable only.
            return text;
    }
    return {};
}

} // namespace

std::string ownAddress(bool isIpv6)
{
    if (const std::string out = wayOut(); !out.empty())
        return out;
    if (const std::string found = firstInterface(AF_INET); !found.empty())
        return found;
    if (const std::string found = isIpv6 ? firstInterface(AF_INET6) : std::string(); !found.empty())
        return found;
    std::array<char, 256> name{};
    return ::gethostname(name.data(), name.size() - 1) == 0 && name[0] != '\0' ? name.data() : "localhost";
}

} // namespace weftline::wire
