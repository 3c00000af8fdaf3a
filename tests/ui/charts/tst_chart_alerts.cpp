// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What rules say in the charts: bands, thresholds, and a rule made from a chart's menu.

#include <QtCore/QCoreApplication>
#include <QtCore/QPoint>
#include <QtCore/QRect>
#include <QtCore/QString>
#include <QtGui/QAction>
#include <QtGui/QColor>
#include <QtGui/QContextMenuEvent>
#include <QtGui/QImage>
#include <QtTest/QSignalSpy>
#include <QtTest/QTest>
#include <QtWidgets/QMenu>

#include "engine/workflow/codec.h"
#include "tests/support/fake_engine_client.h"
#include "tests/support/sample_views.h"
#include "tests/support/test_main.h"
#include "ui/charts/live_charts.h"
#include "ui/widgets/theme.h"

using namespace weftline;
using namespace weftline::ui::charts;
using client::AlertState;
using ui::widgets::Token;
using workflow::AlertMetric;
using workflow::WindowFunction;

namespace {

client::AlertSpan spanOf(const std::string &rule, AlertState state, int from, int to)
{
    client::AlertSpan span;
    span.rule = rule;
    span.state = state;
    span.from = test::sampleStart + std::chrono::seconds(from);
    if (to > 0)
        span.to = test::sampleStart + std::chrono::seconds(to);
    return span;
}

/// The sample run with a rule for its error rate that was pending and fires, and one for its latency that never was.
client::RunView watchedRun()
{
    client::RunView run = test::sampleRun();
    workflow::Workflow drawn;
    drawn.alerts.push_back(workflow::newAlertRule("errors", AlertMetric::ErrorRate, WindowFunction::Average, 0.02));
    drawn.alerts[0].nodes[2].with.emplace_back("clear", Value(0.01));
    drawn.alerts.push_back(workflow::newAlertRule("slow", AlertMetric::Latency, WindowFunction::Quantile, 9000));
    run.workflow.set("alerts", *workflow::toValue(drawn).find("alerts"));
    run.alertSpans = {spanOf("errors", AlertState::Pending, 10, 12), spanOf("errors", AlertState::Firing, 12, 0)};
    return run;
}

int countIn(const QImage &picture, const QRect &where, const QColor &color)
{
    int count = 0;
    for (int y = where.top(); y <= where.bottom(); ++y)
        for (int x = where.left(); x <= where.right(); ++x)
            count += picture.pixelColor(x, y) == color ? 1 : 0;
    return count;
}

/// What one sees where `ink` lies on the panel.
QColor over(Token ink, double opacity)
{
    const QColor below = ui::widgets::color(Token::Panel);
    const QColor above = ui::widgets::color(ink);
    const auto mix = [&](int a, int b) { return int(std::lround(b + (a - b) * opacity)); };
    return {mix(above.red(), below.red()), mix(above.green(), below.green()), mix(above.blue(), below.blue())};
}

} // namespace

class ChartAlertsTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_client = std::make_unique<test::FakeEngineClient>();
        m_client->setEngine(test::sampleEngine());
        m_client->setRun(watchedRun());
        m_charts = std::make_unique<LiveCharts>(m_client.get());
        m_charts->resize(320, 620);
        m_charts->setRun("run-418");
        m_charts->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_charts.get()));
    }
    void cleanup()
    {
        m_charts.reset();
        m_client.reset();
    }

    void theChartOfAMeasureShowsWhenItsAlertWasPendingAndFired()
    {
        const std::vector<PlotSpan> expected{{10, 12, Token::Held}, {12, m_charts->model().end(), Token::Failed}};
        QCOMPARE(m_charts->plot(2)->spans(), expected);
        QVERIFY(m_charts->plot(0)->spans().empty());
        QVERIFY(m_charts->plot(1)->spans().empty());
        Plot &plot = *m_charts->plot(2);
        const QImage picture = plot.grab().toImage();
        const Axes &axes = plot.axes();
        const auto bar = [&](double from, double to) {
            return QRect(QPoint(int(axes.toPixelX(from)) + 2, int(axes.area.bottom()) + 1), QPoint(int(axes.toPixelX(to)) - 2, int(axes.area.bottom()) + 4));
        };
        QVERIFY(nearly(picture, bar(10, 12), over(Token::Held, 0.55)) > 20);
        QVERIFY(nearly(picture, bar(12, 15), over(Token::Failed, 0.88)) > 40);
        QCOMPARE(nearly(picture, bar(2, 8), over(Token::Failed, 0.88)), 0);
    }

    void theThresholdsOfARuleThatSpokeAreDrawnAndInView()
    {
        const std::vector<PlotThreshold> expected{{2, false, true}, {1, true, true}}; // percent
        QCOMPARE(m_charts->plot(2)->thresholds(), expected);
        QVERIFY(m_charts->plot(1)->thresholds().empty()); // its rule was quiet
        const Axes &axes = m_charts->plot(2)->axes();
        QVERIFY(axes.yTo >= 2);
        const QImage picture = m_charts->plot(2)->grab().toImage();
        const QRect line(int(axes.area.left()), int(axes.toPixelY(2)) - 2, int(axes.area.width()), 5);
        QVERIFY(countIn(picture, line, ui::widgets::color(Token::Failed)) > int(axes.area.width() / 2));
    }

    void theBandStaysWhenTheAlertIsOver()
    {
        client::RunView run = watchedRun();
        run.alertSpans[1].to = test::sampleStart + std::chrono::seconds(14);
        m_client->setRun(run);
        m_charts->refresh();
        QCOMPARE(m_charts->plot(2)->spans().back(), (PlotSpan{12, 14, Token::Failed}));
    }

    void alertWhenTakesTheValueWhereOneClicked()
    {
        Plot &plot = *m_charts->plot(2);
        const double height = plot.axes().toPixelY(2.5);
        const AlertWish wish = m_charts->wishAt(2, height);
        QCOMPARE(wish.metric, AlertMetric::ErrorRate);
        QCOMPARE(wish.threshold, 0.025);
        const AlertWish latency = m_charts->wishAt(1, m_charts->plot(1)->axes().toPixelY(2000));
        QCOMPARE(latency.metric, AlertMetric::Latency);
        QCOMPARE(latency.function, WindowFunction::Quantile);
        QVERIFY(std::abs(latency.threshold - 2000) < 101); // two digits
        QCOMPARE(m_charts->wishAt(0, -5).metric, AlertMetric::Throughput); // beside the plot: the value now
        QVERIFY(m_charts->wishAt(0, -5).threshold > 0);
    }

    void theMenuOfAChartAsksForARule()
    {
        Plot &plot = *m_charts->plot(2);
        const QPoint at = plot.mapTo(m_charts.get(), QPoint(150, int(plot.axes().toPixelY(2.5))));
        QContextMenuEvent event(QContextMenuEvent::Mouse, at, m_charts->mapToGlobal(at));
        QCoreApplication::sendEvent(m_charts.get(), &event);
        auto *action = m_charts->findChild<QAction *>(QStringLiteral("alertWhen"));
        QVERIFY(action);
        QCOMPARE(action->text(), QStringLiteral("Alert when the error rate is above 2.5 %…"));
        QSignalSpy asked(m_charts.get(), &LiveCharts::alertAsked);
        action->trigger();
        QCOMPARE(asked.size(), 1);
        const auto wish = asked[0][0].value<AlertWish>();
        QCOMPARE(wish, (AlertWish{AlertMetric::ErrorRate, WindowFunction::Average, 0.025}));
    }

private:
    static int nearly(const QImage &picture, const QRect &where, const QColor &wanted)
    {
        int count = 0;
        for (int y = where.top(); y <= where.bottom(); ++y)
            for (int x = where.left(); x <= where.right(); ++x) {
                const QColor is = picture.pixelColor(x, y);
                const int off = std::abs(is.red() - wanted.red()) + std::abs(is.green() - wanted.green()) + std::abs(is.blue() - wanted.blue());
                count += off <= 6 ? 1 : 0;
            }
        return count;
    }

    std::unique_ptr<test::FakeEngineClient> m_client;
    std::unique_ptr<LiveCharts> m_charts;
};

WEFTLINE_TEST(ChartAlertsTest)
#include "tst_chart_alerts.moc"
