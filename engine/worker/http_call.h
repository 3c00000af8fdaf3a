// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What an `http` node asks for, and what a redirect makes of it. Pure.

#pragma once

#include <QtCore/QUrl>

#include <string>
#include <utility>
#include <vector>

#include "engine/base/result.h"
#include "engine/wire/message.h"

namespace weftline::worker {

using HttpHeaders = std::vector<std::pair<std::string, std::string>>;

/// The value of the first header of this name, in whatever letters; null where there is none.
[[nodiscard]] const std::string *findHeader(const HttpHeaders &headers, std::string_view name);

/// One request, and how far its answer may go.
struct HttpCall
{
    static constexpr std::int64_t redirectsMax = 50;
    static constexpr std::int64_t sizeMaxMax = 64LL << 20U;

    std::string method = "GET";
    QUrl url;
    HttpHeaders headers;
    std::string body;
    std::int64_t redirects = 5; ///< That are followed.
    std::int64_t sizeMax = sizeMaxMax; ///< Bytes of the answer's body.
    Duration timeout{0}; ///< The node's; 0: none.

    /// `GET "https://host/path"`, without a password.
    [[nodiscard]] std::string called() const;
};

enum class HttpResponse : std::uint8_t { Text, Json, File };

struct HttpNode
{
    HttpCall call;
    std::vector<int> expect; ///< Empty: 200 to 299.
    HttpResponse response = HttpResponse::Text;

    [[nodiscard]] bool expects(int status) const;
};

[[nodiscard]] Result<HttpNode> readHttp(const wire::Task &task);

/// An address that a request may go to.
[[nodiscard]] Result<QUrl> readUrl(const std::string &text, const std::string &where);
/// Appends headers, checked: neither a name nor a value may end its line.
[[nodiscard]] Result<Done> addHeaders(HttpHeaders &headers, const std::vector<std::pair<std::string, std::string>> &more);

[[nodiscard]] bool isRedirect(int status);

/// The request that follows. 303 asks by GET, and so do 301 and 302 after a POST, as everybody does; 307 and 308 ask again
/// alike. To another scheme, host or port go no headers that could be a credential, and never from https to http. The error
/// says why it is not followed.
[[nodiscard]] Result<HttpCall> redirected(const HttpCall &call, int status, const std::string &location);

} // namespace weftline::worker
