// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/cli/progress.h"

#include <algorithm>
#include <cstdio>
#include <utility>

#include <fmt/format.h>

#include "app/cli/output.h"
#include "app/cli/table.h"

namespace weftline::cli {
namespace {

using client::TaskState;

constexpr int rowsMax = 16;
constexpr std::size_t nameMax = 32;
constexpr int barWidth = 24;

std::uint32_t doneOf(const client::NodeView &node)
{
    std::uint32_t done = 0;
    for (std::size_t s = 0; s < node.counts.size(); ++s)
        if (client::isFinal(static_cast<TaskState>(s)))
            done += node.counts[s];
    return done;
}

std::uint32_t failedOf(const client::NodeView &node)
{
    return countOf(node.counts, TaskState::Failed) + countOf(node.counts, TaskState::Quarantined);
}

std::uint32_t runningOf(const client::NodeView &node)
{
    return countOf(node.counts, TaskState::Running) + countOf(node.counts, TaskState::Dispatched);
}

bool isDone(const client::NodeView &node) { return node.isExpanded && doneOf(node) == node.total(); }

/// As fitted(), but keeps the end: long ids differ there.
std::string fittedTail(std::string_view text, std::size_t width)
{
    std::size_t columns = 0;
    std::size_t from = text.size();
    while (from > 0 && columns < width) {
        do
            --from;
        while (from > 0 && (static_cast<unsigned char>(text[from]) & 0xc0U) == 0x80U);
        ++columns;
    }
    if (from == 0)
        return fitted(text, width);
    while (from + 1 < text.size() && (static_cast<unsigned char>(text[from + 1]) & 0xc0U) == 0x80U)
        ++from;
    return "…" + std::string(text.substr(from + 1));
}

std::string bar(std::uint32_t done, std::uint32_t total)
{
    const int filled = total == 0 ? barWidth : static_cast<int>(std::uint64_t{done} * barWidth / total);
    std::string out;
    for (int i = 0; i < barWidth; ++i)
        out += i < filled ? "━" : "─";
    return out;
}

/// From how the run went so far; empty while too little is known.
std::string remaining(const client::RunView &run, Instant now)
{
    std::uint64_t done = 0;
    std::uint64_t total = 0;
    for (const client::NodeView &node : run.nodes) {
        done += doneOf(node);
        total += node.total();
    }
    const Duration past = now - run.summary.acceptedAt;
    if (done < 3 || done >= total || past < std::chrono::seconds(1))
        return {};
    return fmt::format(", about {} left", forPeople(past * static_cast<std::int64_t>(total - done) / static_cast<std::int64_t>(done)));
}

} // namespace

std::string numberForPeople(std::uint64_t number)
{
    std::string digits = std::to_string(number);
    for (std::size_t at = digits.size(); at > 3;)
        digits.insert(at -= 3, ",");
    return digits;
}

std::string forPeople(Duration duration)
{
    const double seconds = static_cast<double>(duration.count()) / 1e6;
    if (seconds < 1)
        return fmt::format("{:.0f} ms", seconds * 1000);
    if (seconds < 60)
        return fmt::format("{:.1f} s", seconds);
    const auto whole = static_cast<std::int64_t>(seconds);
    if (whole < 3600)
        return fmt::format("{} min {} s", whole / 60, whole % 60);
    return fmt::format("{} h {} min", whole / 3600, whole % 3600 / 60);
}

Progress::Progress(ProgressStyle style, workflow::Workflow workflow)
    : m_style(style), m_workflow(std::move(workflow)), m_shown(m_workflow.nodes.size(), TaskState::Waiting)
{
}

void Progress::show(const client::RunView &run, const client::EngineView &engine, Instant now)
{
    switch (m_style) {
    case ProgressStyle::None: break;
    case ProgressStyle::Lines: lines(run); break;
    case ProgressStyle::Json: json(run); break;
    case ProgressStyle::Terminal: terminal(run, engine, now); break;
    }
}

void Progress::lines(const client::RunView &run)
{
    for (const client::NodeView &node : run.nodes) {
        if (node.index >= m_shown.size() || client::isFinal(m_shown[node.index]) || !isDone(node))
            continue;
        m_shown[node.index] = node.state();
        std::string line = fmt::format("{}: {}", m_workflow.nodes[node.index].id, nameOf(node.state()));
        if (node.total() != 1)
            line += fmt::format(", {} of {} tasks", countOf(node.counts, TaskState::Succeeded), node.total());
        if (node.retries > 0)
            line += fmt::format(", {} retries", node.retries);
        if (!node.reason.empty())
            line += ": " + node.reason;
        complain(line);
    }
}

void Progress::json(const client::RunView &run)
{
    for (const client::NodeView &node : run.nodes) {
        if (node.index >= m_shown.size() || node.state() == m_shown[node.index])
            continue;
        m_shown[node.index] = node.state();
        print(toJson(Object{{"type", "node"}, {"run", run.summary.id}, {"node", m_workflow.nodes[node.index].id},
                            {"state", nameOf(node.state())}, {"total", std::int64_t{node.total()}},
                            {"done", std::int64_t{doneOf(node)}}, {"failed", std::int64_t{failedOf(node)}},
                            {"tokens", static_cast<std::int64_t>(node.use.tokens())}}));
    }
}

std::string Progress::row(const client::RunView &run, const client::NodeView &node, std::size_t nameWidth, int columns) const
{
    constexpr std::string_view marks[] = {"·", "○", "◔", "◑", "✔", "✘", "■", "»", "▲"};
    constexpr std::string_view colours[] = {"2", "2", "34", "34", "32", "31", "33", "2", "35"};
    const auto state = static_cast<std::size_t>(node.state());
    std::string text = fmt::format(" {} {} {:>9}/{:<9}", fittedTail(m_workflow.nodes[node.index].id, nameWidth),
                                   bar(doneOf(node), node.total()), numberForPeople(doneOf(node)),
                                   node.isExpanded ? numberForPeople(node.total()) : "?");
    if (runningOf(node) > 0)
        text += fmt::format(" {} running", runningOf(node));
    if (isDone(node) && node.meanRun.count() > 0)
        text += fmt::format(" {} each", forPeople(node.meanRun));
    if (node.use.tokens() > 0)
        text += fmt::format(" {} tok", numberForPeople(node.use.tokens()));
    if (failedOf(node) > 0)
        text += fmt::format(" {} failed", failedOf(node));
    if (!node.held.empty() && run.summary.state == client::RunState::Running)
        text += " " + node.held;
    if (!node.reason.empty())
        text += " " + node.reason;
    return fmt::format("\x1b[{}m{}\x1b[0m{}", colours[state], marks[state], fitted(text, static_cast<std::size_t>(std::max(20, columns - 2))));
}

void Progress::terminal(const client::RunView &run, const client::EngineView &engine, Instant now)
{
    // What moves first, then what is to come, then what is over: always in the order of the file.
    const auto rowsHere = static_cast<std::size_t>(std::clamp<int>(terminalRows() - 3, 1, rowsMax));
    std::vector<const client::NodeView *> rows;
    for (const int rank : {0, 1, 2})
        for (const client::NodeView &node : run.nodes)
            if ((isDone(node) ? 2 : runningOf(node) > 0 || failedOf(node) > 0 ? 0 : 1) == rank && rows.size() < rowsHere)
                rows.push_back(&node);
    std::sort(rows.begin(), rows.end(), [](const auto *a, const auto *b) { return a->index < b->index; });
    std::size_t nameWidth = 8;
    for (const client::NodeView *node : rows)
        nameWidth = std::clamp(m_workflow.nodes[node->index].id.size(), nameWidth, nameMax);
    const int columns = terminalColumns();
    std::string out = m_drawn > 0 ? fmt::format("\x1b[{}A", m_drawn) : std::string();
    std::size_t drawn = 0;
    const auto line = [&](const std::string &text) {
        out += "\x1b[2K" + text + "\n";
        ++drawn;
    };
    for (const client::NodeView *node : rows)
        line(row(run, *node, nameWidth, columns));
    if (run.nodes.size() > rows.size())
        line(fmt::format("  and {} more nodes", run.nodes.size() - rows.size()));
    const auto alive = std::count_if(engine.workers.begin(), engine.workers.end(), [](const auto &entry) {
        return entry.second.state == client::WorkerState::Active;
    });
    const Instant end = run.summary.finishedAt.us != 0 ? run.summary.finishedAt : now;
    std::uint64_t done = 0;
    for (const client::NodeView &node : run.nodes)
        done += doneOf(node);
    const Duration wall = end - run.summary.acceptedAt;
    const bool hasEnded = run.summary.finishedAt.us != 0 && wall.count() > 0;
    const double rate = hasEnded ? countOf(run.summary.counts, TaskState::Succeeded) * 1e6 / static_cast<double>(wall.count()) : engine.tasksPerSecond;
    line(fitted(fmt::format("  {} of {} tasks, {}{}, {} workers, {:.0f} tasks/s", numberForPeople(done),
                            numberForPeople(client::sumOf(run.summary.counts)), forPeople(wall), remaining(run, now), alive, rate),
                static_cast<std::size_t>(columns - 1)));
    for (std::size_t i = drawn; i < m_drawn; ++i)
        out += "\x1b[2K\n";
    if (m_drawn > drawn)
        out += fmt::format("\x1b[{}A", m_drawn - drawn);
    m_drawn = drawn;
    std::fwrite(out.data(), 1, out.size(), stdout);
    std::fflush(stdout);
}

void Progress::say(std::string_view sentence)
{
    if (m_drawn > 0) {
        const std::string up = fmt::format("\r\x1b[{}A\x1b[J", std::exchange(m_drawn, 0));
        std::fwrite(up.data(), 1, up.size(), stdout);
        std::fflush(stdout);
    }
    complain(sentence);
}

void Progress::finish() { m_drawn = 0; }

} // namespace weftline::cli
