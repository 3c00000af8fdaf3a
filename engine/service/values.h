// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Where values are: the state refers to them by the position of the event that holds them. Recent ones are in memory,
// older ones in the journal, large ones in the store.

#pragma once

#include <list>
#include <map>
#include <memory>

#include "engine/base/payload.h"
#include "engine/journal/journal.h"
#include "engine/scheduler/state.h"
#include "engine/store/store.h"

namespace weftline::service {

class Values
{
public:
    Values(const journal::Reader &journal, store::Store &store) : m_journal(journal), m_store(store) { }

    /// Notes the payload of an event that is about to be committed at `position`, if it has one.
    void remember(scheduler::Position position, const scheduler::Event &event);
    /// Events up to `position` are durable, so what they hold may be forgotten here.
    void committed(scheduler::Position position);

    [[nodiscard]] const journal::Reader &journal() const { return m_journal; }
    /// The payload that the event at `position` holds.
    [[nodiscard]] Result<Payload> payload(scheduler::Position position);
    /// The decoded value of a payload. Shared, because the items of a list are asked for one by one.
    [[nodiscard]] Result<std::shared_ptr<const Value>> value(scheduler::Position position);
    [[nodiscard]] Result<std::shared_ptr<const Value>> decode(const Payload &payload);

    /// Encodes; above Payload::inlineMax the store keeps it.
    [[nodiscard]] Result<Payload> keep(const Value &value);

    /// What a node gives: its task's output, or the list of its tasks' outputs in order. Null for one that gave none.
    [[nodiscard]] Result<std::shared_ptr<const Value>> nodeOutput(const scheduler::Run &run, scheduler::NodeIndex node);
    /// What the nodes before this one give, by their ids: each once, however many edges lead from it.
    [[nodiscard]] Result<Value> nodeInputs(const scheduler::Run &run, scheduler::NodeIndex node);
    /// What a run gives back: what its workflow's `outputs` name, or where it names none the outputs of the nodes at its ends.
    [[nodiscard]] Result<Value> runOutputs(const scheduler::Run &run);
    /// The item of a mapped node's task; `index` counts from 0.
    [[nodiscard]] Result<Value> item(const scheduler::Run &run, scheduler::NodeIndex node, std::uint32_t index);

private:
    void trim();

    static constexpr std::size_t bytesMax = 64U << 20U;
    static constexpr std::size_t decodedMax = 64;

    const journal::Reader &m_journal;
    store::Store &m_store;
    std::map<scheduler::Position, Payload> m_recent; ///< Ascending, so the oldest goes first.
    std::size_t m_recentBytes = 0;
    scheduler::Position m_committed = 0;
    std::list<std::pair<scheduler::Position, std::shared_ptr<const Value>>> m_decoded; ///< Most recently used first.
    std::list<std::pair<std::pair<scheduler::RunIndex, scheduler::NodeIndex>, std::shared_ptr<const Value>>> m_outputs;
};

} // namespace weftline::service
