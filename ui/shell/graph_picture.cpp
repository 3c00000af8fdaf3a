// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/shell/graph_picture.h"

#include <QtGui/QPaintEvent>
#include <QtGui/QPainter>
#include <QtGui/QPainterPath>

#include "ui/canvas/canvas_scene.h"
#include "ui/designer/workflow_graph_model.h"
#include "ui/document/document.h"
#include "ui/widgets/theme.h"

namespace weftline::ui::shell {

GraphPicture::GraphPicture(workflow::Workflow workflow, QWidget *parent)
    : QWidget(parent)
    , m_document(std::make_unique<document::Document>())
{
    m_document->setWorkflow(std::move(workflow));
    m_model = std::make_unique<designer::WorkflowGraphModel>(*m_document);
    m_scene = std::make_unique<canvas::CanvasScene>();
    m_scene->setModel(m_model.get());
    connect(m_scene.get(), &canvas::CanvasScene::contentChanged, this, QOverload<>::of(&QWidget::update));
    connect(&widgets::Theme::instance(), &widgets::Theme::changed, this, QOverload<>::of(&QWidget::update));
}

GraphPicture::~GraphPicture()
{
    m_scene.reset();
    m_model.reset();
}

// Inside the round corners of the card that it lies on.
QPainterPath GraphPicture::ground() const
{
    QPainterPath own;
    own.addRect(QRectF(rect()));
    if (!parentWidget())
        return own;
    QPainterPath card;
    card.addRoundedRect(QRectF(parentWidget()->rect()).translated(-pos()).adjusted(1, 1, -1, -1), cardRadius - 1, cardRadius - 1);
    return own.intersected(card);
}

void GraphPicture::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.fillPath(ground(), widgets::color(widgets::Token::Canvas));
    const QRectF content = m_scene->content().adjusted(-16, -12, 16, 16);
    if (content.isEmpty())
        return;
    const double scale = std::min({double(width() - 24) / content.width(), double(height() - 24) / content.height(), 1.0});
    const QSizeF size = content.size() * scale;
    const QRectF target(QPointF((width() - size.width()) / 2, (height() - size.height()) / 2), size);
    painter.setPen(Qt::NoPen);
    painter.setBrush(widgets::color(widgets::Token::Grid));
    for (int x = 8; x < width(); x += 16)
        for (int y = 8; y < height(); y += 16)
            painter.drawEllipse(QPointF(x, y), 0.8, 0.8);
    m_scene->render(&painter, target, content);
}

} // namespace weftline::ui::shell
