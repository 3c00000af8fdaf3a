// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <QtCore/QFile>
#include <QtCore/QTemporaryDir>

#include "engine/journal/checked_reader.h"
#include "engine/journal/snapshot_file.h"
#include "engine/journal/sqlite_journal.h"
#include "engine/journal/verify.h"
#include "tests/support/test_main.h"
#include "tests/support/text.h"
#include "tests/unit/journal/events.h"

#include <fcntl.h>
#include <sqlite3.h>
#include <sys/file.h>
#include <unistd.h>

using namespace weftline;
using namespace weftline::journal;
using weftline::test::q;

namespace {

const Snapshot some{{7, {}, {5}}, "what it all comes to"};

/// Changes one byte of the events of the row that begins there; its hash stays.
void hurtRow(const std::filesystem::path &file, Position first)
{
    sqlite3 *database = nullptr;
    QCOMPARE(sqlite3_open(file.c_str(), &database), SQLITE_OK);
    const std::string sql = "UPDATE commits SET bytes = CAST(substr(bytes, 1, length(bytes) - 1) || x'00' AS BLOB) WHERE first = "
        + std::to_string(first);
    QCOMPARE(sqlite3_exec(database, sql.c_str(), nullptr, nullptr, nullptr), SQLITE_OK);
    QCOMPARE(sqlite3_changes(database), 1);
    sqlite3_close(database);
}

} // namespace

class SnapshotFileTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatWasWrittenIsRead()
    {
        QVERIFY(readSnapshot(file(), "me").value() == std::nullopt);
        QVERIFY(writeSnapshot(file(), "me", some).has_value());
        QCOMPARE(readSnapshot(file(), "me").value(), some);
        Snapshot later = some;
        later.head.position = 8;
        later.body.assign(3'000'000, 'x');
        QVERIFY(writeSnapshot(file(), "me", later).has_value());
        QCOMPARE(readSnapshot(file(), "me").value(), later);
        QVERIFY(!QFile::exists(QString::fromStdString(snapshotFileOf(file()).string() + ".part")));
    }

    void whatIsWrongWithOneIsSaid()
    {
        QVERIFY(writeSnapshot(file(), "me", some).has_value());
        const auto other = readSnapshot(file(), "you");
        QVERIFY2(!other && other.error().message.find("another version of Weftline wrote it") != std::string::npos,
                 other ? "" : other.error().message.c_str());
        QFile bytes(QString::fromStdString(snapshotFileOf(file()).string()));
        QVERIFY(bytes.open(QIODevice::ReadWrite) && bytes.seek(bytes.size() / 2) && bytes.write("!") == 1);
        bytes.close();
        QVERIFY(readSnapshot(file(), "me").error().message.find("it is damaged") != std::string::npos);
        QVERIFY(bytes.resize(10));
        QVERIFY(readSnapshot(file(), "me").error().message.find("cut short") != std::string::npos);
        QVERIFY(bytes.resize(0));
        QVERIFY(!readSnapshot(file(), "me").has_value());
        QVERIFY(bytes.remove());
        std::filesystem::create_directory(snapshotFileOf(file()));
        QVERIFY(!readSnapshot(file(), "me").has_value());
        QVERIFY(!writeSnapshot(file(), "me", some).has_value());
    }

    void oneIsWrittenAtATime()
    {
        const std::string part = snapshotFileOf(file()).string() + ".part";
        const int other = ::open(part.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
        QCOMPARE(::flock(other, LOCK_EX | LOCK_NB), 0);
        QCOMPARE(writeSnapshot(file(), "me", some).error().code, ErrorCode::Refused);
        QVERIFY(readSnapshot(file(), "me").value() == std::nullopt);
        ::close(other); // as when it was killed: what it left is written over
        QVERIFY(writeSnapshot(file(), "me", some).has_value());
        QCOMPARE(readSnapshot(file(), "me").value(), some);
    }

    /// Rows before that of the snapshot are not looked at when a journal is opened, but whenever one of them is read.
    void theChainIsCheckedFromTheSnapshotOn()
    {
        const auto events = test::smallRun();
        Head middle;
        {
            test::Loop loop;
            auto journal = openSqliteJournal(file(), {loop.post()}).value();
            for (std::size_t i = 0; i < events.size(); ++i) {
                QVERIFY(test::commitAndWait(loop, *journal, {events[i]}).has_value());
                if (i + 1 == 10)
                    middle = journal->head();
            }
            QCOMPARE(journal->headAt(10).value().value(), middle);
            QVERIFY(journal->headAt(events.size() + 1).value() == std::nullopt);
        }
        hurtRow(file(), 3);
        QVERIFY(!openWith({}).has_value());
        QVERIFY(!openCheckedReader(file(), {}).has_value());
        Head wrong = middle;
        wrong.hash.bytes[0] ^= 1;
        QVERIFY(!openWith(wrong).has_value()); // not this journal's: all of it is checked
        wrong = middle;
        wrong.position = 11;
        QVERIFY(!openWith(wrong).has_value());
        {
            const auto journal = openWith(middle);
            QVERIFY2(journal.has_value(), journal ? "" : journal.error().message.c_str());
            QCOMPARE((*journal)->head().position, events.size());
            QVERIFY((*journal)->readAfter(10, 1000).value() == std::vector(events.begin() + 10, events.end()));
            QVERIFY((*journal)->read(2).value() == events[1]);
            QCOMPARE((*journal)->read(3).error().code, ErrorCode::Corrupt);
            const auto reader = openCheckedReader(file(), middle);
            QVERIFY(reader && reader->end == (*journal)->head());
        }
        QVERIFY(!verify(file()).value().ok);
        hurtRow(file(), 10); // that of the snapshot itself
        QVERIFY(!openWith(middle).has_value());
    }

    void whatFollowsTheSnapshotIsChecked()
    {
        const auto events = test::smallRun();
        Head middle;
        {
            test::Loop loop;
            auto journal = openSqliteJournal(file(), {loop.post()}).value();
            for (std::size_t i = 0; i < events.size(); ++i) {
                QVERIFY(test::commitAndWait(loop, *journal, {events[i]}).has_value());
                if (i + 1 == 10)
                    middle = journal->head();
            }
        }
        hurtRow(file(), 12);
        const auto journal = openWith(middle);
        QVERIFY(!journal.has_value());
        QCOMPARE(journal.error().code, ErrorCode::Corrupt);
        QVERIFY2(journal.error().message.find("position 12") != std::string::npos, journal.error().message.c_str());
    }

private:
    [[nodiscard]] std::filesystem::path file() const { return m_folder.path().toStdString() + "/" + QTest::currentTestFunction(); }

    Result<std::unique_ptr<Journal>> openWith(const Head &trusted)
    {
        return openSqliteJournal(file(), {.post = m_loop.post(), .waits = {}, .trusted = [trusted] { return std::optional(trusted); }});
    }

    QTemporaryDir m_folder;
    test::Loop m_loop;
};

WEFTLINE_TEST(SnapshotFileTest)

#include "tst_snapshot_file.moc"
