// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// `http` attempts over TLS, against `openssl s_server`.

#include <fmt/format.h>

#include <QtCore/QProcess>
#include <QtCore/QRegularExpression>
#include <QtCore/QStandardPaths>
#include <QtCore/QTemporaryDir>

#include "tests/support/test_main.h"
#include "tests/unit/worker/attempt.h"

using namespace weftline;
using namespace weftline::worker;
using namespace std::chrono_literals;

namespace {

/// Has a certificate that it made out for 127.0.0.1 itself.
class TlsServer
{
public:
    TlsServer()
    {
        QProcess maker;
        maker.start(QStringLiteral("openssl"),
                    {QStringLiteral("req"), QStringLiteral("-x509"), QStringLiteral("-newkey"), QStringLiteral("ec"), QStringLiteral("-pkeyopt"),
                     QStringLiteral("ec_paramgen_curve:prime256v1"), QStringLiteral("-nodes"), QStringLiteral("-keyout"), key(), QStringLiteral("-out"),
                     certificate(), QStringLiteral("-days"), QStringLiteral("2"), QStringLiteral("-subj"), QStringLiteral("/CN=127.0.0.1"),
                     QStringLiteral("-addext"), QStringLiteral("subjectAltName=IP:127.0.0.1")});
        if (!maker.waitForFinished(20'000) || maker.exitCode() != 0)
            qFatal("%s", maker.readAllStandardError().constData());
        m_server.setProcessChannelMode(QProcess::MergedChannels);
        m_server.start(QStringLiteral("openssl"), {QStringLiteral("s_server"), QStringLiteral("-accept"), QStringLiteral("127.0.0.1:0"),
                                                   QStringLiteral("-key"), key(), QStringLiteral("-cert"), certificate(), QStringLiteral("-www")});
        static const QRegularExpression accepting(QStringLiteral("ACCEPT 127\\.0\\.0\\.1:(\\d+)"));
        for (int round = 0; round < 200 && m_port == 0; ++round) {
            m_server.waitForReadyRead(100);
            m_said += m_server.readAllStandardOutput();
            m_port = accepting.match(QString::fromUtf8(m_said)).captured(1).toInt();
        }
        if (m_port == 0)
            qFatal("openssl s_server says: %s", m_said.constData());
    }

    ~TlsServer()
    {
        m_server.kill();
        m_server.waitForFinished();
    }

    [[nodiscard]] QString certificate() const { return m_folder.filePath(QStringLiteral("certificate.pem")); }
    [[nodiscard]] std::string url(const char *scheme, const char *host) const { return fmt::format("{}://{}:{}/", scheme, host, m_port); }

private:
    [[nodiscard]] QString key() const { return m_folder.filePath(QStringLiteral("key.pem")); }

    QTemporaryDir m_folder;
    QProcess m_server;
    QByteArray m_said;
    int m_port = 0;
};

struct Https : test::Attempt
{
    explicit Https(const std::string &url) : Attempt(makeHttpKind, test::taskOf("http", Value(Object{{"url", url}}), 20s), 10min) { }
};

} // namespace

class HttpsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        if (QStandardPaths::findExecutable(QStringLiteral("openssl")).isEmpty())
            QSKIP("The program openssl is not there.");
        m_server = std::make_unique<TlsServer>();
    }

    void cleanup() { qunsetenv("SSL_CERT_FILE"); }

    void believesNobodyWhoIsNotCertified()
    {
        Https a(m_server->url("https", "127.0.0.1"));
        QVERIFY(a.finish());
        QCOMPARE(a.result.outcome, wire::Outcome::Failed);
        QVERIFY2(a.result.reason.find("cannot prove who it is (") != std::string::npos, a.result.reason.c_str());
        qInfo("%s", a.result.reason.c_str());
    }

    void believesTheAuthorityThatItIsTold()
    {
        qputenv("SSL_CERT_FILE", m_server->certificate().toUtf8());
        Https a(m_server->url("https", "127.0.0.1"));
        QVERIFY(a.finish());
        QVERIFY2(a.hasSucceeded(), a.result.reason.c_str());
        QVERIFY(a.output().asString()->find("s_server") != std::string::npos);
    }

    void refusesAnotherName()
    {
        qputenv("SSL_CERT_FILE", m_server->certificate().toUtf8());
        Https a(m_server->url("https", "localhost"));
        QVERIFY(a.finish());
        QCOMPARE(a.result.outcome, wire::Outcome::Failed);
        QVERIFY2(a.result.reason.find("cannot prove who it is (") != std::string::npos, a.result.reason.c_str());
    }

    void tellsOfAWrongFile()
    {
        qputenv("SSL_CERT_FILE", "/nowhere/authorities.pem");
        Https a(m_server->url("https", "127.0.0.1"));
        QVERIFY(a.finish());
        QCOMPARE(a.result.outcome, wire::Outcome::Failed);
        QVERIFY2(a.result.reason.find("/nowhere/authorities.pem") != std::string::npos, a.result.reason.c_str());
    }

    void tellsOfAServerWithoutTls()
    {
        Https a(m_server->url("http", "127.0.0.1"));
        QVERIFY(a.finish());
        QCOMPARE(a.result.outcome, wire::Outcome::Failed);
        qInfo("%s", a.result.reason.c_str());
    }

private:
    std::unique_ptr<TlsServer> m_server;
};

WEFTLINE_TEST(HttpsTest)
#include "tst_https.moc"
