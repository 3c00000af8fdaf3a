// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Workflows that the tests of the inspector look at.

#pragma once

#include "engine/workflow/workflow.h"

namespace weftline::test {

inline workflow::Workflow licenseWords()
{
    workflow::Workflow flow;
    flow.name = "License words";
    flow.description = "Counts the words of every license text on this machine.";
    flow.parameters = {{"folder", workflow::ParameterType::String, Value("/usr/share/common-licenses"), "Where the texts lie", {}}};
    flow.nodes.resize(3);
    flow.nodes[0].id = "list";
    flow.nodes[0].with = {{"argv", Value(List{Value("find"), Value("${params.folder}"), Value("-type"), Value("f")})},
                          {"output", Value("lines")}};
    flow.nodes[1].id = "count";
    flow.nodes[1].map = "${list.output}";
    flow.nodes[1].with = {{"argv", Value(List{Value("wc"), Value("-w"), Value("${item}")})}};
    flow.nodes[1].retry.max = 3;
    flow.nodes[1].retry.backoff = std::chrono::seconds(2);
    flow.nodes[1].timeout = std::chrono::seconds(30);
    flow.nodes[2].id = "total";
    flow.nodes[2].kind = workflow::Kind::Transform;
    flow.nodes[2].with = {{"expression", Value("({\n  files: count.output.length,\n  words: count.output.reduce(\n    (sum, l) => sum + "
                                              "parseInt(l), 0),\n  note:  \"all of them\"\n})")}};
    flow.edges.resize(2);
    flow.edges[0].from = "list";
    flow.edges[0].to = "count";
    flow.edges[1].from = "count";
    flow.edges[1].to = "total";
    flow.outputs = {{"words", "${total.output.words}"}};
    flow.layout.nodes = {{"list", {0, 0}}, {"count", {216, 0}}, {"total", {432, 0}}};
    return flow;
}

} // namespace weftline::test
