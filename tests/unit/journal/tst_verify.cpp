// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <QtCore/QTemporaryDir>

#include "engine/journal/memory_journal.h"
#include "engine/journal/sqlite_journal.h"
#include "engine/journal/verify.h"
#include "tests/support/test_main.h"
#include "tests/unit/journal/by_sqlite.h"
#include "tests/unit/journal/events.h"
#include "tests/unit/scheduler/random_world.h"


#include <chrono>
#include <fstream>

using namespace weftline;
using namespace weftline::journal;
using scheduler::Event;

namespace {

/// A journal in memory with a row for each commit.
std::vector<Row> rowsOf(const std::vector<std::vector<Event>> &commits)
{
    const auto journal = openMemoryJournal().value();
    for (const auto &events : commits) {
        journal->commit(events, [](const Result<Position> &) {});
        journal->completeNext();
    }
    return journal->durableRows();
}

VerifyReport verifyAll(const std::vector<Row> &rows)
{
    return verifyRows([&, next = std::size_t{0}]() mutable -> Result<std::optional<Row>> {
        return next < rows.size() ? std::optional(rows[next++]) : std::nullopt;
    });
}

std::string firstProblem(const VerifyReport &report)
{
    return report.problems.empty() ? std::string() : report.problems.front();
}

/// Writes smallRun(): 30 events in 28 rows.
void writeJournal(const std::filesystem::path &file)
{
    test::Loop loop;
    const auto journal = openSqliteJournal(file, {loop.post()});
    for (const auto &events : test::commitsOf(test::smallRun()))
        QVERIFY(test::commitAndWait(loop, **journal, events).has_value());
}

} // namespace

class VerifyTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aGoodJournalIsCounted();
    void whateverTheSchedulerDoesIsContent();
    void damageIsNamedWithRowAndPosition_data();
    void damageIsNamedWithRowAndPosition();
    void aWrongCountOfFreePagesNamesThePage();
    void aFileCutShortSaysWhereItEnds();
    void filesThatAreNoJournalOfThisVersionAreRefused();
    void anEventTwiceIsNoticed();
    void aMissingEventIsNoticed();
    void measuresVerifying();

private:
    [[nodiscard]] std::filesystem::path file() const
    {
        return m_folder.path().toStdString() + "/" + QTest::currentTestFunction()
            + (QTest::currentDataTag() ? std::to_string(qHash(QByteArray(QTest::currentDataTag()))) : "");
    }

    QTemporaryDir m_folder;
};

void VerifyTest::aGoodJournalIsCounted()
{
    writeJournal(file());
    const auto report = verify(file());
    QVERIFY(report.has_value());
    QVERIFY2(report->ok, firstProblem(*report).c_str());
    QCOMPARE(report->records, std::uint64_t{28});
    QCOMPARE(report->events, test::smallRun().size());
    QCOMPARE(report->runs, std::uint64_t{1});
    QCOMPARE(report->head.position, test::smallRun().size());
    QCOMPARE(report->head, openReader(file()).value()->head());
    const Value json = toValue(*report);
    QCOMPARE(*json.find("by_type")->find("task_finished")->asInt(), 4);
    QCOMPARE(*json.find("ok")->asBool(), true);
    QCOMPARE(json.find("head")->find("hash")->asString()->size(), std::size_t{64});
}

void VerifyTest::whateverTheSchedulerDoesIsContent()
{
    std::uint64_t events = 0;
    for (std::uint64_t seed = 1; seed <= 200; ++seed) {
        test::RandomWorld world(seed);
        QCOMPARE(world.live(150), std::string());
        const VerifyReport report = verifyAll(rowsOf({world.events()}));
        QVERIFY2(report.ok,
                 qPrintable(QStringLiteral("seed %1: %2").arg(seed).arg(QString::fromStdString(firstProblem(report)))));
        events += report.events;
    }
    qInfo("%llu events", static_cast<unsigned long long>(events));
    QVERIFY(events > 10'000);
}

void VerifyTest::damageIsNamedWithRowAndPosition_data()
{
    QTest::addColumn<QString>("sql");
    QTest::addColumn<QStringList>("named"); // what the problems begin with
    const QString bytes = QStringLiteral("UPDATE commits SET bytes = %1 WHERE first = 7");

    QTest::newRow("a flipped bit")
        << bytes.arg(QStringLiteral("CAST(substr(bytes, 1, 8) || x'7f' || substr(bytes, 10) AS BLOB)"))
        << QStringList{QStringLiteral("Row 7, position 7: its bytes and its hash do not agree")};
    QTest::newRow("a truncated row") << bytes.arg(QStringLiteral("substr(bytes, 1, length(bytes) - 1)"))
                                     << QStringList{
                                            QStringLiteral("Row 7, position 7: its bytes and its hash do not agree")};
    QTest::newRow("an emptied row") << bytes.arg(
        QStringLiteral("x''")) << QStringList{QStringLiteral("Row 7, position 7: its bytes and its hash do not agree")};
    QTest::newRow("a missing row") << QStringLiteral("DELETE FROM commits WHERE first = 7")
                                   << QStringList{
                                          QStringLiteral("Row 7, position 8: positions 7 to 7 are missing before it")};
    QTest::newRow("a missing first row") << QStringLiteral("DELETE FROM commits WHERE first = 1")
                                         << QStringList{QStringLiteral(
                                                "Row 1, position 2: positions 1 to 1 are missing before it")};
    QTest::newRow("a doubled row")
        << QStringLiteral("INSERT INTO commits SELECT 100, count, bytes, hash FROM commits WHERE first = 7")
        << QStringList{QStringLiteral("Row 29, position 100: positions 31 to 99 are missing")};
    QTest::newRow("a row before the first")
        << QStringLiteral("INSERT INTO commits SELECT -3, count, bytes, hash FROM commits WHERE first = 7")
        << QStringList{QStringLiteral("Row 1, position ")};
    QTest::newRow("two rows in each other's place")
        << QStringLiteral("CREATE TABLE t AS SELECT * FROM commits WHERE first IN (7, 8); DELETE FROM commits WHERE "
                          "first IN (7, 8);"
                          "INSERT INTO commits SELECT 15 - first, count, bytes, hash FROM t; DROP TABLE t")
        << QStringList{QStringLiteral("Row 7, position 7: its bytes and its hash do not agree"),
                       QStringLiteral("Row 8, position 8: its bytes and its hash do not agree")};
    QTest::newRow("a wrong count")
        << QStringLiteral("UPDATE commits SET count = 2 WHERE first = 7")
        << QStringList{QStringLiteral("Row 7, position 7: it says that it holds 2 events"),
                       QStringLiteral("Row 8, position 8: it begins at position 8, which an earlier row holds")};
    QTest::newRow("another hash") << QStringLiteral("UPDATE commits SET hash = zeroblob(32) WHERE first = 7")
                                  << QStringList{
                                         QStringLiteral("Row 7, position 7: its bytes and its hash do not agree"),
                                         QStringLiteral("Row 8, position 8: its bytes and its hash do not agree")};
    QTest::newRow("a hash that is none") << QStringLiteral(
        "UPDATE commits SET hash = 'x', bytes = 17, count = 'y' WHERE first = 7")
                                         << QStringList{QStringLiteral("Row 7, position 7: ")};
}

void VerifyTest::damageIsNamedWithRowAndPosition()
{
    QFETCH(QString, sql);
    QFETCH(QStringList, named);
    writeJournal(file());
    test::execute(file(), sql.toStdString());
    const auto report = verify(file());
    QVERIFY(report.has_value());
    QVERIFY(!report->ok);
    for (qsizetype i = 0; i < named.size(); ++i) {
        QVERIFY(report->problems.size() > static_cast<std::size_t>(i));
        const auto said = QString::fromStdString(report->problems[static_cast<std::size_t>(i)]);
        QVERIFY2(said.startsWith(named[i]), qPrintable(said));
    }
    test::Loop loop;
    const auto opened = openSqliteJournal(file(), {loop.post()});
    QVERIFY(!opened.has_value());
    QCOMPARE(opened.error().code, ErrorCode::Corrupt);
    QVERIFY2(opened.error().message.find("weft verify") != std::string::npos, opened.error().message.c_str());
}

/// SQLite's check says what is wrong with the list, and not that the count of it stands in the file's first page.
void VerifyTest::aWrongCountOfFreePagesNamesThePage()
{
    constexpr qint64 countAt = 39; // the lowest byte, in SQLite's file format
    writeJournal(file());
    QFile changed(QString::fromStdString(file().string()));
    QVERIFY(changed.open(QIODevice::ReadWrite) && changed.seek(countAt) && changed.putChar(1));
    changed.close();
    const auto report = verify(file());
    QVERIFY(report.has_value());
    QVERIFY(!report->ok);
    QCOMPARE(firstProblem(*report), std::string("The file is damaged: Page 1: Main freelist: size is 0 but should be 1."));
}

void VerifyTest::aFileCutShortSaysWhereItEnds()
{
    {
        test::Loop loop;
        const auto journal = openSqliteJournal(file(), {loop.post()});
        const auto events = test::smallRun();
        QVERIFY(test::commitAndWait(loop, **journal, events).has_value());
        for (int i = 0; i < 300; ++i)
            QVERIFY(test::commitAndWait(loop, **journal,
                                        {{events.back().at, scheduler::CommandReceived{"me", std::string(1000, 'x')}}})
                        .has_value());
    }
    std::filesystem::resize_file(file(), std::filesystem::file_size(file()) / 2);
    const auto report = verify(file());
    QVERIFY(report.has_value());
    QVERIFY(!report->ok);
    const std::string said = firstProblem(*report);
    QVERIFY2(said.starts_with("The file ends at position " + std::to_string(report->head.position) + ", 2026-02-02T"),
             said.c_str());
    QVERIFY(report->head.position >= 28 && report->head.position < 300);
    test::Loop loop;
    QCOMPARE(openSqliteJournal(file(), {loop.post()}).error().code, ErrorCode::Corrupt);
}

void VerifyTest::filesThatAreNoJournalOfThisVersionAreRefused()
{
    test::Loop loop;
    const auto refusal = [&](const std::filesystem::path &path) {
        const auto opened = openSqliteJournal(path, {loop.post()});
        const auto verified = verify(path);
        if (opened || verified || opened.error().message != verified.error().message)
            return std::string("not refused alike: ") + (opened ? "" : opened.error().message);
        return opened.error().message;
    };
    const std::string folder = m_folder.path().toStdString();
    writeJournal(folder + "/newer");
    test::execute(folder + "/newer", "UPDATE meta SET value = 3");
    QVERIFY2(refusal(folder + "/newer").find("has format 3; this program knows format 2") != std::string::npos,
             refusal(folder + "/newer").c_str());
    std::ofstream(folder + "/text") << std::string(5000, 'x');
    QVERIFY2(refusal(folder + "/text").find("is not a journal of Weftline") != std::string::npos,
             refusal(folder + "/text").c_str());
    test::execute(folder + "/other", "CREATE TABLE songs(title)");
    QVERIFY2(refusal(folder + "/other").find("is not a journal of Weftline") != std::string::npos,
             refusal(folder + "/other").c_str());
    test::execute(folder + "/half", "CREATE TABLE meta(key, value); INSERT INTO meta VALUES('format', 1)");
    QVERIFY2(!refusal(folder + "/half").starts_with("not refused"), refusal(folder + "/half").c_str());
    std::ofstream(folder + "/empty");
    QVERIFY(!verify(folder + "/empty").has_value());
    QVERIFY(!verify(folder + "/absent").has_value());
    QVERIFY(!std::filesystem::exists(folder + "/absent"));
}

void VerifyTest::anEventTwiceIsNoticed()
{
    const auto events = test::smallRun();
    QVERIFY2(verifyAll(rowsOf(test::commitsOf(events))).ok, firstProblem(verifyAll(rowsOf(test::commitsOf(events)))).c_str());
    for (std::size_t i = 0; i < events.size(); ++i) {
        if (std::holds_alternative<scheduler::ResultRefused>(events[i].fact))
            continue; // may come as often as it is offered
        auto twice = events;
        twice.insert(twice.begin() + static_cast<std::ptrdiff_t>(i), events[i]);
        const VerifyReport report = verifyAll(rowsOf({twice}));
        QVERIFY2(!report.ok, std::to_string(i).c_str());
        const std::string where = "Row 1, position 1: event " + std::to_string(i + 2) + ", "
            + std::string(scheduler::typeName(events[i].fact));
        QVERIFY2(firstProblem(report).starts_with(where), firstProblem(report).c_str());
    }
}

void VerifyTest::aMissingEventIsNoticed()
{
    const auto events = test::smallRun();
    for (std::size_t i = 0; i + 1 < events.size(); ++i) {
        const scheduler::Fact &fact = events[i].fact;
        const bool mayBeMissing = std::holds_alternative<scheduler::ResultRefused>(fact)
            || std::holds_alternative<scheduler::AttemptStarted>(fact)
            || std::holds_alternative<scheduler::WorkerSuspect>(fact)
            || std::holds_alternative<scheduler::WorkerLost>(fact);
        auto fewer = events;
        fewer.erase(fewer.begin() + static_cast<std::ptrdiff_t>(i));
        const VerifyReport report = verifyAll(rowsOf(test::commitsOf(fewer)));
        QVERIFY2(report.ok == mayBeMissing, (std::to_string(i) + ": " + firstProblem(report)).c_str());
    }
}

void VerifyTest::measuresVerifying()
{
    auto events = test::smallRun();
    events.resize(5); // the engine, workers and the run
    Instant at = events.back().at;
    const auto add = [&](scheduler::Fact fact) { events.push_back({at.us += 3, std::move(fact)}); };
    const auto finish = [&](scheduler::TaskIndex task) {
        add(scheduler::AttemptDispatched{0, task, 1, 1, scheduler::Purpose::Run});
        add(scheduler::AttemptStarted{0, task, 1, 1, 5000});
        scheduler::TaskFinished finished;
        finished.task = task;
        finished.number = 1;
        finished.worker = 1;
        add(finished);
    };
    finish(0);
    constexpr scheduler::TaskIndex tasks = 200'000;
    add(scheduler::AttemptDispatched{0, 1, 1, 0, scheduler::Purpose::Expand});
    add(scheduler::NodeExpanded{0, 1, 3, tasks, {}});
    for (scheduler::TaskIndex task = 3; task < 3 + tasks; ++task)
        finish(task);
    std::vector<std::vector<Event>> commits;
    for (std::size_t i = 0; i < events.size(); i += 1000)
        commits.emplace_back(events.begin() + static_cast<std::ptrdiff_t>(i),
                             events.begin() + static_cast<std::ptrdiff_t>(std::min(events.size(), i + 1000)));
    const auto rows = rowsOf(commits);
    const auto begin = std::chrono::steady_clock::now();
    const VerifyReport report = verifyAll(rows);
    const double s = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
    QVERIFY2(report.ok, firstProblem(report).c_str());
    QCOMPARE(report.byType[12], std::uint64_t{tasks + 1});
    qInfo("%.2f million events/s verified", static_cast<double>(report.events) / 1e6 / s);
}

WEFTLINE_TEST(VerifyTest)

#include "tst_verify.moc"
