// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/bench/failover_engine.h"

#include <QCoro/QCoroTask>

#include <algorithm>

#include <fmt/format.h>

#include "app/bench/figures.h"
#include "app/bench/journal_figures.h"
#include "app/bench/scene.h"
#include "app/bench/workloads.h"
#include "engine/service/clock.h"

namespace weftline::bench {
namespace {

constexpr std::chrono::seconds patienceWithEngine{300};
constexpr std::uint32_t slotsMax = 1000; ///< Of one worker, and one more for the next task.

/// What an engine wrote down from `position` on.
struct Successor
{
    Instant lastAdopted;
    std::uint64_t adopted = 0;
    std::uint64_t lost = 0;
};

Result<Successor> read(const std::filesystem::path &journal, scheduler::Position from)
{
    Successor successor;
    const auto last = eachEvent(journal, from, [&](const scheduler::Event &event) {
        if (std::holds_alternative<scheduler::AttemptAdopted>(event.fact)) {
            successor.lastAdopted = event.at;
            ++successor.adopted;
        } else if (const auto *attempt = std::get_if<scheduler::AttemptLost>(&event.fact)) {
            successor.lost += attempt->purpose == scheduler::Purpose::Run ? 1 : 0;
        }
    });
    return last ? Result<Successor>(successor) : tl::unexpected(last.error());
}

class EngineRounds
{
public:
    EngineRounds(const FailoverOptions &options, const std::filesystem::path &journal) : m_options(options), m_journal(journal) { }

    Result<KilledEngine> all()
    {
        if (const auto begun = begin(); !begun)
            return tl::unexpected(begun.error());
        for (std::uint32_t round = 0; round < m_options.engineRounds; ++round)
            if (const auto done = one(); !done)
                return tl::unexpected(done.error());
        if (const auto cancelled = QCoro::waitFor(m_conversation->client().cancelRun(m_run)); !cancelled)
            return tl::unexpected(cancelled.error());
        return std::move(m_out);
    }

private:
    Result<Done> startEngine()
    {
        auto engine = EngineProcess::start(m_options.program, m_journal, 0);
        if (!engine)
            return tl::unexpected(engine.error());
        m_engine = std::move(*engine);
        return Done{};
    }

    Result<Done> talk()
    {
        auto conversation = Conversation::with(m_engine->endpoint());
        if (!conversation)
            return tl::unexpected(conversation.error());
        m_conversation = std::move(*conversation);
        return Done{};
    }

    /// Until all is in flight.
    Result<Done> begin()
    {
        if (const auto started = startEngine(); !started)
            return started;
        if (const auto talks = talk(); !talks)
            return talks;
        const std::uint32_t count = (m_options.inFlight + slotsMax - 1) / slotsMax;
        const std::uint32_t slots = (m_options.inFlight + count - 1) / count + 1;
        for (std::uint32_t i = 0; i < count; ++i)
            m_workers.push_back(startWorker(m_options.program, m_engine->endpoint(), fmt::format("bench-{}", i + 1), slots));
        if (const auto there = m_conversation->waitForWorkers(count); !there)
            return there;
        const auto run = m_conversation->submit(commandMap(m_options.inFlight, {"sleep", "3600"}));
        if (!run)
            return tl::unexpected(run.error());
        m_run = *run;
        return m_conversation->waitUntil([this](const client::EngineView &view) { return allRun(view); }, patienceWithEngine, "The start of all tasks");
    }

    [[nodiscard]] bool allRun(const client::EngineView &view) const
    {
        const client::RunSummary *summary = find(view, m_run);
        return summary && client::countOf(summary->counts, client::TaskState::Running) == m_options.inFlight;
    }

    Result<Done> one()
    {
        const scheduler::Position before = m_conversation->client().engine().position;
        m_conversation.reset();
        const Instant killedAt = m_clock.now();
        m_engine->process().kill();
        if (const auto started = startEngine(); !started)
            return started;
        m_out.listens.push_back(seconds(m_clock.now() - killedAt));
        if (const auto talks = talk(); !talks)
            return talks;
        const auto probe = m_conversation->submit(emptyNodes(1));
        const auto probed = probe ? m_conversation->waitForSuccess(*probe, patienceWithEngine) : tl::unexpected(probe.error());
        if (!probed)
            return tl::unexpected(probed.error());
        m_out.nextTask.push_back(seconds(probed->finishedAt - killedAt));
        Successor successor;
        const auto allDecided = [&](const client::EngineView &) {
            if (const auto known = read(m_journal, before))
                successor = *known;
            return successor.adopted + successor.lost >= m_options.inFlight;
        };
        if (const auto decided = m_conversation->waitUntil(allDecided, patienceWithEngine, "The return of all workers"); !decided)
            return decided;
        m_out.resumed.push_back(seconds(successor.lastAdopted - killedAt));
        m_out.adopted += successor.adopted;
        m_out.lost += successor.lost;
        return Done{};
    }

    const FailoverOptions &m_options;
    const std::filesystem::path m_journal;
    const service::BootClock m_clock; ///< As the engines': the wall clock, as long as nobody sets it.
    std::unique_ptr<EngineProcess> m_engine;
    std::vector<std::unique_ptr<Child>> m_workers;
    std::unique_ptr<Conversation> m_conversation;
    std::string m_run;
    KilledEngine m_out;
};

} // namespace

Result<KilledEngine> killEngine(const FailoverOptions &options, const std::filesystem::path &journal)
{
    return EngineRounds(options, journal).all();
}

} // namespace weftline::bench
