// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The client's side of the protocol, as a pure step: what it sends and what it learns. No clock, no socket; requests that
// are safe to repeat are sent again after a reconnect, the others fail then.

#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "engine/client/updates.h"
#include "engine/wire/message.h"

namespace weftline::client {

class Session
{
public:
    /// What became of what was handed in; the caller carries it out and clears it.
    struct Out
    {
        std::vector<wire::Message> messages;
        std::vector<std::pair<std::uint64_t, Result<Value>>> answers; ///< By request.
        bool engineChanged = false;
        std::vector<std::pair<std::string, RunChange>> runs;
        std::optional<Error> ended; ///< The engine wants no more of this client.
    };

    Session(std::string name, std::string version) : m_name(std::move(name)), m_version(std::move(version)) { }

    void connected(Out &out);
    void disconnected(const Error &why, Out &out);
    void received(wire::Message message, Out &out);

    /// Sends a request, or keeps it until there is a connection. Returns its number. `mayRepeat`: asking twice does no harm.
    std::uint64_t request(std::string method, Value arguments, bool mayRepeat, Out &out);
    void watch(const std::string &topic, Out &out);
    void unwatch(const std::string &topic, Out &out);

    [[nodiscard]] bool isConnected() const { return m_isWelcome; }
    [[nodiscard]] const EngineView &engine() const { return m_engine; }
    [[nodiscard]] const RunView *run(const std::string &id) const;

private:
    struct Open
    {
        wire::Request request;
        bool mayRepeat = false;
        bool isSent = false;
    };

    void welcome(const wire::Welcome &welcome, Out &out);
    void update(const wire::ViewUpdate &update, Out &out);
    void sendWatch(const std::string &topic, Out &out);

    std::string m_name;
    std::string m_version;
    bool m_isWelcome = false;
    std::uint32_t m_epoch = 0; ///< The highest seen; messages of a lower one are refused.
    std::uint64_t m_lastRequest = 0;
    std::map<std::uint64_t, Open> m_open;
    std::set<std::string> m_topics;
    std::map<std::string, std::uint64_t> m_positions; ///< Of what was last received, by topic.
    EngineView m_engine;
    std::map<std::string, RunView> m_runs;
};

} // namespace weftline::client
