// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Whoever begins with a snapshot knows what the one knows who read everything.

#include "engine/service/snapshot.h"

#include <random>

#include "engine/encoding/reader.h"
#include "engine/journal/memory_journal.h"
#include "tests/support/test_main.h"
#include "tests/support/text.h"
#include "tests/unit/scheduler/random_world.h"

using namespace weftline;
using scheduler::Event;
using scheduler::Position;
using weftline::test::q;

namespace {

/// A rule for each metric, that is easily broken.
std::shared_ptr<const workflow::Plan> watched(const workflow::Plan &plan)
{
    workflow::Workflow drawn = plan.workflow;
    for (const workflow::AlertMetricInfo &info : workflow::allAlertMetrics()) {
        workflow::AlertRule rule = workflow::newAlertRule(std::string(info.name), info.metric, info.functions.front(), 0);
        for (workflow::AlertNode &stage : rule.nodes) {
            std::erase_if(stage.with, [](const auto &member) { return member.first == "by" || member.first == "for"; });
            if (stage.kind == workflow::AlertKind::Metric && !info.labels.empty())
                stage.with.emplace_back("by", List{std::string(info.labels.front())});
            if (stage.kind == workflow::AlertKind::Hold)
                stage.with.emplace_back("for", "1s");
        }
        drawn.alerts.push_back(std::move(rule));
    }
    return workflow::compile(std::move(drawn)).value();
}

/// A journal that is written as an engine would, with alerts in it.
class Story
{
public:
    explicit Story(std::uint64_t seed) : m_random(seed) { }

    void tell(Event event)
    {
        event.at = std::max(event.at, m_live.state.now);
        m_live.watch.before(m_live.state, event);
        scheduler::apply(m_live.state, event);
        m_live.fold.apply(m_live.state, event, m_live.state.position);
        m_live.watch.apply(m_live.state, event, m_live.state.position);
        m_row.push_back(std::move(event));
        if (m_random() % 7 == 0)
            endRow();
    }

    void evaluate()
    {
        for (scheduler::AlertChanged &change : m_live.watch.evaluate(m_live.state, m_live.state.now)) {
            m_changes += 1;
            tell({m_live.state.now, std::move(change)});
        }
        if (!m_live.watch.owed().empty() && m_random() % 2 == 0) {
            const alerts::Notice owed = m_live.watch.owed().front();
            tell({m_live.state.now, scheduler::NoticeSent{owed.run, owed.rule, owed.labels, owed.state, owed.change, owed.channel}});
        }
    }

    std::unique_ptr<journal::MemoryJournal> end()
    {
        endRow();
        return std::move(m_journal);
    }

    [[nodiscard]] int changes() const { return m_changes; }

private:
    void endRow()
    {
        if (m_row.empty())
            return;
        m_journal->commit(std::exchange(m_row, {}), [](const Result<Position> &) {});
        m_journal->completeNext();
    }

    std::mt19937_64 m_random;
    service::Replayed m_live;
    std::vector<Event> m_row;
    std::unique_ptr<journal::MemoryJournal> m_journal = journal::openMemoryJournal().value();
    int m_changes = 0;
};

std::unique_ptr<journal::MemoryJournal> journalOf(std::uint64_t seed, int turns, int *changes = nullptr)
{
    test::RandomWorld world(seed);
    (void)world.live(turns);
    Story story(seed);
    std::mt19937_64 random(seed);
    for (Event event : world.events()) {
        if (auto *accepted = std::get_if<scheduler::RunAccepted>(&event.fact))
            accepted->plan = watched(*accepted->plan);
        story.tell(std::move(event));
        if (random() % 20 == 0)
            story.evaluate();
    }
    if (changes)
        *changes += story.changes();
    return story.end();
}

journal::Snapshot snapshotAt(const journal::MemoryJournal &journal, const journal::Row &row)
{
    const Position position = row.first + row.count - 1;
    const auto replayed = service::replay(journal, {.position = position});
    return {journal.headAt(position).value().value(), service::encodeSnapshot(*replayed)};
}

/// What differs, for people.
QString difference(const service::Replayed &left, const service::Replayed &right)
{
    if (left.state != right.state)
        return QStringLiteral("the state");
    for (const Position since : {Position{0}, left.state.position / 2, left.state.position - 1}) {
        if (client::encode(left.fold.engine(left.state, since, left.state.now)) != client::encode(right.fold.engine(right.state, since, right.state.now)))
            return QStringLiteral("the engine's view");
        for (const scheduler::Run &run : left.state.runs)
            if (client::encode(left.fold.run(left.state, run, since)) != client::encode(right.fold.run(right.state, right.state.runs[run.index], since)))
                return QStringLiteral("the view of run %1").arg(run.index);
    }
    // Names, series, windows, the alerts' books and notices: whatever has no comparison of its own.
    return service::encodeSnapshot(left) == service::encodeSnapshot(right) ? QString() : QStringLiteral("the bytes of a snapshot");
}

} // namespace

class SnapshotTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatFollowsAddsUpToTheSame_data()
    {
        QTest::addColumn<int>("seed");
        for (int seed = 0; seed < 40; ++seed)
            QTest::addRow("seed %d", seed) << seed;
    }

    void whatFollowsAddsUpToTheSame()
    {
        QFETCH(int, seed);
        const auto journal = journalOf(static_cast<std::uint64_t>(seed), 200, &m_changes);
        const auto all = service::replay(*journal);
        QVERIFY(all.has_value());
        const std::vector<journal::Row> &rows = journal->durableRows();
        for (std::size_t row = 0; row < rows.size(); row += 1 + rows.size() / 12) {
            const auto opened = service::replayFrom(*journal, snapshotAt(*journal, rows[row]));
            QVERIFY2(opened.has_value(), opened ? "" : opened.error().message.c_str());
            QCOMPARE(q(opened->note), QString());
            QCOMPARE(opened->snapshotAt, rows[row].first + rows[row].count - 1);
            const QString what = difference(*all, opened->replayed);
            QVERIFY2(what.isEmpty(), qPrintable(QStringLiteral("from position %1: %2 differ").arg(opened->snapshotAt).arg(what)));
        }
    }

    /// Else an older snapshot would be taken for a new one. Where the events are others here too, this says nothing: record the sizes anew.
    void hasTheLayoutThatItSays()
    {
        const auto journal = journalOf(0, 200);
        std::size_t events = 0;
        for (const journal::Row &row : journal->durableRows())
            events += row.bytes.size();
        const QString now = QStringLiteral("events %1, snapshot %2, layout%3").arg(events).arg(snapshotAt(*journal, journal->durableRows().back()).body.size())
                                .arg(q(service::snapshotMaker("")));
        QVERIFY2(now == QLatin1String("events 17024, snapshot 8479, layout 3"),
                 qPrintable(now + QStringLiteral(": a snapshot that holds something else for the same events has a new layout (service/snapshot.cpp).")));
    }

    /// The alerts of above were not all asleep.
    void alertsWereAmongIt() { QVERIFY2(m_changes > 500, qPrintable(QString::number(m_changes))); }

    /// More runs than are held, all of one workflow and one that is still to come to its end.
    void oldRunsComeBackWithoutTheirPlans()
    {
        const auto journal = manyRuns(scheduler::finishedRunsKept + 40);
        const auto all = service::replay(*journal);
        const auto opened = service::replayFrom(*journal, snapshotAt(*journal, journal->durableRows().back()));
        QVERIFY(opened && opened->snapshotAt == journal->head().position);
        QCOMPARE(difference(*all, opened->replayed), QString());
        const scheduler::State &state = opened->replayed.state;
        QVERIFY(!state.runs.front().plan && state.runs.front().name == "tiny");
        QVERIFY(state.runs.back().plan && state.runs[state.runs.size() - 2].plan);
        QCOMPARE(q(opened->replayed.fold.names().task(0, 0)), QStringLiteral("only"));
    }

    void aDamagedOneIsNeverTaken()
    {
        const auto journal = journalOf(5, 60);
        const journal::Snapshot snapshot = snapshotAt(*journal, journal->durableRows().back());
        const Bytes whole = journal::encodeSnapshot("me", snapshot);
        QCOMPARE(journal::decodeSnapshot("me", whole).value(), snapshot);
        std::mt19937_64 random(1);
        for (int i = 0; i < 3000; ++i) {
            Bytes bytes = whole;
            const std::size_t at = i < 200 ? static_cast<std::size_t>(i) : random() % bytes.size();
            bytes[at] = static_cast<char>(static_cast<unsigned char>(bytes[at]) ^ (1U << (random() % 8)));
            QVERIFY(!journal::decodeSnapshot("me", bytes).has_value());
            bytes = whole;
            bytes.resize(at);
            QVERIFY(!journal::decodeSnapshot("me", bytes).has_value());
        }
        QVERIFY(journal::decodeSnapshot("you", whole).error().message.find("another version") != std::string::npos);
    }

    /// Bytes that somebody made on purpose, with a right hash: an error or another value, and never more than that.
    void anyBytesAreReadToAnEnd()
    {
        const auto journal = journalOf(6, 60);
        const Bytes body = snapshotAt(*journal, journal->durableRows().back()).body;
        QVERIFY(service::decodeSnapshot(body, *journal).has_value());
        std::mt19937_64 random(2);
        int refused = 0;
        for (int i = 0; i < 2000; ++i) {
            Bytes bytes = body;
            for (std::size_t changes = 1 + random() % 4; changes > 0; --changes)
                bytes[random() % bytes.size()] = static_cast<char>(random());
            if (random() % 4 == 0)
                bytes.resize(random() % bytes.size());
            refused += service::decodeSnapshot(bytes, *journal) ? 0 : 1;
        }
        QVERIFY(refused > 500);
    }

    void onlyThatOfTheJournalIsUsed()
    {
        const auto journal = journalOf(7, 100);
        const auto other = journalOf(8, 100);
        const auto all = service::replay(*journal);
        journal::Snapshot snapshot = snapshotAt(*other, other->durableRows()[other->durableRows().size() / 2]);
        auto opened = service::replayFrom(*journal, snapshot);
        QVERIFY(opened && opened->snapshotAt == 0 && opened->note.find("another journal") != std::string::npos);
        QCOMPARE(difference(*all, opened->replayed), QString());
        snapshot = snapshotAt(*journal, journal->durableRows()[3]);
        snapshot.body = snapshotAt(*journal, journal->durableRows()[4]).body;
        opened = service::replayFrom(*journal, snapshot);
        QVERIFY(opened && opened->snapshotAt == 0 && !opened->note.empty());
        QCOMPARE(difference(*all, opened->replayed), QString());
    }

    void oneBeyondTheEndAskedForIsNotUsed()
    {
        const auto journal = journalOf(9, 100);
        const auto &rows = journal->durableRows();
        const journal::Snapshot snapshot = snapshotAt(*journal, rows[rows.size() / 2]);
        for (const journal::Row &row : rows) {
            const service::ReplayEnd end{.position = row.first};
            const auto opened = service::replayFrom(*journal, snapshot, end);
            QVERIFY(opened.has_value());
            QCOMPARE(opened->snapshotAt, snapshot.head.position <= row.first ? snapshot.head.position : 0);
            QCOMPARE(opened->replayed.state.position, row.first);
            QCOMPARE(difference(*service::replay(*journal, end), opened->replayed), QString());
        }
    }

private:
    static std::unique_ptr<journal::MemoryJournal> manyRuns(std::size_t count)
    {
        workflow::Workflow tiny;
        tiny.name = "tiny";
        tiny.nodes.resize(1);
        tiny.nodes[0].id = "only";
        tiny.nodes[0].disabled = true;
        tiny.nodes[0].with = {{"argv", List{"true"}}};
        const auto plan = workflow::compile(std::move(tiny)).value();
        Story story(1);
        for (std::uint32_t run = 0; run < count; ++run) {
            scheduler::RunAccepted accepted;
            accepted.run = run;
            accepted.id = "run-" + std::to_string(run);
            accepted.plan = plan;
            story.tell({{run + 1}, accepted});
            if (run + 1 == count)
                break;
            scheduler::TaskFinished finished;
            finished.run = run;
            finished.state = scheduler::TaskState::Skipped;
            story.tell({{run + 1}, finished});
            story.tell({{run + 1}, scheduler::RunFinished{run, scheduler::RunState::Succeeded, {}, {}}});
        }
        return story.end();
    }

    int m_changes = 0;
};

WEFTLINE_TEST(SnapshotTest)

#include "tst_snapshot.moc"
