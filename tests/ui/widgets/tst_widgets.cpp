// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <QtCore/QDir>
#include <QtCore/QFileInfo>
#include <QtCore/QPoint>
#include <QtCore/QSize>
#include <QtCore/QString>
#include <QtCore/QStringList>
#include <QtGui/QIcon>
#include <QtGui/QImage>
#include <QtGui/QKeySequence>
#include <QtTest/QTest>
#include <QtWidgets/QAbstractButton>
#include <QtWidgets/QCheckBox>
#include <QtWidgets/QComboBox>
#include <QtWidgets/QDockWidget>
#include <QtWidgets/QGridLayout>
#include <QtWidgets/QHeaderView>
#include <QtWidgets/QLabel>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QMainWindow>
#include <QtWidgets/QMenu>
#include <QtWidgets/QMenuBar>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QRadioButton>
#include <QtWidgets/QSpinBox>
#include <QtWidgets/QStatusBar>
#include <QtWidgets/QTabWidget>
#include <QtWidgets/QTableWidget>
#include <QtWidgets/QTableWidgetItem>
#include <QtWidgets/QToolBar>
#include <QtWidgets/QWidget>

#include "tests/support/test_main.h"
#include "ui/widgets/actions.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/icons.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/section.h"
#include "ui/widgets/state_mark.h"
#include "ui/widgets/style.h"
#include "ui/widgets/theme.h"

using namespace weftline::ui::widgets;

class WidgetsTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void cleanup() { Theme::instance().setChoice(ThemeChoice::Light); }

    void everyIconFileDrawsSomething()
    {
        const QDir folder(QStringLiteral(WEFTLINE_SOURCE_DIR "/resources/icons"));
        const QStringList files = folder.entryList({QStringLiteral("*.svg")});
        QVERIFY(files.size() > 40);
        for (const QString &file : files) {
            const QString name = QFileInfo(file).completeBaseName();
            QVERIFY2(hasIcon(name), qPrintable(name));
            const QImage picture = iconPixmap(name, color(Token::Failed), 24, 2).toImage();
            QCOMPARE(picture.size(), QSize(48, 48));
            int inked = 0;
            for (int y = 0; y < 48; ++y) {
                for (int x = 0; x < 48; ++x) {
                    if (picture.pixelColor(x, y).alpha() == 255) {
                        QCOMPARE(picture.pixelColor(x, y).rgb(), color(Token::Failed).rgb());
                        ++inked;
                    }
                }
            }
            QVERIFY2(inked > 20, qPrintable(name));
        }
        QVERIFY(!hasIcon(QStringLiteral("no such icon")));
        QVERIFY(icon(QStringLiteral("no such icon")).isNull());
    }

    void anIconFollowsTheTheme()
    {
        const QIcon one = icon(QStringLiteral("stop"), Token::Text);
        const QImage light = one.pixmap(24).toImage();
        Theme::instance().setChoice(ThemeChoice::Dark);
        QVERIFY(one.pixmap(24).toImage() != light);
    }

    void oneActionServesMenuBarAndShortcut()
    {
        QMainWindow window;
        ActionRegistry actions(&window);
        int runs = 0;
        actions.add({QStringLiteral("run.start"), QStringLiteral("&Run"), QStringLiteral("run"), QKeySequence(Qt::Key_F5), {}, false}, [&] { ++runs; });
        QMenu menu;
        QToolBar bar;
        actions.fill(menu, {QStringLiteral("run.start"), QStringLiteral("|")});
        actions.fill(bar, {QStringLiteral("run.start")});
        QCOMPARE(menu.actions().size(), 2);
        QCOMPARE(menu.actions().at(0), bar.actions().at(0));
        QCOMPARE(actions.find(QStringLiteral("run.start"))->toolTip(), QStringLiteral("Run  F5"));
        window.show();
        QVERIFY(QTest::qWaitForWindowActive(&window));
        QTest::keyClick(&window, Qt::Key_F5);
        QCOMPARE(runs, 1);
        actions.rebind(QStringLiteral("run.start"), QKeySequence(Qt::Key_F6));
        QTest::keyClick(&window, Qt::Key_F5);
        QTest::keyClick(&window, Qt::Key_F6);
        QCOMPARE(runs, 2);
        actions.setEnabled(QStringLiteral("run.start"), false);
        QTest::keyClick(&window, Qt::Key_F6);
        QCOMPARE(runs, 2);
    }

    void theTextOfAnActionIsShownWithoutItsKey()
    {
        QCOMPARE(withoutKey(QStringLiteral("&Open…")), QStringLiteral("Open…"));
        QCOMPARE(withoutKey(QStringLiteral("打开(&O)…")), QStringLiteral("打开…"));
    }

    void aLabelKeepsItsColourOnAButton()
    {
        QPushButton button;
        auto *label = new TextLabel(QStringLiteral("quiet"), TextRole::Small, Token::Text3, &button);
        QCOMPARE(label->palette().color(label->foregroundRole()), color(Token::Text3));
    }

    void buttonsStandBelowEachOtherWhereTheyHaveNoRoom()
    {
        EmptyState empty(QStringLiteral("worker"), QStringLiteral("No worker is connected"));
        const QPushButton *first = empty.offer(QStringLiteral("Start a local worker"), [] {});
        const QPushButton *second = empty.offer(QStringLiteral("Add a machine with a long name"), [] {});
        empty.resize(700, 300);
        empty.show();
        QCOMPARE(second->y(), first->y());
        QVERIFY(second->x() > first->x());
        const int wide = std::max(first->sizeHint().width(), second->sizeHint().width());
        QVERIFY2(empty.minimumSizeHint().width() <= wide + 32, "as wide as the wider of them");
        empty.resize(wide + 32, 300);
        QTRY_VERIFY(second->y() >= first->y() + first->height());
        QCOMPARE(second->x(), first->x());
        QVERIFY(second->geometry().right() < empty.width());
    }

    void aSectionShowsItsContentWhenOpened()
    {
        Section section(QStringLiteral("Retry"));
        auto *content = new QLabel(QStringLiteral("three times"));
        section.setContent(content);
        section.setSummary(QStringLiteral("off"));
        section.show();
        QVERIFY(!content->isVisible());
        QTest::mouseClick(section.findChild<QAbstractButton *>(), Qt::LeftButton);
        QVERIFY(section.isOpen() && content->isVisible());
    }

    void anEmptyPlaceOffersItsNextAction()
    {
        EmptyState empty(QStringLiteral("worker"), QStringLiteral("No worker is connected"));
        int started = 0;
        QTest::mouseClick(empty.offer(QStringLiteral("Start a local worker"), [&] { ++started; }), Qt::LeftButton);
        QCOMPARE(started, 1);
    }

    /// A page with everything the style draws, as a picture to look at and with a few places to measure.
    void theStyleDrawsFromTheTable_data()
    {
        QTest::addColumn<bool>("dark");
        QTest::newRow("light") << false;
        QTest::newRow("dark") << true;
    }

    void theStyleDrawsFromTheTable();
};

void WidgetsTest::theStyleDrawsFromTheTable()
{
    QFETCH(bool, dark);
    Theme::instance().setChoice(dark ? ThemeChoice::Dark : ThemeChoice::Light);
    QMainWindow window;
    window.resize(900, 520);
    ActionRegistry actions(&window);
    const auto add = [&](const char *id, const char *iconName, QKeySequence keys) {
        actions.add({QString::fromUtf8(id), QString::fromUtf8(id), QString::fromUtf8(iconName), keys, {}, false}, [] {});
        return QString::fromUtf8(id);
    };
    const QStringList ids{add("New", "new", QKeySequence::New), add("Open", "open", QKeySequence::Open), QStringLiteral("|"),
                          add("Undo", "undo", QKeySequence::Undo), add("Redo", "redo", QKeySequence::Redo)};
    actions.setEnabled(QStringLiteral("Redo"), false);
    for (const char *name : {"File", "Edit", "View", "Run"})
        actions.fill(*window.menuBar()->addMenu(QString::fromUtf8(name)), ids);
    auto *bar = window.addToolBar(QStringLiteral("Main"));
    bar->setMovable(false);
    actions.fill(*bar, ids);
    auto *run = new QPushButton(icon(QStringLiteral("run"), Token::OnAccent), QStringLiteral("Run"));
    setPrimary(*run);
    bar->addSeparator();
    bar->addWidget(run);
    auto *engine = new QComboBox;
    engine->addItems({QStringLiteral("local engine"), QStringLiteral("other")});
    bar->addWidget(engine);

    auto *pages = new QTabWidget;
    pages->setDocumentMode(true);
    auto *form = new QWidget;
    auto *grid = new QGridLayout(form);
    grid->setContentsMargins(16, 16, 16, 16);
    auto *field = new QLineEdit(QStringLiteral("30 s"));
    grid->addWidget(new TextLabel(QStringLiteral("Timeout"), TextRole::Small, Token::Text2), 0, 0);
    grid->addWidget(field, 1, 0);
    grid->addWidget(new QSpinBox, 1, 1);
    grid->addWidget(new QPushButton(QStringLiteral("Revert")), 2, 0);
    auto *off = new QPushButton(QStringLiteral("Not now"));
    off->setEnabled(false);
    grid->addWidget(off, 2, 1);
    auto *check = new QCheckBox(QStringLiteral("Show at start"));
    check->setChecked(true);
    grid->addWidget(check, 3, 0);
    grid->addWidget(new QRadioButton(QStringLiteral("One of them")), 3, 1);
    auto *section = new Section(QStringLiteral("Retry"));
    section->setSummary(QStringLiteral("off"));
    grid->addWidget(section, 4, 0);
    auto *figure = new FigureLabel;
    figure->setMeasure({QStringLiteral("114"), QStringLiteral("tasks/s")});
    grid->addWidget(figure, 4, 1);
    auto *table = new QTableWidget(12, 3);
    table->setHorizontalHeaderLabels({QStringLiteral("task"), QStringLiteral("state"), QStringLiteral("time")});
    table->verticalHeader()->hide();
    table->setShowGrid(false);
    for (int row = 0; row < 12; ++row) {
        table->setItem(row, 0, new QTableWidgetItem(QStringLiteral("count[%1]").arg(row)));
        auto *state = new QTableWidgetItem(stateWord(TaskState(row % 11 + 1)));
        state->setIcon(stateIcon(TaskState(row % 11 + 1)));
        table->setItem(row, 1, state);
    }
    table->selectRow(1);
    grid->addWidget(table, 0, 2, 6, 1);
    pages->addTab(form, stateIcon(TaskState::Succeeded), QStringLiteral("Run 417"));
    pages->addTab(new QWidget, icon(QStringLiteral("chart")), QStringLiteral("Dashboard"));
    window.setCentralWidget(pages);
    auto *bottom = new QTabWidget;
    auto *empty = new EmptyState(QStringLiteral("worker"), QStringLiteral("No worker is connected"));
    empty->offer(QStringLiteral("Start a local worker"), [] {});
    bottom->addTab(empty, QStringLiteral("Workers"));
    bottom->addTab(new QWidget, QStringLiteral("Log"));
    auto *dock = new QDockWidget(QStringLiteral("Bottom"));
    dock->setTitleBarWidget(new QWidget);
    dock->setWidget(bottom);
    window.addDockWidget(Qt::BottomDockWidgetArea, dock);
    window.statusBar()->showMessage(QStringLiteral("draft saved 14:31:52"));
    window.show();
    QVERIFY(QTest::qWaitForWindowExposed(&window));
    field->setFocus();

    QImage picture(window.size() * 2, QImage::Format_ARGB32_Premultiplied);
    picture.setDevicePixelRatio(2);
    window.render(&picture);
    QDir().mkpath(QStringLiteral(WEFTLINE_BINARY_DIR "/look"));
    QVERIFY(picture.save(QStringLiteral(WEFTLINE_BINARY_DIR "/look/widgets-%1.png").arg(QString::fromLatin1(QTest::currentDataTag()))));
    const auto at = [&](const QWidget *widget, const QPoint &place) { return picture.pixelColor(widget->mapTo(&window, place) * 2); };
    QCOMPARE(at(run, {4, run->height() / 2}), color(Token::AccentFill));
    QCOMPARE(at(bar, {bar->width() - 10, bar->height() / 2}), color(Token::Chrome));
    QCOMPARE(at(table->viewport(), {4, table->rowViewportPosition(1) + 3}), color(Token::Sel));
    QVERIFY(run->height() >= 30 && field->height() >= 28);

    QMenu menu;
    actions.fill(menu, ids);
    menu.popup(QPoint(40, 40));
    QVERIFY(QTest::qWaitForWindowExposed(&menu));
    QImage drawn(menu.size() * 2, QImage::Format_ARGB32_Premultiplied);
    drawn.setDevicePixelRatio(2);
    drawn.fill(Qt::transparent);
    menu.render(&drawn);
    QVERIFY(drawn.save(QStringLiteral(WEFTLINE_BINARY_DIR "/look/menu-%1.png").arg(QString::fromLatin1(QTest::currentDataTag()))));
    QCOMPARE(drawn.pixelColor(drawn.width() / 2, 8), color(Token::Raised));
}

WEFTLINE_TEST(WidgetsTest)
#include "tst_widgets.moc"
