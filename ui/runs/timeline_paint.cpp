// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The picture of the timeline.

#include <QtGui/QFontMetricsF>
#include <QtGui/QPaintEvent>
#include <QtGui/QPainter>
#include <QtGui/QPainterPath>
#include <QtGui/QPen>
#include <QtWidgets/QScrollBar>

#include "ui/runs/timeline.h"
#include "ui/widgets/paint.h"
#include "ui/widgets/state_mark.h"
#include "ui/widgets/theme.h"
#include "ui/widgets/units.h"

#include <algorithm>
#include <cmath>

namespace weftline::ui::runs {

using widgets::color;
using widgets::TextRole;
using widgets::Token;

namespace {


QString axisText(double seconds, double step)
{
    if (step >= 60)
        return widgets::clock(std::chrono::milliseconds(std::llround(seconds * 1000)));
    if (step < 1)
        return Timeline::tr("%1 s").arg(seconds, 0, 'f', step < 0.1 ? 2 : 1);
    return Timeline::tr("%1 s").arg(std::llround(seconds));
}

double roundStep(double least)
{
    for (const double step : {0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0, 20.0, 30.0, 60.0, 120.0, 300.0, 600.0, 1800.0, 3600.0, 7200.0, 21600.0})
        if (step >= least)
            return step;
    return std::ceil(least / 86400) * 86400;
}

struct Look
{
    Token ink;
    Token fill;
    double border;
};

Look lookOf(client::AttemptState state)
{
    switch (state) {
    case client::AttemptState::Dispatched: return {Token::Ready, Token::ReadyBg, 0.6};
    case client::AttemptState::Running: return {Token::Running, Token::RunningBg, 1};
    case client::AttemptState::Succeeded: return {Token::Succeeded, Token::SucceededBg, 0.55};
    case client::AttemptState::Failed:
    case client::AttemptState::TimedOut:
    case client::AttemptState::Lost: return {Token::Failed, Token::FailedBg, 1};
    case client::AttemptState::Cancelled: return {Token::Cancelled, Token::CancelledBg, 0.6};
    }
    return {Token::Waiting, Token::WaitingBg, 1};
}

// Lines at 45 degrees, six pixels apart.
void hatch(QPainter &painter, const QRectF &rect, const QColor &ink)
{
    painter.save();
    painter.setClipRect(rect, Qt::IntersectClip);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(ink, 1));
    constexpr double pitch = 6;
    for (double x = std::floor(rect.left() / pitch) * pitch; x < rect.right() + rect.height(); x += pitch)
        painter.drawLine(QPointF(x, rect.top()), QPointF(x - rect.height(), rect.bottom()));
    painter.restore();
}

QString noticedWord(const QString &by)
{
    if (by == u"exit")
        return Timeline::tr("noticed by its exit");
    if (by == u"lease")
        return Timeline::tr("noticed by its lease");
    return by.isEmpty() ? QString() : Timeline::tr("noticed by %1").arg(by);
}

} // namespace

void Timeline::paintEvent(QPaintEvent *)
{
    QPainter painter(viewport());
    const QRectF all(viewport()->rect());
    painter.fillRect(all, color(Token::Panel));
    if (m_layout.rows().empty())
        return;
    painter.save();
    painter.setClipRect(QRectF(left(), 0, all.width() - left(), all.height()));
    paintAxis(painter);
    painter.setClipRect(QRectF(left(), axisHeight, all.width() - left(), all.height() - axisHeight));
    const auto isShown = [&](const TimelineRow &row) {
        return rowTop(row) + row.height > axisHeight && rowTop(row) < all.height();
    };
    for (const TimelineRow &row : m_layout.rows())
        if (isShown(row))
            paintRow(painter, row);
    painter.setClipRect(QRectF(left() - 1, 0, all.width() - left() + 1, all.height()));
    paintNow(painter);
    painter.setClipRect(QRectF(left(), axisHeight, all.width() - left(), all.height() - axisHeight));
    for (const TimelineRow &row : m_layout.rows())
        if (isShown(row) && row.isLost)
            paintLoss(painter, row);
    for (const TimelineArrow &arrow : m_layout.arrows())
        paintArrow(painter, arrow);
    painter.restore();
    painter.setClipRect(QRectF(0, axisHeight, all.width(), all.height() - axisHeight));
    for (const TimelineRow &row : m_layout.rows())
        if (isShown(row))
            paintName(painter, row);
    painter.setClipping(false);
    painter.setPen(QPen(color(Token::Line), 1));
    painter.drawLine(QPointF(0, axisHeight - 0.5), QPointF(all.width(), axisHeight - 0.5));
    if (m_isFocusShown) {
        painter.setPen(QPen(color(Token::Focus), 1));
        painter.drawLine(QPointF(0, 0.5), QPointF(all.width(), 0.5));
    }
}

void Timeline::paintAxis(QPainter &painter) const
{
    painter.setFont(widgets::font(TextRole::FigureTiny));
    const QFontMetricsF metrics(painter.font());
    const double step = roundStep(72 / std::max(1.0, viewport()->width() - left()) * (m_to - m_from));
    const double bottom = axisHeight + m_layout.height() - verticalScrollBar()->value();
    for (double at = std::ceil(m_from / step) * step; at <= m_to; at += step) {
        const double x = std::floor(toX(at)) + 0.5;
        painter.setPen(QPen(color(Token::Line), 1));
        painter.drawLine(QPointF(x, axisHeight), QPointF(x, bottom));
        const QString text = axisText(at, step);
        const double wide = metrics.horizontalAdvance(text);
        painter.setPen(color(Token::Text3));
        if (x + wide / 2 < viewport()->width())
            painter.drawText(QPointF(std::max(left(), x - wide / 2), axisHeight / 2 + metrics.capHeight() / 2), text);
    }
}

void Timeline::paintRow(QPainter &painter, const TimelineRow &row) const
{
    for (const std::vector<std::size_t> &lane : row.lanes) {
        const auto endsBefore = [&](std::size_t place, double seconds) { return m_layout.bars()[place].to < seconds; };
        double drawnTo = -1;
        for (auto it = std::lower_bound(lane.begin(), lane.end(), m_from, endsBefore); it != lane.end(); ++it) {
            const TimelineBar &bar = m_layout.bars()[*it];
            if (bar.from > m_to)
                break;
            QRectF rect = rectOf(bar);
            if (rect.right() <= drawnTo) // Nothing of it would be seen beside the one before.
                continue;
            drawnTo = std::floor(rect.right()) + 1;
            // Zoomed in, a bar may be a million pixels wide: painters do not like that.
            rect.setLeft(std::max(rect.left(), left() - 20));
            rect.setRight(std::min(rect.right(), viewport()->width() + 20.0));
            paintBar(painter, bar, rect);
        }
    }
}

void Timeline::paintBar(QPainter &painter, const TimelineBar &bar, const QRectF &rect) const
{
    const Look look = lookOf(bar.attempt.state);
    const bool isSelected = m_selected == bar.attempt.id || (m_node && *m_node == bar.attempt.node);
    if (rect.width() < 4) {
        painter.setRenderHint(QPainter::Antialiasing, false);
        painter.fillRect(QRectF(rect.left(), rect.top(), std::max(1.0, rect.width() - 0.5), rect.height()),
                         color(isSelected ? Token::Accent : look.ink, 0.75));
        return;
    }
    if (rect.width() < 9) { // Too small for round corners; thousands of these are in view at once.
        painter.setRenderHint(QPainter::Antialiasing, false);
        const QRect box = rect.toRect().adjusted(0, 0, -1, 0);
        painter.fillRect(box, color(isSelected ? Token::Accent : look.ink, 0.6));
        painter.fillRect(box.adjusted(1, 1, -1, -1), color(look.fill));
        return;
    }
    const QColor line = isSelected ? color(Token::Accent) : color(look.ink, look.border);
    widgets::drawBox(painter, rect.adjusted(0, 0, -1, 0), 3, color(look.fill), line, isSelected ? 1.5 : 1);
    if (bar.attempt.state == client::AttemptState::Lost)
        hatch(painter, rect.adjusted(1, 1, -2, -1), color(Token::Failed, 0.75));
    QRectF seen = rect; // The name of a bar that began before what is shown stands where one sees it.
    seen.setLeft(std::max(rect.left(), left() - 3));
    paintLabel(painter, bar, seen);
}

// All of it, or as much as still can be recognised, or nothing.
void Timeline::paintLabel(QPainter &painter, const TimelineBar &bar, const QRectF &rect) const
{
    constexpr double padding = 6;
    constexpr int least = 4;
    painter.setFont(widgets::font(TextRole::FigureTiny));
    const QFontMetricsF metrics(painter.font());
    const double room = rect.width() - 2 * padding;
    if (room < metrics.horizontalAdvance(QLatin1Char('0')) * 2)
        return;
    const QString whole = m_names.attempt(bar.attempt);
    const QString text = metrics.elidedText(whole, Qt::ElideRight, room);
    if (text.size() < least && text != whole)
        return;
    const QPointF base(rect.left() + padding, rect.center().y() + metrics.capHeight() / 2);
    if (bar.attempt.state == client::AttemptState::Lost)
        painter.fillRect(QRectF(base.x() - 2, rect.top() + 2, metrics.horizontalAdvance(text) + 4, rect.height() - 4),
                         color(Token::FailedBg));
    painter.setPen(color(Token::Text));
    painter.drawText(base, text);
}

void Timeline::paintLoss(QPainter &painter, const TimelineRow &row) const
{
    const double x = std::floor(toX(row.lostAt)) + 0.5;
    const double top = rowTop(row);
    if (x < left() || x > viewport()->width())
        return;
    painter.setRenderHint(QPainter::Antialiasing, false);
    painter.setPen(QPen(color(Token::Failed), 1.5));
    painter.drawLine(QPointF(x, top + 1), QPointF(x, top + row.height - 1));
    painter.setRenderHint(QPainter::Antialiasing);
    const double y = top + row.height - rowMargin - barHeight / 2;
    widgets::paintStateMark(painter, QRectF(x - 6.5, y - 6.5, 13, 13), widgets::TaskState::Failed, 0, Token::Panel);
    QStringList words{noticedWord(row.noticedBy)};
    if (row.movedAfter)
        words << tr("goes on after %1").arg(widgets::duration(*row.movedAfter).text());
    words.removeAll(QString());
    if (words.isEmpty())
        return;
    painter.setFont(widgets::font(TextRole::Caption));
    const QFontMetricsF metrics(painter.font());
    const QString text = widgets::joined(words);
    const double wide = metrics.horizontalAdvance(text);
    const bool fitsRight = x + 12 + wide < viewport()->width();
    const QRectF place(fitsRight ? x + 12 : x - 12 - wide, y - 8, wide, 16);
    painter.fillRect(place.adjusted(-2, 0, 2, 0), color(Token::Panel));
    painter.setPen(color(Token::Text2));
    painter.drawText(place, Qt::AlignVCenter | Qt::AlignLeft, text);
}

void Timeline::paintArrow(QPainter &painter, const TimelineArrow &arrow) const
{
    const QPainterPath path = arrowPath(arrow);
    if (!path.boundingRect().adjusted(-4, -4, 4, 4).intersects(QRectF(viewport()->rect())))
        return;
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(color(Token::Failed), 1.5));
    painter.setBrush(Qt::NoBrush);
    painter.drawPath(path);
    const QPointF tip = path.currentPosition();
    const double back = tip.y() < path.elementAt(0).y ? 6 : -6;
    painter.setPen(Qt::NoPen);
    painter.setBrush(color(Token::Failed));
    painter.drawPolygon(QPolygonF{tip, tip + QPointF(-4, back), tip + QPointF(4, back)});
}

QString Timeline::noteOf(const TimelineRow &row) const
{
    if (row.isLost && m_layout.isRunning())
        return tr("lost, %1").arg(widgets::duration(Duration{static_cast<std::int64_t>((m_layout.end() - row.lostAt) * 1e6)}).text());
    if (row.isLost)
        return tr("lost");
    if (row.slots > 0 && m_layout.isRunning())
        return tr("%1/%2 slots").arg(row.used).arg(row.slots);
    if (row.slots > 0)
        return row.slots == 1 ? tr("1 slot") : tr("%1 slots").arg(row.slots);
    return {};
}

void Timeline::paintName(QPainter &painter, const TimelineRow &row) const
{
    const double top = rowTop(row);
    const QRectF place(0, top, left(), row.height);
    painter.fillRect(place, color(Token::Panel));
    painter.setRenderHint(QPainter::Antialiasing, false);
    painter.setPen(QPen(color(Token::Line), 1));
    painter.drawLine(QPointF(0, top + row.height - 0.5), QPointF(viewport()->width(), top + row.height - 0.5));
    const double middle = top + std::min(row.height, 2 * lanePitch + 2 * rowMargin) / 2;
    const QRectF text(14, middle - 17, left() - 18, 17);
    painter.setFont(widgets::font(TextRole::Small));
    painter.setPen(color(row.isLost ? Token::Failed : Token::Text));
    painter.drawText(text, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextDontClip, painter.fontMetrics().elidedText(row.name, Qt::ElideRight, int(text.width())));
    painter.setFont(widgets::font(TextRole::Caption));
    painter.setPen(color(row.isLost ? Token::Failed : Token::Text3));
    painter.drawText(text.translated(0, 16), Qt::AlignLeft | Qt::AlignVCenter | Qt::TextDontClip,
                     painter.fontMetrics().elidedText(noteOf(row), Qt::ElideRight, int(text.width())));
}

void Timeline::paintNow(QPainter &painter) const
{
    if (!m_layout.isRunning() || m_layout.end() < m_from || m_layout.end() > m_to)
        return;
    const double x = std::floor(toX(m_layout.end())) + 0.5;
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(color(Token::Text2), 1));
    painter.drawLine(QPointF(x, axisHeight - 3), QPointF(x, viewport()->height()));
    painter.setFont(widgets::font(TextRole::FigureTiny));
    const QFontMetricsF metrics(painter.font());
    const QString text = tr("now");
    const double wide = metrics.horizontalAdvance(text) + 12;
    const QRectF tag(std::min(x - wide / 2, viewport()->width() - wide - 1), 4, wide, 16);
    painter.setPen(Qt::NoPen);
    painter.setBrush(color(Token::Text2));
    painter.drawRoundedRect(tag, 3, 3);
    painter.setPen(color(Token::Panel));
    painter.drawText(tag, Qt::AlignCenter, text);
}

} // namespace weftline::ui::runs
