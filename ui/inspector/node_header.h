// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The head of the inspector: the kind's tile, the name, which can be typed over, and what it is in a sentence. For several
// nodes: how many, and of which kinds.

#pragma once

#include <QtCore/QPointer>
#include <QtWidgets/QWidget>

#include "ui/inspector/node_properties.h"

class QLineEdit;

namespace weftline::ui::document {
class Document;
}
namespace weftline::ui::widgets {
class TextLabel;
}

namespace weftline::ui::fields {
class ProblemLine;
}

namespace weftline::ui::inspector {

class NodeHeader final : public QWidget
{
    Q_OBJECT

public:
    NodeHeader(document::Document &document, ShownNodes nodes, QWidget *parent);

    void refresh();

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void rename();
    void describe();

    QPointer<document::Document> m_document;
    ShownNodes m_nodes;
    QLineEdit *m_name = nullptr;
    widgets::TextLabel *m_sentence;
    fields::ProblemLine *m_problem;
};

/// Paints the tile of a kind: its icon on its family's tint.
void paintKindTile(QPainter &painter, const QRectF &square, workflow::Kind kind);

} // namespace weftline::ui::inspector
