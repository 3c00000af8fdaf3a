// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Buttons side by side where there is room for all of them, else one below the other. So they never make their surroundings
// wider than the widest of them.

#pragma once

#include <QtWidgets/QBoxLayout>

namespace weftline::ui::widgets {

class ButtonBox final : public QBoxLayout
{
    Q_OBJECT

public:
    ButtonBox();

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSize() const override;
    [[nodiscard]] bool hasHeightForWidth() const override { return true; }
    [[nodiscard]] int heightForWidth(int width) const override;
    [[nodiscard]] int minimumHeightForWidth(int width) const override { return heightForWidth(width); }
    void setGeometry(const QRect &rect) override;

private:
    [[nodiscard]] QSize sizeFor(Direction direction) const;
};

} // namespace weftline::ui::widgets
