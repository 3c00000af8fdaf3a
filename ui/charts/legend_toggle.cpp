// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/charts/legend_toggle.h"

#include <QtGui/QEnterEvent>
#include <QtGui/QFontMetricsF>
#include <QtGui/QPaintEvent>
#include <QtGui/QPainter>
#include <QtGui/QPen>
#include <QtWidgets/QSizePolicy>

#include "ui/widgets/theme.h"

namespace weftline::ui::charts {

using widgets::color;
using widgets::TextRole;
using widgets::Token;

namespace {

constexpr int swatch = 9;

} // namespace

LegendToggle::LegendToggle(const QString &name, bool isLarge, QWidget *parent) : QAbstractButton(parent), m_isLarge(isLarge)
{
    setText(name);
    setAccessibleName(name);
    setCheckable(true);
    setChecked(true);
    setCursor(Qt::PointingHandCursor);
    setToolTip(tr("Show or hide %1").arg(name));
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    connect(&widgets::Theme::instance(), &widgets::Theme::changed, this, [this] { updateGeometry(); });
}

void LegendToggle::setStroke(Token token, const QVector<qreal> &dash)
{
    m_token = token;
    m_dash = dash;
    update();
}

void LegendToggle::setMeasure(const widgets::Measure &measure)
{
    if (measure == m_measure)
        return;
    m_measure = measure;
    setAccessibleDescription(measure.text());
    updateGeometry();
    update();
}

std::vector<LegendToggle::Part> LegendToggle::parts() const
{
    const Token ink = isChecked() ? Token::Text : Token::Disabled;
    const Token quiet = isChecked() ? Token::Text3 : Token::Disabled;
    if (m_isLarge) {
        const QString unit = m_measure.unit.isEmpty() ? text() : tr("%1, %2", "unit, percentile").arg(m_measure.unit, text());
        return {{m_measure.value, widgets::font(TextRole::FigureLarge), ink}, {unit, widgets::font(TextRole::Small), quiet}};
    }
    return {{text(), widgets::font(TextRole::Caption), isChecked() ? Token::Text2 : Token::Disabled},
            {m_measure.text(), widgets::font(TextRole::FigureTiny), ink}};
}

QSize LegendToggle::sizeHint() const
{
    double wide = swatch + 4;
    for (const Part &part : parts())
        wide += QFontMetricsF(part.font).horizontalAdvance(part.text) + 5;
    return {qCeil(wide), m_isLarge ? 24 : 18};
}

void LegendToggle::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const double middle = height() / 2.0;
    QPen pen(color(isChecked() ? m_token : Token::Disabled), 2);
    pen.setCapStyle(Qt::FlatCap);
    if (!m_dash.isEmpty())
        pen.setDashPattern({1, 1});
    painter.setPen(pen);
    const double line = m_isLarge ? middle + 3 : middle;
    painter.drawLine(QPointF(0, line), QPointF(swatch, line));
    double x = swatch + 5;
    const QFontMetricsF first(parts().front().font);
    const double base = middle + first.capHeight() / 2;
    for (const Part &part : parts()) {
        QFont font = part.font;
        font.setUnderline(underMouse() && !m_isLarge && part.text == text());
        painter.setFont(font);
        painter.setPen(color(part.token));
        painter.drawText(QPointF(x, base), part.text);
        x += QFontMetricsF(part.font).horizontalAdvance(part.text) + 5;
    }
    if (hasFocus()) {
        painter.setPen(QPen(color(Token::Focus), 1));
        painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 3, 3);
    }
}

void LegendToggle::enterEvent(QEnterEvent *) { update(); }

void LegendToggle::leaveEvent(QEvent *) { update(); }

} // namespace weftline::ui::charts
