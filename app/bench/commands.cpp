// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/bench/commands.h"

#include "app/bench/figures.h"
#include "app/bench/scene.h"
#include "app/bench/spawning.h"

namespace weftline::bench {

Result<Value> benchCommands(const CommandsOptions &options)
{
    const Command command{"/bin/true"};
    const Folder folder(options.journal);
    const auto bare = bareSpawn(command, options.tasks, options.workers);
    if (!bare)
        return tl::unexpected(bare.error());
    const auto ended = runWith(options.program, folder.journal(), options.workers, commandMap(options.tasks, command));
    if (!ended)
        return tl::unexpected(ended.error());
    const double past = seconds(ended->finishedAt - ended->acceptedAt);
    return Value(report("commands", options.tasks / past, "tasks/s", {"bare posix_spawn of /bin/true, as many at once", options.tasks / *bare},
                        {{"tasks", std::int64_t{client::countOf(ended->counts, client::TaskState::Succeeded)}},
                         {"duration_s", rounded(past)},
                         {"workers", std::int64_t{options.workers}},
                         {"journal", options.journal.empty() ? Value() : Value(options.journal)}}));
}

} // namespace weftline::bench
