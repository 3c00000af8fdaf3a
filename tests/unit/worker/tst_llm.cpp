// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// `llm` attempts against a server that speaks as OpenAI's does, and against recorded replies.

#include <fmt/format.h>

#include "engine/format/json.h"
#include "engine/worker/event_stream.h"
#include "engine/worker/llm_reply.h"
#include "tests/support/chat_server.h"
#include "tests/support/raw_server.h"
#include "tests/support/test_main.h"
#include "tests/unit/worker/attempt.h"

using namespace weftline;
using namespace weftline::worker;
using namespace std::chrono_literals;
using namespace weftline::test;

namespace {

struct Llm : Attempt
{
    explicit Llm(Object with, Duration timeout = Duration{0}) : Attempt(makeLlmKind, taskOf("llm", Value(std::move(with)), timeout)) { }
};

Object asking(const RawServer &server, Object more = {})
{
    more.emplace_back("endpoint", server.url("/v1"));
    more.emplace_back("model", "small");
    more.emplace_back("prompt", "Say something.");
    return more;
}

RawServer::Handle streaming(std::string events)
{
    return [events = std::move(events)](RawConnection &connection, const RawRequest &) {
        connection.send("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n" + events);
    };
}

RawServer::Handle answering(int status, std::string body)
{
    return [status, body = std::move(body)](RawConnection &connection, const RawRequest &) { connection.answer(status, body); };
}

Value bodyOf(const RawRequest &request) { return *format::parseJson(request.body); }

const Value schema = Value(Object{{"type", "object"}, {"properties", Object{{"steps", Object{{"type", "array"}, {"items", Object{{"type", "string"}}}}}}},
                                  {"required", List{"steps"}}});

} // namespace

class LlmTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void streamsAReply()
    {
        RawServer server(streaming(chatEvents("First line\nsecond gr\xC3\xBC\xC3\x9F")));
        Llm a(asking(server, {{"key", "k3y"}, {"system", "Be short."}, {"temperature", 0.5}, {"tokens_max", 99}, {"price_in", 1}, {"price_out", 2.5}}));
        QVERIFY(a.finish());
        QVERIFY2(a.hasSucceeded(), a.result.reason.c_str());
        QCOMPARE(a.output(), Value("First line\nsecond gr\xC3\xBC\xC3\x9F"));
        QCOMPARE(a.result.use.model, (ModelUse{700, 112, 980'000})); // 700 of 1 and 112 of 2.5 a million
        QVERIFY2(a.out.starts_with("First line\nsecond gr\xC3\xBC\xC3\x9F\n"), a.out.c_str());
        QVERIFY(a.starts == 1 && !a.killed);
        const RawRequest request = server.requests().at(0);
        QCOMPARE(request.method + " " + request.target, std::string("POST /v1/chat/completions"));
        QCOMPARE(request.header("authorization"), std::string("Bearer k3y"));
        QCOMPARE(bodyOf(request), Value(Object{{"model", "small"},
                                               {"messages", List{Object{{"role", "system"}, {"content", "Be short."}}, Object{{"role", "user"}, {"content", "Say something."}}}},
                                               {"temperature", 0.5}, {"max_tokens", 99}, {"stream", true}, {"stream_options", Object{{"include_usage", true}}}}));
    }

    void givesTheWholeReplyAtOnce()
    {
        RawServer server(answering(200, chatReply("hello")));
        const Value messages = List{Object{{"role", "user"}, {"content", "a"}}, Object{{"role", "assistant"}, {"content", "b"}}};
        Llm a({{"endpoint", server.url("/v1/")}, {"messages", messages}, {"stream", false}});
        QVERIFY(a.finish());
        QVERIFY2(a.hasSucceeded(), a.result.reason.c_str());
        QCOMPARE(a.output(), Value("hello"));
        QCOMPARE(a.result.use.model, (ModelUse{700, 112, 0}));
        QCOMPARE(bodyOf(server.requests().at(0)), Value(Object{{"messages", messages}}));
        QCOMPARE(server.requests()[0].header("authorization"), std::string());
        QCOMPARE(server.requests()[0].target, std::string("/v1/chat/completions"));
    }

    void isTheSameWhereverTheStreamIsCut()
    {
        const std::string text = "a gr\xC3\xBC\xC3\x9F \xF0\x9F\x99\x82\n\"b\"";
        for (std::string events : {chatEvents(text), [&] {
                 std::string crlf;
                 for (const char c : chatEvents(text))
                     crlf += c == '\n' ? std::string("\r\n") : std::string(1, c);
                 return crlf;
             }()})
            for (std::size_t cut = 0; cut <= events.size(); ++cut) {
                LlmStream stream;
                std::string said;
                const auto say = [&](std::string_view piece) { said += piece; };
                QVERIFY(stream.add(std::string_view(events).substr(0, cut), say));
                QVERIFY(stream.add(std::string_view(events).substr(cut), say));
                const auto reply = stream.end();
                QVERIFY(reply && stream.isDone());
                QCOMPARE(reply->text, text);
                QCOMPARE(said, text);
                QCOMPARE(reply->use, (ModelUse{700, 112, 0}));
                QCOMPARE(reply->model, std::string("small-1"));
            }
    }

    void isNoReplyWhereverTheConnectionEnds()
    {
        const std::string events = chatEvents("abc def ghi");
        const std::size_t finish = events.find("\"stop\"");
        int failures = 0;
        for (std::size_t end = 0; end < events.size(); ++end) {
            LlmStream stream;
            QVERIFY(stream.add(std::string_view(events).substr(0, end), [](std::string_view) {}));
            const auto reply = stream.end();
            if (end <= finish)
                QVERIFY2(!reply, std::to_string(end).c_str());
            else if (reply)
                QCOMPARE(reply->text, std::string("abc def ghi"));
            failures += reply ? 0 : 1;
        }
        QVERIFY(failures >= static_cast<int>(finish));
    }

    void failsWhenTheStreamBreaks_data()
    {
        QTest::addColumn<QByteArray>("events");
        QTest::addColumn<QByteArray>("why");
        const auto row = [](const char *name, const std::string &events, const char *why) {
            QTest::newRow(name) << QByteArray::fromStdString(events) << QByteArray(why);
        };
        const std::string half = chatEvent(chatDelta("abc")) + chatEvent(chatDelta("def"));
        row("in the middle", half, "The stream ended in the middle of the reply, after 2 events.");
        row("in an event", half + "data: {\"choi", "The stream ended in the middle of the reply, after 2 events.");
        row("nothing", "", "The answer holds no events.");
        row("no JSON", half + "data: {\"choices\": oops}\n\n", "Event 3 of the stream is no JSON.");
        row("an error", half + "data: {\"error\": {\"message\": \"overloaded\", \"code\": 503}}\n\n", "The stream ended with an error: overloaded");
        row("a whole answer", chatReply("x"), "The answer holds no events. Set \"stream\" to false");
    }

    void failsWhenTheStreamBreaks()
    {
        QFETCH(QByteArray, events);
        QFETCH(QByteArray, why);
        RawServer server(streaming(events.toStdString()));
        Llm a(asking(server));
        QVERIFY(a.finish());
        QCOMPARE(a.result.outcome, wire::Outcome::Failed);
        QVERIFY2(a.result.reason.find("/v1/chat/completions\" gave no reply. " + why.toStdString()) != std::string::npos, a.result.reason.c_str());
        QVERIFY(a.result.output.isEmpty() && !a.killed);
    }

    void failsWhenAChunkIsCutOff()
    {
        RawServer server([](RawConnection &connection, const RawRequest &) {
            const std::string event = chatEvent(chatDelta("abc"));
            connection.send(fmt::format("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n{:x}\r\n{}\r\n{:x}\r\nda", event.size(), event, event.size()));
        });
        Llm a(asking(server));
        QVERIFY(a.finish());
        QCOMPARE(a.result.outcome, wire::Outcome::Failed);
        QVERIFY2(a.result.reason.find("in the middle of its answer") != std::string::npos, a.result.reason.c_str());
        QVERIFY2(a.out.starts_with("abc"), a.out.c_str());
    }

    void doesNotWaitForMoreThanTheReply()
    {
        RawServer server([](RawConnection &connection, const RawRequest &) {
            connection.send("HTTP/1.1 200 OK\r\n\r\n" + chatEvents("done"));
            connection.waitForClose();
        });
        Llm a(asking(server));
        QVERIFY(a.finish());
        QVERIFY2(a.hasSucceeded(), a.result.reason.c_str());
        QVERIFY(!a.killed);
        QVERIFY(waitUntil([&] { return server.open() == 0; }));
    }

    void checksTheReplyAgainstASchema_data()
    {
        QTest::addColumn<QByteArray>("reply");
        QTest::addColumn<QByteArray>("why");
        QTest::newRow("good") << QByteArray("{\"steps\": [\"a\", \"b\"]}") << QByteArray();
        QTest::newRow("no JSON") << QByteArray("{\"steps\": [\"a\",\n oops]}") << QByteArray("The reply is no JSON, which \"schema\" asks for. ");
        QTest::newRow("the place") << QByteArray("{\"steps\": [\"a\",\n oops]}") << QByteArray("Line 2, column 2");
        QTest::newRow("JSON in a fence") << QByteArray("```json\n{}\n```") << QByteArray("The reply is no JSON");
        QTest::newRow("a wrong item") << QByteArray("{\"steps\": [\"a\", 7]}") << QByteArray("The reply is not as \"schema\" asks for, at \"/steps/1\": It must be of type string, and is 7.");
        QTest::newRow("a missing member") << QByteArray("{}") << QByteArray("at the whole of it: It has no \"steps\", which is required.");
    }

    void checksTheReplyAgainstASchema()
    {
        QFETCH(QByteArray, reply);
        QFETCH(QByteArray, why);
        for (const bool stream : {true, false}) {
            RawServer server(stream ? streaming(chatEvents(reply.toStdString())) : answering(200, chatReply(reply.toStdString())));
            Llm a(asking(server, {{"schema", schema}, {"stream", stream}}));
            QVERIFY(a.finish());
            QCOMPARE(*bodyOf(server.requests().at(0)).find("response_format"),
                     Value(Object{{"type", "json_schema"}, {"json_schema", Object{{"name", "reply"}, {"schema", schema}}}}));
            QCOMPARE(a.result.use.model.tokens(), std::uint64_t(812)); // they were paid for in any case
            if (why.isEmpty()) {
                QCOMPARE(a.output(), Value(Object{{"steps", List{"a", "b"}}}));
                continue;
            }
            QCOMPARE(a.result.outcome, wire::Outcome::Failed);
            QVERIFY2(a.result.reason.find(why.toStdString()) != std::string::npos, a.result.reason.c_str());
        }
    }

    void tellsWhatTheServerSays_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QByteArray>("says");
        QTest::newRow("wrong key") << 401 << QByteArray("{\"error\": {\"message\": \"Incorrect API key\", \"type\": \"auth\"}}") << QByteArray("401 Said. It says: Incorrect API key Correct \"key\".");
        QTest::newRow("too many") << 429 << QByteArray("{\"error\": \"slow down\"}") << QByteArray("429 Said. It says: slow down Try again later, for example with \"retry\".");
        QTest::newRow("broken") << 500 << QByteArray("<h1>oops</h1>") << QByteArray("500 Said. It says: <h1>oops</h1>");
        QTest::newRow("a redirect") << 302 << QByteArray("elsewhere") << QByteArray("302 Said. It says: elsewhere");
    }

    void tellsWhatTheServerSays()
    {
        QFETCH(int, status);
        QFETCH(QByteArray, body);
        QFETCH(QByteArray, says);
        RawServer server(answering(status, body.toStdString()));
        Llm a(asking(server, {{"key", "k"}}));
        QVERIFY(a.finish());
        QCOMPARE(a.result.outcome, wire::Outcome::Failed);
        QVERIFY2(a.result.reason.ends_with("was answered with the status " + says.toStdString()), a.result.reason.c_str());
        QCOMPARE(server.requests().size(), std::size_t(1));
    }

    void failsWhereTheModelDoesNotFinish_data()
    {
        QTest::addColumn<QByteArray>("answer");
        QTest::addColumn<QByteArray>("why");
        QTest::newRow("length") << QByteArray::fromStdString(chatReply("abc", "length")) << QByteArray("The reply was cut off at its greatest length, after 3 characters.");
        QTest::newRow("filter") << QByteArray::fromStdString(chatReply("", "content_filter")) << QByteArray("The model ended its reply with \"content_filter\"");
        QTest::newRow("refusal") << QByteArray(R"({"choices":[{"message":{"content":null,"refusal":"I will not."},"finish_reason":"stop"}]})") << QByteArray("The model refused to answer: I will not.");
        QTest::newRow("empty") << QByteArray::fromStdString(chatReply("")) << QByteArray("The reply is empty.");
        QTest::newRow("no choices") << QByteArray("{\"choices\": []}") << QByteArray("The answer has no \"choices\" with a message");
        QTest::newRow("something else") << QByteArray("[1]") << QByteArray("The answer has no \"choices\" with a message");
        QTest::newRow("no JSON") << QByteArray("<html>") << QByteArray("The answer is no JSON. ");
    }

    void failsWhereTheModelDoesNotFinish()
    {
        QFETCH(QByteArray, answer);
        QFETCH(QByteArray, why);
        RawServer server(answering(200, answer.toStdString()));
        Llm a(asking(server, {{"stream", false}}));
        QVERIFY(a.finish());
        QCOMPARE(a.result.outcome, wire::Outcome::Failed);
        QVERIFY2(a.result.reason.find(why.toStdString()) != std::string::npos, a.result.reason.c_str());
    }

    void answersFromWhatIsRecorded()
    {
        const Value recorded = List{Object{{"content", "zero"}}, Object{{"content", "one"}, {"tokens_in", 3}, {"tokens_out", 4}, {"model", "small-1"}}, Object{{"content", Object{{"a", 1}}}}};
        Llm a({{"endpoint", ""}, {"prompt", "x"}, {"recorded", recorded}, {"price_out", 1}}); // the task is count[7]
        QCOMPARE(a.ends, 1);
        QVERIFY2(a.hasSucceeded(), a.result.reason.c_str());
        QCOMPARE(a.output(), Value("one"));
        QCOMPARE(a.out, std::string("This reply is recorded (2 of 3 in \"recorded\", of small-1); no model was asked.\none\n"));
        QCOMPARE(a.result.use.model, (ModelUse{3, 4, 4000}));
        Llm b({{"recorded", List{Object{{"content", "{\"steps\": 7}"}}}}, {"schema", schema}});
        QVERIFY2(b.result.reason.find("at \"/steps\": It must be of type array, and is 7.") != std::string::npos, b.result.reason.c_str());
        Llm c(Object{{"prompt", "x"}});
        QVERIFY2(c.result.reason.find("endpoint is empty, and there are no recorded replies") != std::string::npos, c.result.reason.c_str());
    }

    void canBeRecorded()
    {
        RawServer server(streaming(chatEvents("{\"steps\": [\"gr\xC3\xBC\xC3\x9F\"]}")));
        Llm a(asking(server, {{"schema", schema}}));
        QVERIFY(a.finish());
        const std::size_t begin = a.out.rfind("{\"content\"");
        QVERIFY2(begin != std::string::npos, a.out.c_str());
        const auto entry = format::parseJson(std::string_view(a.out).substr(begin));
        QVERIFY(entry);
        Llm b({{"recorded", List{*entry}}, {"schema", schema}});
        QVERIFY2(b.hasSucceeded(), b.result.reason.c_str());
        QCOMPARE(b.output(), a.output());
        QCOMPARE(b.result.use.model, a.result.use.model);
    }

    void stopsAndTimesOut()
    {
        RawServer server([](RawConnection &connection, const RawRequest &) {
            connection.send("HTTP/1.1 200 OK\r\n\r\n" + chatEvent(chatDelta("abc\n")));
            connection.waitForClose();
        });
        Llm a(asking(server));
        QVERIFY(waitUntil([&] { return a.out == "abc\n"; }));
        a.running->stop(false);
        QVERIFY(a.ends == 1 && a.killed);
        Llm b(asking(server), 100ms);
        QVERIFY(b.finish());
        QCOMPARE(b.result.outcome, wire::Outcome::TimedOut);
        QVERIFY(waitUntil([&] { return server.open() == 0; }));
    }

    void refusesWrongParameters_data()
    {
        QTest::addColumn<Value>("with");
        QTest::addColumn<QByteArray>("why");
        const auto row = [](const char *name, Object with, const char *why) {
            if (!find(with, "endpoint"))
                with.emplace_back("endpoint", "http://127.0.0.1:1/v1");
            QTest::newRow(name) << Value(std::move(with)) << QByteArray(why);
        };
        row("nothing to ask", {}, "prompt is empty, and there are no \"messages\" either");
        row("twice to ask", {{"prompt", "x"}, {"messages", List{}}}, "messages stands beside \"prompt\"");
        row("no messages", {{"messages", List{}}}, "messages must be a list of 1 to ");
        row("no role", {{"messages", List{Object{{"content", "x"}}}}}, "messages[0] has no \"role\"");
        row("no content", {{"messages", List{Object{{"role", "user"}, {"content", 3}}}}}, "messages[0] has no \"content\"");
        row("another endpoint", {{"endpoint", "ftp://x"}, {"prompt", "x"}}, "endpoint must begin with http:// or https://.");
        row("a bad schema", {{"prompt", "x"}, {"schema", Object{{"pattern", "a"}}}}, "schema/pattern cannot be used: \"pattern\" is not among the keywords");
        row("a key of two lines", {{"prompt", "x"}, {"key", "a\nb"}}, "key contains a control character");
        row("temperature", {{"prompt", "x"}, {"temperature", "hot"}}, "temperature must be a number from ");
        row("tokens", {{"prompt", "x"}, {"tokens_max", 0}}, "tokens_max must be a whole number from 1 to ");
        row("stream", {{"prompt", "x"}, {"stream", "yes"}}, "stream must be true or false.");
        row("price", {{"prompt", "x"}, {"price_in", -1}}, "price_in must be a number from 0 to ");
        row("recorded", {{"endpoint", ""}, {"recorded", List{3}}}, "recorded[0] has no \"content\".");
        row("recorded tokens", {{"endpoint", ""}, {"recorded", List{Object{{"content", "x"}, {"tokens_in", -1}}}}}, "recorded[0] cannot be used: tokens_in must be");
    }

    void refusesWrongParameters()
    {
        QFETCH(Value, with);
        QFETCH(QByteArray, why);
        Attempt a(makeLlmKind, taskOf("llm", with));
        QCOMPARE(a.ends, 1);
        QVERIFY2(a.result.reason.starts_with("Node \"count\" cannot run: " + why.toStdString()), a.result.reason.c_str());
    }
};

class EventStreamTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsEvents()
    {
        EventStream stream;
        std::vector<std::string> got;
        const auto give = [&](std::string_view data) { got.emplace_back(data); };
        QVERIFY(stream.add("\xEF\xBB\xBF" "data: one\n\n: comment\nevent: x\nid: 1\ndata:two\ndata: lines\n\ndata\n\ndatas: no\n\ndata: half\n", give));
        QCOMPARE(got, (std::vector<std::string>{"one", "two\nlines", ""}));
        QVERIFY(stream.add("\r\ndata: cr\rdata: again\r\r", give));
        QCOMPARE(got.size(), std::size_t(5));
        QCOMPARE(got[3], std::string("half"));
        QCOMPARE(got[4], std::string("cr\nagain"));
    }

    void hasALimit()
    {
        EventStream stream;
        const std::string piece(1U << 20U, 'x');
        bool ok = true;
        int pieces = 0;
        for (; ok && pieces < 100; ++pieces)
            ok = stream.add(piece, [](std::string_view) {});
        QVERIFY(!ok);
        QCOMPARE(pieces, 17);
    }
};


WEFTLINE_TEST(LlmTest)
WEFTLINE_TEST(EventStreamTest)
#include "tst_llm.moc"
