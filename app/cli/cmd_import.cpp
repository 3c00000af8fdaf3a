// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <cstdio>
#include <fstream>

#include <fmt/format.h>

#include "app/cli/commands.h"
#include "app/cli/output.h"
#include "app/cli/workflow_file.h"
#include "engine/format/dot.h"
#include "engine/format/wfformat.h"

namespace weftline::cli {
namespace {

struct ImportOptions
{
    std::string format;
    std::string file;
    std::string out;
    double timeScale = 1;
};

int writeFile(const std::string &file, const std::string &text)
{
    std::ofstream out(file, std::ios::binary | std::ios::trunc);
    out << text;
    out.close();
    if (!out) {
        complain(fmt::format("\"{}\" cannot be written. Look at its folder's rights and the free space.", file));
        return WorkFailed;
    }
    return AllDone;
}

int import(const ImportOptions &options)
{
    const auto text = format::readTextFile(options.file);
    if (!text)
        return failed(text.error());
    const auto workflow = format::importWfFormat(*text, options.timeScale);
    if (!workflow) {
        complain(fmt::format("{}: {}", options.file, workflow.error().message));
        return BadInput;
    }
    if (const int code = writeFile(options.out, format::writeWorkflow(*workflow)); code != AllDone)
        return code;
    print(fmt::format("{}: {} nodes, {} edges.", options.out, workflow->nodes.size(), workflow->edges.size()));
    return AllDone;
}

struct ExportOptions
{
    std::string format;
    std::string file;
};

int exportFile(const ExportOptions &options)
{
    const format::ReadOutcome outcome = format::readWorkflowFile(options.file);
    if (!outcome.ok) {
        printProblems(options.file, outcome.problems);
        return BadInput;
    }
    std::fputs(format::exportDot(outcome.workflow).c_str(), stdout);
    return AllDone;
}

} // namespace

void addImport(CLI::App &app, Action &action)
{
    auto options = std::make_shared<ImportOptions>();
    CLI::App *command = app.add_subcommand("import", "Turn a recorded workflow of another format into a .weft file");
    command->footer("Example: weft import wfformat montage.json --time-scale 0.01 -o montage.weft\n"
                    "wfformat: WfCommons 1.4 to 1.6; each task becomes a command that sleeps as long as it was recorded.");
    command->add_option("FORMAT", options->format, "wfformat")->required()->check(CLI::IsMember({"wfformat"}));
    command->add_option("FILE", options->file, "What to read")->required();
    command->add_option("-o,--output", options->out, "The .weft file to write")->required();
    command->add_option("--time-scale", options->timeScale, "Recorded runtimes times this")->check(CLI::Range(0.0, 1000.0));
    command->callback([&action, options] { action = [options] { return import(*options); }; });
}

void addExport(CLI::App &app, Action &action)
{
    auto options = std::make_shared<ExportOptions>();
    CLI::App *command = app.add_subcommand("export", "Print a workflow in another format");
    command->footer("Example: weft export dot flow.weft | dot -Tsvg > flow.svg");
    command->add_option("FORMAT", options->format, "dot")->required()->check(CLI::IsMember({"dot"}));
    command->add_option("FILE", options->file, "The workflow")->required();
    command->callback([&action, options] { action = [options] { return exportFile(*options); }; });
}

} // namespace weftline::cli
