// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The icons of resources/icons, each a drawing in one colour on a grid of 24, coloured by a token when painted. A QIcon
// from here follows the theme by itself.

#pragma once

#include <QtGui/QIcon>
#include <QtGui/QPixmap>

#include "ui/widgets/tokens.h"

class QPainter;
class QRectF;

namespace weftline::ui::widgets {

/// The icon of this name ("run", "zoom-in", a kind's name). An unknown name gives an empty icon.
[[nodiscard]] QIcon icon(const QString &name, Token token = Token::Text2);

/// A picture of it, `size` logical pixels wide and high. Cached by name, size, ratio and colour.
[[nodiscard]] QPixmap iconPixmap(const QString &name, const QColor &color, int size, double devicePixelRatio);

/// Paints it into `where`, sharp at the painter's own scale.
void paintIcon(QPainter &painter, const QRectF &where, const QString &name, const QColor &color);

[[nodiscard]] bool hasIcon(const QString &name);

} // namespace weftline::ui::widgets
