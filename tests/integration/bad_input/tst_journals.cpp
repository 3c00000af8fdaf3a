// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <sqlite3.h>

#include <csignal>

#include <fmt/format.h>

#include "tests/integration/bad_input/sandbox.h"
#include "tests/support/test_main.h"

using namespace weftline;
using namespace weftline::test;

namespace {

bool execute(const QString &file, const std::string &sql)
{
    sqlite3 *connection = nullptr;
    const bool done = sqlite3_open(file.toUtf8().constData(), &connection) == SQLITE_OK
        && sqlite3_exec(connection, sql.c_str(), nullptr, nullptr, nullptr) == SQLITE_OK;
    sqlite3_close(connection);
    return done;
}

QByteArray contentOf(const QString &file)
{
    QFile read(file);
    return read.open(QIODevice::ReadOnly) ? read.readAll() : QByteArray();
}

} // namespace

/// Journals that are not what they should be, given to `weft run` and `weft verify`.
class BadJournalsTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase()
    {
        m_flow = m_box.write(QStringLiteral("flow.weft"), slowWorkflow(200, "0").replace("\"command\"", "\"transform\"").replace(
            "\"argv\": [\"sleep\", \"0\"]", "\"expression\": \"'x'.repeat(500) + item\""));
        m_good = m_box.file(QStringLiteral("good.journal"));
        const Ran ran = m_box.weft({QStringLiteral("run"), m_flow, QStringLiteral("--workers"), QStringLiteral("1"),
                                    QStringLiteral("--journal"), m_good});
        QVERIFY2(ran.code == 0, ran.all());
        m_content = contentOf(m_good);
        QVERIFY(m_content.size() > 100'000);
        const Ran verified = m_box.weft({QStringLiteral("verify"), QStringLiteral("--json"), m_good});
        QCOMPARE(verified.code, 0);
        QCOMPARE(numberAt(verified.lastLine(), "by_type.task_finished"), std::int64_t{201});
    }

    void ofAnotherVersion()
    {
        const QString file = copy("later.journal", m_content);
        QVERIFY(execute(file, "UPDATE meta SET value = 99 WHERE key = 'format'"));
        for (const Ran &ran : {runOn(file), m_box.weft({QStringLiteral("verify"), file})}) {
            QCOMPARE(ran.code, 2);
            QVERIFY2(ran.says("later.journal\" has format 99") && ran.says("version of Weftline"), ran.all());
        }
    }

    void withAFlippedBit()
    {
        QByteArray content = m_content;
        const qsizetype at = content.indexOf("xxxxxxxx", content.size() / 2); // in a task's output
        QVERIFY(at > 0);
        content[at] = static_cast<char>(content[at] ^ 1);
        const QString file = copy("flipped.journal", content);
        const Ran verified = m_box.weft({QStringLiteral("verify"), file});
        QCOMPARE(verified.code, 1);
        QVERIFY2(QString::fromStdString(verified.err).contains(QRegularExpression(QStringLiteral("Row \\d+, position \\d+"))), verified.all());
        const Ran said = m_box.weft({QStringLiteral("verify"), QStringLiteral("--json"), file});
        QCOMPARE(said.code, 1);
        QVERIFY(said.lastLine().find("ok") && !*said.lastLine().find("ok")->asBool());
        QCOMPARE(said.lastLine().find("problems")->asList()->size(), std::size_t{1});
        const Ran ran = runOn(file);
        QCOMPARE(ran.code, 2);
        QVERIFY2(ran.says("flipped.journal") && ran.says("weft verify"), ran.all());
        QCOMPARE(contentOf(file), content); // it was not made worse
    }

    void cutShort_data()
    {
        QTest::addColumn<int>("percent");
        for (const int percent : {1, 3, 10, 50, 90, 99})
            QTest::addRow("%d %%", percent) << percent;
    }
    void cutShort()
    {
        QFETCH(int, percent);
        const QString file = copy("cut.journal", m_content.left(m_content.size() * percent / 100));
        const Ran verified = m_box.weft({QStringLiteral("verify"), file});
        QVERIFY2(verified.code == 1, verified.all());
        QVERIFY2(verified.err.find("position") != std::string::npos || verified.says("from its beginning"), verified.all());
        const Ran ran = runOn(file);
        QVERIFY2(ran.code == 2, ran.all());
        QVERIFY2(ran.says("cut.journal\" is damaged"), ran.all());
    }

    void thatAreNone_data()
    {
        QTest::addColumn<QByteArray>("content");
        QTest::newRow("text") << QByteArray("Dear diary, today I drew a graph.\n");
        QTest::newRow("binary") << QByteArray(5000, '\xff');
        QTest::newRow("workflow") << slowWorkflow(1, "0");
    }
    void thatAreNone()
    {
        QFETCH(QByteArray, content);
        const QString file = copy("none.journal", content);
        for (const Ran &ran : {runOn(file), m_box.weft({QStringLiteral("verify"), file}), m_box.weft({QStringLiteral("events"), file}),
                               m_box.weft({QStringLiteral("show"), QStringLiteral("last"), QStringLiteral("--journal"), file}),
                               m_box.weft({QStringLiteral("run"), QStringLiteral("--resume"), file})}) {
            QVERIFY2(ran.code == 2, ran.all());
            QVERIFY2(ran.says("none.journal\" is not a journal of Weftline"), ran.all());
        }
        QCOMPARE(contentOf(file), content);
    }

    void ofAnotherProgram()
    {
        const QString file = m_box.file(QStringLiteral("other.journal"));
        QVERIFY(execute(file, "CREATE TABLE birthdays(name, day); INSERT INTO birthdays VALUES('Ada', '10 December')"));
        const Ran ran = runOn(file);
        QCOMPARE(ran.code, 2);
        QVERIFY2(ran.says("is not a journal of Weftline"), ran.all());
    }

    void thatDoNotExist()
    {
        for (const QStringList &arguments : {QStringList{QStringLiteral("verify")}, QStringList{QStringLiteral("events")},
                                             QStringList{QStringLiteral("run"), QStringLiteral("--resume")},
                                             QStringList{QStringLiteral("show"), QStringLiteral("last"), QStringLiteral("--journal")}}) {
            const Ran ran = m_box.weft(arguments + QStringList{QStringLiteral("nowhere.journal")});
            QCOMPARE(ran.code, 2);
            QVERIFY2(ran.says("There is no journal \"nowhere.journal\""), ran.all());
        }
    }

    void heldByAnother()
    {
        const QString file = m_box.file(QStringLiteral("held.journal"));
        const auto first = m_box.start(slow(file));
        QVERIFY2(first->hasSaid("list: succeeded"), first->heard());
        const Ran second = runOn(file);
        QCOMPARE(second.code, 2);
        QVERIFY2(second.says(fmt::format("held by another engine (process {})", (*first)->processId())), second.all());
        const Ran verified = m_box.weft({QStringLiteral("verify"), file}); // looking is allowed
        QVERIFY2(verified.code == 0, verified.all());
        const Ran ran = first->ended();
        QVERIFY2(ran.code == 0 && ran.says("41 of 41 tasks succeeded"), ran.all());
        QCOMPARE(countOf(file, "task_finished"), std::int64_t{41}); // and took nothing away
    }

    void withAnUnfinishedRun()
    {
        const QString file = m_box.file(QStringLiteral("unfinished.journal"));
        {
            const auto first = m_box.start(slow(file));
            QVERIFY2(first->hasSaid("list: succeeded"), first->heard());
            QVERIFY(waitUntil([&] { return countOf(file, "task_finished") >= 5; }));
            (*first)->kill();
            QVERIFY((*first)->waitForFinished());
            QCOMPARE((*first)->exitStatus(), QProcess::CrashExit);
        }
        const Ran refused = runOn(file);
        QVERIFY2(refused.code == 2, refused.all());
        QVERIFY2(refused.says(fmt::format("weft run --resume \"{}\"", file.toStdString())), refused.all());

        const Ran resumed = m_box.weft({QStringLiteral("run"), QStringLiteral("--resume"), file, QStringLiteral("--workers"),
                                        QStringLiteral("2"), QStringLiteral("--json")});
        QVERIFY2(resumed.code == 0, resumed.all());
        QCOMPARE(numberAt(resumed.lastLine(), "tasks.succeeded"), std::int64_t{41});
        const Ran verified = m_box.weft({QStringLiteral("verify"), QStringLiteral("--json"), file});
        QVERIFY2(verified.code == 0, verified.all());
        QCOMPARE(numberAt(verified.lastLine(), "by_type.task_finished"), std::int64_t{41}); // each task once
        QCOMPARE(numberAt(verified.lastLine(), "by_type.run_finished"), std::int64_t{1});

        const Ran again = m_box.weft({QStringLiteral("run"), QStringLiteral("--resume"), file});
        QCOMPARE(again.code, 2);
        QVERIFY2(again.says("Nothing is left to resume") && again.says(file.toStdString()), again.all());
        // Nothing of the killed one is left running.
        QVERIFY(waitUntil([&] { return livingNamed(m_box.file(QStringLiteral("r/")).toStdString()) == 0; }));
    }

private:
    [[nodiscard]] QString copy(const char *name, const QByteArray &content) const
    {
        for (const char *const beside : {"-wal", "-shm", ".lock"})
            QFile::remove(m_box.file(q(name) + q(beside)));
        return m_box.write(q(name), content);
    }
    [[nodiscard]] Ran runOn(const QString &journal) const
    {
        return m_box.weft({QStringLiteral("run"), m_flow, QStringLiteral("--workers"), QStringLiteral("1"),
                           QStringLiteral("--journal"), journal});
    }
    [[nodiscard]] QStringList slow(const QString &journal) const
    {
        return {QStringLiteral("run"), m_box.write(QStringLiteral("slow.weft"), slowWorkflow(40, "0.3")), QStringLiteral("--workers"),
                QStringLiteral("2"), QStringLiteral("--journal"), journal};
    }
    [[nodiscard]] std::int64_t countOf(const QString &journal, const char *type) const
    {
        const Ran verified = m_box.weft({QStringLiteral("verify"), QStringLiteral("--json"), journal});
        return numberAt(verified.lastLine(), std::string("by_type.") + type);
    }

    Sandbox m_box;
    QString m_flow;
    QString m_good;
    QByteArray m_content;
};

WEFTLINE_TEST(BadJournalsTest)

#include "tst_journals.moc"
