// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Engine ▸ Connect…, and a window whose engine or role changes.

#include <QtCore/QDir>
#include <QtCore/QStandardPaths>
#include <QtCore/QString>
#include <QtGui/QAction>
#include <QtTest/QSignalSpy>
#include <QtTest/QTest>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QListWidget>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QTabBar>

#include "tests/support/fake_engine_client.h"
#include "tests/support/sample_views.h"
#include "tests/support/test_main.h"
#include "ui/shell/connect_engine.h"
#include "ui/shell/main_window.h"
#include "ui/widgets/theme.h"

using namespace weftline;
using namespace weftline::ui::shell;
namespace widgets = weftline::ui::widgets;

class EnginesTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        QStandardPaths::setTestModeEnabled(true);
        m_client = std::make_unique<test::FakeEngineClient>();
        m_client->setEngine(test::sampleEngine());
        m_client->setRun(test::sampleRun());
        m_window = std::make_unique<MainWindow>(m_client.get());
        m_window->setEngines({QStringLiteral("weft://lab:5570/?key=abc"), QStringLiteral("weft://other:5571/?key=def")});
        m_window->show();
    }

    void cleanup()
    {
        m_window.reset();
        m_client.reset();
        widgets::Theme::instance().setChoice(widgets::ThemeChoice::Light);
    }

    void aPastedLineIsUnderstood()
    {
        const QString address = QStringLiteral("weft://lab:5570/?key=a%26b&ticket=c");
        QCOMPARE(addressIn(QStringLiteral("weft worker --join '%1'\n").arg(address)), address);
        QCOMPARE(addressIn(QStringLiteral("  %1 ").arg(address)), address);
        QCOMPARE(addressIn(QStringLiteral("ipc:///run/x.sock")), QStringLiteral("ipc:///run/x.sock"));
        QCOMPARE(addressIn(QStringLiteral("lab:5570")), QStringLiteral("lab:5570"));
        QCOMPARE(shortAddress(address), QStringLiteral("weft://lab:5570"));
    }

    void anAddressIsAskedFor()
    {
        QSignalSpy spy(m_window.get(), &MainWindow::engineAsked);
        ConnectEngine &dialog = open();
        QVERIFY(!dialog.isModal() && !dialog.connectButton()->isEnabled());
        QTest::keyClicks(dialog.address(), QStringLiteral("weft keys join 'weft://lab:5570/?key=abc&ticket=t'"));
        QTest::keyClick(dialog.address(), Qt::Key_Return);
        QCOMPARE(spy.size(), 1);
        QCOMPARE(spy[0][0].toString(), QStringLiteral("weft://lab:5570/?key=abc&ticket=t"));
    }

    void whatGoesWrongIsSaidThere()
    {
        ConnectEngine &dialog = open();
        m_window->showEngineTrouble(QStringLiteral("Cannot join the engine at “weft://lab:5570”."));
        QCOMPARE(dialog.trouble(), QStringLiteral("Cannot join the engine at “weft://lab:5570”."));
        QTest::mouseClick(dialog.engines()->viewport(), Qt::LeftButton, {}, dialog.engines()->visualItemRect(dialog.engines()->item(0)).center());
        QTest::mouseClick(dialog.connectButton(), Qt::LeftButton);
        QVERIFY(dialog.trouble().isEmpty());
    }

    void enginesOfBeforeAreOfferedAndForgotten()
    {
        QSignalSpy asked(m_window.get(), &MainWindow::engineAsked);
        QSignalSpy forgotten(m_window.get(), &MainWindow::engineForgotten);
        ConnectEngine &dialog = open();
        QCOMPARE(dialog.engines()->count(), 3); // and this machine's own
        dialog.engines()->setCurrentRow(2);
        QTest::mouseClick(dialog.connectButton(), Qt::LeftButton);
        QCOMPARE(asked[0][0].toString(), QStringLiteral("weft://other:5571/?key=def"));
        QTest::mouseClick(dialog.forgetButton(), Qt::LeftButton);
        QCOMPARE(forgotten[0][0].toString(), QStringLiteral("weft://other:5571/?key=def"));
        dialog.engines()->setCurrentRow(0);
        QVERIFY(!dialog.forgetButton()->isEnabled());
        QTest::mouseClick(dialog.connectButton(), Qt::LeftButton);
        QCOMPARE(asked.back()[0].toString(), QString());
    }

    void theDialogGoesWhenTheConnectionIsThere()
    {
        ConnectEngine &dialog = open();
        m_client->setConnected(false);
        QVERIFY(dialog.state().contains(QStringLiteral("not connected yet")));
        m_client->setConnected(true);
        QVERIFY(!dialog.isVisible());
    }

    void runsOfTheOldEngineCloseAndWorkflowsStay()
    {
        m_window->actions().find(QStringLiteral("file.new"))->trigger();
        m_window->openRun("run-418");
        const int before = m_window->tabs()->count();
        m_client->removeRun("run-418");
        Q_EMIT m_client->engineReplaced();
        QCOMPARE(m_window->tabs()->count(), before - 1);
        QVERIFY(m_window->currentDocument());
        QVERIFY(!m_client->watched().contains("run-418"));
    }

    void aRoleTakesActionsAwayAndSaysWhy()
    {
        m_window->actions().find(QStringLiteral("file.new"))->trigger();
        QAction *const run = m_window->actions().find(QStringLiteral("run.start"));
        QVERIFY(run->isEnabled());
        client::EngineView engine = test::sampleEngine();
        engine.role = client::Role::Viewer;
        m_client->setEngine(engine);
        QVERIFY(!run->isEnabled());
        QVERIFY2(run->toolTip().contains(QStringLiteral("the role viewer")) && run->toolTip().contains(QStringLiteral("the role operator")),
                 qPrintable(run->toolTip()));
        QVERIFY(!m_window->actions().find(QStringLiteral("workers.start"))->isEnabled());
        engine.role = client::Role::Operator;
        m_client->setEngine(engine);
        QVERIFY(run->isEnabled());
        QVERIFY(!run->toolTip().contains(QStringLiteral("role")));
    }

    void looks_data()
    {
        QTest::addColumn<bool>("isDark");
        QTest::newRow("light") << false;
        QTest::newRow("dark") << true;
    }

    void looks()
    {
        QFETCH(bool, isDark);
        widgets::Theme::instance().setChoice(isDark ? widgets::ThemeChoice::Dark : widgets::ThemeChoice::Light);
        ConnectEngine &dialog = open();
        dialog.address()->setText(QStringLiteral("weft://lab:5570/?key=3S%2Fh%5Etp"));
        dialog.setTrouble(QStringLiteral("Cannot join the engine at \"weft://lab:5570\": it does not admit this key. Have its owner add it (\"weft keys add\")."));
        QDir().mkpath(QStringLiteral(WEFTLINE_BINARY_DIR "/look"));
        const QString name = QStringLiteral(WEFTLINE_BINARY_DIR "/look/%1-%2.png");
        QVERIFY(dialog.grab().save(name.arg(QStringLiteral("connect"), QString::fromLatin1(QTest::currentDataTag()))));
    }

private:
    ConnectEngine &open()
    {
        m_window->actions().find(QStringLiteral("engine.connect"))->trigger();
        Q_ASSERT(m_window->connectWindow());
        return *m_window->connectWindow();
    }

    std::unique_ptr<test::FakeEngineClient> m_client;
    std::unique_ptr<MainWindow> m_window;
};

WEFTLINE_TEST(EnginesTest)

#include "tst_engines.moc"
