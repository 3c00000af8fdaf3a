// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// One `weft run`: submits, watches to the end, and says what came out.

#pragma once

#include <QCoro/QCoroTask>

#include <QtCore/QElapsedTimer>
#include <QtCore/QObject>
#include <QtCore/QTimer>

#include "app/cli/interrupt.h"
#include "app/cli/alert_lines.h"
#include "app/cli/progress.h"
#include "engine/client/wire_client.h"

namespace weftline::cli {

class RunSession final : public QObject
{
    Q_OBJECT

public:
    struct Options
    {
        workflow::Workflow workflow; ///< Empty when resuming.
        Object parameters;
        std::string runId;
        bool submits = true; ///< Else the run is there already.
        std::string retryOf; ///< The run of which this one does again what failed.
        bool anew = false; ///< It takes over nothing of it.
        bool json = false;
        std::string journal;
        Duration unreachableMax = std::chrono::seconds(30);
    };

    RunSession(client::WireClient &client, Options options);

    /// Ends with `ended`.
    void start();

Q_SIGNALS:
    void ended(int exitCode);

private:
    QCoro::Task<> submit();
    void submitAnew();
    QCoro::Task<> cancel();
    QCoro::Task<> report();
    /// Whether an engine that came back still has the run that it had accepted.
    QCoro::Task<> lookForRun();
    void onConnection(bool connected, const QString &reason);
    void onRun(const std::string &id);
    void onInterrupt();
    void show();
    void end(int code);
    [[nodiscard]] Instant engineNow() const;

    client::WireClient &m_client;
    Options m_options;
    Progress m_progress;
    AlertNews m_alertNews;
    Interrupt m_interrupt;
    QTimer m_redraw;
    QTimer m_unreachable;
    QElapsedTimer m_sinceHeard;
    std::string m_lastReason;
    std::string m_trouble; ///< Of the engine, as it was told.
    bool m_wasAccepted = false;
    bool m_hasEnded = false;
    bool m_isReporting = false;
    bool m_wasInterrupted = false;
};

/// Runs the session in the program's loop and returns its exit code.
[[nodiscard]] int watchToTheEnd(client::WireClient &client, RunSession::Options options);

} // namespace weftline::cli
