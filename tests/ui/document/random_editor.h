// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Random edits of every sort, the same for the same seed.

#pragma once

#include <optional>
#include <random>

#include "ui/document/document.h"

namespace weftline::test {

using namespace ui::document;
using workflow::Edge;
using workflow::Kind;
using workflow::Node;
using workflow::NodeId;

inline Node command(const NodeId &id)
{
    Node node;
    node.id = id;
    node.with = {{"argv", Value(List{Value("true")})}};
    return node;
}

inline Edge edge(const NodeId &from, const NodeId &to)
{
    Edge one;
    one.from = from;
    one.to = to;
    return one;
}

inline workflow::Workflow flowToEdit()
{
    workflow::Workflow flow;
    flow.name = "License words";
    flow.nodes = {command("list"), command("count"), command("total")};
    flow.nodes[1].map = "${list.output}";
    flow.nodes[2].kind = Kind::Transform;
    flow.nodes[2].with = {{"expression", Value("count.output.reduce((sum, line) => sum + parseInt(line), 0)")}};
    flow.edges = {edge("list", "count"), edge("count", "total")};
    flow.outputs = {{"words", "${total.output}"}};
    flow.layout.nodes = {{"list", {0, 0}}, {"count", {216, 0}}, {"total", {432, 0}}};
    flow.extra = {{"groups", Value(List{})}};
    return flow;
}

/// One random edit of any sort. Chance is seeded by the test's row.
class Editor
{
public:
    Editor(Document &document, unsigned seed) : m_document(document), m_random(seed) { }

    void edit()
    {
        switch (below(14)) {
        case 0: m_document.addNode({Kind::Command, point(), anyNode(), std::nullopt, {}}); break;
        case 1: m_document.addNode({Kind::Transform, point(), std::nullopt, anyNode(), {}}); break;
        case 2: m_document.addNode({Kind::Transform, point(), std::nullopt, std::nullopt, anyEdge()}); break;
        case 3: m_document.removeParts({anyNode().value_or("none")}, {anyEdge()}); break;
        case 4: m_document.removeAndHeal({anyNode().value_or("none"), anyNode().value_or("none")}); break;
        case 5: m_document.moveNodes({{anyNode().value_or("none"), point()}, {anyNode().value_or("none"), point()}}, int(below(3))); break;
        case 6: static_cast<void>(m_document.connectNodes(edge(anyNode().value_or("a"), anyNode().value_or("b")))); break;
        case 7: static_cast<void>(m_document.rename(anyNode().value_or("none"), "n" + std::to_string(below(40)))); break;
        case 8:
            m_document.changeNodes({anyNode().value_or("none"), anyNode().value_or("none")}, QStringLiteral("priority"),
                                   QStringLiteral("Change"), [&](Node &node) { node.priority = int(below(100)); });
            break;
        case 9:
            m_document.changeHead(QStringLiteral("name"), QStringLiteral("Name"),
                                  [&](Head &head) { head.name = "flow " + std::to_string(below(100)); });
            break;
        case 10: static_cast<void>(m_document.duplicate({anyNode().value_or("none"), anyNode().value_or("none")}, {24, 24})); break;
        case 11: static_cast<void>(m_document.paste(m_document.copyText({anyNode().value_or("none")}), point())); break;
        case 12: static_cast<void>(m_document.moveOntoEdge(anyNode().value_or("none"), anyEdge(), point())); break;
        default: m_document.setEdgeCondition(anyEdge(), workflow::EdgeCondition(below(3))); break;
        }
        if (below(3) == 0)
            m_document.endStep();
    }

private:
    std::size_t below(std::size_t limit) { return std::uniform_int_distribution<std::size_t>(0, limit - 1)(m_random); }
    workflow::Point point() { return {double(below(1000)), double(below(1000))}; }
    std::optional<NodeId> anyNode()
    {
        const auto &nodes = m_document.workflow().nodes;
        return nodes.empty() ? std::nullopt : std::optional(nodes[below(nodes.size())].id);
    }
    std::string anyEdge()
    {
        const auto &edges = m_document.workflow().edges;
        return edges.empty() ? std::string() : edgeId(edges[below(edges.size())]);
    }

    Document &m_document;
    std::mt19937 m_random;
};

} // namespace weftline::test
