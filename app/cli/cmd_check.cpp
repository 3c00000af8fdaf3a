// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <fmt/format.h>

#include "app/cli/commands.h"
#include "app/cli/output.h"
#include "app/cli/workflow_file.h"

namespace weftline::cli {
namespace {

struct CheckOptions
{
    std::string file;
    bool json = false;
};

int check(const CheckOptions &options)
{
    const format::ReadOutcome outcome = readChecked(options.file);
    const bool bad = outcome.hasErrors();
    if (options.json)
        print(toJson(Object{{"ok", !bad}, {"problems", toValue(outcome.problems)}}));
    else
        printProblems(options.file, outcome.problems);
    if (!bad && !options.json)
        print(fmt::format("{} is fine: {} nodes, {} edges.", options.file, outcome.workflow.nodes.size(),
                          outcome.workflow.edges.size()));
    return bad ? BadInput : AllDone;
}

} // namespace

void addCheck(CLI::App &app, Action &action)
{
    auto options = std::make_shared<CheckOptions>();
    CLI::App *command = app.add_subcommand("check", "Look for everything that is wrong with a workflow, expressions included");
    command->footer("Example: weft check flow.weft");
    command->add_option("FILE", options->file, "The workflow")->required();
    command->add_flag("--json", options->json, "One JSON object instead of lines");
    command->callback([&action, options] { action = [options] { return check(*options); }; });
}

} // namespace weftline::cli
