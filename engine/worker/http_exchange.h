// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// One request and its answer on the event loop of this thread, over HTTP/1.1: redirects followed, time and size limited while
// it arrives, and an answer that breaks off never taken for a whole one. A request is sent once. No proxy, cookies, cache or
// connection of another exchange. https servers prove who they are to the system's authorities, or to those in the file that
// the environment variable SSL_CERT_FILE names.

#pragma once

#include <functional>
#include <memory>
#include <string>

#include "engine/worker/http_call.h"

namespace weftline::worker {

struct HttpHead
{
    int status = 0;
    std::string phrase; ///< "Not Found"; may be empty.
    HttpHeaders headers;
    QUrl url; ///< That answered.

    /// `404 Not Found`
    [[nodiscard]] std::string statusText() const;
};

struct HttpEnd
{
    std::string reason; ///< Why there is no whole answer; empty when there is.
    bool timedOut = false;
    bool stopped = false;
};

class HttpExchange
{
public:
    struct Handler
    {
        std::function<void(std::string)> say; ///< What happens, for the log: a line.
        std::function<void(const HttpHead &)> head; ///< Before any data.
        std::function<void(std::string_view)> data;
        std::function<void(HttpEnd)> ended; ///< Once, the last call, never from within the constructor.
    };

    /// `answerMax` counts where the call has no timeout.
    HttpExchange(HttpCall call, Duration answerMax, Handler handler);
    /// Ends the connection.
    ~HttpExchange();
    HttpExchange(const HttpExchange &) = delete;
    HttpExchange &operator=(const HttpExchange &) = delete;

    /// Ends the connection; `ended` is called.
    void stop();

private:
    class Private;
    std::unique_ptr<Private> m;
};

} // namespace weftline::worker
