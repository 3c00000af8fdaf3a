// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/bench/workloads.h"

#include <fmt/format.h>

namespace weftline::bench {
namespace {

workflow::Workflow mapped(workflow::Node node, std::uint32_t count)
{
    workflow::Workflow workflow;
    workflow.name = "Benchmark";
    node.map = fmt::format("${{Array.from({{length: {}}}, (_, i) => i)}}", count);
    workflow.nodes.push_back(std::move(node));
    return workflow;
}

workflow::Workflow repeated(const workflow::Node &node, std::uint32_t count, bool inChain)
{
    workflow::Workflow workflow;
    workflow.name = "Benchmark";
    for (std::uint32_t i = 0; i < count; ++i) {
        workflow.nodes.push_back(node);
        workflow.nodes.back().id = fmt::format("task-{}", i);
        if (inChain && i > 0)
            workflow.edges.push_back({workflow.nodes[i - 1].id, "out", workflow.nodes[i].id, "in", workflow::EdgeCondition::Success, {}});
    }
    return workflow;
}

workflow::Node emptyNode(std::size_t idSize = 4)
{
    workflow::Node node;
    node.id = std::string(idSize, 'x');
    node.kind = workflow::Kind::Empty;
    return node;
}

workflow::Node commandNode(const Command &command)
{
    workflow::Node node;
    node.id = "command";
    node.kind = workflow::Kind::Command;
    node.with = {{"argv", List(command.begin(), command.end())}};
    return node;
}

} // namespace

workflow::Workflow emptyMap(std::uint32_t count, std::size_t idSize) { return mapped(emptyNode(idSize), count); }

workflow::Workflow emptyChain(std::uint32_t count) { return repeated(emptyNode(), count, true); }

workflow::Workflow emptyNodes(std::uint32_t count) { return repeated(emptyNode(), count, false); }

workflow::Workflow commandMap(std::uint32_t count, const Command &command) { return mapped(commandNode(command), count); }

workflow::Workflow commandChain(std::uint32_t count, const Command &command) { return repeated(commandNode(command), count, true); }

} // namespace weftline::bench
