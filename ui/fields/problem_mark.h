// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The mark of a problem as a small widget.

#pragma once

#include <QtWidgets/QWidget>

#include "engine/workflow/problem.h"
#include "ui/widgets/state_mark.h"

namespace weftline::ui::fields {

[[nodiscard]] widgets::ProblemLevel levelOf(workflow::Severity severity);

class ProblemMark final : public QWidget
{
    Q_OBJECT

public:
    ProblemMark(widgets::ProblemLevel level, QWidget *parent);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    widgets::ProblemLevel m_level;
};

} // namespace weftline::ui::fields
