// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Alert rules as the user draws them: a chain of five nodes, metric, window, condition, hold and notify, beside the workflow
// that they watch. The tables of kinds and metrics feed the check of a file, the palette and the inspector, as those of
// kind.h do. engine/alerts makes a flat rule of a good chain.

#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/base/value.h"
#include "engine/workflow/kind.h"
#include "engine/workflow/layout.h"

namespace weftline::workflow {

/// The five stages, in the order of the chain.
enum class AlertKind : std::uint8_t {
    Metric, ///< What is looked at, and of what.
    Window, ///< What is made of its samples of late.
    Condition, ///< When that is bad, and when it is good again.
    Hold, ///< How long it has to be bad, and how long an alert outlives it.
    Notify, ///< Who is told.
};
constexpr std::size_t alertKindCount = 5;

struct AlertKindInfo
{
    AlertKind kind;
    std::string_view name; ///< As in the file: "metric".
    std::string_view summary;
    std::span<const Field> fields;
};

[[nodiscard]] const AlertKindInfo &infoOf(AlertKind kind);
[[nodiscard]] std::optional<AlertKind> alertKindNamed(std::string_view name);
[[nodiscard]] std::span<const AlertKindInfo> allAlertKinds();

/// What can be watched of a run. The names stand in the file.
enum class AlertMetric : std::uint8_t {
    Throughput,
    ErrorRate,
    Latency,
    Queue,
    Running,
    Retries,
    Zombies,
    Workers,
    WorkersLost,
    SlotsUsed,
};
constexpr std::size_t alertMetricCount = 10;

enum class WindowFunction : std::uint8_t { Value, Average, Max, Min, Sum, Rate, Quantile };
enum class ConditionIs : std::uint8_t { Above, Below, Outside, Absent };
enum class NoData : std::uint8_t { Gone, Keep, Alert, Ok };

inline constexpr std::array<std::string_view, 7> windowFunctionNames{"value", "average", "max",     "min",
                                                                     "sum",   "rate",    "quantile"};
inline constexpr std::array<std::string_view, 4> conditionNames{"above", "below", "outside", "absent"};
inline constexpr std::array<std::string_view, 4> noDataNames{"gone", "keep", "alert", "ok"};

struct AlertMetricInfo
{
    AlertMetric metric;
    std::string_view name; ///< "error_rate"
    std::string_view unit; ///< "tasks/s", "ms", "share", "s"; empty for plain counts.
    std::string_view help; ///< One sentence.
    std::span<const std::string_view> labels; ///< What `labels` and `by` may name.
    std::span<const WindowFunction> functions; ///< Those that make sense of it.
};

[[nodiscard]] const AlertMetricInfo &infoOf(AlertMetric metric);
[[nodiscard]] std::optional<AlertMetric> alertMetricNamed(std::string_view name);
[[nodiscard]] std::span<const AlertMetricInfo> allAlertMetrics();

/// What stands where nothing is said.
namespace alert_defaults {
inline constexpr std::string_view over = "1m";
inline constexpr double quantile = 0.99;
} // namespace alert_defaults

constexpr std::size_t alertRulesMax = 64; ///< Of one workflow.

struct AlertNode
{
    NodeId id;
    AlertKind kind = AlertKind::Metric;
    Object with; ///< The kind's own parameters, as in the file.
    Object extra; ///< Members this version does not know, kept as they came.

    bool operator==(const AlertNode &) const = default;
};

using AlertEdge = std::pair<NodeId, NodeId>;

struct AlertRule
{
    std::string id; ///< 1 to 200 printable characters without '/'; unique in its workflow.
    std::string title; ///< Shown instead of the id where it is not empty.
    bool enabled = true; ///< One that is not may be unfinished: what is wrong with it is only a warning.
    std::vector<AlertNode> nodes;
    std::vector<AlertEdge> edges;
    Layout layout;
    Object extra;

    bool operator==(const AlertRule &) const = default;

    [[nodiscard]] const AlertNode *find(AlertKind kind) const; ///< The first of its kind.
    [[nodiscard]] const std::string &name() const { return title.empty() ? id : title; }
};

/// A chain of all five stages that looks at `metric`, laid out in a row: what "Alert when…" begins with.
[[nodiscard]] AlertRule newAlertRule(std::string id, AlertMetric metric, WindowFunction function, double threshold);

} // namespace weftline::workflow
