// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A person at the window finds what is wrong, goes there, and mends it; finds nodes; tidies, and takes it back.

#include <QtCore/QCoreApplication>
#include <QtCore/QFile>
#include <QtCore/QIODevice>
#include <QtCore/QModelIndex>
#include <QtCore/QPoint>
#include <QtCore/QRect>
#include <QtCore/QSettings>
#include <QtCore/QString>
#include <QtCore/QStringList>
#include <QtCore/QTemporaryDir>
#include <QtTest/QTest>
#include <QtWidgets/QApplication>
#include <QtWidgets/QDockWidget>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QMenu>
#include <QtWidgets/QTableView>

#include "engine/format/weft_file.h"
#include "tests/support/fake_engine_client.h"
#include "tests/support/test_main.h"
#include "tests/ui/inspector/flows.h"
#include "ui/canvas/canvas_view.h"
#include "ui/designer/designer_page.h"
#include "ui/designer/find_bar.h"
#include "ui/document/document.h"
#include "ui/document/problems_model.h"
#include "ui/shell/main_window.h"
#include "ui/shell/problem_delegate.h"
#include "ui/shell/problems_view.h"

using namespace weftline;
using namespace weftline::ui;
using document::ProblemsModel;
using shell::MainWindow;

class MendingTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        QCoreApplication::setOrganizationName(QStringLiteral("weftline-test"));
        QCoreApplication::setApplicationName(QStringLiteral("tst_ui_shell_mending"));
        QVERIFY(m_folder.isValid());
        QSettings::setPath(QSettings::NativeFormat, QSettings::UserScope, m_folder.path());
    }

    void init()
    {
        QSettings().clear();
        m_client = std::make_unique<test::FakeEngineClient>();
        m_window = std::make_unique<MainWindow>(m_client.get());
        m_window->show();
        QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
    }

    void cleanup()
    {
        m_window.reset();
        m_client.reset();
    }

    void aClickOnTheButtonMends()
    {
        workflow::Workflow flow = test::licenseWords();
        flow.nodes[1].extra = {{"kind", "comand"}};
        open(flow);
        QTRY_COMPARE(view()->count(), 1);
        QCOMPARE(canvasNode("count")->second, QStringLiteral("unknown kind comand"));
        clickFix(0, 0);
        QTRY_COMPARE(view()->count(), 0);
        QVERIFY(m_window->currentDocument()->node("count")->extra.empty());
        m_window->setFocus();
        QTest::keyClick(m_window.get(), Qt::Key_Z, Qt::ControlModifier);
        QTRY_COMPARE(view()->count(), 1);
        QVERIFY(m_window->currentDocument()->workflow() == flow);
    }

    void altEnterAsksWhereThereAreSeveralWays()
    {
        workflow::Workflow flow = test::licenseWords();
        flow.edges[1].to = "totl";
        open(flow);
        QTRY_COMPARE(view()->count(), 1);
        QTest::keyClick(m_window.get(), Qt::Key_Return, Qt::AltModifier);
        auto *menu = view()->findChild<QMenu *>(QStringLiteral("quickFixes"));
        QTRY_VERIFY(menu && menu->isVisible());
        QCOMPARE(menu->actions().size(), 2);
        QTest::keyClick(menu, Qt::Key_Return); // the likeliest stands first
        QTRY_COMPARE(QString::fromStdString(m_window->currentDocument()->workflow().edges[1].to), QStringLiteral("total"));
    }

    void altEnterDrawsAMissingEdge()
    {
        workflow::Workflow flow = test::licenseWords();
        flow.edges.erase(flow.edges.begin());
        open(flow);
        workflow::Problem problem{workflow::Severity::Error, "/nodes/1/map", "m", "f", "count", {}};
        problem.quickFixes = {{workflow::QuickFix::Type::Connect, {}, List{"list", "count"}}};
        m_window->currentDocument()->setEngineProblems({problem});
        QTRY_COMPARE(view()->count(), 1);
        QTest::keyClick(m_window.get(), Qt::Key_Return, Qt::AltModifier);
        QTRY_COMPARE(m_window->currentDocument()->workflow().edges.size(), std::size_t(2));
    }

    void whatIsMissingGetsTheFocus()
    {
        workflow::Workflow flow = test::licenseWords();
        flow.nodes[2].with.clear();
        open(flow);
        QTRY_COMPARE(view()->count(), 1);
        m_window->currentPage()->view().clearSelection();
        QTest::keyClick(m_window.get(), Qt::Key_Return, Qt::AltModifier);
        QCOMPARE(m_window->currentPage()->selectedNodes(), QStringList(QStringLiteral("total")));
        QTRY_VERIFY(QApplication::focusWidget() && m_window->dock(QStringLiteral("inspector"))->isAncestorOf(QApplication::focusWidget()));
        QVERIFY(!m_window->currentDocument()->isModified());
    }

    void f8AndADoubleClickLeadThere()
    {
        workflow::Workflow flow = test::licenseWords();
        flow.nodes[0].with = {{"output", "lines"}};
        flow.nodes[2].with.clear();
        open(flow);
        QTRY_COMPARE(view()->count(), 2);
        QTest::keyClick(m_window.get(), Qt::Key_F8);
        QCOMPARE(m_window->currentPage()->selectedNodes(), QStringList(QStringLiteral("list")));
        QTest::keyClick(m_window.get(), Qt::Key_F8);
        QCOMPARE(m_window->currentPage()->selectedNodes(), QStringList(QStringLiteral("total")));
        const QPoint first = table()->visualRect(table()->model()->index(0, ProblemsModel::MessageColumn)).center();
        QTest::mouseClick(table()->viewport(), Qt::LeftButton, {}, first); // the first half of a double click
        QTest::mouseDClick(table()->viewport(), Qt::LeftButton, {}, first);
        QTRY_COMPARE(m_window->currentPage()->selectedNodes(), QStringList(QStringLiteral("list")));
    }

    void f3GoesFromHitToHit()
    {
        open(test::licenseWords());
        QTest::keyClick(m_window.get(), Qt::Key_F, Qt::ControlModifier);
        auto *bar = m_window->currentPage()->findChild<designer::FindBar *>();
        QVERIFY(bar->isVisible());
        QTest::keyClicks(bar->field(), QStringLiteral("kind:command"));
        QTest::keyClick(bar->field(), Qt::Key_F3);
        QCOMPARE(bar->message(), QStringLiteral("1 of 2"));
        QTest::keyClick(bar->field(), Qt::Key_F3, Qt::ShiftModifier);
        QCOMPARE(bar->message(), QStringLiteral("2 of 2"));
        QCOMPARE(m_window->currentPage()->selectedNodes(), QStringList(QStringLiteral("count")));
    }

    void tidyIsTakenBackInOneStep()
    {
        workflow::Workflow flow = test::licenseWords();
        flow.layout.nodes["list"] = {400, 320};
        open(flow);
        m_window->currentPage()->setFocus();
        QTest::keyClick(m_window.get(), Qt::Key_T, Qt::ShiftModifier | Qt::AltModifier);
        QTRY_VERIFY(m_window->currentDocument()->isModified());
        QVERIFY(m_window->currentDocument()->workflow().layout.nodes.at("list").x <= 216);
        QTest::keyClick(m_window.get(), Qt::Key_Z, Qt::ControlModifier);
        QVERIFY(m_window->currentDocument()->workflow() == flow);
    }

private:
    void open(const workflow::Workflow &flow)
    {
        const QString path = m_folder.filePath(QStringLiteral("flow%1.weft").arg(++m_files));
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        const std::string text = format::writeWorkflow(flow);
        QVERIFY(file.write(text.data(), qint64(text.size())) > 0);
        file.close();
        m_window->openFile(path);
        QTRY_VERIFY(m_window->currentDocument() && m_window->currentDocument()->isChecked()
                    && m_window->currentDocument()->workflow() == flow);
    }

    shell::ProblemsView *view() const { return m_window->findChild<shell::ProblemsView *>(); }
    QTableView *table() const { return view()->findChild<QTableView *>(); }
    std::optional<canvas::NodeView> canvasNode(const char *id) const
    {
        return m_window->currentPage()->view().model()->node(QString::fromLatin1(id));
    }

    void clickFix(int row, std::size_t number)
    {
        const QModelIndex index = table()->model()->index(row, ProblemsModel::QuickFixColumn);
        const auto *delegate = qobject_cast<shell::ProblemDelegate *>(table()->itemDelegate());
        const std::vector<QRect> buttons = delegate->buttonsIn(table()->visualRect(index), index);
        QVERIFY(number < buttons.size());
        QTest::mouseClick(table()->viewport(), Qt::LeftButton, {}, buttons[number].center());
    }

    QTemporaryDir m_folder;
    std::unique_ptr<test::FakeEngineClient> m_client;
    std::unique_ptr<MainWindow> m_window;
    int m_files = 0;
};

WEFTLINE_TEST(MendingTest)

#include "tst_mending.moc"
