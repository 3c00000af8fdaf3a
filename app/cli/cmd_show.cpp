// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <QtCore/QCoreApplication>
#include <QtCore/QTimer>

#include <fmt/format.h>

#include "app/cli/ask.h"
#include "app/cli/commands.h"
#include "app/cli/output.h"
#include "app/cli/past.h"
#include "app/cli/summary.h"
#include "app/cli/target.h"
#include "engine/journal/plan_of.h"
#include "engine/service/values.h"
#include "engine/store/file_store.h"
#include "engine/workflow/codec.h"

namespace weftline::cli {
namespace {

struct ShowOptions
{
    std::string run;
    Target target;
    bool json = false;
};

void sayRun(const ShowOptions &options, const SummaryFacts &facts)
{
    if (!options.json) {
        print(toText(facts));
        return;
    }
    Value out = toValue(facts);
    out.set("series", seriesOf(*facts.run));
    print(toJson(out));
}

int showPast(const ShowOptions &options, const FoundRun &found)
{
    const auto past = openPast(found.place.journal);
    if (!past)
        return failed(past.error());
    const auto run = past->run(found.run.id);
    if (!run)
        return failed(run.error());
    const auto plan = journal::planOf(*past->journal, **run);
    if (!plan)
        return failed(plan.error());
    const client::RunView view = past->view(**run, **plan);
    SummaryFacts facts;
    facts.run = &view;
    facts.edges = (*plan)->workflow.edges.size();
    facts.workers = past->state.present.empty() ? 0 : past->state.present.size() - 1; // the evaluator is none
    facts.journal = past->file.string();
    const auto store = store::openFileStore(past->file.string() + ".d");
    if (!store)
        return failed(store.error());
    service::Values values(*past->journal, **store);
    const auto outputs = values.runOutputs(**run);
    if (outputs)
        facts.outputs = *outputs;
    sayRun(options, facts);
    return outputs ? int{AllDone} : failed(outputs.error());
}

int showLive(const ShowOptions &options, const FoundRun &found)
{
    return askEngine(found.place.url, [options, found](client::WireClient &client, std::function<void(int)> done) {
        watchRun(client, found.run.id, [options, found, &client, done](const client::RunView &view, const Value &outputs) {
            workflow::Problems problems;
            SummaryFacts facts;
            facts.run = &view;
            facts.edges = workflow::fromValue(view.workflow, problems).edges.size();
            facts.workers = client.engine().workers.size();
            facts.outputs = outputs;
            facts.journal = found.place.journal.string();
            sayRun(options, facts);
            done(AllDone);
        }, done);
    });
}

} // namespace

void addShow(CLI::App &app, Action &action)
{
    auto options = std::make_shared<ShowOptions>();
    CLI::App *command = app.add_subcommand("show", "Show a run: how it ended, its figures, what it gave back");
    command->footer("Example: weft show last --json\n"
                    "RUN is a run's number, its id or the beginning of it, or \"last\". Without --engine and --journal it is looked for at your "
                    "own engine, then among the journals of weft run.");
    command->add_option("RUN", options->run, "Which run")->required();
    addTargetOptions(*command, options->target);
    command->add_flag("--json", options->json, "One JSON object, with the series that the charts draw");
    command->callback([&action, options] {
        action = [options] {
            const auto found = findRun(options->target, options->run);
            if (!found)
                return failed(found.error());
            return found->place.url.empty() ? showPast(*options, *found) : showLive(*options, *found);
        };
    });
}

} // namespace weftline::cli
