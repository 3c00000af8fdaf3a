// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "engine/journal/verify.h"

#include "engine/journal/invariants.h"
#include "engine/journal/sqlite_file.h"
#include "engine/scheduler/step.h"

#include <fmt/format.h>

namespace weftline::journal {
namespace {

class Verifier
{
public:
    VerifyReport run(const NextRow &next)
    {
        for (;;) {
            const auto row = next();
            if (!row) {
                problem(
                    fmt::format("The file ends at position {}{}: {}", m_head.position, time(), row.error().message));
                break;
            }
            if (!*row)
                break;
            take(**row);
        }
        if (m_isTrue)
            compare();
        m_report.runs = m_invariants.runs();
        m_report.ok = m_report.problems.empty();
        return std::move(m_report);
    }

private:
    std::string time() const { return m_head.position == 0 ? "" : ", " + toRfc3339(m_head.at); }

    void problem(std::string what)
    {
        if (m_report.problems.size() < VerifyReport::problemsMax)
            m_report.problems.push_back(std::move(what));
        else
            ++m_report.problemsDropped;
    }

    void take(const Row &row)
    {
        ++m_report.records;
        const std::string where = fmt::format("Row {}, position {}", m_report.records, row.first);
        const std::string broken = checkLink(m_head, row);
        if (!broken.empty()) {
            problem(fmt::format("{}: {}.", where, broken));
            m_isTrue = false; // what follows cannot be judged without it
        }
        m_events.clear();
        const auto batch = decodeBatch(row.bytes, m_events);
        if (!batch && broken.empty())
            problem(fmt::format("{}: {}", where, batch.error().message));
        m_isTrue = m_isTrue && batch.has_value();
        m_report.events += m_events.size();
        for (const scheduler::Event &event : m_events) {
            ++m_report.byType[event.fact.index()];
            if (m_isTrue)
                apply(where, event);
        }
        if (const std::string open = m_isTrue ? m_invariants.checkEnd() : std::string(); !open.empty()) {
            problem(fmt::format("{}: after it, {}.", where, open));
            m_isTrue = false;
        }
        // Later rows are judged by what this one says of itself, so that each damaged one is named, once.
        m_head.position = row.first + row.count - 1;
        m_head.hash = row.hash;
        if (batch && !m_events.empty())
            m_head.at = m_events.back().at;
        if (m_isTrue)
            m_report.head = m_head;
    }

    void apply(const std::string &where, const scheduler::Event &event)
    {
        if (const std::string broken = m_invariants.take(event); !broken.empty()) {
            problem(fmt::format("{}: event {}, {} at {}: {}. What follows is not judged.", where, m_state.position + 1,
                                scheduler::typeName(event.fact), toRfc3339(event.at), broken));
            m_isTrue = false;
            return;
        }
        scheduler::apply(m_state, event);
    }

    /// What the events came to, against what the scheduler makes of them.
    void compare()
    {
        if (m_state.position != m_head.position || m_state.runs.size() != m_invariants.runs())
            problem(fmt::format("Replayed, the journal comes to position {} and {} runs; it has {} and {}.",
                                m_state.position, m_state.runs.size(), m_head.position, m_invariants.runs()));
        std::uint64_t ended = 0;
        for (const scheduler::Run &run : m_state.runs) {
            for (const scheduler::NodeState &node : run.nodes)
                ended -= node.isTaken ? node.taskCount : 0; // they ended in the earlier run
            for (std::size_t state = 0; state < scheduler::taskStateCount; ++state)
                if (scheduler::isFinal(static_cast<scheduler::TaskState>(state)))
                    ended += run.totals()[state];
        }
        if (ended != m_invariants.tasksFinished())
            problem(fmt::format("Replayed, {} tasks have ended; the journal says so of {}.", ended,
                                m_invariants.tasksFinished()));
    }

    VerifyReport m_report;
    Invariants m_invariants;
    scheduler::State m_state;
    std::vector<scheduler::Event> m_events;
    Head m_head;
    bool m_isTrue = true; ///< Chain and events are right so far.
};

} // namespace

VerifyReport verifyRows(const NextRow &next)
{
    return Verifier().run(next);
}

Result<VerifyReport> verify(const std::filesystem::path &file)
{
    auto opened = SqliteFile::open(file, SqliteFile::Use::Look);
    if (!opened)
        return tl::unexpected(opened.error());
    scheduler::Position before = scheduler::Position{1} << 63U; // as SQLite counts, below all
    return verifyRows([&]() -> Result<std::optional<Row>> {
        auto row = opened->rowAfter(before);
        if (row && *row)
            before = (*row)->first;
        return row;
    });
}

Value toValue(const VerifyReport &report)
{
    Object byType;
    for (std::size_t type = 0; type < report.byType.size(); ++type)
        if (report.byType[type] > 0)
            byType.emplace_back(scheduler::typeName(type), static_cast<std::int64_t>(report.byType[type]));
    Object head{{"position", static_cast<std::int64_t>(report.head.position)},
                {"at", report.head.position == 0 ? Value() : Value(toRfc3339(report.head.at))},
                {"hash", toHex(report.head.hash)}};
    List problems(report.problems.begin(), report.problems.end());
    if (report.problemsDropped > 0)
        problems.emplace_back(fmt::format("… and {} more.", report.problemsDropped));
    return Object{{"ok", report.ok},
                  {"records", static_cast<std::int64_t>(report.records)},
                  {"events", static_cast<std::int64_t>(report.events)},
                  {"by_type", std::move(byType)},
                  {"runs", static_cast<std::int64_t>(report.runs)},
                  {"head", std::move(head)},
                  {"problems", std::move(problems)}};
}

} // namespace weftline::journal
