// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The workflow page: the canvas over a document. Turns every request of the canvas into an edit of the document, and shows
// the run that is watched.

#pragma once

#include <QtWidgets/QWidget>

#include <string>

#include "engine/client/engine_client.h"
#include "ui/canvas/canvas_view.h"
#include "ui/document/document.h"

namespace weftline::ui::widgets {
class EmptyState;
}

namespace weftline::ui::designer {

class FindBar;
class QuickAdd;
class WorkflowGraphModel;

class DesignerPage final : public QWidget
{
    Q_OBJECT

public:
    /// `document` outlives this.
    explicit DesignerPage(document::Document &document, QWidget *parent = nullptr);

    [[nodiscard]] canvas::CanvasView &view() const { return *m_view; }
    [[nodiscard]] document::Document &document() const { return m_document; }

    /// Shows the states of this run; an empty id shows none. The caller watches it.
    void setRun(client::EngineClient *client, const std::string &run);
    /// What is shown can be looked at and copied only: a run's graph is past.
    void setReadOnly(bool readOnly);
    [[nodiscard]] bool isReadOnly() const { return m_readOnly; }

    [[nodiscard]] QStringList selectedNodes() const { return m_view->selectedNodes(); }
    void selectNode(const QString &id); ///< And brings it into view.

    void addKind(workflow::Kind kind); ///< In the middle of the view; after the selected node, where one is selected.
    void openQuickAdd(); ///< Where the pointer is.
    void cut();
    void copy();
    void paste();
    void duplicate();
    void removeSelection();
    void removeAndHeal();
    void toggleDisabled();
    void tidy(); ///< The selected nodes, or all.
    void find(); ///< Opens the bar over the canvas in which one writes what to look for.
    void findNext();
    void findPrevious();

Q_SIGNALS:
    void selectionChanged(const QStringList &nodes, const QStringList &edges);
    /// Something could not be done: a sentence for the status bar.
    void refused(const QString &sentence);
    /// A person wants to see a node's parameters: Enter or a double click.
    void nodeActivated(const QString &node);

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void connectCanvas();
    void addAt(const QPointF &position, const QPoint &globalPosition);
    void addFromPort(const canvas::PortRef &port, bool output, const QPointF &position, const QPoint &globalPosition);
    void add(const document::NewNode &wanted);
    void pasteAt(const QPointF &position);
    void showMenu(const QString &node, const QString &edge, const QPointF &position, const QPoint &globalPosition);
    void updateEmpty();
    void placesFound(const std::vector<canvas::NodeMove> &moves);
    void placeUnplaced();

    document::Document &m_document;
    WorkflowGraphModel *m_model;
    canvas::CanvasView *m_view;
    QuickAdd *m_quickAdd;
    widgets::EmptyState *m_empty;
    FindBar *m_find;
    int m_gesture = 0;
    bool m_readOnly = false;
    bool m_isOpening = false; ///< The places that are looked for are of a workflow that came without any.
};

} // namespace weftline::ui::designer
