// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The column of the three live charts of a run: throughput, latency, error rate. They share one time axis, one
// crosshair and one set of markers.
//
// Shows what the client knows of the run; whoever opens a run watches it. Redraws at most ten times a second.

#pragma once

#include <QtCore/QPointer>
#include <QtCore/QTimer>
#include <QtWidgets/QWidget>

#include <array>
#include <map>
#include <string>

#include "engine/client/engine_client.h"
#include "engine/workflow/alert_rule.h"
#include "ui/charts/plot.h"
#include "ui/charts/series_model.h"

class QMenu;
class QStackedLayout;

namespace weftline::ui::widgets {
class EmptyState;
class FigureLabel;
class TextLabel;
} // namespace weftline::ui::widgets

namespace weftline::ui::charts {

class LegendToggle;

/// A rule that is to be: fires when the measure is above `threshold`.
struct AlertWish
{
    workflow::AlertMetric metric = workflow::AlertMetric::ErrorRate;
    workflow::WindowFunction function = workflow::WindowFunction::Average;
    double threshold = 0; ///< In the metric's own unit.

    bool operator==(const AlertWish &) const = default;
};

class LiveCharts final : public QWidget
{
    Q_OBJECT

public:
    explicit LiveCharts(client::EngineClient *client, QWidget *parent = nullptr);

    /// The run to show; an empty id shows none.
    void setRun(const std::string &id);
    [[nodiscard]] const std::string &run() const { return m_run; }

    /// What the charts say, to be compared with `weft show --json`.
    [[nodiscard]] const Figures &figures() const { return m_model.figures(); }
    [[nodiscard]] int pointCount() const { return m_model.pointCount(); }
    [[nodiscard]] const SeriesModel &model() const { return m_model; }

    [[nodiscard]] Plot *plot(int index) const { return m_plots.at(static_cast<std::size_t>(index)); }
    [[nodiscard]] LegendToggle *toggle(Curve curve) const;
    [[nodiscard]] bool isLive() const { return m_isLive; }
    [[nodiscard]] double rangeFrom() const { return m_from; }
    [[nodiscard]] double rangeTo() const { return m_to; }

    /// All of the run again, and following it while it runs.
    void showLive();
    void showRange(double from, double to);
    /// The three charts as they are, twice as fine.
    [[nodiscard]] QImage toImage();
    [[nodiscard]] QString toCsv() const { return m_model.toCsv(); }
    /// Writes `toImage` or, where the name ends in ".csv", `toCsv`. Says why it could not; empty: it could.
    [[nodiscard]] QString exportTo(const QString &file);
    /// Takes the newest data now and not at the next tick of the timer.
    void refresh();

    /// What "Alert when…" asks for where one clicked at `height` pixels from the top of a plot: its measure, and the value there.
    [[nodiscard]] AlertWish wishAt(int plot, double height);

Q_SIGNALS:
    /// A person wants a rule for a measure of this run.
    void alertAsked(const weftline::ui::charts::AlertWish &wish);
    void liveChanged(bool isLive);
    void failed(const QString &why);

protected:
    void contextMenuEvent(QContextMenuEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void showEvent(QShowEvent *event) override;

private:
    void build();
    QWidget *buildThroughput();
    QWidget *buildLatency();
    QWidget *buildErrors();
    void connectPlot(Plot &plot);
    void schedule();
    void updateFigures();
    void updateLines();
    void updateRange();
    void updateMarkers();
    void readRules(const client::RunView &run);
    void updateAlerts(const client::RunView &run);
    void addAlertActions(QMenu &menu, const QPoint &position);
    void zoom(double factor, double around);
    void pan(double seconds);
    void showCrosshair(double x);
    void hideCrosshair();
    void exportWith(const QString &title, const QString &suffix);

    client::EngineClient *m_client;
    std::string m_run;
    SeriesModel m_model;
    QTimer m_timer;
    bool m_isDirty = false;
    bool m_isLive = true;
    double m_from = 0;
    double m_to = 1;
    std::optional<double> m_hover;
    std::map<std::uint32_t, PlotMarker> m_lost; ///< By worker, kept when the engine has forgotten it.

    std::string m_rulesOf; ///< The run whose rules are in m_rules.
    std::vector<workflow::AlertRule> m_rules;

    QStackedLayout *m_stack = nullptr;
    QWidget *m_column = nullptr;
    widgets::EmptyState *m_empty = nullptr;
    std::array<Plot *, 3> m_plots{};
    std::map<Curve, LegendToggle *> m_toggles;
    widgets::FigureLabel *m_throughput = nullptr;
    widgets::TextLabel *m_throughputNote = nullptr;
    widgets::FigureLabel *m_errors = nullptr;
};

} // namespace weftline::ui::charts
