// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// `http`, `llm` and `script` through real runs, against servers that do everything wrong: what the language says comes of
// each, in the journal, in the outputs, and at the server.

#include <QtCore/QFile>
#include <QtCore/QJsonArray>
#include <QtCore/QJsonDocument>

#include <atomic>
#include <csignal>

#include "tests/integration/facts.h"
#include "tests/support/chat_server.h"
#include "tests/support/raw_server.h"
#include "tests/support/test_main.h"

using namespace weftline;
using namespace weftline::test;

namespace {

/// How a node's one task ended.
struct End
{
    QString state;
    QString reason;
    int attempts = 0; ///< That were dispatched.
    int tokens = 0; ///< Of all attempts.
};

struct NetworkRun
{
    test::Outcome outcome;
    QJsonObject summary;
    QHash<QString, End> ends;
    QString journal;

    [[nodiscard]] QJsonValue output(const char *node) const { return summary.value(QLatin1String("outputs")).toObject().value(QLatin1String(node)); }
};

Value node(const char *id, const char *kind, Object with, Object more = {})
{
    more.insert(more.begin(), {{"id", id}, {"kind", kind}, {"with", std::move(with)}});
    return more;
}

Value retries(int max) { return Object{{"max", max}, {"backoff", "10ms"}}; }

QString saved(const Place &place, List nodes, List edges = {}, Object outputs = {})
{
    Object workflow{{"weft", 1}, {"name", "network"}, {"nodes", std::move(nodes)}, {"edges", std::move(edges)}};
    if (!outputs.empty())
        workflow.emplace_back("outputs", std::move(outputs));
    const QString path = place.path(QStringLiteral("network.weft"));
    QFile file(path);
    if (file.open(QIODevice::WriteOnly))
        file.write(QByteArray::fromStdString(toJson(workflow)));
    return path;
}

QStringList runArguments(const Place &place, const QString &file, int workers)
{
    return {QStringLiteral("run"), file, QStringLiteral("--workers"), QString::number(workers), QStringLiteral("--journal"),
            place.path(QStringLiteral("network.journal")), QStringLiteral("--json")};
}

NetworkRun run(const Place &place, const QString &file)
{
    NetworkRun ran;
    ran.journal = place.path(QStringLiteral("network.journal"));
    ran.outcome = weft(place, runArguments(place, file, 3));
    ran.summary = lastLine(ran.outcome.out);
    const JournalEvents events = JournalEvents::read(place, ran.journal);
    for (const JournalEvent &event : events.all()) {
        End &end = ran.ends[event.text("task")];
        end.tokens += event.body.value(QLatin1String("tokens_in")).toInt() + event.body.value(QLatin1String("tokens_out")).toInt();
        if (event.type == QLatin1String("attempt_dispatched") && !event.body.contains(QLatin1String("purpose")))
            ++end.attempts;
        if (event.type == QLatin1String("task_finished")) {
            end.state = event.text("state");
            end.reason = event.text("reason");
        }
    }
    return ran;
}

std::size_t countOf(const RawServer &server, const std::string &target)
{
    std::size_t count = 0;
    for (const RawRequest &request : server.requests())
        count += request.target == target ? 1 : 0;
    return count;
}

constexpr std::string_view streamHead = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n";

} // namespace

class NetworkKindsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void requestsEndAsTheLanguageSays()
    {
        RawServer other([](RawConnection &connection, const RawRequest &request) {
            connection.answer(200, "other, told \"" + request.header("authorization") + "\"");
        });
        std::atomic<int> recoveries = 0;
        RawServer server([&](RawConnection &c, const RawRequest &request) { serve(c, request, other, recoveries); });
        const auto http = [&](const char *id, Object with = {}, Object more = {}) {
            with.emplace_back("url", server.url(std::string("/") + id));
            return node(id, "http", std::move(with), std::move(more));
        };
        Place place;
        place.set(QStringLiteral("WEFT_SECRET_TOKEN"), QStringLiteral("open sesame"));
        const Object secret{{"Authorization", "Bearer ${secret.TOKEN}"}};
        const QString file = saved(place, {
            http("slow"), http("failing", {}, {{"retry", retries(2)}}), http("recovers", {}, {{"retry", retries(3)}}), http("chunked"), http("cut-chunk"),
            http("redirect"), http("loop"), http("elsewhere", {{"headers", secret}}), http("see-other", {{"method", "POST"}, {"body", "x"}}),
            http("big"), http("invalid"), http("never", {}, {{"timeout", "300ms"}}), http("middle"), http("broken-status"), http("json", {{"response", "json"}}),
            http("wrong-json", {{"response", "json"}}), http("file", {{"response", "file"}}), http("echo", {{"headers", secret}}),
            http("missing-secret", {{"headers", Object{{"X", "${secret.MISSING}"}}}}), http("too-large", {{"size_max", 1000}}),
            node("length", "transform", {{"expression", "big.output.length"}})},
            {List{"big", "length"}});
        const NetworkRun ran = run(place, file);
        QCOMPARE(ran.outcome.exitCode, 1);

        const auto good = [&](const char *id, const QJsonValue &output) {
            const End end = ran.ends.value(QLatin1String(id));
            QVERIFY2(end.state == QLatin1String("succeeded"), qPrintable(QLatin1String(id) + QLatin1String(": ") + end.reason));
            QCOMPARE(ran.output(id), output);
            QCOMPARE(countOf(server, std::string("/") + id), std::size_t(end.attempts));
        };
        const auto bad = [&](const char *id, const char *why, int attempts = 1) {
            const End end = ran.ends.value(QLatin1String(id));
            QCOMPARE(end.state, QStringLiteral("failed"));
            QVERIFY2(end.reason.contains(QLatin1String(why)), qPrintable(end.reason));
            QCOMPARE(end.attempts, attempts);
            QVERIFY(ran.output(id).isNull() || ran.output(id).isUndefined());
        };
        good("slow", QStringLiteral("slow and whole"));
        good("recovers", QStringLiteral("there again"));
        QCOMPARE(ran.ends.value(QStringLiteral("recovers")).attempts, 3);
        good("chunked", QStringLiteral("in two chunks"));
        good("redirect", QStringLiteral("the target, by GET"));
        good("elsewhere", QStringLiteral("other, told \"\""));
        good("see-other", QStringLiteral("the target, by GET"));
        good("invalid", QString::fromUtf8("a\xEF\xBF\xBD" "b"));
        good("json", QJsonObject{{QStringLiteral("n"), 7}});
        good("echo", QString::fromUtf8("you said Bearer •••"));
        QCOMPARE(ran.output("length").toInt(), 10'000'000);
        bad("failing", "was answered with the status 500 Said, which is not expected. It says: out of order", 3);
        QCOMPARE(countOf(server, "/failing"), std::size_t(3));
        bad("cut-chunk", "closed the connection in the middle of its answer");
        bad("loop", "status 302 Said, which is not expected");
        QCOMPARE(countOf(server, "/loop"), std::size_t(6));
        bad("never", "had no whole answer within the node's timeout of 300ms");
        bad("middle", "closed the connection in the middle of its answer, after 5 of 100 bytes");
        bad("broken-status", "GET \"");
        bad("wrong-json", "is no JSON.");
        bad("wrong-json", "Line 2, column 7");
        bad("missing-secret", "has no variable WEFT_SECRET_MISSING");
        QCOMPARE(countOf(server, "/missing-secret"), std::size_t(0));
        bad("too-large", "is too large: 2000 bytes, and 1000 bytes are allowed.");

        const QJsonObject kept = ran.output("file").toObject();
        QCOMPARE(kept.value(QLatin1String("size")).toInt(), 300'000);
        QCOMPARE(kept.value(QLatin1String("name")).toString(), QStringLiteral("file"));
        const QString hash = kept.value(QLatin1String("artefact")).toString();
        QVERIFY2(QFile::exists(ran.journal + QStringLiteral(".d/values/%1/%2").arg(hash.left(2), hash.mid(2))), qPrintable(hash));

        const test::Outcome logs = weft(place, {QStringLiteral("logs"), QStringLiteral("last"), QStringLiteral("--journal"), ran.journal});
        QVERIFY2(logs.out.contains("Some bytes of the answer are no UTF-8 text and were replaced, the first after 1 bytes."), logs.out.constData());
        QCOMPARE(weft(place, {QStringLiteral("verify"), ran.journal}).exitCode, 0);
        QFile journal(ran.journal);
        QVERIFY(journal.open(QIODevice::ReadOnly));
        QVERIFY2(!journal.readAll().contains("sesame") && !logs.out.contains("sesame") && !ran.outcome.out.contains("sesame"), "a secret was told");
        QVERIFY(waitUntil([&] { return server.open() == 0; }));
    }

    void modelsEndAsTheLanguageSays()
    {
        const Value schema = Object{{"type", "object"}, {"properties", Object{{"n", Object{{"type", "integer"}}}}}, {"required", List{"n"}}};
        std::atomic<int> tries = 0;
        RawServer server([&](RawConnection &c, const RawRequest &request) { reply(c, request, tries); });
        const auto llm = [&](const char *id, Object with = {}, Object more = {}) {
            with.emplace_back("endpoint", server.url(std::string("/") + id));
            with.emplace_back("model", "m");
            with.emplace_back("prompt", "Say it.");
            with.emplace_back("key", "${secret.MODEL}");
            return node(id, "llm", std::move(with), std::move(more));
        };
        Place place;
        place.set(QStringLiteral("WEFT_SECRET_MODEL"), QStringLiteral("model key"));
        const Value replies = List{Object{{"content", "zero"}, {"tokens_in", 1}, {"tokens_out", 2}}, Object{{"content", "one"}, {"tokens_in", 10}, {"tokens_out", 20}}};
        const QString file = saved(place, {
            llm("stream", {{"price_in", 2}, {"price_out", 10}}), llm("bytes"), llm("plain", {{"stream", false}}), llm("checked", {{"schema", schema}}),
            llm("second-try", {{"schema", schema}}, {{"retry", retries(2)}}), llm("wrong-schema", {{"schema", schema}}), llm("no-json", {{"schema", schema}}),
            llm("unauthorized"), llm("busy", {}, {{"retry", retries(1)}}), llm("cut"), llm("length"),
            node("recorded", "llm", {{"prompt", "x"}, {"recorded", replies}}, {{"map", "${[1, 2, 3]}"}})});
        const NetworkRun ran = run(place, file);
        QCOMPARE(ran.outcome.exitCode, 1);
        const auto good = [&](const char *id, const QJsonValue &output, int attempts, int tokens) {
            const End end = ran.ends.value(QLatin1String(id));
            QVERIFY2(end.state == QLatin1String("succeeded"), qPrintable(QLatin1String(id) + QLatin1String(": ") + end.reason));
            QCOMPARE(ran.output(id), output);
            QCOMPARE(end.attempts, attempts);
            QCOMPARE(end.tokens, tokens);
            QCOMPARE(countOf(server, std::string("/") + id + "/chat/completions"), std::size_t(attempts));
        };
        const auto bad = [&](const char *id, const char *why, int attempts = 1) {
            const End end = ran.ends.value(QLatin1String(id));
            QCOMPARE(end.state, QStringLiteral("failed"));
            QVERIFY2(end.reason.contains(QLatin1String(why)), qPrintable(end.reason));
            QCOMPARE(end.attempts, attempts);
        };
        good("stream", QStringLiteral("said in pieces"), 1, 812);
        good("bytes", QString::fromUtf8("gr\xC3\xBC\xC3\x9F dich"), 1, 812);
        good("plain", QStringLiteral("at once"), 1, 812);
        good("checked", QJsonObject{{QStringLiteral("n"), 3}}, 1, 812);
        good("second-try", QJsonObject{{QStringLiteral("n"), 4}}, 2, 1624);
        QCOMPARE(ran.output("recorded"), QJsonValue(QJsonArray{QStringLiteral("zero"), QStringLiteral("one"), QStringLiteral("zero")}));
        bad("wrong-schema", "The reply is not as \"schema\" asks for, at \"/n\": It must be of type integer, and is \"three\".");
        bad("no-json", "The reply is no JSON, which \"schema\" asks for.");
        bad("unauthorized", "was answered with the status 401 Said. It says: Incorrect API key");
        bad("busy", "was answered with the status 429 Said. It says: slow down", 2);
        bad("cut", "The stream ended in the middle of the reply, after 2 events.");
        bad("length", "The reply was cut off at its greatest length");
        for (const RawRequest &request : server.requests())
            QCOMPARE(request.header("authorization"), std::string("Bearer model key"));

        // 812 each of stream, bytes, plain, checked, wrong-schema, no-json and length, twice for second-try; 36 recorded.
        const QJsonObject tokens = ran.summary.value(QLatin1String("tokens")).toObject();
        QCOMPARE(tokens.value(QLatin1String("in")).toInt() + tokens.value(QLatin1String("out")).toInt(), 9 * 812 + 36);
        QCOMPARE(ran.summary.value(QLatin1String("cost")).toDouble(), 700 * 2e-6 + 112 * 10e-6);
        const test::Outcome shown = weft(place, {QStringLiteral("show"), QStringLiteral("last"), QStringLiteral("--journal"), ran.journal, QStringLiteral("--json")});
        QCOMPARE(lastLine(shown.out).value(QLatin1String("tokens")), ran.summary.value(QLatin1String("tokens")));
        const test::Outcome logs = weft(place, {QStringLiteral("logs"), QStringLiteral("last"), QStringLiteral("--journal"), ran.journal});
        QVERIFY2(logs.out.contains("This reply is recorded (2 of 2 in \"recorded\"); no model was asked."), logs.out.constData());
        QVERIFY(!logs.out.contains("model key") && !ran.outcome.out.contains("model key"));
        QCOMPARE(weft(place, {QStringLiteral("verify"), ran.journal}).exitCode, 0);
    }

    void scriptsEndAsTheLanguageSays()
    {
        Place place;
        const auto script = [](const char *id, const char *language, const char *code, Object with = {}) {
            with.emplace_back("language", language);
            with.emplace_back("code", code);
            return node(id, "script", std::move(with));
        };
        const QString file = saved(place, {
            script("numbers", "bash", "echo '[3, 4]'"),
            script("twice", "python", "import json, sys\nprint(json.dumps([2 * n for n in json.load(sys.stdin)]))", {{"input", "${numbers.output}"}}),
            script("sum", "javascript", "const input = JSON.parse(require('fs').readFileSync(0, 'utf8'));\nconsole.log(input.nodes.twice.reduce((a, b) => a + b));"),
            script("raises", "python", "import os\nraise KeyError('no such word: ' + os.environ['WEFT_TASK'])"),
            script("no-json", "bash", "echo '{\"a\": 1,'; echo ' \"b\": }'")},
            {List{"numbers", "twice"}, List{"twice", "sum"}});
        const NetworkRun ran = run(place, file);
        QCOMPARE(ran.outcome.exitCode, 1);
        QCOMPARE(ran.output("sum"), QJsonValue(14));
        QVERIFY2(ran.ends.value(QStringLiteral("raises")).reason.contains(QLatin1String("File \"code\", line 2, in <module>")),
                 qPrintable(ran.ends.value(QStringLiteral("raises")).reason));
        QVERIFY(ran.ends.value(QStringLiteral("raises")).reason.contains(QLatin1String("KeyError: 'no such word: raises'")));
        QVERIFY2(ran.ends.value(QStringLiteral("no-json")).reason.contains(QLatin1String("Line 2, column 7")), qPrintable(ran.ends.value(QStringLiteral("no-json")).reason));
        QVERIFY2(waitUntil([&] { return place.processes().empty(); }), "it left processes behind");
    }

    void leaveNoConnectionWhenTheRunIsCancelled()
    {
        RawServer server([](RawConnection &connection, const RawRequest &) { connection.waitForClose(); });
        Place place;
        const QString file = saved(place, {node("ask", "http", {{"url", server.url()}}), node("chat", "llm", {{"endpoint", server.url()}, {"model", "m"}, {"prompt", "x"}})});
        Program running(place, QStringLiteral("run"), runArguments(place, file, 2));
        QVERIFY(waitUntil([&] { return server.requests().size() == 2; }, runMax));
        running.signal(SIGINT);
        QVERIFY(running.waitForEnd());
        QCOMPARE(running.exitCode(), 130);
        QCOMPARE(lastLine(running.out()).value(QLatin1String("state")).toString(), QStringLiteral("cancelled"));
        QVERIFY(waitUntil([&] { return server.open() == 0; }));
    }

    void goOnElsewhereWhenTheirWorkerIsKilled()
    {
        std::atomic<int> asked = 0;
        RawServer server([&](RawConnection &connection, const RawRequest &) {
            if (++asked == 1)
                connection.waitForClose();
            else
                connection.answer(200, "second");
        });
        Place place;
        const QString file = saved(place, {node("ask", "http", {{"url", server.url()}})});
        Program running(place, QStringLiteral("run"), runArguments(place, file, 1));
        QVERIFY(waitUntil([&] { return asked == 1; }, runMax));
        int worker = 0;
        for (const LivingProcess &process : place.processes())
            if (process.parent == running.pid() && process.commandLine.find(" worker --join ") != std::string::npos)
                worker = process.pid;
        QVERIFY(worker > 0);
        ::kill(worker, SIGKILL);
        QVERIFY(running.waitForEnd());
        const QJsonObject summary = lastLine(running.out());
        QCOMPARE(summary.value(QLatin1String("state")).toString(), QStringLiteral("succeeded"));
        QCOMPARE(summary.value(QLatin1String("outputs")).toObject().value(QLatin1String("ask")).toString(), QStringLiteral("second"));
        QCOMPARE(summary.value(QLatin1String("attempts")).toInt(), 2);
        QCOMPARE(summary.value(QLatin1String("workers_lost")).toInt(), 1);
    }

private:
    static void serve(RawConnection &c, const RawRequest &request, const RawServer &other, std::atomic<int> &recoveries)
    {
        const std::string &at = request.target;
        if (at == "/slow") {
            for (const char byte : std::string("HTTP/1.1 200 OK\r\nContent-Length: 14\r\n\r\nslow and whole"))
                if (!c.send({&byte, 1}) || !c.pause(3))
                    return;
        } else if (at == "/failing")
            c.answer(500, "out of order");
        else if (at == "/recovers")
            ++recoveries < 3 ? c.answer(503, "not yet") : c.answer(200, "there again");
        else if (at == "/chunked")
            c.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n7\r\nin two \r\n6\r\nchunks\r\n0\r\n\r\n");
        else if (at == "/cut-chunk")
            c.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n7\r\nin two \r\n6\r\nchu");
        else if (at == "/redirect")
            c.answer(302, "", "Location: /target\r\n");
        else if (at == "/loop")
            c.answer(302, "", "Location: /loop\r\n");
        else if (at == "/elsewhere")
            c.answer(307, "", "Location: " + other.url("/x") + "\r\n");
        else if (at == "/see-other")
            c.answer(303, "", "Location: /target\r\n");
        else if (at == "/target")
            c.answer(200, "the target, by " + request.method);
        else if (at == "/big")
            c.answer(200, std::string(10'000'000, 'x'));
        else if (at == "/invalid")
            c.answer(200, "a\xff" "b");
        else if (at == "/never")
            c.waitForClose();
        else if (at == "/middle")
            c.send("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhello");
        else if (at == "/broken-status")
            c.send("HTTP/1.1 oops\r\n\r\nhello");
        else if (at == "/json")
            c.answer(200, "{\"n\": 7}");
        else if (at == "/wrong-json")
            c.answer(200, "{\"a\": 1,\n \"b\": }");
        else if (at == "/file")
            c.answer(200, std::string(300'000, '\0'));
        else if (at == "/echo")
            c.answer(200, "you said " + request.header("authorization"));
        else
            c.answer(200, std::string(2000, 'x'));
    }

    static void reply(RawConnection &c, const RawRequest &request, std::atomic<int> &tries)
    {
        const std::string at = request.target.substr(0, request.target.find("/chat/completions"));
        const auto stream = [&](const std::string &events) { c.send(std::string(streamHead) + events); };
        if (at == "/stream")
            stream(chatEvents("said in pieces"));
        else if (at == "/bytes") {
            for (const char byte : std::string(streamHead) + chatEvents("gr\xC3\xBC\xC3\x9F dich"))
                if (!c.send({&byte, 1}))
                    return;
        } else if (at == "/plain")
            c.answer(200, chatReply("at once"));
        else if (at == "/checked")
            stream(chatEvents("{\"n\": 3}"));
        else if (at == "/second-try")
            stream(chatEvents(++tries == 1 ? "{\"n\": null}" : "{\"n\": 4}"));
        else if (at == "/wrong-schema")
            stream(chatEvents("{\"n\": \"three\"}"));
        else if (at == "/no-json")
            stream(chatEvents("n is three"));
        else if (at == "/unauthorized")
            c.answer(401, R"({"error": {"message": "Incorrect API key", "type": "invalid_request_error"}})");
        else if (at == "/busy")
            c.answer(429, R"({"error": {"message": "slow down"}})");
        else if (at == "/cut")
            stream(chatEvent(chatDelta("abc")) + chatEvent(chatDelta("def")) + "data: {\"cho");
        else
            stream(chatEvent(chatDelta("abc")) + chatEvent(chatDelta("", "length")) + chatEvent(chatUse(700, 112)) + "data: [DONE]\n\n");
    }
};

WEFTLINE_TEST(NetworkKindsTest)
#include "tst_network_kinds.moc"
