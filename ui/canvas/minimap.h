// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The whole graph in small, with a frame around what the view shows. A click or a drag goes there.

#pragma once

#include <QtCore/QTimer>
#include <QtGui/QPixmap>
#include <QtWidgets/QWidget>

namespace weftline::ui::canvas {

class CanvasScene;

class Minimap final : public QWidget
{
    Q_OBJECT

public:
    Minimap(CanvasScene &scene, QWidget *parent);

    /// What the view shows, in scene units.
    void setShown(const QRectF &shown);

    /// Draws the nodes anew, soon; many calls in a row cost one drawing.
    void refresh();

Q_SIGNALS:
    void wentTo(const QPointF &scenePosition);

protected:
    void paintEvent(QPaintEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void redraw();
    [[nodiscard]] QTransform toWidget() const;

    CanvasScene &m_scene;
    QRectF m_content;
    QRectF m_shown;
    QPixmap m_nodes;
    QTimer m_soon;
};

} // namespace weftline::ui::canvas
