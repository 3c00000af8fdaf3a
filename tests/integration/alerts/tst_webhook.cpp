// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Notices to a real server on loopback: what it is sent, and what comes of its answers.

#include <QtNetwork/QTcpServer>
#include <QtNetwork/QTcpSocket>

#include "engine/format/json.h"
#include "engine/notify/notifier.h"
#include "tests/support/processes.h"
#include "tests/support/test_main.h"

using namespace weftline;
using weftline::test::waitUntil;

namespace {

/// Takes one request a connection and answers it.
class Server
{
public:
    explicit Server(QByteArray answer) : m_answer(std::move(answer))
    {
        m_server.listen(QHostAddress::LocalHost);
        QObject::connect(&m_server, &QTcpServer::newConnection, &m_server, [this] {
            QTcpSocket *socket = m_server.nextPendingConnection();
            QObject::connect(socket, &QTcpSocket::readyRead, socket, [this, socket] {
                m_request += socket->readAll();
                const qsizetype head = m_request.indexOf("\r\n\r\n");
                const QByteArray lower = m_request.toLower();
                const qsizetype at = lower.indexOf("content-length: ");
                if (head < 0 || at < 0 || m_request.size() < head + 4 + lower.mid(at + 16, lower.indexOf('\r', at) - at - 16).toInt())
                    return;
                if (!m_answer.isEmpty())
                    socket->write(m_answer);
                socket->disconnectFromHost();
            });
        });
    }

    [[nodiscard]] std::string address() const { return "http://127.0.0.1:" + std::to_string(m_server.serverPort()) + "/hook"; }
    [[nodiscard]] const QByteArray &request() const { return m_request; }
    void close() { m_server.close(); }

private:
    QTcpServer m_server;
    QByteArray m_answer;
    QByteArray m_request;
};

alerts::Notice notice(const std::string &channel)
{
    alerts::Notice out;
    out.channel = channel;
    out.runId = "R1";
    out.workflow = "Nightly";
    out.rule = "failing";
    out.title = "Too many fail";
    out.summary = "Look at the \"probe\".";
    out.labels = {{"node", "probe"}};
    out.value = 0.25;
    out.startedAt = {1'700'000'000'000'000};
    out.at = {1'700'000'060'000'000};
    return out;
}

std::optional<Result<Done>> send(const alerts::Notice &notice)
{
    notify::Notifier notifier;
    std::optional<Result<Done>> answer;
    notifier.send(notice, [&](const Result<Done> &done) { answer = done; });
    (void)waitUntil([&] { return answer.has_value(); }, 15000);
    return answer;
}

} // namespace

class WebhookTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void postsWhatAlertmanagerPosts()
    {
        Server server("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
        const auto answer = send(notice(server.address()));
        QVERIFY(answer && answer->has_value());
        QVERIFY(server.request().startsWith("POST /hook HTTP/1.1"));
        const auto body = format::parseJson(server.request().mid(server.request().indexOf("\r\n\r\n") + 4).toStdString());
        QVERIFY(body.has_value());
        QVERIFY(*body->find("version") == Value("4"));
        QVERIFY(*body->find("status") == Value("firing"));
        for (const char *member : {"groupKey", "truncatedAlerts", "receiver", "groupLabels", "commonLabels", "commonAnnotations", "externalURL"})
            QVERIFY2(body->find(member), member);
        const List &list = *body->find("alerts")->asList();
        QCOMPARE(list.size(), std::size_t{1});
        const Value &alert = list[0];
        QVERIFY(*alert.find("labels")->find("alertname") == Value("failing"));
        QVERIFY(*alert.find("labels")->find("node") == Value("probe"));
        QVERIFY(*alert.find("annotations")->find("summary") == Value("Look at the \"probe\"."));
        QVERIFY(*alert.find("startsAt") == Value("2023-11-14T22:13:20.000000Z"));
        QVERIFY(*alert.find("endsAt") == Value("0001-01-01T00:00:00Z"));
        QCOMPARE(alert.find("fingerprint")->asString()->size(), std::size_t{16});
    }

    void saysWhenAnAlertIsOver()
    {
        Server server("HTTP/1.1 204 No Content\r\n\r\n");
        alerts::Notice over = notice(server.address());
        over.state = alerts::AlertState::Resolved;
        const auto answer = send(over);
        QVERIFY(answer && answer->has_value());
        QVERIFY(server.request().contains("\"status\":\"resolved\""));
        QVERIFY(server.request().contains("\"endsAt\":\"2023-11-14T22:14:20.000000Z\""));
    }

    void saysWhatTheServerAnswered()
    {
        Server server("HTTP/1.1 503 Busy\r\nContent-Length: 0\r\n\r\n");
        const auto answer = send(notice(server.address()));
        QVERIFY(answer && !answer->has_value());
        QVERIFY(answer->error().message.find("503") != std::string::npos);
    }

    void saysThatNobodyIsThere()
    {
        Server server("");
        const std::string address = server.address();
        server.close();
        const auto answer = send(notice(address));
        QVERIFY(answer && !answer->has_value());
        QVERIFY(answer->error().message.find(address) != std::string::npos);
    }

    void saysThatTheServerHungUp()
    {
        Server server("");
        const auto answer = send(notice(server.address()));
        QVERIFY(answer && !answer->has_value());
    }

    void hasNoDesktopWithoutASessionBus()
    {
        qputenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nowhere/bus");
        const auto answer = send(notice("desktop"));
        QVERIFY(answer && !answer->has_value());
        QVERIFY(answer->error().code == ErrorCode::NotFound);
    }
};

WEFTLINE_TEST(WebhookTest)

#include "tst_webhook.moc"
