// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// A worker's session with an engine and processes that a test plays.

#pragma once

#include <deque>
#include <string>
#include <vector>

#include "engine/worker/session.h"

namespace weftline::worker {

class SessionTable
{
public:
    explicit SessionTable(std::uint32_t slots = 1, bool ephemeral = false)
        : state(options(slots, ephemeral), Instant{1'000'000})
    {
    }

    static SessionOptions options(std::uint32_t slots, bool ephemeral)
    {
        SessionOptions options;
        options.name = "lab-1";
        options.slots = slots;
        options.kinds = {"command", "empty"};
        options.ephemeral = ephemeral;
        return options;
    }

    void give(Cause cause)
    {
        step(state, {now, std::move(cause)}, effects);
        flush(state, effects);
    }
    void hear(wire::Message message) { give(Received{std::move(message)}); }
    void pass(Duration time)
    {
        now = now + time;
        give(TimePassed{});
    }
    /// Time passes as the host lets it: every timer is served.
    void passServed(Duration time)
    {
        const Instant end = now + time;
        for (int i = 0; i < 100'000 && nextTimer(state) && *nextTimer(state) <= end; ++i) {
            now = std::max(now, *nextTimer(state));
            give(TimePassed{});
        }
        now = end;
    }

    /// Connects and is welcomed; what was said on the way is forgotten.
    void join(std::uint32_t epoch = 1)
    {
        give(Connected{});
        hear(wire::Welcome{epoch, std::chrono::seconds(1), std::chrono::milliseconds(250), "1"});
        effects.clear();
    }
    /// The engine answers the last heartbeat.
    void echo() { hear(wire::Heartbeat{++engineNumber, state.heartbeatNumber, now, {}}); }

    static wire::AttemptKey key(std::uint32_t task, std::uint32_t epoch = 1) { return {0, task, 1, epoch}; }
    static wire::Task task(std::uint32_t number, std::uint32_t epoch = 1, std::string kind = "command")
    {
        wire::Task task;
        task.key = key(number, epoch);
        task.kind = std::move(kind);
        task.node = "n";
        return task;
    }
    void grant(std::initializer_list<std::uint32_t> tasks, std::uint32_t epoch = 1)
    {
        wire::Tasks message;
        for (const std::uint32_t number : tasks)
            message.tasks.push_back(task(number, epoch));
        hear(std::move(message));
    }
    void end(const wire::AttemptKey &of, bool killed = false, Bytes output = "\xc0", wire::Outcome outcome = wire::Outcome::Succeeded)
    {
        wire::AttemptResult result;
        result.key = of;
        result.outcome = outcome;
        result.output = Payload::of(std::move(output));
        give(ProcessEnded{std::move(result), killed, {}});
    }
    void acknowledge(const wire::AttemptKey &of, std::string refused = {})
    {
        hear(wire::ResultAcks{{{of, std::move(refused)}}});
    }

    /// All messages of a type that were sent since the last clear(), in order.
    template <typename T>
    [[nodiscard]] std::vector<T> sent() const
    {
        std::vector<T> found;
        for (const Effect &effect : effects)
            if (const auto *send = std::get_if<Send>(&effect))
                if (const auto *message = std::get_if<T>(&send->message))
                    found.push_back(*message);
        return found;
    }
    template <typename T>
    [[nodiscard]] std::vector<T> all() const
    {
        std::vector<T> found;
        for (const Effect &effect : effects)
            if (const auto *one = std::get_if<T>(&effect))
                found.push_back(*one);
        return found;
    }
    [[nodiscard]] std::vector<std::uint32_t> started() const
    {
        std::vector<std::uint32_t> numbers;
        for (const Start &start : all<Start>())
            numbers.push_back(start.task.key.task);
        return numbers;
    }
    [[nodiscard]] std::vector<wire::AttemptResult> results() const
    {
        std::vector<wire::AttemptResult> found;
        for (const wire::Results &message : sent<wire::Results>())
            found.insert(found.end(), message.results.begin(), message.results.end());
        return found;
    }

    SessionState state;
    Effects effects;
    Instant now{1'000'000};
    std::uint64_t engineNumber = 0;
};

} // namespace weftline::worker
