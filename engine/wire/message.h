// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What engine, workers and clients say to each other: docs/protocol.md as types. Plain values; codec.h turns them into
// frames and back. A peer is known by its session, which is its routing id.

#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "engine/base/bytes.h"
#include "engine/base/model_use.h"
#include "engine/base/payload.h"
#include "engine/base/result.h"
#include "engine/base/shared_text.h"
#include "engine/base/time.h"
#include "engine/base/value.h"

namespace weftline::wire {

constexpr std::uint32_t protocolVersion = 1;

/// One attempt, as the engine that granted it named it. Workers hand it back unchanged. With the session it was granted
/// to these are the five parts of its identity.
struct AttemptKey
{
    std::uint32_t run = 0;
    std::uint32_t task = 0;
    std::uint32_t number = 0; ///< 1 for the first attempt of a task.
    std::uint32_t epoch = 0; ///< Of the engine that granted it.

    auto operator<=>(const AttemptKey &) const = default;
};

enum class Outcome : std::uint8_t { Succeeded, Failed, TimedOut, Cancelled };
constexpr std::uint64_t outcomeCount = 4;

// Worker to engine

struct HeldAttempt
{
    AttemptKey key;
    bool finished = false; ///< Its result waits for an acknowledgement; else it runs or waits for a slot.
    bool started = false;

    bool operator==(const HeldAttempt &) const = default;
};

/// First message of every connection of a worker, and again after every reconnect.
struct Hello
{
    std::string name; ///< For people; several sessions may share one.
    std::string pool = "default";
    std::uint32_t slots = 1;
    std::vector<std::string> kinds;
    std::string host;
    std::int64_t pid = 0;
    std::string version;
    std::vector<HeldAttempt> held;

    bool operator==(const Hello &) const = default;
};

struct Started
{
    AttemptKey key;
    Instant at; ///< Worker's clock.
    std::int64_t pid = 0; ///< Of the attempt's process; 0: none.

    bool operator==(const Started &) const = default;
};

enum class Stream : std::uint8_t { Out, Err };

struct Log
{
    AttemptKey key;
    Stream stream = Stream::Out;
    std::uint64_t sequence = 0; ///< Counts an attempt's Logs from 0; a gap means that some were dropped.
    Instant at; ///< Worker's clock.
    std::string text; ///< Whole lines where possible, at most 64 KiB; bytes that are not UTF-8 replaced.

    bool operator==(const Log &) const = default;
};

struct ResultUse
{
    std::int64_t memoryMax = 0; ///< Bytes.
    Duration cpu{0}; ///< User and system.
    ModelUse model;

    bool operator==(const ResultUse &) const = default;
};

struct AttemptResult
{
    AttemptKey key;
    Outcome outcome = Outcome::Succeeded;
    std::string reason; ///< Why it failed, as a sentence; empty for success.
    Instant started; ///< Worker's clock, as `ended`.
    Instant ended;
    Payload output; ///< What it gives; a stored one was HAVEd first.
    ResultUse use;
    bool again = false; ///< Offered before, in an earlier connection.

    bool operator==(const AttemptResult &) const = default;
};

struct Results
{
    std::vector<AttemptResult> results; ///< 1 to 256.

    bool operator==(const Results &) const = default;
};

/// A worker takes nothing new; it leaves when it holds nothing.
struct Drain
{
    bool operator==(const Drain &) const = default;
};

struct Bye
{
    std::string reason;

    bool operator==(const Bye &) const = default;
};

// Engine to worker

struct Welcome
{
    std::uint32_t epoch = 0;
    Duration lease{1'000'000};
    Duration heartbeat{250'000};
    std::string version;

    bool operator==(const Welcome &) const = default;
};

struct Task
{
    AttemptKey key;
    std::string kind;
    Payload with; ///< Evaluated parameters: an object.
    Duration timeout{0}; ///< 0: none.
    SharedText run; ///< Ids for people, logs and the attempt's environment.
    SharedText node;
    std::optional<std::uint32_t> item; ///< Its place in the list of the node's map; none without a map.
    std::uint64_t fence = 0; ///< Fencing token of the lock that it holds; 0: it holds none.

    bool operator==(const Task &) const = default;
    /// "count[3]", or "list" without a map.
    [[nodiscard]] std::string name() const
    {
        return item ? std::string(node.view()).append("[").append(std::to_string(*item)).append("]") : std::string(node.view());
    }
};

struct Tasks
{
    std::vector<Task> tasks; ///< 1 to 256.

    bool operator==(const Tasks &) const = default;
};

struct Acknowledgement
{
    AttemptKey key;
    std::string refused; ///< Why the result did not count; empty when it did. Either way the worker may forget it.

    bool operator==(const Acknowledgement &) const = default;
};

struct ResultAcks
{
    std::vector<Acknowledgement> acks; ///< 1 to 1024.

    bool operator==(const ResultAcks &) const = default;
};

struct CancelAttempt
{
    AttemptKey key;
    std::string reason;

    bool operator==(const CancelAttempt &) const = default;
};

// Both ways

struct HostMetrics
{
    double cpu = 0; ///< Of the whole machine, 0 to 1.
    std::int64_t memoryUsed = 0; ///< Bytes: this process and its attempts.
    std::int64_t memoryTotal = 0; ///< Bytes: the machine's.
    Duration roundTrip{0}; ///< From this worker to its engine and back, as it measured it.

    bool operator==(const HostMetrics &) const = default;
};

struct Heartbeat
{
    std::uint64_t number = 0; ///< Counts from 1 in each session.
    std::uint64_t echo = 0; ///< The number of the last one received from the other side; 0: none yet.
    Instant at; ///< Sender's clock.
    HostMetrics metrics; ///< The worker's; the engine leaves it empty.

    bool operator==(const Heartbeat &) const = default;
};

/// Ends the exchange. `helloAgain`: the session is unknown, say Hello; else do not come back with this.
struct Disconnect
{
    std::string reason;
    bool helloAgain = false;

    bool operator==(const Disconnect &) const = default;
};

/// Large values travel in pieces of at most `chunkMax` bytes, from offset 0 on, in order. The receiver answers Have when
/// it holds all of them and the hash is right.
struct Chunk
{
    static constexpr std::size_t chunkMax = 256U << 10U;

    Hash hash;
    std::uint64_t size = 0; ///< Of the whole value.
    std::uint64_t offset = 0;
    Bytes bytes;

    bool operator==(const Chunk &) const = default;
};

struct Have
{
    Hash hash;
    std::string missing; ///< Why it could not be kept or given; empty when it is there.

    bool operator==(const Have &) const = default;
};

struct Get
{
    Hash hash;

    bool operator==(const Get &) const = default;
};

// Clients

struct ClientHello
{
    std::string name;
    std::string version;

    bool operator==(const ClientHello &) const = default;
};

/// A question or a command. `method` and `arguments` are listed in engine/client/requests.h.
struct Request
{
    std::uint64_t id = 0; ///< The client's; the Reply carries it.
    std::string method;
    Value arguments;

    bool operator==(const Request &) const = default;
};

struct Reply
{
    std::uint64_t id = 0;
    Value value;
    std::optional<Error> error; ///< Set: it was refused or failed, and `value` is null.

    bool operator==(const Reply &) const = default;
};

/// State at a position (`from` == 0) or what changed after `from`, up to `to`. `body` is read by engine/client.
struct ViewUpdate
{
    std::string topic;
    std::uint64_t from = 0;
    std::uint64_t to = 0;
    Bytes body;

    bool operator==(const ViewUpdate &) const = default;
};

// Joining

/// The one thing that a ticket may say: list this key, which is my own, and call it so.
struct Join
{
    std::string key; ///< Public, Z85.
    std::string name;
    std::string version;

    bool operator==(const Join &) const = default;
};

/// The key is listed now. The connection ends; the machine comes back with its own key.
struct Joined
{
    std::string name; ///< What the key is called in the list.
    std::string role;

    bool operator==(const Joined &) const = default;
};

using Message = std::variant<Hello, Started, Log, Results, Drain, Bye, Welcome, Tasks, ResultAcks, CancelAttempt, Heartbeat,
                             Disconnect, Chunk, Have, Get, ClientHello, Request, Reply, ViewUpdate, Join,
                             Joined>;

} // namespace weftline::wire
