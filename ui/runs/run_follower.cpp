// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/runs/run_follower.h"

#include <QtCore/QEvent>
#include <QtWidgets/QWidget>

namespace weftline::ui::runs {

RunFollower::RunFollower(client::EngineClient *client, QWidget *page) : QObject(page), m_client(client), m_page(page)
{
    m_timer.setSingleShot(true);
    m_timer.setInterval(100);
    connect(&m_timer, &QTimer::timeout, this, [this] {
        if (m_isDirty && m_page->isVisible())
            tell();
    });
    connect(client, &client::EngineClient::runChanged, this, [this](const std::string &id) {
        if (id == m_run)
            schedule();
    });
    connect(client, &client::EngineClient::engineChanged, this, [this] {
        if (isRunning())
            schedule();
    });
    page->installEventFilter(this);
}

bool RunFollower::isRunning() const
{
    const client::RunView *const view = run();
    return view && view->summary.state == client::RunState::Running;
}

void RunFollower::setRun(const std::string &id)
{
    m_run = id;
    tell();
}

void RunFollower::schedule()
{
    m_isDirty = true;
    if (!m_timer.isActive())
        m_timer.start();
}

void RunFollower::tell()
{
    m_isDirty = false;
    Q_EMIT changed();
}

bool RunFollower::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_page && event->type() == QEvent::Show && m_isDirty)
        schedule();
    return QObject::eventFilter(watched, event);
}

} // namespace weftline::ui::runs
