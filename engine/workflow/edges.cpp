// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "engine/workflow/checks.h"
#include "engine/workflow/names.h"
#include "engine/workflow/template.h"

#include <fmt/format.h>

#include <algorithm>

namespace weftline::workflow {
namespace {

constexpr std::size_t suggestionsMax = 20; // looking for a near name reads every id
constexpr std::size_t cyclesMax = 20;
constexpr std::size_t cycleNamesMax = 8;
constexpr std::size_t nowhere = static_cast<std::size_t>(-1);

/// The edges that have both ends, as lists of successors in one array.
struct Graph
{
    struct Link
    {
        std::size_t from;
        std::size_t to;
        std::size_t edge; ///< Position in Workflow::edges.
    };
    std::vector<Link> links; ///< Sorted by `from`, in the order of the file.
    std::vector<std::size_t> first; ///< Into links, one more than nodes.

    Graph(std::size_t nodeCount, const std::vector<Link> &found) : links(found.size()), first(nodeCount + 1)
    {
        for (const Link &link : found)
            ++first[link.from + 1];
        for (std::size_t n = 0; n < nodeCount; ++n)
            first[n + 1] += first[n];
        std::vector<std::size_t> filled(first.begin(), first.end() - 1);
        for (const Link &link : found)
            links[filled[link.from]++] = link;
    }
};

std::string cycleText(const Workflow &workflow, const std::vector<std::size_t> &path)
{
    std::string out;
    for (std::size_t i = 0; i < path.size(); ++i) {
        if (path.size() > cycleNamesMax && i == cycleNamesMax - 1 && i + 1 < path.size()) {
            out += fmt::format("{} more → ", path.size() - i - 1);
            i = path.size() - 1;
        }
        out += fmt::format("\"{}\" → ", workflow.nodes[path[i]].id);
    }
    return out + fmt::format("\"{}\"", workflow.nodes[path.front()].id);
}

/// Depth first with a stack of its own; an edge back to a node on the way is the end of a cycle.
class CycleSearch
{
public:
    explicit CycleSearch(const Graph &graph) : m_graph(graph), m_colour(graph.first.size() - 1) { }

    struct Found
    {
        std::size_t edge;
        std::vector<std::size_t> path;
    };

    std::vector<Found> run()
    {
        for (std::size_t n = 0; n < m_colour.size() && m_found.size() < cyclesMax; ++n)
            if (m_colour[n] == Colour::New)
                from(n);
        return std::move(m_found);
    }

private:
    enum class Colour : std::uint8_t { New, OnTheWay, Done };
    struct Step
    {
        std::size_t node;
        std::size_t next; ///< Into Graph::links.
    };

    void from(std::size_t start)
    {
        enter(start);
        while (!m_way.empty()) {
            Step &step = m_way.back();
            if (step.next == m_graph.first[step.node + 1]) {
                m_colour[step.node] = Colour::Done;
                m_way.pop_back();
                continue;
            }
            const Graph::Link &link = m_graph.links[step.next++];
            if (m_colour[link.to] == Colour::New)
                enter(link.to);
            else if (m_colour[link.to] == Colour::OnTheWay && m_found.size() < cyclesMax)
                report(link);
        }
    }

    void enter(std::size_t node)
    {
        m_colour[node] = Colour::OnTheWay;
        m_way.push_back({node, m_graph.first[node]});
    }

    void report(const Graph::Link &closing)
    {
        Found found{closing.edge, {}};
        auto at = std::find_if(m_way.begin(), m_way.end(), [&](const Step &step) { return step.node == closing.to; });
        for (; at != m_way.end(); ++at)
            found.path.push_back(at->node);
        m_found.push_back(std::move(found));
    }

    const Graph &m_graph;
    std::vector<Colour> m_colour;
    std::vector<Step> m_way;
    std::vector<Found> m_found;
};

class EdgeCheck
{
public:
    EdgeCheck(const Workflow &workflow, const NodeIndexes &indexes, ProblemSink &sink)
        : m_workflow(workflow), m_indexes(indexes), m_sink(sink)
    {
    }

    void run()
    {
        std::unordered_map<std::string, std::size_t> seen; // looked up only, never iterated
        seen.reserve(m_workflow.edges.size());
        for (std::size_t i = 0; i < m_workflow.edges.size() && !m_sink.isFull(); ++i)
            check(i, seen);
        const Graph graph(m_workflow.nodes.size(), m_links);
        for (const auto &[edge, path] : CycleSearch(graph).run())
            m_sink.error(fmt::format("/edges/{}", edge),
                         fmt::format("The edges go round in a cycle: {}.", cycleText(m_workflow, path)),
                         fmt::format("Remove one of its edges, such as the one from \"{}\" to \"{}\".",
                                     m_workflow.edges[edge].from, m_workflow.edges[edge].to),
                         m_workflow.edges[edge].from, {remove(edge)});
    }

private:
    static QuickFix remove(std::size_t edge) { return {QuickFix::Type::Remove, fmt::format("/edges/{}", edge), {}}; }

    void check(std::size_t i, std::unordered_map<std::string, std::size_t> &seen)
    {
        const Edge &edge = m_workflow.edges[i];
        const std::string where = fmt::format("/edges/{}", i);
        const std::size_t from = end(edge.from, i, true);
        const std::size_t to = end(edge.to, i, false);
        if (from == nowhere || to == nowhere)
            return;
        if (from == to) {
            m_sink.error(where, fmt::format("Edge {} leads from node \"{}\" to itself.", i + 1, edge.from),
                         "Remove it.", edge.from, {remove(i)});
            return;
        }
        const auto [earlier, isNew] = seen.emplace(fmt::format("{}/{}/{}/{}", from, to, edge.fromPort, edge.toPort), i);
        if (!isNew) {
            m_sink.error(where,
                         fmt::format("Edge {} from \"{}\" to \"{}\" is there already, as edge {}.", i + 1, edge.from,
                                     edge.to, earlier->second + 1),
                         "Remove one of the two; \"on\": \"always\" covers success and failure.", edge.to, {remove(i)});
            return;
        }
        outputPort(m_workflow.nodes[from], edge.fromPort, i);
        if (edge.toPort != "in")
            m_sink.error(where, fmt::format("Node \"{}\" has no input port \"{}\".", edge.to, edge.toPort),
                         "Its input port is \"in\".", edge.to,
                         {{QuickFix::Type::Set, where + "/to", List{edge.to, "in"}}, remove(i)});
        types(m_workflow.nodes[from], m_workflow.nodes[to], i);
        m_links.push_back({from, to, i});
    }

    std::size_t end(const NodeId &id, std::size_t i, bool isFrom)
    {
        if (const auto found = m_indexes.find(id); found != m_indexes.end())
            return found->second;
        std::string near;
        std::vector<QuickFix> fixes;
        if (m_suggestions++ < suggestionsMax) {
            std::vector<std::string_view> ids;
            for (const Node &node : m_workflow.nodes)
                ids.push_back(node.id);
            near = didYouMean(id, ids);
            fixes = useInstead(fmt::format("/edges/{}/{}", i, isFrom ? "from" : "to"), nearest(id, ids));
        }
        fixes.push_back(remove(i));
        const std::string pair = fmt::format("from \"{}\" to \"{}\"", m_workflow.edges[i].from, m_workflow.edges[i].to);
        m_sink.error(fmt::format("/edges/{}", i),
                     fmt::format("Edge {} {} {} node \"{}\", which does not exist.", i + 1, pair,
                                 isFrom ? "starts at" : "leads to", id),
                     near + "Add the node, or remove the edge.", {}, std::move(fixes));
        return nowhere;
    }

    void outputPort(const Node &node, const std::string &port, std::size_t edge)
    {
        if (outputPortIndex(node.kind, node.with, port))
            return;
        const std::string where = fmt::format("/edges/{}", edge);
        const std::vector<std::string> ports = outputPorts(node.kind, node.with);
        const std::vector<std::string_view> names(ports.begin(), ports.end());
        const std::string_view near = nearest(port, names);
        m_sink.error(where, fmt::format("Node \"{}\" has no output port \"{}\".", node.id, port),
                     names.size() == 1 ? fmt::format("Its output port is \"{}\".", names[0])
                                       : fmt::format("{}Its output ports are {}.", didYouMean(port, names), quotedList(names)),
                     node.id,
                     {{QuickFix::Type::Set, where + "/from", List{node.id, near.empty() ? names.back() : near}}, remove(edge)});
    }

    void types(const Node &from, const Node &to, std::size_t i)
    {
        const PortType given = outputType(from.kind, from.with, !from.map.empty());
        const std::string_view why = whyNotConnectable(given, inputType(to, from.id));
        if (!why.empty())
            m_sink.error(fmt::format("/edges/{}", i),
                         fmt::format("Node \"{}\" gives {}, and \"{}\" cannot work on that: {}.", from.id,
                                     nameOf(given), to.id, why),
                         fmt::format("Change what \"{}\" gives (\"output\": \"lines\" makes a list of its lines), or "
                                     "what \"{}\" maps over.",
                                     from.id, to.id),
                         to.id);
    }

    const Workflow &m_workflow;
    const NodeIndexes &m_indexes;
    ProblemSink &m_sink;
    std::vector<Graph::Link> m_links;
    std::size_t m_suggestions = 0;
};

/// True when edges lead from `start` to `goal`.
bool reaches(const Workflow &workflow, const NodeIndexes &indexes, std::size_t start, std::size_t goal)
{
    std::vector<Graph::Link> links;
    for (const Edge &edge : workflow.edges) {
        const auto from = indexes.find(edge.from);
        const auto to = indexes.find(edge.to);
        if (from != indexes.end() && to != indexes.end())
            links.push_back({from->second, to->second, 0});
    }
    const Graph graph(workflow.nodes.size(), links);
    std::vector<char> visited(workflow.nodes.size());
    std::vector<std::size_t> open{start};
    while (!open.empty()) {
        const std::size_t node = open.back();
        open.pop_back();
        if (node == goal)
            return true;
        for (std::size_t i = graph.first[node]; i < graph.first[node + 1]; ++i)
            if (!std::exchange(visited[graph.links[i].to], 1))
                open.push_back(graph.links[i].to);
    }
    return false;
}

} // namespace

void checkEdges(const Workflow &workflow, const NodeIndexes &indexes, ProblemSink &sink)
{
    EdgeCheck(workflow, indexes, sink).run();
}

PortType inputType(const Node &node, const NodeId &from)
{
    if (node.map.empty() || !isWholeExpression(node.map))
        return PortType::Any;
    std::string_view expression = std::string_view(node.map).substr(2, node.map.size() - 3);
    const auto isSpace = [](char c) { return c == ' ' || c == '\t'; };
    while (!expression.empty() && isSpace(expression.front()))
        expression.remove_prefix(1);
    while (!expression.empty() && isSpace(expression.back()))
        expression.remove_suffix(1);
    const bool exactly = expression == from + ".output" || expression == fmt::format("nodes[\"{}\"].output", from);
    return exactly ? PortType::List : PortType::Any;
}

std::string whyNotConnectable(const Workflow &workflow, const NodeId &from, const NodeId &to, std::string_view port)
{
    NodeIndexes indexes;
    for (std::size_t i = 0; i < workflow.nodes.size(); ++i)
        indexes.emplace(workflow.nodes[i].id, i);
    for (const NodeId &id : {from, to})
        if (!indexes.contains(id))
            return fmt::format("Node \"{}\" does not exist.", id);
    if (from == to)
        return fmt::format("Node \"{}\" cannot come before itself.", from);
    for (const Edge &edge : workflow.edges)
        if (edge.from == from && edge.to == to && edge.fromPort == port)
            return fmt::format("\"{}\" and \"{}\" are connected already.", from, to);
    if (reaches(workflow, indexes, indexes.at(to), indexes.at(from)))
        return fmt::format("\"{}\" comes after \"{}\" already: the edges would go round in a cycle.", from, to);
    const Node &source = workflow.nodes[indexes.at(from)];
    const PortType given = outputType(source.kind, source.with, !source.map.empty());
    const std::string_view why = whyNotConnectable(given, inputType(workflow.nodes[indexes.at(to)], from));
    return why.empty()
        ? std::string()
        : fmt::format("\"{}\" gives {}, and \"{}\" cannot work on that: {}.", from, nameOf(given), to, why);
}

} // namespace weftline::workflow
