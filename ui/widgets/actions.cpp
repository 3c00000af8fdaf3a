// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/widgets/actions.h"

#include <QtCore/QRegularExpression>
#include <QtWidgets/QMenu>
#include <QtWidgets/QToolBar>
#include <QtWidgets/QWidget>

#include "ui/widgets/icons.h"

namespace weftline::ui::widgets {
namespace {

template <typename Bar>
void fillWith(const QHash<QString, QAction *> &actions, Bar &bar, const QStringList &ids)
{
    for (const QString &id : ids) {
        if (id == QLatin1String("|")) {
            bar.addSeparator();
            continue;
        }
        QAction *action = actions.value(id);
        Q_ASSERT_X(action, "ActionRegistry::fill", qPrintable(id));
        if (action)
            bar.addAction(action);
    }
}

} // namespace

ActionRegistry::ActionRegistry(QWidget *window)
    : QObject(window)
    , m_window(window)
{
}

QAction *ActionRegistry::add(const ActionInfo &info, std::function<void()> triggered)
{
    Q_ASSERT_X(!m_actions.contains(info.id), "ActionRegistry::add", qPrintable(info.id));
    auto *action = new QAction(info.text, this);
    action->setObjectName(info.id);
    action->setCheckable(info.checkable);
    action->setShortcut(info.shortcut);
    if (!info.icon.isEmpty())
        action->setIcon(icon(info.icon));
    m_hints.insert(info.id, info.hint);
    connect(action, &QAction::triggered, this, [run = std::move(triggered)] { run(); });
    m_actions.insert(info.id, action);
    m_defaults.insert(info.id, info.shortcut);
    m_order.push_back(action);
    m_window->addAction(action);
    describe(*action);
    return action;
}

QString withoutKey(QString text)
{
    static const QRegularExpression key(QStringLiteral("\\(&.\\)"));
    return text.remove(key).remove(QLatin1Char('&'));
}

void ActionRegistry::describe(QAction &action) const
{
    QString tip = withoutKey(action.text());
    if (const QString hint = m_hints.value(action.objectName()); !hint.isEmpty())
        tip = hint;
    if (!action.shortcut().isEmpty())
        tip += QStringLiteral("  ") + action.shortcut().toString(QKeySequence::NativeText);
    if (const QString why = m_refusals.value(action.objectName()); !why.isEmpty())
        tip = why;
    action.setToolTip(tip);
    action.setStatusTip(m_refusals.value(action.objectName(), m_hints.value(action.objectName())));
}

void ActionRegistry::setEnabled(const QString &id, bool enabled)
{
    if (QAction *action = find(id))
        action->setEnabled(enabled);
}

void ActionRegistry::setRefusal(const QString &id, const QString &why)
{
    QAction *const action = find(id);
    if (!action || m_refusals.value(id) == why)
        return;
    if (why.isEmpty())
        m_refusals.remove(id);
    else
        m_refusals.insert(id, why);
    describe(*action);
}

void ActionRegistry::rebind(const QString &id, const std::optional<QKeySequence> &shortcut)
{
    if (QAction *action = find(id)) {
        action->setShortcut(shortcut.value_or(m_defaults.value(id)));
        describe(*action);
    }
}

void ActionRegistry::fill(QMenu &menu, const QStringList &ids) const
{
    fillWith(m_actions, menu, ids);
}

void ActionRegistry::fill(QToolBar &bar, const QStringList &ids) const
{
    fillWith(m_actions, bar, ids);
}

} // namespace weftline::ui::widgets
