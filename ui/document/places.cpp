// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/document/places.h"

#include <algorithm>
#include <unordered_map>
#include <vector>

namespace weftline::ui::document {
namespace {

using workflow::NodeId;
using workflow::Point;
using workflow::Workflow;

constexpr double columnPitch = 216;
constexpr double rowPitch = 88;

struct Graph
{
    std::vector<std::vector<std::size_t>> before;
    std::vector<std::vector<std::size_t>> after;
    std::vector<std::size_t> column;
};

Graph graphOf(const Workflow &workflow)
{
    const std::size_t count = workflow.nodes.size();
    Graph graph{std::vector<std::vector<std::size_t>>(count), std::vector<std::vector<std::size_t>>(count), std::vector<std::size_t>(count, 0)};
    std::unordered_map<NodeId, std::size_t> index;
    for (std::size_t i = 0; i < count; ++i)
        index.emplace(workflow.nodes[i].id, i);
    for (const workflow::Edge &edge : workflow.edges) {
        const auto from = index.find(edge.from);
        const auto to = index.find(edge.to);
        if (from == index.end() || to == index.end() || from == to)
            continue;
        graph.after[from->second].push_back(to->second);
        graph.before[to->second].push_back(from->second);
    }
    return graph;
}

/// The column of a node is one after the last of those before it.
void findColumns(Graph &graph)
{
    std::vector<std::size_t> open(graph.before.size());
    std::vector<std::size_t> ready;
    for (std::size_t i = 0; i < open.size(); ++i) {
        open[i] = graph.before[i].size();
        if (open[i] == 0)
            ready.push_back(i);
    }
    for (std::size_t at = 0; at < ready.size(); ++at)
        for (const std::size_t next : graph.after[ready[at]]) {
            graph.column[next] = std::max(graph.column[next], graph.column[ready[at]] + 1);
            if (--open[next] == 0)
                ready.push_back(next);
        }
    for (std::size_t i = 0; i < open.size(); ++i)
        if (open[i] > 0)
            graph.column[i] = 0;
}

} // namespace

std::map<NodeId, Point> arrangedPlaces(const Workflow &workflow)
{
    Graph graph = graphOf(workflow);
    findColumns(graph);
    std::vector<std::vector<std::size_t>> columns;
    for (std::size_t i = 0; i < graph.column.size(); ++i) {
        if (columns.size() <= graph.column[i])
            columns.resize(graph.column[i] + 1);
        columns[graph.column[i]].push_back(i);
    }
    std::vector<double> row(graph.column.size(), 0);
    std::map<NodeId, Point> places;
    for (std::size_t column = 0; column < columns.size(); ++column) {
        // Nodes stand in the order of the middles of what feeds them, so that few edges cross.
        std::vector<std::pair<double, std::size_t>> order;
        for (const std::size_t node : columns[column]) {
            double sum = 0;
            for (const std::size_t before : graph.before[node])
                sum += row[before];
            const std::size_t feeding = graph.before[node].size();
            order.emplace_back(column == 0 || feeding == 0 ? double(order.size()) : sum / double(feeding), node);
        }
        std::stable_sort(order.begin(), order.end(), [](const auto &a, const auto &b) { return a.first < b.first; });
        double next = 0;
        for (std::size_t i = 0; i < order.size(); ++i) {
            const double wanted = column == 0 ? double(i) : std::max(next, order[i].first);
            row[order[i].second] = wanted;
            next = wanted + 1;
            // Onto the grid of 8.
            places[workflow.nodes[order[i].second].id] = {double(column) * columnPitch, double(int(wanted * rowPitch / 8)) * 8};
        }
    }
    return places;
}

std::map<NodeId, Point> placesOfOthers(const Workflow &workflow)
{
    const auto &known = workflow.layout.nodes;
    const bool isAll = std::all_of(workflow.nodes.begin(), workflow.nodes.end(),
                                   [&](const workflow::Node &node) { return known.contains(node.id); });
    if (isAll)
        return {};
    double below = 0;
    for (const workflow::Node &node : workflow.nodes)
        if (const auto place = known.find(node.id); place != known.end())
            below = std::max(below, place->second.y + rowPitch);
    std::map<NodeId, Point> places = arrangedPlaces(workflow);
    std::erase_if(places, [&](const auto &place) { return known.contains(place.first); });
    for (auto &[id, place] : places)
        place.y += below;
    return places;
}

} // namespace weftline::ui::document
