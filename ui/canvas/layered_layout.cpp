// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A layered layout after K. Sugiyama, S. Tagawa and M. Toda, "Methods for Visual Understanding of Hierarchical System
// Structures" (1981): edges that close a cycle are turned around, layers by longest paths, long edges through helpers in each
// layer they cross, few crossings by barycentres, counted as W. Barth, M. Jünger and P. Mutzel do in "Simple and Efficient
// Bilayer Cross Counting" (2002). Heights then draw each node towards the middle of its neighbours, long edges with the weights
// of E. Gansner et al., "A Technique for Drawing Directed Graphs" (1993); within a layer that is a least squares problem with
// an order, solved exactly by pooling those that push each other.

#include "ui/canvas/layout_graph.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

namespace weftline::ui::canvas {
namespace {

constexpr std::size_t helpersMax = 60'000; // longer edges have none beyond that
constexpr std::size_t manyCells = 20'000; // fewer sweeps from there on
constexpr double nodeGap = 32;
constexpr double helperGap = 16;
constexpr std::size_t none = std::numeric_limits<std::size_t>::max();

struct Links
{
    std::vector<std::vector<std::uint32_t>> before;
    std::vector<std::vector<std::uint32_t>> after;

    explicit Links(std::size_t count) : before(count), after(count) { }
    void add(std::uint32_t from, std::uint32_t to)
    {
        after[from].push_back(to);
        before[to].push_back(from);
    }
};

/// The edges once each, none to itself, and those that lead back on a depth first way turned around.
Links withoutCycles(const LayoutGraph &graph)
{
    const std::size_t count = graph.nodes.size();
    std::vector<std::pair<std::uint32_t, std::uint32_t>> edges;
    for (const auto &edge : graph.edges)
        if (edge.first != edge.second && edge.first < count && edge.second < count)
            edges.push_back(edge);
    Links drawn(count);
    for (const auto &[from, to] : edges)
        drawn.add(from, to);
    enum class Seen : char { No, OnTheWay, Done };
    std::vector<Seen> seen(count, Seen::No);
    std::vector<std::pair<std::uint32_t, std::size_t>> way;
    std::vector<std::pair<std::uint32_t, std::uint32_t>> found;
    const auto walk = [&](std::uint32_t start) {
        way.emplace_back(start, 0);
        seen[start] = Seen::OnTheWay;
        while (!way.empty()) {
            auto &[node, next] = way.back();
            if (next == drawn.after[node].size()) {
                seen[node] = Seen::Done;
                way.pop_back();
                continue;
            }
            const std::uint32_t from = node;
            const std::uint32_t to = drawn.after[from][next++];
            found.push_back(seen[to] == Seen::OnTheWay ? std::pair(to, from) : std::pair(from, to));
            if (seen[to] == Seen::No) {
                seen[to] = Seen::OnTheWay;
                way.emplace_back(to, 0);
            }
        }
    };
    for (std::uint32_t node = 0; node < count; ++node) // from the starts first: then edges lead back where a person sees it
        if (drawn.before[node].empty())
            walk(node);
    for (std::uint32_t node = 0; node < count; ++node)
        if (seen[node] == Seen::No)
            walk(node);
    std::sort(found.begin(), found.end());
    found.erase(std::unique(found.begin(), found.end()), found.end());
    Links links(count);
    for (const auto &[from, to] : found)
        links.add(from, to);
    return links;
}

/// The layer of each node: one after the last of those before it, and then near to what it feeds where it feeds more.
std::vector<std::size_t> layersOf(const Links &links)
{
    const std::size_t count = links.after.size();
    std::vector<std::size_t> layer(count, 0);
    std::vector<std::size_t> open(count);
    std::vector<std::uint32_t> order;
    for (std::uint32_t node = 0; node < count; ++node)
        if ((open[node] = links.before[node].size()) == 0)
            order.push_back(node);
    for (std::size_t at = 0; at < order.size(); ++at)
        for (const std::uint32_t to : links.after[order[at]]) {
            layer[to] = std::max(layer[to], layer[order[at]] + 1);
            if (--open[to] == 0)
                order.push_back(to);
        }
    for (auto node = order.rbegin(); node != order.rend(); ++node) {
        const auto &after = links.after[*node];
        if (after.size() <= links.before[*node].size())
            continue;
        std::size_t nearest = none;
        for (const std::uint32_t to : after)
            nearest = std::min(nearest, layer[to]);
        layer[*node] = nearest - 1;
    }
    return layer;
}

/// Nodes and helpers ("cells") in layers, linked to their neighbours in the layers beside.
struct Drawing
{
    Links links;
    std::vector<std::size_t> layerOf;
    std::vector<double> height; ///< Of helpers: 0.
    std::vector<std::vector<std::uint32_t>> layers;
    std::vector<std::size_t> rank; ///< Place in its layer.
    std::size_t nodeCount;

    [[nodiscard]] bool isHelper(std::uint32_t cell) const { return cell >= nodeCount; }
    [[nodiscard]] double apart(std::uint32_t above, std::uint32_t below) const
    {
        return (height[above] + height[below]) / 2 + (isHelper(above) || isHelper(below) ? helperGap : nodeGap);
    }
    void number()
    {
        for (const auto &layer : layers)
            for (std::size_t i = 0; i < layer.size(); ++i)
                rank[layer[i]] = i;
    }
};

/// The longest edges that can have helpers without there being too many.
std::size_t spanMax(const Links &links, const std::vector<std::size_t> &layer)
{
    std::vector<std::size_t> spans;
    for (std::uint32_t from = 0; from < links.after.size(); ++from)
        for (const std::uint32_t to : links.after[from])
            spans.push_back(layer[to] - layer[from]);
    std::sort(spans.begin(), spans.end());
    std::size_t helpers = 0;
    for (const std::size_t span : spans) {
        helpers += span - 1;
        if (helpers > helpersMax)
            return span - 1;
    }
    return none;
}

Drawing drawingOf(const LayoutGraph &graph, const Links &links, const std::vector<std::size_t> &layer)
{
    Drawing drawing{Links(graph.nodes.size()), layer, {}, {}, {}, graph.nodes.size()};
    for (const QSizeF &size : graph.nodes)
        drawing.height.push_back(size.height());
    const std::size_t longest = spanMax(links, layer);
    for (std::uint32_t from = 0; from < links.after.size(); ++from)
        for (const std::uint32_t to : links.after[from]) {
            if (layer[to] - layer[from] > longest)
                continue;
            std::uint32_t last = from;
            for (std::size_t between = layer[from] + 1; between < layer[to]; ++between) {
                const auto helper = static_cast<std::uint32_t>(drawing.height.size());
                drawing.height.push_back(0);
                drawing.layerOf.push_back(between);
                drawing.links.before.emplace_back();
                drawing.links.after.emplace_back();
                drawing.links.add(last, helper);
                last = helper;
            }
            drawing.links.add(last, to);
        }
    drawing.rank.resize(drawing.height.size());
    return drawing;
}

/// A first order: as one comes by on depth first ways from the starts, so that what belongs together stands together.
void placeAtFirst(Drawing &drawing)
{
    const std::size_t count = drawing.height.size();
    drawing.layers.resize(count == 0 ? 0 : *std::max_element(drawing.layerOf.begin(), drawing.layerOf.end()) + 1);
    std::vector<char> seen(count, 0);
    std::vector<std::uint32_t> open;
    const auto walk = [&](std::uint32_t start) {
        open.push_back(start);
        while (!open.empty()) {
            const std::uint32_t cell = open.back();
            open.pop_back();
            if (std::exchange(seen[cell], 1))
                continue;
            drawing.layers[drawing.layerOf[cell]].push_back(cell);
            const auto &after = drawing.links.after[cell];
            open.insert(open.end(), after.rbegin(), after.rend());
        }
    };
    for (std::uint32_t cell = 0; cell < count; ++cell)
        if (drawing.links.before[cell].empty())
            walk(cell);
    drawing.number();
}

/// How often edges cross between a layer and the next one: pairs of edges in the wrong order, counted with a tree of sums.
std::uint64_t crossingsAfter(const Drawing &drawing, std::size_t layer, std::vector<std::uint64_t> &tree)
{
    const std::size_t size = drawing.layers[layer + 1].size();
    tree.assign(size + 1, 0);
    std::uint64_t crossings = 0;
    std::uint64_t entered = 0;
    std::vector<std::size_t> ends;
    for (const std::uint32_t cell : drawing.layers[layer]) {
        ends.clear();
        for (const std::uint32_t to : drawing.links.after[cell])
            ends.push_back(drawing.rank[to]);
        std::sort(ends.begin(), ends.end());
        for (const std::size_t end : ends) { // those that ended further down before this one began
            std::uint64_t notBelow = 0;
            for (std::size_t i = end + 1; i > 0; i -= i & (~i + 1))
                notBelow += tree[i];
            crossings += entered - notBelow;
        }
        for (const std::size_t end : ends) {
            ++entered;
            for (std::size_t i = end + 1; i <= size; i += i & (~i + 1))
                ++tree[i];
        }
    }
    return crossings;
}

std::uint64_t crossingsOf(const Drawing &drawing)
{
    std::vector<std::uint64_t> tree;
    std::uint64_t all = 0;
    for (std::size_t layer = 0; layer + 1 < drawing.layers.size(); ++layer)
        all += crossingsAfter(drawing, layer, tree);
    return all;
}

/// Orders a layer by the middles of the neighbours on one side; those without keep their place among the others.
void orderBy(Drawing &drawing, std::vector<std::uint32_t> &layer, const std::vector<std::vector<std::uint32_t>> &neighbours)
{
    std::vector<std::pair<double, std::uint32_t>> order;
    order.reserve(layer.size());
    double last = 0;
    for (const std::uint32_t cell : layer) {
        double sum = 0;
        for (const std::uint32_t other : neighbours[cell])
            sum += double(drawing.rank[other]);
        if (!neighbours[cell].empty())
            last = sum / double(neighbours[cell].size());
        order.emplace_back(last, cell);
    }
    std::stable_sort(order.begin(), order.end(), [](const auto &a, const auto &b) { return a.first < b.first; });
    for (std::size_t i = 0; i < layer.size(); ++i) {
        layer[i] = order[i].second;
        drawing.rank[layer[i]] = i;
    }
}

void reduceCrossings(Drawing &drawing, const std::atomic<bool> *stop)
{
    const int sweeps = drawing.height.size() > manyCells ? 6 : 24;
    auto best = drawing.layers;
    std::uint64_t fewest = crossingsOf(drawing);
    for (int sweep = 0, worse = 0; sweep < sweeps && worse < 6 && fewest > 0 && !(stop && *stop); ++sweep) {
        const std::size_t count = drawing.layers.size();
        for (std::size_t i = 1; i < count; ++i)
            if (sweep % 2 == 0)
                orderBy(drawing, drawing.layers[i], drawing.links.before);
            else
                orderBy(drawing, drawing.layers[count - 1 - i], drawing.links.after);
        const std::uint64_t now = crossingsOf(drawing);
        worse = now < fewest ? 0 : worse + 1;
        if (now < fewest) {
            fewest = now;
            best = drawing.layers;
        }
    }
    drawing.layers = std::move(best);
    drawing.number();
}

class Heights
{
public:
    explicit Heights(const Drawing &drawing) : m_drawing(drawing), m_at(drawing.height.size(), 0)
    {
        for (const auto &layer : drawing.layers) { // stacked, around a common middle
            double y = 0;
            for (std::size_t i = 0; i < layer.size(); ++i)
                m_at[layer[i]] = i == 0 ? 0 : (y += drawing.apart(layer[i - 1], layer[i]));
            for (const std::uint32_t cell : layer)
                m_at[cell] -= y / 2;
        }
    }

    std::vector<double> find(const std::atomic<bool> *stop)
    {
        const int rounds = m_drawing.height.size() > manyCells ? 3 : 12;
        const std::size_t count = m_drawing.layers.size();
        for (int round = 0; round < rounds && !(stop && *stop); ++round) {
            for (std::size_t i = 1; i < count; ++i)
                pull(m_drawing.layers[i], true, false);
            for (std::size_t i = 1; i < count; ++i)
                pull(m_drawing.layers[count - 1 - i], false, true);
        }
        for (std::size_t i = 0; i < count; ++i)
            pull(m_drawing.layers[i], true, true);
        return m_at;
    }

private:
    struct Pool
    {
        double sum; ///< Of weight times wanted height.
        double weight;
        std::size_t cells;

        [[nodiscard]] double at() const { return sum / weight; }
    };

    [[nodiscard]] double weightOf(std::uint32_t a, std::uint32_t b) const
    {
        return m_drawing.isHelper(a) && m_drawing.isHelper(b) ? 8 : m_drawing.isHelper(a) || m_drawing.isHelper(b) ? 2 : 1;
    }

    /// Moves a layer's cells as near to their neighbours as their order and distances allow.
    void pull(const std::vector<std::uint32_t> &layer, bool toBefore, bool toAfter)
    {
        m_pools.clear();
        double offset = 0; // of a cell from the first one where all stand as close as they may
        for (std::size_t i = 0; i < layer.size(); ++i) {
            const std::uint32_t cell = layer[i];
            if (i > 0)
                offset += m_drawing.apart(layer[i - 1], cell);
            double sum = 0;
            double weight = 0;
            const auto add = [&](const std::vector<std::uint32_t> &others) {
                for (const std::uint32_t other : others) {
                    sum += weightOf(cell, other) * m_at[other];
                    weight += weightOf(cell, other);
                }
            };
            if (toBefore)
                add(m_drawing.links.before[cell]);
            if (toAfter)
                add(m_drawing.links.after[cell]);
            const double wanted = weight > 0 ? sum / weight : m_at[cell];
            weight = std::max(weight, 0.05);
            m_pools.push_back({weight * (wanted - offset), weight, 1});
            while (m_pools.size() > 1 && m_pools[m_pools.size() - 2].at() >= m_pools.back().at()) {
                const Pool last = m_pools.back();
                m_pools.pop_back();
                m_pools.back() = {m_pools.back().sum + last.sum, m_pools.back().weight + last.weight, m_pools.back().cells + last.cells};
            }
        }
        std::size_t i = 0;
        offset = 0;
        for (const Pool &pool : m_pools)
            for (const std::size_t end = i + pool.cells; i < end; ++i) {
                if (i > 0)
                    offset += m_drawing.apart(layer[i - 1], layer[i]);
                m_at[layer[i]] = pool.at() + offset;
            }
    }

    const Drawing &m_drawing;
    std::vector<double> m_at;
    std::vector<Pool> m_pools;
};

} // namespace

LayoutPlaces layeredLayout(const LayoutGraph &graph, const std::atomic<bool> *stop)
{
    const Links links = withoutCycles(graph);
    const std::vector<std::size_t> layers = layersOf(links);
    Drawing drawing = drawingOf(graph, links, layers);
    placeAtFirst(drawing);
    reduceCrossings(drawing, stop);
    return placesInColumns(graph, layers, Heights(drawing).find(stop));
}

} // namespace weftline::ui::canvas
