// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The timeline: rows and lanes, arrows from lost attempts, what a click hits, what it costs, how it looks.

#include <QtCore/QCoreApplication>
#include <QtCore/QDir>
#include <QtCore/QElapsedTimer>
#include <QtCore/QEvent>
#include <QtCore/QPoint>
#include <QtCore/QRect>
#include <QtCore/QString>
#include <QtGui/QImage>
#include <QtGui/QMouseEvent>
#include <QtGui/QPainterPath>
#include <QtGui/QWheelEvent>
#include <QtTest/QSignalSpy>
#include <QtTest/QTest>
#include <QtWidgets/QWidget>

#include "tests/support/fake_engine_client.h"
#include "tests/support/sample_views.h"
#include "tests/support/test_main.h"
#include "ui/runs/timeline.h"
#include "ui/widgets/theme.h"

using namespace weftline;
using namespace weftline::ui::runs;
namespace widgets = weftline::ui::widgets;

namespace {

constexpr std::uint64_t lostAttempt = 25; // count[13], with lab-03
constexpr std::uint64_t nextAttempt = 29; // on lab-01

client::RunView largeRun(int count)
{
    client::RunView run = test::sampleRun();
    run.attempts.clear();
    for (int i = 0; i < count; ++i) {
        client::AttemptView attempt;
        attempt.id = std::uint64_t(i) + 1;
        attempt.node = std::uint32_t(i % 12);
        attempt.task = std::uint32_t(i);
        attempt.worker = std::uint32_t(i % 4);
        attempt.state = i % 50 == 7 ? client::AttemptState::Failed : client::AttemptState::Succeeded;
        attempt.dispatchedAt = attempt.startedAt = test::sampleStart + std::chrono::milliseconds(i * 3);
        attempt.endedAt = attempt.startedAt + std::chrono::milliseconds(60 + i % 17 * 4);
        run.attempts[attempt.id] = attempt;
    }
    return run;
}

void save(QWidget &widget, const QString &name)
{
    QDir().mkpath(QStringLiteral(WEFTLINE_BINARY_DIR "/look"));
    QImage picture(widget.size() * 2, QImage::Format_ARGB32_Premultiplied);
    picture.setDevicePixelRatio(2);
    widget.render(&picture);
    QVERIFY(picture.save(QStringLiteral(WEFTLINE_BINARY_DIR "/look/timeline-%1.png").arg(name)));
}

} // namespace

class TimelineTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_client = std::make_unique<test::FakeEngineClient>();
        m_client->setEngine(test::sampleEngine());
        m_client->setRun(test::sampleRun());
        m_timeline = std::make_unique<Timeline>(m_client.get());
        m_timeline->resize(1080, 206);
        m_timeline->setRun("run-418");
        m_timeline->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_timeline.get()));
    }

    void cleanup()
    {
        m_timeline.reset();
        m_client.reset();
        widgets::Theme::instance().setChoice(widgets::ThemeChoice::Light);
    }

    void noTwoBarsOfALaneOverlap()
    {
        TimelineLayout layout;
        layout.update(largeRun(2000), test::sampleEngine());
        QCOMPARE(layout.bars().size(), std::size_t(2000));
        std::size_t seen = 0;
        for (const TimelineRow &row : layout.rows()) {
            QVERIFY(row.height >= double(row.lanes.size()) * lanePitch);
            for (const auto &lane : row.lanes) {
                for (std::size_t i = 1; i < lane.size(); ++i)
                    QVERIFY(layout.bars()[lane[i - 1]].to <= layout.bars()[lane[i]].from);
                seen += lane.size();
            }
        }
        QCOMPARE(seen, std::size_t(2000));
    }

    void anArrowGoesFromTheLostAttemptToTheNext()
    {
        const TimelineLayout &layout = m_timeline->layoutOfRun();
        QCOMPARE(layout.arrows().size(), std::size_t(1));
        const TimelineArrow arrow = layout.arrows()[0];
        QCOMPARE(layout.bars()[arrow.from].attempt.id, lostAttempt);
        QCOMPARE(layout.bars()[arrow.to].attempt.id, nextAttempt);
        const QPainterPath path = m_timeline->arrowPath(arrow);
        const QRectF from = m_timeline->barRect(lostAttempt);
        const QRectF to = m_timeline->barRect(nextAttempt);
        QCOMPARE(path.pointAtPercent(0), QPointF(from.right(), from.center().y()));
        const QPointF tip = path.currentPosition();
        QVERIFY(tip.x() > to.left() && tip.x() < to.right());
        QVERIFY(qAbs(tip.y() - to.bottom()) <= 1.5);
        const TimelineRow &row = layout.rows()[2];
        QVERIFY(row.isLost);
        QCOMPARE(row.noticedBy, QStringLiteral("exit"));
        QCOMPARE(row.movedAfter, std::optional(Duration{15'000}));
    }

    void aClickChoosesTheBarUnderIt()
    {
        QSignalSpy chosen(m_timeline.get(), &Timeline::attemptSelected);
        QSignalSpy cleared(m_timeline.get(), &Timeline::selectionCleared);
        const QRectF bar = m_timeline->barRect(lostAttempt);
        QCOMPARE(m_timeline->attemptAt(bar.center()), std::optional(lostAttempt));
        QTest::mouseClick(m_timeline->viewport(), Qt::LeftButton, {}, bar.center().toPoint());
        QCOMPARE(chosen.size(), 1);
        QCOMPARE(chosen[0][0].value<std::uint32_t>(), 1U);
        QCOMPARE(chosen[0][1].value<std::uint32_t>(), 13U);
        QCOMPARE(m_timeline->selectedAttempt(), std::optional(lostAttempt));
        QVERIFY(m_timeline->toolTipOf(lostAttempt).contains(QStringLiteral("count[13], attempt 1")));
        QVERIFY(m_timeline->toolTipOf(lostAttempt).contains(QStringLiteral("lost after 2.9 s on lab-03")));
        QVERIFY(!m_timeline->attemptAt(QPointF(20, bar.center().y())));
        QTest::mouseClick(m_timeline->viewport(), Qt::LeftButton, {}, bar.center().toPoint() + QPoint(0, 200));
        QCOMPARE(cleared.size(), 1);
    }

    void theWheelZoomsAroundThePointer()
    {
        const QPointF at(600, 100);
        const double before = m_timeline->rangeTo() - m_timeline->rangeFrom();
        const QRectF bar = m_timeline->barRect(lostAttempt);
        QWheelEvent wheel(at, m_timeline->mapToGlobal(at), {}, {0, 360}, Qt::NoButton, Qt::NoModifier, Qt::NoScrollPhase, false);
        QCoreApplication::sendEvent(m_timeline->viewport(), &wheel);
        QVERIFY(!m_timeline->isLive());
        QVERIFY(m_timeline->rangeTo() - m_timeline->rangeFrom() < before * 0.7);
        QVERIFY(m_timeline->barRect(lostAttempt).width() > bar.width() * 1.5);
        const double from = m_timeline->rangeFrom();
        QTest::mousePress(m_timeline->viewport(), Qt::LeftButton, {}, {600, 100});
        QMouseEvent move(QEvent::MouseMove, QPointF(700, 100), m_timeline->mapToGlobal(QPointF(700, 100)), Qt::NoButton, Qt::LeftButton, {});
        QCoreApplication::sendEvent(m_timeline->viewport(), &move);
        QTest::mouseRelease(m_timeline->viewport(), Qt::LeftButton, {}, {700, 100});
        QVERIFY(m_timeline->rangeFrom() < from);
        QVERIFY(!m_timeline->selectedAttempt());
        QTest::keyClick(m_timeline.get(), Qt::Key_0);
        QVERIFY(m_timeline->isLive());
    }

    void fiveThousandAttemptsAreDrawnInTime()
    {
        m_client->setRun(largeRun(5000));
        m_timeline->refresh();
        (void)m_timeline->grab();
        QElapsedTimer timer;
        timer.start();
        m_timeline->refresh();
        const double laidOut = double(timer.nsecsElapsed()) / 1e6;
        timer.restart();
        (void)m_timeline->grab();
        const double painted = double(timer.nsecsElapsed()) / 1e6;
        m_timeline->showRange(5, 6);
        timer.restart();
        (void)m_timeline->grab();
        qInfo("5,000 attempts: laid out in %.2f ms, painted in %.2f ms, a zoomed view in %.2f ms", laidOut, painted,
              double(timer.nsecsElapsed()) / 1e6);
        QVERIFY2(laidOut + painted < 200, "ten times the goal, for busy machines");
        save(*m_timeline, QStringLiteral("5000-light"));
    }

    void looksAsDrawn_data()
    {
        QTest::addColumn<bool>("dark");
        QTest::newRow("light") << false;
        QTest::newRow("dark") << true;
    }

    void looksAsDrawn()
    {
        QFETCH(bool, dark);
        widgets::Theme::instance().setChoice(dark ? widgets::ThemeChoice::Dark : widgets::ThemeChoice::Light);
        save(*m_timeline, QString::fromLatin1(QTest::currentDataTag()));
        const QImage picture = m_timeline->viewport()->grab().toImage();
        const QRectF bar = m_timeline->barRect(1); // list, succeeded
        QCOMPARE(picture.pixelColor(int(bar.right()) - 4, int(bar.top()) + 3), widgets::color(widgets::Token::SucceededBg));
        client::RunView run = test::sampleRun();
        run.summary.state = client::RunState::Succeeded;
        run.summary.finishedAt = test::sampleStart + std::chrono::milliseconds(2400);
        std::erase_if(run.attempts, [](const auto &attempt) { return attempt.first > 3; });
        m_client->setRun(run);
        m_timeline->refresh();
        save(*m_timeline, QStringLiteral("short-") + QString::fromLatin1(QTest::currentDataTag()));
        m_timeline->setRun({});
        save(*m_timeline, QStringLiteral("none-") + QString::fromLatin1(QTest::currentDataTag()));
    }

private:
    std::unique_ptr<test::FakeEngineClient> m_client;
    std::unique_ptr<Timeline> m_timeline;
};

WEFTLINE_TEST(TimelineTest)
#include "tst_timeline.moc"
