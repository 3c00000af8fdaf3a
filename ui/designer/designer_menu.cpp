// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The context menus of the workflow page.

#include <QtGui/QAction>
#include <QtWidgets/QMenu>

#include "ui/designer/designer_page.h"
#include "ui/widgets/icons.h"

namespace weftline::ui::designer {

using workflow::EdgeCondition;

namespace {

void addNodeActions(QMenu &menu, DesignerPage &page)
{
    const auto entry = [&](const QString &icon, const QString &text, const QKeySequence &keys, void (DesignerPage::*run)()) {
        QAction *action = menu.addAction(icon.isEmpty() ? QIcon() : widgets::icon(icon), text);
        action->setShortcut(keys);
        QObject::connect(action, &QAction::triggered, &page, run);
    };
    entry(QStringLiteral("cut"), DesignerPage::tr("Cut"), QKeySequence::Cut, &DesignerPage::cut);
    entry(QStringLiteral("copy"), DesignerPage::tr("Copy"), QKeySequence::Copy, &DesignerPage::copy);
    entry({}, DesignerPage::tr("Duplicate"), Qt::CTRL | Qt::Key_D, &DesignerPage::duplicate);
    menu.addSeparator();
    entry({}, DesignerPage::tr("Disable or enable"), {}, &DesignerPage::toggleDisabled);
    entry(QStringLiteral("tidy"), DesignerPage::tr("Tidy"), {}, &DesignerPage::tidy);
    menu.addSeparator();
    entry(QStringLiteral("trash"), DesignerPage::tr("Delete"), Qt::Key_Delete, &DesignerPage::removeSelection);
    entry({}, DesignerPage::tr("Delete and heal"), Qt::CTRL | Qt::Key_Delete, &DesignerPage::removeAndHeal);
}

void addEdgeActions(QMenu &menu, DesignerPage &page, const std::string &edge)
{
    const workflow::Edge *now = page.document().edge(edge);
    if (!now)
        return;
    const std::pair<EdgeCondition, QString> conditions[] = {{EdgeCondition::Success, DesignerPage::tr("On success")},
                                                            {EdgeCondition::Failure, DesignerPage::tr("On failure")},
                                                            {EdgeCondition::Always, DesignerPage::tr("Always")}};
    for (const auto &[condition, text] : conditions) {
        QAction *action = menu.addAction(text);
        action->setCheckable(true);
        action->setChecked(now->on == condition);
        QObject::connect(action, &QAction::triggered, &page,
                         [&page, edge, on = condition] { page.document().setEdgeCondition(edge, on); });
    }
    menu.addSeparator();
    QAction *remove = menu.addAction(widgets::icon(QStringLiteral("trash")), DesignerPage::tr("Delete"));
    remove->setShortcut(Qt::Key_Delete);
    QObject::connect(remove, &QAction::triggered, &page, &DesignerPage::removeSelection);
}

} // namespace

void DesignerPage::showMenu(const QString &node, const QString &edge, const QPointF &position, const QPoint &globalPosition)
{
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    if (m_readOnly) {
        if (!node.isEmpty())
            connect(menu->addAction(widgets::icon(QStringLiteral("copy")), tr("Copy")), &QAction::triggered, this, &DesignerPage::copy);
        connect(menu->addAction(widgets::icon(QStringLiteral("fit")), tr("Show all")), &QAction::triggered, this, [this] { m_view->fit(); });
    } else if (!node.isEmpty()) {
        addNodeActions(*menu, *this);
    } else if (!edge.isEmpty()) {
        addEdgeActions(*menu, *this, edge.toStdString());
    } else {
        QAction *add = menu->addAction(widgets::icon(QStringLiteral("plus")), tr("Add a node"));
        add->setShortcut(Qt::Key_N);
        connect(add, &QAction::triggered, this, [this, position, globalPosition] { addAt(position, globalPosition); });
        QAction *insert = menu->addAction(widgets::icon(QStringLiteral("paste")), tr("Paste"));
        insert->setShortcut(QKeySequence::Paste);
        connect(insert, &QAction::triggered, this, [this, position] { pasteAt(position); });
        menu->addSeparator();
        connect(menu->addAction(widgets::icon(QStringLiteral("tidy")), tr("Tidy all")), &QAction::triggered, this, &DesignerPage::tidy);
        connect(menu->addAction(widgets::icon(QStringLiteral("fit")), tr("Show all")), &QAction::triggered, this, [this] { m_view->fit(); });
    }
    menu->popup(globalPosition);
}

} // namespace weftline::ui::designer
