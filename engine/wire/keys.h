// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Who one is and who may come: CURVE key pairs and the list of allowed keys, in a folder of the user's.
//
//   engine.key   the engine's own pair; its public half is in the addresses it prints
//   own.key      the pair with which this user's workers and clients on this machine join engines elsewhere
//   allowed      one line for each key that may come: ROLE KEY NAME
//   tickets      those by which more may join (tickets.h)
//
// The folder has mode 0700 and the files 0600; others are refused.

#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/result.h"
#include "engine/wire/transport.h"

namespace weftline::wire {

/// A CURVE key pair as ZeroMQ writes it: Z85, 40 characters each.
struct KeyPair
{
    std::string publicKey;
    std::string secretKey;

    bool operator==(const KeyPair &) const = default;
};

[[nodiscard]] KeyPair makeKeyPair();

struct AllowedKey
{
    std::string key; ///< Public, Z85.
    Role role = Role::Viewer;
    std::string name; ///< For people: "lab-7", "Ana".

    bool operator==(const AllowedKey &) const = default;
};

/// "worker", "viewer", "operator", "admin", "join".
[[nodiscard]] std::string_view roleName(Role role);
[[nodiscard]] std::optional<Role> roleNamed(std::string_view name);

class KeyDirectory
{
public:
    /// What `weft keys init` shows: public keys only.
    struct Initialised
    {
        std::string engineKey;
        std::string ownKey;
        bool made = false; ///< False when both were there before; they are never replaced.
    };

    explicit KeyDirectory(std::filesystem::path dir) : m_dir(std::move(dir)) { }

    /// `$XDG_CONFIG_HOME/weftline/keys`, without that variable `~/.config/weftline/keys`.
    [[nodiscard]] static Result<KeyDirectory> ofUser();

    [[nodiscard]] Result<Initialised> initKeys() const;
    [[nodiscard]] Result<KeyPair> engineKey() const { return readPair("engine.key"); }
    [[nodiscard]] Result<KeyPair> ownKey() const { return readPair("own.key"); }

    /// Refuses a key or a name that is there already.
    [[nodiscard]] Result<Done> addKey(const AllowedKey &added) const;
    /// By name or by key.
    [[nodiscard]] Result<Done> removeKey(std::string_view nameOrKey) const;
    /// By name or by key. Its connections end, and come back with the new role.
    [[nodiscard]] Result<Done> setRole(std::string_view nameOrKey, Role role) const;
    /// In the order in which they were added; none when there is no list yet.
    [[nodiscard]] Result<std::vector<AllowedKey>> listKeys() const;

    [[nodiscard]] const std::filesystem::path &path() const { return m_dir; }
    /// For who watches it for changes.
    [[nodiscard]] std::filesystem::path listFile() const { return m_dir / "allowed"; }

private:
    [[nodiscard]] Result<KeyPair> readPair(const char *file) const;
    [[nodiscard]] Result<Done> writeList(const std::vector<AllowedKey> &keys) const;

    std::filesystem::path m_dir;
};

} // namespace weftline::wire
