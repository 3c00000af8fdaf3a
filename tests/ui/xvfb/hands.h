// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Somebody who edits a workflow at a desk, seeded, and knows what each gesture has to lead to: the same edit is done to a
// document of the test's own. The window may die in the middle of a gesture.

#pragma once

#include <QtCore/QJsonObject>
#include <QtCore/QRect>

#include <functional>
#include <map>
#include <optional>
#include <random>
#include <vector>

#include "tests/ui/xvfb/desk.h"
#include "ui/document/document.h"

namespace weftline::test {

/// What the window said of its document.
struct Sight
{
    QString document; ///< As JSON; empty where it said nothing.
    int step = -1;
    int steps = -1;

    bool operator==(const Sight &) const = default;
};

class Hands final
{
public:
    Hands(Desk &desk, unsigned seed) : m_desk(desk), m_random(seed) { }

    /// Takes what the window shows now as what there is.
    void look();
    [[nodiscard]] Sight sight();

    /// Some gesture. True once the window shows what it has to lead to; false when the window is gone before that.
    bool gesture();
    /// The name of the last gesture and why it went wrong; empty while all is well.
    [[nodiscard]] QString trouble() const { return m_trouble; }
    [[nodiscard]] const std::map<QString, int> &counts() const { return m_counts; }

    /// Whether `now` is what was there before the last gesture, or what that leads to, or a part of it as far as it goes on step by
    /// step: a text that is typed. Says why not.
    [[nodiscard]] QString whyNotAfterKill(const Sight &now) const;
    [[nodiscard]] bool isAsBefore(const Sight &now) const { return now == m_before; }
    /// Takes that as what there is.
    void goOnFrom(const Sight &now);

    /// Undoes all and redoes all; every step that was seen before must look as it did. With `each` waits for every step.
    bool walk(bool each);

private:
    using Outcome = std::function<void(ui::document::Document &)>;

    [[nodiscard]] std::size_t below(std::size_t limit) { return std::uniform_int_distribution<std::size_t>(0, limit - 1)(m_random); }
    /// One that can be clicked; none where all lie upon each other or out of sight.
    [[nodiscard]] std::optional<workflow::NodeId> anyNode();
    /// What is done where a gesture finds no node.
    bool withoutNode();
    [[nodiscard]] bool isReachable(const QPoint &at, const workflow::NodeId &of);
    [[nodiscard]] QRect portPlace(const workflow::NodeId &node, bool output);
    [[nodiscard]] QPoint emptyPlace();
    bool await(const std::function<bool()> &what, const char *name);
    /// Begins a gesture that may lead to any of these, the last one when it is whole.
    void begin(const QString &name, std::vector<Outcome> outcomes);
    bool finish();
    bool focusCanvas();
    bool seek(const QString &keys, int to);
    void remember(const Sight &now);

    bool add();
    bool connectNodes();
    bool move();
    bool remove();
    bool paste();
    bool edit();
    bool undo();
    bool redo();
    bool select(const workflow::NodeId &node);

    Desk &m_desk;
    std::mt19937 m_random;
    Sight m_before; ///< The last gesture.
    std::vector<workflow::Workflow> m_outcomes;
    std::map<int, QString> m_seen; ///< By step.
    QString m_trouble;
    QString m_name;
    std::map<QString, int> m_counts;
};

} // namespace weftline::test
