// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// A change of a workflow as values: what was and what is, with places. Applied and taken back in any number of turns, it gives
// exactly the workflows that were there.

#pragma once

#include <optional>
#include <set>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "engine/workflow/workflow.h"

namespace weftline::ui::document {

/// What belongs to the workflow as a whole.
struct Head
{
    std::string name;
    std::string description;
    std::vector<workflow::Parameter> parameters;
    std::vector<std::pair<std::string, std::string>> outputs;

    bool operator==(const Head &) const = default;
};

[[nodiscard]] Head headOf(const workflow::Workflow &workflow);
void setHead(workflow::Workflow &workflow, const Head &head);

/// A node and the place it has in Workflow::nodes once all of its change are in; likewise an edge.
struct PlacedNode
{
    std::size_t at = 0;
    workflow::Node node;
    std::optional<workflow::Point> point;
};
struct PlacedEdge
{
    std::size_t at = 0;
    workflow::Edge edge;
};

/// Nodes that come in or, when not `enter`, go. In rising order of places.
struct NodesChange
{
    bool enter = true;
    std::vector<PlacedNode> nodes;
};
struct EdgesChange
{
    bool enter = true;
    std::vector<PlacedEdge> edges;
};
struct NodeChange
{
    std::size_t at = 0;
    workflow::Node before;
    workflow::Node after;
};
struct EdgeChange
{
    std::size_t at = 0;
    workflow::Edge before;
    workflow::Edge after;
};
struct PointChange
{
    workflow::NodeId node;
    std::optional<workflow::Point> before;
    std::optional<workflow::Point> after;
};
struct HeadChange
{
    Head before;
    Head after;
};

/// An alert rule that comes in (nothing before), goes (nothing after) or is different, at its place in Workflow::alerts.
struct RuleChange
{
    std::size_t at = 0;
    std::optional<workflow::AlertRule> before;
    std::optional<workflow::AlertRule> after;
};

using Change = std::variant<NodesChange, EdgesChange, NodeChange, EdgeChange, PointChange, HeadChange, RuleChange>;

/// Carried out in order, taken back in the opposite one.
using Patch = std::vector<Change>;

void apply(const Patch &patch, workflow::Workflow &workflow);
void revert(const Patch &patch, workflow::Workflow &workflow);

/// What a view has to look at again.
struct Touched
{
    std::set<workflow::NodeId> nodes;
    std::set<std::string> edges; ///< edgeId()s.
    std::set<std::string> rules; ///< Ids of alert rules.
    bool head = false;
    bool places = false; ///< Nodes or edges stand elsewhere in their lists, or have other ids.
};
[[nodiscard]] Touched touchedBy(const Patch &patch);

/// Makes `patch` do what it and then `next` do, if both change the same things and nothing comes or goes.
[[nodiscard]] bool join(Patch &patch, const Patch &next);

/// True when nothing is different afterwards.
[[nodiscard]] bool isNothing(const Patch &patch);

/// The name of an edge for views: what it joins.
[[nodiscard]] std::string edgeId(const workflow::Edge &edge);

} // namespace weftline::ui::document
