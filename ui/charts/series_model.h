// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A run as curves and figures: what the charts draw, what a test compares with `weft show`. Knows no widgets.

#pragma once

#include <QtCore/QObject>

#include <array>
#include <optional>

#include "engine/client/views.h"
#include "ui/charts/decimate.h"

namespace weftline::ui::charts {

enum class Curve : std::uint8_t { Throughput, P50, P90, P99, Max, ErrorRate };
constexpr std::size_t curveCount = 6;

/// The large numbers. NaN: nothing was measured.
struct Figures
{
    double throughput = 0; ///< Tasks per second: the last full second of a running run, the mean of a finished one.
    bool isMean = false; ///< Whether `throughput` is that mean.
    client::LatencySummary latency; ///< Of the whole run.
    double errorRate = 0; ///< Failed of all ended attempts of the whole run, 0 to 1.
    std::uint64_t finished = 0; ///< Tasks that ended for good.
    std::uint64_t failed = 0; ///< Attempts that failed.
};

class SeriesModel final : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    /// Shows `run` as it is at `now`, the engine's time; nothing for a null pointer.
    void setRun(const client::RunView *run, Instant now);

    [[nodiscard]] bool isEmpty() const { return !m_hasRun; }
    [[nodiscard]] bool isRunning() const { return m_isRunning; }
    /// The moment that is 0 on the x axis; all x are seconds after it.
    [[nodiscard]] Instant origin() const { return m_origin; }
    [[nodiscard]] double end() const { return m_end; }
    /// A point stands in the middle of its second. The error rate is in percent, latencies are milliseconds.
    [[nodiscard]] const Points &points(Curve curve) const { return m_curves[static_cast<std::size_t>(curve)]; }
    [[nodiscard]] int pointCount() const { return static_cast<int>(m_seconds.size()); }
    [[nodiscard]] const Figures &figures() const { return m_figures; }
    /// The second that contains `x`, if anything happened in it.
    [[nodiscard]] std::optional<client::SeriesPoint> secondAt(double x) const;
    [[nodiscard]] double toX(Instant at) const { return static_cast<double>(at.us - m_origin.us) / 1e6; }

    /// One line a second with a head line, for spreadsheets. Empty cells: nothing was measured.
    [[nodiscard]] QString toCsv() const;

Q_SIGNALS:
    void changed();

private:
    void addThroughput(Instant until);
    void summarize(const client::RunView &run, Instant until);

    bool m_hasRun = false;
    bool m_isRunning = false;
    Instant m_origin;
    double m_end = 0;
    std::vector<client::SeriesPoint> m_seconds;
    std::array<Points, curveCount> m_curves;
    Figures m_figures;
};

} // namespace weftline::ui::charts
