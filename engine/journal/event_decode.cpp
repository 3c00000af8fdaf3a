// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "engine/encoding/reader.h"
#include "engine/journal/event_codec.h"
#include "engine/journal/event_members.h"
#include "engine/workflow/codec.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

namespace weftline::journal {
namespace {

using scheduler::Fact;

constexpr std::uint64_t countOf(scheduler::TaskState)
{
    return scheduler::taskStateCount;
}
constexpr std::uint64_t countOf(scheduler::RunState)
{
    return scheduler::runStateCount;
}
constexpr std::uint64_t countOf(scheduler::Outcome)
{
    return scheduler::outcomeCount;
}
constexpr std::uint64_t countOf(scheduler::NoticedBy)
{
    return scheduler::noticedByCount;
}
constexpr std::uint64_t countOf(scheduler::Purpose)
{
    return scheduler::purposeCount;
}

constexpr std::uint64_t countOf(scheduler::AlertState)
{
    return scheduler::alertStateCount;
}
template <class>
constexpr bool isLater = false;
template <class T>
constexpr bool isLater<Later<T>> = true;

struct Decoder
{
    static constexpr bool reads = true;

    encoding::Reader &reader;
    std::size_t arity = 0; ///< Members of the event's array.
    std::size_t left = 0; ///< Of them, those that are still to be read.

    template <class... Members>
    void operator()(Members &&...members)
    {
        constexpr std::size_t all = 2 + sizeof...(members);
        constexpr std::size_t later = (std::size_t{isLater<std::remove_cvref_t<Members>>} + ... + 0);
        if (arity > all || arity < all - later) {
            reader.fail("an event with a wrong number of members");
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

    void get(std::vector<std::uint32_t> &numbers)
    {
        const std::size_t count = reader.array();
        for (std::size_t i = 0; i < count && reader.ok(); ++i)
            numbers.push_back(reader.u32());
    }

    void get(std::uint32_t &u) { u = reader.u32(); }
    void get(std::uint64_t &u) { u = reader.unsignedInteger(); }
    void get(std::int64_t &i) { i = reader.integer(); }
    void get(bool &b) { b = reader.boolean(); }
    void get(double &d) { d = reader.number(); }
    void get(std::string &text) { text = reader.string(); }
    void get(Duration &duration) { duration = reader.duration(); }
    void get(Instant &at) { at = reader.instant(); }
    void get(SessionId &session) { session = reader.session(); }

    void get(ModelUse &use)
    {
        if (reader.nilNext())
            return;
        reader.array(3);
        use.tokensIn = reader.unsignedInteger();
        use.tokensOut = reader.unsignedInteger();
        use.cost = reader.unsignedInteger();
    }

    void get(std::shared_ptr<const workflow::Plan> &plan)
    {
        const Value value = reader.value();
        if (!reader.ok())
            return;
        workflow::Problems problems;
        workflow::Workflow workflow = workflow::fromValue(value, problems);
        const auto error = std::find_if(problems.begin(), problems.end(), [](const workflow::Problem &problem) {
            return problem.severity == workflow::Severity::Error;
        });
        if (error != problems.end()) {
            reader.fail(fmt::format("a workflow that cannot be read ({})", error->message));
            return;
        }
        auto compiled = workflow::compile(std::move(workflow));
        if (compiled)
            plan = std::move(*compiled);
        else
            reader.fail(fmt::format("a workflow that cannot be carried out ({})", compiled.error().message));
    }

    void get(Object &object)
    {
        const std::size_t count = reader.map();
        for (std::size_t i = 0; i < count && reader.ok(); ++i) {
            std::string key(reader.string());
            object.emplace_back(std::move(key), reader.value());
        }
    }

    void get(scheduler::AlertLabels &labels)
    {
        const std::size_t count = reader.map();
        for (std::size_t i = 0; i < count && reader.ok(); ++i) {
            std::string name(reader.string());
            labels.emplace(std::move(name), reader.string());
        }
    }

    void get(Payload &payload)
    {
        if (reader.nilNext())
            return;
        if (reader.binaryNext()) {
            payload.bytes = reader.binary();
            payload.size = payload.bytes.size();
            return;
        }
        reader.array(2);
        payload.stored = reader.hash();
        payload.size = reader.unsignedInteger();
    }

    template <class Enum>
    requires std::is_enum_v<Enum>
    void get(Enum &code) { code = reader.enumeration<Enum>(countOf(Enum{})); }
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
    Decoder decoder{reader};
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
