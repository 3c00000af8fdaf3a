// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "engine/service/values.h"

#include <algorithm>

#include <fmt/format.h>

#include "engine/encoding/blake2b.h"
#include "engine/encoding/reader.h"
#include "engine/encoding/writer.h"

namespace weftline::service {
namespace {

const Payload *payloadOf(const scheduler::Event &event)
{
    if (const auto *finished = std::get_if<scheduler::TaskFinished>(&event.fact))
        return &finished->output;
    if (const auto *expanded = std::get_if<scheduler::NodeExpanded>(&event.fact))
        return &expanded->list;
    if (const auto *prepared = std::get_if<scheduler::TaskPrepared>(&event.fact))
        return &prepared->with;
    if (const auto *delay = std::get_if<scheduler::DelayStarted>(&event.fact))
        return &delay->output;
    if (const auto *run = std::get_if<scheduler::RunFinished>(&event.fact))
        return &run->outputs;
    return nullptr;
}

} // namespace

void Values::remember(scheduler::Position position, const scheduler::Event &event)
{
    const Payload *payload = payloadOf(event);
    if (!payload || payload->isEmpty())
        return;
    m_recentBytes += payload->bytes.size() + sizeof(Payload);
    m_recent.emplace(position, *payload);
    trim();
}

void Values::committed(scheduler::Position position)
{
    m_committed = position;
    trim();
}

void Values::trim()
{
    while (m_recentBytes > bytesMax && !m_recent.empty() && m_recent.begin()->first <= m_committed) {
        m_recentBytes -= m_recent.begin()->second.bytes.size() + sizeof(Payload);
        m_recent.erase(m_recent.begin());
    }
}

Result<Payload> Values::payload(scheduler::Position position)
{
    if (const auto found = m_recent.find(position); found != m_recent.end())
        return found->second;
    const auto event = m_journal.read(position);
    if (!event)
        return tl::unexpected(event.error());
    const Payload *payload = payloadOf(*event);
    if (!payload)
        return failure(ErrorCode::Corrupt, fmt::format("The event at position {} of the journal holds no value.", position));
    return *payload;
}

Result<std::shared_ptr<const Value>> Values::decode(const Payload &payload)
{
    if (payload.isEmpty())
        return std::make_shared<const Value>();
    Bytes stored;
    if (payload.stored) {
        auto bytes = m_store.get(*payload.stored);
        if (!bytes)
            return tl::unexpected(bytes.error());
        stored = std::move(*bytes);
    }
    encoding::Reader reader(payload.stored ? BytesView(stored) : BytesView(payload.bytes));
    auto value = std::make_shared<const Value>(reader.value());
    if (!reader.ok())
        return failure(ErrorCode::Corrupt, fmt::format("A value is damaged: {}.", reader.error()));
    return value;
}

Result<std::shared_ptr<const Value>> Values::value(scheduler::Position position)
{
    const auto found = std::find_if(m_decoded.begin(), m_decoded.end(),
                                    [&](const auto &entry) { return entry.first == position; });
    if (found != m_decoded.end()) {
        m_decoded.splice(m_decoded.begin(), m_decoded, found);
        return found->second;
    }
    const auto packed = payload(position);
    if (!packed)
        return tl::unexpected(packed.error());
    auto decoded = decode(*packed);
    if (decoded) {
        m_decoded.emplace_front(position, *decoded);
        if (m_decoded.size() > decodedMax)
            m_decoded.pop_back();
    }
    return decoded;
}

Result<Payload> Values::keep(const Value &value)
{
    Bytes encoded;
    encoding::Writer(encoded).value(value);
    if (encoded.size() > valueSizeMax)
        return failure(ErrorCode::Limit, fmt::format("The value takes {} bytes. At most {} are allowed.", encoded.size(), valueSizeMax));
    if (encoded.size() <= Payload::inlineMax)
        return Payload::of(std::move(encoded));
    Payload payload;
    payload.size = encoded.size();
    const auto hash = m_store.put(encoded);
    if (!hash)
        return tl::unexpected(hash.error());
    payload.stored = *hash;
    return payload;
}

Result<std::shared_ptr<const Value>> Values::nodeOutput(const scheduler::Run &run, scheduler::NodeIndex node)
{
    const scheduler::NodeState &state = run.nodes[node];
    if (!run.planOf(node).mapped) {
        const scheduler::Task &task = run.tasks[node];
        return task.outputAt ? value(task.outputAt) : std::make_shared<const Value>();
    }
    if (!state.isDone || !state.isExpanded)
        return std::make_shared<const Value>();
    const std::pair key{run.index, node};
    const auto found = std::find_if(m_outputs.begin(), m_outputs.end(), [&](const auto &entry) { return entry.first == key; });
    if (found != m_outputs.end()) {
        m_outputs.splice(m_outputs.begin(), m_outputs, found);
        return found->second;
    }
    List list;
    list.reserve(state.taskCount);
    for (std::uint32_t i = 0; i < state.taskCount; ++i) {
        const scheduler::Position at = run.tasks[state.firstTask + i].outputAt;
        if (at == 0) {
            list.emplace_back();
            continue;
        }
        const auto packed = payload(at);
        const auto decoded = packed ? decode(*packed) : tl::unexpected(packed.error());
        if (!decoded)
            return decoded;
        list.push_back(**decoded);
    }
    auto output = std::make_shared<const Value>(std::move(list));
    m_outputs.emplace_front(key, output);
    if (m_outputs.size() > decodedMax)
        m_outputs.pop_back();
    return output;
}

Result<Value> Values::nodeInputs(const scheduler::Run &run, scheduler::NodeIndex node)
{
    Object inputs;
    for (const workflow::PlanEdge &edge : run.plan->predecessorsOf(node)) {
        const std::string &id = run.plan->workflow.nodes[edge.node].id;
        if (weftline::find(inputs, id))
            continue;
        const auto output = nodeOutput(run, edge.node);
        if (!output)
            return tl::unexpected(output.error());
        inputs.emplace_back(id, **output);
    }
    return Value(std::move(inputs));
}

Result<Value> Values::runOutputs(const scheduler::Run &run)
{
    if (run.outputsAt) {
        const auto given = value(run.outputsAt);
        return given ? Result<Value>(**given) : tl::unexpected(given.error());
    }
    Object outputs;
    if (run.tasks.empty() || !run.plan->workflow.outputs.empty())
        return Value(std::move(outputs)); // it did not come to its outputs
    for (scheduler::NodeIndex n = 0; n < run.nodes.size(); ++n) {
        if (run.planOf(n).successorCount != 0 || !run.nodes[n].isDone)
            continue;
        const auto output = nodeOutput(run, n);
        if (!output)
            return tl::unexpected(output.error());
        outputs.emplace_back(run.plan->workflow.nodes[n].id, **output);
    }
    return Value(std::move(outputs));
}

Result<Value> Values::item(const scheduler::Run &run, scheduler::NodeIndex node, std::uint32_t index)
{
    const auto list = value(run.nodes[node].listAt);
    if (!list)
        return tl::unexpected(list.error());
    const List *items = (*list)->asList();
    if (!items || index >= items->size())
        return failure(ErrorCode::Corrupt, fmt::format("The list of a map has no item {}.", index));
    return (*items)[index];
}

} // namespace weftline::service
