// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The drawings behind the marks, on a grid of 16. The painter is scaled and translated by the caller.

#pragma once

#include "ui/widgets/state_mark.h"

class QColor;

namespace weftline::ui::widgets {

void drawStateShape(QPainter &painter, TaskState state, const QColor &color, const QColor &sign, double turn);
void drawProblemShape(QPainter &painter, ProblemLevel level, const QColor &color, const QColor &sign);

} // namespace weftline::ui::widgets
