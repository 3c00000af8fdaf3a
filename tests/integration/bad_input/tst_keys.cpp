// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/integration/bad_input/sandbox.h"
#include "tests/support/test_main.h"

using namespace weftline;
using namespace weftline::test;

/// People on other machines, as far as keys tell: each has a home of their own, and comes over TCP.
class KeysTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase()
    {
        const Ran without = m_owner.weft({QStringLiteral("engine"), QStringLiteral("--journal"), m_owner.file(QStringLiteral("e.journal")),
                                          QStringLiteral("--listen"), QStringLiteral("tcp://127.0.0.1:0")});
        QCOMPARE(without.code, 2);
        QVERIFY2(without.says("weft keys init"), without.all());

        QVERIFY(!keyOf(m_owner, "engine").isEmpty());
        QVERIFY(admit(m_worker, "worker", "lab-7"));
        QVERIFY(admit(m_operator, "operator", "ada"));
        QVERIFY(admit(m_viewer, "viewer", "guest"));
        QVERIFY(!keyOf(m_stranger, "own").isEmpty());

        m_engine = m_owner.start({QStringLiteral("engine"), QStringLiteral("--journal"), m_owner.file(QStringLiteral("e.journal")),
                                  QStringLiteral("--listen"), QStringLiteral("tcp://127.0.0.1:0"), QStringLiteral("--json")});
        QVERIFY2(m_engine->hasSaid("\n"), m_engine->heard());
        const auto said = format::parseJson(m_engine->heard().toStdString());
        QVERIFY(said.has_value());
        m_url = q(textAt(*said, "remote"));
        QVERIFY2(m_url.startsWith(QStringLiteral("weft://127.0.0.1:")), qPrintable(m_url));
        m_flow = m_owner.write(QStringLiteral("flow.weft"), slowWorkflow(3, "0"));
    }

    void areListed()
    {
        const Ran listed = m_owner.weft({QStringLiteral("keys"), QStringLiteral("list"), QStringLiteral("--json")});
        QCOMPARE(listed.code, 0);
        const Value keys = listed.lastLine();
        QVERIFY(keys.asList());
        QCOMPARE(keys.asList()->size(), std::size_t{3});
        QCOMPARE(textAt((*keys.asList())[0], "name"), std::string("lab-7"));
        QCOMPARE(textAt((*keys.asList())[0], "role"), std::string("worker"));
        QCOMPARE(q(textAt((*keys.asList())[0], "key")), keyOf(m_worker, "own"));
    }

    void areMadeOnce()
    {
        const QString before = keyOf(m_owner, "engine");
        QCOMPARE(keyOf(m_owner, "engine"), before);
        QVERIFY(!admit(m_worker, "viewer", "lab-8")); // listed already, with another role
    }

    void letAWorkerWorkAndAnOperatorRun()
    {
        const auto worker = m_worker.start({QStringLiteral("worker"), QStringLiteral("--join"), m_url, QStringLiteral("--slots"), QStringLiteral("1")});
        const Ran ran = run(m_operator);
        QVERIFY2(ran.code == 0, ran.all());
        QCOMPARE(numberAt(ran.lastLine(), "tasks.succeeded"), std::int64_t{4});
    }

    void letAViewerLookOnly()
    {
        const Ran ran = run(m_viewer);
        QCOMPARE(ran.code, 3);
        QVERIFY2(ran.says("viewer") && ran.says("operator"), ran.all());
        const Ran shown = m_viewer.weft({QStringLiteral("show"), QStringLiteral("last"), QStringLiteral("--engine"), m_url, QStringLiteral("--json")});
        QVERIFY2(shown.code == 0, shown.all());
        QCOMPARE(textAt(shown.lastLine(), "state"), std::string("succeeded"));
    }

    void keepStrangersOut()
    {
        for (const Ran &ran : {run(m_stranger), m_stranger.weft({QStringLiteral("show"), QStringLiteral("last"), QStringLiteral("--engine"), m_url})}) {
            QCOMPARE(ran.code, 3);
            QVERIFY2(ran.says("does not admit this key") && ran.says("weft keys add"), ran.all());
        }
        const auto worker = m_stranger.start({QStringLiteral("worker"), QStringLiteral("--join"), m_url});
        QVERIFY2(worker->hasSaid("does not admit this key"), worker->heard());
    }

    void keepPeopleWithoutAKeyOut()
    {
        const Sandbox nobody;
        const Ran ran = run(nobody);
        QCOMPARE(ran.code, 2);
        QVERIFY2(ran.says("weft keys init"), ran.all());
    }

    void keepWorkersFromCommanding()
    {
        const Ran ran = run(m_worker);
        QCOMPARE(ran.code, 3);
        QVERIFY2(ran.says("worker") || ran.says("role"), ran.all());
    }

    void keepViewersFromWorking()
    {
        const auto worker = m_viewer.start({QStringLiteral("worker"), QStringLiteral("--join"), m_url});
        QVERIFY2(worker->hasSaid("role"), worker->heard());
    }

    void keepImpostorsFromBeingTrusted()
    {
        const QString other = keyOf(m_stranger, "engine"); // not the key of the engine at this address
        const QString url = m_url.left(m_url.indexOf(QStringLiteral("key=")) + 4) + QString::fromLatin1(QUrl::toPercentEncoding(other));
        const auto worker = m_worker.start({QStringLiteral("worker"), QStringLiteral("--join"), url});
        QVERIFY2(worker->hasSaid("The key in the address may not be the engine's"), worker->heard());
    }

    void countFromWhenTheyAreAdded()
    {
        const Sandbox late;
        QCOMPARE(run(late).code, 2);
        QVERIFY(!keyOf(late, "own").isEmpty());
        QCOMPARE(run(late).code, 3);
        QVERIFY(admit(late, "operator", "late"));
        const auto worker = m_worker.start({QStringLiteral("worker"), QStringLiteral("--join"), m_url});
        Ran ran;
        QVERIFY2(waitUntil([&] {
                     ran = run(late);
                     return ran.code == 0;
                 }),
                 ran.all());
    }

    void cleanupTestCase() { m_engine.reset(); }

private:
    [[nodiscard]] static QString keyOf(const Sandbox &box, const char *which)
    {
        const Ran made = box.weft({QStringLiteral("keys"), QStringLiteral("init"), QStringLiteral("--json")});
        return made.code == 0 ? q(textAt(made.lastLine(), which)) : QString();
    }
    [[nodiscard]] bool admit(const Sandbox &box, const char *role, const char *name) const
    {
        return m_owner.weft({QStringLiteral("keys"), QStringLiteral("add"), keyOf(box, "own"), QStringLiteral("--role"), q(role),
                             QStringLiteral("--name"), q(name)}).code == 0;
    }
    [[nodiscard]] Ran run(const Sandbox &box) const
    {
        return box.weft({QStringLiteral("run"), m_flow, QStringLiteral("--engine"), m_url, QStringLiteral("--json")});
    }

    Sandbox m_owner;
    Sandbox m_worker;
    Sandbox m_operator;
    Sandbox m_viewer;
    Sandbox m_stranger;
    std::unique_ptr<Program> m_engine;
    QString m_url;
    QString m_flow;
};

WEFTLINE_TEST(KeysTest)

#include "tst_keys.moc"
