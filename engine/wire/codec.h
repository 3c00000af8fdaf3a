// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Messages to frames and back, as docs/protocol.md lays them out: the head, a MessagePack list, and for Log, Chunk and
// ViewUpdate one more frame with the raw payload. Pure; any thread.

#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "engine/base/bytes.h"
#include "engine/base/result.h"
#include "engine/wire/limits.h"
#include "engine/wire/message.h"
#include "engine/wire/transport.h"

namespace weftline::wire {

/// A message as it travels.
struct Encoded
{
    Bytes head;
    BytesView raw; ///< Points into the message that was encoded.
    bool hasRaw = false; ///< An empty payload is a frame too.

    [[nodiscard]] std::size_t largestFrame() const { return head.size() > raw.size() ? head.size() : raw.size(); }
};

/// Who sent it: what only the engine says is refused from anybody else, and the other way round.
enum class Side : std::uint8_t { Engine, Peer };

/// Writes `message` into `into`, whose memory is used again. Sentences for people are clipped at `reasonMax`; for all
/// other limits the caller answers.
void encode(const Message &message, Encoded &into);

/// The frames as values of their own.
[[nodiscard]] std::vector<Bytes> encode(const Message &message);

/// The message that these frames are, or what is wrong with them. Takes any bytes.
[[nodiscard]] Result<Message> decode(std::span<const BytesView> frames, Side from);
[[nodiscard]] Result<Message> decode(const std::vector<Bytes> &frames, Side from);

/// What a peer with this role says: also refused is what such a one may not say.
[[nodiscard]] Result<Message> decode(std::span<const BytesView> frames, Role from);

/// "Hello", "Tasks", …
[[nodiscard]] std::string_view nameOf(const Message &message);

/// Whether a peer with this role may say it at all. A local peer is Admin and may speak as a worker and as a client.
[[nodiscard]] bool maySay(Role role, const Message &message);

} // namespace weftline::wire
