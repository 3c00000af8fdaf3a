// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "engine/notify/notifier.h"

#include <QtCore/QFileInfo>
#include <QtCore/QObject>
#include <QtCore/QUrl>
#include <QtDBus/QDBusConnection>
#include <QtDBus/QDBusMessage>
#include <QtDBus/QDBusPendingCallWatcher>
#include <QtDBus/QDBusPendingReply>
#include <QtNetwork/QNetworkAccessManager>
#include <QtNetwork/QNetworkReply>
#include <QtNetwork/QNetworkRequest>

#include <fmt/format.h>

#include "engine/notify/webhook_body.h"

namespace weftline::notify {
namespace {

constexpr int patienceMs = 10'000;

QString q(const std::string &text) { return QString::fromStdString(text); }

} // namespace

class Notifier::Private : public QObject
{
public:
    using Told = std::function<void(Result<Done>)>;

    void webhook(const alerts::Notice &notice, Told done);
    void desktop(const alerts::Notice &notice, Told done);

private:
    std::unique_ptr<QNetworkAccessManager> m_network; ///< Made when it is needed: it costs a thread.
};

void Notifier::Private::webhook(const alerts::Notice &notice, Told done)
{
    if (!m_network)
        m_network = std::make_unique<QNetworkAccessManager>();
    QNetworkRequest request(QUrl(q(notice.channel)));
    request.setHeader(QNetworkRequest::ContentTypeHeader, QByteArrayLiteral("application/json"));
    request.setHeader(QNetworkRequest::UserAgentHeader, QByteArrayLiteral("Weftline"));
    request.setTransferTimeout(patienceMs);
    request.setAttribute(QNetworkRequest::RedirectPolicyAttribute, QNetworkRequest::NoLessSafeRedirectPolicy);
    QNetworkReply *reply = m_network->post(request, QByteArray::fromStdString(toJson(webhookBody(notice))));
    connect(reply, &QNetworkReply::finished, this, [reply, done = std::move(done), address = notice.channel] {
        reply->deleteLater();
        const int status = reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
        if (status >= 200 && status < 300 && reply->error() == QNetworkReply::NoError)
            done(Done{});
        else if (status != 0)
            done(failure(ErrorCode::Unreachable, fmt::format("The webhook \"{}\" answered {}.", address, status)));
        else
            done(failure(ErrorCode::Unreachable, fmt::format("The webhook \"{}\" was not reached: {}. Check its address.", address,
                                                             reply->errorString().toStdString())));
    });
}

void Notifier::Private::desktop(const alerts::Notice &notice, Told done)
{
    // Asked for a bus that is nowhere, the library may start one, and take its time.
    const bool mayBeThere = !qEnvironmentVariableIsEmpty("DBUS_SESSION_BUS_ADDRESS")
        || QFileInfo::exists(qEnvironmentVariable("XDG_RUNTIME_DIR") + QLatin1String("/bus"));
    QDBusConnection bus = mayBeThere ? QDBusConnection::sessionBus() : QDBusConnection(QString());
    if (!bus.isConnected()) {
        QMetaObject::invokeMethod(
            this,
            [done = std::move(done)] {
                done(failure(ErrorCode::NotFound,
                             "There is no session bus to show notices on. Open the window, or use a webhook."));
            },
            Qt::QueuedConnection);
        return;
    }
    QDBusMessage call = QDBusMessage::createMethodCall(
        QStringLiteral("org.freedesktop.Notifications"), QStringLiteral("/org/freedesktop/Notifications"),
        QStringLiteral("org.freedesktop.Notifications"), QStringLiteral("Notify"));
    call << QStringLiteral("Weftline") << quint32(0) << QStringLiteral("weftline") << q(titleOf(notice))
         << q(textOf(notice)).toHtmlEscaped() << QStringList() << QVariantMap() << -1;
    auto *watcher = new QDBusPendingCallWatcher(bus.asyncCall(call, patienceMs), this);
    connect(watcher, &QDBusPendingCallWatcher::finished, this, [watcher, done = std::move(done)] {
        watcher->deleteLater();
        const QDBusPendingReply<quint32> reply = *watcher;
        if (reply.isError())
            done(failure(ErrorCode::Unreachable, fmt::format("The desktop shows no notices: {}. Open the window, or use a webhook.",
                                                             reply.error().message().toStdString())));
        else
            done(Done{});
    });
}

Notifier::Notifier() : m(std::make_unique<Private>()) { }

Notifier::~Notifier() = default;

void Notifier::send(const alerts::Notice &notice, std::function<void(Result<Done>)> done)
{
    if (notice.channel == "desktop")
        m->desktop(notice, std::move(done));
    else
        m->webhook(notice, std::move(done));
}

} // namespace weftline::notify
