// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What one sees while a run goes on: on a terminal a picture that is redrawn, elsewhere a line whenever a node is done.

#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/client/views.h"
#include "engine/workflow/workflow.h"

namespace weftline::cli {

enum class ProgressStyle : std::uint8_t { None, Lines, Terminal, Json };

class Progress
{
public:
    Progress(ProgressStyle style, workflow::Workflow workflow);

    /// Shows the run as it is at `now`, by the engine's clock.
    void show(const client::RunView &run, const client::EngineView &engine, Instant now);
    /// Says something above the picture, which is drawn anew with the next show().
    void say(std::string_view sentence);
    /// Leaves the last picture standing.
    void finish();

private:
    void lines(const client::RunView &run);
    void json(const client::RunView &run);
    void terminal(const client::RunView &run, const client::EngineView &engine, Instant now);
    [[nodiscard]] std::string row(const client::RunView &run, const client::NodeView &node, std::size_t nameWidth, int columns) const;

    ProgressStyle m_style;
    workflow::Workflow m_workflow;
    std::vector<client::TaskState> m_shown; ///< By node: the state that was last said.
    std::size_t m_drawn = 0; ///< Lines of the picture that stands.
};

/// "1.2 s", "3 min 5 s"
[[nodiscard]] std::string forPeople(Duration duration);
[[nodiscard]] std::string numberForPeople(std::uint64_t number);

} // namespace weftline::cli
