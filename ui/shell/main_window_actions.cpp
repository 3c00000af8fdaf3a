// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Everything the window can do, entered once, and the menus and the tool bar made of it.

#include <QtCore/QCoreApplication>
#include <QtGui/QAction>
#include <QtGui/QActionGroup>
#include <QtGui/QUndoGroup>
#include <QtWidgets/QDockWidget>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QLabel>
#include <QtWidgets/QMenu>
#include <QtWidgets/QMenuBar>
#include <QtWidgets/QMessageBox>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QTabBar>
#include <QtWidgets/QToolBar>

#include "ui/alerts/rule_page.h"
#include "ui/canvas/canvas_view.h"
#include "ui/designer/designer_page.h"
#include "ui/designer/palette.h"
#include "ui/shell/main_window.h"
#include "ui/shell/problems_view.h"
#include "ui/shell/workflow_tab.h"
#include "ui/widgets/icons.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/style.h"
#include "ui/widgets/theme.h"

namespace weftline::ui::shell {

using designer::DesignerPage;

void MainWindow::addAction(const QString &id, const QString &text, const QString &icon, const QKeySequence &keys,
                           const QString &hint, std::function<void()> run)
{
    m_actions->add({id, text, icon, keys, hint, false}, std::move(run));
}

void MainWindow::onPage(void (DesignerPage::*what)())
{
    if (DesignerPage *page = currentPage())
        (page->*what)();
    else if (auto *rule = qobject_cast<alerts::RulePage *>(currentTab()); rule && what == &DesignerPage::removeSelection)
        rule->removeSelection();
    else if (rule && what == &DesignerPage::tidy)
        rule->tidy();
}

void MainWindow::addFileActions()
{
    addAction(QStringLiteral("file.new"), tr("&New Workflow"), QStringLiteral("new"), QKeySequence::New,
              tr("Starts an empty workflow in a new tab"), [this] { newWorkflow(); });
    addAction(QStringLiteral("file.open"), tr("&Open…"), QStringLiteral("open"), QKeySequence::Open, tr("Opens a .weft file"),
              [this] { askOpen(); });
    const auto saveCurrent = [this](bool askWhere) {
        if (WorkflowTab *tab = currentWorkflow())
            save(*tab, askWhere);
    };
    addAction(QStringLiteral("file.save"), tr("&Save"), QStringLiteral("save"), QKeySequence::Save, tr("Saves the workflow"),
              [saveCurrent] { saveCurrent(false); });
    addAction(QStringLiteral("file.saveAs"), tr("Save &As…"), {}, QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_S),
              tr("Saves the workflow under another name"), [saveCurrent] { saveCurrent(true); });
    addAction(QStringLiteral("file.close"), tr("&Close Tab"), {}, QKeySequence(Qt::CTRL | Qt::Key_W), {},
              [this] { closeTab(m_tabs->currentIndex()); });
    addAction(QStringLiteral("file.start"), tr("S&tart Page"), {}, {}, tr("Shows examples and the files of last time"),
              [this] { showTab(0); });
    addAction(QStringLiteral("file.quit"), tr("&Quit"), {}, QKeySequence(Qt::CTRL | Qt::Key_Q), tr("Closes the window; runs go on"),
              [this] { close(); });
}

void MainWindow::undoOrRedo(void (QUndoGroup::*step)())
{
    if (DesignerPage *page = currentPage())
        page->view().glide([this, step] { (m_undo->*step)(); });
    else
        (m_undo->*step)();
}

void MainWindow::addEditActions()
{
    addAction(QStringLiteral("edit.undo"), tr("&Undo"), QStringLiteral("undo"), QKeySequence(Qt::CTRL | Qt::Key_Z), {},
              [this] { undoOrRedo(&QUndoGroup::undo); });
    addAction(QStringLiteral("edit.redo"), tr("&Redo"), QStringLiteral("redo"), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_Z), {},
              [this] { undoOrRedo(&QUndoGroup::redo); });
    connect(m_undo, &QUndoGroup::canUndoChanged, m_actions->find(QStringLiteral("edit.undo")), &QAction::setEnabled);
    connect(m_undo, &QUndoGroup::canRedoChanged, m_actions->find(QStringLiteral("edit.redo")), &QAction::setEnabled);
    connect(m_undo, &QUndoGroup::undoTextChanged, this, [this](const QString &what) {
        m_actions->find(QStringLiteral("edit.undo"))->setText(what.isEmpty() ? tr("&Undo") : tr("&Undo %1").arg(what));
    });
    connect(m_undo, &QUndoGroup::redoTextChanged, this, [this](const QString &what) {
        m_actions->find(QStringLiteral("edit.redo"))->setText(what.isEmpty() ? tr("&Redo") : tr("&Redo %1").arg(what));
    });
    struct Entry
    {
        const char *id;
        QString text;
        const char *icon;
        QKeySequence keys;
        void (DesignerPage::*what)();
    };
    const Entry entries[] = {
        {"edit.cut", tr("Cu&t"), "cut", QKeySequence::Cut, &DesignerPage::cut},
        {"edit.copy", tr("&Copy"), "copy", QKeySequence::Copy, &DesignerPage::copy},
        {"edit.paste", tr("&Paste"), "paste", QKeySequence::Paste, &DesignerPage::paste},
        {"edit.duplicate", tr("&Duplicate"), "", QKeySequence(Qt::CTRL | Qt::Key_D), &DesignerPage::duplicate},
        {"edit.delete", tr("D&elete"), "trash", QKeySequence(Qt::Key_Delete), &DesignerPage::removeSelection},
        {"edit.heal", tr("Delete and &Join"), "", QKeySequence(), &DesignerPage::removeAndHeal},
        {"insert.node", tr("&Node…"), "plus", QKeySequence(), &DesignerPage::openQuickAdd},
        {"graph.tidy", tr("&Tidy"), "tidy", QKeySequence(Qt::SHIFT | Qt::ALT | Qt::Key_T), &DesignerPage::tidy},
    };
    for (const Entry &entry : entries)
        addAction(QLatin1String(entry.id), entry.text, QLatin1String(entry.icon), entry.keys, {},
                  [this, what = entry.what] { onPage(what); });
    addAction(QStringLiteral("edit.selectAll"), tr("Select &All"), {}, QKeySequence::SelectAll, {}, [this] {
        if (canvas::CanvasView *view = currentView())
            view->selectAll();
    });
    addAction(QStringLiteral("edit.find"), tr("&Find in the Graph…"), QStringLiteral("search"), QKeySequence::Find, {},
              [this] { onPage(&DesignerPage::find); });
    addAction(QStringLiteral("edit.findNext"), tr("Find &Next"), {}, QKeySequence(Qt::Key_F3), {},
              [this] { onPage(&DesignerPage::findNext); });
    addAction(QStringLiteral("edit.findPrevious"), tr("Find Pre&vious"), {}, QKeySequence(Qt::SHIFT | Qt::Key_F3), {},
              [this] { onPage(&DesignerPage::findPrevious); });
    addAction(QStringLiteral("graph.fit"), tr("&Fit into View"), QStringLiteral("fit"), QKeySequence(Qt::CTRL | Qt::Key_1), {}, [this] {
        if (canvas::CanvasView *view = currentView())
            view->fit();
    });
}

void MainWindow::addViewActions()
{
    const auto zoom = [this](double factor) {
        if (canvas::CanvasView *view = currentView())
            view->zoomBy(factor);
    };
    addAction(QStringLiteral("view.zoomIn"), tr("Zoom &In"), QStringLiteral("zoom-in"), QKeySequence(Qt::CTRL | Qt::Key_Plus), {},
              [zoom] { zoom(1.25); });
    addAction(QStringLiteral("view.zoomOut"), tr("Zoom &Out"), QStringLiteral("zoom-out"), QKeySequence(Qt::CTRL | Qt::Key_Minus),
              {}, [zoom] { zoom(0.8); });
    addAction(QStringLiteral("view.zoomReset"), tr("100 %"), {}, QKeySequence(Qt::CTRL | Qt::Key_0), {}, [this] {
        if (canvas::CanvasView *view = currentView())
            view->zoomTo(1);
    });
    addAction(QStringLiteral("view.design"), tr("Perspective &Design"), {}, QKeySequence(Qt::CTRL | Qt::ALT | Qt::Key_1), {},
              [this] { setPerspective(Perspective::Design); });
    addAction(QStringLiteral("view.run"), tr("Perspective &Run"), {}, QKeySequence(Qt::CTRL | Qt::ALT | Qt::Key_2), {},
              [this] { setPerspective(Perspective::Run); });
    addAction(QStringLiteral("view.reset"), tr("Re&set Layout"), {}, {}, tr("Puts all docks where they were at first"),
              [this] { resetLayout(); });
    const std::pair<QString, Qt::DockWidgetArea> areas[] = {
        {QStringLiteral("view.left"), Qt::LeftDockWidgetArea},
        {QStringLiteral("view.right"), Qt::RightDockWidgetArea},
        {QStringLiteral("view.bottom"), Qt::BottomDockWidgetArea},
    };
    const QString texts[] = {tr("&Left Side"), tr("Ri&ght Side"), tr("&Bottom")};
    for (std::size_t i = 0; i < std::size(areas); ++i) {
        const auto [id, area] = areas[i];
        QAction *action = m_actions->add({id, texts[i], {}, {}, {}, true}, [this, name = id, side = area] {
            setAreaShown(side, m_actions->find(name)->isChecked());
        });
        action->setChecked(true);
        action->setData(int(area));
    }
    addAction(QStringLiteral("problems.next"), tr("Next &Problem"), {}, QKeySequence(Qt::Key_F8),
              tr("Goes to the next thing that is wrong"), [this] {
                  dock(QStringLiteral("problems"))->raise();
                  m_problems->goToNext();
              });
    addAction(QStringLiteral("problems.fix"), tr("&Quick Fix"), {}, QKeySequence(Qt::ALT | Qt::Key_Return),
              tr("Fixes what is selected in the list of problems, where the program knows how"), [this] {
                  dock(QStringLiteral("problems"))->raise();
                  m_problems->fixCurrent();
              });
    addAction(QStringLiteral("palette.search"), tr("Search &Kinds"), {}, QKeySequence(Qt::CTRL | Qt::Key_K), {}, [this] {
        dock(QStringLiteral("palette"))->raise();
        m_palette->focusSearch();
    });
}

void MainWindow::addRunActions()
{
    addAction(QStringLiteral("run.start"), tr("&Run"), QStringLiteral("run"), QKeySequence(Qt::Key_F5),
              tr("Runs the workflow as it is drawn"), [this] { runCurrent(); });
    addAction(QStringLiteral("run.cancel"), tr("&Cancel Run"), QStringLiteral("stop"), QKeySequence(Qt::SHIFT | Qt::Key_F5),
              tr("Ends the run in front"), [this] {
                  if (const std::string run = shownRun(); !run.empty())
                      cancelRun(run);
              });
    addAction(QStringLiteral("run.latest"), tr("Show &Last Run"), {}, {}, tr("Opens the run that was started last from here"), [this] {
        if (const WorkflowTab *tab = currentWorkflow(); tab && !tab->lastRun().empty())
            openRun(tab->lastRun());
    });
    addAction(QStringLiteral("workers.start"), tr("Start a &Worker"), QStringLiteral("worker"), {},
              tr("Starts one more local worker"), [this] { startWorkers(1); });
    addAction(QStringLiteral("help.about"), tr("&About Weftline"), {}, {}, {}, [this] {
        auto *box = new QMessageBox(QMessageBox::NoIcon, tr("Weftline"),
                                    tr("Weftline %1. Draw a task graph, run it, watch it.\nGPL-3.0-or-later.")
                                        .arg(QCoreApplication::applicationVersion()),
                                    QMessageBox::Close, this);
        box->setAttribute(Qt::WA_DeleteOnClose);
        box->open();
    });
}

void MainWindow::buildMenus()
{
    const auto menu = [this](const QString &title, const QStringList &ids) {
        QMenu *made = menuBar()->addMenu(title);
        m_actions->fill(*made, ids);
        return made;
    };
    const auto list = [](std::initializer_list<const char *> ids) {
        QStringList names;
        for (const char *id : ids)
            names.push_back(QLatin1String(id));
        return names;
    };
    QMenu *file = menu(tr("&File"), list({"file.new", "file.open", "|", "file.save", "file.saveAs", "|", "file.start", "file.close", "file.quit"}));
    m_recentMenu = new QMenu(tr("Open &Recent"), this);
    m_recentMenu->setObjectName(QStringLiteral("recent"));
    m_recentMenu->setToolTipsVisible(true);
    file->insertMenu(file->actions().at(2), m_recentMenu);
    menu(tr("&Edit"), list({"edit.undo", "edit.redo", "|", "edit.cut", "edit.copy", "edit.paste", "edit.duplicate", "|",
                            "edit.delete", "edit.heal", "|", "edit.selectAll", "|", "edit.find", "edit.findNext",
                            "edit.findPrevious"}));
    menu(tr("&View"), list({"view.zoomIn", "view.zoomOut", "view.zoomReset", "graph.fit", "|", "view.design", "view.run", "|",
                            "view.left", "view.right", "view.bottom", "view.reset"}));
    menu(tr("&Insert"), list({"insert.node", "palette.search"}));
    menu(tr("&Graph"), list({"graph.tidy", "|", "problems.next", "problems.fix"}));
    menu(tr("&Run"), list({"run.start", "run.cancel", "run.retry", "|", "run.latest", "run.all"}));
    buildAlertMenu();
    menu(tr("&Workers"), list({"workers.start", "workers.add"}));
    menu(tr("E&ngine"), list({"engine.connect", "engine.local"}));
    QMenu *settings = menuBar()->addMenu(tr("&Settings"));
    QMenu *themes = settings->addMenu(tr("&Theme"));
    auto *group = new QActionGroup(this);
    const std::pair<QString, widgets::ThemeChoice> choices[] = {
        {tr("As the &System"), widgets::ThemeChoice::System},
        {tr("&Light"), widgets::ThemeChoice::Light},
        {tr("&Dark"), widgets::ThemeChoice::Dark},
    };
    for (const auto &[text, choice] : choices) {
        QAction *action = themes->addAction(text, this, [this, to = choice] {
            widgets::Theme::instance().setChoice(to);
            m_settings.setValue(QStringLiteral("theme"), int(to));
        });
        action->setCheckable(true);
        action->setChecked(widgets::Theme::instance().choice() == choice);
        group->addAction(action);
    }
    buildLanguageMenu(*settings);
    menu(tr("&Help"), list({"help.about"}));
}

void MainWindow::buildToolBar()
{
    auto *bar = new QToolBar(tr("Tools"), this);
    bar->setObjectName(QStringLiteral("tools"));
    bar->setMovable(false);
    bar->setContextMenuPolicy(Qt::PreventContextMenu);
    bar->setToolButtonStyle(Qt::ToolButtonIconOnly);
    m_actions->fill(*bar, {QStringLiteral("file.new"), QStringLiteral("file.open"), QStringLiteral("file.save"),
                           QStringLiteral("|"), QStringLiteral("edit.undo"), QStringLiteral("edit.redo"), QStringLiteral("|")});
    QAction *start = m_actions->find(QStringLiteral("run.start"));
    auto *run = new QPushButton(tr("Run"));
    run->setObjectName(QStringLiteral("tool:run.start"));
    run->setFocusPolicy(Qt::NoFocus);
    run->setToolTip(start->toolTip());
    widgets::setPrimary(*run);
    const auto follow = [run, start] {
        run->setEnabled(start->isEnabled());
        run->setIcon(widgets::icon(QStringLiteral("run"), start->isEnabled() ? widgets::Token::OnAccent : widgets::Token::Disabled));
    };
    connect(start, &QAction::changed, run, follow);
    connect(run, &QPushButton::clicked, start, &QAction::trigger);
    follow();
    bar->addWidget(run);
    m_actions->fill(*bar, {QStringLiteral("run.cancel"), QStringLiteral("|")});
    auto *place = new QWidget;
    auto *row = new QHBoxLayout(place);
    row->setContentsMargins(8, 0, 8, 0);
    row->setSpacing(6);
    auto *icon = new QLabel;
    icon->setPixmap(widgets::icon(QStringLiteral("engine")).pixmap(16, 16));
    connect(&widgets::Theme::instance(), &widgets::Theme::changed, icon,
            [icon] { icon->setPixmap(widgets::icon(QStringLiteral("engine")).pixmap(16, 16)); });
    row->addWidget(icon);
    m_engineName = new widgets::TextLabel(m_client->name(), widgets::TextRole::Body, widgets::Token::Text2);
    m_engineName->setObjectName(QStringLiteral("engineName"));
    row->addWidget(m_engineName);
    bar->addWidget(place);
    addAlertBell(*bar);
    addToolBar(bar);
}

} // namespace weftline::ui::shell
