// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/runs/timeline_layout.h"

#include <algorithm>
#include <set>

#include "ui/runs/names.h"

namespace weftline::ui::runs {
namespace {

constexpr std::uint32_t lanesLeast = 2; // Room for a name and a line below it.

double secondsOf(Duration span) { return static_cast<double>(span.count()) / 1e6; }

} // namespace

void TimelineLayout::update(const client::RunView &run, const client::EngineView &engine)
{
    clear();
    m_origin = run.summary.acceptedAt;
    m_isRunning = run.summary.state == client::RunState::Running;
    m_end = std::max(0.0, secondsOf((m_isRunning ? engine.at : run.summary.finishedAt) - m_origin));
    for (const auto &[id, attempt] : run.attempts) // Views of run and engine need not be of the same moment.
        m_end = std::max(m_end, secondsOf(std::max({attempt.dispatchedAt, attempt.startedAt, attempt.endedAt}) - m_origin));
    addRows(run, engine);
    addBars(run);
    addArrows();
    stack();
}

// Everyone who did something in this run, and, while it runs, everyone who could.
void TimelineLayout::addRows(const client::RunView &run, const client::EngineView &engine)
{
    std::set<std::uint32_t> workers;
    for (const auto &[id, attempt] : run.attempts)
        workers.insert(attempt.worker);
    if (m_isRunning)
        for (const auto &[index, worker] : engine.workers)
            if (worker.state != client::WorkerState::Lost)
                workers.insert(index);
    for (const std::uint32_t index : workers) {
        TimelineRow row;
        row.worker = index;
        row.name = workerName(engine, index);
        if (const auto known = engine.workers.find(index); known != engine.workers.end()) {
            row.slots = known->second.slots;
            row.used = known->second.used;
            const bool isWhileItRan = m_isRunning || known->second.since <= run.summary.finishedAt;
            if (known->second.state == client::WorkerState::Lost && isWhileItRan) {
                row.isLost = true;
                row.lostAt = std::max(0.0, secondsOf(known->second.since - m_origin));
                row.noticedBy = QString::fromStdString(known->second.noticedBy);
            }
        }
        m_rowOfWorker[index] = m_rows.size();
        m_rows.push_back(std::move(row));
    }
}

// The engine does not say which slot an attempt had; the first lane that is free at its start looks the same.
void TimelineLayout::addBars(const client::RunView &run)
{
    m_bars.reserve(run.attempts.size());
    for (const auto &[id, attempt] : run.attempts) {
        TimelineBar bar;
        bar.attempt = attempt;
        bar.row = m_rowOfWorker.at(attempt.worker);
        bar.isOpen = attempt.endedAt == Instant{};
        bar.from = secondsOf((attempt.startedAt == Instant{} ? attempt.dispatchedAt : attempt.startedAt) - m_origin);
        bar.to = std::max(bar.from, bar.isOpen ? m_end : secondsOf(attempt.endedAt - m_origin));
        m_barOfAttempt[id] = m_bars.size();
        m_bars.push_back(std::move(bar));
    }
    std::vector<std::size_t> order(m_bars.size());
    for (std::size_t i = 0; i < order.size(); ++i)
        order[i] = i;
    std::stable_sort(order.begin(), order.end(),
                     [this](std::size_t a, std::size_t b) { return m_bars[a].from < m_bars[b].from; });
    for (const std::size_t place : order) {
        TimelineBar &bar = m_bars[place];
        TimelineRow &row = m_rows[bar.row];
        const auto isFree = [&](const std::vector<std::size_t> &lane) {
            return !m_bars[lane.back()].isOpen && m_bars[lane.back()].to <= bar.from;
        };
        const auto lane = std::find_if(row.lanes.begin(), row.lanes.end(), isFree);
        bar.lane = static_cast<std::uint32_t>(lane - row.lanes.begin());
        if (lane == row.lanes.end())
            row.lanes.push_back({place});
        else
            lane->push_back(place);
        if (bar.attempt.state == client::AttemptState::Lost) {
            row.lostAt = row.isLost ? std::max(row.lostAt, bar.to) : bar.to;
            row.isLost = true;
        }
    }
}

void TimelineLayout::addArrows()
{
    std::unordered_map<std::uint32_t, std::vector<std::size_t>> ofTask;
    for (std::size_t i = 0; i < m_bars.size(); ++i)
        ofTask[m_bars[i].attempt.task].push_back(i);
    for (std::size_t i = 0; i < m_bars.size(); ++i) {
        const TimelineBar &lost = m_bars[i];
        if (lost.attempt.state != client::AttemptState::Lost)
            continue;
        std::optional<std::size_t> next;
        for (const std::size_t other : ofTask[lost.attempt.task]) {
            const std::uint32_t number = m_bars[other].attempt.number;
            if (number > lost.attempt.number && (!next || number < m_bars[*next].attempt.number))
                next = other;
        }
        if (!next)
            continue;
        m_arrows.push_back({i, *next});
        const Duration after = m_bars[*next].attempt.dispatchedAt - lost.attempt.endedAt;
        std::optional<Duration> &known = m_rows[lost.row].movedAfter;
        if (after >= Duration{0} && (!known || after < *known))
            known = after;
    }
}

void TimelineLayout::stack()
{
    double top = 0;
    for (TimelineRow &row : m_rows) {
        const std::size_t lanes = std::max<std::size_t>(lanesLeast, row.lanes.size());
        row.top = top;
        row.height = static_cast<double>(lanes) * lanePitch + 2 * rowMargin - (lanePitch - barHeight);
        top += row.height;
    }
}

double TimelineLayout::height() const { return m_rows.empty() ? 0 : m_rows.back().top + m_rows.back().height; }

const TimelineBar *TimelineLayout::find(std::uint64_t attempt) const
{
    const auto found = m_barOfAttempt.find(attempt);
    return found == m_barOfAttempt.end() ? nullptr : &m_bars[found->second];
}

const TimelineBar *TimelineLayout::at(double seconds, double y, double slack) const
{
    for (const TimelineRow &row : m_rows) {
        if (y < row.top || y >= row.top + row.height)
            continue;
        const double inside = y - row.top - rowMargin;
        const auto lane = static_cast<std::size_t>(std::max(0.0, inside) / lanePitch);
        if (inside < 0 || lane >= row.lanes.size() || inside - static_cast<double>(lane) * lanePitch > barHeight)
            return nullptr;
        for (const std::size_t place : row.lanes[lane])
            if (m_bars[place].from - slack <= seconds && seconds <= m_bars[place].to + slack)
                return &m_bars[place];
    }
    return nullptr;
}

} // namespace weftline::ui::runs
