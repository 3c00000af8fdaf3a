// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <fmt/format.h>

#include "app/cli/commands.h"
#include "app/cli/output.h"
#include "app/cli/progress.h"
#include "engine/journal/repair.h"
#include "engine/journal/verify.h"

namespace weftline::cli {
namespace {

struct VerifyOptions
{
    std::string journal;
    bool repairs = false;
    bool json = false;
};

std::string endOf(const journal::Head &head)
{
    return head.position == 0 ? "position 0" : fmt::format("position {}, {}", head.position, toRfc3339(head.at));
}

int verify(const VerifyOptions &options)
{
    const auto report = journal::verify(options.journal);
    if (!report)
        return failed(report.error());
    if (options.json) {
        print(toJson(journal::toValue(*report)));
        return report->ok ? AllDone : WorkFailed;
    }
    if (report->isReadable)
        print(fmt::format("{}: {} commits, {} events, {} runs; ends at {}.", options.journal, numberForPeople(report->records),
                          numberForPeople(report->events), report->runs, endOf(report->head)));
    for (const std::string &problem : report->problems)
        complain(problem);
    if (report->problemsDropped > 0)
        complain(fmt::format("… and {} more.", report->problemsDropped));
    for (const std::string &note : report->notes)
        print(note);
    print(report->ok ? "The chain holds, and every event can be true." : "The journal is damaged.");
    return report->ok ? AllDone : WorkFailed;
}

int repair(const VerifyOptions &options)
{
    const auto report = journal::repair(options.journal);
    if (!report)
        return failed(report.error());
    if (options.json)
        print(toJson(Object{{"ok", report->before.areEventsTrue},
                            {"kept", Object{{"position", static_cast<std::int64_t>(report->kept.position)},
                                            {"at", report->kept.position == 0 ? Value() : Value(toRfc3339(report->kept.at))},
                                            {"hash", toHex(report->kept.hash)}}},
                            {"dropped", Object{{"records", static_cast<std::int64_t>(report->rowsDropped)},
                                               {"events", static_cast<std::int64_t>(report->eventsDropped)}}},
                            {"damaged", report->damaged.empty() ? Value() : Value(report->damaged.string())},
                            {"said", List(report->said.begin(), report->said.end())}}));
    else
        for (const std::string &sentence : report->said)
            print(sentence);
    return report->before.areEventsTrue ? AllDone : WorkFailed;
}

} // namespace

void addVerify(CLI::App &app, Action &action)
{
    auto options = std::make_shared<VerifyOptions>();
    CLI::App *command = app.add_subcommand("verify", "Check a journal: its chain of hashes, that every event can be true, and that nothing is lost");
    command->footer("Example: weft verify lab.journal --json\n"
                    "--repair keeps everything before the damage, says what it drops, and leaves the damaged journal beside the repaired one.");
    command->add_option("JOURNAL", options->journal, "The journal")->required();
    command->add_flag("--repair", options->repairs, "Make it a journal that an engine can go on with; no engine may hold it");
    command->add_flag("--json", options->json, "One JSON object");
    command->callback([&action, options] { action = [options] { return options->repairs ? repair(*options) : verify(*options); }; });
}

} // namespace weftline::cli
