// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/pools/worker_row.h"

#include <QtGui/QAction>
#include <QtGui/QContextMenuEvent>
#include <QtGui/QEnterEvent>
#include <QtGui/QFocusEvent>
#include <QtGui/QPaintEvent>
#include <QtGui/QPainter>
#include <QtGui/QPen>
#include <QtGui/QResizeEvent>
#include <QtWidgets/QMenu>
#include <QtWidgets/QSizePolicy>
#include <QtWidgets/QToolButton>

#include "ui/widgets/icons.h"
#include "ui/widgets/state_mark.h"
#include "ui/widgets/theme.h"
#include "ui/widgets/units.h"

#include <algorithm>
#include <cmath>

namespace weftline::ui::pools {

using widgets::color;
using widgets::TextRole;
using widgets::Token;

namespace {

constexpr int margin = 12;
constexpr std::uint32_t segmentsMax = 16;

} // namespace

WorkerRow::WorkerRow(QWidget *parent) :
    QWidget(parent), m_stop(makeButton(tr("Stop"))), m_kill(makeButton(tr("Kill")))
{
    setRefusals({}, {});
    setFocusPolicy(Qt::TabFocus);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    connect(m_stop, &QToolButton::clicked, this, [this] { Q_EMIT stopAsked(m_worker.session); });
    connect(m_kill, &QToolButton::clicked, this, [this] { Q_EMIT killAsked(m_worker.session); });
    connect(&widgets::Theme::instance(), &widgets::Theme::changed, this, [this] {
        m_stop->setFont(widgets::font(TextRole::Caption));
        m_kill->setFont(widgets::font(TextRole::Caption));
        updateGeometry();
    });
    updateButtons();
}

QToolButton *WorkerRow::makeButton(const QString &text)
{
    auto *const button = new QToolButton(this);
    button->setText(text);
    button->setFont(widgets::font(TextRole::Caption));
    button->setAutoRaise(true);
    button->setFocusPolicy(Qt::TabFocus);
    button->installEventFilter(this);
    return button;
}

void WorkerRow::setWorker(const client::WorkerView &worker, std::optional<int> moved)
{
    if (m_worker == worker && m_moved == moved)
        return;
    m_worker = worker;
    m_moved = moved;
    const QString name = QString::fromStdString(worker.name);
    setAccessibleName(tr("%1, %2", "worker, slots or state").arg(name, cornerText()));
    setAccessibleDescription(caption());
    QStringList lines{tr("%1 on %2, process %3").arg(name, QString::fromStdString(worker.host)).arg(worker.pid)};
    lines << (worker.isManaged ? tr("started by this engine") : tr("started elsewhere: it can be ended only there"));
    setToolTip(lines.join(QLatin1Char('\n')));
    updateButtons();
    update();
}

void WorkerRow::setRefusals(const QString &stop, const QString &kill)
{
    m_stopRefusal = stop;
    m_killRefusal = kill;
    m_stop->setEnabled(stop.isEmpty());
    m_stop->setToolTip(stop.isEmpty() ? tr("Let it finish what it has, then end it") : stop);
    m_kill->setEnabled(kill.isEmpty());
    m_kill->setToolTip(kill.isEmpty() ? tr("End its process at once, as a crash would; its attempts go on elsewhere") : kill);
}

bool WorkerRow::canEnd() const { return m_worker.isManaged && !isLost(); }

QString WorkerRow::cornerText() const
{
    switch (m_worker.state) {
    case client::WorkerState::Active: return tr("%1/%2", "used and all slots").arg(m_worker.used).arg(m_worker.slots);
    case client::WorkerState::Suspect: return tr("silent");
    case client::WorkerState::Draining: return tr("stopping");
    case client::WorkerState::Lost: return tr("lost");
    }
    return {};
}

QString WorkerRow::caption() const
{
    if (isLost()) {
        const QString since = tr("since %1").arg(widgets::timeOfDay(std::chrono::milliseconds(m_worker.since.us / 1000)));
        if (!m_moved)
            return since;
        return widgets::joined({since, *m_moved == 1 ? tr("1 attempt moved") : tr("%1 attempts moved").arg(*m_moved)});
    }
    QStringList facts;
    facts << tr("cpu %1").arg(widgets::Measure{widgets::number(std::round(m_worker.cpu * 100)), QStringLiteral("%")}.text());
    if (m_worker.memoryUsed > 0)
        facts << widgets::size(m_worker.memoryUsed).text();
    if (m_worker.roundTrip > Duration{0})
        facts << tr("rtt %1").arg(widgets::duration(m_worker.roundTrip).text());
    return widgets::joined(facts);
}

QSize WorkerRow::sizeHint() const
{
    const double text = widgets::Theme::instance().textSize();
    return {200, qRound(64 * text)};
}

QSize WorkerRow::minimumSizeHint() const { return {140, sizeHint().height()}; }

void WorkerRow::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const double text = widgets::Theme::instance().textSize();
    if (m_isHovered && !isLost())
        painter.fillRect(rect(), color(Token::Hover));
    const QRectF inner = QRectF(rect()).adjusted(margin, 0, -margin, 0);
    const QRectF head(inner.left(), 8 * text, inner.width(), 20 * text);
    const QRectF icon(head.left(), head.center().y() - 8, 16, 16);
    if (isLost())
        widgets::paintStateMark(painter, icon.adjusted(1, 1, -1, -1), widgets::TaskState::Failed, 0, Token::Panel);
    else
        widgets::paintIcon(painter, icon, QStringLiteral("worker"), color(Token::Text2));

    double right = inner.right();
    if (m_stop->isVisibleTo(this)) {
        right = m_stop->x() - 6;
    } else {
        painter.setFont(widgets::font(TextRole::FigureSmall));
        const QString corner = cornerText();
        const bool isTrouble = m_worker.state != client::WorkerState::Active;
        painter.setPen(color(isLost() ? Token::Failed : isTrouble ? Token::Held : Token::Text2));
        painter.drawText(head, Qt::AlignRight | Qt::AlignVCenter, corner);
        right -= painter.fontMetrics().horizontalAdvance(corner) + 8;
    }
    painter.setFont(widgets::font(TextRole::BodyName));
    painter.setPen(color(isLost() ? Token::Text3 : Token::Text));
    const QRectF name(icon.right() + 6, head.top(), right - icon.right() - 6, head.height());
    painter.drawText(name, Qt::AlignLeft | Qt::AlignVCenter,
                     painter.fontMetrics().elidedText(QString::fromStdString(m_worker.name), Qt::ElideRight, int(name.width())));
    paintSlots(painter, QRectF(inner.left(), 33 * text, inner.width(), 4));
    const QRectF below(inner.left(), 41 * text, inner.width(), 16 * text);
    painter.setFont(widgets::font(TextRole::Caption));
    painter.setPen(color(Token::Text3));
    painter.drawText(below, Qt::AlignLeft | Qt::AlignVCenter,
                     painter.fontMetrics().elidedText(caption(), Qt::ElideRight, int(below.width())));
    painter.setPen(QPen(color(Token::Line), 1));
    painter.drawLine(QPointF(0, height() - 0.5), QPointF(width(), height() - 0.5));
    if (hasFocus()) {
        painter.setPen(QPen(color(Token::Focus), 1));
        painter.drawRect(rect().adjusted(0, 0, -1, -2));
    }
}

// A box a slot while one can count them; then a bar.
void WorkerRow::paintSlots(QPainter &painter, const QRectF &bar) const
{
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    const QColor free = color(Token::Line2, isLost() ? 0.25 : 0.5);
    const QColor used = color(m_worker.state == client::WorkerState::Active ? Token::Running : Token::Held);
    const std::uint32_t all = std::max(1U, m_worker.slots);
    const std::uint32_t taken = isLost() ? 0 : std::min(m_worker.used, all);
    if (all > segmentsMax) {
        painter.setBrush(free);
        painter.drawRoundedRect(bar, 2, 2);
        QRectF part = bar;
        part.setWidth(bar.width() * taken / all);
        painter.setBrush(used);
        painter.drawRoundedRect(part, 2, 2);
        return;
    }
    constexpr double gap = 2;
    const double wide = (bar.width() - gap * (all - 1)) / all;
    for (std::uint32_t i = 0; i < all; ++i) {
        painter.setBrush(i < taken ? used : free);
        painter.drawRoundedRect(QRectF(bar.left() + i * (wide + gap), bar.top(), wide, bar.height()), 1.5, 1.5);
    }
}

void WorkerRow::resizeEvent(QResizeEvent *) { updateButtons(); }

void WorkerRow::updateButtons()
{
    const bool isShown = canEnd() && (m_isHovered || hasFocus() || m_stop->hasFocus() || m_kill->hasFocus());
    int right = width() - margin + 4;
    const double text = widgets::Theme::instance().textSize();
    for (QToolButton *button : {m_kill, m_stop}) {
        const QSize size(button->fontMetrics().horizontalAdvance(button->text()) + 14, qRound(22 * text));
        right -= size.width();
        button->setGeometry(QRect(QPoint(right, qRound(7 * text)), size));
        button->setVisible(isShown);
    }
}

void WorkerRow::enterEvent(QEnterEvent *)
{
    m_isHovered = true;
    updateButtons();
    update();
}

void WorkerRow::leaveEvent(QEvent *)
{
    m_isHovered = false;
    updateButtons();
    update();
}

void WorkerRow::focusInEvent(QFocusEvent *)
{
    updateButtons();
    update();
}

void WorkerRow::focusOutEvent(QFocusEvent *)
{
    // The focus may be on its way to one of the buttons, which has to be visible to get it.
    QMetaObject::invokeMethod(this, [this] {
        updateButtons();
        update();
    }, Qt::QueuedConnection);
}

bool WorkerRow::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::FocusIn || event->type() == QEvent::FocusOut)
        focusOutEvent(nullptr);
    return QWidget::eventFilter(watched, event);
}

void WorkerRow::fillMenu(QMenu &menu)
{
    QAction *const stop = menu.addAction(tr("Stop"), this, [this] { Q_EMIT stopAsked(m_worker.session); });
    stop->setToolTip(m_stop->toolTip());
    QAction *const kill = menu.addAction(tr("Kill, as a crash would"), this, [this] { Q_EMIT killAsked(m_worker.session); });
    kill->setToolTip(m_kill->toolTip());
    stop->setEnabled(canEnd() && m_stopRefusal.isEmpty());
    kill->setEnabled(canEnd() && m_killRefusal.isEmpty());
    menu.setToolTipsVisible(true);
}

void WorkerRow::contextMenuEvent(QContextMenuEvent *event)
{
    auto *const menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    fillMenu(*menu);
    menu->popup(event->globalPos());
}

} // namespace weftline::ui::pools
