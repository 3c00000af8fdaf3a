// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A person at the window: opens, draws, runs, watches, saves and closes, by mouse and keyboard.

#include <QtCore/QCoreApplication>
#include <QtCore/QFile>
#include <QtCore/QIODevice>
#include <QtCore/QPoint>
#include <QtCore/QSettings>
#include <QtCore/QString>
#include <QtCore/QStringList>
#include <QtCore/QTemporaryDir>
#include <QtTest/QTest>
#include <QtWidgets/QAbstractButton>
#include <QtWidgets/QApplication>
#include <QtWidgets/QDockWidget>
#include <QtWidgets/QMessageBox>
#include <QtWidgets/QTabBar>

#include "engine/format/weft_file.h"
#include "engine/workflow/codec.h"
#include "tests/support/fake_engine_client.h"
#include "tests/support/test_main.h"
#include "ui/canvas/canvas_view.h"
#include "ui/charts/live_charts.h"
#include "ui/designer/designer_page.h"
#include "ui/designer/run_page.h"
#include "ui/document/document.h"
#include "ui/shell/main_window.h"
#include "ui/shell/message_bar.h"
#include "ui/shell/status_line.h"

using namespace weftline;
using namespace weftline::ui;
using shell::MainWindow;

namespace {

const QString sample = QStringLiteral(WEFTLINE_SOURCE_DIR "/resources/examples/license-words.weft");

client::EngineView engineWith(int workers)
{
    client::EngineView engine;
    engine.position = 1;
    engine.at = Instant{1'700'000'000'000'000};
    for (int i = 0; i < workers; ++i) {
        client::WorkerView worker;
        worker.index = std::uint32_t(i);
        worker.name = "w" + std::to_string(i);
        worker.pool = "default";
        engine.workers[worker.index] = worker;
    }
    return engine;
}

/// A run of the example in which the first node has finished.
client::RunView runOf(const std::string &id, client::RunState state)
{
    const format::ReadOutcome read = format::readWorkflowFile(sample.toStdString());
    client::RunView run;
    run.summary.index = 6;
    run.summary.id = id;
    run.summary.name = read.workflow.name;
    run.summary.state = state;
    run.summary.acceptedAt = Instant{1'700'000'000'000'000};
    run.workflow = workflow::toValue(read.workflow);
    for (std::size_t i = 0; i < read.workflow.nodes.size(); ++i) {
        client::NodeView node;
        node.index = std::uint32_t(i);
        node.counts[std::size_t(i == 0 ? client::TaskState::Succeeded : client::TaskState::Waiting)] = 1;
        run.nodes.push_back(node);
    }
    return run;
}

} // namespace

class MainWindowTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        QCoreApplication::setOrganizationName(QStringLiteral("weftline-test"));
        QCoreApplication::setApplicationName(QStringLiteral("tst_ui_shell"));
        QVERIFY(m_folder.isValid());
        QSettings::setPath(QSettings::NativeFormat, QSettings::UserScope, m_folder.path());
    }

    void init()
    {
        QSettings().clear();
        m_client = std::make_unique<test::FakeEngineClient>();
        m_client->setEngine(engineWith(2));
        m_window = std::make_unique<MainWindow>(m_client.get());
        m_window->show();
        QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
    }

    void cleanup()
    {
        m_window.reset();
        m_client.reset();
    }

    void theStartPageOpensTheExample()
    {
        click(QStringLiteral("tryOpen"));
        QCOMPARE(m_window->tabs()->count(), 2);
        QCOMPARE(m_window->tabs()->tabText(1), QStringLiteral("License words"));
        QVERIFY(m_window->currentDocument()->path().isEmpty()); // a copy
        QVERIFY(isInFront("palette"));
    }

    void openAndRunStartsWorkersAndShowsTheRun()
    {
        m_client->setEngine(engineWith(0));
        click(QStringLiteral("tryRun"));
        QTRY_VERIFY(request("submit"));
        QCOMPARE(request("start")->count, 2U);
        const std::string run = request("submit")->run;
        auto *page = qobject_cast<designer::RunPage *>(m_window->currentTab());
        QVERIFY(page);
        QCOMPARE(page->run(), run);
        QVERIFY(m_client->watched().contains(run));

        m_client->setRun(runOf(run, client::RunState::Running));
        QTRY_COMPARE(m_window->tabs()->tabText(m_window->tabs()->currentIndex()), QStringLiteral("Run 7"));
        const auto *canvasModel = m_window->currentPage()->view().model();
        QCOMPARE(canvasModel->node(QStringLiteral("list"))->state, widgets::TaskState::Succeeded);
        QVERIFY(!m_window->currentPage()->view().isEditable());
        QVERIFY(m_window->actions().find(QStringLiteral("run.cancel"))->isEnabled());
        QTest::keyClick(m_window.get(), Qt::Key_F5, Qt::ShiftModifier);
        QTRY_VERIFY(request("cancel"));
    }

    void aRunWaitsForTheEngineAndThenStarts()
    {
        m_client->setConnected(false, QStringLiteral("gone"));
        click(QStringLiteral("tryRun"));
        QVERIFY(!request("submit"));
        QVERIFY(message().contains(QStringLiteral("as soon as")));
        m_client->setConnected(true);
        m_client->setEngine(engineWith(2));
        QTRY_VERIFY(request("submit"));
        QVERIFY(!request("start")); // two are there
    }

    void aRefusedRunIsSaidInTheWindow()
    {
        m_client->setFailure(Error{ErrorCode::Refused, "The disk is full.", {}});
        click(QStringLiteral("tryRun"));
        QTRY_COMPARE(message(), QStringLiteral("The disk is full."));
        QVERIFY(!qobject_cast<designer::RunPage *>(m_window->currentTab()));
    }

    void aWindowThatComesBackShowsTheRun()
    {
        m_window.reset();
        client::EngineView engine = engineWith(2);
        client::RunView run = runOf("r1", client::RunState::Running);
        engine.runs[6] = run.summary;
        m_client->setEngine(engine);
        m_client->setRun(run);
        m_window = std::make_unique<MainWindow>(m_client.get());
        m_window->show();
        QTRY_VERIFY(qobject_cast<designer::RunPage *>(m_window->currentTab()));
        QCOMPARE(qobject_cast<designer::RunPage *>(m_window->currentTab())->run(), std::string("r1"));
        // Its workflow, opened, knows the same run.
        m_window->openFile(sample);
        QTRY_COMPARE(m_window->tabs()->count(), 3);
        QTRY_VERIFY(qobject_cast<designer::RunPage *>(m_window->currentTab()));
        QTest::keyClick(m_window.get(), Qt::Key_W, Qt::ControlModifier);
        QVERIFY(m_window->currentDocument());
        QVERIFY(m_window->actions().find(QStringLiteral("run.latest"))->isEnabled());
    }

    void drawnUndoneRedoneAndSaved()
    {
        QTest::keyClick(m_window.get(), Qt::Key_N, Qt::ControlModifier);
        canvas::CanvasView &view = m_window->currentPage()->view();
        add(view, QPoint(300, 200), QStringLiteral("command"));
        add(view, QPoint(620, 200), QStringLiteral("transform"));
        QCOMPARE(nodeCount(), 2);
        drag(view, view.portPoint({QStringLiteral("command"), QStringLiteral("out")}, true),
             view.portPoint({QStringLiteral("transform"), QStringLiteral("in")}, false));
        QCOMPARE(m_window->currentDocument()->workflow().edges.size(), std::size_t(1));
        for (int i = 0; i < 3; ++i)
            QTest::keyClick(m_window.get(), Qt::Key_Z, Qt::ControlModifier);
        QCOMPARE(nodeCount(), 0);
        QVERIFY(!m_window->currentDocument()->isModified());
        for (int i = 0; i < 3; ++i)
            QTest::keyClick(m_window.get(), Qt::Key_Z, Qt::ControlModifier | Qt::ShiftModifier);
        QCOMPARE(nodeCount(), 2);
        QVERIFY(m_window->tabs()->tabText(1).endsWith(QStringLiteral("•")));
    }

    void aFileIsOpenedChangedAndSaved()
    {
        const QString path = m_folder.filePath(QStringLiteral("flow.weft"));
        QFile::remove(path);
        QVERIFY(QFile::copy(sample, path));
        QFile(path).setPermissions(QFile::ReadOwner | QFile::WriteOwner);
        m_window->openFile(path);
        QTRY_COMPARE(nodeCount(), 5);
        canvas::CanvasView &view = m_window->currentPage()->view();
        QTest::mouseClick(view.viewport(), Qt::LeftButton, {}, view.nodePoint(QStringLiteral("total")));
        QTest::keyClick(&view, Qt::Key_Delete);
        QCOMPARE(nodeCount(), 4);
        QTest::keyClick(m_window.get(), Qt::Key_S, Qt::ControlModifier);
        QTRY_VERIFY(!m_window->currentDocument()->isModified());
        QCOMPARE(format::readWorkflowFile(path.toStdString()).workflow.nodes.size(), std::size_t(4));
    }

    void closingAsksForWhatIsNotSaved()
    {
        QTest::keyClick(m_window.get(), Qt::Key_N, Qt::ControlModifier);
        add(m_window->currentPage()->view(), QPoint(300, 200), QStringLiteral("command"));
        m_window->close();
        auto *question = m_window->findChild<QMessageBox *>(QStringLiteral("askToSave"));
        QVERIFY(question && question->isVisible() && m_window->isVisible());
        QTest::mouseClick(question->button(QMessageBox::Cancel), Qt::LeftButton);
        QTRY_VERIFY(!m_window->findChild<QMessageBox *>(QStringLiteral("askToSave")));
        QVERIFY(m_window->isVisible());
        m_window->close();
        question = m_window->findChild<QMessageBox *>(QStringLiteral("askToSave"));
        QTest::mouseClick(question->button(QMessageBox::Discard), Qt::LeftButton);
        QTRY_VERIFY(!m_window->isVisible());
    }

    void aFileThatIsNoneIsSaidInTheWindow()
    {
        const QString path = m_folder.filePath(QStringLiteral("bad.weft"));
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("{ \"weft\": 1, ");
        file.close();
        m_window->openFile(path);
        QTRY_VERIFY(message().contains(QStringLiteral("bad.weft")));
        QCOMPARE(m_window->tabs()->count(), 1);
    }

    void problemsStopARunAndLeadToTheirField()
    {
        QTest::keyClick(m_window.get(), Qt::Key_N, Qt::ControlModifier);
        add(m_window->currentPage()->view(), QPoint(300, 200), QStringLiteral("command"));
        QTRY_VERIFY(m_window->dock(QStringLiteral("problems"))->windowTitle().contains(QLatin1Char('(')));
        m_window->currentPage()->view().clearSelection();
        QTest::keyClick(m_window.get(), Qt::Key_F5);
        QVERIFY(!message().isEmpty());
        QVERIFY(!request("submit"));
        QTest::keyClick(m_window.get(), Qt::Key_F8);
        QCOMPARE(m_window->currentPage()->selectedNodes(), QStringList({QStringLiteral("command")}));
    }

    void theStatusLineTellsOfTheEngine()
    {
        const auto *status = m_window->findChild<shell::StatusLine *>();
        QVERIFY(status->text().contains(QStringLiteral("workers 2/2")));
        m_client->setConnected(false, QStringLiteral("gone"));
        m_window->setEngineWaiting(QStringLiteral("starting the engine"));
        QCOMPARE(status->text(), QStringLiteral("starting the engine"));
    }

    void perspectivesRaiseTheirDocks()
    {
        click(QStringLiteral("tryOpen"));
        QTest::keyClick(m_window.get(), Qt::Key_2, Qt::ControlModifier | Qt::AltModifier);
        QTRY_VERIFY(isInFront("timeline"));
        QVERIFY(!isInFront("problems"));
        QTest::keyClick(m_window.get(), Qt::Key_1, Qt::ControlModifier | Qt::AltModifier);
        QTRY_VERIFY(isInFront("problems"));
    }

private:
    void click(const QString &name)
    {
        auto *button = m_window->findChild<QAbstractButton *>(name);
        QVERIFY(button);
        QTest::mouseClick(button, Qt::LeftButton);
    }

    const test::FakeEngineClient::Request *request(std::string_view what) const
    {
        for (const auto &request : m_client->requests())
            if (request.what == what)
                return &request;
        return nullptr;
    }

    /// A dock behind another's tab is put out of the window.
    bool isInFront(const char *dock) const
    {
        const QDockWidget *widget = m_window->dock(QLatin1String(dock));
        return widget->isVisible() && m_window->rect().contains(widget->geometry().center());
    }

    QString message() const { return m_window->findChild<shell::MessageBar *>()->text(); }
    int nodeCount() const { return int(m_window->currentDocument()->workflow().nodes.size()); }

    /// Double-click, type, Enter.
    void add(canvas::CanvasView &view, const QPoint &at, const QString &kind)
    {
        QTest::mouseDClick(view.viewport(), Qt::LeftButton, {}, at);
        QTRY_VERIFY(QApplication::focusWidget() && QApplication::focusWidget()->window() != m_window.get());
        QTest::keyClicks(QApplication::focusWidget(), kind);
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return);
        m_window->activateWindow(); // what a window manager does when a pop-up closes
        QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
    }

    void drag(canvas::CanvasView &view, const QPoint &from, const QPoint &to)
    {
        QTest::mousePress(view.viewport(), Qt::LeftButton, {}, from);
        QTest::mouseMove(view.viewport(), (from + to) / 2);
        QTest::mouseMove(view.viewport(), to);
        QTest::mouseRelease(view.viewport(), Qt::LeftButton, {}, to);
    }

    QTemporaryDir m_folder;
    std::unique_ptr<test::FakeEngineClient> m_client;
    std::unique_ptr<MainWindow> m_window;
};

WEFTLINE_TEST(MainWindowTest)
#include "tst_main_window.moc"
