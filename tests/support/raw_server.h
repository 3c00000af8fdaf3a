// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// A server on loopback that says what a test lets it say, byte by byte: nothing stands between the test and the wire that
// could mend an answer. Each connection has a thread, so a handler may block.

#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace weftline::test {

struct RawRequest
{
    std::string method;
    std::string target; ///< As in the first line.
    std::vector<std::pair<std::string, std::string>> headers; ///< Names in small letters.
    std::string body;

    /// Empty where there is none.
    [[nodiscard]] std::string header(std::string_view name) const;
};

/// One connection, in its handler.
class RawConnection
{
public:
    explicit RawConnection(int socket) : m_socket(socket) { }

    /// Reads a whole request. False: the other side went away before.
    bool read(RawRequest &request);
    /// False: the other side is gone.
    bool send(std::string_view bytes) const;
    /// A whole answer with a length.
    bool answer(int status, std::string_view body, std::string_view headers = {}) const;
    /// Blocks until the other side closes; false: it sent something else first.
    bool waitForClose() const;
    /// Lets a moment pass, or less if the other side goes away: false then. This is how slow the server is, not a wait of
    /// the test.
    [[nodiscard]] bool pause(int milliseconds) const;
    /// Ends it hard, as a machine that crashed: the other side sees a reset.
    void reset() const;

private:
    int m_socket;
};

class RawServer
{
public:
    /// `handle` is called for each request, in the connection's thread; the connection ends when it returns.
    using Handle = std::function<void(RawConnection &, const RawRequest &)>;

    explicit RawServer(Handle handle);
    /// Closes all connections and waits for their threads.
    ~RawServer();
    RawServer(const RawServer &) = delete;
    RawServer &operator=(const RawServer &) = delete;

    [[nodiscard]] int port() const;
    /// "http://127.0.0.1:PORT" and what follows.
    [[nodiscard]] std::string url(std::string_view path = {}) const;
    /// All that were read whole, in their order.
    [[nodiscard]] std::vector<RawRequest> requests() const;
    /// How many connections are open.
    [[nodiscard]] int open() const;

private:
    class Private;
    std::unique_ptr<Private> m;
};

} // namespace weftline::test
