// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <fmt/format.h>

#include "app/cli/commands.h"
#include "app/cli/output.h"
#include "app/cli/progress.h"
#include "app/cli/retention_options.h"
#include "engine/service/clock.h"

namespace weftline::cli {
namespace {

struct ArchiveOptions
{
    std::string journal;
    std::string older = "30d";
    std::string keep = "10GB";
    bool json = false;
};

int archive(const ArchiveOptions &options)
{
    const auto retention = retentionOf(options.older, options.keep);
    if (!retention)
        return failed(retention.error());
    const auto archived = service::archiveJournal(options.journal, WEFTLINE_VERSION, *retention, service::BootClock(Instant{}).now());
    if (!archived)
        return failed(archived.error());
    if (options.json) {
        List files;
        for (const std::filesystem::path &file : archived->files)
            files.emplace_back(file.string());
        print(toJson(Object{{"position", static_cast<std::int64_t>(archived->upTo.position)},
                            {"commits", static_cast<std::int64_t>(archived->rows)},
                            {"events", static_cast<std::int64_t>(archived->events)},
                            {"files", std::move(files)}}));
        return AllDone;
    }
    if (archived->upTo.position == 0) {
        print(fmt::format("{}: nothing is old enough, or all of it is held by runs that are not over or ended last.", options.journal));
        return AllDone;
    }
    print(fmt::format("{} begins behind position {} now. {} events in {} commits were moved:", options.journal,
                      numberForPeople(archived->upTo.position), numberForPeople(archived->events), numberForPeople(archived->rows)));
    for (const std::filesystem::path &file : archived->files)
        print(file.string());
    return AllDone;
}

} // namespace

void addArchive(CLI::App &app, Action &action)
{
    auto options = std::make_shared<ArchiveOptions>();
    CLI::App *command = app.add_subcommand("archive", "Move what is old in a journal to files of its months");
    command->footer("Example: weft archive lab.journal --older 90d\n"
                    "They are JOURNAL.d/archive/YYYY-MM.journal, and everything is still found there. An engine does the same when it starts; "
                    "this is for a journal that no engine holds.");
    command->add_option("JOURNAL", options->journal, "The journal")->required();
    addRetentionOptions(*command, options->older, options->keep);
    command->add_flag("--json", options->json, "One JSON object");
    command->callback([&action, options] { action = [options] { return archive(*options); }; });
}

} // namespace weftline::cli
