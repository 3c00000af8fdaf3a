// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/unit/journal/events.h"

#include <QtCore/QtGlobal>

#include <condition_variable>
#include <deque>
#include <limits>
#include <mutex>

namespace weftline::test {

using namespace scheduler;

namespace {

struct Chance
{
    std::mt19937_64 &random;

    std::uint64_t below(std::uint64_t end) { return std::uniform_int_distribution<std::uint64_t>(0, end - 1)(random); }
    bool coin() { return below(2) == 0; }
    std::uint64_t u64() { return random() >> below(64); }
    std::int64_t i64() { return static_cast<std::int64_t>(u64()); }
    std::uint32_t u32() { return below(20) == 0 ? none : static_cast<std::uint32_t>(random() >> (32 + below(32))); }
    Duration duration() { return Duration{i64()}; }
    double number() { return static_cast<double>(i64()) / 1024; }

    std::string text()
    {
        std::string text(below(8) == 0 ? below(100'000) : below(40), '\0');
        for (char &c : text)
            c = static_cast<char>(below(256));
        return text;
    }

    SessionId session()
    {
        SessionId id;
        for (std::uint8_t &byte : id.bytes)
            byte = static_cast<std::uint8_t>(below(256));
        return id;
    }

    Payload payload()
    {
        if (below(3) == 0)
            return {};
        if (coin())
            return Payload::of(text());
        Payload stored;
        stored.stored.emplace();
        for (std::uint8_t &byte : stored.stored->bytes)
            byte = static_cast<std::uint8_t>(below(256));
        stored.size = u64();
        return stored;
    }

    ModelUse use() { return coin() ? ModelUse{} : ModelUse{u64(), u64(), u64()}; }

    template <typename Enum>
    Enum code(std::uint64_t count)
    {
        return static_cast<Enum>(below(count));
    }

    AttemptName name() { return {u32(), u32(), u32(), u32(), code<Purpose>(purposeCount)}; }
};

Fact randomFact(Chance &c, std::size_t type)
{
    switch (type) {
    case 0:
        return EngineStarted{c.u32(), c.text()};
    case 1:
        return RunAccepted{c.u32(),
                           c.text(),
                           c.text(),
                           c.u64(),
                           smallPlan(),
                           Object{{"folder", Value(c.text())},
                                  {"n", Value(c.i64())},
                                  {"list", Value(List{Value(c.number()), Value()})}},
                           c.u32(),
                           c.coin() ? std::vector<NodeIndex>{} : std::vector<NodeIndex>{c.u32(), c.u32()}};
    case 2:
        return RunCancelRequested{c.u32(), c.text()};
    case 3:
        return RunFinished{c.u32(), c.code<RunState>(runStateCount), c.text(), c.payload()};
    case 4:
        return NodeExpanded{c.u32(), c.u32(), c.u32(), c.u32(), c.payload()};
    case 5:
        return TaskPrepared{c.u32(), c.u32(), c.u32(), c.payload()};
    case 6:
        return AttemptDispatched{c.u32(), c.u32(), c.u32(), c.u32(), c.code<Purpose>(purposeCount)};
    case 7:
        return AttemptStarted{c.u32(), c.u32(), c.u32(), c.u32(), c.i64()};
    case 8:
        return AttemptFailed{c.u32(),      c.u32(),  c.u32(),  c.u32(), c.code<Outcome>(outcomeCount),
                             c.duration(), c.text(), {c.i64()}, c.use()};
    case 9:
        return RetryReleased{c.u32(), c.u32()};
    case 10:
        return AttemptLost{c.u32(), c.u32(), c.u32(), c.u32(), c.code<Purpose>(purposeCount), c.coin()};
    case 11:
        return AttemptAdopted{c.u32(), c.u32(), c.u32(), c.u32(), c.u32()};
    case 12:
        return TaskFinished{c.u32(),      c.u32(),      c.u32(),      c.u32(),      c.code<TaskState>(taskStateCount),
                            c.duration(), c.duration(), c.duration(), c.duration(), c.payload(),
                            c.text(),     c.use()};
    case 13:
        return WorkerJoined{c.u32(), c.session(), c.text(), c.text(), c.text(),
                            c.i64(), c.u32(),     c.u32(),  c.coin(), c.coin()};
    case 14:
        return WorkerSuspect{c.u32()};
    case 15:
        return WorkerReturned{c.u32()};
    case 16:
        return WorkerDraining{c.u32()};
    case 17:
        return WorkerLost{c.u32(), c.code<NoticedBy>(noticedByCount), c.text()};
    case 18:
        return ResultRefused{c.name(), c.session(), c.text()};
    case 19:
        return ResultOfferedAgain{c.name(), c.u32()};
    case 20:
        return CommandReceived{c.text(), c.text()};
    case 21:
        return Sampled{c.u32(), c.number(), c.i64(), c.duration(), c.duration(), c.duration()};
    case 22:
        return AlertChanged{c.u32(), c.text(), {{c.text(), c.text()}}, c.code<AlertState>(alertStateCount), c.coin(), c.number(), c.text()};
    case 23:
        return NoticeSent{c.u32(), c.text(), {}, c.code<AlertState>(alertStateCount), c.u64(), c.text()};
    case 24:
        return NoticeFailed{c.u32(), c.text(), {{"node", c.text()}}, c.code<AlertState>(alertStateCount), c.u64(), c.text(), c.text()};
    case 25:
        return EngineAlive{};
    case 26:
        return BranchTaken{c.u32(), c.u32(), c.u32()};
    default:
        return DelayStarted{c.u32(), c.u32(), c.u32(), {c.i64()}, c.payload()};
    }
}

workflow::Node node(std::string id, std::string map = {})
{
    workflow::Node node;
    node.id = std::move(id);
    node.map = std::move(map);
    node.with = Object{{"argv", Value(List{Value("true")})}, {"output", Value("lines")}};
    node.retry.max = 2;
    return node;
}

Fact joined(WorkerIndex index, const char *name, std::uint8_t session)
{
    WorkerJoined worker;
    worker.worker = index;
    worker.session.bytes[0] = session;
    worker.name = name;
    worker.pool = "default";
    worker.host = "here";
    worker.pid = 1000 + index;
    worker.kinds = 0xff;
    worker.evaluator = index == 0;
    worker.local = true;
    return worker;
}

TaskFinished finished(TaskIndex task, std::uint32_t number, WorkerIndex worker)
{
    TaskFinished f;
    f.task = task;
    f.number = number;
    f.worker = worker;
    f.waited = Duration{100};
    f.ran = Duration{2000};
    f.output = Payload::of("\xa5"
                           "value");
    return f;
}

} // namespace

std::shared_ptr<const workflow::Plan> smallPlan()
{
    static const std::shared_ptr<const workflow::Plan> plan = [] {
        workflow::Workflow drawing;
        drawing.name = "small";
        drawing.nodes = {node("list"), node("count", "${list.output}"), node("total")};
        for (const auto &[from, to] : {std::pair{"list", "count"}, std::pair{"count", "total"}}) {
            workflow::Edge edge;
            edge.from = from;
            edge.to = to;
            drawing.edges.push_back(edge);
        }
        auto compiled = workflow::compile(std::move(drawing));
        if (!compiled)
            qFatal("%s", compiled.error().message.c_str());
        return *compiled;
    }();
    return plan;
}

Event randomEvent(std::mt19937_64 &random, std::size_t type, Instant at)
{
    Chance chance{random};
    return {at, randomFact(chance, type)};
}

std::vector<Event> randomEvents(std::uint64_t seed, std::size_t count)
{
    std::mt19937_64 random(seed);
    std::vector<Event> events;
    Instant at{1'770'000'000'000'000};
    for (std::size_t i = 0; i < count; ++i) {
        at.us += static_cast<std::int64_t>(random() >> (34 + random() % 30));
        events.push_back(randomEvent(random, random() % std::variant_size_v<Fact>, at));
    }
    return events;
}

std::vector<Event> manyTasks(std::uint32_t tasks)
{
    std::vector<Event> events;
    events.reserve(std::size_t{tasks} * 3);
    Instant at{1'770'000'000'000'000};
    for (std::uint32_t t = 0; t < tasks; ++t) {
        at.us += 3;
        events.push_back({at, AttemptDispatched{0, t + 3, 1, t % 4 + 1, Purpose::Run}});
        events.push_back({at, AttemptStarted{0, t + 3, 1, t % 4 + 1, 40'000 + t % 4}});
        TaskFinished f = finished(t + 3, 1, t % 4 + 1);
        f.waited = Duration{50'000 + t % 1000};
        f.dispatching = Duration{90};
        f.returned = Duration{70};
        events.push_back({at, std::move(f)});
    }
    return events;
}

std::vector<Event> smallRun()
{
    std::vector<Event> events;
    Instant at{1'770'000'000'000'000};
    const auto add = [&](Fact fact) {
        at.us += 1000;
        events.push_back({at, std::move(fact)});
    };
    add(EngineStarted{1, "0.1"});
    add(joined(0, "evaluator", 9));
    add(joined(1, "w1", 1));
    add(joined(2, "w2", 2));
    add(RunAccepted{0, "run-a", "me", 7, smallPlan(), {}, none, {}});
    add(AttemptDispatched{0, 0, 1, 1, Purpose::Run});
    add(AttemptStarted{0, 0, 1, 1, 5001});
    add(finished(0, 1, 1));
    add(AttemptDispatched{0, 1, 1, 0, Purpose::Expand});
    add(NodeExpanded{0, 1, 3, 2, Payload::of("\x92\x01\x02")});
    for (const TaskIndex t : {3U, 4U}) {
        add(AttemptDispatched{0, t, 1, 1, Purpose::Run});
        add(AttemptStarted{0, t, 1, 1, 5000 + t});
    }
    add(WorkerSuspect{1});
    add(WorkerLost{1, NoticedBy::Exit, {}});
    add(AttemptLost{0, 3, 1, 1, Purpose::Run, true});
    add(AttemptLost{0, 4, 1, 1, Purpose::Run, true});
    add(AttemptDispatched{0, 3, 2, 2, Purpose::Run});
    add(AttemptStarted{0, 3, 2, 2, 6003});
    add(AttemptFailed{0, 3, 2, 2, Outcome::Failed, Duration{10}, "It failed.", at + Duration{1000}, {}});
    add(RetryReleased{0, 3});
    add(AttemptDispatched{0, 3, 3, 2, Purpose::Run});
    add(finished(3, 3, 2));
    add(AttemptDispatched{0, 4, 2, 2, Purpose::Run});
    add(finished(4, 2, 2));
    add(ResultRefused{{0, 4, 1, 1, Purpose::Run}, SessionId{{1}}, "its worker was taken for lost"});
    add(AttemptDispatched{0, 2, 1, 2, Purpose::Run});
    add(finished(2, 1, 2));
    add(RunFinished{0, RunState::Succeeded, {}, {}});
    return events;
}

std::vector<std::vector<Event>> commitsOf(const std::vector<Event> &events)
{
    std::vector<std::vector<Event>> commits;
    for (const Event &event : events) {
        if (commits.empty() || !std::holds_alternative<scheduler::AttemptLost>(event.fact))
            commits.emplace_back();
        commits.back().push_back(event);
    }
    return commits;
}

struct Loop::Queue
{
    std::mutex mutex;
    std::condition_variable wake;
    std::deque<std::function<void()>> calls;
};

std::function<void(std::function<void()>)> Loop::post()
{
    if (!m_queue)
        m_queue = std::make_shared<Queue>();
    return [queue = m_queue](std::function<void()> call) {
        {
            const std::scoped_lock lock(queue->mutex);
            queue->calls.push_back(std::move(call));
        }
        queue->wake.notify_one();
    };
}

bool Loop::runUntil(const std::function<bool()> &isTrue)
{
    const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(30);
    while (!isTrue()) {
        std::function<void()> call;
        {
            std::unique_lock lock(m_queue->mutex);
            if (!m_queue->wake.wait_until(lock, end, [&] { return !m_queue->calls.empty(); }))
                return false;
            call = std::move(m_queue->calls.front());
            m_queue->calls.pop_front();
        }
        call();
    }
    return true;
}

Result<journal::Position> commitAndWait(Loop &loop, journal::Journal &journal, std::vector<Event> events)
{
    Result<journal::Position> result = failure(ErrorCode::Cancelled, "no answer");
    bool isDone = false;
    journal.commit(std::move(events), [&](Result<journal::Position> r) {
        result = std::move(r);
        isDone = true;
    });
    loop.runUntil([&] { return isDone; });
    return result;
}

} // namespace weftline::test
