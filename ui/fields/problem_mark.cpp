// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/fields/problem_mark.h"

#include <QtGui/QPaintEvent>
#include <QtGui/QPainter>

namespace weftline::ui::fields {

widgets::ProblemLevel levelOf(workflow::Severity severity)
{
    switch (severity) {
    case workflow::Severity::Error: return widgets::ProblemLevel::Error;
    case workflow::Severity::Warning: return widgets::ProblemLevel::Warning;
    case workflow::Severity::Hint: return widgets::ProblemLevel::Hint;
    }
    return widgets::ProblemLevel::None;
}

ProblemMark::ProblemMark(widgets::ProblemLevel level, QWidget *parent) : QWidget(parent), m_level(level)
{
    setFixedSize(14, 16);
}

void ProblemMark::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    widgets::paintProblemMark(painter, QRectF(0, 1, 14, 14), m_level);
}

} // namespace weftline::ui::fields
