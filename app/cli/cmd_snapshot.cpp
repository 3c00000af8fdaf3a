// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <fmt/format.h>

#include "app/cli/commands.h"
#include "app/cli/output.h"
#include "app/cli/progress.h"
#include "engine/service/snapshot.h"

namespace weftline::cli {
namespace {

struct SnapshotOptions
{
    std::string journal;
    bool json = false;
};

int snapshot(const SnapshotOptions &options)
{
    const auto made = service::makeSnapshot(options.journal, WEFTLINE_VERSION);
    if (!made)
        return failed(made.error());
    if (!made->note.empty())
        complain(made->note);
    const std::string file = journal::snapshotFileOf(options.journal).string();
    if (options.json)
        print(toJson(Object{{"snapshot", file},
                            {"position", static_cast<std::int64_t>(made->head.position)},
                            {"from", static_cast<std::int64_t>(made->from)},
                            {"bytes", static_cast<std::int64_t>(made->bytes)},
                            {"hash", toHex(made->head.hash)}}));
    else
        print(fmt::format("{}: what the first {} events of {} come to, in {} bytes{}. Who opens the journal reads only what follows.", file,
                          numberForPeople(made->head.position), options.journal, numberForPeople(made->bytes),
                          made->from == 0 ? std::string() : fmt::format("; went on from an earlier one at position {}", made->from)));
    return AllDone;
}

} // namespace

void addSnapshot(CLI::App &app, Action &action)
{
    auto options = std::make_shared<SnapshotOptions>();
    CLI::App *command = app.add_subcommand("snapshot", "Write down what a journal comes to, so that it is opened without reading all of it");
    command->footer("Example: weft snapshot lab.journal\n"
                    "It goes to JOURNAL.snapshot, also while an engine uses the journal. An engine has this done by itself; nothing is lost "
                    "where the file is missing.");
    command->add_option("JOURNAL", options->journal, "The journal")->required();
    command->add_flag("--json", options->json, "One JSON object");
    command->callback([&action, options] { action = [options] { return snapshot(*options); }; });
}

} // namespace weftline::cli
