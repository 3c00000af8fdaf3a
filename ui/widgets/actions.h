// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The registry of everything the window can do. Menus, tool bars, context menus, shortcuts and the search for actions
// all take their entries from here, so each exists once and looks the same everywhere.

#pragma once

#include <QtCore/QHash>
#include <QtCore/QObject>
#include <QtGui/QAction>
#include <QtGui/QKeySequence>

#include <functional>
#include <optional>

class QMenu;
class QToolBar;
class QWidget;

namespace weftline::ui::widgets {

struct ActionInfo
{
    QString id;        // "run.start": page and verb
    QString text;      // as in a menu, translated
    QString icon;      // a name of resources/icons, may be empty
    QKeySequence shortcut;
    QString hint;      // one sentence for the status bar and the tool tip, may be empty
    bool checkable = false;
};

/// The text of an action without the key that opens it in a menu: "Open…" of "&Open…", and of "Open(&O)…" as Chinese has it.
[[nodiscard]] QString withoutKey(QString text);

class ActionRegistry final : public QObject
{
    Q_OBJECT

public:
    /// Shortcuts work while `window` is active.
    explicit ActionRegistry(QWidget *window);

    /// Enters an action; an id may be entered once. The action belongs to the registry.
    QAction *add(const ActionInfo &info, std::function<void()> triggered);

    /// The action of this id, or nullptr.
    [[nodiscard]] QAction *find(const QString &id) const { return m_actions.value(id); }

    /// All actions in the order they were entered.
    [[nodiscard]] QList<QAction *> all() const { return m_order; }

    void setEnabled(const QString &id, bool enabled);
    /// Why the action cannot be had by this person, in its tool tip; empty: nothing stands against it. Enables nothing.
    void setRefusal(const QString &id, const QString &why);

    /// Gives an action another shortcut, or its default again when `shortcut` is nothing.
    void rebind(const QString &id, const std::optional<QKeySequence> &shortcut);

    /// Puts the named actions in; "|" is a separator. An unknown id is a programming error and is asserted.
    void fill(QMenu &menu, const QStringList &ids) const;
    void fill(QToolBar &bar, const QStringList &ids) const;

private:
    QWidget *m_window;
    QHash<QString, QAction *> m_actions;
    QHash<QString, QKeySequence> m_defaults;
    QHash<QString, QString> m_hints;
    QHash<QString, QString> m_refusals;
    QList<QAction *> m_order;
    void describe(QAction &action) const;
};

} // namespace weftline::ui::widgets
