// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Opens every page with real content, in both themes and languages, and keeps pictures of them for people to look at. What people would
// see as a defect without looking long is a failure here: cut text, an empty panel, a chart without points.

#include <QtCore/QByteArray>
#include <QtCore/QCoreApplication>
#include <QtCore/QDir>
#include <QtCore/QFile>
#include <QtCore/QIODevice>
#include <QtCore/QSettings>
#include <QtCore/QString>
#include <QtCore/QStringList>
#include <QtCore/QTemporaryDir>
#include <QtGui/QImage>
#include <QtGui/QRgb>
#include <QtTest/QTest>
#include <QtWidgets/QAbstractButton>
#include <QtWidgets/QApplication>
#include <QtWidgets/QComboBox>
#include <QtWidgets/QDockWidget>
#include <QtWidgets/QLabel>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QTabBar>
#include <QtWidgets/QTableView>
#include <QtWidgets/QToolButton>
#include <QtWidgets/QWidget>

#include "engine/format/weft_file.h"
#include "tests/support/test_main.h"
#include "tests/ui/tour/tour_views.h"
#include "ui/alerts/rule_page.h"
#include "ui/canvas/canvas_view.h"
#include "ui/charts/live_charts.h"
#include "ui/designer/designer_page.h"
#include "ui/designer/run_page.h"
#include "ui/document/document.h"
#include "ui/document/patch.h"
#include "ui/runs/data_view.h"
#include "ui/runs/events_view.h"
#include "ui/runs/runs_page.h"
#include "ui/shell/main_window.h"
#include "ui/widgets/language.h"
#include "ui/widgets/theme.h"

#include <set>

using namespace weftline;
using namespace weftline::ui;
using widgets::Language;
using widgets::Theme;
using widgets::ThemeChoice;

class TourTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();
    void start_data() { themes(); }
    void start();
    void designing_data() { themes(); }
    void designing();
    void running_data() { themes(); }
    void running();
    void parts_data() { themes(); }
    void parts();
    void alertRules_data() { themes(); }
    void alertRules();
    void looking_data() { themes(); }
    void looking();

private:
    void themes();
    void openWorkflow();
    void openRun();
    void keep(QWidget &widget, const QString &name);
    void checkTexts(const QWidget &widget) const;
    void checkPanels() const;
    [[nodiscard]] bool isSeen(const QWidget &widget) const;

    QTemporaryDir m_folder;
    QString m_theme;
    std::unique_ptr<test::FakeEngineClient> m_client;
    std::unique_ptr<shell::MainWindow> m_window;
};

void TourTest::initTestCase()
{
    QCoreApplication::setOrganizationName(QStringLiteral("weftline-test"));
    QCoreApplication::setApplicationName(QStringLiteral("tst_ui_tour"));
    QCoreApplication::setApplicationVersion(QStringLiteral("0.1"));
    QVERIFY(m_folder.isValid());
    QSettings::setPath(QSettings::NativeFormat, QSettings::UserScope, m_folder.path());
    QVERIFY(QDir().mkpath(QStringLiteral(WEFTLINE_BINARY_DIR "/tour")));
}

void TourTest::themes()
{
    QTest::addColumn<int>("choice");
    QTest::addColumn<int>("language");
    QTest::newRow("light") << int(ThemeChoice::Light) << int(Language::English);
    QTest::newRow("dark") << int(ThemeChoice::Dark) << int(Language::English);
    QTest::newRow("light-zh") << int(ThemeChoice::Light) << int(Language::Chinese);
    QTest::newRow("dark-zh") << int(ThemeChoice::Dark) << int(Language::Chinese);
}

void TourTest::init()
{
    QFETCH(int, choice);
    QFETCH(int, language);
    widgets::speak(Language(language));
    Theme::instance().setChoice(ThemeChoice(choice));
    m_theme = QString::fromLatin1(QTest::currentDataTag());
    const QStringList recent{m_folder.filePath(QStringLiteral("License report.weft")), m_folder.filePath(QStringLiteral("Nightly index.weft"))};
    for (const QString &path : recent)
        QVERIFY(QFile(path).open(QIODevice::ReadWrite)); // they are there
    QSettings().setValue(QStringLiteral("recent"), recent);
    m_client = std::make_unique<test::FakeEngineClient>();
    test::showTourRun(*m_client);
    client::EngineView quiet = m_client->engine();
    client::RunSummary &last = quiet.runs.rbegin()->second;
    if (qstrcmp(QTest::currentTestFunction(), "running") != 0 && qstrcmp(QTest::currentTestFunction(), "parts") != 0
        && qstrcmp(QTest::currentTestFunction(), "looking") != 0) {
        last.state = client::RunState::Succeeded; // nothing goes on that would come to the front
        m_client->setEngine(quiet);
    }
    m_window = std::make_unique<shell::MainWindow>(m_client.get());
    m_window->resize(1600, 1000);
    m_window->show();
    QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
}

void TourTest::cleanup()
{
    m_window.reset();
    m_client.reset();
    widgets::speak(Language::English);
}

void TourTest::keep(QWidget &widget, const QString &name)
{
    QCoreApplication::processEvents();
    const QString file = QStringLiteral(WEFTLINE_BINARY_DIR "/tour/%1-%2.png").arg(name, m_theme);
    QVERIFY2(widget.grab().save(file), qPrintable(file));
}

/// What stands behind another dock's tab is put out of the window.
bool TourTest::isSeen(const QWidget &widget) const
{
    return widget.isVisible() && m_window->rect().contains(widget.mapTo(m_window.get(), widget.rect().center()));
}

/// Text that does not fit its label, button or tab.
void TourTest::checkTexts(const QWidget &widget) const
{
    QStringList cut;
    for (const QLabel *label : widget.findChildren<QLabel *>()) {
        if (!isSeen(*label) || label->text().isEmpty())
            continue;
        const bool fits = label->wordWrap() ? label->height() >= label->heightForWidth(label->width())
                                            : label->width() >= label->minimumSizeHint().width();
        if (!fits)
            cut.push_back(label->text());
    }
    for (const QAbstractButton *button : widget.findChildren<QAbstractButton *>()) {
        const auto *tool = qobject_cast<const QToolButton *>(button);
        if (tool && tool->toolButtonStyle() == Qt::ToolButtonIconOnly)
            continue;
        const int text = button->fontMetrics().horizontalAdvance(button->text());
        if (isSeen(*button) && !button->text().isEmpty() && button->width() < text)
            cut.push_back(button->text());
    }
    for (const QTabBar *bar : widget.findChildren<QTabBar *>()) {
        if (!isSeen(*bar) || bar->count() == 0)
            continue;
        if (bar->tabRect(bar->count() - 1).right() > bar->width())
            cut.push_back(bar->tabText(bar->count() - 1));
        for (int i = 0; i < bar->count(); ++i)
            if (bar->tabRect(i).width() < bar->fontMetrics().horizontalAdvance(bar->tabText(i)) + 8)
                cut.push_back(bar->tabText(i));
    }
    QVERIFY2(cut.isEmpty(), qPrintable(QStringLiteral("cut: ") + cut.join(QStringLiteral(" | "))));
}

/// A dock in front that shows one colour only shows nothing.
void TourTest::checkPanels() const
{
    for (const char *name : {"palette", "workers", "inspector", "live", "problems", "timeline", "data", "log", "alerts", "events"}) {
        QDockWidget *dock = m_window->dock(QLatin1String(name));
        if (!dock->isVisible() || !m_window->rect().contains(dock->geometry().center()))
            continue;
        const QImage picture = dock->widget()->grab().toImage();
        std::set<QRgb> colors;
        for (int y = 0; y < picture.height(); y += 2)
            for (int x = 0; x < picture.width(); x += 2)
                colors.insert(picture.pixel(x, y));
        QVERIFY2(colors.size() > 8, name);
    }
}

void TourTest::openWorkflow()
{
    const QString path = m_folder.filePath(QStringLiteral("License report.weft"));
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(QByteArray::fromStdString(format::writeWorkflow(test::tourWorkflow())));
    file.close();
    m_window->openFile(path);
    QTRY_VERIFY(m_window->currentDocument() || m_window->tabs()->count() > 2);
    for (int i = 0; i < m_window->tabs()->count(); ++i)
        if (m_window->tabs()->tabText(i).startsWith(QStringLiteral("License report")))
            QTest::mouseClick(m_window->tabs(), Qt::LeftButton, {}, m_window->tabs()->tabRect(i).center());
    QTRY_COMPARE(m_window->currentDocument()->workflow().nodes.size(), std::size_t(12));
    QTRY_VERIFY(!m_window->currentDocument()->problems().empty());
}

void TourTest::openRun()
{
    QTRY_VERIFY(qobject_cast<designer::RunPage *>(m_window->currentTab()));
    QTRY_COMPARE(m_window->currentDocument()->workflow().nodes.size(), std::size_t(12));
}

void TourTest::start()
{
    keep(*m_window, QStringLiteral("01-start"));
    checkTexts(*m_window);
}

void TourTest::designing()
{
    openWorkflow();
    canvas::CanvasView &view = m_window->currentPage()->view();
    QCoreApplication::processEvents();
    QTest::mouseClick(view.viewport(), Qt::LeftButton, {}, view.nodePoint(QStringLiteral("total")));
    QCOMPARE(m_window->currentPage()->selectedNodes(), QStringList({QStringLiteral("total")}));
    keep(*m_window, QStringLiteral("02-designing"));
    checkTexts(*m_window);
    checkPanels();
    QTest::mouseClick(view.viewport(), Qt::LeftButton, {}, view.nodePoint(QStringLiteral("count")));
    keep(*m_window->dock(QStringLiteral("inspector"))->widget(), QStringLiteral("07-inspector"));
    m_window->currentPage()->find();
    QTest::keyClicks(m_window->currentPage()->findChild<QLineEdit *>(QStringLiteral("find")), QStringLiteral("kind:command"));
    QTest::keyClick(m_window.get(), Qt::Key_F3);
    keep(*m_window, QStringLiteral("26-find"));
    checkTexts(*m_window);
}

void TourTest::running()
{
    openWorkflow();
    for (int i = m_window->tabs()->count() - 1; i >= 0 && !qobject_cast<designer::RunPage *>(m_window->currentTab()); --i)
        QTest::mouseClick(m_window->tabs(), Qt::LeftButton, {}, m_window->tabs()->tabRect(i).center());
    openRun();
    auto *charts = m_window->findChild<charts::LiveCharts *>();
    charts->refresh();
    keep(*m_window, QStringLiteral("03-running"));
    checkTexts(*m_window);
    checkPanels();
    QVERIFY(charts->pointCount() > 0);
    QTest::keyClick(m_window.get(), Qt::Key_W, Qt::ControlModifier);
}

void TourTest::parts()
{
    openRun();
    auto *charts = m_window->findChild<charts::LiveCharts *>();
    QVERIFY(charts->pointCount() > 0);
    keep(*charts, QStringLiteral("04-charts"));
    keep(*m_window->dock(QStringLiteral("timeline"))->widget(), QStringLiteral("05-timeline"));
    keep(*m_window->dock(QStringLiteral("workers"))->widget(), QStringLiteral("06-workers"));
    m_window->dock(QStringLiteral("log"))->raise();
    QCoreApplication::processEvents();
    keep(*m_window->dock(QStringLiteral("log"))->widget(), QStringLiteral("08-log"));
    checkTexts(*m_window);
    checkPanels();
}

void TourTest::alertRules()
{
    openWorkflow();
    alerts::RulePage *page = m_window->openRule(*m_window->currentWorkflow(), "error-rate");
    QVERIFY(page);
    QCoreApplication::processEvents();
    keep(*m_window->dock(QStringLiteral("inspector"))->widget(), QStringLiteral("14-alert-rule-head"));
    page->selectStage(workflow::AlertKind::Condition);
    m_window->dock(QStringLiteral("alerts"))->raise();
    QTRY_COMPARE(m_window->findChild<QTableView *>(QStringLiteral("alertsTable"))->model()->rowCount(), 3);
    keep(*m_window, QStringLiteral("12-alert-rule"));
    checkTexts(*m_window);
    checkPanels();
    page->selectStage(workflow::AlertKind::Metric);
    keep(*m_window->dock(QStringLiteral("inspector"))->widget(), QStringLiteral("13-alert-metric"));
}

void TourTest::looking()
{
    openRun();
    const workflow::Edge edge = m_window->currentDocument()->workflow().edges.front(); // from "list" to "count"
    m_window->currentPage()->view().select({}, {document::toQString(document::edgeId(edge))});
    auto *data = m_window->findChild<runs::DataView *>();
    m_window->dock(QStringLiteral("data"))->raise();
    QTRY_COMPARE(data->table()->rowCount(), 17);
    keep(*m_window, QStringLiteral("20-looking"));
    checkTexts(*m_window);
    checkPanels();
    keep(*data, QStringLiteral("21-data-table"));
    data->forms()->setCurrentIndex(1);
    keep(*data, QStringLiteral("22-data-tree"));
    data->forms()->setCurrentIndex(2);
    keep(*data, QStringLiteral("23-data-text"));
    m_window->currentPage()->view().clearSelection();
    auto *events = m_window->findChild<runs::EventsView *>();
    m_window->dock(QStringLiteral("events"))->raise();
    QTRY_VERIFY(events->model()->rowCount() > 50);
    keep(*events, QStringLiteral("24-events"));
    checkTexts(*m_window);
    checkPanels();
    m_window->actions().find(QStringLiteral("run.all"))->trigger();
    auto *all = m_window->findChild<runs::RunsPage *>();
    QVERIFY(all && m_window->currentTab() == all);
    QTRY_VERIFY(all->model()->rowCount() >= 6);
    keep(*m_window, QStringLiteral("25-runs"));
    checkTexts(*m_window);
}

WEFTLINE_TEST(TourTest)
#include "tst_tour.moc"
