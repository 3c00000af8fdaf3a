// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/desktop/desktop_notices.h"

#include <QtDBus/QDBusConnection>
#include <QtDBus/QDBusMessage>
#include <QtDBus/QDBusPendingCallWatcher>
#include <QtDBus/QDBusPendingReply>
#include <QtWidgets/QSystemTrayIcon>

#include "ui/widgets/alert_mark.h"

namespace weftline::desktop {

namespace {

constexpr auto service = "org.freedesktop.Notifications";
constexpr auto path = "/org/freedesktop/Notifications";
constexpr int keepUntilSeen = 0;
constexpr int asTheDesktopLikes = -1;
constexpr uchar urgencyNormal = 1;
constexpr uchar urgencyCritical = 2;
constexpr qsizetype shownMax = 200;

} // namespace

DesktopNotices::DesktopNotices(QObject *parent) : QObject(parent)
{
    QDBusConnection::sessionBus().connect(QString(), QString::fromLatin1(path), QString::fromLatin1(service), QStringLiteral("ActionInvoked"), this,
                                          SLOT(actionInvoked(uint, QString)));
}

DesktopNotices::~DesktopNotices() = default;

void DesktopNotices::show(const QString &head, const QString &sentence, bool isOver)
{
    const QDBusConnection bus = QDBusConnection::sessionBus();
    if (!bus.isConnected()) {
        showInTray(head, sentence, isOver);
        return;
    }
    QDBusMessage call = QDBusMessage::createMethodCall(QString::fromLatin1(service), QString::fromLatin1(path), QString::fromLatin1(service),
                                                       QStringLiteral("Notify"));
    const QVariantMap hints{{QStringLiteral("urgency"), QVariant::fromValue(isOver ? urgencyNormal : urgencyCritical)}};
    call << QStringLiteral("Weftline") << (isOver ? m_shown.take(head) : 0U) << QStringLiteral("weftline") << head << sentence.toHtmlEscaped()
         << QStringList{QStringLiteral("default"), tr("Show")} << hints << (isOver ? asTheDesktopLikes : keepUntilSeen);
    auto *watcher = new QDBusPendingCallWatcher(bus.asyncCall(call), this);
    connect(watcher, &QDBusPendingCallWatcher::finished, this, [this, watcher, head, sentence, isOver] {
        const QDBusPendingReply<uint> reply = *watcher;
        watcher->deleteLater();
        if (reply.isError()) {
            showInTray(head, sentence, isOver);
            return;
        }
        if (m_shown.size() >= shownMax)
            m_shown.clear();
        if (!isOver)
            m_shown.insert(head, reply.value());
    });
}

void DesktopNotices::actionInvoked(uint id, const QString &)
{
    if (!m_shown.key(id).isEmpty())
        Q_EMIT activated();
}

void DesktopNotices::showInTray(const QString &head, const QString &sentence, bool isOver)
{
    if (!QSystemTrayIcon::isSystemTrayAvailable())
        return;
    if (!m_tray) {
        m_tray = std::make_unique<QSystemTrayIcon>();
        connect(m_tray.get(), &QSystemTrayIcon::messageClicked, this, &DesktopNotices::activated);
        connect(m_tray.get(), &QSystemTrayIcon::activated, this, &DesktopNotices::activated);
    }
    m_tray->setIcon(ui::widgets::alertIcon(isOver ? ui::widgets::AlertMark::Inactive : ui::widgets::AlertMark::Firing));
    m_tray->show();
    m_tray->showMessage(head, sentence, isOver ? QSystemTrayIcon::Information : QSystemTrayIcon::Warning);
}

} // namespace weftline::desktop
