// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "engine/client/pages.h"

#include <algorithm>
#include <limits>

#include <fmt/format.h>

namespace weftline::client {
namespace {

constexpr std::size_t typesMax = 64;
constexpr std::size_t pathMax = 64;

template <typename T>
constexpr bool isNumber = std::is_integral_v<T> && !std::is_same_v<T, bool>;

/// Reads members of an object; remembers the first that is not what it must be.
class Members
{
public:
    explicit Members(const Value &object) : m_object(object)
    {
        if (!object.asObject())
            m_wrong = "it is no object";
    }

    template <typename T>
    void get(std::string_view name, T &into)
    {
        const Value *member = m_object.find(name);
        if (!member || member->isNull())
            return;
        if (!take(*member, into) && m_wrong.empty())
            m_wrong = fmt::format("\"{}\" is a {} and not what it must be", name, member->typeName());
    }

    /// Each entry of a list.
    template <typename Entry>
    void each(std::string_view name, std::size_t countMax, Entry entry)
    {
        const Value *member = m_object.find(name);
        if (!member || member->isNull())
            return;
        const List *list = member->asList();
        if (!list || list->size() > countMax) {
            fail(fmt::format("\"{}\" is no list of at most {} entries", name, countMax));
            return;
        }
        for (const Value &one : *list)
            if (m_wrong.empty() && !entry(one))
                fail(fmt::format("an entry of \"{}\" is not what it must be", name));
    }

    void fail(std::string why)
    {
        if (m_wrong.empty())
            m_wrong = std::move(why);
    }

    template <typename T>
    Result<T> done(std::string_view what, T made) const
    {
        if (!m_wrong.empty())
            return failure(ErrorCode::InvalidInput, fmt::format("This {} cannot be read: {}.", what, m_wrong));
        return made;
    }

private:
    static bool take(const Value &from, std::string &into)
    {
        if (const std::string *text = from.asString())
            into = *text;
        return from.asString() != nullptr;
    }
    static bool take(const Value &from, bool &into)
    {
        if (const bool *flag = from.asBool())
            into = *flag;
        return from.asBool() != nullptr;
    }
    static bool take(const Value &from, Value &into)
    {
        into = from;
        return true;
    }
    template <typename T>
    requires isNumber<T>
    static bool take(const Value &from, T &into)
    {
        const std::int64_t *number = from.asInt();
        if (!number || !std::in_range<T>(*number))
            return false;
        into = static_cast<T>(*number);
        return true;
    }
    static bool take(const Value &from, Instant &into) { return take(from, into.us); }

    const Value &m_object;
    std::string m_wrong;
};

Value number(std::uint64_t n) { return static_cast<std::int64_t>(std::min<std::uint64_t>(n, std::numeric_limits<std::int64_t>::max())); }

Value toValue(const ValueMember &member)
{
    return Object{{"key", member.key}, {"type", member.type}, {"count", number(member.count)}, {"value", member.value},
                  {"whole", member.isWhole}};
}

bool memberFrom(const Value &value, ValueMember &member)
{
    Members in(value);
    in.get("key", member.key);
    in.get("type", member.type);
    in.get("count", member.count);
    in.get("value", member.value);
    in.get("whole", member.isWhole);
    return in.done("member", true).has_value();
}

} // namespace

std::optional<RunState> runStateFrom(std::string_view name)
{
    for (const RunState state : {RunState::Running, RunState::Succeeded, RunState::Failed, RunState::Cancelled})
        if (nameOf(state) == name)
            return state;
    return std::nullopt;
}

Value toValue(const EventQuery &query)
{
    List types;
    for (const std::string &type : query.types)
        types.emplace_back(type);
    return Object{{"run", query.run}, {"node", query.node}, {"types", std::move(types)}, {"contains", query.contains},
                  {"backwards", query.isBackwards}, {"from", number(query.from)}, {"count", std::int64_t{query.countMax}}};
}

Result<EventQuery> eventQueryFrom(const Value &value)
{
    EventQuery query;
    Members in(value);
    in.get("run", query.run);
    in.get("node", query.node);
    in.get("contains", query.contains);
    in.get("backwards", query.isBackwards);
    in.get("from", query.from);
    in.get("count", query.countMax);
    in.each("types", typesMax, [&](const Value &type) {
        if (type.asString())
            query.types.push_back(*type.asString());
        return type.asString() != nullptr;
    });
    return in.done("question for events", std::move(query));
}

Value toValue(const EventPage &page)
{
    List rows;
    for (const EventRow &row : page.rows)
        rows.push_back(Object{{"position", number(row.position)}, {"at", row.at.us}, {"type", row.type}, {"event", row.json}});
    return Object{{"rows", std::move(rows)}, {"next", number(page.next)}, {"end", page.atEnd}, {"newest", number(page.newest)}};
}

Result<EventPage> eventPageFrom(const Value &value)
{
    EventPage page;
    Members in(value);
    in.get("next", page.next);
    in.get("end", page.atEnd);
    in.get("newest", page.newest);
    in.each("rows", 100'000, [&](const Value &entry) {
        EventRow row;
        Members members(entry);
        members.get("position", row.position);
        members.get("at", row.at);
        members.get("type", row.type);
        members.get("event", row.json);
        page.rows.push_back(std::move(row));
        return members.done("event", true).has_value();
    });
    return in.done("page of events", std::move(page));
}

Value toValue(const RunQuery &query)
{
    Object out{{"before", std::int64_t{query.before}}, {"name", query.name}, {"count", std::int64_t{query.countMax}}};
    if (query.state)
        out.emplace_back("state", nameOf(*query.state));
    return out;
}

Result<RunQuery> runQueryFrom(const Value &value)
{
    RunQuery query;
    std::string state;
    Members in(value);
    in.get("before", query.before);
    in.get("name", query.name);
    in.get("count", query.countMax);
    in.get("state", state);
    query.state = runStateFrom(state);
    if (!state.empty() && !query.state)
        in.fail(fmt::format("a run is never \"{}\", only running, succeeded, failed or cancelled", state));
    return in.done("question for runs", std::move(query));
}

Value toValue(const RunSummary &run)
{
    List counts;
    for (const std::uint32_t count : run.counts)
        counts.emplace_back(std::int64_t{count});
    return Object{{"index", std::int64_t{run.index}}, {"id", run.id}, {"name", run.name}, {"by", run.by},
                  {"state", nameOf(run.state)}, {"reason", run.reason}, {"accepted", run.acceptedAt.us},
                  {"finished", run.finishedAt.us}, {"counts", std::move(counts)}, {"attempts", number(run.attempts)},
                  {"retries", number(run.retries)}, {"refused", number(run.refused)},
                  {"workers_lost", std::int64_t{run.workersLost}}, {"retry_of", std::int64_t{run.retryOf}},
                  {"taken", std::int64_t{run.taken}}};
}

Result<RunSummary> runSummaryFrom(const Value &value)
{
    RunSummary run;
    std::string state;
    Members in(value);
    in.get("index", run.index);
    in.get("id", run.id);
    in.get("name", run.name);
    in.get("by", run.by);
    in.get("state", state);
    in.get("reason", run.reason);
    in.get("accepted", run.acceptedAt);
    in.get("finished", run.finishedAt);
    in.get("attempts", run.attempts);
    in.get("retries", run.retries);
    in.get("refused", run.refused);
    in.get("workers_lost", run.workersLost);
    in.get("retry_of", run.retryOf);
    in.get("taken", run.taken);
    std::size_t place = 0;
    in.each("counts", run.counts.size(), [&](const Value &count) {
        const std::int64_t *number = count.asInt();
        if (number && std::in_range<std::uint32_t>(*number))
            run.counts[place++] = static_cast<std::uint32_t>(*number);
        return number != nullptr;
    });
    if (const auto known = runStateFrom(state))
        run.state = *known;
    else
        in.fail("its state is unknown");
    return in.done("run", std::move(run));
}

Value toValue(const RunPage &page)
{
    List runs;
    for (const RunSummary &run : page.runs)
        runs.push_back(toValue(run));
    return Object{{"runs", std::move(runs)}, {"next", std::int64_t{page.next}}, {"end", page.atEnd}};
}

Result<RunPage> runPageFrom(const Value &value)
{
    RunPage page;
    Members in(value);
    in.get("next", page.next);
    in.get("end", page.atEnd);
    in.each("runs", 100'000, [&](const Value &entry) {
        auto run = runSummaryFrom(entry);
        if (run)
            page.runs.push_back(std::move(*run));
        return run.has_value();
    });
    return in.done("page of runs", std::move(page));
}

Value toValue(const ValueQuery &query)
{
    return Object{{"run", query.run}, {"node", std::int64_t{query.node}}, {"item", std::int64_t{query.item}}, {"part", query.part},
                  {"path", query.path}, {"from", number(query.from)}, {"count", std::int64_t{query.countMax}}};
}

Result<ValueQuery> valueQueryFrom(const Value &value)
{
    ValueQuery query;
    Members in(value);
    in.get("run", query.run);
    in.get("node", query.node);
    in.get("item", query.item);
    in.get("part", query.part);
    in.get("from", query.from);
    in.get("count", query.countMax);
    in.each("path", pathMax, [&](const Value &step) {
        query.path.push_back(step);
        return step.asString() || step.asInt();
    });
    return in.done("question for a value", std::move(query));
}

Value toValue(const ValuePage &page)
{
    List members;
    for (const ValueMember &member : page.members)
        members.push_back(toValue(member));
    return Object{{"there", page.isThere}, {"at", page.at.us}, {"bytes", number(page.bytes)}, {"self", toValue(page.self)},
                  {"members", std::move(members)}, {"next", number(page.next)}, {"end", page.atEnd}};
}

Result<ValuePage> valuePageFrom(const Value &value)
{
    ValuePage page;
    Value self;
    Members in(value);
    in.get("there", page.isThere);
    in.get("at", page.at);
    in.get("bytes", page.bytes);
    in.get("self", self);
    in.get("next", page.next);
    in.get("end", page.atEnd);
    if (!memberFrom(self, page.self))
        in.fail("it does not say what it is");
    in.each("members", 100'000, [&](const Value &entry) { return memberFrom(entry, page.members.emplace_back()); });
    return in.done("page of a value", std::move(page));
}

} // namespace weftline::client
