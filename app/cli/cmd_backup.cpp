// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <fmt/format.h>

#include "app/cli/commands.h"
#include "app/cli/output.h"
#include "app/cli/progress.h"
#include "engine/journal/backup.h"
#include "engine/store/copy_store.h"

namespace weftline::cli {
namespace {

namespace fs = std::filesystem;

struct BackupOptions
{
    std::string journal;
    std::string to;
    bool json = false;
};

int backup(const BackupOptions &options)
{
    const fs::path beside = options.to + ".d";
    std::error_code error;
    if (fs::exists(beside, error))
        return failed(Error{ErrorCode::InvalidInput, fmt::format("There is a folder \"{}\" already. Name another file.", beside.string()), {}});
    const auto head = journal::backUp(options.journal, options.to);
    if (!head)
        return failed(head.error());
    const auto copy = store::copyStore(options.journal + ".d", beside);
    if (!copy) { // without its values it is no copy
        fs::remove(options.to, error);
        fs::remove(options.to + ".position", error);
        fs::remove_all(beside, error);
        return failed(copy.error());
    }
    if (options.json)
        print(toJson(Object{{"journal", options.to},
                            {"head", Object{{"position", static_cast<std::int64_t>(head->position)},
                                            {"at", head->position == 0 ? Value() : Value(toRfc3339(head->at))},
                                            {"hash", toHex(head->hash)}}},
                            {"values", static_cast<std::int64_t>(copy->values)},
                            {"logs", static_cast<std::int64_t>(copy->logs)},
                            {"bytes", static_cast<std::int64_t>(fs::file_size(options.to, error) + copy->bytes)}}));
    else
        print(fmt::format("{}: a copy of {} as it was at position {}{}, checked, with {} values and {} logs in {}. To use it, name it "
                          "with --journal, or put both in the place of the old ones.",
                          options.to, options.journal, head->position, head->position == 0 ? std::string() : ", " + toRfc3339(head->at),
                          numberForPeople(copy->values), numberForPeople(copy->logs), beside.string()));
    return AllDone;
}

} // namespace

void addBackup(CLI::App &app, Action &action)
{
    auto options = std::make_shared<BackupOptions>();
    CLI::App *command = app.add_subcommand("backup", "Copy a journal, with the values and logs that belong to it, also while an engine uses it");
    command->footer("Example: weft backup lab.journal /mnt/safe/lab-monday.journal");
    command->add_option("JOURNAL", options->journal, "The journal")->required();
    command->add_option("TO", options->to, "The file to make; values and logs go to TO.d")->required();
    command->add_flag("--json", options->json, "One JSON object");
    command->callback([&action, options] { action = [options] { return backup(*options); }; });
}

} // namespace weftline::cli
