// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/document/checker.h"

#include "engine/workflow/validate.h"
#include "ui/document/background.h"

namespace weftline::ui::document {

using namespace std::chrono_literals;

Checker::Checker(const workflow::Workflow &source, QObject *parent) : QObject(parent), m_source(source)
{
    m_timer.setSingleShot(true);
    m_timer.setInterval(120ms);
    connect(&m_timer, &QTimer::timeout, this, &Checker::start);
}

void Checker::check()
{
    if (m_running)
        m_again = true;
    else if (!m_timer.isActive())
        m_timer.start();
}

void Checker::start()
{
    m_running = true;
    inBackground<workflow::Problems>(
        this, [workflow = m_source] { return workflow::validate(workflow); },
        [this](const workflow::Problems &problems) {
            m_running = false;
            if (std::exchange(m_again, false))
                m_timer.start();
            Q_EMIT checked(problems);
        });
}

} // namespace weftline::ui::document
