// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The real window and the real engine: a rule fires and clears while a run goes on, and one sees it on the canvas, in the chart,
// in the list, and as a notice on the desktop.

#include <QtCore/QFile>
#include <QtCore/QIODevice>
#include <QtCore/QJsonArray>
#include <QtCore/QJsonObject>
#include <QtCore/QJsonValue>
#include <QtCore/QStandardPaths>
#include <QtCore/QString>
#include <QtTest/QTest>

#include "tests/support/test_main.h"
#include "tests/ui/xvfb/desk.h"
#include "tests/ui/xvfb/notice_desk.h"

using namespace weftline;

namespace {

/// The first half of its probes fail, the second half do not.
constexpr const char *watched = R"json({ "weft": 1, "name": "Watched",
  "nodes": [
    { "id": "items", "kind": "command", "with": { "argv": ["seq", "100"], "output": "lines" } },
    { "id": "probe", "kind": "command", "map": "${items.output}", "with": { "argv": ["sh", "-c", "sleep 0.2; test $0 -gt 40", "${item}"] } } ],
  "edges": [["items", "probe"]],
  "alerts": [ { "id": "error-rate", "title": "Probes fail",
    "nodes": [
      { "id": "metric", "kind": "metric", "with": { "metric": "error_rate", "by": ["node"] } },
      { "id": "window", "kind": "window", "with": { "function": "average", "over": "2s" } },
      { "id": "condition", "kind": "condition", "with": { "is": "above", "value": 0.5, "clear": 0.25 } },
      { "id": "hold", "kind": "hold", "with": { "for": "1s" } },
      { "id": "notify", "kind": "notify", "with": { "channels": ["desktop"] } } ],
    "edges": [["metric", "window"], ["window", "condition"], ["condition", "hold"], ["hold", "notify"]] } ] })json";

} // namespace

class AlertWindowTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        m_notices = std::make_unique<test::NoticeDesk>();
        if (!m_notices->isReady())
            QSKIP("This needs dbus-daemon.");
        m_desk = std::make_unique<test::Desk>();
        if (!m_desk->isReady() || QStandardPaths::findExecutable(QStringLiteral("xdotool")).isEmpty())
            QSKIP("This needs Xvfb and xdotool.");
    }
    void cleanupTestCase()
    {
        m_desk.reset();
        m_notices.reset();
    }

    void aRuleFiresAndClearsAndOneSeesIt()
    {
        const QString path = m_desk->file(QStringLiteral("watched.weft"));
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        QVERIFY(file.write(watched) > 0);
        file.close();
        m_desk->openWindow({path, QStringLiteral("--run")});
        QTRY_COMPARE_WITH_TIMEOUT(runState(), QStringLiteral("running"), 30'000);
        QTRY_COMPARE_WITH_TIMEOUT(alerts().value(QStringLiteral("banner")).toString(), QStringLiteral("Probes fail"), 30'000);
        QCOMPARE(runState(), QStringLiteral("running"));
        QTRY_COMPARE(alerts().value(QStringLiteral("marked")).toArray(), QJsonArray({QStringLiteral("probe")}));
        QTRY_VERIFY(firingBands() == 1);
        QTRY_COMPARE(alerts().value(QStringLiteral("states")).toArray().at(0).toString(), QStringLiteral("fires"));
        QTRY_COMPARE_WITH_TIMEOUT(m_notices->heads().size(), 1, 10'000);
        QVERIFY(m_notices->heads().at(0).contains(QStringLiteral("Probes fail")));
        // The second half is good: it clears while the run still goes on, and the band stays.
        QTRY_COMPARE_WITH_TIMEOUT(alerts().value(QStringLiteral("states")).toArray().at(0).toString(), QStringLiteral("resolved"), 60'000);
        QCOMPARE(runState(), QStringLiteral("running"));
        QTRY_VERIFY(alerts().value(QStringLiteral("marked")).toArray().isEmpty());
        QCOMPARE(firingBands(), 1);
        QTRY_COMPARE_WITH_TIMEOUT(m_notices->heads().size(), 2, 10'000); // and is told
        QTRY_COMPARE_WITH_TIMEOUT(runState(), QStringLiteral("failed"), 60'000); // items of a map failed
        QCOMPARE(firingBands(), 1);
        QCOMPARE(m_notices->heads().size(), 2); // each once, by the window alone
    }

private:
    QJsonObject alerts() { return m_desk->said().value(QStringLiteral("alerts")).toObject(); }
    QString runState() { return m_desk->said().value(QStringLiteral("state")).toString(); }
    int firingBands()
    {
        int count = 0;
        const QJsonArray bands = alerts().value(QStringLiteral("bands")).toArray();
        for (const QJsonValue &band : bands)
            count += band[QStringLiteral("chart")].toInt() == 2 && band[QStringLiteral("fires")].toBool() ? 1 : 0;
        return count;
    }

    std::unique_ptr<test::NoticeDesk> m_notices;
    std::unique_ptr<test::Desk> m_desk;
};

WEFTLINE_TEST(AlertWindowTest)
#include "tst_alert_window.moc"
