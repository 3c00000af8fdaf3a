// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Rules over a real scheduler's events: what is measured, and what a restarted engine knows of it.

#include "engine/alerts/watch.h"
#include "engine/scheduler/step.h"
#include "tests/support/test_main.h"
#include "tests/support/text.h"

using namespace weftline;
using namespace weftline::alerts;
using namespace std::chrono_literals;
using scheduler::AlertChanged;
using weftline::test::q;
using workflow::AlertMetric;
using workflow::WindowFunction;

namespace {

constexpr Instant begin{1'700'000'000'000'000};

/// A scheduler, the list of its events, and a watch over them.
struct Stage
{
    scheduler::State state;
    scheduler::Sink sink{state};
    Watch watch;
    std::vector<scheduler::Event> journal;

    void input(Instant at, scheduler::Cause cause)
    {
        scheduler::step(state, {at, std::move(cause)}, sink);
        while (const auto placement = scheduler::next(state))
            scheduler::dispatch(state, at, *placement, sink);
        const std::vector<scheduler::Event> events = sink.takeEvents();
        const scheduler::Position first = state.position - events.size() + 1;
        for (std::size_t i = 0; i < events.size(); ++i)
            watch.apply(state, events[i], first + i);
        journal.insert(journal.end(), events.begin(), events.end());
    }

    /// What an evaluation gives; it is journalled.
    std::vector<AlertChanged> evaluate(Instant at)
    {
        std::vector<AlertChanged> changes = watch.evaluate(state, at);
        for (const AlertChanged &changed : changes)
            input(at, scheduler::Note{changed});
        if (changes.empty() && watch.needsSignOfLife(at))
            input(at, scheduler::Note{scheduler::EngineAlive{}});
        return changes;
    }

    void submit(Instant at, workflow::Workflow drawn)
    {
        scheduler::Submit submit;
        submit.id = "R1";
        submit.plan = workflow::compile(std::move(drawn)).value();
        input(at, std::move(submit));
    }

    /// Another engine on the same journal, which takes office at `at`.
    void restart(Instant at)
    {
        Watch fresh;
        scheduler::State replayed;
        for (const scheduler::Event &event : journal) {
            fresh.before(replayed, event);
            scheduler::apply(replayed, event);
            fresh.apply(replayed, event, replayed.position);
        }
        watch = std::move(fresh);
        input(at, scheduler::TakeOffice{state.epoch + 1, "test"});
    }
};

workflow::Node node(std::string id, std::string pool = "default")
{
    workflow::Node out;
    out.id = std::move(id);
    out.with = {{"argv", List{"true"}}};
    out.pool = std::move(pool);
    return out;
}

void set(workflow::AlertRule &rule, workflow::AlertKind kind, std::string_view name, Value value)
{
    for (workflow::AlertNode &stage : rule.nodes)
        if (stage.kind == kind) {
            std::erase_if(stage.with, [&](const auto &member) { return member.first == name; });
            stage.with.emplace_back(name, value);
        }
}

/// No worker is in pool "gpu".
workflow::Workflow lonely(std::string_view holdFor)
{
    workflow::Workflow out;
    out.nodes = {node("train", "gpu")};
    workflow::AlertRule rule = workflow::newAlertRule("nobody", AlertMetric::Workers, WindowFunction::Value, 1);
    set(rule, workflow::AlertKind::Metric, "labels", Object{{"pool", "gpu"}});
    set(rule, workflow::AlertKind::Condition, "is", "below");
    set(rule, workflow::AlertKind::Hold, "for", holdFor);
    out.alerts = {rule};
    return out;
}

scheduler::Greeted worker(std::uint8_t number, std::string pool)
{
    scheduler::Greeted greeted;
    greeted.who.session.bytes[0] = number;
    greeted.who.name = "w" + std::to_string(number);
    greeted.who.pool = std::move(pool);
    greeted.who.kinds = 0xffff'ffff;
    return greeted;
}

scheduler::Ended ended(scheduler::TaskIndex task, std::uint32_t number, scheduler::Outcome outcome, Instant at)
{
    scheduler::Ended out;
    out.session.bytes[0] = 1;
    out.attempt = {0, task, number, 1, scheduler::Purpose::Run};
    out.outcome = outcome;
    out.reason = "because";
    out.started = at - 1s;
    out.ended = at;
    return out;
}

} // namespace

class WatchTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void firesWhenItsHoldIsOver()
    {
        Stage stage;
        stage.input(begin, scheduler::TakeOffice{1, "test"});
        stage.submit(begin, lonely("3s"));
        const auto first = stage.evaluate(begin + 1s);
        QCOMPARE(first.size(), std::size_t{1});
        QVERIFY(first[0].state == AlertState::Pending && first[0].labels == Labels({{"pool", "gpu"}}));
        QVERIFY(stage.evaluate(begin + 2s).empty());
        QVERIFY(stage.evaluate(begin + 3s).empty());
        const auto last = stage.evaluate(begin + 4s + 7ms); // a timer is late
        QCOMPARE(last.size(), std::size_t{1});
        QVERIFY(last[0].state == AlertState::Firing);
        QCOMPARE(stage.watch.owed().size(), std::size_t{1});
        QCOMPARE(q(stage.watch.owed()[0].channel), q("desktop"));
        stage.input(begin + 5s, scheduler::Note{scheduler::NoticeSent{0, "nobody", last[0].labels, AlertState::Firing,
                                                                      stage.watch.owed()[0].change, "desktop"}});
        QVERIFY(stage.watch.owed().empty());
        stage.input(begin + 6s, worker(2, "gpu"));
        const auto over = stage.evaluate(begin + 7s);
        QCOMPARE(over.size(), std::size_t{1});
        QVERIFY(over[0].state == AlertState::Resolved);
        QCOMPARE(stage.watch.owed().size(), std::size_t{1});
    }

    void neitherForgetsNorHurriesWhenItsEngineWasAway()
    {
        Stage stage;
        stage.input(begin, scheduler::TakeOffice{1, "test"});
        stage.submit(begin, lonely("10s"));
        for (int s = 1; s <= 6; ++s)
            (void)stage.evaluate(begin + 1s * s); // pending from 1, so that 5 of 10 seconds are over
        stage.restart(begin + 6s + 1h);
        int fired = 0;
        for (int s = 1; s <= 8 && fired == 0; ++s)
            if (const auto changes = stage.evaluate(begin + 6s + 1h + 1s * s); !changes.empty()) {
                QVERIFY(changes[0].state == AlertState::Firing);
                fired = s;
            }
        QCOMPARE(fired, 5);
        const scheduler::Position change = stage.watch.owed().front().change;
        stage.restart(begin + 3h); // before anybody was told
        QCOMPARE(stage.watch.owed().size(), std::size_t{1});
        QCOMPARE(stage.watch.owed().front().change, change);
        QVERIFY(stage.evaluate(begin + 3h + 1s).empty());
    }

    void showsThatItsEngineLivesWhileAnAlertsTimeRuns()
    {
        Stage stage;
        stage.input(begin, scheduler::TakeOffice{1, "test"});
        stage.submit(begin, lonely("10s"));
        (void)stage.evaluate(begin + 1s + 300ms);
        for (int s = 2; s <= 6; ++s) { // at times a little early, at times a little late
            const std::size_t before = stage.journal.size();
            (void)stage.evaluate(begin + 1s * s + (s % 2 == 0 ? 9ms : 1ms));
            QCOMPARE(stage.journal.size(), before + 1);
            QVERIFY(std::holds_alternative<scheduler::EngineAlive>(stage.journal.back().fact));
        }
    }

    void beginsNothingWhenItsRunHasEnded()
    {
        Stage stage;
        stage.input(begin, scheduler::TakeOffice{1, "test"});
        workflow::Workflow drawn = lonely("0s");
        stage.submit(begin, drawn);
        QCOMPARE(stage.evaluate(begin + 1s).size(), std::size_t{1});
        stage.input(begin + 2s, scheduler::Cancel{{}, "R1"});
        QVERIFY(stage.state.runs[0].state == scheduler::RunState::Cancelled);
        QVERIFY(stage.evaluate(begin + 3s).empty()); // it fires on
        QVERIFY(stage.watch.isWatching());
        const auto over = stage.evaluate(begin + 2s + watchedAfterEnd);
        QCOMPARE(over.size(), std::size_t{1});
        QVERIFY(over[0].state == AlertState::Resolved);
        QVERIFY(!stage.watch.isWatching());
    }

    void doesNotWatchRulesThatAreNotEnabled()
    {
        Stage stage;
        stage.input(begin, scheduler::TakeOffice{1, "test"});
        QVERIFY(!stage.watch.isWatching());
        workflow::Workflow drawn = lonely("0s");
        drawn.alerts[0].enabled = false;
        stage.submit(begin, drawn);
        QVERIFY(!stage.watch.isWatching());
        QVERIFY(stage.watch.evaluate(stage.state, begin + 1s).empty());
    }

    void measures_data()
    {
        QTest::addColumn<int>("metric");
        QTest::addColumn<int>("function");
        QTest::addColumn<QString>("by");
        QTest::addColumn<double>("value");
        QTest::addColumn<QString>("label");
        const auto row = [](const char *name, AlertMetric metric, WindowFunction function, const char *by, double value, const char *label = "") {
            QTest::newRow(name) << static_cast<int>(metric) << static_cast<int>(function) << q(by) << value << q(label);
        };
        row("one of two attempts failed", AlertMetric::ErrorRate, WindowFunction::Average, "", 0.5);
        row("all of node a failed", AlertMetric::ErrorRate, WindowFunction::Rate, "node", 1, "a");
        row("one task finished", AlertMetric::Throughput, WindowFunction::Sum, "", 1);
        row("it took two seconds from ready to finished", AlertMetric::Latency, WindowFunction::Max, "", 2000);
        row("one attempt is made again", AlertMetric::Retries, WindowFunction::Sum, "", 1);
        row("two tasks have no slot", AlertMetric::Queue, WindowFunction::Value, "", 2);
        row("one attempt runs for three seconds", AlertMetric::Running, WindowFunction::Max, "", 3);
        row("one worker is there", AlertMetric::Workers, WindowFunction::Average, "", 1);
        row("one slot is used", AlertMetric::SlotsUsed, WindowFunction::Min, "worker", 1, "w1");
    }

    void measures()
    {
        QFETCH(int, metric);
        QFETCH(int, function);
        QFETCH(QString, by);
        QFETCH(double, value);
        QFETCH(QString, label);
        workflow::Workflow drawn;
        drawn.nodes = {node("a"), node("b"), node("c"), node("d")};
        drawn.nodes[0].retry.max = 1;
        drawn.nodes[0].retry.jitter = false;
        workflow::AlertRule rule = workflow::newAlertRule("r", static_cast<AlertMetric>(metric), static_cast<WindowFunction>(function), -1);
        if (!by.isEmpty())
            set(rule, workflow::AlertKind::Metric, "by", List{by.toStdString()});
        drawn.alerts = {rule};
        Stage stage;
        stage.input(begin, scheduler::TakeOffice{1, "test"});
        stage.submit(begin, std::move(drawn));
        stage.input(begin, worker(1, "default")); // with one slot
        (void)stage.evaluate(begin);
        stage.input(begin + 1s, ended(0, 1, scheduler::Outcome::Failed, begin + 1s));
        (void)stage.evaluate(begin + 1s);
        stage.input(begin + 2s, ended(1, 1, scheduler::Outcome::Succeeded, begin + 2s));
        (void)stage.evaluate(begin + 2s);
        scheduler::Started started{};
        started.session.bytes[0] = 1;
        started.attempt = {0, 2, 1, 1, scheduler::Purpose::Run};
        stage.input(begin + 3s, started);
        stage.input(begin + 3s, scheduler::TimePassed{}); // a is ready again, and c has the slot
        for (int s = 3; s <= 6; ++s)
            (void)stage.evaluate(begin + 1s * s);
        const Labels labels = label.isEmpty() ? Labels{} : Labels{{by.toStdString(), label.toStdString()}};
        const std::optional<double> last = stage.watch.valueOf(0, "r", labels);
        QVERIFY(last.has_value());
        QCOMPARE(*last, value);
    }
};

WEFTLINE_TEST(WatchTest)

#include "tst_watch.moc"
