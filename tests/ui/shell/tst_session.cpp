// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Nothing is lost between two windows: tabs, what was not saved in them, and what a person decided about it.

#include <QtCore/QByteArray>
#include <QtCore/QCoreApplication>
#include <QtCore/QDir>
#include <QtCore/QFile>
#include <QtCore/QIODevice>
#include <QtCore/QSettings>
#include <QtCore/QString>
#include <QtCore/QStringList>
#include <QtCore/QTemporaryDir>
#include <QtGui/QAction>
#include <QtTest/QTest>
#include <QtWidgets/QAbstractButton>
#include <QtWidgets/QDockWidget>
#include <QtWidgets/QLabel>
#include <QtWidgets/QMenu>
#include <QtWidgets/QMessageBox>
#include <QtWidgets/QStatusBar>
#include <QtWidgets/QTabBar>

#include "engine/format/weft_file.h"
#include "tests/support/fake_engine_client.h"
#include "tests/support/test_main.h"
#include "ui/alerts/rule_page.h"
#include "ui/designer/designer_page.h"
#include "ui/document/document.h"
#include "ui/shell/main_window.h"
#include "ui/shell/message_bar.h"
#include "ui/shell/session.h"
#include "ui/shell/start_page.h"
#include "ui/shell/workflow_tab.h"

#include <random>

using namespace weftline;
using namespace weftline::ui;
using shell::MainWindow;

class SessionTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        QCoreApplication::setOrganizationName(QStringLiteral("weftline-test"));
        QCoreApplication::setApplicationName(QStringLiteral("tst_ui_shell_session"));
    }

    void init()
    {
        m_home = std::make_unique<QTemporaryDir>();
        QVERIFY(m_home->isValid());
        QSettings::setPath(QSettings::NativeFormat, QSettings::UserScope, m_home->filePath(QStringLiteral("config")));
        QSettings().clear();
        open();
    }

    void cleanup()
    {
        m_other.reset();
        m_otherClient.reset();
        m_window.reset();
        m_client.reset();
    }

    void aWindowThatDiedComesBackWithItsTabsAndSteps();
    void pagesOfRulesComeBackBesideTheirWorkflows();
    void aWindowThatWasClosedComesBackWithItsTabs();
    void aFileFromTheCommandLineOpensBeside();
    void severalChangedTabsAreOneQuestion();
    void allAreSavedByOneAnswer();
    void whatWasDiscardedDoesNotComeBack();
    void aClosedTabLeavesNoDraft();
    void aFileThatChangedMeanwhileIsAQuestion_data();
    void aFileThatChangedMeanwhileIsAQuestion();
    void aFileThatIsGoneIsSaid();
    void aDamagedDraftIsSaid();
    void aSecondWindowHasTabsOfItsOwn();
    void recentFilesAreListedAndForgotten();
    void sessionsAreReadWhateverStandsThere();

private:
    void open()
    {
        m_client = std::make_unique<test::FakeEngineClient>();
        m_window = std::make_unique<MainWindow>(m_client.get());
        m_window->keepSession(folder());
        m_window->show();
        QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
    }
    /// As a crash would: nobody is asked and nothing is decided.
    void reopen()
    {
        m_window.reset();
        open();
    }
    [[nodiscard]] QString folder() const { return m_home->filePath(QStringLiteral("drafts")); }
    [[nodiscard]] QStringList drafts() const { return QDir(folder()).entryList({QStringLiteral("*.draft")}); }
    [[nodiscard]] QString saved() const { return m_window->statusBar()->findChild<QLabel *>(QStringLiteral("saved"))->text(); }
    [[nodiscard]] document::Document &document() const { return *m_window->currentDocument(); }
    [[nodiscard]] shell::MessageBar &notice() const { return *m_window->currentTab()->findChild<shell::MessageBar *>(QStringLiteral("notice")); }
    [[nodiscard]] QMessageBox *question() const { return m_window->findChild<QMessageBox *>(QStringLiteral("askToSave")); }

    QString writeFile(const QString &name, std::size_t nodes)
    {
        workflow::Workflow flow;
        flow.name = name.toStdString();
        for (std::size_t i = 0; i < nodes; ++i) {
            workflow::Node node;
            node.id = "n" + std::to_string(i);
            flow.nodes.push_back(node);
        }
        const QString path = m_home->filePath(name + QStringLiteral(".weft"));
        QFile file(path);
        if (file.open(QIODevice::WriteOnly))
            file.write(QByteArray::fromStdString(format::writeWorkflow(flow)));
        return path;
    }
    void openFile(const QString &path, std::size_t nodes)
    {
        m_window->openFile(path);
        QTRY_VERIFY(m_window->currentDocument() && document().path() == path && document().workflow().nodes.size() == nodes);
    }
    void newWorkflow(int steps)
    {
        QTest::keyClick(m_window.get(), Qt::Key_N, Qt::ControlModifier);
        for (int i = 0; i < steps; ++i)
            document().addNode({});
    }

    std::unique_ptr<QTemporaryDir> m_home;
    std::unique_ptr<test::FakeEngineClient> m_client;
    std::unique_ptr<MainWindow> m_window;
    std::unique_ptr<test::FakeEngineClient> m_otherClient;
    std::unique_ptr<MainWindow> m_other;
};

void SessionTest::aWindowThatDiedComesBackWithItsTabsAndSteps()
{
    const QString path = writeFile(QStringLiteral("one"), 2);
    openFile(path, 2);
    document().addNode({});
    newWorkflow(3);
    document().undoStack().undo();
    QTRY_COMPARE(saved(), QStringLiteral("draft saved"));
    const workflow::Workflow drawn = document().workflow();
    openFile(writeFile(QStringLiteral("two"), 1), 1);
    m_window->tabs()->setCurrentIndex(2);
    m_window->setPerspective(MainWindow::Perspective::Run);

    reopen();
    QTRY_COMPARE(m_window->tabs()->count(), 4);
    QTRY_COMPARE(m_window->tabs()->tabText(3), QStringLiteral("two"));
    QCOMPARE(m_window->tabs()->currentIndex(), 2);
    QVERIFY(document().workflow() == drawn);
    QVERIFY(document().isModified());
    QVERIFY2(notice().text().contains(QStringLiteral("2 unsaved")), qPrintable(notice().text()));
    document().undoStack().redo();
    QCOMPARE(document().workflow().nodes.size(), std::size_t(3));
    document().undoStack().setIndex(0);
    QVERIFY(document().workflow().nodes.empty());
    QVERIFY(m_window->dock(QStringLiteral("timeline"))->isVisible());

    m_window->tabs()->setCurrentIndex(1);
    QCOMPARE(document().path(), path);
    QCOMPARE(document().workflow().nodes.size(), std::size_t(3));
    QCOMPARE(m_window->tabs()->tabText(1), QStringLiteral("one •"));
    m_window->tabs()->setCurrentIndex(3);
    QVERIFY(notice().text().isEmpty()); // there was nothing to recover
}

void SessionTest::pagesOfRulesComeBackBesideTheirWorkflows()
{
    newWorkflow(1);
    m_window->actions().find(QStringLiteral("alerts.new"))->trigger();
    QCOMPARE(m_window->tabs()->count(), 3);
    QVERIFY(qobject_cast<alerts::RulePage *>(m_window->currentTab()));
    const QString title = m_window->tabs()->tabText(2);
    const auto written = [this] {
        QFile file(QDir(folder()).filePath(QStringLiteral("session.json")));
        return file.open(QIODevice::ReadOnly) && file.readAll().contains("\"rules\"");
    };
    QTRY_VERIFY(written());
    reopen();
    QTRY_COMPARE(m_window->tabs()->count(), 3);
    QCOMPARE(m_window->tabs()->tabText(2), title);
    QCOMPARE(m_window->tabs()->currentIndex(), 2);
    const auto *rule = qobject_cast<alerts::RulePage *>(m_window->currentTab());
    QVERIFY(rule);
    QCOMPARE(rule->document().workflow().alerts.size(), std::size_t(1));
}

void SessionTest::aWindowThatWasClosedComesBackWithItsTabs()
{
    openFile(writeFile(QStringLiteral("one"), 1), 1);
    m_window->openExample(QStringLiteral("license-words"), false);
    openFile(writeFile(QStringLiteral("two"), 2), 2);
    m_window->tabs()->setCurrentIndex(2);
    QVERIFY(m_window->close());
    reopen();
    QTRY_COMPARE(m_window->tabs()->count(), 4);
    QTRY_COMPARE(m_window->tabs()->tabText(1), QStringLiteral("one"));
    QTRY_COMPARE(m_window->tabs()->tabText(3), QStringLiteral("two"));
    QCOMPARE(m_window->tabs()->tabText(2), QStringLiteral("License words"));
    QCOMPARE(m_window->tabs()->currentIndex(), 2);
    QVERIFY(!document().isModified());
    QVERIFY(notice().text().isEmpty());
}

void SessionTest::aFileFromTheCommandLineOpensBeside()
{
    newWorkflow(1);
    reopen();
    const QString path = writeFile(QStringLiteral("named"), 2);
    m_window->openFile(path);
    QTRY_COMPARE(m_window->tabs()->count(), 3);
    QTRY_COMPARE(m_window->tabs()->tabText(2), QStringLiteral("named"));
    QCOMPARE(m_window->tabs()->currentIndex(), 2);
}

void SessionTest::severalChangedTabsAreOneQuestion()
{
    openFile(writeFile(QStringLiteral("one"), 1), 1);
    document().addNode({});
    openFile(writeFile(QStringLiteral("two"), 1), 1);
    document().addNode({});
    openFile(writeFile(QStringLiteral("three"), 1), 1);
    m_window->close();
    QVERIFY(question() && question()->isVisible());
    QCOMPARE(question()->informativeText(), QStringLiteral("one\ntwo"));
    QCOMPARE(m_window->findChildren<QMessageBox *>(QStringLiteral("askToSave")).size(), 1);
    m_window->close();
    QCOMPARE(m_window->findChildren<QMessageBox *>(QStringLiteral("askToSave")).size(), 1);
    QTest::mouseClick(question()->button(QMessageBox::Cancel), Qt::LeftButton);
    QTRY_VERIFY(!question());
    QVERIFY(m_window->isVisible());
    QCOMPARE(m_window->tabs()->count(), 4);
}

void SessionTest::allAreSavedByOneAnswer()
{
    QStringList paths;
    for (const char *name : {"one", "two"}) {
        paths << writeFile(QLatin1String(name), 1);
        openFile(paths.back(), 1);
        document().addNode({});
    }
    m_window->close();
    QTest::mouseClick(question()->button(QMessageBox::Save), Qt::LeftButton);
    QTRY_VERIFY(!m_window->isVisible());
    for (const QString &path : paths)
        QCOMPARE(format::readWorkflowFile(path.toStdString()).workflow.nodes.size(), std::size_t(2));
    reopen();
    QTRY_COMPARE(m_window->tabs()->count(), 3);
    QTRY_COMPARE(m_window->tabs()->tabText(1), QStringLiteral("one"));
    QTRY_COMPARE(m_window->tabs()->tabText(2), QStringLiteral("two"));
    QVERIFY2(drafts().isEmpty(), qPrintable(drafts().join(QLatin1Char(' '))));
}

void SessionTest::whatWasDiscardedDoesNotComeBack()
{
    openFile(writeFile(QStringLiteral("one"), 1), 1);
    document().addNode({});
    newWorkflow(2);
    m_window->close();
    QTest::mouseClick(question()->button(QMessageBox::Discard), Qt::LeftButton);
    QTRY_VERIFY(!m_window->isVisible());
    reopen();
    QTRY_COMPARE(m_window->tabs()->count(), 2);
    QTRY_COMPARE(m_window->tabs()->tabText(1), QStringLiteral("one"));
    m_window->tabs()->setCurrentIndex(1);
    QCOMPARE(document().workflow().nodes.size(), std::size_t(1));
    QVERIFY(drafts().isEmpty());
}

void SessionTest::aClosedTabLeavesNoDraft()
{
    newWorkflow(2);
    QTRY_COMPARE(drafts().size(), 1);
    QTest::keyClick(m_window.get(), Qt::Key_W, Qt::ControlModifier);
    QTest::mouseClick(question()->button(QMessageBox::Discard), Qt::LeftButton);
    QTRY_COMPARE(m_window->tabs()->count(), 1);
    QTRY_VERIFY(drafts().isEmpty());
    reopen();
    QTRY_VERIFY(QFile::exists(folder() + QStringLiteral("/session.json")));
    QCOMPARE(m_window->tabs()->count(), 1);
}

void SessionTest::aFileThatChangedMeanwhileIsAQuestion_data()
{
    QTest::addColumn<bool>("keep");
    QTest::newRow("keep what was recovered") << true;
    QTest::newRow("use the file") << false;
}

void SessionTest::aFileThatChangedMeanwhileIsAQuestion()
{
    QFETCH(bool, keep);
    const QString path = writeFile(QStringLiteral("one"), 1);
    openFile(path, 1);
    document().addNode({});
    QTRY_COMPARE(saved(), QStringLiteral("draft saved"));
    m_window.reset();
    writeFile(QStringLiteral("one"), 7);
    open();
    QTRY_COMPARE(m_window->tabs()->count(), 2);
    QCOMPARE(document().workflow().nodes.size(), std::size_t(2));
    QVERIFY2(notice().text().contains(QStringLiteral("changed by somebody else")), qPrintable(notice().text()));
    auto *button = notice().findChild<QAbstractButton *>(keep ? QStringLiteral("message:action") : QStringLiteral("message:other"));
    QTest::mouseClick(button, Qt::LeftButton);
    QVERIFY(notice().text().isEmpty());
    QTRY_COMPARE(document().workflow().nodes.size(), std::size_t(keep ? 2 : 7));
    QCOMPARE(document().isModified(), keep);
    QTRY_COMPARE(drafts().size(), keep ? 1 : 0);
}

void SessionTest::aFileThatIsGoneIsSaid()
{
    const QString path = writeFile(QStringLiteral("one"), 1);
    openFile(path, 1);
    document().addNode({});
    m_window.reset();
    QVERIFY(QFile::remove(path));
    open();
    QTRY_COMPARE(m_window->tabs()->count(), 2);
    QVERIFY2(notice().text().contains(QStringLiteral("is gone")), qPrintable(notice().text()));
    document().undoStack().undo();
    QVERIFY(document().isModified()); // no file has even this
    QTest::keyClick(m_window.get(), Qt::Key_S, Qt::ControlModifier);
    QTRY_VERIFY(QFile::exists(path));
}

void SessionTest::aDamagedDraftIsSaid()
{
    newWorkflow(4);
    m_window.reset();
    const QString path = QDir(folder()).filePath(drafts().value(0));
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadWrite));
    QByteArray text = file.readAll();
    const qsizetype at = text.indexOf('\n', text.indexOf("\"step\"")) + 25;
    text[at] = char(text[at] ^ 1);
    file.seek(0);
    file.write(text);
    file.close();
    open();
    QTRY_COMPARE(m_window->tabs()->count(), 2);
    QCOMPARE(document().workflow().nodes.size(), std::size_t(1));
    const auto *message = m_window->findChild<shell::MessageBar *>(QStringLiteral("message"));
    QVERIFY2(message->text().contains(QStringLiteral("is damaged")), qPrintable(message->text()));
}

void SessionTest::aSecondWindowHasTabsOfItsOwn()
{
    newWorkflow(1);
    QTRY_COMPARE(saved(), QStringLiteral("draft saved"));
    m_otherClient = std::make_unique<test::FakeEngineClient>();
    m_other = std::make_unique<MainWindow>(m_otherClient.get());
    m_other->keepSession(folder());
    m_other->show();
    m_other->openExample(QStringLiteral("license-words"), false);
    QTRY_COMPARE(m_other->tabs()->count(), 2);
    QCOMPARE(m_other->tabs()->tabText(1), QStringLiteral("License words"));
    QTRY_COMPARE(drafts().size(), 2);
    m_other.reset();
    reopen(); // after both are gone, both are recovered
    QTRY_COMPARE(m_window->tabs()->count(), 3);
}

void SessionTest::recentFilesAreListedAndForgotten()
{
    const QString one = writeFile(QStringLiteral("one"), 1);
    const QString two = writeFile(QStringLiteral("two"), 1);
    openFile(one, 1);
    openFile(two, 1);
    openFile(writeFile(QStringLiteral("three"), 1), 1);
    openFile(one, 1); // it is open: nothing new
    auto *menu = m_window->findChild<QMenu *>(QStringLiteral("recent"));
    const auto texts = [&] {
        QStringList all;
        for (const QAction *action : menu->actions())
            if (!action->isSeparator())
                all << action->text();
        return all;
    };
    QCOMPARE(texts(), QStringList({QStringLiteral("three"), QStringLiteral("two"), QStringLiteral("one"), QStringLiteral("&Clear List")}));
    QVERIFY(QFile::remove(two));
    QVERIFY(m_window->close());
    reopen();
    menu = m_window->findChild<QMenu *>(QStringLiteral("recent"));
    QTRY_VERIFY(!menu->actions().at(1)->isEnabled());
    QVERIFY2(menu->actions().at(1)->text().contains(QStringLiteral("not there")), qPrintable(menu->actions().at(1)->text()));
    m_window->tabs()->setCurrentIndex(0);
    const auto *start = m_window->findChild<shell::StartPage *>();
    QVERIFY(!start->findChild<QAbstractButton *>(QStringLiteral("recent:") + two)->isEnabled());
    QVERIFY(start->findChild<QAbstractButton *>(QStringLiteral("recent:") + one)->isEnabled());
    QTest::mouseClick(start->findChild<QAbstractButton *>(QStringLiteral("recentClear")), Qt::LeftButton);
    QVERIFY(!start->findChild<QAbstractButton *>(QStringLiteral("recent:") + one));
    QVERIFY(!menu->isEnabled());
    QCOMPARE(QSettings().value(QStringLiteral("recent")).toStringList(), QStringList());
}

void SessionTest::sessionsAreReadWhateverStandsThere()
{
    shell::Session session;
    session.tabs = {{QStringLiteral("/a.weft"), QStringLiteral("b.draft"), {QStringLiteral("a rule")}, {}}, {{}, {}, {}, QStringLiteral("r1")}};
    session.currentRule = QStringLiteral("a rule");
    session.current = 1;
    session.showsRun = true;
    session.hiddenAreas = {1, 8};
    session.geometry = QByteArray("\0\1\2", 3);
    const QByteArray text = shell::toText(session);
    QVERIFY(shell::sessionFrom(text) == session);
    std::mt19937 chance(1);
    for (int i = 0; i < 2000; ++i) {
        QByteArray broken = text.left(qsizetype(chance() % std::size_t(text.size() + 1)));
        for (int k = 0; k < 3 && !broken.isEmpty(); ++k)
            broken[qsizetype(chance() % std::size_t(broken.size()))] = char(chance());
        static_cast<void>(shell::sessionFrom(broken));
    }
    QVERIFY(shell::sessionFrom("[1, 2]") == shell::Session());
    QVERIFY(shell::sessionFrom("{\"tabs\": [7, null, {\"file\": []}], \"current\": \"x\"}").tabs.size() == 3);
}

WEFTLINE_TEST(SessionTest)
#include "tst_session.moc"
