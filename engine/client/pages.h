// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Questions whose answers come in pages, because they may be long: events, runs, the members of a value. Each page is
// bounded in length and in what the engine reads for it, so an answer may hold less than was asked for and still not be
// the end.

#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/client/views.h"

namespace weftline::client {

struct EventQuery
{
    std::string run; ///< Only this run's; empty: all of the engine's.
    std::string node; ///< Only of this node, by its id.
    std::vector<std::string> types; ///< Only of these, such as "task_finished"; empty: all.
    std::string contains; ///< Only those with this text, upper and lower case alike.
    bool isBackwards = false; ///< The newest first.
    std::uint64_t from = 0; ///< The first position to look at, or EventPage::next; 0: the end where it begins.
    std::uint32_t countMax = 500;
};

struct EventRow
{
    std::uint64_t position = 0;
    Instant at;
    std::string type;
    Value json; ///< As `weft events` prints it.

    bool operator==(const EventRow &) const = default;
};

struct EventPage
{
    std::vector<EventRow> rows; ///< In the order in which they were looked at.
    std::uint64_t next = 0; ///< Where to go on.
    bool atEnd = true; ///< Nothing more in this direction, for now.
    std::uint64_t newest = 0; ///< Position of the engine's newest event.
};

struct RunQuery
{
    std::uint32_t before = 0; ///< Only runs with a smaller number; 0: from the newest on.
    std::optional<RunState> state;
    std::string name; ///< Only of workflows with this text in their name, upper and lower case alike.
    std::uint32_t countMax = 100;
};

struct RunPage
{
    std::vector<RunSummary> runs; ///< The newest first.
    std::uint32_t next = 0; ///< `before` of the following page.
    bool atEnd = true;
};

/// Where a value stands: in a task, and from there on a way of member names and list places.
struct ValueQuery
{
    std::string run;
    std::uint32_t node = 0;
    std::uint32_t item = 0;
    std::string part = "output"; ///< "output", "parameters", "item" or "inputs".
    List path; ///< Of strings and whole numbers.
    std::uint64_t from = 0; ///< The first member; for a text the first byte.
    std::uint32_t countMax = 200;
};

/// What a member is, without all that may be in it.
struct ValueMember
{
    Value key; ///< A name, or a place in a list.
    std::string type; ///< Value::typeName().
    std::uint64_t count = 0; ///< Members of a list or object, bytes of a text.
    Value value; ///< All of it where it is small; the beginning of a long text; null for a large list or object.
    bool isWhole = true;

    bool operator==(const ValueMember &) const = default;
};

struct ValuePage
{
    bool isThere = false; ///< There is such a value, though it may be null.
    Instant at; ///< When the task gave it; 0: it is not known.
    std::uint64_t bytes = 0; ///< Encoded, all of it; 0: it is not known.
    ValueMember self; ///< Its key is not looked at. A long text: the part that was asked for.
    std::vector<ValueMember> members; ///< Of a list or object, from `from` on.
    std::uint64_t next = 0; ///< `from` of the following page.
    bool atEnd = true;
};

// As the arguments and answers of the requests "events", "runs" and "value_page".
[[nodiscard]] Value toValue(const EventQuery &query);
[[nodiscard]] Value toValue(const RunQuery &query);
[[nodiscard]] Value toValue(const ValueQuery &query);
[[nodiscard]] Value toValue(const EventPage &page);
[[nodiscard]] Value toValue(const RunPage &page);
[[nodiscard]] Value toValue(const ValuePage &page);
[[nodiscard]] Value toValue(const RunSummary &run);
// What is missing keeps its default; what is there and wrong is an error that names it.
[[nodiscard]] Result<EventQuery> eventQueryFrom(const Value &value);
[[nodiscard]] Result<RunQuery> runQueryFrom(const Value &value);
[[nodiscard]] Result<ValueQuery> valueQueryFrom(const Value &value);
[[nodiscard]] Result<EventPage> eventPageFrom(const Value &value);
[[nodiscard]] Result<RunPage> runPageFrom(const Value &value);
[[nodiscard]] Result<ValuePage> valuePageFrom(const Value &value);
[[nodiscard]] Result<RunSummary> runSummaryFrom(const Value &value);

[[nodiscard]] std::optional<RunState> runStateFrom(std::string_view name);

} // namespace weftline::client
