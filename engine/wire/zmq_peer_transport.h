// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// A worker's or client's end over ZeroMQ: a DEALER that is made anew for every connection, so that nothing of an old one
// is ever sent into a new one. Lives in the event loop of the thread that made it. Not to be destroyed from one of its
// callbacks.

#pragma once

#include <memory>
#include <vector>

#include "engine/wire/context.h"
#include "engine/wire/endpoint.h"
#include "engine/wire/keys.h"
#include "engine/wire/transport.h"

namespace weftline::wire {

class ZmqPeerTransport final : public PeerTransport
{
public:
    /// Connects to the engine of the same user behind one of `endpoints`, at least one: the first, and after each
    /// failure the next.
    [[nodiscard]] static Result<std::unique_ptr<ZmqPeerTransport>> connectLocal(Context context,
                                                                                std::vector<LocalEndpoint> endpoints);
    /// The same for engines elsewhere, each known by its public key; `own` is the key that they admit.
    [[nodiscard]] static Result<std::unique_ptr<ZmqPeerTransport>>
    connectRemote(Context context, std::vector<RemoteEndpoint> endpoints, const KeyPair &own);
    /// Either, as a person wrote it. The own key is read from `keys` when one of them is elsewhere.
    [[nodiscard]] static Result<std::unique_ptr<ZmqPeerTransport>>
    connectTo(Context context, const std::vector<Endpoint> &endpoints, const KeyDirectory &keys);
    ~ZmqPeerTransport() override;

    void setHandler(Handler handler) override;
    /// Gone before `connected` and after `disconnected`.
    Sent send(const Message &message) override;
    [[nodiscard]] const SessionId &session() const override;

private:
    class Private;
    explicit ZmqPeerTransport(std::unique_ptr<Private> d);
    [[nodiscard]] static Result<std::unique_ptr<ZmqPeerTransport>> make(Context context, const std::vector<Endpoint> &endpoints,
                                                                        const KeyPair &own);
    std::unique_ptr<Private> m;
};

} // namespace weftline::wire
