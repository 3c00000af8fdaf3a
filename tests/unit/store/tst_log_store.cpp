// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <QtCore/QTemporaryDir>

#include "engine/store/file_log_store.h"
#include "engine/store/memory_log_store.h"
#include "tests/support/test_main.h"

#include <sys/resource.h>

#include <csignal>
#include <filesystem>
#include <fstream>

using namespace weftline;
using namespace weftline::store;

namespace {

LogRecord record(std::uint32_t task, std::uint32_t attempt, std::uint64_t sequence, std::string text)
{
    return {{1000}, task, attempt, LogStream::Out, sequence, std::move(text)};
}

std::vector<std::pair<const char *, std::unique_ptr<LogStore>>> bothLogStores(const std::string &folder)
{
    std::vector<std::pair<const char *, std::unique_ptr<LogStore>>> kinds;
    kinds.emplace_back("memory", std::make_unique<MemoryLogStore>());
    kinds.emplace_back("files", openFileLogStore(folder).value());
    return kinds;
}

std::vector<std::string> linesOf(LogStore &store, const std::string &run, LogFilter filter = {})
{
    std::vector<std::string> lines;
    for (int pages = 0; pages < 100'000; ++pages) {
        const auto page = store.read(run, filter);
        if (!page)
            return {page.error().message};
        if (page->lines.size() > filter.linesMax)
            return {"too long a page"};
        for (const LogLine &line : page->lines)
            lines.push_back(line.text);
        if (page->atEnd)
            return lines;
        filter.from = page->next;
    }
    return {"no end"};
}

using Lines = std::vector<std::string>;

} // namespace

class LogStoreTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void linesComeBackInOrderOnPagesOfAnySize();
    void filtersByTaskAndText();
    void aFollowerContinuesWhereItStopped();
    void missingPiecesShow();
    void theLimitIsTheLastLine();
    void aTornRecordIsCutOffWhenWritingGoesOn();
    void whatCannotBeWrittenIsAVisibleGap();
    void namesOfRunsCannotLeaveTheFolder();
    void aPlaceThatIsNoneIsRefused();
};

void LogStoreTest::linesComeBackInOrderOnPagesOfAnySize()
{
    QTemporaryDir folder;
    for (const auto &[kind, store] : bothLogStores(folder.path().toStdString())) {
        Lines expected;
        std::uint32_t number = 0;
        for (std::uint64_t i = 0; i < 200; ++i) {
            std::string text;
            for (std::uint64_t line = 0; line < i % 7; ++line) {
                expected.push_back(std::to_string(number++));
                text += expected.back() + (i % 2 == 0 ? "\n" : "\r\n");
            }
            store->append("r", record(1, 1, i, text));
        }
        store->append("r", record(1, 1, 200, "no line end"));
        expected.emplace_back("no line end");
        for (const std::size_t size : {1U, 3U, 100U, 5000U}) {
            LogFilter filter;
            filter.linesMax = size;
            QVERIFY2(linesOf(*store, "r", filter) == expected, kind);
        }
        QVERIFY(linesOf(*store, "other").empty());
    }
}

void LogStoreTest::filtersByTaskAndText()
{
    QTemporaryDir folder;
    for (const auto &[kind, store] : bothLogStores(folder.path().toStdString())) {
        for (std::uint32_t task = 0; task < 10; ++task)
            store->append("r", record(task, 1, 0, "Task " + std::to_string(task) + "\nan ERROR in it\n"));
        LogFilter filter;
        filter.task = 4;
        QVERIFY2(linesOf(*store, "r", filter) == (Lines{"Task 4", "an ERROR in it"}), kind);
        filter.task.reset();
        filter.tasks = {2, 4};
        filter.contains = "tAsK";
        QVERIFY2(linesOf(*store, "r", filter) == (Lines{"Task 2", "Task 3"}), kind);
        filter.contains = "absent";
        QVERIFY2(linesOf(*store, "r", filter).empty(), kind);
    }
}

void LogStoreTest::aFollowerContinuesWhereItStopped()
{
    QTemporaryDir folder;
    for (const auto &[kind, store] : bothLogStores(folder.path().toStdString())) {
        store->append("r", record(1, 1, 0, "one\n"));
        LogFilter filter;
        const auto first = store->read("r", filter).value();
        QVERIFY(first.atEnd);
        store->append("r", record(1, 1, 1, "two\n"));
        filter.from = first.next;
        QVERIFY2(linesOf(*store, "r", filter) == Lines{"two"}, kind);
    }
}

void LogStoreTest::missingPiecesShow()
{
    QTemporaryDir folder;
    for (const auto &[kind, store] : bothLogStores(folder.path().toStdString())) {
        store->append("r", record(1, 1, 5, "five\n")); // an adopted attempt: its first pieces were another engine's
        store->append("r", record(2, 1, 0, "other\n"));
        store->append("r", record(1, 1, 6, "six\n"));
        store->append("r", record(1, 1, 9, "nine\n"));
        QVERIFY2(linesOf(*store, "r") == (Lines{"five", "other", "six", "[2 pieces of output missing here]", "nine"}),
                 kind);
    }
}

void LogStoreTest::theLimitIsTheLastLine()
{
    QTemporaryDir folder;
    const auto fill = [](LogStore &store, std::uint64_t from, std::uint64_t to) {
        for (std::uint64_t i = from; i < to; ++i)
            store.append("r", record(1, 1, i, std::string(10'000, 'x') + "\n"));
    };
    const FileLogOptions options{2U << 20U, 1U << 20U};
    auto store = openFileLogStore(folder.path().toStdString(), options).value();
    fill(*store, 0, 300);
    const Lines lines = linesOf(*store, "r");
    QCOMPARE(QString::fromStdString(lines.back()),
             QStringLiteral("[the log of this run has reached its limit of 2 MiB; nothing after this is kept]"));
    QVERIFY(lines.size() > 200 && lines.size() < 220);
    store = openFileLogStore(folder.path().toStdString(), options).value();
    fill(*store, 300, 400); // also after a restart
    QVERIFY(linesOf(*store, "r") == lines);

    MemoryLogStore memory(2U << 20U);
    fill(memory, 0, 300);
    QVERIFY(linesOf(memory, "r").back() == lines.back());
}

void LogStoreTest::aTornRecordIsCutOffWhenWritingGoesOn()
{
    QTemporaryDir folder;
    const std::string path = folder.path().toStdString();
    const std::string file = path + "/logs/r.log";
    openFileLogStore(path).value()->append("r", record(1, 1, 0, "one\n"));
    openFileLogStore(path).value()->append("r", record(1, 1, 1, "two\n"));
    std::filesystem::resize_file(file, std::filesystem::file_size(file) - 2);
    auto store = openFileLogStore(path).value();
    QVERIFY(linesOf(*store, "r") == Lines{"one"});
    store->append("r", record(1, 1, 2, "three\n"));
    QVERIFY(linesOf(*store, "r") == (Lines{"one", "three"}));
}

void LogStoreTest::whatCannotBeWrittenIsAVisibleGap()
{
    struct sigaction ignore = {};
    struct sigaction before = {};
    ignore.sa_handler = SIG_IGN;
    sigaction(SIGXFSZ, &ignore, &before);
    rlimit unlimited = {};
    getrlimit(RLIMIT_FSIZE, &unlimited);
    QTemporaryDir folder;
    const auto store = openFileLogStore(folder.path().toStdString()).value();
    store->append("r", record(1, 1, 0, "one\n"));
    rlimit small = unlimited;
    small.rlim_cur = 100;
    setrlimit(RLIMIT_FSIZE, &small);
    for (std::uint64_t i = 1; i < 4; ++i)
        store->append("r", record(1, 1, i, std::string(200, 'x') + "\n"));
    setrlimit(RLIMIT_FSIZE, &unlimited);
    sigaction(SIGXFSZ, &before, nullptr);
    store->append("r", record(1, 1, 4, "five\n"));
    QVERIFY(linesOf(*store, "r") == (Lines{"one", "[3 pieces of output missing here]", "five"}));
}

void LogStoreTest::namesOfRunsCannotLeaveTheFolder()
{
    QTemporaryDir folder;
    const auto store = openFileLogStore(folder.path().toStdString()).value();
    const Lines names{"../evil",
                      "/etc/x",
                      "",
                      ".",
                      "..",
                      std::string("a\0b", 3),
                      std::string(5000, 'n'),
                      "01ARZ3NDEKTSV4RRFFQ69G5FAV"};
    for (const std::string &name : names)
        store->append(name, record(1, 1, 0, name.substr(0, 10) + "!\n"));
    std::size_t files = 0;
    for (const auto &entry : std::filesystem::directory_iterator(folder.path().toStdString() + "/logs"))
        files += entry.is_regular_file() ? 1 : 0;
    QCOMPARE(files, names.size());
    for (const std::string &name : names)
        QVERIFY(linesOf(*store, name) == Lines{name.substr(0, 10) + "!"});
}

void LogStoreTest::aPlaceThatIsNoneIsRefused()
{
    QTemporaryDir folder;
    const auto store = openFileLogStore(folder.path().toStdString()).value();
    store->append("r", record(1, 1, 0, std::string(5000, '\xff')));
    LogFilter filter;
    filter.from = std::uint64_t{100} << 20U;
    QCOMPARE(store->read("r", filter).error().code, ErrorCode::Corrupt);
    filter.from = ~std::uint64_t{0};
    QVERIFY(store->read("r", filter).value().atEnd);
}

WEFTLINE_TEST(LogStoreTest)

#include "tst_log_store.moc"
