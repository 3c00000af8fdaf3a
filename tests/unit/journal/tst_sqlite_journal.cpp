// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <QtCore/QTemporaryDir>

#include "engine/journal/lock_file.h"
#include "engine/journal/sqlite_journal.h"
#include "tests/support/test_main.h"
#include "tests/unit/journal/events.h"

#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <csignal>

using namespace weftline;
using namespace weftline::journal;
using scheduler::Event;

class SqliteJournalTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatWasCommittedIsThereAfterReopening();
    void callbacksComeInOrderWithThePositionOfTheLastEvent();
    void eventsCanBeReadBeforeTheyAreDurable();
    void pagesOfAnySizeGiveTheSameEvents();
    void aReaderSeesWhatAnEngineAdds();
    void onlyOneEngineHoldsAJournal();
    void aFullDiskLosesNothingAndReordersNothing();
    void aKilledWriterLosesNothingThatWasAcknowledged();
    void foldersThatCannotHoldAJournalAreRefused();
    void measuresCommitsAndReplay();

private:
    [[nodiscard]] std::filesystem::path file() const
    {
        return m_folder.path().toStdString() + "/" + QTest::currentTestFunction();
    }

    QTemporaryDir m_folder;
};

namespace {

std::unique_ptr<Journal> open(const std::filesystem::path &file, test::Loop &loop)
{
    auto journal = openSqliteJournal(file, {loop.post()});
    if (!journal)
        qFatal("%s", journal.error().message.c_str());
    return std::move(*journal);
}

std::vector<std::vector<Event>> batchesOf(const std::vector<Event> &events, std::uint64_t seed)
{
    std::mt19937_64 random(seed);
    std::vector<std::vector<Event>> batches;
    for (std::size_t i = 0; i < events.size();) {
        const std::size_t count = std::min<std::size_t>(random() % 40, events.size() - i);
        batches.emplace_back(events.begin() + static_cast<std::ptrdiff_t>(i),
                             events.begin() + static_cast<std::ptrdiff_t>(i + count));
        i += count;
    }
    return batches;
}

} // namespace

void SqliteJournalTest::whatWasCommittedIsThereAfterReopening()
{
    const auto events = test::randomEvents(1, 500);
    Head head;
    {
        test::Loop loop;
        auto journal = open(file(), loop);
        QCOMPARE(journal->head(), Head{});
        for (const auto &batch : batchesOf(events, 1))
            QVERIFY(test::commitAndWait(loop, *journal, batch).has_value());
        head = journal->head();
        QCOMPARE(head.position, std::uint64_t{500});
        QCOMPARE(head.at.us, events.back().at.us);
    }
    test::Loop loop;
    auto journal = open(file(), loop);
    QCOMPARE(journal->head(), head);
    QCOMPARE(journal->last(), std::uint64_t{500});
    QVERIFY(journal->readAfter(0, 1'000'000).value() == events);
    for (const Position position : {1U, 250U, 500U, 3U})
        QVERIFY(journal->read(position).value() == events[position - 1]);
    QCOMPARE(journal->read(501).error().code, ErrorCode::NotFound);
    QCOMPARE(journal->read(0).error().code, ErrorCode::NotFound);
    QCOMPARE(test::commitAndWait(loop, *journal, {events[0]}).value(), std::uint64_t{501});
}

void SqliteJournalTest::callbacksComeInOrderWithThePositionOfTheLastEvent()
{
    test::Loop loop;
    auto journal = open(file(), loop);
    const auto batches = batchesOf(test::randomEvents(2, 4000), 2);
    std::vector<std::size_t> order;
    std::vector<Position> positions;
    Position expected = 0;
    for (std::size_t i = 0; i < batches.size(); ++i) {
        expected += batches[i].size();
        journal->commit(batches[i], [&, i, expected](Result<Position> position) {
            QCOMPARE(position.value(), expected);
            order.push_back(i);
        });
        QCOMPARE(journal->last(), expected);
    }
    QVERIFY(loop.runUntil([&] { return order.size() == batches.size(); }));
    QVERIFY(std::is_sorted(order.begin(), order.end()));
}

void SqliteJournalTest::eventsCanBeReadBeforeTheyAreDurable()
{
    test::Loop loop;
    auto journal = open(file(), loop);
    const auto events = test::randomEvents(3, 300);
    for (std::size_t i = 0; i < events.size(); ++i) {
        journal->commit({events[i]}, [](const Result<Position> &) {});
        QVERIFY(journal->read(i + 1).value() == events[i]);
        QVERIFY(journal->readAfter(i, 10).value() == std::vector{events[i]});
    }
    QVERIFY(journal->readAfter(0, 1000).value() == events);
}

void SqliteJournalTest::pagesOfAnySizeGiveTheSameEvents()
{
    const auto events = test::randomEvents(4, 700);
    {
        test::Loop loop;
        auto journal = open(file(), loop);
        for (const auto &batch : batchesOf(events, 4))
            journal->commit(batch, [](const Result<Position> &) {});
    } // its end writes what was handed over
    const auto reader = openReader(file());
    QVERIFY(reader.has_value());
    for (const std::size_t page : {1U, 7U, 64U, 699U, 700U, 5000U}) {
        std::vector<Event> all;
        for (;;) {
            const auto more = (*reader)->readAfter(all.size(), page).value();
            QVERIFY(more.size() <= page);
            if (more.empty())
                break;
            all.insert(all.end(), more.begin(), more.end());
        }
        QVERIFY(all == events);
    }
}

void SqliteJournalTest::aReaderSeesWhatAnEngineAdds()
{
    QVERIFY(openReader(file()).error().message.starts_with("There is no journal"));
    test::Loop loop;
    auto journal = open(file(), loop);
    auto reader = openReader(file());
    QVERIFY(reader.has_value());
    QCOMPARE((*reader)->head(), Head{});
    const auto events = test::smallRun();
    for (const Event &event : events) {
        QVERIFY(test::commitAndWait(loop, *journal, {event}).has_value());
        QCOMPARE((*reader)->head(), journal->head());
    }
    QVERIFY((*reader)->readAfter(0, 1000).value() == events);
}

void SqliteJournalTest::onlyOneEngineHoldsAJournal()
{
    test::Loop loop;
    auto journal = open(file(), loop);
    const auto second = openSqliteJournal(file(), {loop.post()});
    QVERIFY(!second.has_value());
    QCOMPARE(second.error().code, ErrorCode::Refused);
    QVERIFY2(second.error().message.find("process " + std::to_string(::getpid())) != std::string::npos,
             second.error().message.c_str());
    journal.reset();
    QVERIFY(openSqliteJournal(file(), {loop.post()}).has_value());
}

void SqliteJournalTest::aFullDiskLosesNothingAndReordersNothing()
{
    struct sigaction ignore = {};
    struct sigaction before = {};
    ignore.sa_handler = SIG_IGN;
    sigaction(SIGXFSZ, &ignore, &before);
    rlimit unlimited = {};
    getrlimit(RLIMIT_FSIZE, &unlimited);

    test::Loop loop;
    auto journal = open(file(), loop);
    const auto events = test::manyTasks(20'000);
    QVERIFY(test::commitAndWait(loop, *journal, {events.begin(), events.begin() + 10}).has_value());
    rlimit small = unlimited;
    small.rlim_cur = 200'000;
    setrlimit(RLIMIT_FSIZE, &small);

    std::vector<std::size_t> order;
    std::vector<std::string> errors;
    std::size_t failedBatch = 0;
    std::size_t batches = 0;
    for (std::size_t i = 10; i < events.size(); i += 1000, ++batches) {
        const std::size_t end = std::min(events.size(), i + 1000);
        journal->commit(
            {events.begin() + static_cast<std::ptrdiff_t>(i), events.begin() + static_cast<std::ptrdiff_t>(end)},
            [&, batches](const Result<Position> &position) {
                if (position) {
                    order.push_back(batches);
                } else {
                    errors.push_back(position.error().message);
                    failedBatch = batches;
                }
            });
    }
    QVERIFY(loop.runUntil([&] { return errors.size() == 1; }));
    const std::size_t durable = order.size();
    QCOMPARE(failedBatch, durable); // the first that is not durable
    QVERIFY2(errors[0].find("Make room") != std::string::npos, errors[0].c_str());
    journal->retry(); // still full
    QVERIFY(loop.runUntil([&] { return errors.size() == 2; }));
    QCOMPARE(order.size(), durable);
    QVERIFY(journal->readAfter(0, 1'000'000).value() == events); // kept, and readable

    setrlimit(RLIMIT_FSIZE, &unlimited);
    journal->retry();
    QVERIFY(loop.runUntil([&] { return order.size() == batches; }));
    QVERIFY(std::is_sorted(order.begin(), order.end()));
    journal.reset();
    sigaction(SIGXFSZ, &before, nullptr);
    QVERIFY(openReader(file()).value()->readAfter(0, 1'000'000).value() == events);
    QVERIFY(openSqliteJournal(file(), {loop.post()}).has_value()); // the chain is whole
}

void SqliteJournalTest::aKilledWriterLosesNothingThatWasAcknowledged()
{
#ifdef __SANITIZE_THREAD__
    QSKIP("The thread sanitizer lets no child of a process with threads make threads.");
#endif
    const auto events = test::smallRun();
    std::mt19937_64 random(5);
    Position written = 0;
    Position acknowledged = 0;
    for (int round = 0; round < 12; ++round) {
        int pipe[2];
        QCOMPARE(::pipe(pipe), 0);
        const pid_t child = ::fork();
        if (child == 0) {
            test::Loop loop;
            auto journal = openSqliteJournal(file(), {loop.post()});
            if (!journal)
                _exit(1);
            std::uint64_t open = 0;
            for (std::uint64_t i = 0;; ++i) {
                ++open;
                (*journal)->commit({events[i % events.size()], events[(i + 1) % events.size()]},
                                   [&](const Result<Position> &position) {
                                       --open;
                                       (void)!::write(pipe[1], &*position, sizeof *position);
                                   });
                if (!loop.runUntil([&] { return open < 4; }))
                    _exit(2);
            }
        }
        ::close(pipe[1]);
        const std::uint64_t kills = random() % 200 + 1;
        Position said = 0;
        for (std::uint64_t i = 0; i < kills && ::read(pipe[0], &said, sizeof said) == sizeof said; ++i)
            acknowledged = said;
        ::kill(child, SIGKILL);
        while (::read(pipe[0], &said, sizeof said) == sizeof said)
            acknowledged = said;
        int status = 0;
        QCOMPARE(::waitpid(child, &status, 0), child);
        QVERIFY(WIFSIGNALED(status));
        ::close(pipe[0]);
        test::Loop loop;
        const auto journal = openSqliteJournal(file(), {loop.post()}); // checks the chain
        QVERIFY2(journal.has_value(), journal ? "" : journal.error().message.c_str());
        QVERIFY((*journal)->last() >= acknowledged);
        QVERIFY((*journal)->last() > written);
        written = (*journal)->last();
        QCOMPARE((*journal)->readAfter(0, 1'000'000).value().size(), written);
    }
    qInfo("%llu events written, %llu acknowledged", static_cast<unsigned long long>(written),
          static_cast<unsigned long long>(acknowledged));
}

void SqliteJournalTest::foldersThatCannotHoldAJournalAreRefused()
{
    test::Loop loop;
    const auto nowhere = openSqliteJournal(file() / "missing" / "x.journal", {loop.post()});
    QCOMPARE(nowhere.error().code, ErrorCode::NotFound);
    QVERIFY(nowhere.error().message.find("Make the folder first") != std::string::npos);
    QVERIFY(!openSqliteJournal(m_folder.path().toStdString(), {loop.post()}).has_value()); // a folder
    QVERIFY(isNetworkFileSystem(0x6969)); // NFS
    QVERIFY(isNetworkFileSystem(static_cast<long>(0xff534d42))); // CIFS
    QVERIFY(!isNetworkFileSystem(0xef53)); // ext4
    QVERIFY(!isNetworkFileSystem(0x01021994)); // tmpfs
}

void SqliteJournalTest::measuresCommitsAndReplay()
{
    using Clock = std::chrono::steady_clock;
    const auto seconds = [](Clock::duration d) { return std::chrono::duration<double>(d).count(); };
    const auto events = test::manyTasks(200'000);
    test::Loop loop;
    {
        auto journal = open(file().string() + ".one", loop);
        const auto begin = Clock::now();
        constexpr int commits = 300;
        for (int i = 0; i < commits; ++i)
            QVERIFY(test::commitAndWait(loop, *journal, {events[static_cast<std::size_t>(i)]}).has_value());
        qInfo("%.0f commits/s, one after the other", commits / seconds(Clock::now() - begin));
    }
    {
        auto journal = open(file(), loop);
        const auto begin = Clock::now();
        std::size_t done = 0;
        std::size_t handed = 0;
        for (std::size_t i = 0; i < events.size(); i += 1000, ++handed) {
            loop.runUntil([&] { return handed - done < 4; });
            journal->commit({events.begin() + static_cast<std::ptrdiff_t>(i),
                             events.begin() + static_cast<std::ptrdiff_t>(i + 1000)},
                            [&](const Result<Position> &) { ++done; });
        }
        QVERIFY(loop.runUntil([&] { return done == handed; }));
        qInfo("%.2f million events/s appended in commits of 1000",
              static_cast<double>(events.size()) / 1e6 / seconds(Clock::now() - begin));
    }
    const auto begin = Clock::now();
    auto journal = open(file(), loop);
    const auto opened = Clock::now();
    Position position = 0;
    for (;;) {
        const auto page = journal->readAfter(position, 20'000).value();
        if (page.empty())
            break;
        position += page.size();
    }
    QCOMPARE(position, events.size());
    qInfo("%.0f ms to open and check, %.2f million events/s read and decoded", seconds(opened - begin) * 1e3,
          static_cast<double>(events.size()) / 1e6 / seconds(Clock::now() - opened));
}

WEFTLINE_TEST(SqliteJournalTest)

#include "tst_sqlite_journal.moc"
