// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "engine/wire/keys.h"

#include <zmq.h>

#include <algorithm>
#include <array>
#include <cstdlib>

#include <fmt/format.h>

#include "engine/wire/endpoint.h"
#include "engine/wire/key_lines.h"
#include "engine/wire/private_file.h"
#include "engine/wire/runtime_dir.h"

namespace weftline::wire {
namespace {

constexpr std::size_t keysMax = 10'000;
constexpr std::array<std::pair<Role, std::string_view>, 5> roles{{{Role::Worker, "worker"}, {Role::Viewer, "viewer"},
                                                                  {Role::Operator, "operator"}, {Role::Admin, "admin"},
                                                                  {Role::Join, "join"}}};

Result<KeyPair> pairFrom(std::string_view text, const std::filesystem::path &file)
{
    KeyPair pair;
    for (std::string_view line : linesOf(text)) {
        const std::string_view word = takeWord(line);
        if (word == "public")
            pair.publicKey = line;
        else if (word == "secret")
            pair.secretKey = line;
    }
    std::array<char, 41> derived{};
    if (!isKeyText(pair.secretKey) || zmq_curve_public(derived.data(), pair.secretKey.c_str()) != 0
        || pair.publicKey != derived.data())
        return failure(ErrorCode::Corrupt, fmt::format("Cannot use the key file \"{}\": it does not hold a key pair whose halves "
                                                       "belong together. Restore it, or remove it and run \"weft keys init\"; "
                                                       "the new key must then be admitted anew.", file.string()), file.string());
    return pair;
}

} // namespace

KeyPair makeKeyPair()
{
    std::array<char, 41> publicKey{};
    std::array<char, 41> secretKey{};
    zmq_curve_keypair(publicKey.data(), secretKey.data());
    return {publicKey.data(), secretKey.data()};
}

std::string_view roleName(Role role)
{
    const auto *found = std::find_if(roles.begin(), roles.end(), [&](const auto &entry) { return entry.first == role; });
    return found != roles.end() ? found->second : std::string_view();
}

std::optional<Role> roleNamed(std::string_view name)
{
    const auto *found = std::find_if(roles.begin(), roles.end(), [&](const auto &entry) { return entry.second == name; });
    return found != roles.end() ? std::optional(found->first) : std::nullopt;
}

Result<KeyDirectory> KeyDirectory::ofUser()
{
    const char *config = std::getenv("XDG_CONFIG_HOME");
    const char *home = std::getenv("HOME");
    std::filesystem::path base;
    if (config != nullptr && *config == '/')
        base = config;
    else if (home != nullptr && *home == '/')
        base = std::filesystem::path(home) / ".config";
    else
        return failure(ErrorCode::System, "Cannot find the folder of the keys: neither XDG_CONFIG_HOME nor HOME is an absolute "
                                          "path. Set one of them.");
    return KeyDirectory(base / "weftline" / "keys");
}

Result<KeyDirectory::Initialised> KeyDirectory::initKeys() const
{
    std::error_code error;
    std::filesystem::create_directories(m_dir.parent_path(), error);
    if (const auto dir = ownDir(m_dir); !dir)
        return tl::unexpected(dir.error());
    const FolderLock lock(m_dir);
    Initialised result;
    for (const char *file : {"engine.key", "own.key"}) {
        const auto present = readPrivateFile(m_dir / file);
        if (!present)
            return tl::unexpected(present.error());
        if (!*present) {
            const KeyPair pair = makeKeyPair();
            const std::string text = fmt::format("A CURVE key pair of Weftline. The secret half is for nobody else.\n"
                                                 "public {}\nsecret {}\n", pair.publicKey, pair.secretKey);
            if (const auto written = writePrivateFile(m_dir / file, text); !written)
                return tl::unexpected(written.error());
            result.made = true;
        }
        const Result<KeyPair> pair = readPair(file);
        if (!pair)
            return tl::unexpected(pair.error());
        (result.engineKey.empty() ? result.engineKey : result.ownKey) = pair->publicKey;
    }
    return result;
}

Result<KeyPair> KeyDirectory::readPair(const char *file) const
{
    const auto text = readPrivateFile(m_dir / file);
    if (!text)
        return tl::unexpected(text.error());
    if (!*text)
        return failure(ErrorCode::NotFound, fmt::format("Cannot find the key \"{}\" in \"{}\". Make one with \"weft keys init\".",
                                                        file, m_dir.string()), m_dir.string());
    return pairFrom(**text, m_dir / file);
}

Result<std::vector<AllowedKey>> KeyDirectory::listKeys() const
{
    const auto found = readPrivateFile(listFile());
    if (!found)
        return tl::unexpected(found.error());
    const std::string text = found->value_or("");
    std::vector<AllowedKey> keys;
    std::size_t number = 0;
    for (std::string_view line : linesOf(text)) {
        ++number;
        if (line.empty() || line.front() == '#')
            continue;
        const std::optional<Role> role = roleNamed(takeWord(line));
        const std::string key(takeWord(line));
        if (!role || !isKeyText(key) || !isKeyName(line) || keys.size() >= keysMax)
            return failure(ErrorCode::InvalidInput, fmt::format("Cannot read the list of keys \"{}\": line {} is not \"ROLE KEY "
                                                                "NAME\" with one of the roles worker, viewer, operator, admin, "
                                                                "join. Nobody is admitted until it is corrected.",
                                                                listFile().string(), number), listFile().string());
        keys.push_back({key, *role, std::string(line)});
    }
    return keys;
}

Result<Done> KeyDirectory::addKey(const AllowedKey &added) const
{
    if (!isKeyText(added.key))
        return failure(ErrorCode::InvalidInput, fmt::format("Cannot add the key \"{}\": a public key has 40 characters. Copy it "
                                                            "from \"weft keys init\" on the other machine.", added.key), added.key);
    if (!isKeyName(added.name))
        return failure(ErrorCode::InvalidInput, fmt::format("Cannot add a key with the name \"{}\": a name has 1 to {} "
                                                            "characters on one line, with no space at either end.", added.name,
                                                            keyNameMax), added.name);
    if (const auto dir = ownDir(m_dir); !dir)
        return failure(dir.error().code, fmt::format("{} If there are no keys yet, run \"weft keys init\".", dir.error().message),
                       m_dir.string());
    const FolderLock lock(m_dir);
    Result<std::vector<AllowedKey>> keys = listKeys();
    if (!keys)
        return tl::unexpected(keys.error());
    for (const AllowedKey &present : *keys)
        if (present.key == added.key || present.name == added.name)
            return failure(ErrorCode::Refused, fmt::format("Cannot add the key \"{}\": {} is there already, as \"{}\" with the role "
                                                           "{}. Remove it first.", added.name,
                                                           present.key == added.key ? "it" : "that name", present.name,
                                                           roleName(present.role)), added.name);
    if (keys->size() >= keysMax)
        return failure(ErrorCode::Limit, fmt::format("Cannot add the key \"{}\": there are {} already. Remove some.", added.name,
                                                     keysMax), added.name);
    keys->push_back(added);
    return writeList(*keys);
}

Result<Done> KeyDirectory::removeKey(std::string_view nameOrKey) const
{
    const FolderLock lock(m_dir);
    Result<std::vector<AllowedKey>> keys = listKeys();
    if (!keys)
        return tl::unexpected(keys.error());
    if (std::erase_if(*keys, [&](const AllowedKey &key) { return key.name == nameOrKey || key.key == nameOrKey; }) == 0)
        return failure(ErrorCode::NotFound, fmt::format("Cannot remove the key \"{}\": there is none of that name. \"weft keys "
                                                        "list\" shows them.", nameOrKey), std::string(nameOrKey));
    return writeList(*keys);
}

Result<Done> KeyDirectory::setRole(std::string_view nameOrKey, Role role) const
{
    const FolderLock lock(m_dir);
    Result<std::vector<AllowedKey>> keys = listKeys();
    if (!keys)
        return tl::unexpected(keys.error());
    const auto found = std::find_if(keys->begin(), keys->end(), [&](const AllowedKey &key) { return key.name == nameOrKey || key.key == nameOrKey; });
    if (found == keys->end())
        return failure(ErrorCode::NotFound, fmt::format("Cannot change the role of \"{}\": there is no key of that name. \"weft keys "
                                                        "list\" shows them.", nameOrKey), std::string(nameOrKey));
    if (found->role == role)
        return Done{};
    found->role = role;
    return writeList(*keys);
}

Result<Done> KeyDirectory::writeList(const std::vector<AllowedKey> &keys) const
{
    std::string text = "# Who may come: ROLE KEY NAME\n";
    for (const AllowedKey &key : keys)
        text += fmt::format("{} {} {}\n", roleName(key.role), key.key, key.name);
    return writePrivateFile(listFile(), text);
}

} // namespace weftline::wire
