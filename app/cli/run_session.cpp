// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/cli/run_session.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QPointer>

#include <algorithm>

#include <fmt/format.h>

#include "app/cli/commands.h"
#include "app/cli/output.h"
#include "app/cli/summary.h"
#include "engine/workflow/codec.h"

namespace weftline::cli {
namespace {

constexpr int redrawMs = 100;

ProgressStyle styleOf(bool json)
{
    if (json)
        return ProgressStyle::Json;
    return isTerminal() ? ProgressStyle::Terminal : ProgressStyle::Lines;
}

} // namespace

RunSession::RunSession(client::WireClient &client, Options options)
    : m_client(client), m_options(std::move(options)), m_progress(styleOf(m_options.json), m_options.workflow)
{
    m_redraw.setInterval(redrawMs);
    connect(&m_redraw, &QTimer::timeout, this, &RunSession::show);
    m_unreachable.setSingleShot(true);
    m_unreachable.setInterval(std::chrono::duration_cast<std::chrono::milliseconds>(m_options.unreachableMax));
    connect(&m_unreachable, &QTimer::timeout, this, [this] {
        const std::string why = m_lastReason.empty() ? "It does not answer." : m_lastReason;
        complain(fmt::format("The engine at \"{}\" is not there: {} {}", m_client.name().toStdString(), why,
                             m_client.run(m_options.runId) ? "The run goes on there without this command."
                                                           : "The run was not begun, as far as is known here."));
        end(EngineUnreachable);
    });
    connect(&m_client, &client::EngineClient::connectionChanged, this, &RunSession::onConnection);
    connect(&m_client, &client::EngineClient::runChanged, this,
            [this](const std::string &id, const client::RunChange &) { onRun(id); });
    connect(&m_client, &client::WireClient::refused, this, [this](const QString &reason) {
        complain(reason.toStdString());
        end(EngineUnreachable);
    });
    connect(&m_interrupt, &Interrupt::happened, this, &RunSession::onInterrupt);
}

void RunSession::start()
{
    m_sinceHeard.start();
    m_unreachable.start();
    m_redraw.start();
    m_client.watchRun(m_options.runId);
    if (m_options.anew)
        m_client.watchRun(m_options.retryOf); // its view has the workflow
    else if (m_options.submits)
        submit();
}

/// The earlier run's view has come: its workflow and its parameters are those of the new one.
void RunSession::submitAnew()
{
    const client::RunView *earlier = m_client.run(m_options.retryOf);
    workflow::Problems problems;
    m_options.workflow = workflow::fromValue(earlier->workflow, problems);
    m_options.parameters = earlier->parameters;
    m_progress = Progress(styleOf(m_options.json), m_options.workflow);
    m_client.unwatchRun(m_options.retryOf);
    m_options.retryOf.clear();
    submit();
}

QCoro::Task<> RunSession::submit()
{
    const QPointer<RunSession> self{this};
    Result<Done> done;
    if (m_options.retryOf.empty())
        done = co_await m_client.submit(m_options.runId, m_options.workflow, m_options.parameters);
    else
        done = co_await m_client.retryRun(m_options.runId, m_options.retryOf);
    if (!self)
        co_return;
    m_wasAccepted = done.has_value();
    if (done)
        co_return;
    complain(done.error().message);
    end(exitCodeOf(done.error()));
}

QCoro::Task<> RunSession::lookForRun()
{
    const QPointer<RunSession> self{this};
    const auto found = co_await m_client.findRun(m_options.runId);
    if (!self || m_hasEnded || found || found.error().code != ErrorCode::NotFound)
        co_return;
    complain(fmt::format("The engine had accepted run {} and does not know it any more: its journal has lost its end. See weft verify.",
                         m_options.runId));
    end(WorkFailed);
}

void RunSession::onConnection(bool connected, const QString &reason)
{
    m_lastReason = reason.toStdString();
    if (!connected && !m_unreachable.isActive())
        m_unreachable.start();
    if (!connected)
        return;
    m_unreachable.stop();
    if (m_wasAccepted)
        lookForRun();
}

Instant RunSession::engineNow() const
{
    return m_client.engine().at + std::chrono::milliseconds(m_sinceHeard.elapsed());
}

void RunSession::show()
{
    const client::RunView *run = m_client.run(m_options.runId);
    if (const std::string &trouble = m_client.engine().trouble; trouble != std::exchange(m_trouble, trouble))
        m_progress.say(trouble.empty() ? "The engine goes on." : fmt::format("The engine waits. {}", trouble));
    if (run && !m_hasEnded)
        m_progress.show(*run, m_client.engine(), std::max(engineNow(), run->summary.acceptedAt));
}

void RunSession::onRun(const std::string &id)
{
    const client::RunView *run = m_client.run(id);
    if (m_options.anew && id == m_options.retryOf && run)
        submitAnew();
    if (id != m_options.runId || !run)
        return;
    m_sinceHeard.restart();
    if (m_options.workflow.nodes.empty() && !run->nodes.empty()) { // resumed: the engine knows what it is
        workflow::Problems problems;
        m_options.workflow = workflow::fromValue(run->workflow, problems);
        m_progress = Progress(styleOf(m_options.json), m_options.workflow);
    }
    for (const AlertNews::Line &news : m_alertNews.take(*run)) {
        if (m_options.json)
            print(toJson(news.json));
        else
            m_progress.say(news.text);
    }
    if (run->summary.state != client::RunState::Running && !m_isReporting)
        report();
}

QCoro::Task<> RunSession::report()
{
    m_isReporting = true;
    const QPointer<RunSession> self{this};
    const Result<Value> outputs = co_await m_client.outputs(m_options.runId);
    if (!self || m_hasEnded)
        co_return;
    const client::RunView *run = m_client.run(m_options.runId);
    show();
    m_progress.finish();
    SummaryFacts facts;
    facts.run = run;
    facts.edges = m_options.workflow.edges.size();
    facts.workers = static_cast<std::size_t>(
        std::count_if(m_client.engine().workers.begin(), m_client.engine().workers.end(),
                      [](const auto &entry) { return entry.second.state != client::WorkerState::Lost; }));
    facts.journal = m_options.journal;
    facts.outputs = outputs ? *outputs : Value();
    print(m_options.json ? toJson(toValue(facts)) : toText(facts));
    if (!outputs)
        complain(outputs.error().message);
    const bool succeeded = run->summary.state == client::RunState::Succeeded;
    end(m_wasInterrupted ? Interrupted : succeeded && outputs ? AllDone : WorkFailed);
}

void RunSession::onInterrupt()
{
    if (m_interrupt.count() > 1) {
        end(Interrupted);
        return;
    }
    m_wasInterrupted = true;
    if (!m_client.isConnected()) {
        complain(m_client.run(m_options.runId) ? "The engine is not there to cancel the run. It goes on with it when it comes back."
                                               : "The engine is not there. The run was not begun, as far as is known here.");
        end(Interrupted);
        return;
    }
    m_progress.say("Cancelling. Press Ctrl-C again to leave at once.");
    cancel();
}

QCoro::Task<> RunSession::cancel()
{
    const QPointer<RunSession> self{this};
    const Result<Done> done = co_await m_client.cancelRun(m_options.runId);
    if (!self || done)
        co_return;
    complain(done.error().message);
    end(Interrupted);
}

void RunSession::end(int code)
{
    if (std::exchange(m_hasEnded, true))
        return;
    m_redraw.stop();
    m_unreachable.stop();
    Q_EMIT ended(code);
}

int watchToTheEnd(client::WireClient &client, RunSession::Options options)
{
    RunSession session(client, std::move(options));
    int code = WorkFailed;
    QObject::connect(&session, &RunSession::ended, &session, [&code](int exitCode) {
        code = exitCode;
        QCoreApplication::quit();
    });
    QTimer::singleShot(0, &session, &RunSession::start);
    QCoreApplication::exec();
    return code;
}

} // namespace weftline::cli
