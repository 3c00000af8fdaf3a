// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The workers' page: what it says of each, and that a button asks for the right one.

#include <QtCore/QCoreApplication>
#include <QtCore/QDir>
#include <QtCore/QEvent>
#include <QtCore/QPoint>
#include <QtCore/QString>
#include <QtGui/QEnterEvent>
#include <QtGui/QImage>
#include <QtTest/QTest>
#include <QtWidgets/QMenu>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QToolButton>
#include <QtWidgets/QWidget>

#include "tests/support/fake_engine_client.h"
#include "tests/support/sample_views.h"
#include "tests/support/test_main.h"
#include "ui/pools/worker_row.h"
#include "ui/pools/workers_page.h"
#include "ui/widgets/theme.h"

using namespace weftline;
using namespace weftline::ui::pools;
namespace widgets = weftline::ui::widgets;

namespace {

void hover(QWidget &widget)
{
    QEnterEvent enter(QPointF(20, 20), QPointF(20, 20), widget.mapToGlobal(QPointF(20, 20)));
    QCoreApplication::sendEvent(&widget, &enter);
}

} // namespace

class WorkersTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_client = std::make_unique<test::FakeEngineClient>();
        m_client->setEngine(test::sampleEngine());
        m_client->setRun(test::sampleRun());
        m_page = std::make_unique<WorkersPage>(m_client.get());
        m_page->resize(200, 400);
        m_page->setRun("run-418");
        m_page->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_page.get()));
    }

    void cleanup()
    {
        m_page.reset();
        m_client.reset();
        widgets::Theme::instance().setChoice(widgets::ThemeChoice::Light);
    }

    void everyWorkerSaysWhatItDoes()
    {
        QCOMPARE(m_page->rowCount(), 4);
        QCOMPARE(m_page->row(0)->caption(), QStringLiteral("cpu 71 %, 3.1 GB, rtt 300 µs"));
        QVERIFY(m_page->row(2)->caption().startsWith(QStringLiteral("since ")));
        QVERIFY(m_page->row(2)->caption().endsWith(QStringLiteral(", 1 attempt moved")));
        m_page->setRun({});
        QVERIFY(!m_page->row(2)->caption().contains(QStringLiteral("moved")));
    }

    void killAndStopAskForTheRightWorker()
    {
        WorkerRow &row = *m_page->row(1);
        QVERIFY(!row.killButton()->isVisible());
        hover(row);
        QVERIFY(row.killButton()->isVisible());
        QTest::mouseClick(row.killButton(), Qt::LeftButton);
        QCOMPARE(m_client->requests().size(), std::size_t(1));
        QCOMPARE(m_client->requests()[0].what, std::string("kill"));
        QCOMPARE(m_client->requests()[0].worker, test::sampleSession(2));
        QTest::mouseClick(row.stopButton(), Qt::LeftButton);
        QCOMPARE(m_client->requests()[1].what, std::string("stop"));
        QCOMPARE(m_client->requests()[1].worker, test::sampleSession(2));
        QMenu menu;
        m_page->row(0)->fillMenu(menu);
        menu.actions().at(1)->trigger();
        QCOMPARE(m_client->requests()[2].what, std::string("kill"));
        QCOMPARE(m_client->requests()[2].worker, test::sampleSession(1));
    }

    void whatCannotBeEndedOffersNothing()
    {
        for (const std::uint32_t index : {2U, 3U}) { // One is lost, one was started elsewhere.
            WorkerRow &row = *m_page->row(index);
            hover(row);
            QVERIFY(!row.killButton()->isVisible());
            QMenu menu;
            row.fillMenu(menu);
            QVERIFY(!menu.actions().at(0)->isEnabled() && !menu.actions().at(1)->isEnabled());
        }
    }

    void theKeyboardReachesTheButtons()
    {
        WorkerRow &row = *m_page->row(0);
        m_page->activateWindow();
        row.setFocus(Qt::TabFocusReason);
        QTRY_VERIFY(row.killButton()->isVisible());
        row.killButton()->setFocus(Qt::TabFocusReason);
        QTRY_VERIFY(row.killButton()->hasFocus());
        QTest::keyClick(row.killButton(), Qt::Key_Space);
        QCOMPARE(m_client->requests().back().worker, test::sampleSession(1));
    }

    void aRefusalIsSaid()
    {
        m_client->setFailure(Error{ErrorCode::Refused, "Cannot start a worker. The engine is stopping. Start it again.", {}});
        QTest::mouseClick(m_page->startButton(), Qt::LeftButton);
        QCOMPARE(m_client->requests()[0].what, std::string("start"));
        QCOMPARE(m_client->requests()[0].count, 1U);
        QCOMPARE(m_page->error(), QStringLiteral("Cannot start a worker. The engine is stopping. Start it again."));
        m_client->setFailure(std::nullopt);
        QTest::mouseClick(m_page->startButton(), Qt::LeftButton);
        QVERIFY(m_page->error().isEmpty());
    }

    void workersComeAndGoWithoutDisturbingTheOthers()
    {
        WorkerRow *const first = m_page->row(0);
        client::EngineView engine = test::sampleEngine();
        client::WorkerView added = engine.workers.at(0);
        added.index = 9;
        added.pool = "attic";
        added.name = "attic-01";
        engine.workers[9] = added;
        engine.workers.erase(2);
        m_client->setEngine(engine);
        QTRY_COMPARE(m_page->rowCount(), 4);
        QTRY_VERIFY(m_page->row(9));
        QVERIFY(!m_page->row(2));
        QCOMPARE(m_page->row(0), first);
        QTRY_VERIFY(m_page->row(9)->y() < first->y()); // Pools by name.
        m_client->setEngine({});
        QTRY_VERIFY(m_page->firstStartButton()->isVisible());
        QTest::mouseClick(m_page->firstStartButton(), Qt::LeftButton);
        QCOMPARE(m_client->requests().back().what, std::string("start"));
    }

    void looksAsDrawn_data()
    {
        QTest::addColumn<bool>("dark");
        QTest::addColumn<bool>("empty");
        for (const bool dark : {false, true}) {
            QTest::addRow("workers-%s", dark ? "dark" : "light") << dark << false;
            QTest::addRow("workers-none-%s", dark ? "dark" : "light") << dark << true;
        }
    }

    void looksAsDrawn()
    {
        QFETCH(bool, dark);
        QFETCH(bool, empty);
        widgets::Theme::instance().setChoice(dark ? widgets::ThemeChoice::Dark : widgets::ThemeChoice::Light);
        m_page->setPalette(widgets::Theme::instance().palette()); // Qt hands a new palette on only while exec() runs.
        client::EngineView engine = test::sampleEngine();
        if (empty) {
            engine.workers.clear();
        } else {
            engine.workers.at(1).state = client::WorkerState::Suspect;
            hover(*m_page->row(0));
        }
        m_client->setEngine(engine);
        m_page->refresh();
        QCoreApplication::sendPostedEvents(nullptr, QEvent::LayoutRequest);
        QImage picture(m_page->size() * 2, QImage::Format_ARGB32_Premultiplied);
        picture.setDevicePixelRatio(2);
        m_page->render(&picture);
        QDir().mkpath(QStringLiteral(WEFTLINE_BINARY_DIR "/look"));
        QVERIFY(picture.save(QStringLiteral(WEFTLINE_BINARY_DIR "/look/%1.png").arg(QString::fromLatin1(QTest::currentDataTag()))));
        QCOMPARE(picture.pixelColor(4, picture.height() - 4), widgets::color(widgets::Token::Panel));
    }

private:
    std::unique_ptr<test::FakeEngineClient> m_client;
    std::unique_ptr<WorkersPage> m_page;
};

WEFTLINE_TEST(WorkersTest)
#include "tst_workers.moc"
