// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "engine/worker/http_exchange.h"

#include <QtCore/QIODevice>
#include <QtCore/QTimer>
#include <QtNetwork/QNetworkAccessManager>
#include <QtNetwork/QNetworkProxy>
#include <QtNetwork/QNetworkReply>

#include <algorithm>
#include <cstring>

#include <fmt/format.h>

#include "engine/worker/text.h"

namespace weftline::worker {
namespace {

constexpr qint64 readAhead = 1 << 20; ///< Bytes that Qt may hold before we take them.

/// A body that can be read once: Qt cannot send such a request a second time behind our back.
class OnceDevice final : public QIODevice
{
public:
    explicit OnceDevice(std::string bytes) : m_bytes(std::move(bytes)) { open(QIODevice::ReadOnly); }
    [[nodiscard]] bool isSequential() const override { return true; }
    [[nodiscard]] bool atEnd() const override { return m_at == m_bytes.size(); }
    [[nodiscard]] qint64 bytesAvailable() const override { return static_cast<qint64>(m_bytes.size() - m_at) + QIODevice::bytesAvailable(); }
    bool reset() override { return false; }

protected:
    qint64 readData(char *data, qint64 max) override
    {
        const std::size_t count = std::min(m_bytes.size() - m_at, static_cast<std::size_t>(std::max<qint64>(max, 0)));
        if (count == 0)
            return -1;
        std::memcpy(data, m_bytes.data() + m_at, count);
        m_at += count;
        return static_cast<qint64>(count);
    }
    qint64 writeData(const char *, qint64) override { return -1; }

private:
    std::string m_bytes;
    std::size_t m_at = 0;
};

/// Qt calls an answer with a status of 400 and more an error; it is a whole answer all the same.
bool isOnlyStatus(QNetworkReply::NetworkError error)
{
    return (error > 200 && error < 300 && error != QNetworkReply::ContentReSendError) || (error > 400 && error < 500)
        || error == QNetworkReply::ProtocolInvalidOperationError;
}

} // namespace

std::string HttpHead::statusText() const { return phrase.empty() ? std::to_string(status) : fmt::format("{} {}", status, phrase); }

class HttpExchange::Private
{
public:
    Private(HttpCall call, Duration answerMax, Handler handler)
        : m_call(std::move(call)), m_handler(std::move(handler)), m_isDefaultTimeout(m_call.timeout <= Duration{0}),
          m_timeout(m_isDefaultTimeout ? answerMax : m_call.timeout)
    {
        m_network.setProxy(QNetworkProxy::NoProxy);
        m_network.setRedirectPolicy(QNetworkRequest::ManualRedirectPolicy);
        m_network.setAutoDeleteReplies(false);
        m_timer.setSingleShot(true);
        m_timer.setTimerType(Qt::PreciseTimer);
        QObject::connect(&m_timer, &QTimer::timeout, &m_context, [this] { onTimeout(); });
        const auto milliseconds = std::chrono::ceil<std::chrono::milliseconds>(m_timeout);
        m_timer.start(std::min<std::chrono::milliseconds>(milliseconds, std::chrono::hours(24 * 20)));
        send();
    }

    ~Private() { drop(); }

    void stop()
    {
        if (!m_isOver)
            end({fmt::format("{} was stopped.", m_call.called()), false, true});
    }

private:
    [[nodiscard]] QNetworkRequest request() const
    {
        QNetworkRequest request(m_call.url);
        request.setAttribute(QNetworkRequest::Http2AllowedAttribute, false);
        request.setAttribute(QNetworkRequest::CacheLoadControlAttribute, QNetworkRequest::AlwaysNetwork);
        request.setAttribute(QNetworkRequest::CacheSaveControlAttribute, false);
        request.setAttribute(QNetworkRequest::CookieLoadControlAttribute, QNetworkRequest::Manual);
        request.setAttribute(QNetworkRequest::CookieSaveControlAttribute, QNetworkRequest::Manual);
        request.setAttribute(QNetworkRequest::DoNotBufferUploadDataAttribute, true);
        request.setRawHeader("User-Agent", "weft");
        request.setRawHeader("Accept-Language", "*");
        request.setRawHeader("Accept-Encoding", "identity");
        request.setRawHeader("Connection", "close");
        for (const auto &[name, value] : m_call.headers)
            request.setRawHeader(QByteArray::fromStdString(name), QByteArray::fromStdString(value));
        return request;
    }

    void send()
    {
        m_head = {};
        m_hasHead = false;
        m_received = 0;
        QNetworkRequest asked = request();
        const QByteArray method = QByteArray::fromStdString(m_call.method);
        if (m_call.method == "GET" && m_call.body.empty()) {
            m_reply = m_network.get(asked);
        } else if (m_call.method == "HEAD") {
            m_reply = m_network.head(asked);
        } else {
            asked.setHeader(QNetworkRequest::ContentLengthHeader, static_cast<qint64>(m_call.body.size()));
            m_bodies.push_back(std::make_unique<OnceDevice>(m_call.body));
            m_reply = m_network.sendCustomRequest(asked, method, m_bodies.back().get());
        }
        m_reply->setReadBufferSize(readAhead);
        QObject::connect(m_reply, &QNetworkReply::metaDataChanged, &m_context, [this] { onHead(); });
        QObject::connect(m_reply, &QNetworkReply::readyRead, &m_context, [this] { onData(); });
        QObject::connect(m_reply, &QNetworkReply::finished, &m_context, [this] { onFinished(); });
    }

    /// Ends the present connection, and hears nothing of it any more.
    void drop()
    {
        if (!m_reply)
            return;
        QNetworkReply *reply = std::exchange(m_reply, nullptr);
        reply->disconnect(&m_context);
        reply->abort();
        reply->deleteLater();
    }

    void end(HttpEnd how)
    {
        m_isOver = true;
        m_timer.stop();
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

    void onHead()
    {
        if (m_isOver || m_hasHead || !m_reply)
            return;
        const int status = m_reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
        if (status < 200)
            return;
        m_hasHead = true;
        m_head.status = status;
        m_head.phrase = replaceInvalid(m_reply->attribute(QNetworkRequest::HttpReasonPhraseAttribute).toByteArray().toStdString());
        m_head.url = m_call.url;
        for (const auto &[name, value] : m_reply->rawHeaderPairs())
            m_head.headers.emplace_back(replaceInvalid(name.toStdString()), replaceInvalid(value.toStdString()));
        const std::string *location = findHeader(m_head.headers, "Location");
        if (isRedirect(status) && location && m_call.redirects > 0) {
            follow(*location);
            return;
        }
        if (const auto size = announcedSize(); size && *size > m_call.sizeMax)
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

    void onData()
    {
        onHead();
        if (m_isOver || !m_hasHead || !m_reply)
            return;
        const QByteArray bytes = m_reply->readAll();
        m_received += bytes.size();
        if (m_received > m_call.sizeMax)
            tooLarge("more than that");
        else if (!bytes.isEmpty())
            m_handler.data({bytes.constData(), static_cast<std::size_t>(bytes.size())});
    }

    void tooLarge(std::string_view size)
    {
        end({fmt::format("The answer to {} is too large: {}, and {} bytes are allowed. Raise \"size_max\" (at most {} MiB), or ask for less.",
                         m_call.called(), size, m_call.sizeMax, HttpCall::sizeMaxMax >> 20),
             false, false});
    }

    /// An answer without a length ends with its connection. After a request that cannot be sent again Qt calls that an error.
    [[nodiscard]] bool isEndOfUnmeasured(QNetworkReply::NetworkError error) const
    {
        const bool isOnce = m_call.method != "HEAD" && (m_call.method != "GET" || !m_call.body.empty());
        return m_hasHead && isOnce && !announcedSize() && !findHeader(m_head.headers, "Transfer-Encoding")
            && (error == QNetworkReply::ContentReSendError || error == QNetworkReply::RemoteHostClosedError);
    }

    [[nodiscard]] std::optional<std::int64_t> announcedSize() const
    {
        const std::string *text = findHeader(m_head.headers, "Content-Length");
        bool isNumber = false;
        const qint64 size = text ? QByteArray::fromStdString(*text).toLongLong(&isNumber) : 0;
        return isNumber && size >= 0 ? std::optional<std::int64_t>(size) : std::nullopt;
    }

    void onFinished()
    {
        if (m_isOver || !m_reply)
            return;
        const QNetworkReply *asked = m_reply;
        onData();
        if (m_isOver || m_reply != asked) // ended, or redirected
            return;
        const QNetworkReply::NetworkError error = m_reply->error();
        const bool hasBody = m_call.method != "HEAD" && m_head.status != 204 && m_head.status != 304;
        const auto announced = announcedSize();
        if (error != QNetworkReply::NoError && !(m_hasHead && isOnlyStatus(error)) && !isEndOfUnmeasured(error))
            end({whyBroken(error), false, false});
        else if (!m_hasHead)
            end({fmt::format("What {} was answered is no HTTP.", m_call.called()), false, false});
        else if (hasBody && announced && *announced != m_received)
            end({whyBroken(QNetworkReply::RemoteHostClosedError), false, false});
        else
            end({});
    }

    [[nodiscard]] std::string whyBroken(QNetworkReply::NetworkError error) const
    {
        const std::string who = m_call.called();
        const std::string host = fmt::format("{}:{}", m_call.url.host().toStdString(),
                                             m_call.url.port(m_call.url.scheme() == QLatin1String("https") ? 443 : 80));
        switch (error) {
        case QNetworkReply::ConnectionRefusedError:
            return fmt::format("{} failed: nobody accepts connections at {}. Start the server, or correct the address.", who, host);
        case QNetworkReply::HostNotFoundError:
            return fmt::format("{} failed: there is no host \"{}\". Correct the address.", who, m_call.url.host().toStdString());
        case QNetworkReply::RemoteHostClosedError:
        case QNetworkReply::ContentReSendError: {
            if (!m_hasHead)
                return fmt::format("{} failed: {} closed the connection without an answer.", who, host);
            const auto announced = announcedSize();
            return fmt::format("{} failed: {} closed the connection in the middle of its answer, after {} {}bytes of the body.", who, host,
                               m_received, announced ? fmt::format("of {} ", *announced) : "");
        }
        case QNetworkReply::ProtocolFailure:
        case QNetworkReply::UnknownNetworkError:
            return fmt::format("{} failed: the answer of {} cannot be read as HTTP ({}).", who, host, m_reply->errorString().toStdString());
        default: return fmt::format("{} failed: {}.", who, m_reply->errorString().toStdString());
        }
    }

    HttpCall m_call;
    Handler m_handler;
    bool m_isDefaultTimeout;
    Duration m_timeout;
    HttpHead m_head;
    bool m_hasHead = false;
    bool m_isOver = false;
    std::int64_t m_received = 0;
    QObject m_context;
    QTimer m_timer;
    std::vector<std::unique_ptr<OnceDevice>> m_bodies; ///< One a request; they live longer than the manager, which reads them.
    QNetworkAccessManager m_network;
    QNetworkReply *m_reply = nullptr; ///< The manager's child.
};

HttpExchange::HttpExchange(HttpCall call, Duration answerMax, Handler handler)
    : m(std::make_unique<Private>(std::move(call), answerMax, std::move(handler)))
{
}
HttpExchange::~HttpExchange() = default;
void HttpExchange::stop() { m->stop(); }

} // namespace weftline::worker
