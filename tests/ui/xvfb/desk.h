// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// A desk of its own: an X server without a screen, a home folder, and the window on it as another process, driven by a
// pointer and a keyboard that it cannot tell from real ones.

#pragma once

#include <QtCore/QJsonObject>
#include <QtCore/QProcess>
#include <QtCore/QRect>
#include <QtCore/QTemporaryDir>

#include <memory>

namespace weftline::test {

class Desk final
{
public:
    Desk();
    ~Desk();

    /// False where there is no X server to be had.
    [[nodiscard]] bool isReady() const { return !m_display.isEmpty(); }
    [[nodiscard]] QString file(const QString &name) const { return m_home.filePath(name); }

    void openWindow(const QStringList &arguments);
    void killWindow(); ///< As a crash would.
    [[nodiscard]] qint64 windowPid() const { return m_window->processId(); }
    [[nodiscard]] bool isWindowThere() const { return m_window->state() == QProcess::Running; }
    void awaitWindowsEnd(); ///< After somebody else has killed it, or it was asked to quit.

    /// What the window said last of itself; see app/desktop/places.h.
    [[nodiscard]] const QJsonObject &said();
    [[nodiscard]] QRect place(const QString &name);

    void click(const QString &name);
    void doubleClick(const QString &name, const QPoint &from);
    void drag(const QString &from, const QString &to);
    void clickAt(const QPoint &at, int times = 1);
    void drag(const QPoint &from, const QPoint &to);
    void type(const QString &text);
    void key(const QString &keys) { this->keys({keys}); }
    void keys(const QStringList &all); ///< One after the other.
    void focusWindow();
    /// What `weft` with these arguments prints, read as JSON.
    [[nodiscard]] QJsonObject weft(const QStringList &arguments) const;

    /// What the desk looks like, into the build's folder: for whoever asks why a test failed.
    void keepPicture(const QString &name) const;

    /// The engine that the window started; 0 where there is none.
    [[nodiscard]] qint64 enginePid() const;

    /// The longest gap since the call before, in milliseconds.
    [[nodiscard]] double takeGap();

private:
    void xdotool(const QStringList &arguments);
    [[nodiscard]] QProcessEnvironment environment() const;

    QTemporaryDir m_home;
    QProcess m_server;
    QString m_display;
    std::unique_ptr<QProcess> m_window;
    QByteArray m_rest;
    QJsonObject m_said;
};

} // namespace weftline::test
