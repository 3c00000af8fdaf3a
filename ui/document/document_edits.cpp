// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The edits of a document: each makes a patch of values from what is there, and pushes it as one step.

#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "engine/workflow/validate.h"
#include "ui/document/clipboard.h"
#include "ui/document/document.h"
#include "ui/document/kind_word.h"
#include "ui/document/rename.h"

namespace weftline::ui::document {
namespace {

using workflow::Edge;
using workflow::EdgeCondition;
using workflow::Node;
using workflow::NodeId;
using workflow::Point;

constexpr std::size_t healedEdgesMax = 10'000;

EdgesChange comingEdges(std::size_t first, std::vector<Edge> edges)
{
    EdgesChange change;
    for (Edge &edge : edges)
        change.edges.push_back({first++, std::move(edge)});
    return change;
}

Edge edgeBetween(const NodeId &from, const NodeId &to)
{
    Edge edge;
    edge.from = from;
    edge.to = to;
    return edge;
}

/// From the port named, or the first there is.
Edge edgeFrom(const Node &from, const NodeId &to, const std::string &port = {})
{
    Edge edge = edgeBetween(from.id, to);
    edge.fromPort = port.empty() ? workflow::outputPorts(from.kind, from.with).front() : port;
    return edge;
}

/// What a node of the kind cannot be without and a person would choose first.
Object firstParameters(workflow::Kind kind)
{
    switch (kind) {
    case workflow::Kind::Script: return {{"language", "python"}};
    case workflow::Kind::Branch: return {{"cases", List{Object{{"port", "yes"}, {"when", ""}}}}};
    case workflow::Kind::Delay: return {{"for", "30s"}};
    default: return {};
    }
}

/// Old and new names of ports that stand where they stood under another name.
std::vector<std::pair<std::string, std::string>> renamedPorts(const Node &before, const Node &after)
{
    if (before.kind != workflow::Kind::Branch || after.kind != before.kind)
        return {};
    const std::vector<std::string> from = workflow::outputPorts(before.kind, before.with);
    const std::vector<std::string> to = workflow::outputPorts(after.kind, after.with);
    std::vector<std::pair<std::string, std::string>> renamed;
    for (std::size_t i = 0; from.size() == to.size() && i < from.size(); ++i)
        if (from[i] != to[i] && std::find(to.begin(), to.end(), from[i]) == to.end())
            renamed.emplace_back(from[i], to[i]);
    return renamed;
}

/// "count 2" without its number, so that copies of copies do not pile numbers up.
std::string stemOf(const std::string &id)
{
    const std::size_t space = id.find_last_of(' ');
    const bool isNumbered = space != std::string::npos && space > 0 && space + 1 < id.size()
                            && id.find_first_not_of("0123456789", space + 1) == std::string::npos;
    return isNumbered ? id.substr(0, space) : id;
}

/// Joins what leads into `node` with what leads out of it, and takes both away.
void heal(std::vector<Edge> &edges, const NodeId &node)
{
    std::vector<Edge> into;
    std::vector<Edge> out;
    for (const Edge &edge : edges)
        if (edge.from != edge.to && (edge.to == node || edge.from == node))
            (edge.to == node ? into : out).push_back(edge);
    std::erase_if(edges, [&](const Edge &edge) { return edge.from == node || edge.to == node; });
    std::set<std::string> known;
    for (const Edge &edge : edges)
        known.insert(edgeId(edge));
    for (const Edge &before : into)
        for (const Edge &after : out) {
            if (edges.size() >= healedEdgesMax + known.size())
                return;
            Edge joined = edgeBetween(before.from, after.to);
            joined.fromPort = before.fromPort;
            joined.toPort = after.toPort;
            joined.on = before.on == EdgeCondition::Success ? after.on : before.on;
            if (known.insert(edgeId(joined)).second)
                edges.push_back(std::move(joined));
        }
}

} // namespace

NodeId Document::freeId(const std::string &wanted, const std::unordered_set<NodeId> &alsoTaken) const
{
    const auto isTaken = [&](const NodeId &id) {
        return m_nodeIndex.contains(id) || alsoTaken.contains(id);
    };
    if (!isTaken(wanted))
        return wanted;
    const std::string stem = stemOf(wanted);
    for (std::size_t number = 2;; ++number) { // ends: only so many are taken
        NodeId id = fmt::format("{} {}", stem, number);
        if (!isTaken(id))
            return id;
    }
}

EdgesChange Document::leavingEdges(const std::vector<std::size_t> &places) const
{
    const std::set<std::size_t> sorted(places.begin(), places.end());
    EdgesChange change{false, {}};
    for (const std::size_t at : sorted)
        change.edges.push_back({at, m_workflow.edges[at]});
    return change;
}

NodesChange Document::leavingNodes(const std::vector<NodeId> &nodes) const
{
    std::set<std::size_t> places;
    for (const NodeId &id : nodes)
        if (const auto at = indexOf(id))
            places.insert(*at);
    NodesChange change{false, {}};
    for (const std::size_t at : places) {
        const Node &node = m_workflow.nodes[at];
        const auto point = m_workflow.layout.nodes.find(node.id);
        change.nodes.push_back({at, node, point == m_workflow.layout.nodes.end() ? std::nullopt : std::optional(point->second)});
    }
    return change;
}

NodeId Document::addNode(const NewNode &wanted)
{
    Node node;
    node.kind = wanted.kind;
    node.id = freeId(std::string(workflow::infoOf(wanted.kind).name), {});
    node.with = firstParameters(wanted.kind);
    const NodeId id = node.id;
    std::vector<Edge> edges;
    Patch patch;
    std::size_t edgeCount = m_workflow.edges.size();
    if (const auto at = edgeIndex(wanted.onEdge)) {
        Edge before = m_workflow.edges[*at];
        Edge after = edgeFrom(node, before.to);
        after.toPort = before.toPort;
        patch.push_back(leavingEdges({*at}));
        --edgeCount;
        before.to = id;
        before.toPort = "in";
        edges = {before, after};
    }
    if (wanted.from && indexOf(*wanted.from))
        edges.push_back(edgeFrom(*this->node(*wanted.from), id, wanted.fromPort));
    if (wanted.to && indexOf(*wanted.to))
        edges.push_back(edgeFrom(node, *wanted.to));
    patch.push_back(NodesChange{true, {{m_workflow.nodes.size(), std::move(node), wanted.at}}});
    patch.push_back(comingEdges(edgeCount, std::move(edges)));
    push(tr("Add %1").arg(kindWord(wanted.kind)), std::move(patch));
    return id;
}

void Document::removeParts(const std::vector<NodeId> &nodes, const std::vector<std::string> &edges)
{
    std::vector<std::size_t> places;
    for (const NodeId &id : nodes)
        places.insert(places.end(), edgesOf(id).begin(), edgesOf(id).end());
    for (const std::string &id : edges)
        if (const auto at = edgeIndex(id))
            places.push_back(*at);
    NodesChange leaving = leavingNodes(nodes);
    const QString text = !leaving.nodes.empty() ? tr("Delete nodes") : tr("Delete edges");
    push(text, {leavingEdges(places), std::move(leaving)});
}

void Document::removeAndHeal(const std::vector<NodeId> &nodes)
{
    std::vector<std::size_t> places;
    for (const NodeId &id : nodes)
        places.insert(places.end(), edgesOf(id).begin(), edgesOf(id).end());
    EdgesChange leaving = leavingEdges(places);
    std::vector<Edge> edges;
    for (const PlacedEdge &placed : leaving.edges)
        edges.push_back(placed.edge);
    for (const NodeId &id : nodes)
        heal(edges, id);
    std::erase_if(edges, [&](const Edge &edge) { return edge.from == edge.to || edgeIndex(edgeId(edge)).has_value(); });
    const std::size_t left = m_workflow.edges.size() - leaving.edges.size();
    Patch patch{std::move(leaving), leavingNodes(nodes)};
    patch.push_back(comingEdges(left, std::move(edges)));
    push(tr("Delete and heal"), std::move(patch));
}

void Document::moveNodes(const std::vector<NodeMove> &moves, int gesture, const QString &text)
{
    Patch patch;
    for (const NodeMove &move : moves) {
        if (!indexOf(move.node))
            continue;
        const auto before = m_workflow.layout.nodes.find(move.node);
        patch.push_back(PointChange{move.node,
                                    before == m_workflow.layout.nodes.end() ? std::nullopt : std::optional(before->second),
                                    move.to});
    }
    push(text.isEmpty() ? tr("Move") : text, std::move(patch), QStringLiteral("move %1").arg(gesture));
}

QString Document::whyNotConnect(const NodeId &from, const NodeId &to, std::string_view port) const
{
    return toQString(workflow::whyNotConnectable(m_workflow, from, to, port));
}

Result<Done> Document::connectNodes(const Edge &edge)
{
    if (const std::string why = workflow::whyNotConnectable(m_workflow, edge.from, edge.to, edge.fromPort); !why.empty())
        return failure(ErrorCode::InvalidInput,
                       tr("Cannot connect \"%1\" to \"%2\": %3").arg(toQString(edge.from), toQString(edge.to), toQString(why)).toStdString(),
                       edge.to);
    push(tr("Connect"), {comingEdges(m_workflow.edges.size(), {edge})});
    return Done{};
}

void Document::setEdgeCondition(const std::string &id, EdgeCondition on)
{
    const auto at = edgeIndex(id);
    if (!at)
        return;
    Edge after = m_workflow.edges[*at];
    after.on = on;
    push(tr("Change edge"), {EdgeChange{*at, m_workflow.edges[*at], after}});
}

Result<Done> Document::moveOntoEdge(const NodeId &id, const std::string &edge, Point to)
{
    const auto at = edgeIndex(edge);
    if (!at || !indexOf(id))
        return failure(ErrorCode::NotFound, tr("The edge is gone.").toStdString(), id);
    Edge before = m_workflow.edges[*at];
    Edge after = edgeFrom(*node(id), before.to);
    after.toPort = before.toPort;
    before.to = id;
    before.toPort = "in";
    for (const Edge &one : {before, after})
        if (const std::string why = workflow::whyNotConnectable(m_workflow, one.from, one.to, one.fromPort); !why.empty())
            return failure(ErrorCode::InvalidInput,
                           tr("Cannot put \"%1\" on the edge: %2").arg(toQString(id), toQString(why)).toStdString(), id);
    Patch patch{leavingEdges({*at})};
    patch.push_back(comingEdges(m_workflow.edges.size() - 1, {before, after}));
    const auto point = m_workflow.layout.nodes.find(id);
    patch.push_back(PointChange{id, point == m_workflow.layout.nodes.end() ? std::nullopt : std::optional(point->second), to});
    push(tr("Insert on edge"), std::move(patch));
    return Done{};
}

Result<Renamed> Document::rename(const NodeId &id, const NodeId &to)
{
    const auto at = indexOf(id);
    if (!at)
        return failure(ErrorCode::NotFound, tr("There is no node \"%1\".").arg(toQString(id)).toStdString(), id);
    if (to == id)
        return Renamed{};
    if (const std::string why = workflow::whyNotAnId(to); !why.empty())
        return failure(ErrorCode::InvalidInput, why, id);
    if (indexOf(to))
        return failure(ErrorCode::InvalidInput,
                       tr("There is already a node \"%1\". Choose another name.").arg(toQString(to)).toStdString(), id);
    const Renames renames{{id, to}};
    Renamed renamed;
    Patch patch;
    for (std::size_t i = 0; i < m_workflow.nodes.size(); ++i) {
        Node after = m_workflow.nodes[i];
        if (!renameInNode(after, renames))
            renamed.unsure.push_back(after.id);
        if (i == *at)
            after.id = to;
        if (after != m_workflow.nodes[i])
            patch.push_back(NodeChange{i, m_workflow.nodes[i], std::move(after)});
    }
    for (const std::size_t i : edgesOf(id)) {
        Edge after = m_workflow.edges[i];
        (after.from == id ? after.from : after.to) = to;
        patch.push_back(EdgeChange{i, m_workflow.edges[i], std::move(after)});
    }
    if (const auto point = m_workflow.layout.nodes.find(id); point != m_workflow.layout.nodes.end()) {
        patch.push_back(PointChange{id, point->second, std::nullopt});
        patch.push_back(PointChange{to, std::nullopt, point->second});
    }
    Head head = headOf(m_workflow);
    for (auto &[name, text] : head.outputs)
        text = renameInTemplate(text, renames).text;
    if (head != headOf(m_workflow))
        patch.push_back(HeadChange{headOf(m_workflow), std::move(head)});
    push(tr("Rename to %1").arg(toQString(to)), std::move(patch));
    return renamed;
}

void Document::changeNodes(const std::vector<NodeId> &nodes, const QString &field, const QString &text,
                           const std::function<void(Node &)> &set)
{
    Patch patch;
    QString key = field;
    for (const NodeId &id : nodes) {
        const auto at = indexOf(id);
        if (!at)
            continue;
        Node after = m_workflow.nodes[*at];
        set(after);
        after.id = id;
        key += QLatin1Char('\n') + toQString(id);
        for (const auto &[before, now] : renamedPorts(m_workflow.nodes[*at], after))
            for (const std::size_t i : edgesOf(id))
                if (const Edge &edge = m_workflow.edges[i]; edge.from == id && edge.fromPort == before) {
                    Edge renamed = edge;
                    renamed.fromPort = now;
                    patch.push_back(EdgeChange{i, edge, std::move(renamed)});
                }
        patch.push_back(NodeChange{*at, m_workflow.nodes[*at], std::move(after)});
    }
    push(text, std::move(patch), key);
}

void Document::changeHead(const QString &field, const QString &text, const std::function<void(Head &)> &set)
{
    Head after = headOf(m_workflow);
    set(after);
    push(text, {HeadChange{headOf(m_workflow), std::move(after)}}, field);
}

} // namespace weftline::ui::document
