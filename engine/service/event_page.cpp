// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "engine/service/event_page.h"

#include <algorithm>

#include <fmt/format.h>

#include "engine/encoding/writer.h"
#include "engine/journal/event_json.h"
#include "engine/service/requests.h"

namespace weftline::service {
namespace {

using scheduler::Position;

constexpr std::size_t eventsLookedAt = 4096; ///< For one page.
constexpr std::size_t eventsRead = 512; ///< At a time.
constexpr std::size_t rowsMax = 1000;
constexpr std::size_t bytesMax = 1U << 20U; ///< Of a page, about.

/// The run that an event belongs to; none for the others.
scheduler::RunIndex runOf(const scheduler::Fact &fact)
{
    return std::visit(
        [](const auto &one) -> scheduler::RunIndex {
            if constexpr (requires { one.run; })
                return one.run;
            else if constexpr (requires { one.attempt.run; })
                return one.attempt.run;
            else
                return scheduler::none;
        },
        fact);
}

/// Decides which events a page shows, and makes its rows.
class EventFilter
{
public:
    EventFilter(const client::EventQuery &query, scheduler::RunIndex run, const journal::NameTable &names)
        : m_query(query), m_run(run), m_names(names), m_wanted(small(query.contains))
    {
    }

    std::optional<client::EventRow> row(const scheduler::Event &event, Position position) const
    {
        if (m_run != scheduler::none && runOf(event.fact) != m_run)
            return std::nullopt;
        const std::string_view type = scheduler::typeName(event.fact);
        if (!m_query.types.empty() && std::find(m_query.types.begin(), m_query.types.end(), type) == m_query.types.end())
            return std::nullopt;
        Value json = journal::eventToJson(event, position, m_names);
        if (!m_query.node.empty()) {
            const Value *node = json.find("node");
            if (!node || !node->asString() || *node->asString() != m_query.node)
                return std::nullopt;
        }
        if (!m_wanted.empty() && small(toJson(json)).find(m_wanted) == std::string::npos)
            return std::nullopt;
        return client::EventRow{position, event.at, std::string(type), std::move(json)};
    }

private:
    const client::EventQuery &m_query;
    scheduler::RunIndex m_run;
    const journal::NameTable &m_names;
    std::string m_wanted; ///< In small letters.
};

std::size_t sizeOf(const Value &value)
{
    Bytes bytes;
    encoding::Writer(bytes).value(value);
    return bytes.size();
}

/// Goes through the journal from `query.from` to one of the ends `first` and `last`.
Result<client::EventPage> readEvents(const journal::Reader &journal, const client::EventQuery &query, const EventFilter &filter,
                                     Position first, Position last)
{
    client::EventPage page;
    const std::size_t countMax = std::clamp<std::size_t>(query.countMax, 1, rowsMax);
    Position at = query.isBackwards ? last : first;
    if (query.from != 0)
        at = query.isBackwards ? std::min(query.from, last) : std::max(query.from, first);
    std::size_t lookedAt = 0;
    std::size_t bytes = 0;
    const auto isDone = [&] { return query.isBackwards ? at < first : at > last; };
    while (!isDone() && lookedAt < eventsLookedAt) {
        const Position left = query.isBackwards ? at - first + 1 : last - at + 1;
        const std::size_t count = std::min<std::size_t>(left, eventsRead);
        const Position begin = query.isBackwards ? at - count + 1 : at;
        const auto events = journal.readAfter(begin - 1, count);
        if (!events)
            return tl::unexpected(events.error());
        if (events->size() < count)
            break; // what is not there yet
        for (std::size_t i = 0; i < count; ++i) {
            const std::size_t place = query.isBackwards ? count - 1 - i : i;
            auto row = filter.row((*events)[place], begin + place);
            if (row) {
                bytes += sizeOf(row->json);
                page.rows.push_back(std::move(*row));
            }
            ++lookedAt;
            at = query.isBackwards ? at - 1 : at + 1;
            if (page.rows.size() >= countMax || bytes >= bytesMax) {
                page.next = at;
                page.atEnd = isDone();
                return page;
            }
        }
    }
    page.next = at;
    page.atEnd = isDone();
    return page;
}

} // namespace

Result<client::EventPage> eventPage(const scheduler::State &state, const history::Fold &fold, const journal::Reader &journal,
                                    const client::EventQuery &query)
{
    Position first = 1;
    Position last = state.position;
    scheduler::RunIndex index = scheduler::none;
    if (!query.run.empty()) {
        const scheduler::Run *run = state.run(query.run);
        if (!run)
            return failure(ErrorCode::NotFound, fmt::format("There is no run \"{}\" here.", query.run), "run");
        index = run->index;
        first = run->acceptedPosition;
        if (run->state != scheduler::RunState::Running)
            last = std::max(first, fold.lastChangeOf(index));
    }
    auto page = readEvents(journal, query, EventFilter(query, index, fold.names()), first, last);
    if (page)
        page->newest = state.position;
    return page;
}

} // namespace weftline::service
