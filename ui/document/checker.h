// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Checks a workflow again shortly after it changed, on another thread, one check at a time.

#pragma once

#include <QtCore/QObject>
#include <QtCore/QTimer>

#include "engine/workflow/problem.h"
#include "engine/workflow/workflow.h"

namespace weftline::ui::document {

class Checker final : public QObject
{
    Q_OBJECT

public:
    /// `source` outlives this and is read on this thread only.
    Checker(const workflow::Workflow &source, QObject *parent);

    /// The source changed. A check starts soon, and no later however often this is called.
    void check();
    /// True from check() until the last checked() that follows it.
    [[nodiscard]] bool isPending() const { return m_running || m_timer.isActive(); }

Q_SIGNALS:
    void checked(const weftline::workflow::Problems &problems);

private:
    void start();

    const workflow::Workflow &m_source;
    QTimer m_timer;
    bool m_running = false;
    bool m_again = false;
};

} // namespace weftline::ui::document
