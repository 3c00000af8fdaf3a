// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/cli/past.h"

#include <fmt/format.h>

#include "engine/history/choose_run.h"
#include "engine/journal/sqlite_journal.h"
#include "engine/service/snapshot.h"

namespace weftline::cli {

Result<const scheduler::Run *> Past::run(const std::string &which) const
{
    auto run = history::chooseRun(state, which);
    if (!run)
        return failure(run.error().code, fmt::format("{} Looked into \"{}\".", run.error().message, file.string()));
    return run;
}

client::RunView Past::view(const scheduler::Run &run, const workflow::Plan &plan) const
{
    client::RunView view;
    client::apply(view, fold.run(state, run, 0, &plan), true);
    return view;
}

Result<Past> openPast(const std::filesystem::path &journal, const service::ReplayEnd &until)
{
    Past past;
    past.file = journal;
    auto reader = journal::openReader(past.file);
    if (!reader)
        return tl::unexpected(reader.error());
    past.journal = std::move(*reader);
    const std::string maker = service::snapshotMaker(WEFTLINE_VERSION);
    const auto snapshot = journal::readSnapshot(past.file, maker).value_or(std::nullopt);
    auto opened = service::replayFrom(*past.journal, snapshot, until, maker);
    if (!opened)
        return tl::unexpected(opened.error());
    past.state = std::move(opened->replayed.state);
    past.fold = std::move(opened->replayed.fold);
    return past;
}

} // namespace weftline::cli
