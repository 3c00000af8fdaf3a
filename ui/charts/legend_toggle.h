// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// An entry of a legend: the stroke, the name, the value. A click hides and shows its curve.

#pragma once

#include <QtCore/QVector>
#include <QtGui/QFont>
#include <QtWidgets/QAbstractButton>

#include <vector>

#include "ui/widgets/tokens.h"
#include "ui/widgets/units.h"

namespace weftline::ui::charts {

class LegendToggle final : public QAbstractButton
{
    Q_OBJECT

public:
    /// `isLarge`: the figure of the chart, its stroke and name after the unit.
    LegendToggle(const QString &name, bool isLarge, QWidget *parent = nullptr);

    void setStroke(widgets::Token token, const QVector<qreal> &dash);
    void setMeasure(const widgets::Measure &measure);
    [[nodiscard]] const widgets::Measure &measure() const { return m_measure; }
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent *event) override;
    void enterEvent(QEnterEvent *event) override;
    void leaveEvent(QEvent *event) override;

private:
    struct Part
    {
        QString text;
        QFont font;
        widgets::Token token;
        bool hasSwatch = false; ///< Before it.
    };
    [[nodiscard]] std::vector<Part> parts() const;
    void paintSwatch(QPainter &painter, double x) const;

    bool m_isLarge;
    widgets::Token m_token = widgets::Token::ChartP50;
    QVector<qreal> m_dash;
    widgets::Measure m_measure{widgets::none(), {}};
};

} // namespace weftline::ui::charts
