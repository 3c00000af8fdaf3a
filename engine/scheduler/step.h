// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The scheduler: pure functions over a State. The same state and input always give the same events and effects.
//
// The caller drives it so: for each input step(), each event of it applied as it is put into the sink; then
// next() until there is nothing left, each placement put through dispatch(). apply() is the only function that changes a State,
// live and on replay alike.

#pragma once

#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

#include "engine/scheduler/effect.h"
#include "engine/scheduler/event.h"
#include "engine/scheduler/input.h"
#include "engine/scheduler/state.h"

namespace weftline::scheduler {

/// Makes `event` true. Asserts that it can be: the journal holds only events that step() and dispatch() made.
void apply(State &state, const Event &event);

/// Where step() and dispatch() put what follows. Events are applied to the state the moment they are put in, so that what
/// follows from one is seen by the next. Buffers are kept between batches.
class Sink
{
public:
    explicit Sink(State &state) : m_state(state) { }

    /// Never before the event before it.
    template <typename F>
    void event(Instant at, F &&fact)
    {
        Event &event = m_events.emplace_back(); // built in its place: an event is large, and there are many
        event.at = std::max(at, m_state.now);
        event.fact = std::forward<F>(fact);
        apply(m_state, event);
    }
    template <typename E>
    void effect(E &&effect)
    {
        m_effects.emplace_back(std::forward<E>(effect));
    }
    void clear();

    [[nodiscard]] const std::vector<Event> &events() const { return m_events; }
    [[nodiscard]] const std::vector<Effect> &effects() const { return m_effects; }
    [[nodiscard]] std::vector<Event> takeEvents() { return take(m_events); }
    [[nodiscard]] std::vector<Effect> takeEffects() { return take(m_effects); }

private:
    /// Leaves room for as many: batches are alike, and growing moves everything.
    template <typename T>
    [[nodiscard]] static std::vector<T> take(std::vector<T> &from)
    {
        std::vector<T> next;
        next.reserve(from.size());
        return std::exchange(from, std::move(next));
    }

    State &m_state;
    std::vector<Event> m_events;
    std::vector<Effect> m_effects;
};

/// Decides what follows from `input`.
void step(const State &state, const Input &input, Sink &sink);

/// One ready task and the free slot that gets it.
struct Placement
{
    RunIndex run = 0;
    TaskIndex task = 0;
    Purpose purpose = Purpose::Run;
    WorkerIndex worker = 0;
};

/// The next placement: highest priority first, then the longest way to the end, then the older run and node; to the least
/// loaded worker of the pool that carries out the kind. Nothing when no ready task has a free slot.
[[nodiscard]] std::optional<Placement> next(const State &state);

void dispatch(const State &state, Instant at, const Placement &placement, Sink &sink);

/// When TimePassed is due next; nothing when no timer runs.
[[nodiscard]] std::optional<Instant> nextTimer(const State &state);

/// Why a ready or waiting task does not run, as a sentence for people: "no worker in pool \"gpu\" is connected".
[[nodiscard]] std::string whyNotRunning(const State &state, RunIndex run, TaskIndex task);

} // namespace weftline::scheduler
