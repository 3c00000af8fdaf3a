// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// libcurl's multi interface, driven by the notifiers and the timer of this thread's event loop. What libcurl calls us with is
// only kept (`m_arrived`); it is handed on when libcurl has returned, because a handler may end the exchange.

#include "engine/worker/http_exchange.h"

#include <QtCore/QPointer>
#include <QtCore/QSocketNotifier>
#include <QtCore/QTimer>

#include <algorithm>
#include <array>
#include <cerrno>
#include <map>
#include <optional>

#include <curl/curl.h>
#include <fcntl.h>
#include <fmt/format.h>
#include <sys/socket.h>

#include "engine/worker/text.h"

namespace weftline::worker {
namespace {

constexpr std::size_t headMax = 256U << 10U; ///< Bytes of one answer's status line and headers.

struct FreeEasy
{
    void operator()(CURL *easy) const { curl_easy_cleanup(easy); }
};
struct FreeMulti
{
    void operator()(CURLM *multi) const { curl_multi_cleanup(multi); }
};
struct FreeList
{
    void operator()(curl_slist *list) const { curl_slist_free_all(list); }
};
using Easy = std::unique_ptr<CURL, FreeEasy>;
using Multi = std::unique_ptr<CURLM, FreeMulti>;
using List = std::unique_ptr<curl_slist, FreeList>;

void startLibrary()
{
    static const CURLcode started = curl_global_init(CURL_GLOBAL_DEFAULT);
    static_cast<void>(started);
}

void append(List &list, const std::string &line)
{
    if (curl_slist *longer = curl_slist_append(list.get(), line.c_str())) {
        static_cast<void>(list.release());
        list.reset(longer);
    }
}

/// No process that a worker starts may inherit a connection.
curl_socket_t openSocket(void *, curlsocktype, curl_sockaddr *address)
{
    return socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
}

std::string_view trimmed(std::string_view text)
{
    const auto isSpace = [](char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; };
    while (!text.empty() && isSpace(text.front()))
        text.remove_prefix(1);
    while (!text.empty() && isSpace(text.back()))
        text.remove_suffix(1);
    return text;
}

bool isBrokenChunk(std::string_view detail) { return detail.find("chunked-encoding") != std::string_view::npos; }

} // namespace

std::string HttpHead::statusText() const { return phrase.empty() ? std::to_string(status) : fmt::format("{} {}", status, phrase); }

class HttpExchange::Private
{
public:
    Private(HttpCall call, Duration answerMax, Handler handler)
        : m_call(std::move(call)), m_handler(std::move(handler)), m_isDefaultTimeout(m_call.timeout <= Duration{0}),
          m_timeout(m_isDefaultTimeout ? answerMax : m_call.timeout)
    {
        startLibrary();
        m_timer.setSingleShot(true);
        m_timer.setTimerType(Qt::PreciseTimer);
        QObject::connect(&m_timer, &QTimer::timeout, &m_context, [this] { onTimeout(); });
        m_step.setSingleShot(true);
        m_step.setTimerType(Qt::PreciseTimer);
        QObject::connect(&m_step, &QTimer::timeout, &m_context, [this] { act(CURL_SOCKET_TIMEOUT, 0); });
        const auto milliseconds = std::chrono::ceil<std::chrono::milliseconds>(m_timeout);
        m_timer.start(std::min<std::chrono::milliseconds>(milliseconds, std::chrono::hours(24 * 20)));
        m_multi.reset(curl_multi_init());
        curl_multi_setopt(m_multi.get(), CURLMOPT_SOCKETFUNCTION, &Private::onSocket);
        curl_multi_setopt(m_multi.get(), CURLMOPT_SOCKETDATA, this);
        curl_multi_setopt(m_multi.get(), CURLMOPT_TIMERFUNCTION, &Private::onStepTime);
        curl_multi_setopt(m_multi.get(), CURLMOPT_TIMERDATA, this);
        send();
    }

    ~Private() { drop(); }

    void stop()
    {
        if (!m_isOver)
            end({fmt::format("{} was stopped.", m_call.called()), false, true});
    }

private:
    struct Notifiers
    {
        std::unique_ptr<QSocketNotifier> read;
        std::unique_ptr<QSocketNotifier> write;
    };

    template <typename Setting>
    void set(CURLoption option, Setting value)
    {
        curl_easy_setopt(m_easy.get(), option, value);
    }

    void setHeaders(bool hasBody)
    {
        m_lines.reset();
        append(m_lines, "Connection: close");
        append(m_lines, "Accept-Encoding: identity");
        append(m_lines, "Expect:"); // no question before a body
        const auto ifOwn = [&](std::string_view name, const char *line) {
            if (!findHeader(m_call.headers, name))
                append(m_lines, line);
        };
        ifOwn("User-Agent", "User-Agent: weft");
        ifOwn("Accept-Language", "Accept-Language: *");
        if (hasBody)
            ifOwn("Content-Type", "Content-Type:"); // none rather than libcurl's
        for (const auto &[name, value] : m_call.headers)
            append(m_lines, trimmed(value).empty() ? name + ';' : fmt::format("{}: {}", name, value));
        set(CURLOPT_HTTPHEADER, m_lines.get());
    }

    void send()
    {
        m_head = {};
        m_headSize = 0;
        m_hasHead = false;
        m_isHeadGiven = false;
        m_received = 0;
        m_easy.reset(curl_easy_init());
        m_error[0] = '\0';
        set(CURLOPT_ERRORBUFFER, m_error.data());
        set(CURLOPT_PRIVATE, this);
        set(CURLOPT_URL, m_call.url.toString(QUrl::FullyEncoded | QUrl::RemoveFragment).toUtf8().constData());
        set(CURLOPT_PROTOCOLS_STR, "http,https");
        set(CURLOPT_HTTP_VERSION, long{CURL_HTTP_VERSION_1_1});
        set(CURLOPT_PROXY, "");
        set(CURLOPT_NOSIGNAL, 1L);
        set(CURLOPT_QUICK_EXIT, 1L); // a name that nobody resolves must not hold the worker when it gives up
        set(CURLOPT_FRESH_CONNECT, 1L);
        set(CURLOPT_FORBID_REUSE, 1L);
        set(CURLOPT_CONNECTTIMEOUT_MS, 24L * 3600 * 1000); // the exchange has its own limit
        set(CURLOPT_OPENSOCKETFUNCTION, &openSocket);
        if (const QByteArray authorities = qgetenv("SSL_CERT_FILE"); !authorities.isEmpty())
            set(CURLOPT_CAINFO, authorities.constData());
        set(CURLOPT_HEADERFUNCTION, &Private::onHeadLine);
        set(CURLOPT_HEADERDATA, this);
        set(CURLOPT_WRITEFUNCTION, &Private::onBytes);
        set(CURLOPT_WRITEDATA, this);
        const bool hasBody = m_call.method == "POST" || m_call.method == "PUT" || m_call.method == "PATCH" || !m_call.body.empty();
        if (m_call.method == "HEAD") {
            set(CURLOPT_NOBODY, 1L);
        } else if (hasBody) {
            set(CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(m_call.body.size()));
            set(CURLOPT_POSTFIELDS, m_call.body.c_str()); // read where it lies
        }
        if (m_call.method != "HEAD")
            set(CURLOPT_CUSTOMREQUEST, m_call.method.c_str());
        setHeaders(hasBody);
        curl_multi_add_handle(m_multi.get(), m_easy.get()); // asks for the first step by its timer
    }

    /// Ends the present connection, and hears nothing of it any more.
    void drop()
    {
        if (m_easy)
            curl_multi_remove_handle(m_multi.get(), m_easy.get());
        m_easy.reset();
        for (auto &[socket, notifiers] : std::exchange(m_notifiers, {}))
            retire(std::move(notifiers));
        m_arrived.clear();
    }

    void end(HttpEnd how)
    {
        m_isOver = true;
        m_timer.stop();
        m_step.stop();
        drop();
        m_handler.ended(std::move(how));
    }

    void onTimeout()
    {
        const std::string reason = m_isDefaultTimeout
            ? fmt::format("{} had no whole answer after {}, which is the most without a \"timeout\" of the node's.", m_call.called(),
                          formatDuration(m_timeout))
            : fmt::format("{} had no whole answer within the node's timeout of {}.", m_call.called(), formatDuration(m_timeout));
        end({reason, true, false});
    }

    // What libcurl calls. Nothing here calls back into libcurl or the handler.

    static int onSocket(CURL *, curl_socket_t socket, int what, void *self, void *)
    {
        static_cast<Private *>(self)->watch(socket, what);
        return 0;
    }

    static int onStepTime(CURLM *, long milliseconds, void *self)
    {
        QTimer &step = static_cast<Private *>(self)->m_step;
        if (milliseconds < 0)
            step.stop();
        else
            step.start(std::chrono::milliseconds(milliseconds));
        return 0;
    }

    static std::size_t onHeadLine(char *bytes, std::size_t, std::size_t size, void *self)
    {
        return static_cast<Private *>(self)->addHeadLine({bytes, size}) ? size : 0;
    }

    static std::size_t onBytes(char *bytes, std::size_t, std::size_t size, void *self)
    {
        static_cast<Private *>(self)->m_arrived.append(bytes, size);
        return size;
    }

    void watch(curl_socket_t socket, int what)
    {
        if (what == CURL_POLL_REMOVE) {
            if (const auto found = m_notifiers.extract(socket))
                retire(std::move(found.mapped()));
            return;
        }
        Notifiers &notifiers = m_notifiers[socket];
        const auto enable = [&](std::unique_ptr<QSocketNotifier> &notifier, QSocketNotifier::Type type, int event, bool isWanted) {
            if (!notifier && isWanted) {
                notifier = std::make_unique<QSocketNotifier>(socket, type);
                QObject::connect(notifier.get(), &QSocketNotifier::activated, &m_context, [this, socket, event] { act(socket, event); });
            }
            if (notifier)
                notifier->setEnabled(isWanted);
        };
        enable(notifiers.read, QSocketNotifier::Read, CURL_CSELECT_IN, (what & CURL_POLL_IN) != 0);
        enable(notifiers.write, QSocketNotifier::Write, CURL_CSELECT_OUT, (what & CURL_POLL_OUT) != 0);
    }

    /// Not deleted at once: it may be the one that is calling us.
    static void retire(Notifiers notifiers)
    {
        for (auto *notifier : {&notifiers.read, &notifiers.write})
            if (*notifier) {
                (*notifier)->setEnabled(false);
                (*notifier)->disconnect();
                notifier->release()->deleteLater();
            }
    }

    /// False: the head is too long.
    bool addHeadLine(std::string_view line)
    {
        if (m_hasHead) // a trailer
            return true;
        m_headSize += line.size();
        if (m_headSize > headMax)
            return false;
        if (line.starts_with("HTTP/")) {
            m_head = {};
            m_head.url = m_call.url;
            const std::size_t space = line.find(' ');
            const std::string_view rest = space == std::string_view::npos ? std::string_view() : trimmed(line.substr(space));
            m_head.phrase = replaceInvalid(trimmed(rest.substr(std::min<std::size_t>(rest.size(), 3))));
            return true;
        }
        const std::string_view text = trimmed(line);
        if (text.empty()) {
            long status = 0;
            curl_easy_getinfo(m_easy.get(), CURLINFO_RESPONSE_CODE, &status);
            m_head.status = static_cast<int>(status);
            m_hasHead = status >= 200; // before it, the server only says that it goes on
            return true;
        }
        if ((line.front() == ' ' || line.front() == '\t') && !m_head.headers.empty()) {
            m_head.headers.back().second += ' ' + replaceInvalid(text);
            return true;
        }
        const std::size_t colon = text.find(':');
        if (colon != std::string_view::npos)
            m_head.headers.emplace_back(replaceInvalid(text.substr(0, colon)), replaceInvalid(trimmed(text.substr(colon + 1))));
        return true;
    }

    // What follows when it has returned.

    void act(curl_socket_t socket, int events)
    {
        if (m_isOver || !m_easy)
            return;
        int running = 0;
        curl_multi_socket_action(m_multi.get(), socket, events, &running);
        const QPointer<QObject> isAlive(&m_context);
        giveHead();
        if (isAlive && !m_isOver)
            giveData();
        if (!isAlive || m_isOver)
            return;
        int left = 0;
        while (const CURLMsg *message = curl_multi_info_read(m_multi.get(), &left))
            if (message->msg == CURLMSG_DONE && message->easy_handle == m_easy.get()) {
                finish(message->data.result);
                return;
            }
    }

    void giveHead()
    {
        if (!m_hasHead || m_isHeadGiven)
            return;
        m_isHeadGiven = true;
        const std::string *location = findHeader(m_head.headers, "Location");
        if (isRedirect(m_head.status) && location && m_call.redirects > 0)
            follow(*location);
        else if (const auto size = announcedSize(); size && *size > m_call.sizeMax)
            tooLarge(fmt::format("{} bytes", *size));
        else
            m_handler.head(m_head);
    }
    void follow(const std::string &location)
    {
        auto next = redirected(m_call, m_head.status, location);
        if (!next) {
            end({next.error().message, false, false});
            return;
        }
        m_handler.say(fmt::format("{}: {}, on to \"{}\"", m_call.called(), m_head.statusText(),
                                  next->url.toString(QUrl::RemovePassword).toStdString()));
        drop();
        m_call = std::move(*next);
        send();
    }

    void giveData()
    {
        if (!m_isHeadGiven || m_arrived.empty())
            return;
        const std::string bytes = std::exchange(m_arrived, {});
        m_received += static_cast<std::int64_t>(bytes.size());
        if (m_received > m_call.sizeMax)
            tooLarge("more than that");
        else
            m_handler.data(bytes);
    }

    void tooLarge(std::string_view size)
    {
        end({fmt::format("The answer to {} is too large: {}, and {} bytes are allowed. Raise \"size_max\" (at most {} MiB), or ask for less.",
                         m_call.called(), size, m_call.sizeMax, HttpCall::sizeMaxMax >> 20),
             false, false});
    }

    [[nodiscard]] std::optional<std::int64_t> announcedSize() const
    {
        const std::string *text = findHeader(m_head.headers, "Content-Length");
        bool isNumber = false;
        const qint64 size = text ? QByteArray::fromStdString(*text).toLongLong(&isNumber) : 0;
        return isNumber && size >= 0 ? std::optional<std::int64_t>(size) : std::nullopt;
    }

    void finish(CURLcode code)
    {
        if (code != CURLE_OK)
            end({whyBroken(code), false, false});
        else if (!m_hasHead)
            end({whyBroken(CURLE_GOT_NOTHING), false, false});
        else
            end({});
    }

    [[nodiscard]] std::string whyBroken(CURLcode code) const
    {
        const std::string who = m_call.called();
        const std::string host = fmt::format("{}:{}", m_call.url.host().toStdString(),
                                             m_call.url.port(m_call.url.scheme() == QLatin1String("https") ? 443 : 80));
        const std::string detail = replaceInvalid(m_error[0] != '\0' ? m_error.data() : curl_easy_strerror(code));
        switch (code) {
        case CURLE_COULDNT_CONNECT: {
            long number = 0;
            curl_easy_getinfo(m_easy.get(), CURLINFO_OS_ERRNO, &number);
            if (number != ECONNREFUSED)
                return fmt::format("{} failed: {} cannot be reached ({}).", who, host, detail);
            return fmt::format("{} failed: nobody accepts connections at {}. Start the server, or correct the address.", who, host);
        }
        case CURLE_COULDNT_RESOLVE_HOST:
            return fmt::format("{} failed: there is no host \"{}\". Correct the address.", who, m_call.url.host().toStdString());
        case CURLE_PEER_FAILED_VERIFICATION:
        case CURLE_SSL_CACERT_BADFILE:
            return fmt::format("{} failed: {} cannot prove who it is ({}). Correct the address, or name a file with the authority that it is certified "
                               "by in the worker's environment variable SSL_CERT_FILE.",
                               who, host, detail);
        case CURLE_GOT_NOTHING:
        case CURLE_PARTIAL_FILE:
        case CURLE_RECV_ERROR:
        case CURLE_SEND_ERROR: {
            if (!m_hasHead)
                return fmt::format("{} failed: {} closed the connection without an answer.", who, host);
            if (isBrokenChunk(detail))
                return fmt::format("{} failed: the answer of {} cannot be read as HTTP ({}).", who, host, detail);
            const auto announced = announcedSize();
            return fmt::format("{} failed: {} closed the connection in the middle of its answer, after {} {}bytes of the body.", who, host,
                               m_received, announced ? fmt::format("of {} ", *announced) : "");
        }
        case CURLE_WRITE_ERROR:
            if (m_headSize > headMax)
                return fmt::format("{} failed: the headers of the answer are longer than {} bytes.", who, headMax);
            [[fallthrough]];
        case CURLE_UNSUPPORTED_PROTOCOL:
        case CURLE_WEIRD_SERVER_REPLY:
        case CURLE_BAD_CONTENT_ENCODING:
            return fmt::format("{} failed: the answer of {} cannot be read as HTTP ({}).", who, host, detail);
        default: return fmt::format("{} failed: {}.", who, detail);
        }
    }

    HttpCall m_call;
    Handler m_handler;
    bool m_isDefaultTimeout;
    Duration m_timeout;
    HttpHead m_head;
    std::size_t m_headSize = 0;
    bool m_hasHead = false; ///< Whole.
    bool m_isHeadGiven = false;
    bool m_isOver = false;
    std::string m_arrived; ///< Of the body, not yet given.
    std::int64_t m_received = 0;
    std::array<char, CURL_ERROR_SIZE> m_error{};
    QTimer m_timer;
    QTimer m_step;
    std::map<curl_socket_t, Notifiers> m_notifiers;
    List m_lines;
    Multi m_multi;
    Easy m_easy; ///< One a request.
    QObject m_context; ///< Last: goes first, and with it every connection to this.
};

HttpExchange::HttpExchange(HttpCall call, Duration answerMax, Handler handler)
    : m(std::make_unique<Private>(std::move(call), answerMax, std::move(handler)))
{
}
HttpExchange::~HttpExchange() = default;
void HttpExchange::stop() { m->stop(); }

} // namespace weftline::worker
