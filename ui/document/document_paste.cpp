// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Copies of nodes: out to text, and in again under ids that are free.

#include <algorithm>

#include "ui/document/clipboard.h"
#include "ui/document/document.h"
#include "ui/document/rename.h"

namespace weftline::ui::document {

using workflow::NodeId;
using workflow::Point;
using workflow::Workflow;

QString Document::copyText(const std::vector<NodeId> &nodes) const { return toQString(fragmentText(fragmentOf(m_workflow, nodes))); }

Result<std::vector<NodeId>> Document::paste(const QString &text, Point at)
{
    Result<Workflow> fragment = readFragment(text.toStdString());
    if (!fragment)
        return tl::unexpected(fragment.error());
    placeAt(*fragment, at);
    return addFragment(std::move(*fragment), tr("Paste"));
}

std::vector<NodeId> Document::duplicate(const std::vector<NodeId> &nodes, Point by)
{
    Workflow fragment = fragmentOf(m_workflow, nodes);
    for (auto &[id, point] : fragment.layout.nodes)
        point = {point.x + by.x, point.y + by.y};
    return addFragment(std::move(fragment), tr("Duplicate"));
}

std::vector<NodeId> Document::addFragment(Workflow fragment, const QString &text)
{
    Renames renames;
    std::vector<NodeId> ids;
    std::unordered_set<NodeId> taken;
    for (const workflow::Node &node : fragment.nodes) {
        ids.push_back(freeId(node.id, taken));
        taken.insert(ids.back());
        if (ids.back() != node.id)
            renames.emplace(node.id, ids.back());
    }
    NodesChange coming;
    for (std::size_t i = 0; i < fragment.nodes.size(); ++i) {
        workflow::Node node = std::move(fragment.nodes[i]);
        const auto point = fragment.layout.nodes.find(node.id);
        // What is unsure stays as it was written; the check finds names that are not there.
        static_cast<void>(renameInNode(node, renames));
        node.id = ids[i];
        coming.nodes.push_back({m_workflow.nodes.size() + i, std::move(node),
                                point == fragment.layout.nodes.end() ? std::nullopt : std::optional(point->second)});
    }
    EdgesChange edges;
    for (workflow::Edge &edge : fragment.edges) {
        const auto renamed = [&](const NodeId &id) { return renames.contains(id) ? renames.at(id) : id; };
        edge.from = renamed(edge.from);
        edge.to = renamed(edge.to);
        edges.edges.push_back({m_workflow.edges.size() + edges.edges.size(), std::move(edge)});
    }
    push(text, {std::move(coming), std::move(edges)});
    return ids;
}

} // namespace weftline::ui::document
