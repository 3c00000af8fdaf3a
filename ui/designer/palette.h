// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The palette in the left dock: all kinds in groups, found by typing, dragged onto the canvas, or added by Enter or a double
// click.

#pragma once

#include <QtWidgets/QWidget>

#include "engine/workflow/kind.h"

namespace weftline::ui::designer {

class KindsView;

class Palette final : public QWidget
{
    Q_OBJECT

public:
    explicit Palette(QWidget *parent = nullptr);

    void focusSearch();
    [[nodiscard]] KindsView *kinds() const { return m_kinds; }

Q_SIGNALS:
    void addRequested(weftline::workflow::Kind kind);

private:
    KindsView *m_kinds;
};

} // namespace weftline::ui::designer
