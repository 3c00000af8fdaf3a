// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// A journal that is read, not written: what `weft show` and `weft logs` look at.

#pragma once

#include <filesystem>
#include <memory>

#include "engine/history/fold.h"
#include "engine/journal/journal.h"
#include "engine/scheduler/state.h"
#include "engine/service/service.h"

namespace weftline::cli {

struct Past
{
    std::filesystem::path file;
    std::unique_ptr<journal::Reader> journal;
    scheduler::State state;
    history::Fold fold;

    /// As history::chooseRun(); the failure names the journal.
    [[nodiscard]] Result<const scheduler::Run *> run(const std::string &which) const;
    /// The view of a run, as a window would see it. `plan` is the run's.
    [[nodiscard]] client::RunView view(const scheduler::Run &run, const workflow::Plan &plan) const;
};

/// `until`: not all of it.
[[nodiscard]] Result<Past> openPast(const std::filesystem::path &journal, const service::ReplayEnd &until = {});

} // namespace weftline::cli
