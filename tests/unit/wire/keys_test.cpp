// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <QtCore/QTemporaryDir>
#include <QtTest/QTest>

#include <sys/stat.h>

#include <fstream>

#include "engine/wire/endpoint.h"
#include "engine/wire/keys.h"
#include "tests/support/test_main.h"

using namespace weftline;
using namespace weftline::wire;

class KeysTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_dir = std::make_unique<QTemporaryDir>(); }

    void keysAreMadeOnceAndKept();
    void filesAreForNobodyElse();
    void aListedKeyComesBackAsItWas();
    void whatIsThereIsNotAddedAgain();
    void wrongKeysAndNamesAreRefused();
    void aRemovedKeyIsGone();
    void aRoleChangesInPlace();
    void aDamagedPairIsRefused();
    void aDamagedListAdmitsNobody();
    void missingKeysSayWhatToDo();

private:
    [[nodiscard]] KeyDirectory directory() const
    {
        return KeyDirectory(std::filesystem::path(m_dir->path().toStdString()) / "config" / "keys");
    }
    static void write(const std::filesystem::path &file, const std::string &text)
    {
        std::ofstream(file) << text;
        ::chmod(file.c_str(), 0600);
    }

    std::unique_ptr<QTemporaryDir> m_dir;
};

void KeysTest::keysAreMadeOnceAndKept()
{
    const auto first = directory().initKeys();
    QVERIFY2(first, first ? "" : first.error().message.c_str());
    QVERIFY(first->made && isKeyText(first->engineKey) && isKeyText(first->ownKey) && first->engineKey != first->ownKey);
    const auto second = directory().initKeys();
    QVERIFY(second && !second->made);
    QCOMPARE(second->engineKey, first->engineKey);
    QCOMPARE(directory().engineKey().value().publicKey, first->engineKey);
    QCOMPARE(directory().ownKey().value().publicKey, first->ownKey);
}

void KeysTest::filesAreForNobodyElse()
{
    QVERIFY(directory().initKeys());
    QVERIFY(directory().addKey({makeKeyPair().publicKey, Role::Worker, "lab"}));
    for (const char *file : {"engine.key", "own.key", "allowed"}) {
        struct stat found{};
        QCOMPARE(::stat((directory().path() / file).c_str(), &found), 0);
        QCOMPARE(found.st_mode & 0777U, 0600U);
    }
    ::chmod((directory().path() / "engine.key").c_str(), 0644);
    const auto key = directory().engineKey();
    QVERIFY(!key);
    QVERIFY(key.error().message.find("chmod 600") != std::string::npos);
}

void KeysTest::aListedKeyComesBackAsItWas()
{
    QVERIFY(directory().listKeys() && directory().listKeys()->empty());
    QVERIFY(directory().initKeys());
    const std::vector<AllowedKey> keys{{makeKeyPair().publicKey, Role::Worker, "lab 7, left"},
                                       {makeKeyPair().publicKey, Role::Viewer, "Ana"},
                                       {makeKeyPair().publicKey, Role::Admin, "Zoë"}};
    for (const AllowedKey &key : keys)
        QVERIFY(directory().addKey(key));
    QCOMPARE(directory().listKeys().value(), keys);
}

void KeysTest::whatIsThereIsNotAddedAgain()
{
    QVERIFY(directory().initKeys());
    const AllowedKey key{makeKeyPair().publicKey, Role::Worker, "lab"};
    QVERIFY(directory().addKey(key));
    QCOMPARE(directory().addKey({key.key, Role::Admin, "other"}).error().code, ErrorCode::Refused);
    QCOMPARE(directory().addKey({makeKeyPair().publicKey, Role::Admin, "lab"}).error().code, ErrorCode::Refused);
    QCOMPARE(directory().listKeys().value().size(), 1U);
}

void KeysTest::wrongKeysAndNamesAreRefused()
{
    QVERIFY(directory().initKeys());
    const std::string key = makeKeyPair().publicKey;
    for (const std::string &wrong : {std::string(), key.substr(1), key + "0", key.substr(1) + " "})
        QCOMPARE(directory().addKey({wrong, Role::Worker, "lab"}).error().code, ErrorCode::InvalidInput);
    for (const std::string &wrong : {std::string(), std::string(" lab"), std::string("two\nlines"), std::string(101, 'n')})
        QCOMPARE(directory().addKey({key, Role::Worker, wrong}).error().code, ErrorCode::InvalidInput);
}

void KeysTest::aRemovedKeyIsGone()
{
    QVERIFY(directory().initKeys());
    const AllowedKey key{makeKeyPair().publicKey, Role::Worker, "lab"};
    QVERIFY(directory().addKey(key) && directory().removeKey("lab"));
    QVERIFY(directory().listKeys().value().empty());
    QVERIFY(directory().addKey(key) && directory().removeKey(key.key));
    QCOMPARE(directory().removeKey("lab").error().code, ErrorCode::NotFound);
}

void KeysTest::aRoleChangesInPlace()
{
    QVERIFY(directory().initKeys());
    const AllowedKey first{makeKeyPair().publicKey, Role::Viewer, "Ana"};
    const AllowedKey second{makeKeyPair().publicKey, Role::Worker, "lab"};
    QVERIFY(directory().addKey(first) && directory().addKey(second));
    QVERIFY(directory().setRole("Ana", Role::Operator) && directory().setRole(second.key, Role::Admin));
    QCOMPARE(directory().listKeys().value(),
             (std::vector<AllowedKey>{{first.key, Role::Operator, "Ana"}, {second.key, Role::Admin, "lab"}}));
    QCOMPARE(directory().setRole("nobody", Role::Viewer).error().code, ErrorCode::NotFound);
}

void KeysTest::aDamagedPairIsRefused()
{
    QVERIFY(directory().initKeys());
    const KeyPair one = makeKeyPair();
    const KeyPair other = makeKeyPair();
    write(directory().path() / "engine.key", "public " + one.publicKey + "\nsecret " + other.secretKey + "\n");
    QCOMPARE(directory().engineKey().error().code, ErrorCode::Corrupt);
    write(directory().path() / "engine.key", "");
    QCOMPARE(directory().engineKey().error().code, ErrorCode::Corrupt);
    QVERIFY(!directory().initKeys()); // Never replaced without a person's word.
}

void KeysTest::aDamagedListAdmitsNobody()
{
    QVERIFY(directory().initKeys());
    write(directory().listFile(), "# fine\nworker " + makeKeyPair().publicKey + " lab\nboss " + makeKeyPair().publicKey + " x\n");
    const auto keys = directory().listKeys();
    QVERIFY(!keys);
    QVERIFY(keys.error().message.find("line 3") != std::string::npos);
    QVERIFY(!directory().addKey({makeKeyPair().publicKey, Role::Worker, "another"}));
}

void KeysTest::missingKeysSayWhatToDo()
{
    const auto key = directory().ownKey();
    QVERIFY(!key);
    QCOMPARE(key.error().code, ErrorCode::NotFound);
    QVERIFY(key.error().message.find("weft keys init") != std::string::npos);
    QVERIFY(directory().addKey({makeKeyPair().publicKey, Role::Worker, "x"}).error().message.find("weft keys init")
            != std::string::npos);
}

WEFTLINE_TEST(KeysTest)
#include "keys_test.moc"
