// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/cli/past.h"

#include <charconv>

#include <fmt/format.h>

#include "app/cli/paths.h"
#include "engine/journal/sqlite_journal.h"
#include "engine/service/service.h"

namespace weftline::cli {

Result<const scheduler::Run *> Past::run(const std::string &which) const
{
    if (state.runs.empty())
        return failure(ErrorCode::NotFound, fmt::format("The journal \"{}\" holds no runs.", file.string()));
    if (which.empty() || which == "last")
        return &state.runs.back();
    if (const scheduler::Run *found = state.run(which))
        return found;
    std::size_t number = 0;
    const auto parsed = std::from_chars(which.data(), which.data() + which.size(), number);
    if (parsed.ec == std::errc() && parsed.ptr == which.data() + which.size() && number >= 1 && number <= state.runs.size())
        return &state.runs[number - 1];
    return failure(ErrorCode::NotFound,
                   fmt::format("There is no run \"{}\" in \"{}\". It holds {} runs; the newest is \"{}\".", which, file.string(),
                               state.runs.size(), state.runs.back().id));
}

client::RunView Past::view(const scheduler::Run &run) const
{
    client::RunView view;
    client::apply(view, fold.run(state, run, 0), true);
    return view;
}

Result<Past> openPast(const std::string &journal, const std::string &which)
{
    Past past;
    past.file = journal.empty() ? journalOfRun(which) : std::filesystem::path(journal);
    auto reader = journal::openReader(past.file);
    if (!reader)
        return tl::unexpected(reader.error());
    past.journal = std::move(*reader);
    auto replayed = service::replay(*past.journal);
    if (!replayed)
        return tl::unexpected(replayed.error());
    past.state = std::move(replayed->state);
    past.fold = std::move(replayed->fold);
    return past;
}

} // namespace weftline::cli
