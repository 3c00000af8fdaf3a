// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/bench/failover_worker.h"

#include <QCoro/QCoroTask>

#include <algorithm>
#include <deque>
#include <map>
#include <set>

#include <fmt/format.h>

#include "app/bench/journal_figures.h"
#include "app/bench/scene.h"
#include "app/bench/workloads.h"
#include "engine/service/clock.h"

namespace weftline::bench {
namespace {

constexpr std::chrono::seconds patienceWithWorkers{60};
constexpr std::uint32_t workerSlotsMax = 1024; ///< Of one worker.

/// When each worker was killed, by its name.
using Kills = std::map<std::string, Instant>;

/// Two workers, either of which could do all: half of what is in flight runs on each.
class WorkerRounds
{
public:
    WorkerRounds(const FailoverOptions &options, EngineProcess &engine, Conversation &conversation)
        : m_options(options), m_engine(engine), m_conversation(conversation) { }

    Result<Kills> all()
    {
        addWorker();
        addWorker();
        Kills kills;
        for (std::uint32_t round = 0; round < m_options.rounds; ++round)
            if (const auto done = one(kills); !done)
                return tl::unexpected(done.error());
        return kills;
    }

private:
    void addWorker()
    {
        const std::string name = fmt::format("bench-{}", ++m_started);
        m_workers.emplace_back(name, startWorker(m_options.program, m_engine.endpoint(), name, std::min(2 * m_options.tasks, workerSlotsMax)));
    }

    Result<Done> one(Kills &kills)
    {
        if (const auto there = m_conversation.waitForWorkers(2); !there)
            return there;
        const std::uint32_t inFlight = 2 * m_options.tasks;
        const auto run = m_conversation.submit(commandMap(inFlight, {"sleep", "600"}));
        if (!run)
            return tl::unexpected(run.error());
        const auto runs = [&](std::uint32_t attempts) {
            return [&, attempts](const client::RunSummary &summary) {
                return summary.attempts >= attempts && client::countOf(summary.counts, client::TaskState::Running) == inFlight;
            };
        };
        if (const auto begun = m_conversation.waitForRun(*run, runs(inFlight), patienceWithWorkers, "The start of all tasks"); !begun)
            return begun;
        kills[m_workers.front().first] = m_clock.now();
        m_workers.front().second->kill();
        m_workers.pop_front();
        if (const auto again = m_conversation.waitForRun(*run, runs(inFlight + 1), patienceWithWorkers, "The start of the tasks elsewhere"); !again)
            return again;
        addWorker();
        if (const auto cancelled = QCoro::waitFor(m_conversation.client().cancelRun(*run)); !cancelled)
            return cancelled;
        const auto hasEnded = [](const client::RunSummary &summary) { return summary.state != client::RunState::Running; };
        return m_conversation.waitForRun(*run, hasEnded, patienceWithWorkers, "The end of a cancelled run");
    }

    const FailoverOptions &m_options;
    EngineProcess &m_engine;
    Conversation &m_conversation;
    const service::BootClock m_clock; ///< As the engine's: the wall clock, as long as nobody sets it.
    std::deque<std::pair<std::string, std::unique_ptr<Child>>> m_workers; ///< Oldest first.
    std::uint32_t m_started = 0;
};

/// Reads out of the journal what became of the kills.
class Reading
{
public:
    explicit Reading(const Kills &kills) : m_kills(kills) { }

    void take(const scheduler::Event &event)
    {
        if (const auto *joined = std::get_if<scheduler::WorkerJoined>(&event.fact)) {
            m_names[joined->worker] = joined->name;
        } else if (const auto *lost = std::get_if<scheduler::WorkerLost>(&event.fact)) {
            const auto kill = m_kills.find(m_names[lost->worker]);
            if (kill == m_kills.end())
                return; // ended with the benchmark
            finish();
            m_killedAt = kill->second;
            m_out.noticedMs.push_back(sinceKill(event.at));
        } else if (const auto *attempt = std::get_if<scheduler::AttemptLost>(&event.fact)) {
            m_open.emplace(attempt->run, attempt->task);
        } else if (const auto *started = std::get_if<scheduler::AttemptStarted>(&event.fact);
                   started && m_open.erase({started->run, started->task}) > 0) {
            if (std::exchange(m_isFirst, false))
                m_out.firstElsewhereMs.push_back(sinceKill(event.at));
            m_last = sinceKill(event.at);
        }
    }

    KilledWorkers result()
    {
        finish();
        return std::move(m_out);
    }

private:
    [[nodiscard]] double sinceKill(Instant at) const { return static_cast<double>((at - m_killedAt).count()) / 1000; }

    void finish()
    {
        if (!std::exchange(m_isFirst, true))
            m_out.allElsewhereMs.push_back(m_last);
        m_out.forgotten += m_open.size();
        m_open.clear();
    }

    const Kills &m_kills;
    std::map<scheduler::WorkerIndex, std::string> m_names;
    std::set<std::pair<scheduler::RunIndex, scheduler::TaskIndex>> m_open; ///< Lost, and not yet running elsewhere.
    Instant m_killedAt;
    bool m_isFirst = true;
    double m_last = 0;
    KilledWorkers m_out;
};

} // namespace

Result<KilledWorkers> killWorkers(const FailoverOptions &options, const std::filesystem::path &journal)
{
    const auto engine = EngineProcess::start(options.program, journal, 0);
    if (!engine)
        return tl::unexpected(engine.error());
    const auto conversation = Conversation::with((*engine)->endpoint());
    if (!conversation)
        return tl::unexpected(conversation.error());
    const auto kills = WorkerRounds(options, **engine, **conversation).all();
    if (!kills)
        return tl::unexpected(kills.error());
    Reading reading(*kills);
    const auto read = eachEvent(journal, 0, [&](const scheduler::Event &event) { reading.take(event); });
    return read ? Result<KilledWorkers>(reading.result()) : tl::unexpected(read.error());
}

} // namespace weftline::bench
