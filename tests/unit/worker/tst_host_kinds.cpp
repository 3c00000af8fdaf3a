// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Scripts, requests and secrets in a whole worker process.

#include <QtCore/QProcess>
#include <QtTest/QTest>

#include "engine/encoding/blake2b.h"
#include "engine/encoding/reader.h"
#include "tests/support/raw_server.h"
#include "tests/support/test_main.h"
#include "tests/unit/worker/played_engine.h"

using namespace weftline;
using namespace weftline::test;

namespace {

Value outputOf(const wire::AttemptResult &result)
{
    encoding::Reader reader(result.output.bytes);
    return reader.value();
}

} // namespace

class HostKindsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void handsAFileOverBeforeTheResult()
    {
        const std::string body(600'000, 'b');
        RawServer server([&](RawConnection &connection, const RawRequest &) { connection.answer(200, body); });
        PlayedEngine engine;
        WorkerProcess worker(engine, 1);
        QVERIFY(waitUntil([&] { return engine.hellos.size() == 1; }));
        engine.say(wire::Tasks{{engine.task(1, "http", Object{{"url", server.url("/f")}, {"response", "file"}})}});
        QVERIFY(engine.hears(1));
        QCOMPARE(engine.results[0].reason, std::string());
        QCOMPARE(*outputOf(engine.results[0]).find("artefact"), Value(toHex(encoding::blake2b({body}))));
        Bytes arrived;
        for (const wire::Chunk &chunk : engine.chunks)
            arrived += chunk.bytes;
        QVERIFY(arrived == body);
        QCOMPARE(engine.started.size(), std::size_t(1));
        QCOMPARE(engine.started[0].pid, std::int64_t(0));
    }

    void closesConnectionsWhenItsLeaseEnds()
    {
        RawServer server([](RawConnection &connection, const RawRequest &) { connection.waitForClose(); });
        PlayedEngine engine;
        WorkerProcess worker(engine, 2);
        QVERIFY(waitUntil([&] { return engine.hellos.size() == 1; }));
        engine.say(wire::Tasks{{engine.task(1, "http", Object{{"url", server.url()}}),
                                engine.task(2, "llm", Object{{"endpoint", server.url()}, {"prompt", "x"}})}});
        QVERIFY(waitUntil([&] { return server.requests().size() == 2 && server.open() == 2; }));
        engine.answers = false;
        QVERIFY(waitUntil([&] { return server.open() == 0; }));
        QVERIFY(waitUntil([&] { return engine.hellos.size() == 2; }));
        QVERIFY(engine.hellos[1].held.empty());
        engine.answers = true;
        engine.say(wire::Tasks{{engine.command(3, {"true"})}});
        QVERIFY(engine.hears(1));
        QCOMPARE(engine.results[0].key.task, 3U);
    }

    void cancelsAll()
    {
        RawServer server([](RawConnection &connection, const RawRequest &) { connection.waitForClose(); });
        PlayedEngine engine;
        WorkerProcess worker(engine, 3);
        QVERIFY(waitUntil([&] { return engine.hellos.size() == 1; }));
        engine.say(wire::Tasks{{engine.task(1, "http", Object{{"url", server.url()}}),
                                engine.task(2, "llm", Object{{"endpoint", server.url()}, {"prompt", "x"}}),
                                engine.task(3, "script", Object{{"language", "python"}, {"code", "import time\ntime.sleep(600)"}})}});
        QVERIFY(waitUntil([&] { return server.open() == 2 && engine.started.size() == 3; }));
        for (std::uint32_t i = 1; i <= 3; ++i)
            engine.say(wire::CancelAttempt{{0, i, 1, 1}, "By the test."});
        QVERIFY(engine.hears(3));
        for (const wire::AttemptResult &result : engine.results) {
            QCOMPARE(result.outcome, wire::Outcome::Cancelled);
            QCOMPARE(result.reason, std::string("By the test."));
        }
        QVERIFY(waitUntil([&] { return server.open() == 0; }));
    }

    void leavesNothingOfAScriptWhenItIsKilled()
    {
        RawServer server([](RawConnection &connection, const RawRequest &) { connection.waitForClose(); });
        PlayedEngine engine;
        WorkerProcess worker(engine, 2);
        QVERIFY(waitUntil([&] { return engine.hellos.size() == 1; }));
        engine.say(wire::Tasks{{engine.task(1, "script", Object{{"language", "bash"}, {"code", "trap '' TERM; sleep 600 & sleep 600; true"}}),
                                engine.task(2, "http", Object{{"url", server.url()}})}});
        QVERIFY(waitUntil([&] { return engine.started.size() == 2 && server.open() == 1; }));
        const std::int64_t group = std::max(engine.started[0].pid, engine.started[1].pid);
        QVERIFY(waitUntil([&] { return livingInGroup(group) >= 3; }));
        worker.signal(SIGKILL);
        QVERIFY(waitUntil([&] { return livingInGroup(group) == 0 && server.open() == 0; }));
    }

    void putsSecretsInPlaceAndTellsNone()
    {
        RawServer server([](RawConnection &connection, const RawRequest &request) {
            connection.answer(request.target == "/no" ? 403 : 200, request.header("x-key") + "!");
        });
        PlayedEngine engine;
        WorkerProcess worker(engine, 1);
        QVERIFY(waitUntil([&] { return engine.hellos.size() == 1; }));
        const Value headers = Object{{"X-Key", "${secret.KEY}"}};
        engine.say(wire::Tasks{{engine.task(1, "http", Object{{"url", server.url("/yes")}, {"headers", headers}}),
                                engine.task(2, "http", Object{{"url", server.url("/no")}, {"headers", headers}}),
                                engine.command(3, {"sh", "-c", "echo \"<$0>\"; env | grep -c WEFT_SECRET; echo \"$0\" >&2", "${secret.KEY}"}),
                                engine.command(4, {"echo", "${secret.NONE}"}),
                                engine.command(5, {"echo", "$${secret.KEY}"})}});
        QVERIFY(engine.hears(5));
        std::sort(engine.results.begin(), engine.results.end(), [](const auto &a, const auto &b) { return a.key < b.key; });
        QCOMPARE(server.requests().at(0).header("x-key"), std::string("open sesame"));
        QCOMPARE(outputOf(engine.results[0]), Value("•••!"));
        QVERIFY2(engine.results[1].reason.ends_with("It says: •••!"), engine.results[1].reason.c_str());
        QCOMPARE(outputOf(engine.results[2]), Value("<•••>\n0"));
        QCOMPARE(engine.results[3].reason, std::string("Node \"n\" needs the secret \"NONE\", and worker \"lab-1\" has no variable WEFT_SECRET_NONE. "
                                                       "Start the worker with it in its environment."));
        QCOMPARE(outputOf(engine.results[4]), Value("${secret.KEY}"));
        QVERIFY2(engine.logs.find("sesame") == std::string::npos && engine.logs.find("•••") != std::string::npos, engine.logs.c_str());
    }

    void outlivesWhateverComesOverTheWire()
    {
        PlayedEngine engine;
        WorkerProcess worker(engine, 4);
        QVERIFY(waitUntil([&] { return engine.hellos.size() == 1; }));
        wire::Tasks tasks;
        std::uint32_t number = 0;
        for (const char *kind : {"script", "http", "llm", "command"})
            for (const Value &with : {Value(), Value(7), Value(List{}), Value(Object{}), Value(Object{{"url", Object{}}, {"language", 3}, {"endpoint", List{}}, {"argv", "x"}}),
                                      Value(Object{{"url", "http://\xff\xfe/"}, {"endpoint", "http://[::1"}, {"code", 3}, {"language", "bash"}, {"recorded", "${secret."}})})
                tasks.tasks.push_back(engine.task(++number, kind, with));
        for (const char *kind : {"script", "http", "llm"}) {
            tasks.tasks.push_back(engine.task(++number, kind, Value()));
            tasks.tasks.back().with = Payload::of("\xd9\xff{secret.KEY}"); // a text that is longer than what there is
        }
        engine.say(tasks);
        QVERIFY(engine.hears(number));
        for (const wire::AttemptResult &result : engine.results) {
            QCOMPARE(result.outcome, wire::Outcome::Failed);
            QVERIFY2(result.reason.starts_with("Node \"n\" cannot run: "), result.reason.c_str());
        }
        QCOMPARE(worker.process.state(), QProcess::Running);
    }
};

WEFTLINE_TEST(HostKindsTest)
#include "tst_host_kinds.moc"
