// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/runs/timeline.h"

#include <QtGui/QFontMetricsF>
#include <QtWidgets/QFrame>
#include <QtWidgets/QScrollBar>

#include "ui/widgets/empty_state.h"
#include "ui/widgets/engine_words.h"
#include "ui/widgets/theme.h"
#include "ui/widgets/units.h"

#include <algorithm>
#include <cmath>

namespace weftline::ui::runs {
namespace {

constexpr double leftMin = 84;
constexpr double leftMax = 168;
constexpr double spanMin = 0.02;
constexpr double spanAtStart = 4;
constexpr double hitSlack = 2; // Pixels: the shortest attempts are thinner than a pointer.

} // namespace

Timeline::Timeline(client::EngineClient *client, QWidget *parent) :
    QAbstractScrollArea(parent), m_follower(new RunFollower(client, this)),
    m_empty(new widgets::EmptyState(QStringLiteral("timeline"), QString(), viewport()))
{
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setAccessibleName(tr("Timeline"));
    viewport()->setMouseTracking(true);
    setFocusPolicy(Qt::StrongFocus);
    connect(m_follower, &RunFollower::changed, this, &Timeline::refresh);
    connect(&widgets::Theme::instance(), &widgets::Theme::changed, this, &Timeline::refresh);
    refresh();
}

void Timeline::setRun(const std::string &id)
{
    if (id != m_follower->id()) {
        m_isLive = true;
        m_selected.reset();
        m_namesOf.clear();
    }
    m_follower->setRun(id);
}

void Timeline::refresh()
{
    const client::RunView *const run = m_follower->run();
    m_layout.clear();
    if (run) {
        if (m_namesOf != run->summary.id || m_names.node(0).isEmpty()) {
            m_names.read(*run);
            m_namesOf = run->workflow.isNull() ? std::string() : run->summary.id;
        }
        m_layout.update(*run, m_follower->client().engine());
    }
    const bool isEmpty = m_layout.rows().empty();
    if (isEmpty)
        m_empty->setSentence(m_follower->id().empty() ? tr("No run is open. Run the workflow, or choose one of its runs.")
                                                      : tr("No worker has anything of this run yet."));
    m_empty->setVisible(isEmpty);
    updateLeft();
    updateScrollBar();
    updateRange();
    viewport()->update();
}

void Timeline::selectNode(std::optional<std::uint32_t> node)
{
    m_node = node;
    viewport()->update();
}

void Timeline::updateScrollBar()
{
    const double page = std::max(1.0, viewport()->height() - axisHeight);
    verticalScrollBar()->setRange(0, std::max(0, qCeil(m_layout.height() - page)));
    verticalScrollBar()->setPageStep(static_cast<int>(page));
    verticalScrollBar()->setSingleStep(static_cast<int>(lanePitch));
}

double Timeline::whole() const
{
    const double end = m_layout.end();
    return m_layout.isRunning() ? std::max(spanAtStart, end * 1.08) : std::max(0.2, end * 1.03);
}

void Timeline::updateRange()
{
    if (!m_isLive)
        return;
    m_from = 0;
    m_to = whole();
}

void Timeline::showAll()
{
    m_isLive = true;
    updateRange();
    viewport()->update();
}

void Timeline::showRange(double from, double to)
{
    const double all = whole();
    const double span = std::clamp(to - from, spanMin, all);
    m_from = std::clamp((from + to - span) / 2, 0.0, all - span);
    m_to = m_from + span;
    m_isLive = false;
    viewport()->update();
}

void Timeline::zoom(double factor, double around)
{
    const double from = around - (around - m_from) * factor;
    const double to = around + (m_to - around) * factor;
    if (to - from >= whole())
        showAll();
    else
        showRange(from, to);
}

// As wide as the widest note needs, in steps, so that a clock in it moves nothing.
void Timeline::updateLeft()
{
    constexpr double step = 8;
    const QFontMetricsF metrics(widgets::font(widgets::TextRole::Caption));
    double wide = 0;
    for (const TimelineRow &row : m_layout.rows())
        wide = std::max(wide, metrics.horizontalAdvance(noteOf(row)));
    const double text = widgets::Theme::instance().textSize();
    m_left = std::round(std::clamp(std::ceil((wide + 22) / step) * step, leftMin * text, leftMax * text));
}

double Timeline::toX(double seconds) const
{
    return left() + (seconds - m_from) / (m_to - m_from) * (viewport()->width() - left());
}

double Timeline::toSeconds(double x) const
{
    return m_from + (x - left()) / std::max(1.0, viewport()->width() - left()) * (m_to - m_from);
}

double Timeline::rowTop(const TimelineRow &row) const { return axisHeight + row.top - verticalScrollBar()->value(); }

QRectF Timeline::rectOf(const TimelineBar &bar) const
{
    const double x = toX(bar.from);
    return {x, rowTop(m_layout.rows()[bar.row]) + rowMargin + bar.lane * lanePitch, std::max(1.0, toX(bar.to) - x), barHeight};
}

QRectF Timeline::barRect(std::uint64_t attempt) const
{
    const TimelineBar *const bar = m_layout.find(attempt);
    return bar ? rectOf(*bar) : QRectF();
}

std::optional<std::uint64_t> Timeline::attemptAt(QPointF place) const
{
    if (place.x() < left() || place.y() < axisHeight)
        return std::nullopt;
    const double slack = toSeconds(left() + hitSlack) - toSeconds(left());
    const double y = place.y() - axisHeight + verticalScrollBar()->value();
    const TimelineBar *const bar = m_layout.at(toSeconds(place.x()), y, slack);
    return bar ? std::optional(bar->attempt.id) : std::nullopt;
}

// Out of the break, then straight to the nearer edge of the bar that takes over; later ones turn further right, so that
// several losses at once stay apart.
QPainterPath Timeline::arrowPath(const TimelineArrow &arrow) const
{
    const QRectF from = rectOf(m_layout.bars()[arrow.from]);
    const QRectF to = rectOf(m_layout.bars()[arrow.to]);
    const double order = m_layout.bars()[arrow.from].lane % 8;
    const double inside = std::min(14.0, to.width() / 2);
    const double turn = std::max(from.right() + 8 + order * 5, to.left() + inside);
    const bool isAbove = to.center().y() < from.center().y();
    const double y = from.center().y();
    const double end = isAbove ? to.bottom() + 1 : to.top() - 1;
    const double radius = std::min({5.0, std::abs(end - y) / 2, std::max(0.0, turn - from.right())});
    QPainterPath path(QPointF(from.right(), y));
    path.lineTo(turn - radius, y);
    path.quadTo(turn, y, turn, y + (isAbove ? -radius : radius));
    path.lineTo(turn, end);
    return path;
}

QString Timeline::toolTipOf(std::uint64_t id) const
{
    const TimelineBar *const bar = m_layout.find(id);
    if (!bar)
        return {};
    const client::AttemptView &attempt = bar->attempt;
    const auto text = [](Duration span) { return widgets::duration(span).text(); };
    const QString span = text(Duration{static_cast<std::int64_t>((bar->to - bar->from) * 1e6)});
    QStringList lines{tr("%1, attempt %2").arg(m_names.task(attempt.node, attempt.item)).arg(attempt.number)};
    lines << (bar->isOpen ? tr("%1 for %2 on %3", "state, duration, worker") : tr("%1 after %2 on %3", "state, duration, worker"))
                 .arg(wordOf(attempt.state), span, m_layout.rows()[bar->row].name);
    if (attempt.startedAt > attempt.dispatchedAt)
        lines << tr("started %1 after it was sent").arg(text(attempt.startedAt - attempt.dispatchedAt));
    if (!attempt.reason.empty())
        lines << widgets::inWords(attempt.reason);
    return lines.join(QLatin1Char('\n'));
}

} // namespace weftline::ui::runs
