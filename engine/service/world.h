// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What the service needs of the world, as interfaces: the host gives it Qt, sockets, processes and files, the simulation
// small working worlds of its own. All of them live on the service's thread.

#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "engine/alerts/watch.h"
#include "engine/base/bytes.h"
#include "engine/base/result.h"
#include "engine/base/time.h"
#include "engine/base/value.h"
#include "engine/client/access.h"
#include "engine/expressions/job.h"
#include "engine/wire/message.h"
#include "engine/workflow/problem.h"
#include "engine/workflow/workflow.h"

namespace weftline::service {

/// Carries out expressions, bounded in time and memory. Every evaluation is answered exactly once, in any order.
class Evaluator
{
public:
    virtual ~Evaluator() = default;
    /// `job.id` is not looked at.
    virtual void evaluate(std::shared_ptr<const expressions::Scope> scope, expressions::Job job,
                          std::function<void(Result<Value>)> done) = 0;
    /// Problems of the expressions of a workflow.
    [[nodiscard]] virtual workflow::Problems check(const workflow::Workflow &workflow) = 0;
    /// Which of `candidates` the source names; those alone are put into the scope.
    [[nodiscard]] virtual std::vector<std::string> usedOutputs(const Value &source, bool isTemplate,
                                                               const std::vector<std::string> &candidates) const = 0;
};

/// The local worker processes that this engine starts and ends.
class Fleet
{
public:
    virtual ~Fleet() = default;
    /// Keeps `count` more alive.
    virtual Result<Done> start(std::uint32_t count) = 0;
    [[nodiscard]] virtual bool manages(std::int64_t pid) const = 0;
    /// Ends a process at once, as a crash would; another takes its place.
    virtual Result<Done> kill(std::int64_t pid) = 0;
    /// Lets it finish, and starts none in its place.
    virtual Result<Done> stop(std::int64_t pid) = 0;
};

/// Tells when a process on this machine has exited, at once.
class ProcessWatch
{
public:
    virtual ~ProcessWatch() = default;
    /// Calls `exited` once. False: there is no such process, or it cannot be watched.
    virtual bool watch(std::int64_t pid, std::function<void()> exited) = 0;
};

/// Who may come over the network, and where the engine listens for them.
class Gate
{
public:
    virtual ~Gate() = default;
    /// Called when keys, tickets or the address are others.
    virtual void setChanged(std::function<void()> changed) = 0;
    /// "weft://…"; empty while it does not listen.
    [[nodiscard]] virtual std::string address() const = 0;
    [[nodiscard]] virtual std::uint64_t changes() const = 0; ///< Counts them.
    virtual Result<client::Ticket> makeTicket(const client::TicketWish &wish, Instant now) = 0;
    /// Lists the key of who came with `ticket`, and strikes that.
    virtual Result<wire::Joined> join(const std::string &ticket, const wire::Join &join, Instant now) = 0;
    [[nodiscard]] virtual Result<client::Access> list(Instant now) const = 0;
    virtual Result<Done> removeKey(const std::string &nameOrKey, Instant now) = 0;
    virtual Result<Done> setRole(const std::string &nameOrKey, const std::string &role, Instant now) = 0;
    virtual Result<Done> listen(const std::string &address, Instant now) = 0;
    /// Ends a connection when its peer has had the time to read why.
    virtual void dismiss(const SessionId &session) = 0;
};

/// Carries a notice of an alert to its channel; the answer comes exactly once. ErrorCode::NotFound: it will never do.
using SendNotice = std::function<void(const alerts::Notice &notice, std::function<void(Result<Done>)> done)>;

struct Settings
{
    Duration lease = std::chrono::seconds(1);
    Duration heartbeat = std::chrono::milliseconds(250);
    Duration restartGrace = std::chrono::seconds(3); ///< What workers of a predecessor have to come back in.
    Duration viewInterval = std::chrono::milliseconds(33);
    Duration sampleInterval = std::chrono::seconds(10);
    std::uint32_t evaluatorSlots = 64;
    std::string version;
    std::string name; ///< For people.
};

} // namespace weftline::service
