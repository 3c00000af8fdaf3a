// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// `command` attempts as real processes.

#include <QtCore/QByteArray>
#include <QtCore/QCoreApplication>
#include <QtCore/QElapsedTimer>
#include <QtCore/QEventLoop>
#include <QtCore/QFile>
#include <QtCore/QTemporaryDir>
#include <QtTest/QTest>

#include <csignal>

#include <sys/wait.h>
#include <unistd.h>

#include <fmt/format.h>
#include <spawn.h>

#include "engine/encoding/reader.h"
#include "engine/encoding/writer.h"
#include "engine/worker/command.h"
#include "engine/worker/kind.h"
#include "engine/worker/parameters.h"
#include "engine/worker/text.h"
#include "tests/support/processes.h"
#include "tests/support/test_main.h"

using namespace weftline;
using namespace weftline::worker;
using namespace std::chrono_literals;

namespace {

std::vector<std::string> thisEnvironment()
{
    std::vector<std::string> lines;
    for (char **line = environ; *line; ++line)
        lines.emplace_back(*line);
    return lines;
}

/// One attempt, and all that it told.
struct CommandAttempt
{
    std::unique_ptr<KindRunner> kind;
    std::unique_ptr<RunningAttempt> running;
    std::int64_t pid = 0;
    std::string out;
    std::string err;
    std::size_t longestLog = 0;
    int ends = 0;
    wire::AttemptResult result;
    bool killed = false;

    explicit CommandAttempt(Object with, Duration timeout = Duration{0}, std::uint64_t fence = 0)
    {
        Place place{"lab-1", nullptr, thisEnvironment(), [] { return Instant{0}; }};
        kind = makeCommandKind(place);
        wire::Task task;
        task.key = {1, 2, 3, 4};
        task.run = "run-a";
        task.node = "count";
        task.item = 7;
        task.timeout = timeout;
        task.fence = fence;
        Bytes encoded;
        encoding::Writer(encoded).value(Value(std::move(with)));
        task.with = Payload::of(std::move(encoded));
        AttemptHandler handler;
        handler.started = [this](std::int64_t started) { pid = started; };
        handler.log = [this](wire::Stream stream, std::string text) {
            longestLog = std::max(longestLog, text.size());
            (stream == wire::Stream::Out ? out : err) += text;
        };
        handler.ended = [this](wire::AttemptResult ended, bool wasKilled) {
            ++ends;
            result = std::move(ended);
            killed = wasKilled;
        };
        running = kind->start(task, std::move(handler));
    }

    bool finish() { return test::waitUntil([this] { return ends > 0; }); }
    [[nodiscard]] Value output() const
    {
        encoding::Reader reader(result.output.bytes);
        return reader.value();
    }
};

Object argv(std::initializer_list<const char *> arguments, Object more = {})
{
    List list;
    for (const char *argument : arguments)
        list.emplace_back(argument);
    more.emplace_back("argv", std::move(list));
    return more;
}

} // namespace

class CommandTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { signal(SIGPIPE, SIG_IGN); }

    void tellsTheHolderOfALockItsFencingToken()
    {
        CommandAttempt holder(argv({"sh", "-c", "echo ${WEFT_FENCE-none}"}), Duration{0}, 4711);
        QVERIFY(holder.finish());
        QCOMPARE(holder.output(), Value("4711"));
        CommandAttempt other(argv({"sh", "-c", "echo ${WEFT_FENCE-none}"}));
        QVERIFY(other.finish());
        QCOMPARE(other.output(), Value("none"));
    }

    void givesWhatItPrints()
    {
        CommandAttempt a(argv({"echo", "two", "words"}));
        QVERIFY(a.pid > 0);
        QVERIFY(a.finish());
        QCOMPARE(a.result.outcome, wire::Outcome::Succeeded);
        QCOMPARE(a.output(), Value("two words"));
        QCOMPARE(a.out, std::string("two words\n"));
        QCOMPARE(a.result.key, (wire::AttemptKey{1, 2, 3, 4}));
        QVERIFY(!a.killed);
    }

    void givesLines()
    {
        CommandAttempt a(argv({"printf", "a\\n\\nb"}, {{"output", "lines"}}));
        QVERIFY(a.finish());
        QCOMPARE(a.output(), Value(List{"a", "", "b"}));
    }

    void givesJson()
    {
        CommandAttempt a(argv({"echo", "{\"n\": [1, 2.5]}"}, {{"output", "json"}}));
        QVERIFY(a.finish());
        QCOMPARE(a.output(), Value(Object{{"n", List{1, 2.5}}}));
    }

    void saysWhereJsonIsNone()
    {
        CommandAttempt a(argv({"echo", "{\"n\": }"}, {{"output", "json"}}));
        QVERIFY(a.finish());
        QCOMPARE(a.result.outcome, wire::Outcome::Failed);
        QVERIFY2(a.result.reason.starts_with("What \"echo\" wrote is no JSON. "), a.result.reason.c_str());
        QVERIFY(a.result.output.isEmpty());
    }

    void takesNumbersAsArguments()
    {
        Object with;
        with.emplace_back("argv", List{"echo", 3, 1.5, true});
        CommandAttempt a(std::move(with));
        QVERIFY(a.finish());
        QCOMPARE(a.output(), Value("3 1.5 true"));
    }

    void hasItsInputFolderAndEnvironment()
    {
        const QTemporaryDir folder;
        CommandAttempt a(argv({"sh", "-c", "cat; pwd; echo $COLOUR $WEFT_RUN $WEFT_TASK $WEFT_ATTEMPT"},
                       {{"stdin", "from stdin\n"},
                        {"cwd", folder.path().toStdString()},
                        {"env", Object{{"COLOUR", "red"}}}}));
        QVERIFY(a.finish());
        QCOMPARE(a.output(), Value(fmt::format("from stdin\n{}\nred run-a count[7] 3", folder.path().toStdString())));
    }

    void readsNothingWithoutStdin()
    {
        CommandAttempt a(argv({"wc", "-c"}));
        QVERIFY(a.finish());
        QCOMPARE(a.output(), Value("0"));
    }

    void takesLargeInput()
    {
        CommandAttempt a(argv({"wc", "-c"}, {{"stdin", std::string(3'000'000, 'x')}}));
        QVERIFY(a.finish());
        QCOMPARE(a.output(), Value("3000000"));
    }

    void mayIgnoreItsInput()
    {
        CommandAttempt a(argv({"true"}, {{"stdin", std::string(3'000'000, 'x')}}));
        QVERIFY(a.finish());
        QCOMPARE(a.result.outcome, wire::Outcome::Succeeded);
    }

    void failsWithTheExitCodeAndTheLastError()
    {
        CommandAttempt a(argv({"sh", "-c", "echo first >&2; echo last one >&2; echo >&2; exit 3"}));
        QVERIFY(a.finish());
        QCOMPARE(a.result.outcome, wire::Outcome::Failed);
        QCOMPARE(a.result.reason, std::string("\"sh\" ended with exit code 3. Its last line of errors was: last one"));
        QCOMPARE(a.err, std::string("first\nlast one\n\n"));
    }

    void mayHaveOtherGoodExitCodes()
    {
        CommandAttempt a(argv({"sh", "-c", "exit 1"}, {{"ok", List{0, 1}}}));
        QVERIFY(a.finish());
        QCOMPARE(a.result.outcome, wire::Outcome::Succeeded);
        CommandAttempt b(argv({"true"}, {{"ok", List{1}}}));
        QVERIFY(b.finish());
        QCOMPARE(b.result.outcome, wire::Outcome::Failed);
    }

    void namesTheSignalThatEndedIt()
    {
        CommandAttempt a(argv({"sh", "-c", "kill -SEGV $$"}));
        QVERIFY(a.finish());
        QVERIFY2(a.result.reason.starts_with("\"sh\" was ended by signal 11 (Segmentation fault)."), a.result.reason.c_str());
        QVERIFY(!a.killed);
    }

    void saysWhyItCannotStart_data()
    {
        QTest::addColumn<QByteArray>("program");
        QTest::addColumn<QByteArray>("folder");
        QTest::addColumn<QByteArray>("why");
        QTest::newRow("no such program") << QByteArray("no-such-program") << QByteArray()
                                         << QByteArray("there is no such program (PATH=");
        QTest::newRow("no such file") << QByteArray("/no/such/file") << QByteArray() << QByteArray("there is no such file, or");
        QTest::newRow("not executable") << QByteArray("/etc/passwd") << QByteArray() << QByteArray("the file may not be run.");
        QTest::newRow("no such folder") << QByteArray("true") << QByteArray("/no/such")
                                        << QByteArray("its folder \"/no/such\" does not exist.");
        QTest::newRow("a file as folder") << QByteArray("true") << QByteArray("/etc/passwd")
                                          << QByteArray("its folder \"/etc/passwd\" is no folder.");
    }

    void saysWhyItCannotStart()
    {
        QFETCH(QByteArray, program);
        QFETCH(QByteArray, folder);
        QFETCH(QByteArray, why);
        CommandAttempt a(argv({program.constData()}, {{"cwd", folder.constData()}}));
        QCOMPARE(a.ends, 1);
        QVERIFY(!a.running);
        QCOMPARE(a.result.outcome, wire::Outcome::Failed);
        const std::string begin = fmt::format("Node \"count\" cannot run \"{}\" on worker \"lab-1\": {}",
                                              std::string_view(program), std::string_view(why));
        QVERIFY2(a.result.reason.starts_with(begin), a.result.reason.c_str());
    }

    void saysThatAFolderMayNotBeEntered()
    {
        if (geteuid() == 0)
            QSKIP("Root may enter every folder.");
        const QTemporaryDir folder;
        QVERIFY(QFile::setPermissions(folder.path(), {}));
        CommandAttempt a(argv({"true"}, {{"cwd", folder.path().toStdString()}}));
        QVERIFY(QFile::setPermissions(folder.path(), QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner));
        QVERIFY2(a.result.reason.find("may not be entered") != std::string::npos, a.result.reason.c_str());
    }

    void refusesWrongParameters_data()
    {
        QTest::addColumn<QByteArray>("name");
        QTest::addColumn<QByteArray>("why");
        QTest::newRow("no program") << QByteArray("argv") << QByteArray("argv must be a list that begins with the program.");
        QTest::newRow("env") << QByteArray("env") << QByteArray("env must be an object of texts.");
        QTest::newRow("output") << QByteArray("output") << QByteArray("output must be one of \"text\", \"lines\" and \"json\".");
        QTest::newRow("ok") << QByteArray("ok") << QByteArray("ok must be a list of exit codes.");
    }

    void refusesWrongParameters()
    {
        QFETCH(QByteArray, name);
        QFETCH(QByteArray, why);
        Object with;
        if (name != "argv")
            with = argv({"true"});
        with.emplace_back(name.constData(), 17);
        CommandAttempt a(std::move(with));
        QCOMPARE(a.result.reason, fmt::format("Node \"count\" cannot run: {}", std::string_view(why)));
    }

    void refusesListsAsArguments()
    {
        Object with;
        with.emplace_back("argv", List{"echo", List{1}});
        CommandAttempt a(std::move(with));
        QVERIFY2(a.result.reason.starts_with("Node \"count\" cannot run: argv[1] is a list, and must be text;"),
                 a.result.reason.c_str());
    }

    void stopsWhatTakesTooLong()
    {
        CommandAttempt a(argv({"sleep", "600"}), 50ms);
        QVERIFY(a.finish());
        QCOMPARE(a.result.outcome, wire::Outcome::TimedOut);
        QCOMPARE(a.result.reason, std::string("\"sleep\" ran longer than its timeout of 50ms and was stopped."));
        QVERIFY(!a.killed); // that is a result
    }

    void killsWhatDoesNotListen()
    {
        CommandAttempt a(argv({"sh", "-c", "trap '' TERM; echo ready; while :; do sleep 600; done"}));
        QVERIFY(test::waitUntil([&] { return a.out == "ready\n"; }));
        QElapsedTimer timer;
        timer.start();
        a.running->stop(false);
        QVERIFY(a.finish());
        QVERIFY(timer.elapsed() >= 1900); // it was given its time
        QVERIFY(a.killed);
        QVERIFY(test::waitUntil([&] { return test::livingInGroup(a.pid) == 0; }));
    }

    void stopsAtOnce()
    {
        CommandAttempt a(argv({"sh", "-c", "trap '' TERM; echo ready; sleep 600"}));
        QVERIFY(test::waitUntil([&] { return a.out == "ready\n"; }));
        a.running->stop(true);
        QVERIFY(a.finish());
        QVERIFY(a.killed);
        QVERIFY(test::waitUntil([&] { return test::livingInGroup(a.pid) == 0; }));
    }

    void leavesNoGrandchildren()
    {
        CommandAttempt a(argv({"sh", "-c", "trap '' TERM; sleep 600 & (sleep 600 & sleep 600) & echo started"}));
        QVERIFY(a.finish());
        QCOMPARE(a.output(), Value("started"));
        QVERIFY(test::waitUntil([&] { return test::livingInGroup(a.pid) == 0; }));
    }

    void leavesNothingWhenItIsDestroyed()
    {
        CommandAttempt a(argv({"sh", "-c", "sleep 600 & echo ready; wait"}));
        QVERIFY(test::waitUntil([&] { return a.out == "ready\n"; }));
        a.running.reset();
        QVERIFY(test::waitUntil([&] { return test::livingInGroup(a.pid) == 0; }));
        QCOMPARE(a.ends, 0);
    }

    void goesOnWhenItClosesItsOutput()
    {
        CommandAttempt a(argv({"sh", "-c", "echo early; exec >&- 2>&-; sleep 0.05; exit 4"}));
        QVERIFY(a.finish());
        QCOMPARE(a.result.reason, std::string("\"sh\" ended with exit code 4. It wrote no errors."));
        QCOMPARE(a.out, std::string("early\n"));
    }

    void givesTenMegabytes()
    {
        CommandAttempt a(argv({"sh", "-c", "head -c 10000000 /dev/zero | tr '\\0' x"}));
        QVERIFY(a.finish());
        QCOMPARE(a.output().asString()->size(), std::size_t(10'000'000));
        QCOMPARE(a.out.size(), std::size_t(10'000'000));
        QVERIFY(a.longestLog <= 65536);
    }

    void stopsWhatWritesTooMuch()
    {
        CommandAttempt a(argv({"yes"}));
        QVERIFY(a.finish());
        QCOMPARE(a.result.outcome, wire::Outcome::Failed);
        QCOMPARE(a.result.reason,
                 std::string("\"yes\" wrote more than 64 MiB and was stopped. Have it write less, or into a file."));
        QVERIFY(!a.killed);
    }

    void refusesBinaryOutputAndLogsItReadably()
    {
        CommandAttempt a(argv({"printf", "good \\377\\376 bad\\n"}));
        QVERIFY(a.finish());
        QCOMPARE(a.result.outcome, wire::Outcome::Failed);
        QVERIFY2(a.result.reason.starts_with("\"printf\" wrote bytes that are no UTF-8 text, the first after 5 bytes."),
                 a.result.reason.c_str());
        QCOMPARE(a.out, std::string("good \xEF\xBF\xBD\xEF\xBF\xBD bad\n"));
    }

    void measuresWhatItUses()
    {
        CommandAttempt a(argv({"sh", "-c", "i=0; while [ $i -lt 60000 ]; do i=$((i+1)); done"}));
        QVERIFY(a.finish());
        QVERIFY(a.result.use.cpu > 5ms);
    }

    void startsNearlyAsManyAsTheSystemCan()
    {
        constexpr int count = 300;
        QElapsedTimer timer;
        timer.start();
        for (int i = 0; i < count; ++i) {
            char name[] = "/bin/true";
            char *arguments[] = {name, nullptr};
            pid_t pid = 0;
            QCOMPARE(posix_spawn(&pid, name, nullptr, nullptr, arguments, environ), 0);
            waitpid(pid, nullptr, 0);
        }
        const double bare = count * 1e9 / static_cast<double>(timer.nsecsElapsed());
        timer.restart();
        for (int i = 0; i < count; ++i) {
            CommandAttempt a(argv({"/bin/true"}));
            while (a.ends == 0)
                QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
        }
        const double ours = count * 1e9 / static_cast<double>(timer.nsecsElapsed());
        qInfo("commands a second: %.0f, bare posix_spawn: %.0f, ratio %.2f", ours, bare, ours / bare);
        QVERIFY(ours > bare * 0.3); // the figure is for people; far below means that something waits
    }
};

class TextTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void cutsAtLines()
    {
        LineCutter cutter;
        std::vector<std::string> pieces;
        const auto give = [&](std::string piece) { pieces.push_back(std::move(piece)); };
        cutter.add("one\ntw", give);
        cutter.add("o\nthree", give);
        QCOMPARE(pieces, (std::vector<std::string>{"one\n", "two\n"}));
        cutter.end(give);
        QCOMPARE(pieces.back(), std::string("three"));
    }

    void cutsLongLines()
    {
        LineCutter cutter;
        std::vector<std::size_t> sizes;
        const auto give = [&](const std::string &piece) { sizes.push_back(piece.size()); };
        cutter.add(std::string(LineCutter::pieceMax * 2 + 10, 'x'), give);
        cutter.end(give);
        QCOMPARE(sizes, (std::vector<std::size_t>{LineCutter::pieceMax, LineCutter::pieceMax, 10}));
    }

    void staysBelowTheLimitWhenReplacing()
    {
        LineCutter cutter;
        std::size_t total = 0;
        std::size_t longest = 0;
        const auto give = [&](const std::string &piece) {
            total += piece.size();
            longest = std::max(longest, piece.size());
        };
        cutter.add(std::string(LineCutter::pieceMax, '\xff'), give);
        cutter.end(give);
        QCOMPARE(total, 3 * LineCutter::pieceMax);
        QVERIFY(longest <= LineCutter::pieceMax);
    }

    void replacesOnlyWhatIsWrong()
    {
        QCOMPARE(replaceInvalid("gr\xC3\xBC\xC3\x9F"), std::string("gr\xC3\xBC\xC3\x9F"));
        QCOMPARE(replaceInvalid("a\xC3"), std::string("a\xEF\xBF\xBD"));
        QCOMPARE(replaceInvalid("\xED\xA0\x80z"), std::string("\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBDz")); // a surrogate
    }

    void namesATask()
    {
        wire::Task task;
        task.node = "count";
        QCOMPARE(task.name(), std::string("count"));
        task.item = 3;
        QCOMPARE(task.name(), std::string("count[3]"));
    }
};

WEFTLINE_TEST(CommandTest)
WEFTLINE_TEST(TextTest)
#include "tst_command.moc"
