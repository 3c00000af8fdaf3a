// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "engine/encoding/members.h"
#include "engine/journal/event_codec.h"
#include "engine/journal/event_members.h"
#include "engine/journal/plan_of.h"

#include <fmt/format.h>

#include <array>
#include <utility>

namespace weftline::journal {
namespace {

using scheduler::Fact;

template <class>
constexpr bool isLater = false;
template <class T>
constexpr bool isLater<Later<T>> = true;

struct Decoder : encoding::MembersReader
{
    using MembersReader::MembersReader;
    using MembersReader::get;

    std::size_t arity = 0; ///< Members of the event's array.
    std::size_t left = 0; ///< Of them, those that are still to be read.

    template <class... Members>
    void operator()(Members &&...members)
    {
        constexpr std::size_t all = 2 + sizeof...(members);
        constexpr std::size_t later = (std::size_t{isLater<std::remove_cvref_t<Members>>} + ... + 0);
        if (arity > all || arity < all - later) {
            fail("an event with a wrong number of members");
            return;
        }
        left = arity - 2;
        (next(members), ...);
    }

    template <class Member>
    void next(Member &member)
    {
        if (left == 0)
            return;
        --left;
        get(member);
    }

    template <class T>
    void get(Later<T> &later)
    {
        get(later.member);
    }

    void get(std::shared_ptr<const workflow::Plan> &plan)
    {
        const Value value = m_reader.value();
        if (!ok())
            return;
        auto compiled = planFrom(value);
        if (compiled)
            plan = std::move(*compiled);
        else
            fail(compiled.error().message);
    }

    void get(Object &object)
    {
        const std::size_t count = m_reader.map();
        for (std::size_t i = 0; i < count && ok(); ++i) {
            std::string key(m_reader.string());
            object.emplace_back(std::move(key), m_reader.value());
        }
    }

    void get(scheduler::AlertLabels &labels)
    {
        const std::size_t count = m_reader.map();
        for (std::size_t i = 0; i < count && ok(); ++i) {
            std::string name(m_reader.string());
            labels.emplace(std::move(name), m_reader.string());
        }
    }
};

using Read = void (*)(Decoder &, Fact &);

template <std::size_t... Index>
constexpr std::array<Read, sizeof...(Index)> readers(std::index_sequence<Index...>)
{
    return {[](Decoder &decoder, Fact &fact) { members(decoder, fact.emplace<Index>()); }...};
}

constexpr auto factReaders = readers(std::make_index_sequence<std::variant_size_v<Fact>>{});

BatchHead readHead(encoding::Reader &reader)
{
    BatchHead head;
    reader.array(3);
    head.first = reader.unsignedInteger();
    head.count = reader.unsignedInteger();
    head.at = reader.instant();
    return head;
}

} // namespace

Result<BatchHead> decodeBatchHead(BytesView bytes)
{
    encoding::Reader reader(bytes);
    const BatchHead head = readHead(reader);
    if (!reader.ok())
        return failure(ErrorCode::Corrupt, fmt::format("It does not begin as a commit does: {}.", reader.error()));
    return head;
}

Result<BatchHead> decodeBatch(BytesView bytes, std::vector<scheduler::Event> &events)
{
    encoding::Reader reader(bytes, {.depthMax = 128, .countMax = 64U << 20U});
    const BatchHead head = readHead(reader);
    Instant at = head.at;
    Decoder decoder(reader);
    const std::size_t before = events.size();
    for (std::uint64_t read = 0; read < head.count && reader.ok(); ++read) {
        decoder.arity = reader.array();
        const std::uint64_t type = reader.unsignedInteger();
        if (type >= factReaders.size())
            reader.fail("an unknown type of event");
        // A sum that wraps is as good as any other for damaged bytes; the chain of hashes tells of the damage.
        at.us =
            static_cast<std::int64_t>(static_cast<std::uint64_t>(at.us) + static_cast<std::uint64_t>(reader.integer()));
        if (!reader.ok())
            break;
        scheduler::Event &event = events.emplace_back();
        event.at = at;
        factReaders[type](decoder, event.fact);
        if (!reader.ok())
            events.pop_back();
    }
    if (reader.ok() && !reader.atEnd())
        reader.fail("more bytes than events");
    if (!reader.ok())
        return failure(
            ErrorCode::Corrupt,
            fmt::format("After {} of its {} events follows {}.", events.size() - before, head.count, reader.error()));
    return head;
}

} // namespace weftline::journal
