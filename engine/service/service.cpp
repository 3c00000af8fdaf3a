// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "engine/service/service.h"

#include <algorithm>
#include <cassert>

#include <fmt/format.h>

#include "engine/service/translate.h"

namespace weftline::service {

using scheduler::AttemptName;
using scheduler::Purpose;
using scheduler::WorkerState;

namespace {

constexpr std::size_t tasksAMessage = 256;
constexpr std::size_t acksAMessage = 512;
constexpr std::size_t fewTasks = 16; ///< Room that a message has from the start.

} // namespace

Service::Service(World world, Settings settings, scheduler::State state, history::Fold fold, alerts::Watch watch)
    : m_world(std::move(world)), m_settings(std::move(settings)), m_state(std::move(state)), m_fold(std::move(fold)),
      m_sink(m_state), m_values(m_world.journal, m_world.store), m_evaluations(m_values, m_world.evaluator),
      m_leases(m_settings.lease),
      m_alerts(std::move(watch), [this](Instant at, scheduler::Note note) {
          const bool isFound = std::holds_alternative<scheduler::AlertChanged>(note.what);
          (isFound ? m_found : m_inputs).push_back({at, std::move(note)});
          m_world.wake();
      }, m_world.sendNotice, m_world.now, m_world.wake),
      m_clients(*this, m_values, m_world.logs, m_world.evaluator, m_world.fleet, m_world.chance, m_settings)
{
    m_values.committed(m_state.position);
    m_alerts.durable(m_state.position);
    m_world.transport.setHandler({
        [this](const wire::Peer &peer, wire::Message message) { onMessage(peer, std::move(message)); },
        [this](const SessionId &session) { onClosed(session); },
        [](const wire::Peer &, const Error &) {},
    });
    if (m_world.gate)
        m_world.gate->setChanged([this] {
            m_clients.touchWorkers();
            m_world.wake();
        });
}

Service::~Service()
{
    *m_alive = false;
    m_world.transport.setHandler({});
    if (m_world.gate)
        m_world.gate->setChanged({});
}

void Service::start(const SessionId &evaluatorSession)
{
    const Instant now = m_world.now();
    m_evaluatorSession = evaluatorSession;
    m_nextSample = now + m_settings.sampleInterval;
    push(scheduler::TakeOffice{m_state.epoch + 1, m_settings.version});
    for (const scheduler::WorkerIndex index : m_state.present) {
        const scheduler::Worker &worker = m_state.workers[index];
        if (worker.who.evaluator)
            continue;
        m_leases.begin(worker.who.session, now, m_settings.restartGrace);
        if (worker.who.local) {
            const SessionId session = worker.who.session;
            const auto gone = [this, session, alive = m_alive] {
                if (*alive)
                    push(scheduler::Gone{session, scheduler::NoticedBy::Exit, {}, false});
            };
            if (!m_world.processes.watch(worker.who.pid, gone))
                push(scheduler::Gone{session, scheduler::NoticedBy::Exit, "It had ended before this engine started.", false});
        }
    }
    scheduler::Greeted evaluator;
    evaluator.who.session = evaluatorSession;
    evaluator.who.name = "evaluator";
    evaluator.who.pool = "(engine)";
    evaluator.who.slots = m_settings.evaluatorSlots;
    evaluator.who.evaluator = true;
    evaluator.who.local = true;
    push(std::move(evaluator));
    turn();
}

bool Service::hasWork() const
{
    return std::any_of(m_state.runs.rbegin(), m_state.runs.rend(),
                       [](const scheduler::Run &run) { return run.state == scheduler::RunState::Running; });
}

bool Service::takesInputs() const
{
    if (!m_trouble.empty())
        return false;
    if (!m_isInOffice)
        return m_batches.empty();
    return m_batches.size() < batchesMax || (m_batches.size() < smallBatchesMax && m_eventsOut < smallEventsMax);
}

void Service::push(scheduler::Cause cause)
{
    m_inputs.push_back({m_world.now(), std::move(cause)});
    m_world.wake();
}

void Service::note(scheduler::CommandReceived command, std::function<void()> durable)
{
    m_noted.emplace(++m_lastNote, std::move(durable));
    push(scheduler::Note{std::move(command), m_lastNote});
}

void Service::turn()
{
    const Instant begun = m_world.now();
    const Instant heard = std::exchange(m_heardAt, std::nullopt).value_or(begun);
    timers(begun);
    if (m_alerts.turn(m_state, begun, takesInputs() && m_isInOffice)) // before that nobody knows how long there was no engine
        m_clients.touchWorkers(); // values are shown, and no event
    if (takesInputs() && hasInputs()) {
        takeInputs();
        schedule(begun);
        commit();
        flushMessages();
        if (hasInputs())
            m_world.wake();
    }
    m_clients.flush(m_world.now());
    const Duration took = m_world.now() - heard;
    m_loopSampled.record(took);
    m_loopTimes.record(took);
}

void Service::takeInputs()
{
    for (const scheduler::Input &found : std::exchange(m_found, {}))
        scheduler::step(m_state, found, m_sink);
    const std::size_t end = std::min(m_inputs.size(), m_nextInput + inputsATurn);
    for (; m_nextInput < end; ++m_nextInput) {
        const scheduler::Input &input = m_inputs[m_nextInput];
        scheduler::step(m_state, input, m_sink);
        if (const auto *gone = std::get_if<scheduler::Gone>(&input.what))
            m_givenUp.erase(gone->session);
    }
    if (m_nextInput * 2 < m_inputs.size())
        return;
    m_inputs.erase(m_inputs.begin(), m_inputs.begin() + static_cast<std::ptrdiff_t>(m_nextInput)); // at constant cost an input
    m_nextInput = 0;
    if (m_inputs.empty() && m_inputs.capacity() > inputsATurn)
        m_inputs.shrink_to_fit();
}

/// What is due by time alone.
void Service::timers(Instant at)
{
    if (!m_trouble.empty() && m_retryAt <= at) {
        m_retryAt = at + commitRetry;
        m_world.journal.retry();
    }
    if (!m_unkept.empty() && m_keepAt <= at)
        keepAgain();
    for (const SessionId &session : m_leases.over(at)) {
        m_leases.end(session);
        m_givenUp.insert(session);
        m_inputs.push_back({at, scheduler::Gone{session, scheduler::NoticedBy::Lease, {}, false}});
    }
    if (const auto timer = scheduler::nextTimer(m_state); takesInputs() && timer && *timer <= at)
        m_inputs.push_back({at, scheduler::TimePassed{}});
    if (m_nextSample <= at)
        sample(at);
}

void Service::sample(Instant at)
{
    m_nextSample = at + m_settings.sampleInterval;
    if (!hasWork())
        return; // an idle engine's log does not grow
    scheduler::Sampled own;
    const metrics::Histogram loop = std::exchange(m_loopSampled, {});
    own.loopMax = loop.max();
    own.loopP99 = loop.quantile(0.99);
    own.commitMax = std::exchange(m_commitMax, Duration{0});
    m_inputs.push_back({at, scheduler::Note{own}});
    for (const scheduler::WorkerIndex index : m_state.present) {
        const scheduler::Worker &worker = m_state.workers[index];
        const Leases::Entry *lease = m_leases.find(worker.who.session);
        if (!lease || worker.state != WorkerState::Active)
            continue;
        scheduler::Sampled sampled;
        sampled.worker = index;
        sampled.cpu = lease->metrics.cpu;
        sampled.memoryUsed = lease->metrics.memoryUsed;
        sampled.roundTrip = lease->metrics.roundTrip;
        m_inputs.push_back({at, scheduler::Note{sampled}});
    }
}

void Service::schedule(Instant at)
{
    while (const auto placement = scheduler::next(m_state))
        scheduler::dispatch(m_state, at, *placement, m_sink);
}

void Service::commit()
{
    std::vector<scheduler::Event> events = m_sink.takeEvents();
    std::vector<scheduler::Effect> effects = m_sink.takeEffects();
    const scheduler::Position first = m_state.position - events.size() + 1;
    for (std::size_t i = 0; i < events.size(); ++i) {
        m_values.remember(first + i, events[i]);
        m_fold.apply(m_state, events[i], first + i);
        m_alerts.applied(m_state, events[i], first + i);
    }
    // Nobody relies on most dispatches: if this engine dies before the commit, the next one does not know the attempt and cancels it.
    std::vector<scheduler::Effect> durable;
    durable.reserve(effects.size());
    for (scheduler::Effect &effect : effects) {
        if (const auto *dispatch = std::get_if<scheduler::Dispatch>(&effect); dispatch && mayLeaveAtOnce(*dispatch))
            release(effect);
        else
            durable.push_back(std::move(effect));
    }
    if (events.empty()) { // what nothing new has to be durable for waits for what came before it
        if (!m_batches.empty()) {
            std::move(durable.begin(), durable.end(), std::back_inserter(m_batches.back().effects));
            return;
        }
        for (const scheduler::Effect &effect : durable)
            release(effect);
        return;
    }
    m_batches.push_back({std::move(durable), m_world.now(), m_state.position, events.size()});
    m_eventsOut += events.size();
    m_world.journal.commit(std::move(events), [this, alive = m_alive](const Result<scheduler::Position> &done) {
        if (*alive)
            committed(done);
    });
}

/// Not a task that may be started once only or holds a lock: the next engine would give it, or the lock, out again.
bool Service::mayLeaveAtOnce(const scheduler::Dispatch &dispatch) const
{
    const scheduler::AttemptName &attempt = dispatch.attempt;
    const scheduler::Run &run = m_state.runs[attempt.run];
    if (!run.plan || !run.plan->hasCare || attempt.purpose != Purpose::Run)
        return true;
    return !scheduler::isDispatchedWithCare(run.planOf(run.nodeOf(attempt.task)));
}

/// The attempt was not lost while it waited for the disk, nor is its worker given up next.
bool Service::isWanted(const scheduler::Dispatch &dispatch) const
{
    const scheduler::Worker &worker = m_state.workers[dispatch.worker];
    return m_state.find(dispatch.attempt, worker) != scheduler::none && !m_givenUp.contains(worker.who.session);
}

void Service::committed(const Result<scheduler::Position> &done)
{
    if (!done) { // the journal keeps the batch; nothing is rolled back and nothing released
        m_trouble = done.error().message;
        m_retryAt = m_world.now() + commitRetry;
        m_world.wake();
        return;
    }
    m_trouble.clear();
    m_isInOffice = true;
    const Batch batch = std::move(m_batches.front());
    m_batches.pop_front();
    m_eventsOut -= batch.events;
    m_commitMax = std::max(m_commitMax, m_world.now() - batch.handedAt);
    m_values.committed(*done);
    m_alerts.durable(batch.last);
    for (const scheduler::Effect &effect : batch.effects)
        release(effect);
    flushMessages();
    m_world.wake();
}

void Service::release(const scheduler::Effect &effect)
{
    if (const auto *dispatch = std::get_if<scheduler::Dispatch>(&effect)) {
        if (!m_state.runs[dispatch->attempt.run].plan)
            return; // the run ended long ago
        if (!mayLeaveAtOnce(*dispatch) && !isWanted(*dispatch))
            return;
        if (m_state.workers[dispatch->worker].who.evaluator)
            dispatchToEvaluator(*dispatch);
        else
            dispatchToWorker(*dispatch);
    } else if (const auto *stop = std::get_if<scheduler::StopAttempt>(&effect)) {
        m_world.transport.send(stop->session, wire::CancelAttempt{keyOf(stop->attempt), stop->reason});
    } else if (const auto *acknowledge = std::get_if<scheduler::Acknowledge>(&effect)) {
        wire::ResultAcks &acks = m_acks[acknowledge->session];
        acks.acks.push_back({keyOf(acknowledge->attempt), acknowledge->refused});
        if (acks.acks.size() >= acksAMessage)
            m_world.transport.send(acknowledge->session, std::exchange(acks, {}));
    } else if (const auto *welcome = std::get_if<scheduler::Welcome>(&effect)) {
        if (const auto waits = m_unanswered.find(welcome->session); waits != m_unanswered.end() && --waits->second == 0)
            m_unanswered.erase(waits);
        if (m_givenUp.contains(welcome->session))
            return; // it answers an earlier Hello, and would begin a lease for who is given up next; the Welcome to its last one follows
        m_world.transport.send(welcome->session,
                               wire::Welcome{m_state.epoch, m_settings.lease, m_settings.heartbeat, m_settings.version});
    } else if (const auto *away = std::get_if<scheduler::SendAway>(&effect)) {
        m_unanswered.erase(away->session);
        m_world.transport.send(away->session, wire::Disconnect{away->reason, away->helloAgain});
    } else if (const auto *answer = std::get_if<scheduler::Answer>(&effect)) {
        m_clients.answered(*answer);
    } else if (const auto *noted = std::get_if<scheduler::Noted>(&effect)) {
        m_noted.extract(noted->number).mapped()();
    }
}

void Service::flushMessages()
{
    for (auto &[session, tasks] : std::exchange(m_tasks, {})) // sessions come and go: none is kept
        if (!tasks.tasks.empty())
            m_world.transport.send(session, std::move(tasks));
    for (auto &[session, acks] : std::exchange(m_acks, {}))
        if (!acks.acks.empty())
            m_world.transport.send(session, std::move(acks));
}

Result<Payload> Service::staticParameters(const scheduler::Run &run, scheduler::NodeIndex node)
{
    const std::pair key{run.index, node};
    if (const auto found = m_static.find(key); found != m_static.end())
        return found->second;
    const workflow::Node &drawn = run.plan->workflow.nodes[node];
    auto payload = m_values.keep(drawn.with);
    if (payload) {
        if (m_static.size() > 100'000)
            m_static.clear();
        m_static.emplace(key, *payload);
    }
    return payload;
}

void Service::dispatchToWorker(const scheduler::Dispatch &dispatch)
{
    const scheduler::Run &run = m_state.runs[dispatch.attempt.run];
    const scheduler::NodeIndex node = run.nodeOf(dispatch.attempt.task);
    const workflow::PlanNode &plan = run.planOf(node);
    const SessionId &session = m_state.workers[dispatch.worker].who.session;
    auto with = plan.prepared ? m_values.payload(run.tasks[dispatch.attempt.task].withAt) : staticParameters(run, node);
    if (!with) {
        scheduler::Ended ended;
        ended.session = session;
        ended.attempt = dispatch.attempt;
        ended.outcome = scheduler::Outcome::Failed;
        ended.reason = with.error().message;
        push(std::move(ended));
        return;
    }
    wire::Tasks &tasks = m_tasks[session];
    if (tasks.tasks.empty())
        tasks.tasks.reserve(fewTasks);
    wire::Task &task = tasks.tasks.emplace_back();
    task.key = keyOf(dispatch.attempt);
    task.kind = workflow::infoOf(plan.kind).name;
    task.with = std::move(*with);
    task.timeout = plan.timeout;
    task.run = m_lastRun = run.id;
    task.node = m_lastNode = run.plan->workflow.nodes[node].id;
    task.item = run.itemOf(dispatch.attempt.task);
    if (const scheduler::Lock *lock = m_state.lockOf(run, node))
        task.fence = lock->fence;
    if (tasks.tasks.size() >= tasksAMessage)
        m_world.transport.send(session, std::exchange(tasks, {}));
}

void Service::dispatchToEvaluator(const scheduler::Dispatch &dispatch)
{
    const AttemptName attempt = dispatch.attempt;
    const Instant started = m_world.now();
    const auto done = [this, attempt, started, alive = m_alive](const Result<Value> &result) {
        if (*alive)
            evaluated(attempt, started, result);
    };
    auto prepared = m_evaluations.prepare(m_state, attempt);
    if (prepared)
        m_world.evaluator.evaluate(std::move(prepared->scope), std::move(prepared->job), done);
    else
        done(tl::unexpected(prepared.error()));
}

void Service::evaluated(const AttemptName &attempt, Instant started, const Result<Value> &result)
{
    if (!m_state.runs[attempt.run].plan)
        return; // the run ended long ago
    auto ended = m_evaluations.ended(m_state, attempt, result);
    if (!ended) {
        notKept(ended.error(), [this, attempt, started, result] { evaluated(attempt, started, result); });
        return;
    }
    ended->session = m_evaluatorSession;
    ended->started = started;
    ended->ended = m_world.now();
    push(std::move(*ended));
}

std::optional<Instant> Service::nextWake() const
{
    std::optional<Instant> next = m_nextSample;
    const auto sooner = [&](std::optional<Instant> at) {
        if (at && *at < *next)
            next = at;
    };
    sooner(m_leases.nextEnd());
    if (takesInputs()) // else the timer stays due until it does, and a commit wakes us
        sooner(scheduler::nextTimer(m_state));
    sooner(m_clients.nextFlush());
    if (takesInputs() && m_isInOffice)
        sooner(m_alerts.nextWake());
    if (!m_trouble.empty())
        sooner(m_retryAt);
    if (!m_unkept.empty())
        sooner(m_keepAt);
    return next;
}

} // namespace weftline::service
