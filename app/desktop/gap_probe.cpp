// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/desktop/gap_probe.h"

#include <algorithm>

namespace weftline::desktop {

using namespace std::chrono_literals;

GapProbe::GapProbe(QObject *parent) : QObject(parent)
{
    m_timer.setTimerType(Qt::PreciseTimer);
    m_timer.setInterval(10ms);
    connect(&m_timer, &QTimer::timeout, this, [this] {
        m_longest = std::max(m_longest, double(m_since.nsecsElapsed()) / 1e6);
        m_since.start();
    });
    m_since.start();
    m_timer.start();
}

void GapProbe::reset()
{
    m_longest = 0;
    m_since.start();
}

} // namespace weftline::desktop
