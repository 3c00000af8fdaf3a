// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/support/raw_server.h"

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <cstdlib>
#include <list>
#include <mutex>
#include <thread>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

namespace weftline::test {
namespace {

constexpr std::size_t requestMax = 128U << 20U;

std::string small(std::string text)
{
    std::transform(text.begin(), text.end(), text.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
    return text;
}

/// The lines of a head, without their ends.
std::vector<std::string> linesOf(const std::string &head)
{
    std::vector<std::string> lines;
    for (std::size_t from = 0; from < head.size();) {
        const std::size_t end = std::min(head.find("\r\n", from), head.size());
        lines.push_back(head.substr(from, end - from));
        from = end + 2;
    }
    return lines;
}

} // namespace

std::string RawRequest::header(std::string_view name) const
{
    for (const auto &[known, value] : headers)
        if (known == name)
            return value;
    return {};
}

bool RawConnection::read(RawRequest &request)
{
    std::string bytes;
    char buffer[65536];
    std::size_t head = std::string::npos;
    std::size_t size = 0;
    while (head == std::string::npos || bytes.size() < head + 4 + size) {
        const ssize_t count = recv(m_socket, buffer, sizeof buffer, 0);
        if (count <= 0 || bytes.size() > requestMax)
            return false;
        bytes.append(buffer, static_cast<std::size_t>(count));
        if (head != std::string::npos || (head = bytes.find("\r\n\r\n")) == std::string::npos)
            continue;
        const std::vector<std::string> lines = linesOf(bytes.substr(0, head));
        const std::size_t space = lines[0].find(' ');
        request.method = lines[0].substr(0, space);
        request.target = lines[0].substr(space + 1, lines[0].rfind(' ') - space - 1);
        for (std::size_t i = 1; i < lines.size(); ++i) {
            const std::size_t colon = lines[i].find(": ");
            request.headers.emplace_back(small(lines[i].substr(0, colon)), lines[i].substr(std::min(colon + 2, lines[i].size())));
        }
        size = static_cast<std::size_t>(std::atoll(request.header("content-length").c_str()));
    }
    request.body = bytes.substr(head + 4);
    return true;
}

bool RawConnection::send(std::string_view bytes) const
{
    while (!bytes.empty()) {
        const ssize_t count = ::send(m_socket, bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (count < 0 && errno == EINTR)
            continue;
        if (count <= 0)
            return false;
        bytes.remove_prefix(static_cast<std::size_t>(count));
    }
    return true;
}

bool RawConnection::answer(int status, std::string_view body, std::string_view headers) const
{
    std::string whole = "HTTP/1.1 " + std::to_string(status) + " Said\r\nContent-Length: " + std::to_string(body.size()) + "\r\n";
    whole += headers;
    whole += "\r\n";
    whole += body;
    return send(whole);
}

bool RawConnection::waitForClose() const
{
    char byte = 0;
    return recv(m_socket, &byte, 1, 0) <= 0;
}

bool RawConnection::pause(int milliseconds) const
{
    pollfd wait{m_socket, POLLRDHUP, 0};
    return poll(&wait, 1, milliseconds) == 0;
}

void RawConnection::reset() const
{
    const linger hard{1, 0};
    setsockopt(m_socket, SOL_SOCKET, SO_LINGER, &hard, sizeof hard);
}

class RawServer::Private
{
public:
    explicit Private(Handle handle) : m_handle(std::move(handle))
    {
        m_listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        socklen_t size = sizeof address;
        if (bind(m_listener, reinterpret_cast<sockaddr *>(&address), size) != 0 || listen(m_listener, 64) != 0)
            std::abort();
        getsockname(m_listener, reinterpret_cast<sockaddr *>(&address), &size);
        m_port = ntohs(address.sin_port);
        m_accepting = std::thread([this] { accept(); });
    }

    ~Private()
    {
        m_isOver = true;
        shutdown(m_listener, SHUT_RDWR);
        m_accepting.join();
        {
            const std::lock_guard lock(m_lock);
            for (const int open : m_sockets)
                shutdown(open, SHUT_RDWR);
        }
        for (std::thread &thread : m_threads)
            thread.join();
        close(m_listener);
    }

    [[nodiscard]] int port() const { return m_port; }
    [[nodiscard]] int open() const { return m_open; }
    [[nodiscard]] std::vector<RawRequest> requests() const
    {
        const std::lock_guard lock(m_lock);
        return m_requests;
    }

private:
    void accept()
    {
        while (!m_isOver) {
            const int connected = accept4(m_listener, nullptr, nullptr, SOCK_CLOEXEC);
            if (connected < 0)
                continue;
            ++m_open;
            const std::lock_guard lock(m_lock);
            m_sockets.push_back(connected);
            m_threads.emplace_back([this, connected] { serve(connected); });
        }
    }

    void serve(int connected)
    {
        RawConnection connection(connected);
        RawRequest request;
        if (connection.read(request)) {
            {
                const std::lock_guard lock(m_lock);
                m_requests.push_back(request);
            }
            m_handle(connection, request);
        }
        const std::lock_guard lock(m_lock);
        m_sockets.remove(connected);
        close(connected);
        --m_open;
    }

    Handle m_handle;
    int m_listener = -1;
    int m_port = 0;
    std::atomic<int> m_open = 0;
    std::atomic<bool> m_isOver = false;
    mutable std::mutex m_lock;
    std::vector<RawRequest> m_requests;
    std::list<int> m_sockets; ///< Of the open connections.
    std::vector<std::thread> m_threads;
    std::thread m_accepting;
};

RawServer::RawServer(Handle handle) : m(std::make_unique<Private>(std::move(handle))) { }
RawServer::~RawServer() = default;
int RawServer::port() const { return m->port(); }
std::string RawServer::url(std::string_view path) const { return "http://127.0.0.1:" + std::to_string(port()) + std::string(path); }
std::vector<RawRequest> RawServer::requests() const { return m->requests(); }
int RawServer::open() const { return m->open(); }

} // namespace weftline::test
