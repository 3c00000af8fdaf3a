// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What is old leaves a journal, and nothing is known less.

#include <QtCore/QTemporaryDir>

#include "engine/journal/archive.h"
#include "engine/journal/backup.h"
#include "engine/journal/checked_reader.h"
#include "engine/journal/file_reader.h"
#include "engine/journal/sqlite_journal.h"
#include "engine/journal/verify.h"
#include "engine/scheduler/step.h"
#include "engine/service/retention.h"
#include "engine/service/snapshot.h"
#include "tests/support/test_main.h"
#include "tests/support/text.h"

using namespace weftline;
using namespace std::chrono_literals;
using journal::Head;
using journal::Position;
using weftline::test::q;

namespace {

constexpr const char *programVersion = "test";
constexpr int retainedRuns = 300; ///< One every twelve hours: five months.
const Instant firstDay = parseRfc3339("2026-01-01T00:00:00Z").value();
const Instant lastDay = firstDay + 12h * retainedRuns;

workflow::Workflow twoNodes(bool isSkipped)
{
    workflow::Workflow out;
    out.name = "tiny";
    for (const char *id : {"one", "two"}) {
        workflow::Node node;
        node.id = id;
        node.disabled = isSkipped;
        node.with = {{"argv", List{"true"}}};
        out.nodes.push_back(node);
    }
    return out;
}

/// As an engine would have: `stuck` is the run that never ends.
void writeRuns(const std::filesystem::path &file, int stuck = -1)
{
    auto written = journal::openSqliteJournal(file, {.post = [](const std::function<void()> &) {}, .waits = {}, .trusted = {}}).value();
    scheduler::State state;
    scheduler::Sink sink(state);
    const auto skipped = workflow::compile(twoNodes(true)).value();
    const auto waits = workflow::compile(twoNodes(false)).value();
    scheduler::step(state, {firstDay, scheduler::TakeOffice{1, programVersion}}, sink);
    for (int run = 0; run < retainedRuns; ++run) {
        scheduler::Submit submit;
        submit.id = "run-" + std::to_string(run);
        submit.plan = run == stuck ? waits : skipped;
        scheduler::step(state, {firstDay + 12h * run, std::move(submit)}, sink);
        written->commit(sink.takeEvents(), [](const Result<Position> &) {});
        sink.clear();
    }
}

struct Whole
{
    service::Replayed replayed;
    std::vector<scheduler::Event> events;
};

/// All of it, without any snapshot.
Result<Whole> readAll(const std::filesystem::path &file)
{
    const auto reader = journal::openReader(file);
    if (!reader)
        return tl::unexpected(reader.error());
    auto replayed = service::replay(**reader);
    if (!replayed)
        return tl::unexpected(replayed.error());
    auto events = (*reader)->readAfter(0, 1'000'000);
    if (!events)
        return tl::unexpected(events.error());
    return Whole{std::move(*replayed), std::move(*events)};
}

Bytes snapshotOf(const service::Replayed &replayed) { return service::encodeSnapshot(replayed); }

Result<service::ArchivedJournal> archived(const std::filesystem::path &file, service::Retention retention = {})
{
    return service::archiveJournal(file, programVersion, retention, lastDay);
}

} // namespace

class RetentionTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatIsOldGoesAndIsStillFound()
    {
        writeRuns(file());
        const Whole before = readAll(file()).value();
        const auto moved = archived(file());
        QVERIFY2(moved.has_value(), moved ? "" : moved.error().message.c_str());
        const scheduler::State &state = before.replayed.state;
        for (const scheduler::Run &run : state.runs) { // the last 60 ended in the last 30 days; 64 are held
            const bool isGone = run.acceptedPosition <= moved->upTo.position;
            QCOMPARE(isGone, run.index < retainedRuns - scheduler::finishedRunsKept);
        }
        QCOMPARE(moved->events, moved->upTo.position);
        std::vector<std::string> months;
        for (const auto &part : moved->files)
            months.push_back(part.filename().string());
        QCOMPARE(months, (std::vector<std::string>{"2026-01.journal", "2026-02.journal", "2026-03.journal", "2026-04.journal"}));

        const Whole after = readAll(file()).value();
        QVERIFY(after.events == before.events);
        QVERIFY(snapshotOf(after.replayed) == snapshotOf(before.replayed));
        const auto reader = journal::openCheckedReader(file(), {}).value();
        const auto opened = service::replayFrom(*reader.journal, std::nullopt, {}, service::snapshotMaker(programVersion));
        QVERIFY(opened && opened->baseAt == moved->upTo.position && opened->snapshotAt == 0);
        QVERIFY(snapshotOf(opened->replayed) == snapshotOf(before.replayed));
        QVERIFY(journal::verify(file()).value().ok);
        for (const auto &part : moved->files)
            QVERIFY2(journal::verify(part).value().ok, part.c_str());
        QCOMPARE(archived(file())->upTo.position, Position{0}); // there is nothing more
    }

    void anEngineGoesOnWithIt()
    {
        writeRuns(file());
        const Head last = journal::openCheckedReader(file(), {}).value().end;
        const Position upTo = archived(file())->upTo.position;
        {
            const auto opened = open();
            QVERIFY2(opened.has_value(), opened ? "" : opened.error().message.c_str());
            QCOMPARE((*opened)->head(), last);
            QCOMPARE((*opened)->base().position, upTo);
            QVERIFY(std::holds_alternative<scheduler::EngineStarted>((*opened)->read(1)->fact));
            (*opened)->commit({{lastDay, scheduler::EngineStarted{2, programVersion}}}, [](const Result<Position> &) {});
        }
        QVERIFY(journal::verify(file()).value().ok);
        QCOMPARE(readAll(file())->replayed.state.position, last.position + 1);
        const auto later = service::archiveJournal(file(), programVersion, {.older = 1h, .keep = 0}, lastDay + 24h * 365);
        QVERIFY(later && later->upTo.position == 0); // the rest is held
    }

    void aRunThatIsNotOverKeepsWhatFollowsIt()
    {
        writeRuns(file(), 100);
        const auto moved = archived(file());
        QVERIFY(moved.has_value());
        const scheduler::State state = readAll(file())->replayed.state;
        QVERIFY(state.runs[100].state == scheduler::RunState::Running);
        QVERIFY(moved->upTo.position < state.runs[100].acceptedPosition);
        QVERIFY(moved->upTo.position >= state.runs[99].acceptedPosition);
    }

    void whatIsTooMuchGoesEarlier()
    {
        writeRuns(file());
        const auto young = archived(file(), {.older = 24h * 365, .keep = 1'000'000'000});
        QVERIFY(young && young->upTo.position == 0);
        const auto moved = archived(file(), {.older = 24h * 365, .keep = 60'000});
        QVERIFY(moved && moved->upTo.position > 0);
        const auto all = journal::openReader(file()).value();
        std::uint64_t bytes = 0;
        const auto rows = journal::SqliteFile::open(file(), journal::SqliteFile::Use::Look).value();
        for (auto row = rows.rowAt(moved->upTo.position + 1).value(); row; row = rows.rowAfter(row->first).value())
            bytes += row->bytes.size();
        QVERIFY2(bytes >= 50'000 && bytes <= 62'000, std::to_string(bytes).c_str());
    }

    /// Killed when the copies were on the disk and the journal was not cut yet; some of it had been copied even earlier.
    void aKillInBetweenDoublesNothing()
    {
        writeRuns(file());
        const Whole before = readAll(file()).value();
        const auto reader = journal::openCheckedReader(file(), {}).value();
        const Head early = endOf(*reader.journal, 200);
        QVERIFY(journal::copyToArchives(file(), early).has_value());
        QVERIFY(readAll(file())->events == before.events);
        QVERIFY(journal::copyToArchives(file(), endOf(*reader.journal, 400)).has_value());
        const auto moved = archived(file());
        QVERIFY(moved && moved->events < moved->upTo.position);
        QVERIFY(readAll(file())->events == before.events);
        QVERIFY(journal::verify(file()).value().ok);
    }

    void archivesOfAnotherJournalAreNotMixedUp()
    {
        writeRuns(file(), 5);
        const auto reader = journal::openCheckedReader(file(), {}).value();
        QVERIFY(journal::copyToArchives(file(), endOf(*reader.journal, 200)).has_value());
        const std::filesystem::path other = file().string() + "-other";
        writeRuns(other);
        std::filesystem::create_directories(other.string() + ".d");
        std::filesystem::copy(journal::archiveFolderOf(file()), journal::archiveFolderOf(other), std::filesystem::copy_options::recursive);
        const auto refused = archived(other);
        QVERIFY(!refused.has_value());
        QVERIFY2(refused.error().message.find("another journal") != std::string::npos, refused.error().message.c_str());
        QVERIFY(journal::verify(other).value().ok); // it is as it was
        QVERIFY(readAll(other).has_value());
    }

    /// They may lie elsewhere: what is in the journal goes on, and what is not says where it is.
    void withoutItsArchivesItSaysWhatIsMissing()
    {
        writeRuns(file());
        const Whole before = readAll(file()).value();
        const Position upTo = archived(file())->upTo.position;
        const std::filesystem::path folder = journal::archiveFolderOf(file());
        std::filesystem::rename(folder, folder.string() + "-away");
        {
            const auto opened = open();
            QVERIFY2(opened.has_value(), opened ? "" : opened.error().message.c_str());
            const auto from = service::replayFrom(**opened, std::nullopt, {}, service::snapshotMaker(programVersion));
            QVERIFY(from && from->baseAt == upTo);
            QVERIFY(snapshotOf(from->replayed) == snapshotOf(before.replayed));
            const auto old = (*opened)->read(3);
            QVERIFY(!old.has_value());
            QVERIFY2(old.error().message.find(folder.string()) != std::string::npos, old.error().message.c_str());
            const auto another = service::replayFrom(**opened, std::nullopt, {}, service::snapshotMaker("other")); // cannot read what was left
            QVERIFY(!another.has_value());
            QVERIFY2(another.error().message.find(folder.string()) != std::string::npos, another.error().message.c_str());
        }
        const auto partial = journal::verify(file()).value();
        QVERIFY(partial.ok && !partial.notes.empty());
        QCOMPARE(partial.head.position, before.replayed.state.position);
        QCOMPARE(partial.events, before.replayed.state.position - upTo);
        std::filesystem::rename(folder.string() + "-away", folder);
        const auto opened = open();
        const auto another = service::replayFrom(**opened, std::nullopt, {}, service::snapshotMaker("other"));
        QVERIFY(another && another->baseAt == 0 && snapshotOf(another->replayed) == snapshotOf(before.replayed));
    }

    void theBeginningOfAMonthMayLieElsewhere()
    {
        writeRuns(file());
        const Whole before = readAll(file()).value();
        const std::filesystem::path folder = journal::archiveFolderOf(file());
        QVERIFY(archived(file(), {.older = 24h * 80, .keep = 1'000'000'000}).has_value()); // until the middle of March
        std::filesystem::rename(folder, folder.string() + "-away");
        const auto rest = archived(file());
        QVERIFY2(rest.has_value(), rest ? "" : rest.error().message.c_str());
        QVERIFY(rest->upTo.position > 0 && !readAll(file()).has_value());
        for (const auto &part : std::filesystem::directory_iterator(folder.string() + "-away")) {
            QVERIFY(!std::filesystem::exists(folder / part.path().filename()));
            std::filesystem::rename(part.path(), folder / part.path().filename());
        }
        QVERIFY(readAll(file())->events == before.events);
        QVERIFY(journal::verify(file()).value().ok);
    }

    void aCopyHasItsArchivesToo()
    {
        writeRuns(file());
        const Whole before = readAll(file()).value();
        QVERIFY(archived(file()).has_value());
        const std::filesystem::path copy = file().string() + "-copy";
        QVERIFY(journal::backUp(file(), copy).has_value());
        QVERIFY(readAll(copy)->events == before.events);
        QVERIFY(journal::verify(copy).value().ok);
    }

private:
    [[nodiscard]] std::filesystem::path file() const { return m_folder.path().toStdString() + "/" + QTest::currentTestFunction(); }

    Result<std::unique_ptr<journal::Journal>> open() const
    {
        return journal::openSqliteJournal(file(), {.post = [](const std::function<void()> &) {}, .waits = {}, .trusted = {}});
    }

    /// The end of the first row behind `position`.
    static Head endOf(const journal::Reader &reader, Position position)
    {
        for (;; ++position)
            if (const auto head = reader.headAt(position).value())
                return *head;
    }

    QTemporaryDir m_folder;
};

WEFTLINE_TEST(RetentionTest)

#include "tst_retention.moc"
