// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// A session bus of the test's own, and on it somebody who takes notices as a desktop does.

#pragma once

#include <QtCore/QObject>
#include <QtCore/QProcess>
#include <QtCore/QStringList>
#include <QtCore/QVariantMap>

namespace weftline::test {

class NoticeDesk final : public QObject
{
    Q_OBJECT
    Q_CLASSINFO("D-Bus Interface", "org.freedesktop.Notifications")

public:
    NoticeDesk();
    ~NoticeDesk() override;

    /// False where there is no bus to be had.
    [[nodiscard]] bool isReady() const { return m_isReady; }
    /// Heads of what was shown, in order; what took another's place comes again.
    [[nodiscard]] const QStringList &heads() const { return m_heads; }
    [[nodiscard]] const QStringList &texts() const { return m_texts; }

public Q_SLOTS:
    uint Notify(const QString &application, uint replaces, const QString &icon, const QString &head, const QString &text,
                const QStringList &actions, const QVariantMap &hints, int lasting);

private:
    QProcess m_bus;
    QStringList m_heads;
    QStringList m_texts;
    uint m_last = 0;
    bool m_isReady = false;
};

} // namespace weftline::test
