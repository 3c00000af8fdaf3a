// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <fmt/format.h>

#include "app/cli/commands.h"
#include "app/cli/output.h"
#include "app/cli/progress.h"
#include "engine/journal/verify.h"

namespace weftline::cli {
namespace {

struct Options
{
    std::string journal;
    bool json = false;
};

int verify(const Options &options)
{
    const auto report = journal::verify(options.journal);
    if (!report && report.error().code == ErrorCode::Corrupt) { // too little is left of it to look at what it says
        const std::string problem = fmt::format("Journal \"{}\" is damaged from its beginning: nothing of it can be read. "
                                                "Put a copy in its place.", options.journal);
        if (options.json)
            print(toJson(Object{{"ok", false}, {"problems", List{problem}}}));
        else
            complain(problem);
        return WorkFailed;
    }
    if (!report)
        return failed(report.error());
    if (options.json) {
        print(toJson(journal::toValue(*report)));
    } else {
        print(fmt::format("{}: {} commits, {} events, {} runs; ends at position {}, {}.", options.journal,
                          numberForPeople(report->records), numberForPeople(report->events), report->runs,
                          report->head.position, toRfc3339(report->head.at)));
        for (const std::string &problem : report->problems)
            complain(problem);
        print(report->ok ? "The chain holds, and every event can be true." : "The journal is damaged.");
    }
    return report->ok ? AllDone : WorkFailed;
}

} // namespace

void addVerify(CLI::App &app, Action &action)
{
    auto options = std::make_shared<Options>();
    CLI::App *command = app.add_subcommand("verify", "Check a journal: its chain of hashes, and that every event can be true");
    command->footer("Example: weft verify lab.journal --json");
    command->add_option("JOURNAL", options->journal, "The journal")->required();
    command->add_flag("--json", options->json, "One JSON object");
    command->callback([&action, options] { action = [options] { return verify(*options); }; });
}

} // namespace weftline::cli
