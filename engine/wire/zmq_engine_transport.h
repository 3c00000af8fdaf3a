// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The engine's end over ZeroMQ: a ROUTER for the user's own processes, and one for other machines where CURVE keys say
// who may come. Lives in the event loop of the thread that made it. Not to be destroyed from one of its callbacks.

#pragma once

#include <filesystem>
#include <memory>

#include "engine/wire/context.h"
#include "engine/wire/endpoint.h"
#include "engine/wire/keys.h"
#include "engine/wire/transport.h"

namespace weftline::wire {

class ZmqEngineTransport final : public EngineTransport
{
public:
    /// Messages taken in one turn of the event loop; the rest waits for the next.
    static constexpr int messagesPerTurn = 256;
    /// Connections that have not said anything yet; of more, the oldest is ended.
    static constexpr std::size_t silentMax = 500;

    explicit ZmqEngineTransport(Context context);
    ~ZmqEngineTransport() override;

    /// Binds `ipc://path` for processes of the same user. Silently takes the path over from whoever had it: hold the
    /// journal's lock first.
    [[nodiscard]] Result<Done> listenLocal(const std::filesystem::path &path);

    /// Binds TCP with CURVE for who is in `allowed`, after proving that nobody else is admitted. Returns where others can
    /// join: with the port that was bound and `own`'s public key, and this machine's name for "every interface".
    [[nodiscard]] Result<RemoteEndpoint> listenTcp(const ListenAddress &address, const KeyPair &own,
                                                   std::vector<AllowedKey> allowed);
    /// Closes what listens over TCP and all that came by it. Not from within a callback.
    void stopTcp();
    /// Replaces the list; ends the connections of keys that are no longer in it or have another role now.
    void setAllowedKeys(std::vector<AllowedKey> allowed);

    void setHandler(Handler handler) override;
    Sent send(const SessionId &to, const Message &message) override;

    /// Ends a peer's connection; `closed` follows. It may come back.
    void end(const SessionId &session);

private:
    class Private;
    std::unique_ptr<Private> m;
};

} // namespace weftline::wire
