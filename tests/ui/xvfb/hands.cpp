// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <QtCore/QElapsedTimer>
#include <QtCore/QJsonObject>
#include <QtCore/QPoint>
#include <QtCore/QRect>
#include <QtCore/QString>
#include <QtCore/QStringList>

#include "engine/format/weft_file.h"
#include "engine/workflow/codec.h"
#include "tests/ui/xvfb/hands.h"

namespace weftline::test {

using ui::document::Document;
using ui::document::toQString;
using workflow::Node;
using workflow::NodeId;
using workflow::Workflow;

namespace {

constexpr int patience = 15'000;
constexpr std::size_t nodesMost = 7;
const QString canvas = QStringLiteral("canvas");

Workflow parsed(const QString &document) { return format::readWorkflow(document.toStdString()).workflow; }

/// Where things stand is the window's business.
Workflow drawing(Workflow flow)
{
    flow.layout.nodes.clear();
    return flow;
}

QString placeOfNode(const NodeId &id) { return QStringLiteral("node:") + toQString(id); }

} // namespace

Sight Hands::sight()
{
    const QJsonObject &said = m_desk.said();
    return {said.value(QStringLiteral("document")).toString(), said.value(QStringLiteral("step")).toInt(-1),
            said.value(QStringLiteral("steps")).toInt(-1)};
}

void Hands::look()
{
    m_before = sight();
    m_seen[m_before.step] = m_before.document;
}

bool Hands::await(const std::function<bool()> &what, const char *name)
{
    QElapsedTimer since;
    since.start();
    while (!what()) {
        if (!m_desk.isWindowThere())
            return false;
        if (since.elapsed() > patience) {
            const Sight now = sight();
            m_desk.keepPicture(QStringLiteral("hands-in-vain.png"));
            m_trouble = QStringLiteral("%1: waited in vain for \"%2\"; the window shows step %3 of %4: %5\nbefore it was step %6: %7")
                            .arg(m_name, QLatin1String(name)).arg(now.step).arg(now.steps).arg(now.document).arg(m_before.step).arg(m_before.document);
            return false;
        }
    }
    return true;
}

void Hands::begin(const QString &name, std::vector<Outcome> outcomes)
{
    m_name = name;
    ++m_counts[name.section(QLatin1Char(' '), 0, 0)];
    m_outcomes.clear();
    for (const Outcome &outcome : outcomes) {
        Document document;
        document.setWorkflow(parsed(m_before.document));
        outcome(document);
        m_outcomes.push_back(drawing(document.workflow()));
    }
}

void Hands::remember(const Sight &now)
{
    if (now.step > m_before.step || now.document != m_before.document)
        std::erase_if(m_seen, [&](const auto &seen) { return seen.first > m_before.step; }); // what was undone is gone
    m_seen[now.step] = now.document;
    m_before = now;
}

bool Hands::finish()
{
    const bool there = await([this] { return drawing(parsed(sight().document)) == m_outcomes.back(); }, "the edited workflow");
    if (there)
        remember(sight());
    return there;
}

QRect Hands::portPlace(const NodeId &node, bool output)
{
    return m_desk.place(QStringLiteral("port:%1.%2").arg(toQString(node), output ? QStringLiteral("out") : QStringLiteral("in")));
}

bool Hands::isReachable(const QPoint &at, const NodeId &of)
{
    const QRect area = m_desk.place(canvas);
    const bool isCovered = at.y() > area.bottom() - 120 && (at.x() > area.right() - 200 || at.x() < area.left() + 220);
    if (!area.adjusted(10, 10, -10, -10).contains(at) || isCovered) // by the map or by the zoom's buttons
        return false;
    const Workflow flow = parsed(m_before.document);
    return std::none_of(flow.nodes.begin(), flow.nodes.end(), [&](const Node &node) {
        return node.id != of && m_desk.place(placeOfNode(node.id)).adjusted(-8, -8, 8, 8).contains(at);
    });
}

std::optional<NodeId> Hands::anyNode()
{
    std::vector<NodeId> reachable;
    for (const Node &node : parsed(m_before.document).nodes)
        if (isReachable(m_desk.place(placeOfNode(node.id)).center(), node.id))
            reachable.push_back(node.id);
    return reachable.empty() ? std::nullopt : std::optional(reachable[below(reachable.size())]);
}

bool Hands::withoutNode()
{
    return parsed(m_before.document).nodes.size() < nodesMost ? add() : undo();
}

QPoint Hands::emptyPlace()
{
    const QRect area = m_desk.place(canvas).adjusted(80, 70, -330, -190); // clear of the map in its corner
    const Workflow flow = parsed(m_before.document);
    QPoint best = area.center();
    int farthest = -1;
    for (int i = 0; i < 60; ++i) {
        const QPoint at = area.topLeft() + QPoint(int(below(std::size_t(area.width()))), int(below(std::size_t(area.height()))));
        int nearest = 10'000;
        for (const Node &node : flow.nodes) {
            const QPoint to = m_desk.place(placeOfNode(node.id)).center() - at;
            nearest = std::min(nearest, std::max(std::abs(to.x()) / 3, std::abs(to.y())));
        }
        if (nearest > farthest) {
            farthest = nearest;
            best = at;
        }
    }
    return best;
}

bool Hands::select(const NodeId &node)
{
    if (!await([&] { return !m_desk.place(placeOfNode(node)).isNull(); }, "its place"))
        return false;
    m_desk.clickAt(m_desk.place(placeOfNode(node)).center());
    return true;
}

bool Hands::add()
{
    const bool isCommand = below(2) == 0;
    const QString kind = isCommand ? QStringLiteral("command") : QStringLiteral("transform");
    begin(QStringLiteral("add"), {[isCommand](Document &document) {
              document.addNode({isCommand ? workflow::Kind::Command : workflow::Kind::Transform, {}, {}, {}, {}});
          }});
    m_desk.clickAt(emptyPlace(), 2);
    if (!await([&] { return !m_desk.place(QStringLiteral("quickAdd")).isNull(); }, "the quick add"))
        return false;
    m_desk.type(kind);
    m_desk.key(QStringLiteral("Return"));
    return finish() && await([&] { return m_desk.place(QStringLiteral("quickAdd")).isNull(); }, "the end of the quick add");
}

bool Hands::connectNodes()
{
    Document document;
    document.setWorkflow(parsed(m_before.document));
    std::vector<workflow::Edge> possible;
    for (const Node &from : document.workflow().nodes)
        for (const Node &to : document.workflow().nodes) {
            workflow::Edge edge;
            edge.from = from.id;
            edge.to = to.id;
            if (document.whyNotConnect(from.id, to.id).isEmpty() && isReachable(portPlace(from.id, true).center(), from.id)
                && isReachable(portPlace(to.id, false).center(), to.id))
                possible.push_back(edge);
        }
    if (possible.empty())
        return move();
    const workflow::Edge edge = possible[below(possible.size())];
    begin(QStringLiteral("connect %1 %2").arg(toQString(edge.from), toQString(edge.to)),
          {[edge](Document &edited) { static_cast<void>(edited.connectNodes(edge)); }});
    m_desk.drag(portPlace(edge.from, true).center(), portPlace(edge.to, false).center());
    return finish();
}

bool Hands::move()
{
    const auto any = anyNode();
    if (!any)
        return withoutNode();
    const NodeId node = *any;
    begin(QStringLiteral("move %1").arg(toQString(node)), {[](Document &) {}});
    if (!await([&] { return !m_desk.place(placeOfNode(node)).isNull(); }, "its place"))
        return false;
    m_desk.drag(m_desk.place(placeOfNode(node)).center(), emptyPlace());
    const Sight before = m_before;
    return await([&] { return sight().document != before.document; }, "another place") && finish();
}

bool Hands::remove()
{
    const auto any = anyNode();
    if (!any)
        return withoutNode();
    const NodeId node = *any;
    begin(QStringLiteral("delete %1").arg(toQString(node)), {[node](Document &document) { document.removeParts({node}, {}); }});
    if (!select(node))
        return false;
    m_desk.key(QStringLiteral("Delete"));
    return finish();
}

bool Hands::paste()
{
    const auto any = anyNode();
    if (!any)
        return withoutNode();
    const NodeId node = *any;
    begin(QStringLiteral("paste %1").arg(toQString(node)), {[node](Document &document) { document.duplicate({node}, {8, 8}); }});
    if (!select(node))
        return false;
    m_desk.key(QStringLiteral("ctrl+c"));
    m_desk.key(QStringLiteral("ctrl+v"));
    return finish();
}

bool Hands::edit()
{
    struct Field
    {
        QString section; ///< Which it stands in; empty: none.
        QString path;
        std::function<void(Node &, const std::string &)> set;
        bool isNumber = false;
    };
    const auto any = anyNode();
    if (!any)
        return withoutNode();
    const NodeId id = *any;
    const Workflow flow = parsed(m_before.document);
    const Node &node = *flow.find(id);
    std::vector<Field> fields{
        {QStringLiteral("map"), QStringLiteral("map"), [](Node &one, const std::string &text) { one.map = "${" + text + "}"; }},
        {QStringLiteral("retry"), QStringLiteral("retry/max"), [](Node &one, const std::string &text) { one.retry.max = std::stoi(text); }, true},
        {QStringLiteral("title"), QStringLiteral("title"), [](Node &one, const std::string &text) { one.title = text; }},
    };
    if (node.kind == workflow::Kind::Transform)
        fields.push_back({{}, QStringLiteral("with/expression"), [](Node &one, const std::string &text) {
                              one.with = {{"expression", Value(text)}};
                          }});
    const Field field = fields[below(fields.size())];
    std::string text;
    if (field.isNumber)
        text = std::to_string(1 + below(9));
    else
        for (std::size_t i = 0, length = 3 + below(6); i < length; ++i)
            text += char('a' + below(26));
    std::vector<Outcome> outcomes;
    for (std::size_t length = 1; length <= text.size(); ++length)
        outcomes.emplace_back([=](Document &document) {
            document.changeNodes({id}, QString(), QString(), [&](Node &one) { field.set(one, text.substr(0, length)); });
        });
    begin(QStringLiteral("edit %1 of %2 to %3").arg(field.path, toQString(id), toQString(text)), std::move(outcomes));
    if (!select(id))
        return false;
    const QString place = QStringLiteral("field:") + field.path;
    if (!field.section.isEmpty()) {
        if (!await([&] { return !m_desk.place(field.section).isNull(); }, "the section"))
            return false;
        if (m_desk.place(place).isNull())
            m_desk.clickAt(m_desk.place(field.section).topLeft() + QPoint(60, 12));
    }
    if (!await([&] { return !m_desk.place(place).isNull(); }, "the field"))
        return false;
    m_desk.clickAt(m_desk.place(place).center());
    m_desk.key(QStringLiteral("ctrl+a"));
    m_desk.type(toQString(text));
    return finish();
}

bool Hands::seek(const QString &keys, int to)
{
    const Sight before = m_before;
    for (int left = std::abs(to - before.step); left > 0; left -= 20) {
        QStringList all;
        for (int i = 0; i < std::min(left, 20); ++i)
            all << keys;
        m_desk.keys(all);
    }
    if (!await([&] { return sight().step == to; }, "the step"))
        return false;
    const Sight now = sight();
    if (const auto seen = m_seen.find(to); seen != m_seen.end() && seen->second != now.document) {
        m_trouble = QStringLiteral("%1: step %2 was\n%3\nand is\n%4").arg(m_name).arg(to).arg(seen->second, now.document);
        return false;
    }
    m_seen[to] = now.document;
    m_before = now;
    return true;
}

/// A key goes to where the last click was. The corner has no node, whatever else is in sight.
bool Hands::focusCanvas()
{
    const QString canvas = QStringLiteral("canvas");
    if (!await([&] { return !m_desk.place(canvas).isNull(); }, "the canvas"))
        return false;
    const auto hasFocus = [&] { return m_desk.said().value(QStringLiteral("focus")).toString() == canvas; };
    if (hasFocus()) // a second click there would be half of a double click, which opens the quick add
        return true;
    m_desk.clickAt(m_desk.place(canvas).topLeft() + QPoint(6, 6));
    return await(hasFocus, "the focus");
}

bool Hands::undo()
{
    if (m_before.step == 0)
        return add();
    const int to = m_before.step - 1;
    const auto seen = m_seen.find(to);
    begin(QStringLiteral("undo"), {});
    if (seen != m_seen.end())
        m_outcomes = {drawing(parsed(seen->second))};
    return focusCanvas() && seek(QStringLiteral("ctrl+z"), to);
}

bool Hands::redo()
{
    if (m_before.step == m_before.steps)
        return undo();
    const int to = m_before.step + 1;
    const auto seen = m_seen.find(to);
    begin(QStringLiteral("redo"), {});
    if (seen != m_seen.end())
        m_outcomes = {drawing(parsed(seen->second))};
    return focusCanvas() && seek(QStringLiteral("ctrl+shift+z"), to);
}

bool Hands::walk(bool each)
{
    m_name = QStringLiteral("walk");
    const Sight here = m_before;
    const auto go = [&](const QString &keys, int to) {
        while (each && m_before.step != to)
            if (!seek(keys, m_before.step + (to > m_before.step ? 1 : -1)))
                return false;
        return seek(keys, to);
    };
    return go(QStringLiteral("ctrl+z"), 0) && go(QStringLiteral("ctrl+shift+z"), here.steps) && go(QStringLiteral("ctrl+z"), here.step)
        && sight() == here;
}

bool Hands::gesture()
{
    const std::size_t nodes = parsed(m_before.document).nodes.size();
    if (nodes < 2)
        return add();
    switch (below(12)) {
    case 0:
    case 1: return nodes < nodesMost ? add() : remove();
    case 2:
    case 3: return connectNodes();
    case 4:
    case 5: return move();
    case 6: return nodes > 3 ? remove() : add();
    case 7: return nodes < nodesMost ? paste() : remove();
    case 8: return undo();
    case 9: return redo();
    default: return edit();
    }
}

QString Hands::whyNotAfterKill(const Sight &now) const
{
    if (now.document == m_before.document && now.step == m_before.step && now.steps == m_before.steps)
        return {};
    const Workflow flow = parsed(now.document);
    for (const Workflow &outcome : m_outcomes)
        if (drawing(flow) == outcome) {
            // One thing moved or came at most; all else stands where it stood.
            const auto before = parsed(m_before.document).layout.nodes;
            const auto moved = std::count_if(before.begin(), before.end(), [&](const auto &one) {
                const auto after = flow.layout.nodes.find(one.first);
                return after != flow.layout.nodes.end() && after->second != one.second;
            });
            if (moved <= 1)
                return {};
        }
    return QStringLiteral("after \"%1\" the window comes back with step %2 of %3:\n%4\nbefore it was step %5 of %6:\n%7").arg(m_name)
        .arg(now.step).arg(now.steps).arg(now.document).arg(m_before.step).arg(m_before.steps).arg(m_before.document);
}

void Hands::goOnFrom(const Sight &now)
{
    if (now.steps == m_before.steps && m_seen.contains(now.step) && m_seen.at(now.step) == now.document)
        m_before = now; // back or forth, or nothing
    else
        remember(now);
}

} // namespace weftline::test
