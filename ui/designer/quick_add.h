// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// A small list at the pointer: type a few letters, press Enter, and the node is there. Escape or a click elsewhere closes it.

#pragma once

#include <QtWidgets/QFrame>

#include <functional>

#include "engine/workflow/kind.h"

namespace weftline::ui::designer {

class KindsView;

class QuickAdd final : public QFrame
{
    Q_OBJECT

public:
    explicit QuickAdd(QWidget *parent);

    /// Opens with its corner there, inside of the screen, with nothing typed. `chosen` is called at most once.
    void open(const QPoint &globalPosition, std::function<void(workflow::Kind)> chosen);
    [[nodiscard]] KindsView *kinds() const { return m_kinds; }

protected:
    void paintEvent(QPaintEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    KindsView *m_kinds;
    std::function<void(workflow::Kind)> m_chosen;
};

} // namespace weftline::ui::designer
