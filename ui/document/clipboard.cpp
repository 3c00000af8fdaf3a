// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/document/clipboard.h"

#include <algorithm>
#include <limits>
#include <set>

#include "engine/format/json.h"
#include "engine/workflow/codec.h"
#include "engine/workflow/validate.h"
#include "ui/document/document.h"
#include "ui/document/texts.h"

namespace weftline::ui::document {

using workflow::NodeId;
using workflow::Point;
using workflow::Workflow;

constexpr std::size_t pastedBytesMax = std::size_t{16} << 20U;

Workflow fragmentOf(const Workflow &workflow, const std::vector<NodeId> &nodes)
{
    const std::set<NodeId> wanted(nodes.begin(), nodes.end());
    Workflow fragment;
    for (const workflow::Node &node : workflow.nodes) {
        if (!wanted.contains(node.id))
            continue;
        fragment.nodes.push_back(node);
        if (const auto point = workflow.layout.nodes.find(node.id); point != workflow.layout.nodes.end())
            fragment.layout.nodes.insert(*point);
    }
    for (const workflow::Edge &edge : workflow.edges)
        if (wanted.contains(edge.from) && wanted.contains(edge.to))
            fragment.edges.push_back(edge);
    return fragment;
}

std::string fragmentText(const Workflow &fragment) { return toPrettyJson(workflow::toValue(fragment)); }

Result<Workflow> readFragment(std::string_view text)
{
    if (text.size() > pastedBytesMax)
        return failure(ErrorCode::Limit, Texts::tr("Cannot paste: the text is larger than 16 MB. Open it as a file.").toStdString());
    const Result<Value> value = format::parseJson(text);
    const Value *version = value ? value->find("weft") : nullptr;
    if (!version)
        return failure(ErrorCode::InvalidInput,
                       Texts::tr("Cannot paste: the clipboard holds no nodes. Copy some in a workflow first.").toStdString());
    workflow::Problems problems;
    Workflow fragment = workflow::fromValue(*value, problems);
    const auto refused = [](const std::string &why) {
        return failure(ErrorCode::InvalidInput, Texts::tr("Cannot paste: %1").arg(toQString(why)).toStdString());
    };
    for (const workflow::Problem &problem : problems)
        if (problem.severity == workflow::Severity::Error)
            return refused(problem.message);
    std::set<NodeId> ids;
    for (const workflow::Node &node : fragment.nodes)
        if (const std::string why = workflow::whyNotAnId(node.id); !why.empty() || !ids.insert(node.id).second)
            return refused(why.empty() ? Texts::tr("two nodes are called \"%1\".").arg(toQString(node.id)).toStdString() : why);
    std::erase_if(fragment.edges, [&](const workflow::Edge &edge) { return !ids.contains(edge.from) || !ids.contains(edge.to); });
    if (fragment.nodes.empty())
        return refused(Texts::tr("there are no nodes in it.").toStdString());
    return fragment;
}

void placeAt(Workflow &fragment, Point at)
{
    auto &points = fragment.layout.nodes;
    Point corner{std::numeric_limits<double>::max(), std::numeric_limits<double>::max()};
    double below = 0;
    for (const auto &[id, point] : points) {
        corner = {std::min(corner.x, point.x), std::min(corner.y, point.y)};
        below = std::max(below, point.y + 88);
    }
    if (points.empty())
        corner = {0, 0};
    for (const workflow::Node &node : fragment.nodes)
        if (points.try_emplace(node.id, Point{corner.x, below}).second)
            below += 88;
    for (auto &[id, point] : points)
        point = {point.x - corner.x + at.x, point.y - corner.y + at.y};
}

} // namespace weftline::ui::document
