// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <QtCore/QSettings>

#include "app/desktop/engine_connection.h"
#include "tests/integration/joining/people.h"

using namespace weftline;
using namespace weftline::test;

/// The window's way from its own engine to another one and back.
class WindowEngineTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase()
    {
        for (const auto &[name, folder] : {std::pair("XDG_CONFIG_HOME", "xdg_config_home"), std::pair("XDG_DATA_HOME", "xdg_data_home"),
                                           std::pair("XDG_RUNTIME_DIR", "r")}) {
            m_before.emplace_back(name, qgetenv(name));
            qputenv(name, m_person.file(QString::fromLatin1(folder)).toLocal8Bit());
        }
        QSettings::setPath(QSettings::NativeFormat, QSettings::UserScope, m_person.file(QStringLiteral("xdg_config_home")));
        QCoreApplication::setOrganizationName(QStringLiteral("weftline"));
        const auto journal = desktop::EngineConnection::defaultJournal();
        QVERIFY(journal);
        m_own = m_person.start({QStringLiteral("engine"), QStringLiteral("--local"), QStringLiteral("--journal"), QString::fromStdString(journal->string())});
        QVERIFY2(m_own->hasSaid("ipc://"), m_own->heard());
        m_engine.start(QStringLiteral("tcp://127.0.0.1:0"));
        auto opened = desktop::EngineConnection::open(*journal, QStringLiteral("/nowhere/weft"));
        QVERIFY(opened);
        m_connection = std::move(*opened);
        QObject::connect(m_connection.get(), &desktop::EngineConnection::chosenFailed, this, [this](const QString &why) { m_why = why; });
        QObject::connect(&client(), &client::EngineClient::engineReplaced, this, [this] { ++m_replaced; });
        QVERIFY(waitUntil([&] { return client().engine().position > 0; }));
    }

    void whatCannotBeHadIsSaidAndTheOwnOneStays_data()
    {
        QTest::addColumn<QString>("address");
        QTest::addColumn<QString>("why");
        const QString key = QString::fromStdString(wire::toText(wire::Endpoint(wire::RemoteEndpoint{"127.0.0.1", 1, wire::makeKeyPair().publicKey, {}})));
        wire::RemoteEndpoint impostor = placeOf(m_engine.remote);
        impostor.serverKey = wire::makeKeyPair().publicKey;
        wire::RemoteEndpoint madeUp = placeOf(m_engine.remote);
        madeUp.ticket = wire::makeKeyPair().secretKey;
        QTest::newRow("no address") << QStringLiteral("somewhere") << QStringLiteral("must begin with");
        QTest::newRow("nobody there") << key << QStringLiteral("Nothing listens there");
        QTest::newRow("an unlisted key") << m_engine.remote << QStringLiteral("does not admit this key");
        QTest::newRow("another engine's key") << q(wire::toText(wire::Endpoint(impostor))) << QStringLiteral("may not be the engine's");
        QTest::newRow("a made-up ticket") << q(wire::toText(wire::Endpoint(madeUp))) << QStringLiteral("knows no such ticket");
    }

    void whatCannotBeHadIsSaidAndTheOwnOneStays()
    {
        QFETCH(QString, address);
        QFETCH(QString, why);
        m_why.clear();
        m_connection->use(address);
        QVERIFY(waitUntil([&] { return !m_why.isEmpty(); }));
        QVERIFY2(m_why.contains(why), qPrintable(m_why));
        QVERIFY(client().isConnected());
        QCOMPARE(client().name(), QStringLiteral("local engine"));
        QCOMPARE(m_replaced, 0);
        QVERIFY(desktop::EngineConnection::known().isEmpty());
    }

    void aTicketLeadsToTheOtherEngine()
    {
        m_connection->use(m_engine.ticketAddress({QStringLiteral("--role"), QStringLiteral("viewer")}));
        QVERIFY(waitUntil([&] { return m_replaced == 1 && client().isConnected() && client().engine().position > 0; }));
        QCOMPARE(client().name(), m_engine.remote.section(QStringLiteral("/?"), 0, 0));
        QCOMPARE(client().engine().role, client::Role::Viewer);
        QCOMPARE(desktop::EngineConnection::known(), QStringList{m_engine.remote}); // without the ticket
    }

    void theOwnOneIsFoundAgain()
    {
        m_connection->use({});
        QVERIFY(waitUntil([&] { return m_replaced == 2 && client().isConnected() && client().engine().position > 0; }));
        QCOMPARE(client().name(), QStringLiteral("local engine"));
        QCOMPARE(client().engine().role, client::Role::Admin);
    }

    void aRememberedAddressIsEnough()
    {
        m_connection->use(desktop::EngineConnection::known().constFirst());
        QVERIFY(waitUntil([&] { return m_replaced == 3 && client().isConnected() && client().engine().position > 0; }));
        m_connection->forget(m_engine.remote);
        QVERIFY(desktop::EngineConnection::known().isEmpty());
    }

    void aRunThatNobodyAnswersFailsWhenTheEngineChanges()
    {
        QVERIFY(client().isConnected());
        m_engine.stop(); // nobody answers any more
        QVERIFY(waitUntil([&] { return !client().isConnected(); }));
        std::optional<Result<Done>> answer;
        QCoro::connect(client().cancelRun("run"), this, [&](const Result<Done> &came) { answer = came; });
        m_connection->use({});
        QVERIFY(waitUntil([&] { return answer.has_value(); }));
        QVERIFY(!*answer);
        QCOMPARE(answer->error().code, ErrorCode::Cancelled);
        QVERIFY(waitUntil([&] { return client().isConnected(); }));
    }

    void cleanupTestCase()
    {
        m_connection.reset();
        m_own.reset();
        for (const auto &[name, value] : m_before)
            value.isNull() ? (void)qunsetenv(name) : (void)qputenv(name, value);
    }

private:
    [[nodiscard]] client::WireClient &client() const { return m_connection->client(); }

    Sandbox m_person;
    Engine m_engine;
    std::unique_ptr<Program> m_own;
    std::unique_ptr<desktop::EngineConnection> m_connection;
    std::vector<std::pair<const char *, QByteArray>> m_before;
    QString m_why;
    int m_replaced = 0;
};

WEFTLINE_TEST(WindowEngineTest)

#include "tst_window_engine.moc"
