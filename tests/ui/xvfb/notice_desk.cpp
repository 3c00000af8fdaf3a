// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/ui/xvfb/notice_desk.h"

#include <QtDBus/QDBusConnection>

namespace weftline::test {

NoticeDesk::NoticeDesk()
{
    m_bus.start(QStringLiteral("dbus-daemon"), {QStringLiteral("--session"), QStringLiteral("--nofork"), QStringLiteral("--print-address=1")});
    if (!m_bus.waitForStarted())
        return;
    while (!m_bus.canReadLine() && m_bus.waitForReadyRead(20'000)) { }
    if (!m_bus.canReadLine())
        return;
    const QByteArray address = m_bus.readLine().trimmed();
    qputenv("DBUS_SESSION_BUS_ADDRESS", address); // for the window that is started
    QDBusConnection bus = QDBusConnection::connectToBus(QString::fromUtf8(address), QStringLiteral("notices"));
    m_isReady = bus.registerObject(QStringLiteral("/org/freedesktop/Notifications"), this, QDBusConnection::ExportAllSlots)
        && bus.registerService(QStringLiteral("org.freedesktop.Notifications"));
}

NoticeDesk::~NoticeDesk()
{
    QDBusConnection::disconnectFromBus(QStringLiteral("notices"));
    qunsetenv("DBUS_SESSION_BUS_ADDRESS");
    m_bus.terminate();
    m_bus.waitForFinished();
}

uint NoticeDesk::Notify(const QString &, uint replaces, const QString &, const QString &head, const QString &text, const QStringList &,
                        const QVariantMap &, int)
{
    m_heads << head;
    m_texts << text;
    return replaces != 0 ? replaces : ++m_last;
}

} // namespace weftline::test
