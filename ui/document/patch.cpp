// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/document/patch.h"

#include <algorithm>

namespace weftline::ui::document {
namespace {

using workflow::AlertRule;
using workflow::Edge;
using workflow::Node;
using workflow::Workflow;

/// One pass, however many come in.
template <typename T, typename Placed, typename Take>
void enterAll(std::vector<T> &list, const std::vector<Placed> &placed, Take take)
{
    std::vector<T> result;
    result.reserve(list.size() + placed.size());
    auto old = list.begin();
    for (const Placed &one : placed) {
        while (result.size() < one.at && old != list.end())
            result.push_back(std::move(*old++));
        result.push_back(take(one));
    }
    std::move(old, list.end(), std::back_inserter(result));
    list = std::move(result);
}

template <typename T, typename Placed>
void leaveAll(std::vector<T> &list, const std::vector<Placed> &placed)
{
    auto next = placed.begin();
    std::size_t kept = 0;
    for (std::size_t i = 0; i < list.size(); ++i) {
        if (next != placed.end() && next->at == i) {
            ++next;
            continue;
        }
        if (kept != i)
            list[kept] = std::move(list[i]);
        ++kept;
    }
    list.resize(kept);
}

void setPoint(Workflow &workflow, const workflow::NodeId &node, const std::optional<workflow::Point> &point)
{
    if (point)
        workflow.layout.nodes[node] = *point;
    else
        workflow.layout.nodes.erase(node);
}

struct Carry
{
    Workflow &workflow;
    bool forward;

    void operator()(const NodesChange &change) const
    {
        if (change.enter == forward)
            enterAll(workflow.nodes, change.nodes, [](const PlacedNode &placed) { return placed.node; });
        else
            leaveAll(workflow.nodes, change.nodes);
        for (const PlacedNode &placed : change.nodes)
            if (placed.point)
                setPoint(workflow, placed.node.id, change.enter == forward ? placed.point : std::nullopt);
    }
    void operator()(const EdgesChange &change) const
    {
        if (change.enter == forward)
            enterAll(workflow.edges, change.edges, [](const PlacedEdge &placed) { return placed.edge; });
        else
            leaveAll(workflow.edges, change.edges);
    }
    void operator()(const NodeChange &change) const { workflow.nodes[change.at] = forward ? change.after : change.before; }
    void operator()(const EdgeChange &change) const { workflow.edges[change.at] = forward ? change.after : change.before; }
    void operator()(const PointChange &change) const
    {
        setPoint(workflow, change.node, forward ? change.after : change.before);
    }
    void operator()(const HeadChange &change) const
    {
        setHead(workflow, forward ? change.after : change.before);
    }
    void operator()(const RuleChange &change) const
    {
        const auto place = workflow.alerts.begin() + std::ptrdiff_t(change.at);
        const std::optional<AlertRule> &from = forward ? change.before : change.after;
        const std::optional<AlertRule> &to = forward ? change.after : change.before;
        if (from && to)
            *place = *to;
        else if (to)
            workflow.alerts.insert(place, *to);
        else if (from)
            workflow.alerts.erase(place);
    }
};

struct Touch
{
    Touched &touched;

    void operator()(const NodesChange &change) const
    {
        touched.places = true;
        for (const PlacedNode &placed : change.nodes)
            touched.nodes.insert(placed.node.id);
    }
    void operator()(const EdgesChange &change) const
    {
        touched.places = true;
        for (const PlacedEdge &placed : change.edges)
            touched.edges.insert(edgeId(placed.edge));
    }
    void operator()(const NodeChange &change) const
    {
        touched.nodes.insert({change.before.id, change.after.id});
        touched.places = touched.places || change.before.id != change.after.id;
    }
    void operator()(const EdgeChange &change) const
    {
        touched.edges.insert({edgeId(change.before), edgeId(change.after)});
        touched.places = true;
    }
    void operator()(const PointChange &change) const { touched.nodes.insert(change.node); }
    void operator()(const HeadChange &) const { touched.head = true; }
    void operator()(const RuleChange &change) const
    {
        for (const auto &rule : {change.before, change.after})
            if (rule)
                touched.rules.insert(rule->id);
    }
};

/// Whether `next` goes on where `change` left off, and if so, makes it one.
struct Join
{
    Change &change;

    bool operator()(const NodesChange &) const { return false; }
    bool operator()(const EdgesChange &) const { return false; }
    bool operator()(const EdgeChange &) const { return false; }
    bool operator()(const NodeChange &next) const
    {
        auto *mine = std::get_if<NodeChange>(&change);
        if (!mine || mine->at != next.at || mine->before.id != next.after.id)
            return false;
        mine->after = next.after;
        return true;
    }
    bool operator()(const PointChange &next) const
    {
        auto *mine = std::get_if<PointChange>(&change);
        if (!mine || mine->node != next.node)
            return false;
        mine->after = next.after;
        return true;
    }
    bool operator()(const HeadChange &next) const
    {
        auto *mine = std::get_if<HeadChange>(&change);
        if (!mine)
            return false;
        mine->after = next.after;
        return true;
    }
    bool operator()(const RuleChange &next) const
    {
        auto *mine = std::get_if<RuleChange>(&change);
        if (!mine || mine->at != next.at || !mine->before || !mine->after || !next.before || !next.after
            || mine->before->id != next.after->id)
            return false;
        mine->after = next.after;
        return true;
    }
};

struct Nothing
{
    bool operator()(const NodesChange &change) const { return change.nodes.empty(); }
    bool operator()(const EdgesChange &change) const { return change.edges.empty(); }
    template <typename T>
    bool operator()(const T &change) const
    {
        return change.before == change.after;
    }
};

} // namespace

Head headOf(const Workflow &workflow)
{
    return {workflow.name, workflow.description, workflow.parameters, workflow.outputs};
}

void setHead(Workflow &workflow, const Head &head)
{
    workflow.name = head.name;
    workflow.description = head.description;
    workflow.parameters = head.parameters;
    workflow.outputs = head.outputs;
}

void apply(const Patch &patch, Workflow &workflow)
{
    for (const Change &change : patch)
        std::visit(Carry{workflow, true}, change);
}

void revert(const Patch &patch, Workflow &workflow)
{
    for (auto change = patch.rbegin(); change != patch.rend(); ++change)
        std::visit(Carry{workflow, false}, *change);
}

Touched touchedBy(const Patch &patch)
{
    Touched touched;
    for (const Change &change : patch)
        std::visit(Touch{touched}, change);
    return touched;
}

bool join(Patch &patch, const Patch &next)
{
    if (patch.size() != next.size())
        return false;
    Patch joined = patch;
    for (std::size_t i = 0; i < patch.size(); ++i)
        if (!std::visit(Join{joined[i]}, next[i]))
            return false;
    patch = std::move(joined);
    return true;
}

bool isNothing(const Patch &patch)
{
    return std::all_of(patch.begin(), patch.end(), [](const Change &change) { return std::visit(Nothing{}, change); });
}

std::string edgeId(const Edge &edge)
{
    return edge.from + '\x1f' + edge.fromPort + '\x1f' + edge.to + '\x1f' + edge.toPort;
}

} // namespace weftline::ui::document
