// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Flat shapes that style and widgets paint with: a sharp one-pixel box and a small angle.

#pragma once

#include <QtCore/Qt>

class QColor;
class QPainter;
class QPointF;
class QRectF;

namespace weftline::ui::widgets {

/// A rounded box filled and bordered inside `rect`, its line on whole pixels.
void drawBox(QPainter &painter, const QRectF &rect, double radius, const QColor &fill, const QColor &line, double width);

/// The angle of fields that open and sections that fold, `size` wide.
void drawChevron(QPainter &painter, const QPointF &center, const QColor &color, Qt::ArrowType direction, double size = 8);

} // namespace weftline::ui::widgets
