// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "engine/expressions/evaluator_client.h"
#include "tests/support/test_main.h"
#include "tests/support/text.h"

#include <signal.h>

#include <map>

using namespace weftline;
using namespace weftline::expressions;
using weftline::test::q;

namespace {

/// A client of a real evaluator process, and what came back.
struct World
{
    explicit World(std::chrono::milliseconds timeLimit = std::chrono::milliseconds(5000),
                   std::vector<std::string> argv = {WEFTLINE_BINARY_DIR "/bin/tst_evaluator"})
        : client({std::move(argv), timeLimit, std::chrono::milliseconds(30'000), 5000},
                 [this](std::uint64_t id, Result<Value> result) {
                     QVERIFY2(results.emplace(id, std::move(result)).second, "a job was answered twice");
                 })
    {
    }

    void add(const std::string &text, Job::Kind kind = Job::Kind::Expression)
    {
        Job job;
        job.id = ++last;
        job.kind = kind;
        job.source = std::make_shared<const Value>(text);
        job.item = Value(static_cast<std::int64_t>(last));
        job.index = static_cast<std::int64_t>(last) - 1;
        QVERIFY(client.submit(scope, std::move(job)).has_value());
    }

    void wait() { QTRY_COMPARE_WITH_TIMEOUT(results.size(), static_cast<std::size_t>(last), 60'000); }

    [[nodiscard]] QString at(std::uint64_t id) const
    {
        const Result<Value> &result = results.at(id);
        return result ? q(toJson(*result)) : QStringLiteral("! ") + q(result.error().message);
    }

    std::map<std::uint64_t, Result<Value>> results;
    EvaluatorClient client;
    std::shared_ptr<const Scope> scope =
        std::make_shared<const Scope>(Scope{{{"folder", "/tmp"}}, {}, {{"list", List{"a", "b"}}}});
    std::uint64_t last = 0;
};

} // namespace

class EvaluatorClientTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void evaluatesInAnotherProcess()
    {
        World world;
        world.add("list.output.length + item");
        world.add("${params.folder}/${item}", Job::Kind::Template);
        world.scope = std::make_shared<const Scope>(Scope{{}, {}, {{"list", List{}}}});
        world.add("list.output.length + item");
        world.wait();
        QCOMPARE(world.at(1), q("3"));
        QCOMPARE(world.at(2), q("\"/tmp/2\""));
        QCOMPARE(world.at(3), q("3"));
        QCOMPARE(world.client.starts(), 1);
    }

    void stopsWhatNeverEndsAndNothingElse()
    {
        World world(std::chrono::milliseconds(300));
        for (int i = 0; i < 700; ++i)
            world.add(i == 350 ? "(() => { while (true); })()" : "item * 2");
        world.wait();
        for (std::uint64_t id = 1; id <= 700; ++id) {
            if (id == 351)
                QCOMPARE(
                    world.at(id),
                    q("! The expression \"(() => { while (true); })()\" did not end within 0.3 s and was stopped."));
            else
                QCOMPARE(world.at(id), QString::number(id * 2));
        }
        QCOMPARE(world.client.starts(), 2);
    }

    void stopsWhatEatsMemoryAndNothingElse_data()
    {
        QTest::addColumn<QString>("text");
        QTest::newRow("an array at once") << q("Array(1 << 28).fill(1).length");
        QTest::newRow("text that doubles") << q("(() => { let a = ['x']; while (true) a = a.concat(a); })()");
        QTest::newRow("objects one by one") << q("(() => { let a = null; while (true) a = {a, b: [1, 2, 3]}; })()");
    }
    void stopsWhatEatsMemoryAndNothingElse()
    {
#if defined(__SANITIZE_ADDRESS__)
        QSKIP("The address sanitizer reserves more memory than any limit.");
#endif
        QFETCH(QString, text);
        World world(std::chrono::milliseconds(20'000));
        world.add("item");
        world.add(text.toStdString());
        world.add("item + 0");
        world.wait();
        QCOMPARE(world.at(1), q("1"));
        QCOMPARE(world.at(3), q("3"));
        QCOMPARE(
            world.at(2),
            QStringLiteral("! The expression \"%1\" needs more memory than the 512 MiB that an evaluation may have.")
                .arg(text));
    }

    void survivesTheDeathOfTheChild()
    {
        World world;
        world.add("item");
        world.wait();
        QVERIFY(::kill(static_cast<pid_t>(world.client.processId()), SIGKILL) == 0);
        for (int i = 0; i < 100; ++i)
            world.add("item + 0");
        world.wait();
        for (std::uint64_t id = 1; id <= 101; ++id)
            QCOMPARE(world.at(id), QString::number(id));
        QCOMPARE(world.client.starts(), 2);
    }

    void leavesNoProcess()
    {
        pid_t child = 0;
        {
            World world;
            world.add("(() => { while (true); })()");
            QTRY_VERIFY(world.client.processId() != 0);
            child = static_cast<pid_t>(world.client.processId());
        }
        QTRY_VERIFY(::kill(child, 0) != 0);
    }

    void saysWhenTheChildCannotBeStarted()
    {
        World world(std::chrono::milliseconds(5000), {"/nowhere/weft", "evaluator"});
        world.add("item");
        world.wait();
        QVERIFY2(world.at(1).startsWith(q("! The evaluator of expressions cannot be started (\"/nowhere/weft\"")),
                 qPrintable(world.at(1)));
        World other(std::chrono::milliseconds(5000), {"/bin/false"});
        other.add("item");
        other.wait();
        QVERIFY(!other.results.at(1));
    }

    void refusesMoreThanTheQueueHolds()
    {
        World world;
        for (int i = 0; i < 5000; ++i)
            world.add("item");
        Job job;
        job.source = std::make_shared<const Value>("x");
        const auto refused = world.client.submit(world.scope, job);
        QVERIFY(!refused);
        QCOMPARE(refused.error().code, ErrorCode::Limit);
        world.wait();
    }

    void printsItsSpeed()
    {
        World world;
        world.add("item");
        world.wait();
        const auto source = std::make_shared<const Value>(Value(Object{{"argv", List{"wc", "-w", "${item}"}}}));
        constexpr int count = 100'000;
        QElapsedTimer timer;
        timer.start();
        int given = 0;
        while (world.results.size() < count + 1) {
            while (given < count && world.client.waiting() < 4000) {
                Job job;
                job.id = static_cast<std::uint64_t>(++given) + 1;
                job.source = source;
                job.item = Value("/usr/share/common-licenses/GPL-3");
                QVERIFY(world.client.submit(world.scope, std::move(job)).has_value());
            }
            QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
        }
        qInfo("%.0f evaluations/s through the process", count / (static_cast<double>(timer.nsecsElapsed()) / 1e9));
    }
};

WEFTLINE_TEST(EvaluatorClientTest)

#include "tst_evaluator_client.moc"
