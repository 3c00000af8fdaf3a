// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The page of an alert rule: its chain on the canvas, over the document it belongs to. Turns what one does there into edits,
// and shows what the rule says of the run that is watched.

#pragma once

#include <QtWidgets/QWidget>

#include <string>

#include "engine/client/engine_client.h"
#include "engine/workflow/alert_rule.h"
#include "ui/canvas/canvas_view.h"

class QMenu;

namespace weftline::ui::document {
class Document;
}
namespace weftline::ui::widgets {
class EmptyState;
}

namespace weftline::ui::alerts {

class RuleGraphModel;

class RulePage final : public QWidget
{
    Q_OBJECT

public:
    /// `document` outlives this.
    RulePage(document::Document &document, std::string rule, QWidget *parent = nullptr);

    [[nodiscard]] canvas::CanvasView &view() const { return *m_view; }
    [[nodiscard]] document::Document &document() const { return m_document; }
    [[nodiscard]] const std::string &rule() const { return m_rule; }
    [[nodiscard]] RuleGraphModel &model() const { return *m_model; }
    [[nodiscard]] QString title() const;

    /// Shows what the rule says of this run; an empty id shows none.
    void setRun(client::EngineClient *client, const std::string &run);

    void selectNode(const QString &id); ///< And brings it into view.
    void selectStage(workflow::AlertKind kind);
    /// Where one looks at the canvas when nothing is said; connected to its neighbours.
    void addStage(workflow::AlertKind kind);
    void removeSelection();
    void tidy();

Q_SIGNALS:
    void selectionChanged(const QStringList &nodes);
    /// Something could not be done: a sentence for the status bar.
    void refused(const QString &sentence);
    void nodeActivated(const QString &node);
    /// Its name, state or mark may be different.
    void titleChanged();
    /// The rule is not there any more.
    void gone();

protected:
    void resizeEvent(QResizeEvent *event) override;
    void showEvent(QShowEvent *event) override;

private:
    void connectCanvas();
    void connectDocument();
    void addAt(workflow::AlertKind kind, std::optional<QPointF> position);
    void fillWithStages(QMenu &menu, const QPointF &position);
    void showMenu(const QString &node, const QString &edge, const QPointF &position, const QPoint &globalPosition);
    void updateEmpty();

    document::Document &m_document;
    std::string m_rule;
    RuleGraphModel *m_model;
    canvas::CanvasView *m_view;
    widgets::EmptyState *m_empty;
    int m_gesture = 0;
    bool m_wasShown = false;
};

} // namespace weftline::ui::alerts
