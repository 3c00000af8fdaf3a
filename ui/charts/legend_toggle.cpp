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

constexpr double swatch = 9;
constexpr double gap = 5;

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
    if (!m_isLarge)
        return {{text(), widgets::font(TextRole::Caption), isChecked() ? Token::Text2 : Token::Disabled, true},
                {m_measure.text(), widgets::font(TextRole::FigureTiny), ink}};
    // In front of the number the stroke would be read as a minus.
    std::vector<Part> parts{{m_measure.value, widgets::font(TextRole::FigureLarge), ink}};
    if (!m_measure.unit.isEmpty())
        parts.push_back({m_measure.unit, widgets::font(TextRole::Small), quiet});
    parts.push_back({text(), widgets::font(TextRole::Small), quiet, true});
    return parts;
}

QSize LegendToggle::sizeHint() const
{
    double wide = -gap;
    for (const Part &part : parts())
        wide += (part.hasSwatch ? swatch + gap : 0) + QFontMetricsF(part.font).horizontalAdvance(part.text) + gap;
    return {qCeil(wide), m_isLarge ? 24 : 18};
}

void LegendToggle::paintSwatch(QPainter &painter, double x) const
{
    QPen pen(color(isChecked() ? m_token : Token::Disabled), 2);
    pen.setCapStyle(Qt::FlatCap);
    if (!m_dash.isEmpty())
        pen.setDashPattern({1, 1});
    painter.setPen(pen);
    const double line = height() / 2.0 + (m_isLarge ? 3 : 0);
    painter.drawLine(QPointF(x, line), QPointF(x + swatch, line));
}

void LegendToggle::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    double x = 0;
    const QFontMetricsF first(parts().front().font);
    const double base = height() / 2.0 + first.capHeight() / 2;
    for (const Part &part : parts()) {
        if (part.hasSwatch) {
            paintSwatch(painter, x);
            x += swatch + gap;
        }
        QFont font = part.font;
        font.setUnderline(underMouse() && !m_isLarge && part.text == text());
        painter.setFont(font);
        painter.setPen(color(part.token));
        painter.drawText(QPointF(x, base), part.text);
        x += QFontMetricsF(part.font).horizontalAdvance(part.text) + gap;
    }
    if (hasFocus()) {
        painter.setPen(QPen(color(Token::Focus), 1));
        painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 3, 3);
    }
}

void LegendToggle::enterEvent(QEnterEvent *) { update(); }

void LegendToggle::leaveEvent(QEvent *) { update(); }

} // namespace weftline::ui::charts
