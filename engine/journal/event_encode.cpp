// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "engine/encoding/writer.h"
#include "engine/journal/event_codec.h"
#include "engine/journal/event_members.h"
#include "engine/workflow/codec.h"

namespace weftline::journal {
namespace {

struct Encoder
{
    static constexpr bool reads = false;

    encoding::Writer &writer;
    std::uint64_t type = 0;
    std::int64_t delta = 0;

    template <class... Members>
    void operator()(const Members &...members)
    {
        writer.array(2 + sizeof...(members)).unsignedInteger(type).integer(delta);
        (put(members), ...);
    }

    void put(std::uint32_t u) { writer.unsignedInteger(u); }
    void put(std::uint64_t u) { writer.unsignedInteger(u); }
    void put(std::int64_t i) { writer.integer(i); }
    void put(bool b) { writer.boolean(b); }
    void put(double d) { writer.number(d); }
    void put(const std::string &text) { writer.string(text); }
    void put(Duration duration) { writer.duration(duration); }
    void put(Instant at) { writer.instant(at); }
    void put(const SessionId &session) { writer.session(session); }
    void put(const std::shared_ptr<const workflow::Plan> &plan) { writer.value(workflow::toValue(plan->workflow)); }

    template <class T>
    void put(Later<T> later)
    {
        put(later.member);
    }

    void put(const std::vector<std::uint32_t> &numbers)
    {
        writer.array(numbers.size());
        for (const std::uint32_t number : numbers)
            writer.unsignedInteger(number);
    }

    void put(const Object &object)
    {
        writer.map(object.size());
        for (const auto &[key, value] : object)
            writer.string(key).value(value);
    }

    void put(const scheduler::AlertLabels &labels)
    {
        writer.map(labels.size());
        for (const auto &[name, value] : labels)
            writer.string(name).string(value);
    }

    void put(const Payload &payload)
    {
        if (payload.stored)
            writer.array(2).hash(*payload.stored).unsignedInteger(payload.size);
        else if (payload.isEmpty())
            writer.nil();
        else
            writer.binary(payload.bytes);
    }

    /// Hardly an event has any.
    void put(const ModelUse &use)
    {
        if (use.isEmpty())
            writer.nil();
        else
            writer.array(3).unsignedInteger(use.tokensIn).unsignedInteger(use.tokensOut).unsignedInteger(use.cost);
    }

    template <class Enum>
    requires std::is_enum_v<Enum>
    void put(Enum code) { writer.unsignedInteger(static_cast<std::uint64_t>(code)); }
};

} // namespace

void encodeBatch(scheduler::Position first, std::span<const scheduler::Event> events, Bytes &out)
{
    encoding::Writer writer(out);
    Instant before = events.empty() ? Instant{} : events.front().at;
    writer.array(3).unsignedInteger(first).unsignedInteger(events.size()).instant(before);
    Encoder encoder{writer};
    for (const scheduler::Event &event : events) {
        encoder.type = event.fact.index();
        encoder.delta = (event.at - before).count();
        before = event.at;
        std::visit([&](const auto &fact) { members(encoder, fact); }, event.fact);
    }
}

} // namespace weftline::journal
