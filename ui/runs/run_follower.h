// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Tells a page when its run looks different: at most ten times a second, and only while the page is shown.

#pragma once

#include <QtCore/QObject>
#include <QtCore/QTimer>

#include <string>

#include "engine/client/engine_client.h"

class QWidget;

namespace weftline::ui::runs {

class RunFollower final : public QObject
{
    Q_OBJECT

public:
    /// Belongs to `page`. Both have to live no longer than the client.
    RunFollower(client::EngineClient *client, QWidget *page);

    void setRun(const std::string &id);
    [[nodiscard]] const std::string &id() const { return m_run; }
    /// nullptr: no run, or none the client knows yet.
    [[nodiscard]] const client::RunView *run() const { return m_run.empty() ? nullptr : m_client->run(m_run); }
    [[nodiscard]] bool isRunning() const;
    [[nodiscard]] client::EngineClient &client() const { return *m_client; }

Q_SIGNALS:
    void changed();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void schedule();
    void tell();

    client::EngineClient *m_client;
    QWidget *m_page;
    std::string m_run;
    QTimer m_timer;
    bool m_isDirty = false;
};

} // namespace weftline::ui::runs
