// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// An engine that is killed while an alert is pending, and again while it fires: what its successor makes of it.

#include <QtCore/QFile>
#include <QtCore/QJsonArray>
#include <QtNetwork/QTcpServer>
#include <QtNetwork/QTcpSocket>

#include <memory>

#include "tests/integration/facts.h"
#include "tests/support/test_main.h"

using namespace weftline::test;

namespace {

constexpr qint64 second = 1'000'000;
constexpr qint64 hold = 6 * second;
constexpr qint64 away = 4 * second;
constexpr qint64 interval = second; ///< Between evaluations.

/// Nothing runs in it: no worker is in its pool, and the rule says so.
QByteArray workflowWith(const QString &webhook)
{
    return R"({ "weft": 1, "name": "Lonely",
  "nodes": [ { "id": "train", "kind": "command", "with": { "argv": ["true"] }, "pool": "gpu" } ],
  "edges": [],
  "alerts": [ { "id": "nobody",
    "nodes": [ { "id": "m", "kind": "metric", "with": { "metric": "workers", "labels": { "pool": "gpu" } } },
               { "id": "w", "kind": "window" },
               { "id": "c", "kind": "condition", "with": { "is": "below", "value": 1 } },
               { "id": "h", "kind": "hold", "with": { "for": "6s" } },
               { "id": "n", "kind": "notify", "with": { "channels": [ { "webhook": ")"
        + webhook.toUtf8() + R"(" } ] } } ],
    "edges": [ ["m", "w"], ["w", "c"], ["c", "h"], ["h", "n"] ] } ] })";
}

/// Says yes to all posts and keeps them.
class Posts
{
public:
    Posts()
    {
        m_server.listen(QHostAddress::LocalHost);
        QObject::connect(&m_server, &QTcpServer::newConnection, &m_server, [this] {
            QTcpSocket *socket = m_server.nextPendingConnection();
            QObject::connect(socket, &QTcpSocket::readyRead, socket, [this, socket] {
                const QByteArray part = socket->readAll();
                m_text += part;
                if (m_text.endsWith("}]}")) {
                    socket->write("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
                    socket->disconnectFromHost();
                }
            });
        });
    }
    [[nodiscard]] QString address() const { return QStringLiteral("http://127.0.0.1:%1/").arg(m_server.serverPort()); }
    [[nodiscard]] qsizetype count(const char *state) const
    {
        return m_text.count(QByteArray("\"truncatedAlerts\":0,\"status\":\"") + state + "\"");
    }

private:
    QTcpServer m_server;
    QByteArray m_text;
};

} // namespace

class AlertEngineLossTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void firesAfterWhatWasLeftOfItsHoldAndTellsOnce()
    {
        Posts posts;
        const QString file = m_place.path(QStringLiteral("lonely.weft"));
        QFile out(file);
        QVERIFY(out.open(QIODevice::WriteOnly) && out.write(workflowWith(posts.address())) > 0);
        out.close();
        m_journal = m_place.path(QStringLiteral("engine.journal"));

        QString endpoint = start(1);
        Program run(m_place, QStringLiteral("run"), {QStringLiteral("run"), file, QStringLiteral("--engine"), endpoint, QStringLiteral("--json")});
        QVERIFY2(waitForAlert("pending", 1), run.err().constData());
        const qint64 pendingAt = lastAlert("pending");
        QVERIFY(waitUntil([&] { return wallClock() >= pendingAt + hold / 2; }));
        m_engine->kill();
        const qint64 killedAt = wallClock();
        QVERIFY(waitUntil([&] { return wallClock() >= killedAt + away; }));

        QCOMPARE(start(2), endpoint);
        QVERIFY(waitForAlert("firing", 1));
        const qint64 firedAt = lastAlert("firing");
        const JournalEvents events = JournalEvents::read(m_place, m_journal);
        const qint64 startedAt = events.of("engine_started").last().at;
        const qint64 heldBefore = killedAt - pendingAt;
        qInfo("pending for %.2f s, killed, away for %.2f s, then fired after %.2f s more; \"for\" is 6 s", double(heldBefore) / second,
              double(startedAt - killedAt) / second, double(firedAt - startedAt) / second);
        QCOMPARE(events.of("alert_changed").size(), 2);
        QVERIFY(startedAt - killedAt >= away);
        const qint64 held = heldBefore + firedAt - startedAt;
        QVERIFY2(held >= hold - interval / 2, "hurried");
        QVERIFY2(held <= hold + 2 * interval, "forgot");

        QVERIFY(waitUntil([&] { return posts.count("firing") == 1 && count("notice_sent") == 1; }));
        m_engine->kill();
        QCOMPARE(start(3), endpoint);
        Program worker(m_place, QStringLiteral("worker"), {QStringLiteral("worker"), QStringLiteral("--join"), endpoint, QStringLiteral("--pool"), QStringLiteral("gpu")});
        QVERIFY(waitForAlert("resolved", 1));
        QVERIFY2(run.waitForEnd(), run.err().constData());
        QCOMPARE(run.exitCode(), 0);
        QVERIFY(waitUntil([&] { return count("notice_sent") == 2; }));
        QCOMPARE(posts.count("firing"), 1);
        QCOMPARE(posts.count("resolved"), 1);
        QCOMPARE(count("notice_failed"), 0);
        const QJsonArray alerts = lastLine(run.out()).value(QLatin1String("alerts")).toArray();
        QCOMPARE(alerts.size(), 2); // pending, then firing
        QVERIFY(run.out().contains("\"type\":\"alert\""));
        const Outcome verified = weft(m_place, {QStringLiteral("verify"), m_journal});
        QVERIFY2(verified.exitCode == 0, (verified.out + verified.err).constData());
    }

private:
    QString start(int life)
    {
        m_engine = std::make_unique<Program>(m_place, QStringLiteral("engine-%1").arg(life),
                                             QStringList{QStringLiteral("engine"), QStringLiteral("--journal"), m_journal});
        (void)waitUntil([&] { return m_engine->hasEnded() || m_engine->out().contains('\n'); });
        return QString::fromUtf8(m_engine->out().split('\n').first());
    }
    int count(const char *type) const { return JournalEvents::read(m_place, m_journal).count(type); }
    QList<JournalEvent> alertsIn(const char *state) const
    {
        QList<JournalEvent> out;
        for (const JournalEvent &event : JournalEvents::read(m_place, m_journal).of("alert_changed"))
            if (event.text("state") == QLatin1String(state))
                out.push_back(event);
        return out;
    }
    bool waitForAlert(const char *state, int times) const
    {
        return waitUntil([&] { return alertsIn(state).size() >= times; }, runMax);
    }
    qint64 lastAlert(const char *state) const { return alertsIn(state).last().at; }

    const Place m_place;
    QString m_journal;
    std::unique_ptr<Program> m_engine;
};

WEFTLINE_TEST(AlertEngineLossTest)
#include "tst_alert_engine_loss.moc"
