// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A small graph in memory that does what a canvas asks, as a document would.

#pragma once

#include "ui/canvas/graph_model.h"

#include <map>

namespace weftline::test {

class MemoryGraph final : public ui::canvas::GraphModel
{
public:
    using GraphModel::GraphModel;

    void put(ui::canvas::NodeView node)
    {
        const QString id = node.id;
        if (!m_nodes.count(id))
            m_order.push_back(id);
        m_nodes[id] = std::move(node);
        Q_EMIT nodesChanged({id});
    }

    void put(ui::canvas::EdgeView edge)
    {
        const QString id = edge.id;
        m_edges[id] = std::move(edge);
        Q_EMIT edgesChanged({id});
    }

    void removeNode(const QString &id)
    {
        m_nodes.erase(id);
        m_order.removeAll(id);
        Q_EMIT nodesChanged({id});
    }

    void removeEdge(const QString &id)
    {
        m_edges.erase(id);
        Q_EMIT edgesChanged({id});
    }

    void move(const std::vector<ui::canvas::NodeMove> &moves)
    {
        QStringList ids;
        for (const auto &one : moves) {
            m_nodes.at(one.node).position = one.to;
            ids.push_back(one.node);
        }
        Q_EMIT nodesChanged(ids);
    }

    [[nodiscard]] QStringList nodeIds() const override { return m_order; }

    [[nodiscard]] QStringList edgeIds() const override
    {
        QStringList ids;
        for (const auto &[id, edge] : m_edges)
            ids.push_back(id);
        return ids;
    }

    [[nodiscard]] std::optional<ui::canvas::NodeView> node(const QString &id) const override
    {
        const auto found = m_nodes.find(id);
        return found == m_nodes.end() ? std::nullopt : std::optional(found->second);
    }

    [[nodiscard]] std::optional<ui::canvas::EdgeView> edge(const QString &id) const override
    {
        const auto found = m_edges.find(id);
        return found == m_edges.end() ? std::nullopt : std::optional(found->second);
    }

    /// Types must be equal or "any" on one side, and no node connects to itself.
    [[nodiscard]] QString whyNotConnect(const ui::canvas::PortRef &output, const ui::canvas::PortRef &input) const override
    {
        using ui::canvas::PortType;
        if (output.node == input.node)
            return QStringLiteral("a node cannot follow itself");
        const PortType from = typeOf(m_nodes.at(output.node).outputs, output.port);
        const PortType to = typeOf(m_nodes.at(input.node).inputs, input.port);
        if (from == to || from == PortType::Any || to == PortType::Any)
            return {};
        return QStringLiteral("the types do not fit");
    }

private:
    static ui::canvas::PortType typeOf(const std::vector<ui::canvas::Port> &ports, const QString &name)
    {
        for (const auto &port : ports) {
            if (port.name == name)
                return port.type;
        }
        return ui::canvas::PortType::Any;
    }

    QStringList m_order;
    std::map<QString, ui::canvas::NodeView> m_nodes;
    std::map<QString, ui::canvas::EdgeView> m_edges;
};

} // namespace weftline::test
