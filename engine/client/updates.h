// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The bodies of ViewUpdates: a view at a position, or what of it changed since one. Merged by nature: whatever happened in
// between, an update holds each changed thing once, as it is at its end.

#pragma once

#include <optional>
#include <vector>

#include "engine/base/bytes.h"
#include "engine/base/result.h"
#include "engine/client/engine_client.h"
#include "engine/client/views.h"

namespace weftline::client {

struct EngineUpdate
{
    EngineView header; ///< Its maps are not looked at.
    std::vector<WorkerView> workers;
    std::vector<RunSummary> runs;
    std::vector<std::uint32_t> goneWorkers;
    std::vector<std::uint32_t> goneRuns;
    std::vector<std::pair<std::uint32_t, std::string>> otherNames;
    std::vector<AlertView> alerts;
    std::vector<std::uint64_t> goneAlerts;
};

struct RunUpdate
{
    RunSummary summary;
    LatencySummary latency;
    std::uint64_t attemptsDropped = 0;
    std::optional<Value> workflow; ///< Set in snapshots, as `parameters`.
    Object parameters;
    std::vector<NodeView> nodes;
    std::vector<AttemptView> attempts;
    std::vector<SeriesPoint> points;
    std::optional<std::vector<AlertSpan>> alertSpans; ///< All of them, where one has changed.
};

[[nodiscard]] Bytes encode(const EngineUpdate &update);
[[nodiscard]] Bytes encode(const RunUpdate &update);
[[nodiscard]] Result<EngineUpdate> decodeEngineUpdate(BytesView body);
[[nodiscard]] Result<RunUpdate> decodeRunUpdate(BytesView body);

/// Puts an update into the view. `isSnapshot` clears it first.
void apply(EngineView &view, const EngineUpdate &update, bool isSnapshot);
RunChange apply(RunView &view, const RunUpdate &update, bool isSnapshot);

} // namespace weftline::client
