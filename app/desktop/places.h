// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Tells another process where things stand on the screen, so that it can drive the window with a real pointer: one JSON
// object a line on standard output, whenever something stands elsewhere.

#pragma once

#include <QtCore/QJsonObject>
#include <QtCore/QObject>
#include <QtCore/QTimer>

namespace weftline::ui::shell {
class MainWindow;
}

namespace weftline::desktop {

class GapProbe;

class Places final : public QObject
{
    Q_OBJECT

public:
    /// Both outlive this.
    Places(const ui::shell::MainWindow &window, GapProbe &probe, QObject *parent = nullptr);

    /// Names to rectangles [x, y, width, height]: "action:run.start", "kind:command", "node:list", "port:list.out",
    /// "field:with/argv", "tab:1", "dock:live", and every visible widget with a name.
    [[nodiscard]] QJsonObject places() const;

private:
    [[nodiscard]] QString focus() const;
    void print();

    const ui::shell::MainWindow &m_window;
    GapProbe &m_probe;
    QTimer m_timer;
    QByteArray m_last;
    double m_lastGap = 0;
};

} // namespace weftline::desktop
