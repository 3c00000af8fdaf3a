// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A short sentence at the pointer while something is being drawn: why a port does not take this edge.

#pragma once

#include <QtWidgets/QWidget>

namespace weftline::ui::canvas {

class Notice final : public QWidget
{
    Q_OBJECT

public:
    explicit Notice(QWidget *parent);

    /// Shows `text` beside `pointer`, within the parent; an empty text hides it.
    void say(const QString &text, const QPoint &pointer);
    [[nodiscard]] QString text() const { return m_text; }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QString m_text;
};

} // namespace weftline::ui::canvas
