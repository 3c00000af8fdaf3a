// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What people call the things of a run, and which mark stands for a state.

#pragma once

#include <QtCore/QString>

#include <vector>

#include "engine/client/views.h"
#include "ui/widgets/state_mark.h"

namespace weftline::ui::runs {

[[nodiscard]] widgets::TaskState markOf(client::AttemptState state);
[[nodiscard]] widgets::TaskState markOf(client::RunState state);
[[nodiscard]] QString wordOf(client::AttemptState state);
[[nodiscard]] QString wordOf(client::RunState state);

/// Of a worker the engine may have forgotten by now.
[[nodiscard]] QString workerName(const client::EngineView &engine, std::uint32_t worker);

/// The nodes' titles, read once from a run's workflow.
class NodeNames final
{
public:
    /// Reads only titles and maps: a whole workflow would be too much for every picture.
    void read(const client::RunView &run);
    [[nodiscard]] QString node(std::uint32_t index) const;
    /// "count", or "count[13]" for a task of a map.
    [[nodiscard]] QString task(std::uint32_t node, std::uint32_t item) const;
    /// "count[13], attempt 2" from the second attempt on.
    [[nodiscard]] QString attempt(const client::AttemptView &attempt) const;

private:
    struct Name
    {
        QString title;
        bool isMap = false;
    };
    std::vector<Name> m_names;
};

} // namespace weftline::ui::runs
