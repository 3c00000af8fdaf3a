// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What the user drew, as plain values. Everything here can be copied, compared and kept; ids cross layers, pointers do not.

#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/base/time.h"
#include "engine/base/value.h"
#include "engine/workflow/alert_rule.h"
#include "engine/workflow/kind.h"
#include "engine/workflow/layout.h"

namespace weftline::workflow {

/// When a failed attempt is tried again. Only the task's own outcomes count, never a lost worker.
struct Retry
{
    int max = 0; ///< Further attempts after the first; 0 to 1000.
    Duration backoff = std::chrono::seconds(1); ///< Before the first retry.
    double factor = 2; ///< Each further wait is this many times longer; 1 to 100.
    Duration delayMax = std::chrono::minutes(5);
    bool jitter = true; ///< Draw each wait evenly between half of it and all of it.

    bool operator==(const Retry &) const = default;
};

/// One step of a workflow.
struct Node
{
    NodeId id;
    Kind kind = Kind::Command;
    std::string title; ///< Shown instead of the id where it is not empty.
    std::string map; ///< "${…}" as in the file, an expression that gives a list: one task an item. Empty: one task.
    Object with; ///< The kind's own parameters; kind.h says which.
    Retry retry;
    int lossesMax = 5; ///< Attempts that may be lost with their workers before the task is quarantined.
    std::optional<Duration> timeout; ///< Of one attempt; none: no limit.
    int priority = 0; ///< Higher first; -1000 to 1000.
    std::string pool = "default";
    bool once = false; ///< Never started a second time: it ends when it may have been started and nobody knows how it went.
    std::string lock; ///< Of all runs of an engine, one task at a time that names the same. Empty: none.
    bool disabled = false;
    Object extra; ///< What this version does not know, kept as it came; members of "retry" under that name.

    bool operator==(const Node &) const = default;
};

enum class EdgeCondition : std::uint8_t { Success, Failure, Always };

struct Edge
{
    NodeId from;
    std::string fromPort = "out";
    NodeId to;
    std::string toPort = "in";
    EdgeCondition on = EdgeCondition::Success;
    Object extra;

    bool operator==(const Edge &) const = default;
};

enum class ParameterType : std::uint8_t { String, Number, Boolean, List, Object, Any };

struct Parameter
{
    std::string name;
    ParameterType type = ParameterType::String;
    std::optional<Value> defaultValue; ///< None: whoever starts a run must give one.
    std::string description;
    Object extra;

    bool operator==(const Parameter &) const = default;
};

struct Workflow
{
    std::string name;
    std::string description;
    std::vector<Parameter> parameters;
    std::vector<Node> nodes;
    std::vector<Edge> edges;
    std::vector<std::pair<std::string, std::string>> outputs; ///< Name and a template such as "${total.output}".
    std::vector<AlertRule> alerts;
    Layout layout;
    Object extra; ///< Members this version does not know, groups and triggers among them, kept as they came.

    bool operator==(const Workflow &) const = default;

    [[nodiscard]] const Node *find(const NodeId &id) const;
    [[nodiscard]] Node *find(const NodeId &id);
};

/// The kind that the file names, where this version has none of that name: kept in Node::extra, as "kind". Else empty.
[[nodiscard]] std::string_view unknownKindOf(const Node &node);

/// The version of the format that this program writes, and the newest that it reads.
constexpr int formatVersion = 1;

constexpr std::size_t nodesMax = 1'000'000;
constexpr std::size_t edgesMax = 10'000'000;

} // namespace weftline::workflow
