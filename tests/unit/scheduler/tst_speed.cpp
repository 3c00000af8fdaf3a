// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// How long the scheduler alone takes for a task, and how much it remembers of one. Prints both; fails only when it is out of
// all proportion, because the machine may be busy.

#include "tests/support/test_main.h"

#include <chrono>
#include <deque>

#include "engine/scheduler/step.h"
#include "tests/support/scheduler/checks.h"

using namespace weftline;
using namespace weftline::scheduler;

namespace {

constexpr std::uint8_t evaluatorSession = 255;
constexpr std::size_t batch = 256;

using Stopwatch = std::chrono::steady_clock;

double nanoseconds(Stopwatch::duration elapsed, std::uint32_t tasks)
{
    return std::chrono::duration<double, std::nano>(elapsed).count() / tasks;
}

SessionId session(std::uint8_t number)
{
    SessionId id;
    id.bytes.fill(number);
    return id;
}

/// One node that does nothing, mapped over a list, on four workers.
class Rig
{
public:
    explicit Rig(std::uint8_t workers = 4)
    {
        put(TakeOffice{1, "1.0"});
        for (std::uint8_t w = 0; w <= workers; ++w) {
            Greeted greeted;
            greeted.who.session = session(w == workers ? evaluatorSession : w);
            greeted.who.pool = "default";
            greeted.who.kinds = 1U << static_cast<unsigned>(workflow::Kind::Empty);
            greeted.who.evaluator = w == workers;
            put(greeted);
        }
        workflow::Workflow flow;
        workflow::Node &node = flow.nodes.emplace_back();
        node.id = "nothing";
        node.kind = workflow::Kind::Empty;
        node.map = "${params.list}";
        put(Submit{{}, "bench", 1, workflow::compile(flow).value(), {}});
        place();
    }

    void expand(std::uint32_t count)
    {
        Ended list;
        list.session = session(evaluatorSession);
        list.attempt = {0, 0, 1, 1, Purpose::Expand};
        list.count = count;
        put(list);
    }

    void put(Cause cause) { step(state, {{++m_at}, std::move(cause)}, sink); }
    void place()
    {
        while (const auto placement = next(state))
            dispatch(state, {++m_at}, *placement, sink);
    }

    State state;
    Sink sink{state};

private:
    std::int64_t m_at = 0;
};

} // namespace

class SchedulerSpeedTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void tasksThatDoNothing_data()
    {
        QTest::addColumn<quint32>("count");
        QTest::addColumn<int>("workers");
        QTest::newRow("a million on 4 workers") << 1'000'000U << 4;
        QTest::newRow("some on 200 workers") << 200'000U << 200;
    }

    void tasksThatDoNothing()
    {
        QFETCH(quint32, count);
        QFETCH(int, workers);
        Rig rig(static_cast<std::uint8_t>(workers));
        rig.sink.clear();
        rig.expand(count);
        Stopwatch::duration placing{0};
        Stopwatch::duration ending{0};
        std::deque<Dispatch> held;
        std::uint32_t ended = 0;
        std::uint32_t turns = 0;
        while (rig.state.runs[0].state == RunState::Running && ++turns < count) {
            const auto begun = Stopwatch::now();
            rig.place();
            const auto placed = Stopwatch::now();
            placing += placed - begun;
            for (const Effect &effect : rig.sink.effects())
                if (const auto *dispatched = std::get_if<Dispatch>(&effect))
                    held.push_back(*dispatched);
            rig.sink.clear();
            std::vector<Ended> results;
            for (std::size_t i = 0; i < batch && !held.empty(); ++i, held.pop_front()) {
                Ended &result = results.emplace_back();
                result.session = session(static_cast<std::uint8_t>(held.front().worker));
                result.attempt = held.front().attempt;
            }
            const auto begunResults = Stopwatch::now();
            for (Ended &result : results)
                rig.put(std::move(result));
            ending += Stopwatch::now() - begunResults;
            ended += static_cast<std::uint32_t>(results.size());
        }
        QCOMPARE(ended, count);
        QCOMPARE(rig.state.runs[0].state, RunState::Succeeded);
        const double perTask = nanoseconds(placing, count) + nanoseconds(ending, count);
        qInfo("next+dispatch %.0f ns, step of its result %.0f ns: %.0f ns a task, or %.2f million tasks a second",
              nanoseconds(placing, count), nanoseconds(ending, count), perTask, 1000 / perTask);
        QVERIFY(perTask < 20'000);
    }

    void aWideGraphAndItsCancel()
    {
        constexpr std::uint32_t count = 100'000;
        workflow::Workflow flow;
        for (std::uint32_t n = 0; n <= count; ++n) {
            workflow::Node &node = flow.nodes.emplace_back();
            node.id = std::to_string(n);
            node.kind = workflow::Kind::Empty;
            if (n > 0)
                flow.edges.push_back({"0", "out", node.id, "in", workflow::EdgeCondition::Success, {}});
        }
        Rig rig;
        rig.put(Submit{{}, "wide", 1, workflow::compile(flow).value(), {}});
        rig.place();
        Ended root;
        root.session = session(0);
        root.attempt = {1, 0, 1, 1, Purpose::Run};
        const auto begun = Stopwatch::now();
        rig.put(root);
        rig.place();
        const auto opened = Stopwatch::now();
        rig.put(Cancel{{}, "wide"});
        const auto cancelled = Stopwatch::now();
        qInfo("opening a node %.0f ns, cancelling it %.0f ns", nanoseconds(opened - begun, count), nanoseconds(cancelled - opened, count));
        const TaskCounts counts = rig.state.runs[1].totals();
        const std::uint32_t inFlight = counts[static_cast<std::size_t>(TaskState::Dispatched)];
        QCOMPARE(counts[static_cast<std::size_t>(TaskState::Succeeded)], 1U);
        QCOMPARE(counts[static_cast<std::size_t>(TaskState::Cancelled)] + inFlight, count);
        QVERIFY(nanoseconds(cancelled - begun, count) < 50'000);
    }

    void replayIsFasterThanLife()
    {
        constexpr std::uint32_t count = 200'000;
        Rig rig;
        rig.expand(count);
        std::size_t read = 0;
        while (rig.state.runs[0].state == RunState::Running) {
            rig.place();
            QVERIFY(read < rig.sink.effects().size());
            for (const std::size_t end = rig.sink.effects().size(); read < end; ++read) {
                const auto *dispatched = std::get_if<Dispatch>(&rig.sink.effects()[read]);
                if (!dispatched || dispatched->attempt.purpose != Purpose::Run)
                    continue;
                Ended result;
                result.session = session(static_cast<std::uint8_t>(dispatched->worker));
                result.attempt = dispatched->attempt;
                rig.put(std::move(result));
            }
        }
        const auto begun = Stopwatch::now();
        const State again = test::replayed(rig.sink.events());
        const double perEvent = nanoseconds(Stopwatch::now() - begun, static_cast<std::uint32_t>(rig.sink.events().size()));
        qInfo("apply %.0f ns an event; an event takes %zu bytes in memory, an effect %zu", perEvent, sizeof(Event), sizeof(Effect));
        QVERIFY(again == rig.state);
        QVERIFY(perEvent < 10'000);
    }

    void aPendingTaskTakesLittleMemory()
    {
        constexpr std::uint32_t count = 1'000'000;
        Rig rig;
        rig.expand(count);
        rig.place();
        const Run &run = rig.state.runs[0];
        const std::size_t bytes = run.tasks.capacity() * sizeof(Task) + run.nodes.capacity() * sizeof(NodeState)
            + run.expansions.capacity() * sizeof(run.expansions[0]) + rig.state.attempts.capacity() * sizeof(Attempt);
        qInfo("%.1f bytes of state a pending task, %zu more while it is in flight", double(bytes) / count, sizeof(Attempt));
        QVERIFY(bytes / count <= 200);
    }
};

WEFTLINE_TEST(SchedulerSpeedTest)

#include "tst_speed.moc"
