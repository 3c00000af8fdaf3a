// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Measures for how long the thread that made it did not come back to its event loop.

#pragma once

#include <QtCore/QElapsedTimer>
#include <QtCore/QObject>
#include <QtCore/QTimer>

namespace weftline::desktop {

class GapProbe final : public QObject
{
    Q_OBJECT

public:
    explicit GapProbe(QObject *parent = nullptr);

    /// The longest time between two turns since the last reset, in milliseconds; a tick is due every ten.
    [[nodiscard]] double longest() const { return m_longest; }
    void reset();

private:
    QTimer m_timer;
    QElapsedTimer m_since;
    double m_longest = 0;
};

} // namespace weftline::desktop
