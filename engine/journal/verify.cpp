// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "engine/journal/verify.h"

#include "engine/journal/invariants.h"
#include "engine/journal/lock_file.h"
#include "engine/journal/log_scan.h"
#include "engine/journal/position_file.h"
#include "engine/journal/sqlite_file.h"
#include "engine/scheduler/step.h"

#include <fmt/format.h>

namespace weftline::journal {
namespace {

class Verifier
{
public:
    /// What is before `begin` is not known: then only the chain is judged.
    explicit Verifier(VerifyReport report = {}, const Head &begin = {})
        : m_report(std::move(report)), m_head(begin), m_isTrue(begin.position == 0), m_isPartial(begin.position != 0)
    {
        m_report.head = begin;
    }

    VerifyReport run(const NextRow &next)
    {
        for (;;) {
            const auto row = next();
            if (!row) {
                problem(fmt::format("The file ends at position {}{}: {}", m_head.position, time(), row.error().message));
                m_report.isChainWhole = false;
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

    void problem(std::string what) { m_report.problem(std::move(what)); }

    /// What a chain that holds says, and cannot be.
    void untrue(std::string what)
    {
        problem(std::move(what));
        m_report.areEventsTrue = false;
        m_isTrue = false;
    }

    void take(const Row &row)
    {
        ++m_report.records;
        const std::string where = fmt::format("Row {}, position {}", m_report.records, row.first);
        std::string broken = checkLink(m_head, row);
        m_events.clear();
        const auto batch = decodeBatch(row.bytes, m_events);
        if (!batch && broken.empty())
            broken = batch.error().message;
        if (!broken.empty()) {
            problem(fmt::format("{}: {}{}", where, broken, broken.ends_with('.') ? "" : "."));
            m_report.isChainWhole = false;
            m_isTrue = false; // what follows cannot be judged without it
        }
        m_report.events += m_events.size();
        for (const scheduler::Event &event : m_events) {
            ++m_report.byType[event.fact.index()];
            if (m_isTrue)
                apply(where, event);
        }
        if (const std::string open = m_isTrue ? m_invariants.checkEnd() : std::string(); !open.empty())
            untrue(fmt::format("{}: after it, {}.", where, open));
        // Later rows are judged by what this one says of itself, so that each damaged one is named, once.
        m_head.position = row.first + row.count - 1;
        m_head.hash = row.hash;
        if (batch && !m_events.empty())
            m_head.at = m_events.back().at;
        if (m_isTrue || (m_isPartial && m_report.isChainWhole))
            m_report.head = m_head;
    }

    void apply(const std::string &where, const scheduler::Event &event)
    {
        if (const std::string broken = m_invariants.take(event); !broken.empty())
            untrue(fmt::format("{}: event {}, {} at {}: {}. What follows is not judged.", where, m_state.position + 1,
                               scheduler::typeName(event.fact), toRfc3339(event.at), broken));
        else
            scheduler::apply(m_state, event);
    }

    /// What the events came to, against what the scheduler makes of them.
    void compare()
    {
        if (m_state.position != m_head.position || m_state.runs.size() != m_invariants.runs())
            untrue(fmt::format("Replayed, the journal comes to position {} and {} runs; it has {} and {}.",
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
            untrue(fmt::format("Replayed, {} tasks have ended; the journal says so of {}.", ended,
                               m_invariants.tasksFinished()));
    }

    VerifyReport m_report;
    Invariants m_invariants;
    scheduler::State m_state;
    std::vector<scheduler::Event> m_events;
    Head m_head;
    bool m_isTrue = true; ///< Chain and events are right so far, and all of them are known.
    bool m_isPartial = false;
};

/// What the write-ahead log of a journal that no engine holds says of itself.
void lookAtLog(const std::filesystem::path &file, VerifyReport &report)
{
    const auto log = scanLog(file);
    if (!log) {
        report.notes.push_back(log.error().message);
        return;
    }
    if (const std::string lost = log->judge(); !lost.empty()) {
        report.problem(fmt::format("The file is damaged: {}.", lost));
        report.isFileWhole = false;
    } else if (log->framesBehind > 0) {
        report.hasTornTail = true;
        report.notes.push_back(fmt::format("Behind its end lies a commit that was being written when the engine ended, in {} "
                                           "frames of the write-ahead log. Nobody was told of it.",
                                           log->framesBehind));
    }
}

/// A journal of which SQLite can read nothing.
VerifyReport unreadable(const std::filesystem::path &file, VerifyReport report)
{
    report.problem("The journal is damaged from its beginning: nothing of it can be read. Put a copy in its place.");
    std::vector<std::string> pages = SqliteFile::structureProblemsOf(file);
    if (pages.empty())
        pages.emplace_back("Page 1, which says what the others are, cannot be read");
    for (const std::string &what : pages)
        report.problem(fmt::format("The file is damaged: {}.", what));
    report.isReadable = report.isFileWhole = report.isChainWhole = false;
    report.ok = false;
    return report;
}

} // namespace

void VerifyReport::problem(std::string what)
{
    if (problems.size() < problemsMax)
        problems.push_back(std::move(what));
    else
        ++problemsDropped;
}

VerifyReport verifyRows(const NextRow &next)
{
    return Verifier().run(next);
}

Result<VerifyReport> verify(const std::filesystem::path &file, bool isLocked)
{
    VerifyReport report;
    const auto known = notedPosition(file); // before the rows, to which an engine may add
    if (!known)
        report.notes.push_back(known.error().message);
    if (isLocked || !isHeld(file)) // else it changes under our eyes, and its engine has read it
        lookAtLog(file, report);
    const auto opened = SqliteFile::open(file, SqliteFile::Use::Look);
    if (!opened && (opened.error().code == ErrorCode::Corrupt || !report.isFileWhole))
        return unreadable(file, std::move(report));
    if (!opened)
        return tl::unexpected(opened.error());
    KnownEnd end(known.value_or(std::nullopt));
    scheduler::Position before = scheduler::Position{1} << 63U; // as SQLite counts, below all
    const Head &base = opened->base();
    const bool isPartial = !opened->missingArchives().empty();
    if (isPartial) {
        before = base.position;
        end.begunAt(base);
        report.notes.push_back(fmt::format("It begins behind position {}, and the archives of what was before are not all beside it. Its "
                                           "chain was checked from there on, and not whether what its events say can be true.",
                                           base.position));
    } else if (base.position != 0) {
        report.notes.push_back(fmt::format("What is up to position {} was read in its archives.", base.position));
    }
    report = Verifier(std::move(report), isPartial ? base : Head{}).run([&]() -> Result<std::optional<Row>> {
        auto row = opened->rowAfter(before);
        if (row && *row) {
            before = (*row)->first;
            end.passed({(*row)->first + (*row)->count - 1, (*row)->hash, {}});
        }
        return row;
    });
    for (const std::string &what : opened->structureProblems()) {
        report.problem(fmt::format("The file is damaged: {}.", what));
        report.isFileWhole = report.ok = false;
    }
    if (const std::string other = report.areEventsTrue ? end.judge(report.head) : std::string(); !other.empty()) {
        report.problem(fmt::format("The journal is not what it was: {}.", other));
        report.isKnownEnd = report.ok = false;
    }
    return report;
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
                  {"problems", std::move(problems)},
                  {"notes", List(report.notes.begin(), report.notes.end())}};
}

} // namespace weftline::journal
