// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "engine/client/updates.h"

#include <cmath>
#include <limits>

#include "tests/support/test_main.h"

using namespace weftline;
using namespace weftline::client;

namespace {

SessionId sessionOf(std::uint8_t byte)
{
    SessionId session;
    session.bytes.fill(byte);
    return session;
}

EngineUpdate engineUpdate()
{
    EngineUpdate update;
    update.header.position = 1U << 20U;
    update.header.at = {1'700'000'000'000'000};
    update.header.epoch = 3;
    update.header.version = "0.1";
    update.header.trouble = "The disk is full.";
    update.header.queue = 12;
    update.header.tasksPerSecond = 1.5;
    update.header.errorRate = 0.25;
    update.header.p99 = 17;
    update.header.role = Role::Operator;
    update.header.address = "weft://lab:5570/?key=…";
    update.header.accessChange = 21;
    update.workers.push_back({2, sessionOf(9), "lab-7", "gpu", "lab", 4711, 4, 3, WorkerState::Suspect, "lease", {5}, true, true, 0.5, 1, 2, Duration{3}});
    RunSummary run;
    run.index = 4;
    run.id = "01J";
    run.name = "License words";
    run.by = "ada";
    run.state = RunState::Cancelled;
    run.reason = "because";
    run.acceptedAt = {1};
    run.finishedAt = {2};
    run.counts = {1, 2, 3, 4, 5, 6, 7, 8, 9};
    run.attempts = 10;
    run.retries = 11;
    run.refused = 12;
    run.workersLost = 13;
    update.runs.push_back(run);
    update.goneWorkers = {1, 7};
    update.goneRuns = {0};
    return update;
}

RunUpdate runUpdate()
{
    RunUpdate update;
    update.summary = engineUpdate().runs[0];
    update.latency = {5, 1, 2, 3, 4};
    update.attemptsDropped = 6;
    update.workflow = Value(Object{{"weft", 1}, {"name", "x"}});
    update.parameters = {{"folder", "/tmp"}, {"n", 2}};
    NodeView node;
    node.index = 1;
    node.counts = {9, 8, 7, 6, 5, 4, 3, 2, 1};
    node.isExpanded = false;
    node.held = "No worker.";
    node.reason = "It failed.";
    node.retries = 2;
    node.losses = 3;
    node.meanRun = Duration{77};
    node.use = {700, 112, 1'000'000};
    update.nodes.push_back(node);
    update.attempts.push_back({8, 1, 2, 3, 4, 5, AttemptState::TimedOut, {1}, {2}, {3}, "late", {1, 2, 3}});
    update.points.push_back({{3'000'000}, 1, 2, 3, 0.5, 1.5, 2.5, 3.5});
    return update;
}

} // namespace

class UpdatesTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void comeBackAsTheyWere()
    {
        const auto engine = decodeEngineUpdate(encode(engineUpdate()));
        QVERIFY(engine.has_value());
        EngineView left;
        EngineView right;
        apply(left, engineUpdate(), true);
        apply(right, *engine, true);
        QVERIFY(left == right);
        QVERIFY(engine->goneWorkers == engineUpdate().goneWorkers && engine->goneRuns == engineUpdate().goneRuns);

        const auto run = decodeRunUpdate(encode(runUpdate()));
        QVERIFY(run.has_value());
        RunView one;
        RunView two;
        apply(one, runUpdate(), true);
        apply(two, *run, true);
        QVERIFY(one == two);
        QCOMPARE(two.nodes.size(), std::size_t{2}); // by index, the first was not named
    }

    void carryWhatWasNotMeasured()
    {
        EngineUpdate update;
        update.header.p99 = std::numeric_limits<double>::quiet_NaN();
        const auto engine = decodeEngineUpdate(encode(update));
        QVERIFY(engine && std::isnan(engine->header.p99));
    }

    void areRefusedWhereverTheyAreCut()
    {
        for (const Bytes &whole : {encode(engineUpdate()), encode(runUpdate())})
            for (std::size_t size = 0; size < whole.size(); ++size) {
                const BytesView cut = BytesView(whole).substr(0, size);
                QVERIFY(!decodeEngineUpdate(cut));
                QVERIFY(!decodeRunUpdate(cut));
            }
        QVERIFY(!decodeRunUpdate(encode(engineUpdate())));
        QVERIFY(!decodeEngineUpdate(encode(runUpdate())));
    }

    void areRefusedWithSomethingBehindThem()
    {
        QVERIFY(!decodeEngineUpdate(encode(engineUpdate()) + Bytes("\xc0")));
        QVERIFY(!decodeRunUpdate(encode(runUpdate()) + Bytes("\xc0")));
    }

    void survivesEveryFlippedByte()
    {
        for (const Bytes &whole : {encode(engineUpdate()), encode(runUpdate())})
            for (std::size_t at = 0; at < whole.size(); ++at)
                for (const int flip : {0x01, 0x80, 0xff}) {
                    Bytes bytes = whole;
                    bytes[at] = static_cast<char>(bytes[at] ^ flip);
                    if (const auto run = decodeRunUpdate(bytes)) {
                        RunView view;
                        apply(view, *run, true); // whatever it says now, it is bounded
                        QVERIFY(view.nodes.size() <= 1'000'000);
                    }
                    if (const auto engine = decodeEngineUpdate(bytes)) {
                        EngineView view;
                        apply(view, *engine, true);
                    }
                }
    }

    void changeOnlyWhatTheyName()
    {
        RunView view;
        QVERIFY(apply(view, runUpdate(), true).isSnapshot);
        RunUpdate delta;
        delta.summary = view.summary;
        delta.summary.attempts = 99;
        delta.nodes.resize(1);
        delta.nodes[0].index = 0;
        const RunChange change = apply(view, delta, false);
        QVERIFY(change.summary && !change.isSnapshot && change.nodes == std::vector<std::uint32_t>{0});
        QVERIFY(change.attempts.empty() && change.points.empty());
        QVERIFY(view.nodes[1] == runUpdate().nodes[0]);
        QVERIFY(view.workflow == *runUpdate().workflow && view.parameters == runUpdate().parameters);
        QCOMPARE(view.attempts.size(), std::size_t{1});

        EngineView engine;
        apply(engine, engineUpdate(), true);
        EngineUpdate gone;
        gone.goneWorkers = {2};
        apply(engine, gone, false);
        QVERIFY(engine.workers.empty());
        QCOMPARE(engine.runs.size(), std::size_t{1});
        apply(engine, EngineUpdate{}, true);
        QVERIFY(engine.runs.empty());
    }

    void keepTheNewestAttempts()
    {
        RunView view;
        RunUpdate update;
        for (std::uint64_t id = 1; id <= attemptsShownMax + 10; ++id) {
            update.attempts.emplace_back();
            update.attempts.back().id = id;
        }
        apply(view, update, true);
        QCOMPARE(view.attempts.size(), attemptsShownMax);
        QCOMPARE(view.attempts.begin()->first, std::uint64_t{11});
    }
};

WEFTLINE_TEST(UpdatesTest)

#include "tst_updates.moc"
