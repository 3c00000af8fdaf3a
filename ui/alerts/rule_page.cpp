// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/alerts/rule_page.h"

#include <QtGui/QAction>
#include <QtGui/QResizeEvent>
#include <QtGui/QShowEvent>
#include <QtWidgets/QMenu>
#include <QtWidgets/QVBoxLayout>

#include "ui/alerts/rule_edits.h"
#include "ui/alerts/rule_graph_model.h"
#include "ui/alerts/rule_words.h"
#include "ui/canvas/geometry.h"
#include "ui/document/document.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/engine_words.h"
#include "ui/widgets/icons.h"

namespace weftline::ui::alerts {

using canvas::CanvasView;
using document::Document;
using document::toQString;
using workflow::AlertKind;

constexpr QPointF halfNode(80, 28);

RulePage::RulePage(Document &document, std::string rule, QWidget *parent)
    : QWidget(parent),
      m_document(document),
      m_rule(std::move(rule)),
      m_model(new RuleGraphModel(document, m_rule, this)),
      m_view(new CanvasView(this)),
      m_empty(new widgets::EmptyState(QStringLiteral("bell"),
                                      tr("This rule looks at nothing yet. Double-click to add a metric, or drag one from the palette."), this))
{
    setObjectName(QStringLiteral("rulePage"));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_view);
    setFocusProxy(m_view);
    m_view->setModel(m_model);
    m_empty->setAttribute(Qt::WA_TransparentForMouseEvents);
    connectCanvas();
    connectDocument();
    updateEmpty();
}

void RulePage::connectDocument()
{
    connect(&m_document, &Document::rulesChanged, this, [this](const QStringList &ids) {
        if (!ids.contains(toQString(m_rule)))
            return;
        if (!m_document.rule(m_rule))
            Q_EMIT gone();
        else
            Q_EMIT titleChanged();
    });
    connect(&m_document, &Document::reset, this, [this] {
        if (!m_document.rule(m_rule))
            Q_EMIT gone();
    });
    connect(m_model, &RuleGraphModel::alertChanged, this, &RulePage::titleChanged);
    connect(m_model, &canvas::GraphModel::nodesChanged, this, &RulePage::updateEmpty);
}

void RulePage::connectCanvas()
{
    connect(m_view, &CanvasView::selectionChanged, this, [this] {
        m_document.endStep();
        Q_EMIT selectionChanged(m_view->selectedNodes());
    });
    connect(m_view, &CanvasView::moveRequested, this,
            [this](const std::vector<canvas::NodeMove> &moves) { moveStages(m_document, m_rule, moves, ++m_gesture); });
    connect(m_view, &CanvasView::connectRequested, this, [this](const canvas::PortRef &output, const canvas::PortRef &input) {
        connectStages(m_document, m_rule, output.node, input.node);
    });
    connect(m_view, &CanvasView::removeRequested, this, &RulePage::removeSelection);
    const auto offer = [this](const QPointF &position, const QPoint &globalPosition) {
        auto *menu = new QMenu(this);
        menu->setAttribute(Qt::WA_DeleteOnClose);
        fillWithStages(*menu, position);
        menu->popup(globalPosition);
    };
    connect(m_view, &CanvasView::addRequested, this, offer);
    connect(m_view, &CanvasView::addFromPortRequested, this,
            [offer](const canvas::PortRef &, bool, const QPointF &position, const QPoint &globalPosition) { offer(position, globalPosition); });
    const auto drop = [this](const QString &name, const QPointF &position) {
        if (const auto kind = workflow::alertKindNamed(name.toStdString()))
            addAt(*kind, position);
        else
            Q_EMIT refused(tr("\"%1\" is a step of workflows. A rule has metric, window, condition, hold and notify.").arg(name));
    };
    connect(m_view, &CanvasView::addKindRequested, this, drop);
    connect(m_view, &CanvasView::insertOnEdgeRequested, this,
            [drop](const QString &, const QString &name, const QPointF &position) { drop(name, position); });
    connect(m_view, &CanvasView::nodeActivated, this, &RulePage::nodeActivated);
    connect(m_view, &CanvasView::tidyRequested, this, &RulePage::tidy);
    connect(m_view, &CanvasView::contextMenuRequested, this, &RulePage::showMenu);
}

QString RulePage::title() const
{
    const workflow::AlertRule *drawn = m_model->rule();
    return drawn ? toQString(drawn->name()) : toQString(m_rule);
}

void RulePage::setRun(client::EngineClient *client, const std::string &run) { m_model->setRun(client, run); }

void RulePage::selectNode(const QString &id)
{
    if (!m_model->node(id))
        return;
    m_view->select({id});
    m_view->showNode(id);
}

void RulePage::selectStage(AlertKind kind)
{
    const workflow::AlertRule *drawn = m_model->rule();
    if (const workflow::AlertNode *node = drawn ? drawn->find(kind) : nullptr)
        m_view->select({toQString(node->id)});
}

void RulePage::addStage(AlertKind kind) { addAt(kind, std::nullopt); }

void RulePage::addAt(AlertKind kind, std::optional<QPointF> position)
{
    std::optional<workflow::Point> at;
    if (position) {
        const QPointF corner = canvas::snapped(*position - halfNode);
        at = workflow::Point{corner.x(), corner.y()};
    }
    const auto added = alerts::addStage(m_document, m_rule, kind, at);
    if (!added) {
        Q_EMIT refused(widgets::inWords(added.error().message));
        return;
    }
    selectNode(toQString(*added));
    m_view->setFocus();
}

void RulePage::removeSelection()
{
    const QStringList nodes = m_view->selectedNodes();
    const QStringList edges = m_view->selectedEdges();
    if (!nodes.isEmpty() || !edges.isEmpty())
        removeParts(m_document, m_rule, nodes, edges);
}

void RulePage::tidy() { tidyStages(m_document, m_rule); }

void RulePage::fillWithStages(QMenu &menu, const QPointF &position)
{
    const workflow::AlertRule *drawn = m_model->rule();
    for (const AlertKind kind : drawn ? missingStages(*drawn) : std::vector<AlertKind>())
        menu.addAction(widgets::icon(stageName(kind)), tr("Add %1").arg(stageWord(kind)), this,
                       [this, kind, position] { addAt(kind, position); });
    if (menu.isEmpty())
        menu.addAction(tr("The rule has all of its stages"))->setEnabled(false);
}

void RulePage::showMenu(const QString &node, const QString &edge, const QPointF &position, const QPoint &globalPosition)
{
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    const workflow::AlertRule *drawn = m_model->rule();
    if (!node.isEmpty() || !edge.isEmpty()) {
        QAction *remove = menu->addAction(widgets::icon(QStringLiteral("trash")), tr("Delete"), this, &RulePage::removeSelection);
        remove->setShortcut(Qt::Key_Delete);
    } else if (drawn) {
        fillWithStages(*menu, position);
        menu->addSeparator();
        QAction *enabled = menu->addAction(tr("Rule enabled"));
        enabled->setCheckable(true);
        enabled->setChecked(drawn->enabled);
        connect(enabled, &QAction::triggered, this, [this](bool on) { alerts::setEnabled(m_document, m_rule, on); });
        menu->addAction(widgets::icon(QStringLiteral("tidy")), tr("Tidy"), this, &RulePage::tidy);
        menu->addAction(widgets::icon(QStringLiteral("fit")), tr("Show all"), this, [this] { m_view->fit(); });
    }
    menu->popup(globalPosition);
}

void RulePage::updateEmpty()
{
    const workflow::AlertRule *drawn = m_model->rule();
    m_empty->setVisible(drawn && drawn->nodes.empty());
    m_empty->raise();
}

void RulePage::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    const QSize size(std::min(width(), 400), std::min(height(), 180));
    m_empty->setGeometry(QRect(QPoint((width() - size.width()) / 2, (height() - size.height()) / 2), size));
}

void RulePage::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    if (!std::exchange(m_wasShown, true)) // once the page has its size
        QMetaObject::invokeMethod(this, [this] { m_view->fit(false); }, Qt::QueuedConnection);
}

} // namespace weftline::ui::alerts
