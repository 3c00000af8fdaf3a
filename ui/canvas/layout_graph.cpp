// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/canvas/layout_graph.h"

#include <QtCore/QString>

#include "ui/canvas/geometry.h"

#include <algorithm>
#include <cmath>

namespace weftline::ui::canvas {
namespace {

constexpr double pointsPerInch = 72;
constexpr double columnGap = columnPitch - 160; // between cards of the usual width
constexpr double rowGap = rowPitch - 56;

QByteArray inches(double length) { return QByteArray::number(length / pointsPerInch, 'f', 4); }

} // namespace

LayoutPlaces placesInColumns(const LayoutGraph &graph, const std::vector<std::size_t> &columns, const std::vector<double> &middles)
{
    std::vector<double> widest;
    for (std::size_t i = 0; i < graph.nodes.size(); ++i) {
        if (widest.size() <= columns[i])
            widest.resize(columns[i] + 1, 0);
        widest[columns[i]] = std::max(widest[columns[i]], graph.nodes[i].width());
    }
    std::vector<double> left;
    for (double x = 0; const double width : widest) {
        left.push_back(x);
        x += std::max(columnPitch, std::ceil((width + columnGap) / gridStep) * gridStep);
    }
    double top = 0;
    for (std::size_t i = 0; i < graph.nodes.size(); ++i)
        top = std::min(i == 0 ? 1e300 : top, middles[i] - graph.nodes[i].height() / 2);
    LayoutPlaces places;
    for (std::size_t i = 0; i < graph.nodes.size(); ++i)
        places.push_back(snapped({left[columns[i]], middles[i] - graph.nodes[i].height() / 2 - top}));
    return places;
}

QByteArray dotText(const LayoutGraph &graph)
{
    QByteArray text = "digraph g {\nrankdir=LR; splines=false; nodesep=" + inches(rowGap) + "; ranksep=" + inches(columnGap)
                      + ";\nnode [shape=box, fixedsize=true, label=\"\"];\n";
    for (std::size_t i = 0; i < graph.nodes.size(); ++i)
        text += 'n' + QByteArray::number(qulonglong(i)) + " [width=" + inches(graph.nodes[i].width())
                + ", height=" + inches(graph.nodes[i].height()) + "];\n";
    for (const auto &[from, to] : graph.edges)
        if (from != to)
            text += 'n' + QByteArray::number(from) + " -> n" + QByteArray::number(to) + ";\n";
    return text + "}\n";
}

std::optional<LayoutPlaces> placesFromPlain(const LayoutGraph &graph, const QByteArray &plain)
{
    const std::size_t count = graph.nodes.size();
    std::vector<double> x(count, 0);
    std::vector<double> middles(count, 0);
    std::vector<char> found(count, 0);
    std::size_t number = 0;
    for (const QByteArray &line : plain.split('\n')) {
        const QList<QByteArray> words = line.split(' ');
        if (words.size() < 4 || words[0] != "node" || !words[1].startsWith('n'))
            continue;
        bool isNumber[3];
        const std::size_t node = words[1].mid(1).toULongLong(&isNumber[0]);
        const double across = words[2].toDouble(&isNumber[1]) * pointsPerInch;
        const double up = words[3].toDouble(&isNumber[2]) * pointsPerInch;
        if (!isNumber[0] || !isNumber[1] || !isNumber[2] || node >= count || !std::isfinite(across) || !std::isfinite(up))
            return std::nullopt;
        number += found[node] ? 0 : 1;
        found[node] = 1;
        x[node] = across;
        middles[node] = -up; // dot counts from the bottom
    }
    if (number != count)
        return std::nullopt;
    // What dot gave one rank has one middle: those are the columns.
    std::vector<double> ranks = x;
    std::sort(ranks.begin(), ranks.end());
    std::vector<double> starts;
    for (const double at : ranks)
        if (starts.empty() || at > starts.back() + 2 * gridStep)
            starts.push_back(at);
    std::vector<std::size_t> columns;
    for (const double at : x)
        columns.push_back(std::size_t(std::upper_bound(starts.begin(), starts.end(), at) - starts.begin()) - 1);
    return placesInColumns(graph, columns, middles);
}

} // namespace weftline::ui::canvas
