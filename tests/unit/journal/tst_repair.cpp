// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Journals that ended badly: what verify() says of them, what repair() keeps, and copies made in time.

#include <QtCore/QTemporaryDir>

#include "engine/journal/archive.h"
#include "engine/journal/backup.h"
#include "engine/journal/log_scan.h"
#include "engine/journal/position_file.h"
#include "engine/journal/repair.h"
#include "engine/journal/sqlite_journal.h"
#include "tests/support/test_main.h"
#include "tests/unit/journal/by_sqlite.h"
#include "tests/unit/journal/events.h"

#include <fstream>
#include <sstream>

using namespace weftline;
using namespace weftline::journal;
using scheduler::Event;
namespace fs = std::filesystem;

namespace {

constexpr std::size_t frameSize = 24 + 4096; ///< Of the write-ahead log.

std::string contentOf(const fs::path &file)
{
    std::ostringstream content;
    content << std::ifstream(file, std::ios::binary).rdbuf();
    return content.str();
}

void write(const fs::path &file, const std::string &content)
{
    std::ofstream(file, std::ios::binary | std::ios::trunc) << content;
}

std::string allOf(const std::vector<std::string> &sentences)
{
    std::string all;
    for (const std::string &sentence : sentences)
        all += sentence + '\n';
    return all;
}

bool says(const std::vector<std::string> &sentences, std::string_view what)
{
    return allOf(sentences).find(what) != std::string::npos;
}

} // namespace

class RepairTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_events = test::smallRun(); }
    void theEndIsNoted();
    void everyBitOfTheNoteCounts();
    void aShorterJournalIsALoss();
    void anotherJournalInItsPlaceIsNoticed();
    void aTornTailIsNoDamage();
    void damageBeforeTheTailOfTheLogIsNamed();
    void whatTheChainVouchesForIsKept();
    void aCutFileKeepsWhatCanBeRead();
    void behindItsArchiveAJournalIsRepairedToo();
    void nothingIsDoneWhereNothingIsDamaged();
    void aCopyIsMadeWhileAnEngineWrites();
    void noCopyReplacesAnything();

private:
    [[nodiscard]] fs::path file() const { return m_folder.path().toStdString() + "/" + QTest::currentTestFunction(); }

    /// A journal, and its clean end.
    [[nodiscard]] fs::path written() const
    {
        test::Loop loop;
        const auto journal = openSqliteJournal(file(), {loop.post()});
        for (const auto &events : test::commitsOf(m_events))
            (void)test::commitAndWait(loop, **journal, events);
        return file();
    }

    /// The same, as it lies there when its engine is killed: with its log.
    [[nodiscard]] fs::path killed() const
    {
        test::Loop loop;
        const fs::path living = file().string() + ".living";
        const auto journal = openSqliteJournal(living, {loop.post()});
        for (const auto &events : test::commitsOf(m_events))
            (void)test::commitAndWait(loop, **journal, events);
        fs::copy_file(living, file());
        fs::copy_file(living.string() + "-wal", file().string() + "-wal");
        return file();
    }

    [[nodiscard]] bool opens() const
    {
        test::Loop loop;
        return openSqliteJournal(file(), {loop.post()}).has_value();
    }

    QTemporaryDir m_folder;
    std::vector<Event> m_events;
};

void RepairTest::theEndIsNoted()
{
    test::Loop loop;
    const auto journal = openSqliteJournal(file(), {loop.post()});
    QVERIFY(!notedPosition(file()).value());
    QVERIFY(test::commitAndWait(loop, **journal, m_events).has_value());
    QTRY_VERIFY(notedPosition(file()).value() == (*journal)->head()); // also while nothing happens
    QCOMPARE((*journal)->head().position, m_events.size());
    fs::remove(file().string() + ".position");
    const auto same = file().string() + ".same";
    notePosition(same, (*journal)->head());
    QCOMPARE(notedPosition(same).value().value(), (*journal)->head());
}

void RepairTest::everyBitOfTheNoteCounts()
{
    const fs::path noted = written().string() + ".position";
    const std::string good = contentOf(noted);
    QVERIFY(good.size() > 100);
    for (std::size_t bit = 0; bit < good.size() * 8; ++bit) {
        std::string bad = good;
        bad[bit / 8] = static_cast<char>(bad[bit / 8] ^ (1 << (bit % 8)));
        write(noted, bad);
        QCOMPARE(notedPosition(file()).error().code, ErrorCode::Corrupt);
    }
    const auto report = verify(file());
    QVERIFY(report->ok); // the journal itself is whole
    QVERIFY2(says(report->notes, ".position\" is damaged"), allOf(report->notes).c_str());
    QVERIFY(opens());
    QCOMPARE(contentOf(noted), good);
}

void RepairTest::aShorterJournalIsALoss()
{
    test::execute(written(), "DELETE FROM commits WHERE first > 20");
    const auto report = verify(file());
    QVERIFY(!report->ok);
    QCOMPARE(report->head.position, std::uint64_t{20});
    QVERIFY2(says(report->problems, "it ends at position 20, 2026-02-02T"), allOf(report->problems).c_str());
    QVERIFY2(says(report->problems, "the last 10 events are lost"), allOf(report->problems).c_str());
    test::Loop loop;
    const auto refused = openSqliteJournal(file(), {loop.post()});
    QCOMPARE(refused.error().code, ErrorCode::Corrupt);
    QVERIFY2(refused.error().message.find("the last 10 events are lost") != std::string::npos, refused.error().message.c_str());
    const auto repaired = repair(file());
    QVERIFY(repaired.has_value());
    QCOMPARE(repaired->kept.position, std::uint64_t{20});
    QVERIFY(repaired->damaged.empty()); // there was nothing to change in it
    QVERIFY2(says(repaired->said, "10 events are lost"), allOf(repaired->said).c_str());
    QVERIFY(verify(file())->ok);
    QVERIFY(opens());
}

void RepairTest::anotherJournalInItsPlaceIsNoticed()
{
    const std::string noted = contentOf(written().string() + ".position");
    fs::remove(file());
    fs::remove(file().string() + ".position");
    m_events.back().fact = scheduler::CommandReceived{"me", "something else"};
    (void)written();
    write(file().string() + ".position", noted);
    const auto report = verify(file());
    QVERIFY(!report->ok);
    QVERIFY2(says(report->problems, "are others than those"), allOf(report->problems).c_str());
    QVERIFY(!opens());
    QVERIFY(repair(file()).has_value());
    QVERIFY(opens());
}

void RepairTest::aTornTailIsNoDamage()
{
    const fs::path log = killed().string() + "-wal";
    const auto whole = scanLog(file());
    QVERIFY(whole->frames > 0 && whole->framesBehind == 0 && !whole->hasLost);
    QCOMPARE(verify(file())->head.position, m_events.size());
    std::string content = contentOf(log);
    QVERIFY(content.size() > 32 + whole->frames * frameSize); // zeroes are kept behind it
    const std::size_t end = 32 + whole->frames * frameSize;
    content.replace(end - 1000, 1000, 1000, '\0');
    write(log, content);

    const auto torn = scanLog(file());
    QVERIFY(torn->frames < whole->frames);
    QVERIFY(torn->framesBehind > 0 && !torn->hasLost);
    const auto report = verify(file());
    QVERIFY2(report->ok, allOf(report->problems).c_str());
    QVERIFY(report->hasTornTail);
    QCOMPARE(report->head.position, m_events.size() - 1);
    QCOMPARE(contentOf(log), content); // looking changes nothing
    const auto repaired = repair(file());
    QVERIFY2(says(repaired->said, "Dropped: the commit that was being written"), allOf(repaired->said).c_str());
    QCOMPARE(repaired->kept.position, m_events.size() - 1);
    QVERIFY(!verify(file())->hasTornTail);
    QVERIFY(opens());
}

void RepairTest::damageBeforeTheTailOfTheLogIsNamed()
{
    const fs::path log = killed().string() + "-wal";
    const auto whole = scanLog(file());
    std::string content = contentOf(log);
    const std::uint64_t frame = whole->frames / 2;
    content[32 + frame * frameSize + 2000] ^= 4;
    write(log, content);
    const std::string before = contentOf(file());

    const auto report = verify(file());
    QVERIFY(!report->ok);
    QVERIFY2(says(report->problems, "damaged in frame " + std::to_string(frame + 1) + ", which holds page "),
             allOf(report->problems).c_str());
    QVERIFY(report->head.position < m_events.size());
    test::Loop loop;
    const auto refused = openSqliteJournal(file(), {loop.post()});
    QCOMPARE(refused.error().code, ErrorCode::Corrupt);
    QVERIFY2(refused.error().message.find("--repair") != std::string::npos, refused.error().message.c_str());
    QCOMPARE(contentOf(log), content);
    QCOMPARE(contentOf(file()), before);

    const auto repaired = repair(file());
    QVERIFY(repaired.has_value());
    QCOMPARE(repaired->kept.position, report->head.position);
    QCOMPARE(contentOf(repaired->damaged.string() + "-wal"), content);
    QVERIFY(verify(file())->ok);
    QVERIFY(opens());

    content[3] ^= 1; // its very beginning
    write(log, content);
    QVERIFY2(says(verify(file())->problems, "the beginning of the write-ahead log is damaged"),
             allOf(verify(file())->problems).c_str());
}

void RepairTest::whatTheChainVouchesForIsKept()
{
    test::execute(written(), "UPDATE commits SET bytes = substr(bytes, 1, length(bytes) - 1) WHERE first = 7");
    const std::string damaged = contentOf(file());
    const auto repaired = repair(file());
    QVERIFY2(repaired.has_value(), repaired ? "" : repaired.error().message.c_str());
    QCOMPARE(repaired->kept.position, std::uint64_t{6});
    QCOMPARE(repaired->rowsDropped, test::commitsOf(m_events).size() - 6);
    QCOMPARE(repaired->eventsDropped, m_events.size() - 6);
    QVERIFY2(says(repaired->said, "Row 7, position 7"), allOf(repaired->said).c_str());
    QCOMPARE(contentOf(repaired->damaged), damaged);
    const auto reader = openReader(file());
    QVERIFY((*reader)->readAfter(0, 100).value() == std::vector<Event>(m_events.begin(), m_events.begin() + 6));
    QVERIFY(verify(file())->ok);
    QVERIFY(opens());
}

void RepairTest::aCutFileKeepsWhatCanBeRead()
{
    {
        test::Loop loop;
        const auto journal = openSqliteJournal(file(), {loop.post()});
        QVERIFY(test::commitAndWait(loop, **journal, m_events).has_value());
        for (int i = 0; i < 300; ++i)
            QVERIFY(test::commitAndWait(loop, **journal,
                                        {{m_events.back().at, scheduler::CommandReceived{"me", std::string(1000, 'x')}}})
                        .has_value());
    }
    fs::resize_file(file(), fs::file_size(file()) / 2);
    const auto report = verify(file());
    QVERIFY(!report->ok);
    QVERIFY2(says(report->problems, "The file is damaged: "), allOf(report->problems).c_str());
    QVERIFY2(says(report->problems, " events are lost"), allOf(report->problems).c_str());
    const auto repaired = repair(file());
    QVERIFY2(repaired.has_value(), repaired ? "" : repaired.error().message.c_str());
    QCOMPARE(repaired->kept, report->head);
    QVERIFY(verify(file())->ok);
    QVERIFY(opens());
}

void RepairTest::behindItsArchiveAJournalIsRepairedToo()
{
    const Head base = openReader(written()).value()->headAt(4).value().value();
    QVERIFY(copyToArchives(file(), base).has_value());
    QVERIFY(cutJournal(file(), base, "a snapshot").has_value());
    QVERIFY(verify(file())->ok);
    test::execute(file(), "UPDATE commits SET bytes = substr(bytes, 1, length(bytes) - 1) WHERE first = 7");
    const std::string damaged = contentOf(file());
    const fs::path archive = fs::directory_iterator(archiveFolderOf(file()))->path();
    const std::string archived = contentOf(archive);

    const auto repaired = repair(file());
    QVERIFY2(repaired.has_value(), repaired ? "" : repaired.error().message.c_str());
    QCOMPARE(repaired->kept.position, std::uint64_t{6});
    QCOMPARE(repaired->rowsDropped, test::commitsOf(m_events).size() - 6);
    QVERIFY2(says(repaired->said, "Row 7, position 7"), allOf(repaired->said).c_str());
    QCOMPARE(contentOf(repaired->damaged), damaged);
    QCOMPARE(contentOf(archive), archived);
    QVERIFY(verify(file())->ok);
    const auto reader = openReader(file());
    QCOMPARE((*reader)->base(), base);
    QCOMPARE((*reader)->baseSnapshot().value(), Bytes("a snapshot"));
    QVERIFY((*reader)->readAfter(0, 100).value() == std::vector<Event>(m_events.begin(), m_events.begin() + 6)); // from the archive on
    QVERIFY(opens());
}

void RepairTest::nothingIsDoneWhereNothingIsDamaged()
{
    const std::string before = contentOf(written());
    const auto repaired = repair(file());
    QVERIFY2(says(repaired->said, "nothing to repair"), allOf(repaired->said).c_str());
    QVERIFY(repaired->damaged.empty());
    QCOMPARE(contentOf(file()), before);
    QCOMPARE(repair(file().string() + ".absent").error().code, ErrorCode::NotFound);
    test::Loop loop;
    const auto held = openSqliteJournal(file(), {loop.post()});
    QCOMPARE(repair(file()).error().code, ErrorCode::Refused);
}

void RepairTest::aCopyIsMadeWhileAnEngineWrites()
{
    test::Loop loop;
    const auto journal = openSqliteJournal(file(), {loop.post()});
    const auto events = test::manyTasks(20'000);
    std::size_t handed = 0;
    std::size_t done = 0;
    Position copied = 0;
    for (int copy = 0; copy < 10; ++copy) {
        for (int commit = 0; commit < 50 && handed < events.size(); ++commit, handed += 100)
            (*journal)->commit({events.begin() + static_cast<std::ptrdiff_t>(handed),
                                events.begin() + static_cast<std::ptrdiff_t>(std::min(events.size(), handed + 100))},
                               [&](const Result<Position> &) { ++done; });
        const fs::path to = file().string() + ".copy" + std::to_string(copy);
        const auto head = backUp(file(), to);
        QVERIFY2(head.has_value(), head ? "" : head.error().message.c_str());
        QVERIFY(head->position >= copied && head->position <= handed);
        copied = head->position;
        const auto reader = openReader(to);
        QVERIFY((*reader)->readAfter(0, handed).value()
                == std::vector<Event>(events.begin(), events.begin() + static_cast<std::ptrdiff_t>(copied)));
        QCOMPARE(notedPosition(to).value().value(), *head);
        QVERIFY(!fs::exists(to.string() + ".part"));
    }
    QVERIFY(copied > 0);
    QVERIFY(loop.runUntil([&] { return done == handed / 100; }));
    QCOMPARE((*journal)->last(), handed);
}

void RepairTest::noCopyReplacesAnything()
{
    const fs::path to = written().string() + ".copy";
    write(to, "something");
    QCOMPARE(backUp(file(), to).error().code, ErrorCode::InvalidInput);
    QCOMPARE(contentOf(to), std::string("something"));
    QCOMPARE(backUp(file().string() + ".absent", file().string() + ".new").error().code, ErrorCode::NotFound);
    QVERIFY(!fs::exists(file().string() + ".new"));
    QVERIFY(!backUp(file(), file() / "nowhere" / "copy").has_value());
    test::execute(file(), "UPDATE commits SET count = 9 WHERE first = 3");
    QCOMPARE(backUp(file(), file().string() + ".new").error().code, ErrorCode::Corrupt);
    QVERIFY(!fs::exists(file().string() + ".new"));
}

WEFTLINE_TEST(RepairTest)

#include "tst_repair.moc"
