// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The timeline of a run: a row a worker, a bar an attempt, an arrow from each lost attempt to the one that took over.
//
// Painted by one widget, and only what is in view: thousands of attempts cost no more than the hundred one sees.

#pragma once

#include <QtGui/QPainterPath>
#include <QtWidgets/QAbstractScrollArea>

#include <optional>

#include "ui/runs/names.h"
#include "ui/runs/run_follower.h"
#include "ui/runs/timeline_layout.h"

namespace weftline::ui::widgets {
class EmptyState;
}

namespace weftline::ui::runs {

class Timeline final : public QAbstractScrollArea
{
    Q_OBJECT

public:
    explicit Timeline(client::EngineClient *client, QWidget *parent = nullptr);

    void setRun(const std::string &id);
    /// Marks the attempts of a node, as the canvas has it selected; none marks nothing.
    void selectNode(std::optional<std::uint32_t> node);
    [[nodiscard]] std::optional<std::uint64_t> selectedAttempt() const { return m_selected; }

    [[nodiscard]] const TimelineLayout &layoutOfRun() const { return m_layout; }
    /// Where things are, in the viewport. Null where they are not shown.
    [[nodiscard]] QRectF barRect(std::uint64_t attempt) const;
    [[nodiscard]] std::optional<std::uint64_t> attemptAt(QPointF place) const;
    [[nodiscard]] QPainterPath arrowPath(const TimelineArrow &arrow) const;
    [[nodiscard]] QString toolTipOf(std::uint64_t attempt) const;

    [[nodiscard]] double rangeFrom() const { return m_from; }
    [[nodiscard]] double rangeTo() const { return m_to; }
    [[nodiscard]] bool isLive() const { return m_isLive; }
    void showRange(double from, double to);
    /// All of the run, and following it while it runs.
    void showAll();
    /// Takes the newest data now.
    void refresh();

    [[nodiscard]] QSize sizeHint() const override { return {800, 200}; }
    [[nodiscard]] QSize minimumSizeHint() const override { return {200, 90}; }

Q_SIGNALS:
    /// A bar was clicked.
    void attemptSelected(std::uint32_t node, std::uint32_t item, std::uint64_t attempt);
    void selectionCleared();

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;
    bool viewportEvent(QEvent *event) override;

private:
    void updateScrollBar();
    void updateRange();
    void zoom(double factor, double around);
    [[nodiscard]] double whole() const;
    void updateLeft();
    [[nodiscard]] double left() const { return m_left; }
    [[nodiscard]] double toX(double seconds) const;
    [[nodiscard]] double toSeconds(double x) const;
    [[nodiscard]] double rowTop(const TimelineRow &row) const;
    [[nodiscard]] QRectF rectOf(const TimelineBar &bar) const;
    void paintAxis(QPainter &painter) const;
    void paintRow(QPainter &painter, const TimelineRow &row) const;
    void paintBar(QPainter &painter, const TimelineBar &bar, const QRectF &rect) const;
    void paintLabel(QPainter &painter, const TimelineBar &bar, const QRectF &rect) const;
    void paintLoss(QPainter &painter, const TimelineRow &row) const;
    void paintArrow(QPainter &painter, const TimelineArrow &arrow) const;
    [[nodiscard]] QString noteOf(const TimelineRow &row) const;
    void paintName(QPainter &painter, const TimelineRow &row) const;
    void paintNow(QPainter &painter) const;

    RunFollower *m_follower;
    widgets::EmptyState *m_empty;
    NodeNames m_names;
    std::string m_namesOf;
    TimelineLayout m_layout;
    bool m_isLive = true;
    double m_left = 0; ///< Where the names end and time begins.
    double m_from = 0;
    double m_to = 1;
    std::optional<std::uint32_t> m_node;
    std::optional<std::uint64_t> m_selected;
    std::optional<QPointF> m_pressed;
    QPointF m_dragged;
    bool m_isPanning = false;
    bool m_isFocusShown = false;
};

} // namespace weftline::ui::runs
