// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <QtCore/QDir>
#include <QtCore/QString>
#include <QtCore/QTemporaryDir>
#include <QtTest/QTest>

#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>

#include "engine/wire/endpoint.h"
#include "engine/wire/keys.h"
#include "engine/wire/runtime_dir.h"
#include "tests/support/test_main.h"

using namespace weftline;
using namespace weftline::wire;

class EndpointTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void addressesComeBackAsTheyWere();
    void hexadecimalKeysAreRead();
    void wrongAddressesSayWhy_data();
    void wrongAddressesSayWhy();
    void listenAddressesAreRead();
    void socketsLieInAFolderOfOnesOwn();
    void foreignFoldersAreRefused();
    void aJournalHasOneSocketHoweverItIsWritten();
    void tooLongPathsAreRefused();
};

static const std::string key = "rq:rM>}U?@Lns47E1%kR.o@n%FcmmsL/@{H8]yf7";

void EndpointTest::addressesComeBackAsTheyWere()
{
    const std::vector<Endpoint> all{LocalEndpoint{"/run/user/1000/weftline/a.sock"}, RemoteEndpoint{"host", 5570, key, {}},
                                    RemoteEndpoint{"::1", 1, key, {}}, RemoteEndpoint{"10.0.0.1", 65535, key, makeKeyPair().secretKey}};
    for (const Endpoint &endpoint : all) {
        const Result<Endpoint> back = parseEndpoint(toText(endpoint));
        QVERIFY2(back, back ? "" : back.error().message.c_str());
        QCOMPARE(*back, endpoint);
    }
    QCOMPARE(toText(all[2]).substr(0, 19), std::string("weft://[::1]:1/?key"));
}

void EndpointTest::hexadecimalKeysAreRead()
{
    const auto endpoint = parseEndpoint("weft://host:5570/?key=" + std::string(64, '0'));
    QVERIFY(endpoint);
    QCOMPARE(std::get<RemoteEndpoint>(*endpoint).serverKey, std::string(40, '0'));
}

void EndpointTest::wrongAddressesSayWhy_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("why");
    const QString k = QStringLiteral("0000000000000000000000000000000000000000");
    QTest::newRow("nothing") << QString() << QStringLiteral("must begin with");
    QTest::newRow("another scheme") << QStringLiteral("http://x") << QStringLiteral("must begin with");
    QTest::newRow("relative path") << QStringLiteral("ipc://a.sock") << QStringLiteral("absolute path");
    QTest::newRow("long path") << QStringLiteral("ipc:///") + QString(100, QLatin1Char('a')) << QStringLiteral("101 bytes");
    QTest::newRow("no port") << QStringLiteral("weft://host/?key=") + k << QStringLiteral("no host and port");
    QTest::newRow("port zero") << QStringLiteral("weft://host:0/?key=") + k << QStringLiteral("no host and port");
    QTest::newRow("port too large") << QStringLiteral("weft://host:65536/?key=") + k << QStringLiteral("no host and port");
    QTest::newRow("bare IPv6") << QStringLiteral("weft://::1:5/?key=") + k << QStringLiteral("no host and port");
    QTest::newRow("no key") << QStringLiteral("weft://host:5570") << QStringLiteral("public key is missing");
    QTest::newRow("empty key") << QStringLiteral("weft://host:5570/?key=") << QStringLiteral("40 characters");
    QTest::newRow("cut key") << QStringLiteral("weft://host:5570/?key=") + k.left(39) << QStringLiteral("40 characters");
    QTest::newRow("bad escape") << QStringLiteral("weft://host:5570/?key=%") << QStringLiteral("40 characters");
    QTest::newRow("cut ticket") << QStringLiteral("weft://h:1/?key=") + k + QStringLiteral("&ticket=") + k.left(39) << QStringLiteral("ticket is not one");
    QTest::newRow("ticket of wrong characters") << QStringLiteral("weft://h:1/?key=") + k + QStringLiteral("&ticket=") + k.left(39) + QStringLiteral("\"")
                                                << QStringLiteral("ticket is not one");
    QTest::newRow("two tickets") << QStringLiteral("weft://h:1/?key=%1&ticket=%1&ticket=%1").arg(k) << QStringLiteral("ticket is not one");
    QTest::newRow("ticket without a key") << QStringLiteral("weft://h:1/?ticket=") + k << QStringLiteral("public key is missing");
    QTest::newRow("unknown part") << QStringLiteral("weft://h:1/?kez=1") << QStringLiteral("unknown part \"kez\"");
}

void EndpointTest::wrongAddressesSayWhy()
{
    QFETCH(QString, text);
    QFETCH(QString, why);
    const auto endpoint = parseEndpoint(text.toStdString());
    QVERIFY(!endpoint);
    QVERIFY(endpoint.error().message.find("ticket=") == std::string::npos); // a secret does not stand in a message
    QVERIFY2(endpoint.error().message.find(why.toStdString()) != std::string::npos, endpoint.error().message.c_str());
}

void EndpointTest::listenAddressesAreRead()
{
    QCOMPARE(parseListenAddress("tcp://0.0.0.0:5570").value(), (ListenAddress{"0.0.0.0", 5570}));
    QCOMPARE(parseListenAddress("tcp://[::]:0").value(), (ListenAddress{"::", 0}));
    QCOMPARE(parseListenAddress("tcp://*:5570").value(), (ListenAddress{"*", 5570}));
    QCOMPARE(toText(ListenAddress{"::", 5}), std::string("tcp://[::]:5"));
    QVERIFY(!parseListenAddress("5570"));
    QVERIFY(!parseListenAddress("tcp://host"));
}

void EndpointTest::socketsLieInAFolderOfOnesOwn()
{
    QTemporaryDir dir;
    qputenv("XDG_RUNTIME_DIR", dir.path().toUtf8());
    const auto made = runtimeDir();
    QVERIFY2(made, made ? "" : made.error().message.c_str());
    QCOMPARE(*made, std::filesystem::path(dir.path().toStdString()) / "weftline");
    struct stat found{};
    QCOMPARE(::stat(made->c_str(), &found), 0);
    QCOMPARE(found.st_mode & 0777U, 0700U);
    QVERIFY(runtimeDir());
}

void EndpointTest::foreignFoldersAreRefused()
{
    QTemporaryDir dir;
    const std::filesystem::path base(dir.path().toStdString());
    std::filesystem::create_directory(base / "open");
    ::chmod((base / "open").c_str(), 0755);
    std::filesystem::create_directory(base / "real");
    ::chmod((base / "real").c_str(), 0700);
    std::filesystem::create_directory_symlink(base / "real", base / "link");
    QVERIFY(ownDir(base / "open").error().message.find("chmod 700") != std::string::npos);
    QVERIFY(ownDir(base / "link").error().message.find("a link or a file") != std::string::npos);
    QVERIFY(ownDir(base / "none" / "deep").error().message.find("cannot be made") != std::string::npos);
    QVERIFY(ownDir(base / "real"));
}

void EndpointTest::aJournalHasOneSocketHoweverItIsWritten()
{
    QTemporaryDir dir;
    qputenv("XDG_RUNTIME_DIR", dir.path().toUtf8());
    const std::filesystem::path base(dir.path().toStdString());
    std::filesystem::create_directory(base / "runs");
    std::filesystem::create_directory_symlink(base / "runs", base / "link");
    const auto one = socketPathFor(base / "runs" / "a.journal");
    QVERIFY(one);
    QCOMPARE(socketPathFor(base / "link" / ".." / "runs" / "a.journal").value(), *one);
    QVERIFY(socketPathFor(base / "runs" / "b.journal").value() != *one);
    QCOMPARE(one->filename().string().size(), 21U);
    QCOMPARE(one->extension().string(), std::string(".sock"));
}

void EndpointTest::tooLongPathsAreRefused()
{
    QTemporaryDir dir;
    const QString deep = dir.filePath(QString(80, QLatin1Char('d')));
    QVERIFY(QDir().mkpath(deep));
    qputenv("XDG_RUNTIME_DIR", deep.toUtf8());
    const auto path = socketPathFor("/tmp/a.journal");
    QVERIFY(!path);
    QVERIFY(path.error().message.find("XDG_RUNTIME_DIR") != std::string::npos);
}

WEFTLINE_TEST(EndpointTest)
#include "endpoint_test.moc"
