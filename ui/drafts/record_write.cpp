// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The writing half of record.h.

#include "engine/workflow/codec.h"
#include "ui/drafts/exact.h"
#include "ui/drafts/record.h"

namespace weftline::ui::drafts {
namespace {

using namespace document;

Value number(std::size_t n) { return static_cast<std::int64_t>(n); }

Value valueOfPoint(const std::optional<workflow::Point> &point) { return point ? Value(List{point->x, point->y}) : Value(); }

struct ToValue
{
    Value operator()(const NodesChange &change) const
    {
        List all;
        for (const PlacedNode &placed : change.nodes)
            all.push_back(change.enter ? Value(List{number(placed.at), workflow::toValue(placed.node), valueOfPoint(placed.point)})
                                       : number(placed.at));
        return List{change.enter ? "nodes+" : "nodes-", std::move(all)};
    }
    Value operator()(const EdgesChange &change) const
    {
        List all;
        for (const PlacedEdge &placed : change.edges)
            all.push_back(change.enter ? Value(List{number(placed.at), workflow::toValue(placed.edge)}) : number(placed.at));
        return List{change.enter ? "edges+" : "edges-", std::move(all)};
    }
    Value operator()(const NodeChange &change) const { return List{"node", number(change.at), workflow::toValue(change.after)}; }
    Value operator()(const EdgeChange &change) const { return List{"edge", number(change.at), workflow::toValue(change.after)}; }
    Value operator()(const PointChange &change) const { return List{"point", change.node, valueOfPoint(change.after)}; }
    Value operator()(const HeadChange &change) const
    {
        workflow::Workflow head;
        setHead(head, change.after);
        return List{"head", workflow::toValue(head)};
    }

    Value operator()(const RuleChange &change) const
    {
        if (!change.after)
            return List{"rule-", number(change.at)};
        return List{change.before ? "rule" : "rule+", number(change.at), workflow::toValue(*change.after)};
    }

    Value operator()(const Begun &begun) const
    {
        return List{"base", begun.path.toStdString(), begun.fileHash.toHex().toStdString(), begun.clean,
                    workflow::toValue(begun.workflow)};
    }
    Value operator()(const StepDone &step) const
    {
        List changes;
        for (const Change &change : step.patch)
            changes.push_back(std::visit(*this, change));
        return List{"step", step.text.toStdString(), step.joined, std::move(changes)};
    }
    Value operator()(const StepMoved &moved) const { return List{"at", number(moved.index)}; }
    Value operator()(const Saved &saved) const
    {
        return List{"saved", saved.path.toStdString(), saved.fileHash.toHex().toStdString(), saved.clean};
    }
};

} // namespace

std::string toText(const Record &record) { return toJson(toExact(std::visit(ToValue{}, record))); }

std::vector<Record> recordsOf(const Content &content)
{
    document::History history = content.history;
    const std::size_t index = history.index;
    static_cast<void>(history.moveTo(0));
    std::vector<Record> records{Begun{std::move(history.workflow), content.path, content.fileHash, false}};
    for (document::Step &step : history.steps)
        records.emplace_back(StepDone{step.text, std::move(step.patch), false});
    if (history.clean) {
        records.emplace_back(StepMoved{*history.clean});
        records.emplace_back(Saved{content.path, content.fileHash, true});
    }
    records.emplace_back(StepMoved{index});
    return records;
}

} // namespace weftline::ui::drafts
