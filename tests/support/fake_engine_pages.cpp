// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What the engine for tests answers page by page.

#include <algorithm>

#include "tests/support/fake_engine_client.h"

namespace weftline::test {
namespace {

std::uint64_t countOf(const Value &value)
{
    if (const List *list = value.asList())
        return list->size();
    return value.asObject() ? value.asObject()->size() : value.asString() ? value.asString()->size() : 0;
}

client::ValueMember memberOf(Value key, const Value &value)
{
    constexpr std::size_t wholeMax = 4;
    const bool isWhole = value.asString() || countOf(value) <= wholeMax;
    return {std::move(key), std::string(value.typeName()), countOf(value), isWhole ? value : Value(), isWhole};
}

const Value *follow(const Value &value, const List &path)
{
    const Value *at = &value;
    for (const Value &step : path)
        at = step.asString() ? at->find(*step.asString()) : &at->asList()->at(static_cast<std::size_t>(*step.asInt()));
    return at;
}

bool isOf(const client::EventRow &row, const client::EventQuery &query)
{
    const auto is = [&](const char *key, const std::string &wanted) {
        const Value *member = row.json.find(key);
        return wanted.empty() || (member && member->asString() && *member->asString() == wanted);
    };
    const bool isType = query.types.empty() || std::find(query.types.begin(), query.types.end(), row.type) != query.types.end();
    return isType && is("run", query.run) && is("node", query.node)
        && QString::fromStdString(toJson(row.json)).contains(QString::fromStdString(query.contains), Qt::CaseInsensitive);
}

} // namespace

QCoro::Task<Result<Done>> FakeEngineClient::retryRun(std::string runId, std::string of)
{
    co_return answer({"retry", of, {}, 0, runId});
}

QCoro::Task<Result<client::EventPage>> FakeEngineClient::events(client::EventQuery query)
{
    m_eventQueries.push_back(query);
    if (m_failure)
        co_return tl::unexpected<Error>(*m_failure);
    client::EventPage page;
    const auto size = static_cast<std::int64_t>(m_events.size());
    page.newest = m_events.empty() ? 0 : m_events.back().position;
    const std::int64_t step = query.isBackwards ? -1 : 1;
    std::int64_t at = query.isBackwards ? size - 1 : 0;
    while (query.from != 0 && at >= 0 && at < size
           && (query.isBackwards ? m_events[static_cast<std::size_t>(at)].position > query.from
                                 : m_events[static_cast<std::size_t>(at)].position < query.from))
        at += step;
    for (; at >= 0 && at < size && page.rows.size() < query.countMax; at += step)
        if (isOf(m_events[static_cast<std::size_t>(at)], query))
            page.rows.push_back(m_events[static_cast<std::size_t>(at)]);
    page.atEnd = at < 0 || at >= size;
    page.next = page.atEnd ? (query.isBackwards ? 0 : page.newest + 1) : m_events[static_cast<std::size_t>(at)].position;
    co_return page;
}

QCoro::Task<Result<client::RunPage>> FakeEngineClient::runs(client::RunQuery query)
{
    std::map<std::uint32_t, client::RunSummary> all = m_engine.runs;
    for (const client::RunSummary &run : m_oldRuns)
        all.emplace(run.index, run);
    client::RunPage page;
    for (auto run = all.rbegin(); run != all.rend(); ++run) {
        if (query.before != 0 && run->first + 1 >= query.before)
            continue;
        if (page.runs.size() == query.countMax) {
            page.atEnd = false;
            break;
        }
        page.runs.push_back(run->second);
        page.next = run->first + 1;
    }
    co_return page;
}

QCoro::Task<Result<client::RunSummary>> FakeEngineClient::findRun(std::string which)
{
    for (const auto &[index, run] : m_engine.runs)
        if (run.id == which)
            co_return run;
    co_return failure(ErrorCode::NotFound, "There is no run \"" + which + "\" here.");
}

void FakeEngineClient::setValue(const std::string &run, std::uint32_t node, std::uint32_t item, Value value, Instant at)
{
    m_values[{run, node, item}] = {std::move(value), at};
}

QCoro::Task<Result<client::ValuePage>> FakeEngineClient::valuePage(client::ValueQuery query)
{
    m_valueQueries.push_back(query);
    if (m_failure)
        co_return tl::unexpected<Error>(*m_failure);
    client::ValuePage page;
    const auto found = m_values.find({query.run, query.node, query.item});
    if (found == m_values.end())
        co_return page;
    const Value &value = *follow(found->second.first, query.path);
    page.isThere = true;
    page.at = found->second.second;
    page.bytes = toJson(value).size();
    page.self = memberOf({}, value);
    std::size_t at = query.from;
    const std::size_t count = countOf(value);
    for (; at < count && page.members.size() < query.countMax && !value.asString(); ++at)
        page.members.push_back(value.asList() ? memberOf(static_cast<std::int64_t>(at), (*value.asList())[at])
                                              : memberOf((*value.asObject())[at].first, (*value.asObject())[at].second));
    page.next = at;
    page.atEnd = at >= count || value.asString();
    co_return page;
}

} // namespace weftline::test
