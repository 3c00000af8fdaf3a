// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <fmt/format.h>

#include "app/cli/commands.h"
#include "app/cli/output.h"
#include "app/cli/paths.h"
#include "engine/journal/event_json.h"
#include "engine/journal/sqlite_journal.h"

namespace weftline::cli {
namespace {

struct EventsOptions
{
    std::string journal;
    std::string run;
};

int events(const EventsOptions &options)
{
    constexpr std::size_t pageSize = 8192;
    const std::filesystem::path file = options.journal.empty() ? journalOfRun(options.run) : std::filesystem::path(options.journal);
    const auto reader = journal::openReader(file);
    if (!reader)
        return failed(reader.error());
    journal::NameTable names;
    scheduler::Position position = 0;
    std::string lines;
    while (true) {
        const auto page = (*reader)->readAfter(position, pageSize);
        if (!page)
            return failed(page.error());
        if (page->empty())
            return AllDone;
        lines.clear();
        for (const scheduler::Event &event : *page) {
            names.take(event);
            const Value value = journal::eventToJson(event, ++position, names);
            const Value *run = value.find("run");
            if (options.run.empty() || (run && run->asString() && *run->asString() == options.run))
                lines += toJson(value) + "\n";
        }
        std::fwrite(lines.data(), 1, lines.size(), stdout);
    }
}

} // namespace

void addEvents(CLI::App &app, Action &action)
{
    auto options = std::make_shared<EventsOptions>();
    CLI::App *command = app.add_subcommand("events", "Print a journal's events as NDJSON, oldest first");
    command->footer("Example: weft events lab.journal | grep worker_lost");
    command->add_option("JOURNAL", options->journal, "The journal; the own engine's, or the newest run's, where not given");
    command->add_option("--run", options->run, "Only events of this run, by its id");
    command->callback([&action, options] { action = [options] { return events(*options); }; });
}

} // namespace weftline::cli
