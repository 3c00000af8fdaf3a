// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "engine/worker/secrets.h"
#include "engine/workflow/template.h"
#include "tests/support/test_main.h"
#include "tests/unit/worker/attempt.h"

using namespace weftline;
using namespace weftline::worker;

namespace {

const std::vector<std::string> environment{"WEFT_SECRET_key=s3cr\"et", "WEFT_SECRET_pem=-----BEGIN KEY-----\nabcdefghijkl\nx\n",
                                           "WEFT_SECRET_empty=", "WEFT_SECRET_raw=\xff\xfe", "WEFT_SECRET_k=s3cr"};

Value withOf(const wire::Task &task)
{
    encoding::Reader reader(task.with.bytes);
    return reader.value();
}

Value object(Object members) { return members; }

} // namespace

class SecretsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void areFilledInEverywhere()
    {
        wire::Task task = test::taskOf("http", object({{"url", "http://x/?k=${secret.key}&l=${secret.k}"},
                                                       {"headers", Object{{"Authorization", "${secret.key}"}}},
                                                       {"body", List{1, Object{{"a", List{"-${secret.k}-"}}}}},
                                                       {"${secret.key}", 1}}));
        const auto redactor = putSecrets(task, "lab-1", environment);
        QVERIFY(redactor && !redactor->isEmpty());
        QCOMPARE(withOf(task), object({{"url", "http://x/?k=s3cr\"et&l=s3cr"}, {"headers", Object{{"Authorization", "s3cr\"et"}}},
                                       {"body", List{1, Object{{"a", List{"-s3cr-"}}}}}, {"${secret.key}", 1}}));
    }

    void areNotLookedForInCode()
    {
        const Value with = object({{"code", "echo ${secret.key}"}, {"input", "${secret.k}"}});
        wire::Task task = test::taskOf("script", with);
        QVERIFY(putSecrets(task, "lab-1", environment));
        QCOMPARE(withOf(task), object({{"code", "echo ${secret.key}"}, {"input", "s3cr"}}));
    }

    void areTakenOutOfAllThatIsTold()
    {
        const Redactor redactor({"s3cr\"et", "-----BEGIN KEY-----\nabcdefghijkl\nx\n", "s3cr"});
        QCOMPARE(redactor.text("a s3cr\"et b s3cr\\\"et c s3cr%22et d"), std::string("a ••• b ••• c ••• d"));
        QCOMPARE(redactor.text("abcdefghijkl\n"), std::string("•••\n"));
        QCOMPARE(redactor.text("s3cr s3crs3cr x"), std::string("••• •••••• x"));
        Value value = object({{"s3cr", List{"ok", Object{{"deep", "=s3cr\"et="}}}}, {"n", 3}});
        redactor.value(value);
        QCOMPARE(value, object({{"•••", List{"ok", Object{{"deep", "=•••="}}}}, {"n", 3}}));
    }

    void saysWhatIsMissing_data()
    {
        QTest::addColumn<QByteArray>("name");
        QTest::addColumn<QByteArray>("why");
        QTest::newRow("none") << QByteArray("other") << QByteArray("worker \"lab-1\" has no variable WEFT_SECRET_other. Start the worker with it in its environment.");
        QTest::newRow("empty") << QByteArray("empty") << QByteArray("worker \"lab-1\" has no variable WEFT_SECRET_empty.");
        QTest::newRow("no text") << QByteArray("raw") << QByteArray("WEFT_SECRET_raw of worker \"lab-1\" is no UTF-8 text. Correct it.");
    }

    void saysWhatIsMissing()
    {
        QFETCH(QByteArray, name);
        QFETCH(QByteArray, why);
        wire::Task task = test::taskOf("command", object({{"argv", List{"echo", "${secret." + name.toStdString() + "}"}}}));
        const auto redactor = putSecrets(task, "lab-1", environment);
        QVERIFY(!redactor);
        QVERIFY2(redactor.error().message.find(why.toStdString()) != std::string::npos, redactor.error().message.c_str());
    }

    void doNotComeOutOfValues()
    {
        const auto lookUp = [](std::string_view name) -> Result<std::string> { return "<" + std::string(name) + ">"; };
        for (const char *text : {"", "plain", "${secret.key}", "$${secret.key}", "$$${secret.a}${secret.b}", "${secret.", "${secret.x ${secret.y}",
                                 "{secret.z}", "$", "${secret.${secret.x}}"}) {
            const auto back = workflow::fillSecrets(workflow::withoutSecrets(text), lookUp);
            QVERIFY(back);
            QCOMPARE(QByteArray::fromStdString(*back), QByteArray(text));
        }
        QCOMPARE(*workflow::fillSecrets("a ${secret.key} b$", lookUp), std::string("a <key> b$"));
    }

    void areFoundHoweverTheyAreWritten()
    {
        QVERIFY(!workflow::containsExpression(Value("a ${secret.key}")));
        QVERIFY(workflow::containsExpression(Value("a ${ secret.key }"))); // the evaluator makes it plain
    }

    void leaveTasksWithoutThemAlone()
    {
        wire::Task task = test::taskOf("command", object({{"argv", List{"echo", "${x}", "secret.key"}}}));
        const Bytes before = task.with.bytes;
        const auto redactor = putSecrets(task, "lab-1", environment);
        QVERIFY(redactor && redactor->isEmpty());
        QCOMPARE(task.with.bytes, before);
        wire::Task broken = test::taskOf("command", Value());
        broken.with = Payload::of("\xd9\xff{secret.");
        QVERIFY(putSecrets(broken, "lab-1", environment));
    }
};

WEFTLINE_TEST(SecretsTest)
#include "tst_secrets.moc"
