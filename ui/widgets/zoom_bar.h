// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The small bar at the bottom left of a canvas: zoom out, the scale, zoom in, fit, tidy, lock.

#pragma once

#include <QtWidgets/QFrame>

class QToolButton;

namespace weftline::ui::widgets {

class ZoomBar final : public QFrame
{
    Q_OBJECT

public:
    explicit ZoomBar(QWidget *parent = nullptr);

    void setScale(double scale);
    void setLocked(bool locked);

Q_SIGNALS:
    void zoomOutClicked();
    void zoomInClicked();
    void scaleClicked(); // wants 100 %
    void fitClicked();
    void tidyClicked();
    void lockToggled(bool locked);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QToolButton *m_scale;
    QToolButton *m_lock;
};

} // namespace weftline::ui::widgets
