// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/integration/joining/people.h"

using namespace weftline;
using namespace weftline::test;

/// What each role may ask, and what a worker may say of others' work, held against a real engine.
class RolesTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase()
    {
        m_engine.start(QStringLiteral("tcp://127.0.0.1:0"));
        for (const char *role : {"viewer", "operator", "admin", "worker"}) {
            const Ran joined = m_people[role].weft({QStringLiteral("keys"), QStringLiteral("join"),
                                                    m_engine.ticketAddress({QStringLiteral("--role"), q(role)}), QStringLiteral("--name"), q(role)});
            QVERIFY2(joined.code == 0, joined.all());
        }
    }

    void eachAsksWhatItMay_data()
    {
        QTest::addColumn<QString>("role");
        QTest::addColumn<QString>("mayCancel");
        QTest::addColumn<QString>("mayGovern");
        QTest::newRow("viewer") << QStringLiteral("viewer") << QStringLiteral("operator") << QStringLiteral("admin");
        QTest::newRow("operator") << QStringLiteral("operator") << QString() << QStringLiteral("admin");
        QTest::newRow("admin") << QStringLiteral("admin") << QString() << QString();
    }

    void eachAsksWhatItMay()
    {
        QFETCH(QString, role);
        QFETCH(QString, mayCancel); // the role that it would take; empty: it may
        QFETCH(QString, mayGovern);
        const auto client = clientAt(m_engine.remote, ownKeyOf(m_people[role.toLatin1().constData()]));
        QVERIFY(waitUntil([&] { return client->engine().position > 0; }));
        QCOMPARE(q(std::string(client::nameOf(client->engine().role))), role);
        const auto isRefused = [](const auto &answer, const QString &needed) {
            if (answer)
                return needed.isEmpty();
            if (needed.isEmpty()) // asked for what is not there, which is not its role's fault
                return answer.error().code == ErrorCode::NotFound;
            return answer.error().code == ErrorCode::Refused && answer.error().message.find("role " + needed.toStdString()) != std::string::npos;
        };
        QVERIFY(isRefused(answerTo(client->cancelRun("no such run")), mayCancel));
        QVERIFY(isRefused(answerTo(client->stopWorker(SessionId{})), mayCancel));
        QVERIFY(isRefused(answerTo(client->killWorker(SessionId{})), mayGovern));
        QVERIFY(isRefused(answerTo(client->makeTicket({})), mayGovern));
        QVERIFY(isRefused(answerTo(client->access()), mayGovern));
        QVERIFY(isRefused(answerTo(client->removeKey("nobody")), mayGovern));
        QVERIFY(isRefused(answerTo(client->setRole("nobody", "viewer")), mayGovern));
        QVERIFY(answerTo(client->check({})));
    }

    void aViewerThatCancelsIsRefusedAndTheRunGoesOn()
    {
        const auto worker = m_people["worker"].start({QStringLiteral("worker"), QStringLiteral("--join"), m_engine.remote, QStringLiteral("--slots"), QStringLiteral("1")});
        const auto run = m_engine.owner.start({QStringLiteral("run"), m_engine.owner.write(QStringLiteral("slow.weft"), slowWorkflow(2, "1")),
                                               QStringLiteral("--engine"), m_engine.local, QStringLiteral("--json")});
        const auto viewer = clientAt(m_engine.remote, ownKeyOf(m_people["viewer"]));
        QVERIFY(waitUntil([&] { return !viewer->engine().runs.empty(); }));
        const auto cancelled = answerTo(viewer->cancelRun(viewer->engine().runs.begin()->second.id));
        QVERIFY(!cancelled);
        QCOMPARE(cancelled.error().code, ErrorCode::Refused);
        QVERIFY2(cancelled.error().message.find("It takes a key with the role operator") != std::string::npos, cancelled.error().message.c_str());
        const Ran ran = run->ended();
        QVERIFY2(ran.code == 0, ran.all());
    }

    void aResultOfAnothersAttemptIsRefusedAndListed()
    {
        const Sandbox thief;
        QCOMPARE(thief.weft({QStringLiteral("keys"), QStringLiteral("join"), m_engine.ticketAddress({QStringLiteral("--name"), QStringLiteral("thief")})}).code, 0);
        const auto worker = m_people["worker"].start({QStringLiteral("worker"), QStringLiteral("--join"), m_engine.remote, QStringLiteral("--slots"), QStringLiteral("1")});
        const auto run = m_engine.owner.start({QStringLiteral("run"), m_engine.owner.write(QStringLiteral("slow.weft"), slowWorkflow(2, "2")),
                                               QStringLiteral("--engine"), m_engine.local, QStringLiteral("--json")});
        const auto client = clientAt(m_engine.remote, ownKeyOf(m_people["viewer"]));
        const client::AttemptView *running = nullptr;
        const client::RunSummary *summary = nullptr;
        QVERIFY(waitUntil([&] {
            for (const auto &[index, each] : client->engine().runs)
                if (each.state == client::RunState::Running)
                    summary = &each;
            if (!summary)
                return false;
            client->watchRun(summary->id);
            const client::RunView *view = client->run(summary->id);
            for (const auto &[id, attempt] : view ? view->attempts : std::map<std::uint64_t, client::AttemptView>())
                if (attempt.state == client::AttemptState::Running && attempt.node == 1)
                    running = &view->attempts.at(id);
            return running != nullptr;
        }));
        wire::Hello hello;
        hello.name = "thief";
        hello.slots = 1;
        RawPeer peer(m_engine.remote, ownKeyOf(thief), hello);
        QVERIFY(waitUntil([&] { return peer.first<wire::Welcome>() != nullptr; }));
        wire::AttemptResult stolen;
        stolen.key = {summary->index, running->task, running->number, client->engine().epoch};
        peer.transport->send(wire::Results{{stolen}});
        QVERIFY(waitUntil([&] { return peer.first<wire::ResultAcks>() != nullptr; }));
        const std::string why = peer.first<wire::ResultAcks>()->acks.front().refused;
        QVERIFY(!why.empty());
        const Ran ran = run->ended();
        QVERIFY2(ran.code == 0, ran.all());
        QCOMPARE(numberAt(ran.lastLine(), "tasks.succeeded"), std::int64_t{3});
        QCOMPARE(numberAt(ran.lastLine(), "zombies"), std::int64_t{1});
        const Ran events = m_engine.owner.weft({QStringLiteral("events"), m_engine.journal()});
        QVERIFY2(events.says("result_refused") && events.says(why), events.all());
    }

    void aRemovedKeyLosesItsConnectionAtOnce()
    {
        const auto worker = m_people["worker"].start({QStringLiteral("worker"), QStringLiteral("--join"), m_engine.remote, QStringLiteral("--slots"), QStringLiteral("1")});
        const auto admin = clientAt(m_engine.remote, ownKeyOf(m_people["admin"]));
        QVERIFY(waitUntil([&] { return activeWorkers(*admin) == 1; }));
        QVERIFY(answerTo(admin->removeKey("worker")));
        QVERIFY2(worker->hasSaid("does not admit this key"), worker->heard());
        QVERIFY(waitUntil([&] { return activeWorkers(*admin) == 0; }));
        QVERIFY(m_engine.eventsSay("remove_key worker"));
    }

    void aChangedRoleCountsAtOnce()
    {
        const auto client = clientAt(m_engine.remote, ownKeyOf(m_people["viewer"]));
        QVERIFY(waitUntil([&] { return client->engine().position > 0; }));
        QCOMPARE(m_engine.owner.weft({QStringLiteral("keys"), QStringLiteral("role"), QStringLiteral("viewer"), QStringLiteral("operator")}).code, 0);
        QVERIFY(waitUntil([&] { return client->engine().role == client::Role::Operator; }));
        const auto cancelled = answerTo(client->cancelRun("no such run"));
        QVERIFY(!cancelled);
        QCOMPARE(cancelled.error().code, ErrorCode::NotFound);
    }

    void wrongRolesAndNamesAreSaid()
    {
        const Ran role = m_engine.owner.weft({QStringLiteral("keys"), QStringLiteral("role"), QStringLiteral("admin"), QStringLiteral("boss")});
        QVERIFY2(role.code == 2 && role.says("Choose worker, viewer, operator or admin"), role.all());
        const Ran name = m_engine.owner.weft({QStringLiteral("keys"), QStringLiteral("role"), QStringLiteral("nobody"), QStringLiteral("viewer")});
        QVERIFY2(name.code == 2 && name.says("\"nobody\""), name.all());
        const Ran time = m_engine.ticket({QStringLiteral("--expires"), QStringLiteral("soon")});
        QVERIFY2(time.code == 2 && time.says("15m"), time.all());
        const Ran many = m_engine.ticket({QStringLiteral("--expires"), QStringLiteral("25h")});
        QVERIFY2(many.code == 2 && many.says("24 hours at most"), many.all());
    }

    void cleanupTestCase() { m_engine.stop(); }

private:
    [[nodiscard]] static int activeWorkers(const client::WireClient &client)
    {
        int count = 0;
        for (const auto &[index, worker] : client.engine().workers)
            count += worker.state == client::WorkerState::Active ? 1 : 0;
        return count;
    }

    Engine m_engine;
    std::map<std::string, Sandbox> m_people;
};

WEFTLINE_TEST(RolesTest)

#include "tst_roles.moc"
