// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// A run's summary, as `weft run --json` and `weft show --json` print it and as people read it.

#pragma once

#include "engine/client/views.h"

namespace weftline::cli {

struct SummaryFacts
{
    const client::RunView *run = nullptr;
    std::size_t edges = 0;
    std::size_t workers = 0; ///< That were there at its end.
    std::string journal; ///< Empty where it is not known here.
    Value outputs;
};

[[nodiscard]] Value toValue(const SummaryFacts &facts);
/// A run in a list of runs.
[[nodiscard]] Value runToJson(const client::RunSummary &run, const std::string &journal);
/// Some lines for people.
[[nodiscard]] std::string toText(const SummaryFacts &facts);
/// The series that the charts draw: throughput, latencies in milliseconds and error rate, one entry a second; null in gaps.
[[nodiscard]] Value seriesOf(const client::RunView &run);

} // namespace weftline::cli
