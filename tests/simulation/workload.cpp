// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/simulation/workload.h"

#include <fmt/format.h>

namespace weftline::simulation {
namespace {

using std::chrono::milliseconds;
using workflow::EdgeCondition;
using workflow::Kind;
using workflow::Node;
using workflow::Workflow;

std::string drawBehaviour(Chance &chance)
{
    const std::uint64_t draw = chance.below(100);
    return draw < 65 ? "ok" : draw < 82 ? "flaky" : draw < 86 ? "fail" : draw < 90 ? "big" : "long";
}

std::int64_t drawMicroseconds(Chance &chance, const std::string &behaviour)
{
    if (behaviour == "long")
        return chance.between(500'000, 2'500'000);
    return chance.perMille(500) ? chance.between(100, 5'000) : chance.between(1'000, 80'000);
}

/// Parameters of a command: fixed ones, or such as need the evaluator.
Object drawCommand(Chance &chance, const Node &node, const std::vector<std::string> &before)
{
    const std::string behaviour = drawBehaviour(chance);
    List argv{"sim", behaviour, fmt::format("{}", drawMicroseconds(chance, behaviour))};
    if (!node.map.empty() && chance.perMille(700))
        argv.emplace_back("item=${item}");
    if (!before.empty() && chance.perMille(300))
        argv.emplace_back(fmt::format("before=${{{}.output}}", before[chance.below(before.size())]));
    if (chance.perMille(200))
        argv.emplace_back("${params.text}");
    return Object{{"argv", std::move(argv)}, {"output", "json"}};
}

List *argvOf(Node &node)
{
    for (auto &[name, value] : node.with)
        if (name == "argv")
            return value.asList();
    return nullptr;
}

std::string drawExpression(Chance &chance, const std::vector<std::string> &before)
{
    if (before.empty())
        return chance.perMille(100) ? "params.items.nothing.more" : "[params.count, 2, 3]";
    std::string sum = fmt::format("{}.output.serial", before.front());
    for (std::size_t i = 1; i < before.size(); ++i)
        sum += fmt::format(" + {}.output.serial", before[i]);
    return chance.perMille(500) ? sum : fmt::format("{}.output", before.front());
}

std::string drawMap(Chance &chance, const std::vector<std::string> &mappedBefore)
{
    if (!mappedBefore.empty() && chance.perMille(400))
        return fmt::format("${{{}.output}}", mappedBefore.front());
    if (chance.perMille(30))
        return "${params.count}"; // no list: it fails
    if (chance.perMille(400))
        return "${params.items}";
    std::string list = "${[";
    const std::uint64_t count = chance.perMille(100) ? chance.below(60) : chance.below(9);
    for (std::uint64_t i = 0; i < count; ++i)
        list += (i == 0 ? "" : ", ") + std::to_string(i);
    return list + "]}";
}

/// Cases that are true, false, or fail; the value is what came in, or a number.
Object drawBranch(Chance &chance, const std::vector<std::string> &before)
{
    List cases;
    const std::int64_t count = chance.between(1, 3);
    for (std::int64_t i = 0; i < count; ++i) {
        std::string when = chance.perMille(500) ? "0" : "params.count";
        if (!before.empty() && chance.perMille(300))
            when = fmt::format("{}.output.serial", before.front());
        cases.push_back(Object{{"port", fmt::format("p{}", i)}, {"when", std::move(when)}});
    }
    Object with{{"cases", std::move(cases)}};
    if (chance.perMille(300))
        with.emplace_back("value", "params.count");
    return with;
}

std::string drawPort(Chance &chance, const Node &node)
{
    const std::vector<std::string> ports = outputPorts(node.kind, node.with);
    return ports[chance.below(ports.size())];
}

Node drawNode(Chance &chance, const WorkloadShape &shape, std::string id, const std::vector<std::string> &before,
              const std::vector<std::string> &mappedBefore)
{
    Node node;
    node.id = std::move(id);
    const std::uint64_t draw = chance.below(100);
    node.kind = draw < 55 ? Kind::Command
        : draw < 70       ? Kind::Transform
        : draw < 82       ? Kind::Branch
        : draw < 92       ? Kind::Delay
                          : Kind::Empty;
    if (node.kind != Kind::Branch && chance.perMille(300))
        node.map = drawMap(chance, mappedBefore);
    if (node.kind == Kind::Command)
        node.with = drawCommand(chance, node, before);
    else if (node.kind == Kind::Transform)
        node.with = Object{{"expression", drawExpression(chance, before)}};
    else if (node.kind == Kind::Branch)
        node.with = drawBranch(chance, before);
    else if (node.kind == Kind::Delay)
        node.with = Object{{"for", chance.perMille(30) ? std::string("${params.text}") // no duration: it fails
                                                       : fmt::format("{}ms", chance.between(0, 900))}};
    node.retry.max = static_cast<int>(chance.below(4));
    node.retry.backoff = chance.between(milliseconds(1), milliseconds(200));
    node.retry.jitter = chance.perMille(500);
    node.lossesMax = static_cast<int>(chance.perMille(200) ? chance.between(1, 2) : 5);
    if (chance.perMille(150))
        node.timeout = chance.between(milliseconds(20), milliseconds(900));
    node.priority = static_cast<int>(chance.between(-2, 2));
    node.disabled = chance.perMille(30);
    if (shape.hasSecondPool && chance.perMille(300))
        node.pool = "second";
    if (List *argv = node.kind == Kind::Command && chance.perMille(120) ? argvOf(node) : nullptr) {
        node.once = true;
        node.retry.max = 0;
        argv->emplace_back("once");
    }
    if (List *argv = node.kind == Kind::Command && chance.perMille(shape.density.locks) ? argvOf(node) : nullptr) {
        node.lock = chance.perMille(700) ? "first" : "second";
        argv->emplace_back("lock=" + node.lock);
    }
    return node;
}

Workflow drawWorkflow(Chance &chance, const WorkloadShape &shape, std::string name)
{
    Workflow workflow;
    workflow.name = std::move(name);
    workflow.parameters.push_back({"text", workflow::ParameterType::String, Value("t"), {}, {}});
    workflow.parameters.push_back({"count", workflow::ParameterType::Number, Value(3), {}, {}});
    workflow.parameters.push_back({"items", workflow::ParameterType::List, Value(List{1, 2, 3, 4}), {}, {}});
    const std::uint64_t count = shape.manyTinyRuns ? 1 : chance.perMille(100) ? chance.between(10, 25) : chance.between(1, 9);
    const std::uint64_t density = chance.between(100, 700);
    for (std::uint64_t i = 0; i < count; ++i) {
        std::vector<std::string> before;
        std::vector<std::string> mappedBefore;
        for (const Node &other : workflow.nodes) {
            if (before.size() == 4 || !chance.perMille(density))
                continue;
            before.push_back(other.id);
            if (!other.map.empty())
                mappedBefore.push_back(other.id);
        }
        Node node = drawNode(chance, shape, fmt::format("n{}", i), before, mappedBefore);
        for (const std::string &from : before) {
            const std::uint64_t draw = chance.below(100);
            const EdgeCondition on = draw < 80 ? EdgeCondition::Success : draw < 90 ? EdgeCondition::Always : EdgeCondition::Failure;
            const std::string port = drawPort(chance, *workflow.find(from));
            workflow.edges.push_back({from, port, node.id, "in", on, {}});
            if (const std::string other = drawPort(chance, *workflow.find(from)); other != port && chance.perMille(400))
                workflow.edges.push_back({from, other, node.id, "in", on, {}}); // two ways that meet at once
        }
        workflow.nodes.push_back(std::move(node));
    }
    if (chance.perMille(400))
        workflow.outputs.emplace_back("last", fmt::format("${{{}.output}}", workflow.nodes.back().id));
    return workflow;
}

} // namespace

std::vector<RunPlan> drawWorkload(Chance chance, const WorkloadShape &shape)
{
    std::vector<RunPlan> runs;
    const std::int64_t count = shape.manyTinyRuns ? 75 : chance.between(shape.density.runsMin, shape.density.runsMax);
    for (std::int64_t i = 0; i < count; ++i) {
        RunPlan run;
        run.id = fmt::format("run-{}", i);
        run.workflow = drawWorkflow(chance, shape, fmt::format("graph {}", i));
        if (chance.perMille(300))
            run.parameters = Object{{"text", fmt::format("text {}", i)}};
        run.submitAt = chance.between(milliseconds(1), milliseconds(shape.manyTinyRuns ? 1500 : 2500));
        run.isCancelled = chance.perMille(shape.manyTinyRuns ? shape.density.cancelsOfTiny : shape.density.cancels);
        run.cancelAt = run.submitAt + chance.between(milliseconds(1), milliseconds(chance.perMille(500) ? 50 : 800));
        run.isRetried = chance.perMille(shape.manyTinyRuns ? 60 : 400);
        run.retryAt = run.submitAt + chance.between(milliseconds(300), milliseconds(5000));
        runs.push_back(std::move(run));
    }
    return runs;
}

} // namespace weftline::simulation
