// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The alerts of a run, for the terminal and for programs.

#pragma once

#include <set>
#include <string>
#include <vector>

#include "engine/client/views.h"

namespace weftline::cli {

/// What is new among the alerts of a run that is watched: each that fires and each that is over, once.
class AlertNews
{
public:
    struct Line
    {
        std::string text;
        Value json;
    };
    [[nodiscard]] std::vector<Line> take(const client::RunView &run);

private:
    std::set<std::string> m_told;
};

/// `[{"rule","labels","state","from","to","value"}]`, each time that an alert was pending or fired.
[[nodiscard]] Value alertsOf(const client::RunView &run);
/// A line each; empty where there were none.
[[nodiscard]] std::string alertLines(const client::RunView &run);

} // namespace weftline::cli
