// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/support/knocking.h"

#include <QtCore/QFile>
#include <QtCore/QString>
#include <QtCore/QStringList>
#include <QtTest/QTest>

#include <arpa/inet.h>

#include <array>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>

#include <fmt/format.h>
#include <zmq.hpp>

#include "engine/wire/keys.h"
#include "engine/wire/watched_socket.h"

namespace weftline::test {
namespace {

constexpr std::chrono::milliseconds patience{5000};
int tried = 0;

enum class Came { In, Refused, Unclear };

/// Connects, with a key pair of its own where the engine's key is known, and tells what the handshake came to.
Came knock(const std::string &address, const std::string &serverKey)
{
    zmq::context_t context;
    wire::WatchedSocket socket(context, zmq::socket_type::dealer,
                               ZMQ_EVENT_HANDSHAKE_SUCCEEDED | ZMQ_EVENT_HANDSHAKE_FAILED_AUTH | ZMQ_EVENT_HANDSHAKE_FAILED_PROTOCOL
                                   | ZMQ_EVENT_HANDSHAKE_FAILED_NO_DETAIL | ZMQ_EVENT_DISCONNECTED);
    socket.socket().set(zmq::sockopt::linger, 0);
    socket.socket().set(zmq::sockopt::ipv6, true);
    socket.socket().set(zmq::sockopt::reconnect_ivl, -1);
    if (!serverKey.empty()) {
        const wire::KeyPair stranger = wire::makeKeyPair();
        socket.socket().set(zmq::sockopt::curve_serverkey, serverKey);
        socket.socket().set(zmq::sockopt::curve_publickey, stranger.publicKey);
        socket.socket().set(zmq::sockopt::curve_secretkey, stranger.secretKey);
    }
    socket.socket().connect(address);
    if (!socket.waitForEvent(patience))
        return Came::Unclear;
    const auto event = socket.nextEvent();
    if (!event)
        return Came::Unclear;
    return event->what == ZMQ_EVENT_HANDSHAKE_SUCCEEDED ? Came::In : Came::Refused;
}

std::set<std::string> socketsOf(int pid)
{
    std::set<std::string> numbers;
    std::error_code error;
    for (auto entry = std::filesystem::directory_iterator(fmt::format("/proc/{}/fd", pid), error);
         !error && entry != std::filesystem::directory_iterator(); entry.increment(error)) {
        std::error_code gone;
        const std::string link = std::filesystem::read_symlink(entry->path(), gone).string();
        if (link.starts_with("socket:["))
            numbers.insert(link.substr(8, link.size() - 9));
    }
    return numbers;
}

/// "0100007F:15C2", as the kernel writes a local address, as one to connect to.
std::string addressFrom(const std::string &text)
{
    const std::size_t colon = text.find(':');
    const int port = std::stoi(text.substr(colon + 1), nullptr, 16);
    std::array<std::uint32_t, 4> words{};
    const std::size_t count = colon / 8;
    for (std::size_t i = 0; i < count; ++i)
        words[i] = static_cast<std::uint32_t>(std::stoul(text.substr(i * 8, 8), nullptr, 16));
    std::array<char, INET6_ADDRSTRLEN> host{};
    const bool isMapped = count == 4 && words[0] == 0 && words[1] == 0 && words[2] == htonl(0xffff);
    if (count == 1 || isMapped) {
        inet_ntop(AF_INET, isMapped ? &words[3] : &words[0], host.data(), host.size());
        return fmt::format("tcp://{}:{}", std::strcmp(host.data(), "0.0.0.0") == 0 ? "127.0.0.1" : host.data(), port);
    }
    inet_ntop(AF_INET6, words.data(), host.data(), host.size());
    return fmt::format("tcp://[{}]:{}", std::strcmp(host.data(), "::") == 0 ? "::1" : host.data(), port);
}

std::string variableOf(int pid, const std::string &name)
{
    std::ifstream file(fmt::format("/proc/{}/environ", pid));
    for (std::string line; std::getline(file, line, '\0');)
        if (line.starts_with(name + '='))
            return line.substr(name.size() + 1);
    return {};
}

bool isAwake(int pid)
{
    std::ifstream file(fmt::format("/proc/{}/stat", pid));
    std::string text;
    if (!std::getline(file, text))
        return false;
    const char state = text[text.rfind(')') + 2];
    return state != 'T' && state != 't' && state != 'Z' && state != 'X';
}

} // namespace

std::vector<std::string> listeningSockets(int pid)
{
    const std::set<std::string> own = socketsOf(pid);
    std::vector<std::string> found;
    for (const char *table : {"tcp", "tcp6"}) {
        std::ifstream file(fmt::format("/proc/{}/net/{}", pid, table));
        std::string line;
        std::getline(file, line); // the head
        while (std::getline(file, line)) {
            std::istringstream words(line);
            std::array<std::string, 10> column;
            for (std::string &word : column)
                words >> word;
            constexpr const char *listening = "0A";
            if (column[3] == listening && own.contains(column[9]))
                found.push_back(addressFrom(column[1]));
        }
    }
    return found;
}

QStringList openDoors(int pid, const std::string &serverKey)
{
    QStringList wrong;
    for (const std::string &address : listeningSockets(pid)) {
        ++tried;
        for (const bool withKey : {true, false}) {
            if (withKey && serverKey.empty())
                continue;
            const Came came = knock(address, withKey ? serverKey : std::string());
            const std::vector<std::string> now = came == Came::Refused ? std::vector<std::string>() : listeningSockets(pid);
            const bool isThere = isAwake(pid) && std::find(now.begin(), now.end(), address) != now.end();
            if (came == Came::In || (came == Came::Unclear && isThere))
                wrong << QString::fromStdString(fmt::format("Process {} at {}: {} was {}.", pid, address,
                                                            withKey ? "a key that nobody has listed" : "somebody without a key",
                                                            came == Came::In ? "let in" : "not refused within five seconds"));
        }
    }
    return wrong;
}

void expectClosedDoors(int pid)
{
    if (pid <= 0 || !isAwake(pid) || listeningSockets(pid).empty())
        return;
    std::string config = variableOf(pid, "XDG_CONFIG_HOME");
    if (config.empty())
        config = variableOf(pid, "HOME") + "/.config";
    const auto own = wire::KeyDirectory(std::filesystem::path(config) / "weftline" / "keys").engineKey();
    QStringList wrong = openDoors(pid, own ? own->publicKey : std::string());
    if (!own && !listeningSockets(pid).empty())
        wrong << QStringLiteral("Process %1 listens over TCP, and its user has no keys.").arg(pid);
    if (wrong.isEmpty())
        return;
    if (!QTest::currentTestFunction())
        qFatal("%s", qPrintable(wrong.join(QLatin1Char('\n'))));
    QTest::qFail(qPrintable(wrong.join(QLatin1Char('\n'))), __FILE__, __LINE__);
}

int doorsTried() { return tried; }

} // namespace weftline::test
