// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Each example of the start page, opened by a click and run by a key, in the real window with the real engine.

#include <QtCore/QJsonArray>
#include <QtCore/QJsonObject>
#include <QtCore/QJsonValue>
#include <QtCore/QStandardPaths>
#include <QtCore/QString>
#include <QtCore/QStringList>
#include <QtCore/QVariant>
#include <QtTest/QTest>

#include "tests/support/test_main.h"
#include "tests/ui/xvfb/desk.h"

using namespace weftline;

class ExamplesWindowTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        m_desk = std::make_unique<test::Desk>();
        if (!m_desk->isReady() || QStandardPaths::findExecutable(QStringLiteral("xdotool")).isEmpty())
            QSKIP("This needs Xvfb and xdotool.");
        m_desk->openWindow({});
    }
    void cleanupTestCase() { m_desk.reset(); }

    void runsFromTheStartPage_data();
    void runsFromTheStartPage();

private:
    [[nodiscard]] QString said(const char *what) { return m_desk->said().value(QLatin1String(what)).toString(); }

    std::unique_ptr<test::Desk> m_desk;
    QString m_lastRun;
};

void ExamplesWindowTest::runsFromTheStartPage_data()
{
    QTest::addColumn<QString>("button");
    QTest::addColumn<QString>("output");
    QTest::addColumn<QVariant>("value"); // none: any
    const auto row = [](const char *name, const char *output, const QVariant &value) {
        QTest::newRow(name) << QStringLiteral("example:%1").arg(QLatin1String(name)) << QString::fromLatin1(output) << value;
    };
    QTest::newRow("license-words") << QStringLiteral("tryRun") << QStringLiteral("words") << QVariant();
    row("parallel-checksums", "sha256", {});
    row("service-watch", "refused", 16);
    row("plan-draft-criticise", "verdict", QStringLiteral("refine"));
    row("thousand-tasks", "sum", 333'833'500);
    row("flaky-service", "answer", QStringLiteral("answered"));
    row("two-ways", "", {});
}

void ExamplesWindowTest::runsFromTheStartPage()
{
    QFETCH(QString, button);
    QFETCH(QString, output);
    QFETCH(QVariant, value);
    m_desk->click(QStringLiteral("tab:0"));
    m_desk->click(button);
    if (button != u"tryRun") {
        QTRY_VERIFY(!m_desk->place(QStringLiteral("canvas")).isNull());
        m_desk->key(QStringLiteral("F5"));
    }
    QTRY_VERIFY_WITH_TIMEOUT(!said("run").isEmpty() && said("run") != m_lastRun, 60'000);
    m_lastRun = said("run");
    QTRY_VERIFY_WITH_TIMEOUT(said("state") == u"succeeded" || said("state") == u"failed", 120'000);
    QCOMPARE(said("run"), m_lastRun);
    QCOMPARE(said("state"), QStringLiteral("succeeded"));
    const QJsonObject shown = m_desk->weft({QStringLiteral("show"), m_lastRun, QStringLiteral("--json")});
    const QJsonValue given = shown.value(QLatin1String("outputs")).toObject().value(output);
    if (!output.isEmpty())
        QVERIFY(!given.isNull() && !given.isUndefined());
    if (value.isValid())
        QCOMPARE(given.toVariant().toString(), value.toString());
    if (button.endsWith(u"service-watch")) { // it fired, and it cleared
        QStringList states;
        for (const QJsonValue &span : shown.value(QLatin1String("alerts")).toArray()) {
            states << span[QLatin1String("state")].toString();
            QVERIFY(!span[QLatin1String("to")].isNull());
        }
        QCOMPARE(states.join(u' '), QStringLiteral("pending firing"));
    }
    // So that the tab of the start page stays in sight.
    for (int left = 2; left > 0; --left) {
        m_desk->key(QStringLiteral("ctrl+w"));
        QTRY_VERIFY(m_desk->place(QStringLiteral("tab:%1").arg(left)).isNull());
    }
}

WEFTLINE_TEST(ExamplesWindowTest)
#include "tst_examples.moc"
