// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Notices of alerts on the person's desktop: over the session bus where somebody there shows notices, else by an icon in the
// tray. Where there is neither, the window's own banner and list have to do.

#pragma once

#include <QtCore/QHash>
#include <QtCore/QObject>

#include <memory>

class QSystemTrayIcon;

namespace weftline::desktop {

class DesktopNotices final : public QObject
{
    Q_OBJECT

public:
    explicit DesktopNotices(QObject *parent = nullptr);
    ~DesktopNotices() override;

    /// Waits for nothing. What is over takes the place of the notice with the same head.
    void show(const QString &head, const QString &sentence, bool isOver);

Q_SIGNALS:
    /// The person clicked a notice: the window is wanted.
    void activated();

private Q_SLOTS:
    void actionInvoked(uint id, const QString &action);

private:
    void showInTray(const QString &head, const QString &sentence, bool isOver);

    QHash<QString, uint> m_shown; ///< By head: the ids that the desktop gave.
    std::unique_ptr<QSystemTrayIcon> m_tray;
};

} // namespace weftline::desktop
