// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Answers libzmq's question who may come over TCP (ZeroMQ RFC 27, ZAP). One a process, before the first bind.
//
// It has a thread of its own, so that a handshake does not wait for a busy engine.

#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "engine/base/result.h"
#include "engine/wire/context.h"
#include "engine/wire/keys.h"

namespace weftline::wire {

class ZapHandler
{
public:
    /// The domain that every socket which asks it must have.
    static constexpr const char *domain = "weftline";

    /// Refused when the context has one already.
    [[nodiscard]] static Result<std::unique_ptr<ZapHandler>> start(Context context);
    ~ZapHandler();
    ZapHandler(const ZapHandler &) = delete;
    ZapHandler &operator=(const ZapHandler &) = delete;

    /// From now on exactly these are admitted. What is connected already stays.
    void setKeys(const std::vector<AllowedKey> &keys);

    /// Proves at a bound address that an unknown key is refused and a known one admitted. Blocks, a few seconds at most.
    [[nodiscard]] Result<Done> proveAt(const std::string &address, const std::string &serverKey);

    /// What a message's User-Id says of an admitted peer.
    struct Admitted
    {
        Role role = Role::Join;
        std::string key;
    };
    [[nodiscard]] static std::optional<Admitted> admittedFrom(std::string_view userId);

private:
    class Sockets;
    ZapHandler(Context context, std::unique_ptr<Sockets> sockets);
    void run();
    std::string userIdFor(std::string_view mechanism, std::string_view domainAsked, std::string_view rawKey);

    Context m_context;
    std::unique_ptr<Sockets> m_sockets;
    std::mutex m_mutex;
    std::map<std::string, Role> m_keys; ///< By public key; under m_mutex.
    std::string m_proofKey; ///< Admitted while proveAt runs, and may say nothing; under m_mutex.
    std::thread m_thread;
};

} // namespace weftline::wire
