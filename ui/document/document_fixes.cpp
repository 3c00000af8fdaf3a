// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Quick fixes as steps of the document. Problems name places by number, and those may have moved since the check: a fix is
// carried out only where the place still is what the problem is about.

#include <algorithm>
#include <charconv>

#include "engine/workflow/quick_fix.h"
#include "engine/workflow/validate.h"
#include "ui/document/document.h"
#include "ui/document/fix_words.h"

namespace weftline::ui::document {
namespace {

using workflow::Edge;
using workflow::Node;
using workflow::Point;
using workflow::Problem;
using workflow::QuickFix;

constexpr Point besideTheOther{24, 88};

tl::unexpected<Error> changed(const Problem &problem)
{
    return failure(ErrorCode::InvalidInput,
                   Document::tr("The workflow has changed since this problem was found. The list is renewed in a moment; try again then.")
                       .toStdString(),
                   problem.where);
}

/// "/nodes/3/with/argv" as 3 and "/with/argv".
struct Place
{
    std::string list;
    std::size_t at = 0;
    std::string rest;
};

std::optional<Place> placeOf(const std::string &where)
{
    const std::vector<std::string> steps = workflow::pointerSteps(where);
    if (steps.size() < 2)
        return std::nullopt;
    Place place{steps[0], 0, {}};
    const std::string &number = steps[1];
    const auto read = std::from_chars(number.data(), number.data() + number.size(), place.at);
    if (read.ec != std::errc() || read.ptr != number.data() + number.size())
        return std::nullopt;
    for (std::size_t i = 2; i < steps.size(); ++i)
        place.rest += workflow::pointerStep(steps[i]);
    return place;
}

} // namespace

Result<Done> Document::applyFix(const Problem &problem, const QuickFix &fix)
{
    // What the check finds can be found again; of what the engine found, only the node can be told.
    const bool isOfCheck = std::find(m_foundByEngine.begin(), m_foundByEngine.end(), problem) == m_foundByEngine.end();
    if (isOfCheck) {
        const workflow::Problems now = workflow::validate(m_workflow);
        if (std::find(now.begin(), now.end(), problem) == now.end())
            return changed(problem);
    }
    endStep();
    if (fix.type == QuickFix::Type::Connect) {
        const List *ends = fix.value.asList();
        if (!ends || ends->size() != 2 || !(*ends)[0].asString() || !(*ends)[1].asString())
            return changed(problem);
        Edge edge;
        edge.from = *(*ends)[0].asString();
        edge.to = *(*ends)[1].asString();
        return connectNodes(edge);
    }
    Result<Patch> patch = patchFor(problem, fix);
    if (!patch)
        return tl::unexpected(patch.error());
    push(wordsOf(fix), std::move(*patch));
    endStep();
    return Done{};
}

Result<Patch> Document::patchFor(const Problem &problem, const QuickFix &fix) const
{
    const auto place = placeOf(fix.where);
    if (place && place->list == "edges") {
        if (place->at >= m_workflow.edges.size())
            return changed(problem);
        if (place->rest.empty() && fix.type == QuickFix::Type::Remove)
            return Patch{leavingEdges({place->at})};
        const Edge &before = m_workflow.edges[place->at];
        Result<Edge> after = workflow::fixedEdge(before, place->rest, fix);
        if (!after)
            return tl::unexpected(after.error());
        return Patch{EdgeChange{place->at, before, std::move(*after)}};
    }
    if (place && place->list == "nodes") {
        if (place->at >= m_workflow.nodes.size() || m_workflow.nodes[place->at].id != problem.node)
            return changed(problem);
        const Node &before = m_workflow.nodes[place->at];
        if (place->rest.empty() && fix.type == QuickFix::Type::Remove)
            return Patch{leavingEdges(edgesOf(before.id)), leavingNodes({before.id})};
        Result<Node> after = workflow::fixedNode(before, place->rest, fix);
        if (!after)
            return tl::unexpected(after.error());
        Patch patch{NodeChange{place->at, before, *after}};
        // The other one of the same name keeps the edges, and the place.
        const auto point = m_workflow.layout.nodes.find(before.id);
        if (after->id != before.id && point != m_workflow.layout.nodes.end())
            patch.push_back(PointChange{after->id, std::nullopt,
                                        Point{point->second.x + besideTheOther.x, point->second.y + besideTheOther.y}});
        return patch;
    }
    if (place && place->list == "alerts") {
        if (place->at >= m_workflow.alerts.size())
            return changed(problem);
        const workflow::AlertRule &before = m_workflow.alerts[place->at];
        Result<workflow::AlertRule> after = workflow::fixedRule(before, place->rest, fix);
        if (!after)
            return tl::unexpected(after.error());
        return Patch{RuleChange{place->at, before, std::move(*after)}};
    }
    Result<workflow::Workflow> after = workflow::fixedHead(m_workflow, fix.where, fix);
    if (!after)
        return tl::unexpected(after.error());
    return Patch{HeadChange{headOf(m_workflow), headOf(*after)}};
}

} // namespace weftline::ui::document
