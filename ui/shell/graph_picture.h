// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// A workflow's own graph in small, drawn by the canvas itself. Nothing in it can be clicked.

#pragma once

#include <QtGui/QPainterPath>
#include <QtWidgets/QWidget>

#include <memory>

#include "engine/workflow/workflow.h"

namespace weftline::ui::canvas {
class CanvasScene;
}
namespace weftline::ui::designer {
class WorkflowGraphModel;
}
namespace weftline::ui::document {
class Document;
}

namespace weftline::ui::shell {

/// Of the cards that such pictures lie on.
constexpr double cardRadius = 8;

class GraphPicture final : public QWidget
{
    Q_OBJECT

public:
    explicit GraphPicture(workflow::Workflow workflow, QWidget *parent = nullptr);
    ~GraphPicture() override;

    [[nodiscard]] QSize sizeHint() const override { return {480, 240}; }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    [[nodiscard]] QPainterPath ground() const;

    std::unique_ptr<document::Document> m_document;
    std::unique_ptr<designer::WorkflowGraphModel> m_model;
    std::unique_ptr<canvas::CanvasScene> m_scene;
};

} // namespace weftline::ui::shell
