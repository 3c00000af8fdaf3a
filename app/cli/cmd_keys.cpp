// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <fmt/format.h>

#include "app/cli/commands.h"
#include "app/cli/joining.h"
#include "app/cli/output.h"
#include "engine/wire/endpoint.h"
#include "engine/wire/tickets.h"

namespace weftline::cli {
namespace {

struct KeysOptions
{
    std::string key;
    std::string role = "worker";
    std::string name;
    bool json = false;
};

int init(const KeysOptions &options)
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

int admit(const KeysOptions &options)
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
    if (*role == wire::Role::Join) {
        complain("Tickets are made by \"weft ticket\", with their expiry; a key is listed as worker, viewer, operator or admin.");
        return BadInput;
    }
    if (const auto added = keys->addKey({options.key, *role, options.name}); !added) {
        complain(added.error().message);
        return BadInput;
    }
    print(fmt::format("\"{}\" may connect as {}.", options.name, options.role));
    return AllDone;
}

int remove(const KeysOptions &options)
{
    const auto keys = wire::KeyDirectory::ofUser();
    if (!keys)
        return failed(keys.error());
    Result<Done> removed = keys->removeKey(options.key);
    if (!removed && removed.error().code == ErrorCode::NotFound && wire::TicketBook(*keys).remove(options.key))
        removed = Done{};
    if (!removed) {
        complain(removed.error().message);
        return BadInput;
    }
    print(fmt::format("\"{}\" may not connect any more. An engine that runs ends its connections now.", options.key));
    return AllDone;
}

int role(const KeysOptions &options)
{
    const auto keys = wire::KeyDirectory::ofUser();
    if (!keys)
        return failed(keys.error());
    const auto wanted = wire::roleNamed(options.role);
    if (!wanted || *wanted == wire::Role::Join) {
        complain(fmt::format("\"{}\" is not a role. Choose worker, viewer, operator or admin.", options.role));
        return BadInput;
    }
    if (const auto set = keys->setRole(options.key, *wanted); !set) {
        complain(set.error().message);
        return BadInput;
    }
    print(fmt::format("\"{}\" may connect as {} from now on.", options.key, options.role));
    return AllDone;
}

int join(const KeysOptions &options)
{
    const auto address = options.key == "-" ? addressFromInput() : Result<std::string>(addressIn(options.key));
    const auto endpoint = address ? wire::parseEndpoint(*address) : tl::unexpected(address.error());
    if (!endpoint)
        return failed(endpoint.error());
    const auto *remote = std::get_if<wire::RemoteEndpoint>(&*endpoint);
    if (!remote || remote->ticket.empty()) {
        complain("This address has no ticket in it. \"weft ticket\" at the engine prints one.");
        return BadInput;
    }
    const auto keys = wire::KeyDirectory::ofUser();
    if (!keys)
        return failed(keys.error());
    Joining joining(*keys, options.name.empty() ? userName() : options.name, [](const std::string &line) { complain(line); });
    if (const auto joined = joining.join({*endpoint}); !joined) {
        complain(joined.error().message);
        return joined.error().code == ErrorCode::Refused ? EngineUnreachable : exitCodeOf(joined.error());
    }
    print(wire::toText(wire::withoutTicket(*endpoint)));
    return AllDone;
}

int list(const KeysOptions &options)
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
    auto options = std::make_shared<KeysOptions>();
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
    addCommand->callback([&action, options] { action = [options] { return admit(*options); }; });
    CLI::App *removeCommand = command->add_subcommand("remove", "Admit a key or a ticket no longer; its connections end");
    removeCommand->add_option("KEY", options->key, "Its name, or the key itself")->required();
    removeCommand->callback([&action, options] { action = [options] { return remove(*options); }; });
    CLI::App *roleCommand = command->add_subcommand("role", "Change what a key may do");
    roleCommand->add_option("KEY", options->key, "Its name, or the key itself")->required();
    roleCommand->add_option("ROLE", options->role, "worker, viewer, operator or admin")->required();
    roleCommand->callback([&action, options] { action = [options] { return role(*options); }; });
    CLI::App *joinCommand = command->add_subcommand("join", "Redeem a ticket: have this user's own key listed at an engine");
    joinCommand->add_option("ADDRESS", options->key, "weft://…&ticket=…, as \"weft ticket\" prints it; \"-\" reads it from standard input")->required();
    joinCommand->add_option("--name", options->name, "What the key is called there; this user's name where not given");
    joinCommand->callback([&action, options] { action = [options] { return join(*options); }; });
    CLI::App *listCommand = command->add_subcommand("list", "List the keys that are admitted");
    listCommand->add_flag("--json", options->json, "One JSON list");
    listCommand->callback([&action, options] { action = [options] { return list(*options); }; });
}

} // namespace weftline::cli
