// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/simulation/sim_engine.h"

#include <algorithm>

#include "engine/service/snapshot.h"
#include "tests/support/scheduler/checks.h"

namespace weftline::simulation {
namespace {

using std::chrono::microseconds;
using std::chrono::milliseconds;

constexpr std::uint64_t quietStepsALook = 16;
constexpr Duration engineClockOffMost = std::chrono::seconds(300);

SessionId sessionNamed(const std::string &name)
{
    SessionId session;
    std::copy_n(name.begin(), std::min(name.size(), session.bytes.size()), session.bytes.begin());
    return session;
}

} // namespace

SimEngine::SimEngine(Context &context, const Records &records, Ledger::RunsFor runsFor, Workers workers, DiskSpec disk)
    : m_context(context), m_chance(context.chance("engine")), m_snapshotChance(context.chance("snapshots")),
      m_standbyChance(context.chance("standby")), m_workers(std::move(workers)),
      m_disk(disk), m_store(context),
      m_ledger(context, records, m_store, std::move(runsFor))
{
}

SimEngine::~SimEngine() { m_service.reset(); }

void SimEngine::start()
{
    ++m_life;
    checkHurtRows();
    service::Replayed replayed;
    if (!openJournal(replayed))
        return;
    setClock();
    m_diskFree = m_context.now();
    m_timer.reset();
    m_isAwake = false;
    const auto callback = [this](const std::function<void()> &what) { act(what); };
    m_evaluator = std::make_unique<SimEvaluator>(m_context, m_life, callback);
    m_notices = std::make_unique<SimNotices>(m_context, m_ledger.alerts(), m_life, callback);
    service::World world{[this] { return clock(); },
                         [this] { return m_chance.next(); },
                         [this] { wake(); },
                         *m_journal,
                         *this,
                         m_store,
                         m_logs,
                         *m_evaluator,
                         *this,
                         *this,
                         [this](const alerts::Notice &notice, std::function<void(Result<Done>)> done) {
                             m_notices->send(notice, std::move(done));
                         },
                         m_gate};
    if (m_gate)
        m_gate->begin();
    m_context.tell("engine", "starts with {} events, after epoch {}", m_journal->last(), replayed.state.epoch);
    m_service = std::make_unique<service::Service>(std::move(world), m_settings, std::move(replayed.state), std::move(replayed.fold),
                                                   std::move(replayed.watch));
    m_network->engineUp();
    if (!m_context.isHealed && m_flaps != 0 && m_chance.perMille(500)) { // it hardly comes up
        --m_flaps;
        killAfter(m_chance.below(40), m_chance.between(milliseconds(20), milliseconds(200)));
    }
    act([this] { m_service->start(sessionNamed(fmt::format("evaluator {}", m_life))); });
}

bool SimEngine::openJournal(service::Replayed &replayed)
{
    auto opened = journal::openMemoryJournal({m_rows, [this](std::function<void()> write) { post(std::move(write)); }});
    if (!opened) {
        m_context.fail(fmt::format("The journal cannot be opened after a crash: {}", opened.error().message));
        return false;
    }
    m_journal = std::move(*opened);
    auto all = service::replay(*m_journal);
    if (!all || all->state != m_ledger.state()) {
        m_context.fail("Replaying the journal gives another state than its events gave one by one.");
        return false;
    }
    replayed = std::move(*all);
    return m_rows.empty() || !m_snapshotChance.perMille(500) || beginWithSnapshot(replayed);
}

/// One that was made some time before the crash: what follows it adds up to what everything does.
bool SimEngine::beginWithSnapshot(service::Replayed &replayed)
{
    const journal::Row &row = m_rows[m_snapshotChance.below(m_rows.size())];
    const scheduler::Position position = row.first + row.count - 1;
    const auto then = service::replay(*m_journal, {.position = position});
    const auto head = m_journal->headAt(position);
    if (!then || !head || !*head) {
        m_context.fail(fmt::format("There is nothing to make a snapshot of at position {}.", position));
        return false;
    }
    auto opened = service::replayFrom(*m_journal, journal::Snapshot{**head, service::encodeSnapshot(*then)});
    if (!opened || opened->snapshotAt != position) {
        m_context.fail(fmt::format("The snapshot at position {} cannot be used: {}", position, opened ? opened->note : opened.error().message));
        return false;
    }
    if (opened->replayed.state != replayed.state || service::encodeSnapshot(opened->replayed) != service::encodeSnapshot(replayed)) {
        m_context.fail(fmt::format("What follows the snapshot at position {} does not add up to what the whole journal does.", position));
        return false;
    }
    replayed = std::move(opened->replayed);
    m_context.counts.fault(Fault::FromSnapshot);
    return true;
}

void SimEngine::killAfter(std::uint64_t things, Duration down)
{
    if (m_killIn != 0)
        return;
    m_killIn = things + 1;
    m_down = down;
}

void SimEngine::countDown(bool inTurn)
{
    if (m_killIn == 0 || m_context.isHealed || --m_killIn != 0)
        return;
    m_context.counts.fault(Fault::EngineKilled);
    if (inTurn)
        m_context.counts.fault(Fault::EngineKilledInTurn);
    throw Killed{};
}

void SimEngine::act(const std::function<void()> &what)
{
    if (!m_service)
        return;
    try {
        countDown(false);
        what();
    } catch (const Killed &) {
        die();
        return;
    }
    look();
    armTimer();
}

void SimEngine::die()
{
    m_service.reset();
    m_ledger.read(m_journal->durableRows());
    m_rows = m_journal->durableRows();
    loseCommits();
    m_watched.clear();
    m_evaluator.reset();
    m_notices.reset();
    m_store.forgetPieces();
    m_journal.reset();
    m_network->engineDown();
    m_context.agenda.after(downTime(), [this] { start(); });
}

/// Until the next engine begins: the standby as soon as the lock of the journal is free.
Duration SimEngine::downTime()
{
    if (!m_hasStandby || m_context.now() < m_standbyFrom)
        return m_down;
    m_standbyFrom = m_context.now() + m_down;
    m_context.counts.fault(Fault::StandbyTookOver);
    m_context.tell("engine", "has a standby, which takes over");
    return m_standbyChance.between(std::chrono::microseconds(200), milliseconds(5));
}

/// Of what was on its way to the disk, the first may be there although nobody was told, or a part of it.
void SimEngine::loseCommits()
{
    const std::size_t count = m_journal->waiting();
    m_context.tell("engine", "is killed, {} commits on their way", count);
    m_context.counts.fault(Fault::CommitLost, count);
    if (count == 0 || !m_disk.losesPower || m_context.now() < m_diskFullUntil)
        return;
    const std::uint64_t draw = m_chance.below(3);
    if (draw == 0 || !m_journal->completeNext() || m_journal->durableRows().size() == m_rows.size())
        return;
    const journal::Row &written = m_journal->durableRows().back();
    if (draw == 1) {
        m_context.counts.fault(Fault::CommitUnconfirmed);
        m_context.tell("engine", "had written one of them");
        m_rows.push_back(written);
        m_ledger.read(m_rows);
    } else {
        m_torn = written;
        m_torn->bytes.resize(m_chance.below(m_torn->bytes.size()));
        m_context.counts.fault(Fault::CommitTorn);
    }
}

/// A journal that is not as it was written is not opened. Here it is as it was before: SQLite drops a torn end by itself, and
/// what became of a bit is for people to say.
void SimEngine::checkHurtRows()
{
    if (m_torn) {
        std::vector<journal::Row> rows = m_rows;
        rows.push_back(std::move(*m_torn));
        m_torn.reset();
        checkRefused(std::move(rows), "A torn batch at the end of the journal");
    }
    if (!m_disk.losesPower || m_rows.empty() || m_context.isHealed || !m_chance.perMille(300))
        return;
    std::vector<journal::Row> rows = m_rows;
    journal::Row &row = rows[m_chance.below(rows.size())];
    const auto bit = static_cast<unsigned char>(1U << m_chance.below(8));
    const std::size_t place = m_chance.below(row.bytes.size() + row.hash.bytes.size());
    if (place < row.bytes.size())
        row.bytes[place] = static_cast<char>(static_cast<unsigned char>(row.bytes[place]) ^ bit);
    else
        row.hash.bytes[place - row.bytes.size()] ^= bit;
    m_context.counts.fault(Fault::BitFlipped);
    checkRefused(std::move(rows), "A flipped bit in the journal");
}

void SimEngine::checkRefused(std::vector<journal::Row> rows, std::string_view what)
{
    if (journal::openMemoryJournal({std::move(rows), {}}))
        m_context.fail(fmt::format("{} goes unnoticed.", what));
}

/// As BootClock does: the wall clock, but never before what the journal holds.
void SimEngine::setClock()
{
    Instant wall = m_context.now();
    if (m_clockJumps && !m_context.isHealed) {
        wall = wall + m_chance.between(-engineClockOffMost, engineClockOffMost);
        m_context.counts.fault(Fault::EngineClockJumped, m_life > 1 ? 1 : 0);
    }
    const Instant last = m_journal->head().at;
    m_clockOff = std::max(wall, last + Duration{1}) - m_context.now();
}

void SimEngine::fillDisk(Duration time)
{
    m_context.tell("engine", "has a full disk for {}", formatDuration(time));
    m_diskFullUntil = std::max(m_diskFullUntil, m_context.now() + time);
    m_store.fillUntil(m_diskFullUntil);
}

void SimEngine::wake()
{
    if (m_isAwake)
        return;
    m_isAwake = true;
    m_context.agenda.after(m_chance.between(microseconds(1), microseconds(60)), [this, life = m_life] {
        if (life != m_life)
            return;
        m_isAwake = false;
        act([this] { m_service->turn(); });
    });
}

void SimEngine::armTimer()
{
    const auto next = m_service->nextWake();
    if (!next || m_timer == next)
        return;
    m_timer = next;
    const Instant at = std::max(*next - m_clockOff, m_context.now() + microseconds(50)); // a loop has its own time too
    m_context.agenda.at(at, [this, life = m_life, due = *next] {
        if (life != m_life || m_timer != due)
            return;
        m_timer.reset();
        act([this] { m_service->turn(); });
    });
}

void SimEngine::post(std::function<void()> write)
{
    Duration takes = m_chance.between(microseconds(30), m_disk.usual);
    if (!m_context.isHealed && m_chance.perMille(m_disk.slowPerMille)) {
        takes = m_chance.between(m_disk.usual, m_disk.slowest);
        m_context.counts.fault(Fault::CommitSlow);
    }
    m_diskFree = std::max(m_diskFree, m_context.now()) + takes;
    m_context.agenda.at(m_diskFree, [this, life = m_life, write = std::move(write)] {
        if (life != m_life || !m_service)
            return;
        if (!m_context.isHealed && m_disk.failPerMille != 0 && m_chance.perMille(m_disk.failPerMille)) {
            m_context.counts.fault(Fault::CommitFailed);
            m_context.tell("engine", "cannot write its journal");
            m_journal->failNext({ErrorCode::System, "The journal cannot be written: input/output error.", {}},
                                static_cast<int>(m_chance.between(1, 3)));
        } else if (!m_context.isHealed && m_context.now() < m_diskFullUntil && m_service->trouble().empty()) {
            m_context.counts.fault(Fault::DiskFull);
            m_context.tell("engine", "finds no room on its disk");
            m_journal->failNext({ErrorCode::System, "The journal cannot be written: the disk is full.", {}},
                                static_cast<int>((m_diskFullUntil - m_context.now()) / std::chrono::seconds(1)) + 1);
        }
        act([&] { write(); });
    });
}

void SimEngine::onMessage(const wire::Peer &peer, wire::Message message)
{
    act([&] {
        if (!m_handler.message)
            return;
        if (m_gate)
            m_gate->handles(peer, message);
        m_handler.message(peer, std::move(message));
        if (m_gate)
            m_gate->done();
    });
}

void SimEngine::setGate(SimGate &gate)
{
    m_gate = &gate;
    gate.setDismiss([this](const SessionId &session) {
        m_context.agenda.after(std::chrono::seconds(1), [this, session] { m_network->end(session); });
    });
}

void SimEngine::onClosed(const SessionId &session)
{
    act([&] {
        if (m_handler.closed)
            m_handler.closed(session);
    });
}

wire::Sent SimEngine::send(const SessionId &to, const wire::Message &message)
{
    countDown(true);
    m_ledger.read(m_journal->durableRows());
    checkSent(to, message);
    return m_network->sendToPeer(to, message);
}

/// Nothing that somebody relies on leaves before it is durable.
void SimEngine::checkSent(const SessionId &to, const wire::Message &message)
{
    if (const auto *acks = std::get_if<wire::ResultAcks>(&message)) {
        for (const wire::Acknowledgement &ack : acks->acks)
            if (const std::string why = m_ledger.whyNotAcknowledged(to, ack); !why.empty())
                m_context.fail(fmt::format("Attempt {} of run {} task {} is acknowledged, and {}.", ack.key.number, ack.key.run,
                                           ack.key.task, why));
    } else if (const auto *reply = std::get_if<wire::Reply>(&message)) {
        if (m_replies)
            m_replies(to, *reply);
        const Value *run = reply->value.find("run");
        if (!reply->error && run && run->asString() && !m_ledger.isAccepted(*run->asString()))
            m_context.fail(fmt::format("The submit of run {} is answered before it is durable.", *run->asString()));
    } else if (const auto *tasks = std::get_if<wire::Tasks>(&message)) {
        if (tasks->tasks.front().key.epoch != m_ledger.state().epoch)
            m_context.fail(fmt::format("Attempts are granted in epoch {}, which is not durable: the next engine would grant them again "
                                       "under the same names.", tasks->tasks.front().key.epoch));
    } else if (const auto *away = std::get_if<wire::Disconnect>(&message)) {
        m_context.counts.sentAway(away->reason);
    }
}

Result<Done> SimEngine::start(std::uint32_t count)
{
    m_workers.start(count);
    return Done{};
}

Result<Done> SimEngine::kill(std::int64_t pid)
{
    m_context.agenda.after(microseconds(50), [this, pid] { m_workers.kill(pid); });
    return Done{};
}

Result<Done> SimEngine::stop(std::int64_t pid)
{
    m_context.agenda.after(microseconds(50), [this, pid] { m_workers.drain(pid); });
    return Done{};
}

bool SimEngine::watch(std::int64_t pid, std::function<void()> exited)
{
    if (!m_workers.isAlive(pid))
        return false;
    m_watched.emplace(pid, std::move(exited));
    return true;
}

void SimEngine::processExited(std::int64_t pid)
{
    m_context.agenda.after(m_chance.between(microseconds(50), milliseconds(3)), [this, pid, life = m_life] {
        if (life != m_life || !m_service)
            return;
        act([&] {
            const auto [from, to] = m_watched.equal_range(pid);
            std::vector<std::function<void()>> told;
            for (auto it = from; it != to; ++it)
                told.push_back(it->second);
            m_watched.erase(pid);
            for (const auto &exited : told)
                exited();
        });
    });
}

/// After everything that it does.
void SimEngine::look()
{
    m_ledger.read(m_journal->durableRows());
    if (!m_service->trouble().empty())
        m_ledger.alerts().troubled(clock());
    for (const scheduler::WorkerIndex index : m_service->state().present) {
        const scheduler::Worker &worker = m_service->state().workers[index];
        if (worker.used > worker.who.slots + scheduler::prefetchMax)
            m_context.fail(fmt::format("The engine believes that worker {} holds {} attempts.", worker.who.name, worker.used));
    }
    if (!isQuiet() || ++m_quietSteps % quietStepsALook != 0)
        return;
    if (const std::string broken = test::brokenPromise(m_service->state()); !broken.empty())
        m_context.fail(fmt::format("The scheduler's state does not hold together: {}", broken));
    if (m_service->state() != m_ledger.state())
        m_context.fail("The live state is not the one that the journal gives.");
}

void SimEngine::checkReplay()
{
    const auto replayed = service::replay(*m_journal);
    if (!replayed || replayed->state != m_service->state()) {
        m_context.fail("Replaying the journal does not give the live state.");
        return;
    }
    for (const scheduler::Run &run : m_service->state().runs)
        if (client::encode(replayed->fold.run(replayed->state, run, 0)) != client::encode(m_service->fold().run(m_service->state(), run, 0)))
            m_context.fail(fmt::format("Replaying the journal does not give the live view of run {}.", run.id));
}

} // namespace weftline::simulation
