// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/bench/failover_engine.h"

#include <QCoro/QCoroTask>

#include <QtCore/QDeadlineTimer>
#include <QtCore/QThread>

#include <fstream>
#include <iterator>
#include <set>

#include <fmt/format.h>

#include "app/bench/figures.h"
#include "app/bench/journal_figures.h"
#include "app/bench/scene.h"
#include "app/bench/workloads.h"
#include "engine/service/clock.h"

namespace weftline::bench {
namespace {

constexpr std::chrono::seconds patienceWithEngine{300};
constexpr std::chrono::seconds patienceWithStart{1200}; ///< Of all that is to be in flight: on a busy machine they are many.
constexpr std::chrono::seconds patienceWithStandby{30}; ///< Until it waits.
constexpr std::uint32_t slotsMax = 1000; ///< Of one worker, and one more for the next task.

/// What the engines wrote down of attempts that outlived one of them.
struct Decided
{
    Instant lastAdopted;
    std::uint64_t adopted = 0;
    std::uint64_t lost = 0;
    std::uint64_t doubled = 0;
};

/// Reads on in the journal as it grows.
class Witness
{
public:
    explicit Witness(const std::filesystem::path &journal) : m_journal(journal) { }

    /// All that is in the journal by now.
    Result<Decided> catchUp()
    {
        const auto last = eachEvent(m_journal, m_position, [this](const scheduler::Event &event) { take(event); });
        if (!last)
            return tl::unexpected(last.error());
        m_position = *last;
        return m_decided;
    }

private:
    using Task = std::pair<scheduler::RunIndex, scheduler::TaskIndex>;

    void take(const scheduler::Event &event)
    {
        if (std::holds_alternative<scheduler::EngineStarted>(event.fact)) {
            m_adopted.clear();
        } else if (const auto *adopted = std::get_if<scheduler::AttemptAdopted>(&event.fact)) {
            const bool isFirst = m_adopted.emplace(adopted->run, adopted->task).second;
            ++(isFirst ? m_decided.adopted : m_decided.doubled);
            m_decided.lastAdopted = event.at;
        } else if (const auto *lost = std::get_if<scheduler::AttemptLost>(&event.fact); lost && lost->purpose == scheduler::Purpose::Run) {
            ++m_decided.lost;
            m_lost.emplace(lost->run, lost->task);
        } else if (const auto *started = std::get_if<scheduler::AttemptStarted>(&event.fact);
                   started && !m_started.emplace(started->run, started->task).second && m_lost.erase({started->run, started->task}) == 0) {
            ++m_decided.doubled;
        }
    }

    const std::filesystem::path m_journal;
    scheduler::Position m_position = 0;
    std::set<Task> m_started;
    std::set<Task> m_adopted; ///< By the engine that wrote last.
    std::set<Task> m_lost; ///< And not begun again.
    Decided m_decided;
};

class EngineRounds
{
public:
    EngineRounds(const FailoverOptions &options, const std::filesystem::path &journal)
        : m_options(options), m_journal(journal), m_witness(journal)
    {
    }

    ~EngineRounds()
    {
        m_conversation.reset();
        m_workers.clear();
        if (m_engine)
            m_engine->end(std::chrono::seconds(10));
    }
    EngineRounds(const EngineRounds &) = delete;
    EngineRounds &operator=(const EngineRounds &) = delete;

    Result<KilledEngine> all()
    {
        if (const auto begun = begin(); !begun)
            return tl::unexpected(begun.error());
        say(fmt::format("{} × the engine is killed, and another started …", m_options.engineRounds));
        auto fresh = rounds(m_options.engineRounds, false);
        if (!fresh)
            return tl::unexpected(fresh.error());
        say(fmt::format("{} × the engine is killed while a standby waits …", m_options.standbyRounds));
        auto standby = rounds(m_options.standbyRounds, true);
        if (!standby)
            return tl::unexpected(standby.error());
        if (const auto cancelled = QCoro::waitFor(m_conversation->client().cancelRun(m_run)); !cancelled)
            return tl::unexpected(cancelled.error());
        return KilledEngine{std::move(*fresh), std::move(*standby)};
    }

private:
    [[nodiscard]] std::unique_ptr<Child> engine(const std::vector<std::string> &more, const std::string &log) const
    {
        std::vector<std::string> arguments{"engine", "--journal", m_journal.string()};
        arguments.insert(arguments.end(), more.begin(), more.end());
        return std::make_unique<Child>(m_options.program, arguments, log, SIGTERM);
    }

    /// Until the engine says where it listens.
    Result<Done> listens()
    {
        auto line = m_engine->firstLine(patienceWithEngine); // it reads a journal of any length before
        if (!line)
            return tl::unexpected(line.error());
        m_endpoint = std::move(*line);
        return Done{};
    }

    Result<Done> startEngine()
    {
        m_engine = engine({}, m_journal.string() + ".log");
        return listens();
    }

    /// An engine that waits for the end of the other.
    [[nodiscard]] Result<std::unique_ptr<Child>> standby() const
    {
        const std::string log = m_journal.string() + ".standby.log";
        std::error_code wasNot;
        std::filesystem::remove(log, wasNot);
        auto waiting = engine({"--standby"}, log);
        const QDeadlineTimer deadline(patienceWithStandby);
        while (waiting->runs() && !deadline.hasExpired()) {
            std::ifstream file(log);
            if (std::string(std::istreambuf_iterator<char>(file), {}).find("Standing by:") != std::string::npos)
                return waiting;
            QThread::msleep(10);
        }
        return failure(ErrorCode::System, fmt::format("The standby did not wait within {} s.", patienceWithStandby.count()));
    }

    Result<Done> talk()
    {
        auto conversation = Conversation::with(m_endpoint);
        if (!conversation)
            return tl::unexpected(conversation.error());
        m_conversation = std::move(*conversation);
        return Done{};
    }

    /// Until all is in flight.
    Result<Done> begin()
    {
        say(fmt::format("{} tasks are begun …", m_options.inFlight));
        if (const auto started = startEngine(); !started)
            return started;
        if (const auto talks = talk(); !talks)
            return talks;
        const std::uint32_t count = (m_options.inFlight + slotsMax - 1) / slotsMax;
        const std::uint32_t slots = (m_options.inFlight + count - 1) / count + 1;
        for (std::uint32_t i = 0; i < count; ++i)
            m_workers.push_back(startWorker(m_options.program, m_endpoint, fmt::format("bench-{}", i + 1), slots));
        if (const auto there = m_conversation->waitForWorkers(count); !there)
            return there;
        const auto run = m_conversation->submit(commandMap(m_options.inFlight, {"sleep", "3600"}));
        if (!run)
            return tl::unexpected(run.error());
        m_run = *run;
        return waitForAll();
    }

    Result<Done> waitForAll()
    {
        const auto allRun = [this](const client::RunSummary &summary) {
            return client::countOf(summary.counts, client::TaskState::Running) == m_options.inFlight;
        };
        return m_conversation->waitForRun(m_run, allRun, patienceWithStart, "The start of all tasks");
    }

    Result<Successions> rounds(std::uint32_t count, bool hasStandby)
    {
        Successions out;
        const auto before = m_witness.catchUp();
        if (!before)
            return tl::unexpected(before.error());
        for (std::uint32_t round = 0; round < count; ++round)
            if (const auto done = one(hasStandby, out); !done)
                return tl::unexpected(done.error());
        const auto after = m_witness.catchUp();
        if (!after)
            return tl::unexpected(after.error());
        out.adopted = after->adopted - before->adopted;
        out.lost = after->lost - before->lost;
        out.doubled = after->doubled - before->doubled;
        return out;
    }

    Result<Done> one(bool hasStandby, Successions &out)
    {
        if (const auto run = waitForAll(); !run) // again, where the round before lost some
            return run;
        std::unique_ptr<Child> waiting;
        if (hasStandby) {
            auto begun = standby();
            if (!begun)
                return tl::unexpected(begun.error());
            waiting = std::move(*begun);
        }
        const auto before = m_witness.catchUp();
        if (!before)
            return tl::unexpected(before.error());
        m_conversation.reset();
        const Instant killedAt = m_clock.now();
        m_engine->kill();
        if (hasStandby)
            m_engine = std::move(waiting);
        if (const auto there = hasStandby ? listens() : startEngine(); !there)
            return there;
        out.listens.push_back(seconds(m_clock.now() - killedAt));
        if (const auto talks = talk(); !talks)
            return talks;
        const auto probe = m_conversation->submit(emptyNodes(1));
        const auto probed = probe ? m_conversation->waitForSuccess(*probe, patienceWithEngine) : tl::unexpected(probe.error());
        if (!probed)
            return tl::unexpected(probed.error());
        out.nextTask.push_back(seconds(probed->finishedAt - killedAt));
        Decided now;
        const auto allDecided = [&](const client::EngineView &) {
            if (const auto known = m_witness.catchUp())
                now = *known;
            return now.adopted + now.lost >= before->adopted + before->lost + m_options.inFlight;
        };
        if (const auto decided = m_conversation->waitUntil(allDecided, patienceWithEngine, "The return of all workers"); !decided)
            return decided;
        if (now.adopted > before->adopted)
            out.resumed.push_back(seconds(now.lastAdopted - killedAt));
        return Done{};
    }

    const FailoverOptions &m_options;
    const std::filesystem::path m_journal;
    const service::BootClock m_clock; ///< As the engines': the wall clock, as long as nobody sets it.
    Witness m_witness;
    std::unique_ptr<Child> m_engine;
    std::string m_endpoint; ///< The same of each engine: it belongs to the journal.
    std::vector<std::unique_ptr<Child>> m_workers;
    std::unique_ptr<Conversation> m_conversation;
    std::string m_run;
};

} // namespace

Result<KilledEngine> killEngine(const FailoverOptions &options, const std::filesystem::path &journal)
{
    return EngineRounds(options, journal).all();
}

} // namespace weftline::bench
