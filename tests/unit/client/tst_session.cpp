// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "engine/client/session.h"
#include "tests/support/test_main.h"
#include "tests/support/text.h"

using namespace weftline;
using weftline::test::q;
using client::Session;

namespace {

std::vector<wire::Request> requestsIn(const Session::Out &out)
{
    std::vector<wire::Request> requests;
    for (const wire::Message &message : out.messages)
        if (const auto *request = std::get_if<wire::Request>(&message))
            requests.push_back(*request);
    return requests;
}

Session::Out receive(Session &session, wire::Message message)
{
    Session::Out out;
    session.received(std::move(message), out);
    return out;
}

Session::Out welcome(Session &session, std::uint32_t epoch = 1)
{
    wire::Welcome welcome;
    welcome.epoch = epoch;
    return receive(session, welcome);
}

void lose(Session &session, Session::Out &out)
{
    session.disconnected({ErrorCode::Unreachable, "The engine was killed.", {}}, out);
}

wire::ViewUpdate attemptsUpdate(std::uint64_t from, std::uint64_t to, std::uint64_t attempts)
{
    client::RunUpdate update;
    update.summary.id = "r";
    update.summary.attempts = attempts;
    return {"run/r", from, to, client::encode(update)};
}

} // namespace

class ClientSessionTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void greetsFirst()
    {
        Session session("ada", "1");
        Session::Out out;
        session.connected(out);
        QCOMPARE(out.messages.size(), std::size_t{1});
        QVERIFY(std::get<wire::ClientHello>(out.messages[0]) == (wire::ClientHello{"ada", "1"}));
        QVERIFY(!session.isConnected());
        welcome(session);
        QVERIFY(session.isConnected());
    }

    void keepsRequestsUntilItIsWelcome()
    {
        Session session("ada", "1");
        Session::Out out;
        const std::uint64_t id = session.request("submit", Value(Object{{"run", "r"}}), true, out);
        QVERIFY(out.messages.empty());
        const auto sent = requestsIn(welcome(session));
        QCOMPARE(sent.size(), std::size_t{1});
        QCOMPARE(sent[0].id, id);
        const Session::Out answered = receive(session, wire::Reply{id, Value(7), std::nullopt});
        QCOMPARE(answered.answers.size(), std::size_t{1});
        QVERIFY(answered.answers[0].second == Value(7));
        QVERIFY(receive(session, wire::Reply{id, Value(8), std::nullopt}).answers.empty()); // answered once
    }

    void repeatsWhatIsSafeAndFailsTheRest()
    {
        Session session("ada", "1");
        welcome(session);
        Session::Out out;
        const std::uint64_t safe = session.request("submit", Value(Object{}), true, out);
        const std::uint64_t unsafe = session.request("start_workers", Value(Object{}), false, out);
        QCOMPARE(requestsIn(out).size(), std::size_t{2});
        Session::Out lost;
        lose(session, lost);
        QVERIFY(!session.isConnected());
        QCOMPARE(lost.answers.size(), std::size_t{1});
        QCOMPARE(lost.answers[0].first, unsafe);
        QVERIFY(!lost.answers[0].second && lost.answers[0].second.error().code == ErrorCode::Unreachable);
        QVERIFY(q(lost.answers[0].second.error().message).contains(QStringLiteral("killed")));

        Session::Out later;
        const std::uint64_t waiting = session.request("start_workers", Value(Object{}), false, later);
        QVERIFY(later.messages.empty());
        Session::Out again;
        lose(session, again); // it was not sent, so it is not lost
        QVERIFY(again.answers.empty());
        const auto repeated = requestsIn(welcome(session));
        QCOMPARE(repeated.size(), std::size_t{2});
        QCOMPARE(repeated[0].id, safe);
        QCOMPARE(repeated[1].id, waiting);
    }

    void watchesAnewAfterAReconnect()
    {
        Session session("ada", "1");
        Session::Out out;
        session.watch("run/r", out);
        QVERIFY(out.messages.empty());
        QCOMPARE(q(requestsIn(welcome(session)).at(0).method), QStringLiteral("watch"));
        receive(session, attemptsUpdate(0, 5, 1));
        lose(session, out);
        QCOMPARE(requestsIn(welcome(session)).size(), std::size_t{1});
        QVERIFY(receive(session, attemptsUpdate(5, 6, 2)).runs.empty()); // what it had does not count any more
        QVERIFY(!receive(session, attemptsUpdate(0, 9, 3)).runs.empty());
        QCOMPARE(session.run("r")->summary.attempts, std::uint64_t{3});
    }

    void healsAGapWithASnapshot()
    {
        Session session("ada", "1");
        Session::Out out;
        welcome(session);
        session.watch("run/r", out);
        QVERIFY(receive(session, attemptsUpdate(0, 5, 1)).runs.at(0).second.isSnapshot);
        QVERIFY(!receive(session, attemptsUpdate(5, 8, 2)).runs.at(0).second.isSnapshot);
        const Session::Out gap = receive(session, attemptsUpdate(9, 12, 4));
        QVERIFY(gap.runs.empty());
        QCOMPARE(session.run("r")->summary.attempts, std::uint64_t{2}); // it shows what it knows until then
        const auto asked = requestsIn(gap);
        QCOMPARE(asked.size(), std::size_t{1});
        QVERIFY(asked[0].method == "watch" && *asked[0].arguments.find("topic")->asString() == "run/r");
        QVERIFY(receive(session, attemptsUpdate(0, 12, 4)).runs.at(0).second.isSnapshot);
        QVERIFY(requestsIn(receive(session, attemptsUpdate(12, 13, 5))).empty());
        QCOMPARE(session.run("r")->summary.attempts, std::uint64_t{5});
    }

    void healsWhatCannotBeRead()
    {
        Session session("ada", "1");
        Session::Out out;
        welcome(session);
        session.watch("run/r", out);
        receive(session, attemptsUpdate(0, 5, 1));
        wire::ViewUpdate torn = attemptsUpdate(5, 6, 2);
        torn.body.pop_back();
        QVERIFY(receive(session, torn).runs.empty());
        QCOMPARE(requestsIn(receive(session, attemptsUpdate(6, 7, 3))).size(), std::size_t{1});
    }

    void forgetsWhatItDoesNotWatch()
    {
        Session session("ada", "1");
        Session::Out out;
        welcome(session);
        QVERIFY(receive(session, attemptsUpdate(0, 5, 1)).runs.empty()); // nobody asked
        session.watch("run/r", out);
        receive(session, attemptsUpdate(0, 5, 1));
        QVERIFY(session.run("r"));
        session.unwatch("run/r", out);
        QCOMPARE(q(requestsIn(out).back().method), QStringLiteral("unwatch"));
        QVERIFY(!session.run("r"));
        const Session::Out late = receive(session, attemptsUpdate(5, 6, 2));
        QVERIFY(late.runs.empty() && late.messages.empty());
    }

    void obeysNoEngineOfThePast()
    {
        Session session("ada", "1");
        welcome(session, 3);
        Session::Out out;
        lose(session, out);
        const Session::Out old = welcome(session, 2);
        QVERIFY(old.ended && old.ended->code == ErrorCode::Refused);
        QVERIFY(!session.isConnected());
        QVERIFY(!welcome(session, 4).ended);
    }

    void comesBackOnlyWhereItMay()
    {
        Session session("ada", "1");
        welcome(session);
        const Session::Out again = receive(session, wire::Disconnect{"I do not know you.", true});
        QVERIFY(!again.ended && std::holds_alternative<wire::ClientHello>(again.messages.at(0)));
        const Session::Out ended = receive(session, wire::Disconnect{"A wrong version.", false});
        QVERIFY(ended.ended && ended.messages.empty());
        QCOMPARE(q(ended.ended->message), QStringLiteral("A wrong version."));
    }
};

WEFTLINE_TEST(ClientSessionTest)

#include "tst_session.moc"
