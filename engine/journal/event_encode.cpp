// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "engine/encoding/members.h"
#include "engine/journal/event_codec.h"
#include "engine/journal/event_members.h"
#include "engine/workflow/codec.h"

namespace weftline::journal {
namespace {

struct Encoder : encoding::MembersWriter
{
    using MembersWriter::MembersWriter;
    using MembersWriter::put;

    std::uint64_t type = 0;
    std::int64_t delta = 0;

    template <class... Members>
    void operator()(const Members &...members)
    {
        m_writer.array(2 + sizeof...(members)).unsignedInteger(type).integer(delta);
        (put(members), ...);
    }

    void put(const std::shared_ptr<const workflow::Plan> &plan) { m_writer.value(workflow::toValue(plan->workflow)); }

    template <class T>
    void put(Later<T> later)
    {
        put(later.member);
    }

    void put(const Object &object)
    {
        m_writer.map(object.size());
        for (const auto &[key, value] : object)
            m_writer.string(key).value(value);
    }

    void put(const scheduler::AlertLabels &labels)
    {
        m_writer.map(labels.size());
        for (const auto &[name, value] : labels)
            m_writer.string(name).string(value);
    }
};

} // namespace

void encodeBatch(scheduler::Position first, std::span<const scheduler::Event> events, Bytes &out)
{
    encoding::Writer writer(out);
    Instant before = events.empty() ? Instant{} : events.front().at;
    writer.array(3).unsignedInteger(first).unsignedInteger(events.size()).instant(before);
    Encoder encoder(writer);
    for (const scheduler::Event &event : events) {
        encoder.type = event.fact.index();
        encoder.delta = (event.at - before).count();
        before = event.at;
        std::visit([&](const auto &fact) { members(encoder, fact); }, event.fact);
    }
}

} // namespace weftline::journal
