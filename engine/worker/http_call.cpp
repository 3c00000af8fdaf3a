// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "engine/worker/http_call.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "engine/worker/parameters.h"

namespace weftline::worker {
namespace {

constexpr std::size_t urlMax = 16U << 10U;
constexpr std::array<std::string_view, 6> methods{"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"};
constexpr std::array<std::string_view, 3> responses{"text", "json", "file"};
constexpr std::array<std::string_view, 4> ours{"connection", "content-length", "transfer-encoding", "accept-encoding"};
/// Of the node's own headers, these say nothing about who asks.
constexpr std::array<std::string_view, 4> harmless{"accept", "accept-language", "content-type", "user-agent"};

std::string lower(std::string_view text)
{
    std::string out(text);
    std::transform(out.begin(), out.end(), out.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
    return out;
}

template <std::size_t count>
bool contains(const std::array<std::string_view, count> &names, std::string_view name)
{
    return std::find(names.begin(), names.end(), lower(name)) != names.end();
}

bool isToken(std::string_view name)
{
    constexpr std::string_view signs = "!#$%&'*+-.^_`|~";
    return !name.empty() && std::all_of(name.begin(), name.end(), [&](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || signs.find(c) != std::string_view::npos;
    });
}

bool hasControl(std::string_view value)
{
    return std::any_of(value.begin(), value.end(), [](char c) { return (static_cast<unsigned char>(c) < 0x20 && c != '\t') || c == 0x7f; });
}

bool isSameOrigin(const QUrl &a, const QUrl &b)
{
    const auto port = [](const QUrl &url) { return url.port(url.scheme() == QLatin1String("https") ? 443 : 80); };
    return a.scheme() == b.scheme() && a.host() == b.host() && port(a) == port(b);
}

Result<Done> readBody(const Value &with, HttpCall &call)
{
    const Value *body = with.find("body");
    if (!body || body->isNull())
        return Done{};
    if (call.method == "HEAD")
        return wrong("body", "cannot be sent with the method HEAD");
    const std::string *text = body->asString();
    call.body = text ? *text : toJson(*body);
    if (!findHeader(call.headers, "Content-Type"))
        call.headers.emplace_back("Content-Type", text ? "text/plain; charset=utf-8" : "application/json");
    return Done{};
}

} // namespace

const std::string *findHeader(const HttpHeaders &headers, std::string_view name)
{
    const auto found = std::find_if(headers.begin(), headers.end(), [&](const auto &header) { return lower(header.first) == lower(name); });
    return found == headers.end() ? nullptr : &found->second;
}

std::string HttpCall::called() const
{
    return fmt::format("{} \"{}\"", method, url.toString(QUrl::RemovePassword | QUrl::RemoveFragment).toStdString());
}

bool HttpNode::expects(int status) const
{
    return expect.empty() ? status >= 200 && status <= 299 : std::find(expect.begin(), expect.end(), status) != expect.end();
}

Result<QUrl> readUrl(const std::string &text, const std::string &where)
{
    if (text.empty())
        return wrong(where, "is empty, and must be an address such as https://example.org/path");
    if (text.size() > urlMax)
        return wrong(where, fmt::format("is longer than {} bytes", urlMax));
    if (hasControl(text))
        return wrong(where, "contains a control character, such as the end of a line");
    const QUrl url(QString::fromStdString(text), QUrl::TolerantMode);
    if (!url.isValid())
        return wrong(where, fmt::format("is no address: {}", url.errorString().toStdString()));
    if (url.scheme() != QLatin1String("http") && url.scheme() != QLatin1String("https"))
        return wrong(where, "must begin with http:// or https://");
    if (url.host().isEmpty())
        return wrong(where, "names no host");
    return url;
}

Result<Done> addHeaders(HttpHeaders &headers, const std::vector<std::pair<std::string, std::string>> &more)
{
    for (const auto &[name, value] : more) {
        const std::string where = fmt::format("headers.{}", name);
        if (!isToken(name))
            return wrong(where, "is no name for a header");
        if (contains(ours, name))
            return wrong(where, "is set by the worker. Remove it");
        if (hasControl(value))
            return wrong(where, "contains a control character, such as the end of a line");
        headers.emplace_back(name, value);
    }
    return Done{};
}

Result<HttpNode> readHttp(const wire::Task &task)
{
    const auto with = readWith(task);
    if (!with)
        return tl::unexpected(with.error());
    const auto address = readText(*with, "url");
    const auto url = address ? readUrl(*address, "url") : Result<QUrl>(tl::unexpected(address.error()));
    const auto method = readChoice(*with, "method", methods);
    const auto headers = readTexts(*with, "headers");
    auto expect = readCodes(*with, "expect", 100, 599, "status codes");
    const auto response = readChoice(*with, "response", responses);
    const auto redirects = readWhole(*with, "redirects", 5, 0, HttpCall::redirectsMax);
    const auto size = readWhole(*with, "size_max", HttpCall::sizeMaxMax, 0, HttpCall::sizeMaxMax);
    if (!url || !method || !headers)
        return tl::unexpected(!url ? url.error() : !method ? method.error() : headers.error());
    if (!expect || !response)
        return tl::unexpected(!expect ? expect.error() : response.error());
    if (!redirects || !size)
        return tl::unexpected(!redirects ? redirects.error() : size.error());
    HttpNode node;
    node.call.method = methods[*method];
    node.call.url = *url;
    if (const auto added = addHeaders(node.call.headers, *headers); !added)
        return tl::unexpected(added.error());
    if (const auto read = readBody(*with, node.call); !read)
        return tl::unexpected(read.error());
    node.call.redirects = *redirects;
    node.call.sizeMax = *size;
    node.call.timeout = task.timeout;
    node.expect = std::move(*expect);
    node.response = static_cast<HttpResponse>(*response);
    return node;
}

bool isRedirect(int status) { return status == 301 || status == 302 || status == 303 || status == 307 || status == 308; }

Result<HttpCall> redirected(const HttpCall &call, int status, const std::string &location)
{
    const auto refuse = [&](std::string_view why) {
        return failure(ErrorCode::Refused, fmt::format("{} was answered by a redirect ({}) to \"{}\", which {}.", call.called(), status, location, why));
    };
    if (call.redirects == 0)
        return refuse("is one more than \"redirects\" allows");
    const QUrl target = call.url.resolved(QUrl(QString::fromStdString(location), QUrl::TolerantMode));
    const auto url = readUrl(target.toString(QUrl::FullyEncoded).toStdString(), "it");
    if (!url)
        return refuse("is no address that may be asked");
    if (call.url.scheme() == QLatin1String("https") && url->scheme() != QLatin1String("https"))
        return refuse("would give up the encryption");
    HttpCall next = call;
    next.url = *url;
    next.redirects = call.redirects - 1;
    if ((status == 303 && call.method != "HEAD") || ((status == 301 || status == 302) && call.method == "POST")) {
        next.method = "GET";
        next.body.clear();
        std::erase_if(next.headers, [](const auto &header) { return lower(header.first).starts_with("content-"); });
    }
    if (!isSameOrigin(call.url, *url))
        std::erase_if(next.headers, [](const auto &header) { return !contains(harmless, header.first); });
    return next;
}

} // namespace weftline::worker
