// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <fmt/format.h>

#include "app/cli/commands.h"
#include "app/cli/output.h"
#include "engine/wire/endpoint.h"
#include "engine/wire/keys.h"

namespace weftline::cli {
namespace {

struct Options
{
    std::string key;
    std::string role = "worker";
    std::string name;
    bool json = false;
};

int init(const Options &options)
{
    const auto keys = wire::KeyDirectory::ofUser();
    if (!keys)
        return failed(keys.error());
    const auto made = keys->initKeys();
    if (!made)
        return failed(made.error());
    if (options.json) {
        print(toJson(Object{{"engine", made->engineKey}, {"own", made->ownKey}, {"made", made->made},
                            {"folder", keys->path().string()}}));
        return AllDone;
    }
    print(fmt::format("{} in {}", made->made ? "Keys made" : "Keys were there already,", keys->path().string()));
    print(fmt::format("This engine's key: {}", made->engineKey));
    print(fmt::format("Your own key:      {}", made->ownKey));
    print("Give the first to those who connect here, the second to engines that you connect to (weft keys add).");
    return AllDone;
}

int add(const Options &options)
{
    const auto keys = wire::KeyDirectory::ofUser();
    if (!keys)
        return failed(keys.error());
    if (!wire::isKeyText(options.key)) {
        complain(fmt::format("\"{}\" is not a key. A public key has 40 characters; weft keys init on the other machine prints it.", options.key));
        return BadInput;
    }
    const auto role = wire::roleNamed(options.role);
    if (!role) {
        complain(fmt::format("\"{}\" is not a role. Choose worker, viewer, operator or admin.", options.role));
        return BadInput;
    }
    if (const auto added = keys->addKey({options.key, *role, options.name}); !added) {
        complain(added.error().message);
        return BadInput;
    }
    print(fmt::format("\"{}\" may connect as {}.", options.name, options.role));
    return AllDone;
}

int list(const Options &options)
{
    const auto keys = wire::KeyDirectory::ofUser();
    if (!keys)
        return failed(keys.error());
    const auto allowed = keys->listKeys();
    if (!allowed)
        return failed(allowed.error());
    List rows;
    for (const wire::AllowedKey &key : *allowed) {
        if (options.json)
            rows.push_back(Object{{"key", key.key}, {"role", wire::roleName(key.role)}, {"name", key.name}});
        else
            print(fmt::format("{}  {:<9} {}", key.key, wire::roleName(key.role), key.name));
    }
    if (options.json)
        print(toJson(rows));
    else if (allowed->empty())
        print("No key is listed: nobody may connect from elsewhere. weft keys add KEY --role worker --name NAME");
    return AllDone;
}

} // namespace

void addKeys(CLI::App &app, Action &action)
{
    auto options = std::make_shared<Options>();
    CLI::App *command = app.add_subcommand("keys", "Who may connect to this user's engine over the network");
    command->require_subcommand(1);
    command->footer("Example: weft keys init; weft keys add 'KEY' --role worker --name lab-7; weft keys list");
    CLI::App *initCommand = command->add_subcommand("init", "Make this user's keys, if there are none");
    initCommand->add_flag("--json", options->json, "One JSON object");
    initCommand->callback([&action, options] { action = [options] { return init(*options); }; });
    CLI::App *addCommand = command->add_subcommand("add", "Admit a public key");
    addCommand->add_option("KEY", options->key, "The public key, 40 characters")->required();
    addCommand->add_option("--role", options->role, "worker, viewer, operator or admin");
    addCommand->add_option("--name", options->name, "Whose it is, for people")->required();
    addCommand->callback([&action, options] { action = [options] { return add(*options); }; });
    CLI::App *listCommand = command->add_subcommand("list", "List the keys that are admitted");
    listCommand->add_flag("--json", options->json, "One JSON list");
    listCommand->callback([&action, options] { action = [options] { return list(*options); }; });
}

} // namespace weftline::cli
