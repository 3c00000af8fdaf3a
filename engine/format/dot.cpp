// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "engine/format/dot.h"

#include <fmt/format.h>

namespace weftline::format {
namespace {

std::string quoted(std::string_view text)
{
    std::string out = "\"";
    for (const char c : text) {
        if (c == '\n') {
            out += "\\n";
            continue;
        }
        if (c == '"' || c == '\\')
            out += '\\';
        out += c;
    }
    return out + '"';
}

std::string nodeLine(const workflow::Node &node)
{
    const std::string &title = node.title.empty() ? node.id : node.title;
    const std::string_view kind = workflow::infoOf(node.kind).name;
    return fmt::format("  {} [label={}{}{}];\n", quoted(node.id), quoted(fmt::format("{}\n{}", title, kind)),
                       node.map.empty() ? "" : ", peripheries=2", node.disabled ? ", style=dashed" : "");
}

std::string_view edgeStyle(workflow::EdgeCondition on)
{
    switch (on) {
    case workflow::EdgeCondition::Success:
        return "";
    case workflow::EdgeCondition::Failure:
        return " [label=\"on failure\", style=dashed]";
    case workflow::EdgeCondition::Always:
        return " [label=\"always\", style=dotted]";
    }
    return "";
}

} // namespace

std::string exportDot(const workflow::Workflow &workflow)
{
    std::string out = fmt::format("digraph {} {{\n  rankdir=LR;\n  node [shape=box];\n", quoted(workflow.name));
    for (const workflow::Node &node : workflow.nodes)
        out += nodeLine(node);
    for (const workflow::Edge &edge : workflow.edges)
        out += fmt::format("  {} -> {}{};\n", quoted(edge.from), quoted(edge.to), edgeStyle(edge.on));
    return out + "}\n";
}

} // namespace weftline::format
