// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A run's attempts as bars in rows by worker, in seconds and in logical pixels from the top. Pure: what the timeline
// paints and what a test asks.

#pragma once

#include <QtCore/QString>

#include <optional>
#include <unordered_map>
#include <vector>

#include "engine/client/views.h"

namespace weftline::ui::runs {

constexpr double axisHeight = 24; ///< Above the rows.
constexpr double rowMargin = 4; ///< Above a row's first lane and below its last.
constexpr double lanePitch = 18;
constexpr double barHeight = 16;

struct TimelineBar
{
    client::AttemptView attempt;
    std::size_t row = 0;
    std::uint32_t lane = 0;
    double from = 0; ///< Seconds after the run began.
    double to = 0; ///< Of one that has not ended: now.
    bool isOpen = false;
};

struct TimelineRow
{
    std::uint32_t worker = 0;
    QString name;
    bool isLost = false;
    double lostAt = 0;
    QString noticedBy; ///< "exit", "lease"; empty where the engine no longer says.
    std::optional<Duration> movedAfter; ///< From the loss to the dispatch of the first attempt that took over.
    std::uint32_t slots = 0; ///< 0: the engine has forgotten this worker.
    std::uint32_t used = 0;
    double top = 0;
    double height = 0;
    std::vector<std::vector<std::size_t>> lanes; ///< Places in bars(), each lane in the order of time, none overlapping.
};

/// From a lost attempt to the one that does its task again.
struct TimelineArrow
{
    std::size_t from = 0; ///< Places in bars().
    std::size_t to = 0;
};

class TimelineLayout final
{
public:
    void update(const client::RunView &run, const client::EngineView &engine);
    void clear() { *this = {}; }

    [[nodiscard]] const std::vector<TimelineRow> &rows() const { return m_rows; }
    [[nodiscard]] const std::vector<TimelineBar> &bars() const { return m_bars; }
    [[nodiscard]] const std::vector<TimelineArrow> &arrows() const { return m_arrows; }
    [[nodiscard]] const TimelineBar *find(std::uint64_t attempt) const;
    /// The bar at a moment and height, if one is there. `slack` seconds either side.
    [[nodiscard]] const TimelineBar *at(double seconds, double y, double slack) const;
    [[nodiscard]] double height() const;
    [[nodiscard]] double end() const { return m_end; }
    [[nodiscard]] bool isRunning() const { return m_isRunning; }

private:
    void addRows(const client::RunView &run, const client::EngineView &engine);
    void addBars(const client::RunView &run);
    void addArrows();
    void stack();

    Instant m_origin;
    double m_end = 0;
    bool m_isRunning = false;
    std::vector<TimelineRow> m_rows;
    std::vector<TimelineBar> m_bars;
    std::vector<TimelineArrow> m_arrows;
    std::unordered_map<std::uint32_t, std::size_t> m_rowOfWorker;
    std::unordered_map<std::uint64_t, std::size_t> m_barOfAttempt;
};

} // namespace weftline::ui::runs
