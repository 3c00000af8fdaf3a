// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// All that the worker's session knows.

#pragma once

#include <deque>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "engine/base/bytes.h"
#include "engine/base/time.h"
#include "engine/wire/message.h"
#include "engine/worker/held_tasks.h"

namespace weftline::worker {

struct SessionOptions
{
    std::string name; ///< For people.
    std::string pool = "default";
    std::uint32_t slots = 1;
    std::vector<std::string> kinds; ///< What it carries out.
    std::string host;
    std::int64_t pid = 0;
    std::string version;
    bool ephemeral = false; ///< Started by an engine, and ends some time after it.
};

/// Limits of a session. Reaching one shows: in a result's reason, in a gap of the Logs' sequence, in a slot that stays empty.
struct SessionLimits
{
    static constexpr std::size_t heldMax = 65'536; ///< Attempts held; further ones fail.
    static constexpr std::size_t resultsMax = 256; ///< In one message.
    static constexpr std::size_t logBytesMax = 4U << 20U; ///< On their way without a sign of having arrived; and again waiting.
    static constexpr std::size_t outputBytesMax = 256U << 20U; ///< Of outputs and artefacts not handed over: above, nothing starts.
    static constexpr std::size_t inputBytesMax = 64U << 20U; ///< Of fetched parameters kept for the next task.
    static constexpr int chunksAhead = 8; ///< Sent before the engine has shown that it has taken those before.
    static constexpr std::size_t heartbeatsRemembered = 64;
    static constexpr int refusalsMax = 3; ///< Hellos sent away in a row before the session is given up.
    static constexpr Duration helloAgainMin = std::chrono::milliseconds(20);
    static constexpr Duration helloAgainMax = std::chrono::seconds(2);
    static constexpr Duration goneIdle = std::chrono::seconds(10); ///< An ephemeral worker's patience when it holds nothing …
    static constexpr Duration goneHolding = std::chrono::minutes(10); ///< … and when it does.
};

enum class Phase : std::uint8_t {
    Offline, ///< No connection.
    Greeting, ///< Hello was said and not yet answered.
    Welcomed,
};

/// Parameters that are being fetched, and the tasks that wait for them.
struct Download
{
    std::uint64_t size = 0;
    Bytes bytes;
    std::set<wire::AttemptKey> waiting;
};

struct SentHeartbeat
{
    std::uint64_t number = 0;
    Instant at;
    std::uint64_t logBytes = 0; ///< SessionState::logBytesSent at that time.
};

struct SessionState
{
    explicit SessionState(SessionOptions of, Instant at) : options(std::move(of)), now(at), goneSince(at) { }

    SessionOptions options;
    Instant now; ///< Of the last input.

    Phase phase = Phase::Offline;
    bool isRefusedEngine = false; ///< It belongs to an older term of office: nothing it says is heard.
    std::uint32_t epoch = 0; ///< The highest seen.
    Instant renewedAt; ///< When the message was sent that the engine is known to have received last: our lease counts from it.
    Instant greetedAt; ///< When the first Hello since the last Welcome was sent.
    std::optional<Instant> helloDue; ///< While greeting: when to say it again.
    int refusals = 0; ///< Hellos sent away since the last Welcome.
    bool awaitsRefusal = false; ///< Sent away; further Disconnects until helloDue answer what was said before.
    std::optional<Instant> goneSince; ///< The engine has not been there since.

    Duration lease = wire::Welcome{}.lease;
    std::optional<Instant> leaseEnd; ///< None: nothing may run.
    Duration heartbeat = wire::Welcome{}.heartbeat;
    Instant heartbeatDue;
    std::uint64_t heartbeatNumber = 0; ///< Of the last one sent.
    std::uint64_t engineNumber = 0; ///< Of the engine's last one.
    std::deque<SentHeartbeat> heartbeats; ///< Sent and not echoed.
    wire::HostMetrics metrics;

    HeldTasks held;
    std::deque<wire::AttemptKey> queue; ///< Queued ones, first come first.
    std::uint32_t used = 0; ///< Slots.
    std::vector<wire::AttemptKey> toOffer; ///< Results to be sent with the next flush.

    std::deque<wire::AttemptKey> uploads; ///< Uploading ones; the first upload of the first is on its way.
    std::uint64_t uploadOffset = 0;
    std::uint64_t uploadEcho = 0; ///< Heartbeat whose echo shows that the pieces have arrived; 0: no wait.
    std::size_t outputBytes = 0; ///< Of all uploads.
    std::map<Hash, Download> downloads;
    std::map<Hash, Bytes> inputs; ///< Fetched parameters that the next task may need too.
    std::deque<Hash> inputOrder; ///< Of `inputs`, oldest first.
    std::size_t inputBytes = 0;

    std::deque<wire::Log> logs; ///< Waiting.
    std::size_t logBytesWaiting = 0;
    std::uint64_t logBytesSent = 0;
    std::uint64_t logBytesArrived = 0;

    bool draining = false;
    bool left = false;
};

} // namespace weftline::worker
