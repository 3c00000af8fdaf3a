// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// `http` attempts against a server that does everything wrong.

#include <atomic>

#include <fmt/format.h>

#include "engine/encoding/blake2b.h"
#include "engine/worker/http_call.h"
#include "engine/worker/http_response.h"
#include "tests/support/raw_server.h"
#include "tests/support/test_main.h"
#include "tests/unit/worker/attempt.h"

using namespace weftline;
using namespace weftline::worker;
using namespace std::chrono_literals;
using test::RawConnection;
using test::RawRequest;
using test::RawServer;

namespace {

struct Http : test::Attempt
{
    explicit Http(const std::string &url, Object more = {}, Duration timeout = Duration{0}, Duration answerMax = 10min)
        : Attempt(makeHttpKind, test::taskOf("http", with(url, std::move(more)), timeout), answerMax)
    {
    }

    static Value with(const std::string &url, Object more)
    {
        more.emplace_back("url", url);
        return more;
    }
};

/// Answers all requests with these bytes and closes.
RawServer::Handle saying(std::string bytes)
{
    return [bytes = std::move(bytes)](RawConnection &connection, const RawRequest &) { connection.send(bytes); };
}

HttpCall callOf(const char *method, const char *url)
{
    HttpCall call;
    call.method = method;
    call.url = QUrl(QLatin1String(url));
    call.headers = {{"Authorization", "Bearer x"}, {"X-Key", "y"}, {"Accept", "a/b"}, {"Content-Type", "text/plain"}};
    call.body = "body";
    return call;
}

} // namespace

class HttpTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void givesTheText()
    {
        RawServer server([](RawConnection &connection, const RawRequest &) { connection.answer(200, "gr\xC3\xBC\xC3\x9F dich"); });
        Http a(server.url("/a?b=c"), {{"headers", Object{{"X-Colour", "red"}}}});
        QVERIFY(a.finish());
        QVERIFY2(a.hasSucceeded(), a.result.reason.c_str());
        QCOMPARE(a.output(), Value("gr\xC3\xBC\xC3\x9F dich"));
        QCOMPARE(a.starts, 1);
        QCOMPARE(a.pid, 0);
        QCOMPARE(server.requests().size(), std::size_t(1));
        const RawRequest request = server.requests()[0];
        QCOMPARE(request.method, std::string("GET"));
        QCOMPARE(request.target, std::string("/a?b=c"));
        QCOMPARE(request.header("x-colour"), std::string("red"));
        QCOMPARE(request.header("accept-encoding"), std::string("identity"));
        QVERIFY(test::waitUntil([&] { return server.open() == 0; }));
    }

    void sendsABody()
    {
        RawServer server([](RawConnection &connection, const RawRequest &request) { connection.answer(201, request.body); });
        Http a(server.url(), {{"method", "POST"}, {"body", Object{{"n", List{1, "x"}}}}, {"response", "json"}});
        QVERIFY(a.finish());
        QVERIFY2(a.hasSucceeded(), a.result.reason.c_str());
        QCOMPARE(a.output(), Value(Object{{"n", List{1, "x"}}}));
        QCOMPARE(server.requests()[0].header("content-type"), std::string("application/json"));
        Http b(server.url(), {{"method", "PUT"}, {"body", "plain \xE2\x82\xAC"}});
        QVERIFY(b.finish());
        QCOMPARE(b.output(), Value("plain \xE2\x82\xAC"));
        QCOMPARE(server.requests()[1].header("content-type"), std::string("text/plain; charset=utf-8"));
        Http c(server.url(), {{"method", "DELETE"}});
        QVERIFY(c.finish());
        QVERIFY2(c.hasSucceeded(), c.result.reason.c_str());
        Http d(server.url(), {{"method", "PATCH"}, {"body", std::string(3'000'000, 'x')}, {"response", "file"}});
        QVERIFY(d.finish());
        QCOMPARE(d.output().find("size")->asInt() ? *d.output().find("size")->asInt() : -1, std::int64_t(3'000'000));
    }

    void asksForAHeadOnly()
    {
        RawServer server(saying("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n"));
        Http a(server.url(), {{"method", "HEAD"}});
        QVERIFY(a.finish());
        QVERIFY2(a.hasSucceeded(), a.result.reason.c_str());
        QCOMPARE(a.output(), Value(""));
        QCOMPARE(server.requests()[0].method, std::string("HEAD"));
    }

    void takesWhateverIsSentInWhateverPieces()
    {
        const std::string whole = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n6;x=y\r\n world\r\n0\r\nTrailer: x\r\n\r\n";
        RawServer server([&](RawConnection &connection, const RawRequest &) {
            for (const char c : whole)
                if (!connection.send({&c, 1}) || !connection.pause(1))
                    return;
        });
        Http a(server.url());
        QVERIFY(a.finish());
        QVERIFY2(a.hasSucceeded(), a.result.reason.c_str());
        QCOMPARE(a.output(), Value("hello world"));
        RawServer old(saying("HTTP/1.0 200 OK\r\n\r\nuntil the end"));
        for (const char *method : {"GET", "POST", "DELETE"}) {
            Http b(old.url(), {{"method", method}});
            QVERIFY(b.finish());
            QVERIFY2(b.hasSucceeded(), b.result.reason.c_str());
            QCOMPARE(b.output(), Value("until the end"));
        }
    }

    void takesTenMegabytes()
    {
        const std::string body(10'000'000, 'x');
        RawServer server([&](RawConnection &connection, const RawRequest &) { connection.answer(200, body); });
        Http a(server.url());
        QVERIFY(a.finish());
        QVERIFY2(a.hasSucceeded(), a.result.reason.c_str());
        QCOMPARE(a.output().asString()->size(), body.size());
    }

    void failsWithWhatTheServerSays_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QByteArray>("says");
        QTest::newRow("not found") << 404 << QByteArray("no\nsuch page") << QByteArray(" It says: no such page");
        QTest::newRow("a JSON error") << 503 << QByteArray("{\"error\": {\"message\": \"busy\"}}") << QByteArray(" It says: busy");
        QTest::newRow("unauthorized") << 401 << QByteArray() << QByteArray();
        QTest::newRow("bad request") << 400 << QByteArray("{\"message\": \"no\"}") << QByteArray(" It says: no");
        QTest::newRow("an odd status") << 599 << QByteArray("\xff") << QByteArray(" It says: \xEF\xBF\xBD");
        QTest::newRow("created, which is good") << 206 << QByteArray("x") << QByteArray("good");
    }

    void failsWithWhatTheServerSays()
    {
        QFETCH(int, status);
        QFETCH(QByteArray, body);
        QFETCH(QByteArray, says);
        RawServer server([&](RawConnection &connection, const RawRequest &) { connection.answer(status, body.toStdString()); });
        Http a(server.url("/x"));
        QVERIFY(a.finish());
        if (says == "good") {
            QVERIFY(a.hasSucceeded());
            return;
        }
        QCOMPARE(a.result.outcome, wire::Outcome::Failed);
        QCOMPARE(QByteArray::fromStdString(a.result.reason),
                 QByteArray::fromStdString(fmt::format("GET \"{}\" was answered with the status {} Said, which is not expected.{}", server.url("/x"), status,
                                                       std::string_view(says))));
        QCOMPARE(server.requests().size(), std::size_t(1));
    }

    void expectsWhatItIsToldTo()
    {
        RawServer server([](RawConnection &connection, const RawRequest &) { connection.answer(404, "gone"); });
        Http a(server.url(), {{"expect", List{200, 404}}});
        QVERIFY(a.finish());
        QVERIFY(a.hasSucceeded());
        QCOMPARE(a.output(), Value("gone"));
    }

    void neverTakesAPartForTheWhole_data()
    {
        QTest::addColumn<QByteArray>("answer");
        QTest::addColumn<QByteArray>("why");
        const auto row = [](const char *name, const char *answer, const char *why) { QTest::newRow(name) << QByteArray(answer) << QByteArray(why); };
        row("less than its length", "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhello", "closed the connection in the middle of its answer, after 5 of 10 bytes of the body.");
        row("a chunk cut off", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\nA\r\nwor", "closed the connection in the middle of its answer");
        row("no last chunk", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n", "closed the connection in the middle of its answer");
        row("a chunk without a length", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\nhello\r\n0\r\n\r\n", "cannot be read as HTTP");
        row("a chunk longer than it says", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nhello\r\n0\r\n\r\n", "cannot be read as HTTP");
        row("another protocol", "HTTP/9.9 200 OK\r\nContent-Length: 2\r\n\r\nhi", "cannot be read as HTTP");
        row("half a head", "HTTP/1.1 200 OK\r\nContent-Le", "closed the connection without an answer.");
        row("nothing", "", "closed the connection without an answer.");
        row("an error cut off", "HTTP/1.1 500 No\r\nContent-Length: 10\r\n\r\nhello", "closed the connection in the middle of its answer, after 5 of 10 bytes of the body.");
        row("no HTTP", "SSH-2.0-OpenSSH_9.2\r\n\r\n", "");
        row("a broken status line", "HTTP/1.1 2x0 OK\r\nContent-Length: 2\r\n\r\nhi", "");
        row("binary", "\x01\x02\x03\xff\xfe\r\n\r\n", "");
    }

    void neverTakesAPartForTheWhole()
    {
        QFETCH(QByteArray, answer);
        QFETCH(QByteArray, why);
        RawServer server(saying(answer.toStdString()));
        Http a(server.url(), {}, 20s);
        QVERIFY(a.finish());
        QVERIFY2(a.result.outcome == wire::Outcome::Failed, (a.result.reason + " / " + a.out).c_str());
        QVERIFY2(a.result.reason.starts_with("GET \"http://127.0.0.1:") && a.result.reason.find(why.toStdString()) != std::string::npos, a.result.reason.c_str());
        QVERIFY(a.result.output.isEmpty());
        qInfo("%s", a.result.reason.c_str());
    }

    void asksOnce()
    {
        RawServer server([](RawConnection &, const RawRequest &) {});
        for (const char *method : {"GET", "POST", "PUT", "PATCH", "DELETE"}) {
            const std::size_t before = server.requests().size();
            Http a(server.url(), {{"method", method}});
            QVERIFY(a.finish());
            QCOMPARE(a.result.outcome, wire::Outcome::Failed);
            QVERIFY2(a.result.reason.find("closed the connection without an answer.") != std::string::npos, a.result.reason.c_str());
            QCOMPARE(server.requests().size() - before, std::size_t(1));
        }
    }

    void tellsOfAReset()
    {
        RawServer server([](RawConnection &connection, const RawRequest &) {
            connection.send("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhello");
            connection.reset();
        });
        Http a(server.url());
        QVERIFY(a.finish());
        QCOMPARE(a.result.outcome, wire::Outcome::Failed);
    }

    void tellsThatNobodyIsThere()
    {
        std::string url;
        {
            RawServer server([](RawConnection &, const RawRequest &) {});
            url = server.url();
        }
        Http a(url);
        QVERIFY(a.finish());
        QVERIFY2(a.result.reason.find("nobody accepts connections at 127.0.0.1:") != std::string::npos, a.result.reason.c_str());
    }

    void givesUpAtItsTimeout()
    {
        RawServer server([](RawConnection &connection, const RawRequest &) { connection.waitForClose(); });
        Http a(server.url(), {}, 100ms);
        QVERIFY(a.finish());
        QCOMPARE(a.result.outcome, wire::Outcome::TimedOut);
        QCOMPARE(a.result.reason, fmt::format("GET \"{}\" had no whole answer within the node's timeout of 100ms.", server.url()));
        QVERIFY(!a.killed);
        QVERIFY(test::waitUntil([&] { return server.open() == 0; }));
    }

    void holdsNoSlotForEver()
    {
        RawServer server([](RawConnection &connection, const RawRequest &) {
            connection.send("HTTP/1.1 200 OK\r\n\r\n"); // and then a byte now and then
            while (connection.send("x") && connection.pause(5)) { }
        });
        Http a(server.url(), {}, Duration{0}, 150ms);
        QVERIFY(a.finish());
        QCOMPARE(a.result.outcome, wire::Outcome::TimedOut);
        QVERIFY2(a.result.reason.find("had no whole answer after 150ms, which is the most without") != std::string::npos, a.result.reason.c_str());
    }

    void stopsWhenItIsTold()
    {
        RawServer server([](RawConnection &connection, const RawRequest &) { connection.waitForClose(); });
        Http a(server.url());
        QVERIFY(test::waitUntil([&] { return server.open() == 1; }));
        a.running->stop(true);
        QCOMPARE(a.ends, 1);
        QVERIFY(a.killed);
        QVERIFY(test::waitUntil([&] { return server.open() == 0; }));
        Http b(server.url());
        QVERIFY(test::waitUntil([&] { return server.open() == 1; }));
        b.running.reset();
        QVERIFY(test::waitUntil([&] { return server.open() == 0; }));
        QCOMPARE(b.ends, 0);
    }

    void keepsToItsSize()
    {
        RawServer told([](RawConnection &connection, const RawRequest &) { connection.answer(200, std::string(2000, 'x')); });
        Http a(told.url(), {{"size_max", 1999}});
        QVERIFY(a.finish());
        QVERIFY2(a.result.reason.find("is too large: 2000 bytes, and 1999 bytes are allowed.") != std::string::npos, a.result.reason.c_str());
        Http b(told.url(), {{"size_max", 2000}});
        QVERIFY(b.finish());
        QVERIFY(b.hasSucceeded());
        std::atomic<std::size_t> sent = 0;
        RawServer endless([&](RawConnection &connection, const RawRequest &) {
            connection.send("HTTP/1.1 200 OK\r\n\r\n");
            const std::string piece(100'000, 'x');
            while (connection.send(piece))
                sent += piece.size();
        });
        Http c(endless.url(), {{"size_max", 1'000'000}});
        QVERIFY(c.finish());
        QVERIFY2(c.result.reason.find("is too large: more than that, and 1000000 bytes are allowed.") != std::string::npos, c.result.reason.c_str());
        QVERIFY(test::waitUntil([&] { return endless.open() == 0; }));
        QVERIFY2(sent < 30'000'000, std::to_string(sent).c_str()); // it was cut off while it came
    }

    void replacesWhatIsNoText()
    {
        RawServer server(saying("HTTP/1.1 200 OK\r\nContent-Type: text/plain; charset=UTF-8\r\n\r\nab\xff\xfe" "c"));
        Http a(server.url());
        QVERIFY(a.finish());
        QVERIFY(a.hasSucceeded());
        QCOMPARE(a.output(), Value("ab\xEF\xBF\xBD\xEF\xBF\xBD" "c"));
        QCOMPARE(a.err, std::string("Some bytes of the answer are no UTF-8 text and were replaced, the first after 2 bytes.\n"));
    }

    void readsOtherCharsets()
    {
        RawServer latin(saying("HTTP/1.1 200 OK\r\nContent-Type: text/plain; charset=\"ISO-8859-1\"\r\n\r\ngr\xFC\xDF"));
        Http a(latin.url());
        QVERIFY(a.finish());
        QCOMPARE(a.output(), Value("gr\xC3\xBC\xC3\x9F"));
        RawServer wide(saying("HTTP/1.1 200 OK\r\nContent-Type: text/plain;charset=utf-16le\r\n\r\n" + std::string("h\0i\0", 4)));
        Http b(wide.url());
        QVERIFY(b.finish());
        QCOMPARE(b.output(), Value("hi"));
        RawServer odd(saying("HTTP/1.1 200 OK\r\nContent-Type: text/plain; charset=klingon\r\n\r\nhi"));
        Http c(odd.url());
        QVERIFY(c.finish());
        QCOMPARE(c.output(), Value("hi"));
        QCOMPARE(c.err, std::string("The charset \"klingon\" of the answer is not known; it is read as UTF-8.\n"));
    }

    void saysWhereJsonBreaks()
    {
        RawServer server([](RawConnection &connection, const RawRequest &) { connection.answer(200, "{\"a\": 1,\n \"b\": }"); });
        Http a(server.url(), {{"response", "json"}});
        QVERIFY(a.finish());
        QCOMPARE(a.result.outcome, wire::Outcome::Failed);
        QVERIFY2(a.result.reason.find("is no JSON.") != std::string::npos && a.result.reason.find("Line 2, column 7") != std::string::npos, a.result.reason.c_str());
    }

    void keepsAFile()
    {
        const std::string body("\0\xff binary", 9);
        RawServer server([&](RawConnection &connection, const RawRequest &request) {
            connection.answer(200, request.target == "/empty" ? std::string() : body,
                              "Content-Type: Image/PNG; x=y\r\nContent-Disposition: attachment; filename=\"../../etc/pass wd\"\r\n");
        });
        Http a(server.url("/x"), {{"response", "file"}});
        QVERIFY(a.finish());
        QVERIFY2(a.hasSucceeded(), a.result.reason.c_str());
        QCOMPARE(a.artefacts, std::vector<Bytes>{body});
        QCOMPARE(a.output(), Value(Object{{"artefact", toHex(encoding::blake2b({body}))}, {"size", 9}, {"name", "pass wd"}, {"type", "image/png"}}));
        Http b(server.url("/empty"), {{"response", "file"}});
        QVERIFY(b.finish());
        QVERIFY(b.artefacts.empty());
        QVERIFY(b.output().find("artefact")->isNull());
    }

    void followsRedirects()
    {
        RawServer server([](RawConnection &connection, const RawRequest &request) {
            if (request.target == "/start")
                connection.answer(302, "see there", "Location: /next\r\n");
            else if (request.target == "/next")
                connection.answer(303, "", "Location: end?a=b\r\n");
            else
                connection.answer(200, request.method + " " + request.target + " " + request.header("authorization") + request.body);
        });
        Http a(server.url("/start"), {{"method", "PUT"}, {"body", "x"}, {"headers", Object{{"Authorization", "me"}}}});
        QVERIFY(a.finish());
        QVERIFY2(a.hasSucceeded(), a.result.reason.c_str());
        QCOMPARE(a.output(), Value("GET /end?a=b me"));
        QCOMPARE(server.requests()[1].method, std::string("PUT"));
        QCOMPARE(server.requests()[1].body, std::string("x"));
        Http b(server.url("/start"), {{"redirects", 0}, {"expect", List{302}}});
        QVERIFY(b.finish());
        QCOMPARE(b.output(), Value("see there"));
    }

    void endsInALoop()
    {
        RawServer server([](RawConnection &connection, const RawRequest &) { connection.answer(302, "", "Location: /again\r\n"); });
        Http a(server.url("/start"), {{"redirects", 3}});
        QVERIFY(a.finish());
        QCOMPARE(a.result.outcome, wire::Outcome::Failed);
        QVERIFY2(a.result.reason.find("status 302") != std::string::npos, a.result.reason.c_str());
        QCOMPARE(server.requests().size(), std::size_t(4));
    }

    void tellsNoSecretsToOthers()
    {
        RawServer other([](RawConnection &connection, const RawRequest &) { connection.answer(200, "other"); });
        RawServer server([&](RawConnection &connection, const RawRequest &) { connection.answer(307, "", "Location: " + other.url("/x") + "\r\n"); });
        Http a(server.url(), {{"headers", Object{{"Authorization", "me"}, {"X-Api-Key", "k"}, {"Cookie", "c=1"}, {"Accept", "text/plain"}}}});
        QVERIFY(a.finish());
        QCOMPARE(a.output(), Value("other"));
        const RawRequest request = other.requests()[0];
        QCOMPARE(request.header("authorization") + request.header("x-api-key") + request.header("cookie"), std::string());
        QCOMPARE(request.header("accept"), std::string("text/plain"));
    }

    void redirectsByTheRules()
    {
        const auto method = [](const char *from, int status) { return redirected(callOf(from, "http://a/x"), status, "/y")->method; };
        QCOMPARE(method("POST", 303), std::string("GET"));
        QCOMPARE(method("HEAD", 303), std::string("HEAD"));
        QCOMPARE(method("POST", 301), std::string("GET"));
        QCOMPARE(method("PUT", 302), std::string("PUT"));
        QCOMPARE(method("POST", 308), std::string("POST"));
        const HttpCall seen = *redirected(callOf("POST", "http://a/x"), 303, "/y");
        QVERIFY(seen.body.empty() && !findHeader(seen.headers, "content-type") && findHeader(seen.headers, "authorization"));
        QCOMPARE(redirected(callOf("POST", "http://a/x"), 307, "/y")->body, std::string("body"));
        QVERIFY(!findHeader(redirected(callOf("GET", "http://a/x"), 302, "http://a:81/")->headers, "X-Key"));
        QVERIFY(!findHeader(redirected(callOf("GET", "http://a/x"), 302, "https://a/")->headers, "X-Key"));
        QVERIFY(findHeader(redirected(callOf("GET", "http://a/x"), 302, "http://a:80/")->headers, "X-Key"));
        for (const char *to : {"http://a/", "file:///etc/passwd", "javascript:1", "ftp://a/", "http://"})
            QVERIFY2(!redirected(callOf("GET", "https://a/x"), 302, to), to);
        QCOMPARE(redirected(callOf("GET", "https://a/x"), 302, "http://a/").error().message,
                 std::string("GET \"https://a/x\" was answered by a redirect (302) to \"http://a/\", which would give up the encryption."));
    }

    void refusesWrongParameters_data()
    {
        QTest::addColumn<Value>("with");
        QTest::addColumn<QByteArray>("why");
        const auto row = [](const char *name, Object with, const char *why) {
            if (!find(with, "url"))
                with.emplace_back("url", "http://127.0.0.1:1/");
            QTest::newRow(name) << Value(std::move(with)) << QByteArray(why);
        };
        QTest::newRow("no object") << Value(List{}) << QByteArray("with could not be read by the worker.");
        QTest::newRow("nothing") << Value(Object{}) << QByteArray("url is empty, and must be an address");
        row("no text", {{"url", List{}}}, "url is a list, and must be text");
        row("another scheme", {{"url", "file:///etc/passwd"}}, "url must begin with http:// or https://.");
        row("no host", {{"url", "http:///x"}}, "url ");
        row("a bad port", {{"url", "http://a:99999/"}}, "url is no address: ");
        row("two lines", {{"url", "http://a/\r\nX: y"}}, "url contains a control character");
        row("a long one", {{"url", "http://a/" + std::string(20'000, 'x')}}, "url is longer than 16384 bytes.");
        row("method", {{"method", "get"}}, "method must be one of ");
        row("headers", {{"headers", List{}}}, "headers must be an object of texts.");
        row("a header's name", {{"headers", Object{{"a b", "c"}}}}, "headers.a b is no name for a header.");
        row("a header's value", {{"headers", Object{{"a", "c\r\nInjected: yes"}}}}, "headers.a contains a control character");
        row("our header", {{"headers", Object{{"Content-Length", "7"}}}}, "headers.Content-Length is set by the worker. Remove it.");
        row("expect", {{"expect", List{99}}}, "expect[0] must be a whole number from 100 to 599.");
        row("response", {{"response", "xml"}}, "response must be one of ");
        row("redirects", {{"redirects", -1}}, "redirects must be a whole number from 0 to 50.");
        row("size", {{"size_max", 1e12}}, "size_max must be a whole number from ");
        row("a HEAD with a body", {{"method", "HEAD"}, {"body", "x"}}, "body cannot be sent with the method HEAD.");
    }

    void refusesWrongParameters()
    {
        QFETCH(Value, with);
        QFETCH(QByteArray, why);
        test::Attempt a(makeHttpKind, test::taskOf("http", with));
        QCOMPARE(a.ends, 1);
        QCOMPARE(a.result.outcome, wire::Outcome::Failed);
        QVERIFY2(a.result.reason.starts_with("Node \"count\" cannot run: " + why.toStdString()), a.result.reason.c_str());
    }

    void refusesWhatWasPackedUnasked()
    {
        RawServer server([](RawConnection &connection, const RawRequest &) { connection.answer(200, "\x1f\x8b", "Content-Encoding: gzip\r\n"); });
        Http a(server.url());
        QVERIFY(a.finish());
        QVERIFY2(a.result.reason.find("is packed as \"gzip\", which was not asked for. Take it as a file.") != std::string::npos, a.result.reason.c_str());
    }
};


WEFTLINE_TEST(HttpTest)
#include "tst_http.moc"
