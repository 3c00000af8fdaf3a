// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/designer/designer_page.h"

#include <QtGui/QClipboard>
#include <QtGui/QGuiApplication>
#include <QtGui/QResizeEvent>
#include <QtGui/QShortcut>
#include <QtWidgets/QVBoxLayout>

#include <map>
#include <utility>

#include "ui/canvas/geometry.h"
#include "ui/designer/find_bar.h"
#include "ui/designer/quick_add.h"
#include "ui/designer/workflow_graph_model.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/engine_words.h"

namespace weftline::ui::designer {
namespace {

using document::NewNode;
using document::toQString;
using workflow::NodeId;
using workflow::Point;

constexpr QPointF halfNode(80, 28);

Point pointOf(const QPointF &position)
{
    const QPointF at = canvas::snapped(position);
    return {at.x(), at.y()};
}

std::vector<NodeId> idsOf(const QStringList &names)
{
    std::vector<NodeId> ids;
    for (const QString &name : names)
        ids.push_back(name.toStdString());
    return ids;
}

QStringList namesOf(const std::vector<NodeId> &ids)
{
    QStringList names;
    for (const NodeId &id : ids)
        names.push_back(toQString(id));
    return names;
}

} // namespace

DesignerPage::DesignerPage(document::Document &document, QWidget *parent)
    : QWidget(parent),
      m_document(document),
      m_model(new WorkflowGraphModel(document, this)),
      m_view(new canvas::CanvasView(this)),
      m_quickAdd(new QuickAdd(this)),
      m_empty(new widgets::EmptyState(QStringLiteral("subflow"),
                                      tr("Nothing is drawn yet. Press N or double-click to add a node, or drag a kind from the palette."), this)),
      m_find(new FindBar(document, *m_model, *m_view))
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_view);
    setFocusProxy(m_view);
    m_view->setModel(m_model);
    m_empty->setAttribute(Qt::WA_TransparentForMouseEvents);
    connectCanvas();
    auto *heal = new QShortcut(QKeySequence(Qt::CTRL | Qt::Key_Delete), m_view);
    heal->setContext(Qt::WidgetShortcut);
    connect(heal, &QShortcut::activated, this, &DesignerPage::removeAndHeal);
    connect(m_model, &canvas::GraphModel::nodesChanged, this, &DesignerPage::updateEmpty);
    connect(m_model, &canvas::GraphModel::reset, this, &DesignerPage::updateEmpty);
    // A node under another name is still the one that was selected.
    connect(&m_document, &document::Document::nodeRenamed, this, [this](const QString &from, const QString &to) {
        QStringList nodes = m_view->selectedNodes();
        if (!nodes.contains(from))
            return;
        nodes.replaceInStrings(from, to);
        QMetaObject::invokeMethod(this, [this, nodes] { m_view->select(nodes); }, Qt::QueuedConnection);
    });
    updateEmpty();
    placeUnplaced();
}

void DesignerPage::connectCanvas()
{
    using canvas::CanvasView;
    connect(m_view, &CanvasView::selectionChanged, this, [this] {
        m_document.endStep();
        Q_EMIT selectionChanged(m_view->selectedNodes(), m_view->selectedEdges());
    });
    connect(m_view, &CanvasView::moveRequested, this, [this](const std::vector<canvas::NodeMove> &moves) {
        std::vector<document::NodeMove> wanted;
        for (const canvas::NodeMove &move : moves)
            wanted.push_back({move.node.toStdString(), {move.to.x(), move.to.y()}});
        m_document.moveNodes(wanted, ++m_gesture);
    });
    connect(m_view, &CanvasView::connectRequested, this, [this](const canvas::PortRef &output, const canvas::PortRef &input) {
        workflow::Edge edge;
        edge.from = output.node.toStdString();
        edge.fromPort = output.port.toStdString();
        edge.to = input.node.toStdString();
        if (const Result<Done> connected = m_document.connectNodes(edge); !connected)
            Q_EMIT refused(widgets::inWords(connected.error().message));
    });
    connect(m_view, &CanvasView::removeRequested, this, &DesignerPage::removeSelection);
    connect(m_view, &CanvasView::addRequested, this, &DesignerPage::addAt);
    connect(m_view, &CanvasView::addFromPortRequested, this, &DesignerPage::addFromPort);
    connect(m_view, &CanvasView::addKindRequested, this, [this](const QString &name, const QPointF &position) {
        if (const auto kind = workflow::kindNamed(name.toStdString()))
            add({*kind, pointOf(position - halfNode), std::nullopt, std::nullopt, {}});
    });
    connect(m_view, &CanvasView::insertOnEdgeRequested, this, [this](const QString &edge, const QString &name, const QPointF &position) {
        if (const auto kind = workflow::kindNamed(name.toStdString()))
            add({*kind, pointOf(position - halfNode), std::nullopt, std::nullopt, edge.toStdString()});
    });
    connect(m_view, &CanvasView::nodeActivated, this, &DesignerPage::nodeActivated);
    connect(m_view, &CanvasView::cutRequested, this, &DesignerPage::cut);
    connect(m_view, &CanvasView::copyRequested, this, &DesignerPage::copy);
    connect(m_view, &CanvasView::pasteRequested, this, &DesignerPage::pasteAt);
    connect(m_view, &CanvasView::duplicateRequested, this, &DesignerPage::duplicate);
    connect(m_view, &CanvasView::tidyRequested, this, &DesignerPage::tidy);
    connect(m_view, &CanvasView::placesFound, this, &DesignerPage::placesFound);
    // What was laid out is not what is there any more.
    const auto cancel = [this] { m_view->cancelPlaces(); };
    connect(&m_document, &document::Document::nodesChanged, this, cancel);
    connect(&m_document, &document::Document::edgesChanged, this, cancel);
    connect(&m_document, &document::Document::reset, this, &DesignerPage::placeUnplaced);
    connect(m_view, &CanvasView::contextMenuRequested, this, &DesignerPage::showMenu);
}

void DesignerPage::setRun(client::EngineClient *client, const std::string &run)
{
    m_model->setRun(client, run);
    m_find->setRun(client, run);
}

void DesignerPage::find() { m_find->open(); }

void DesignerPage::findNext() { m_find->step(1); }

void DesignerPage::findPrevious() { m_find->step(-1); }

void DesignerPage::setReadOnly(bool readOnly)
{
    m_readOnly = readOnly;
    m_view->setEditable(!readOnly);
}

void DesignerPage::selectNode(const QString &id)
{
    if (!m_document.node(id.toStdString()))
        return;
    m_view->select({id});
    m_view->showNode(id);
}

void DesignerPage::add(const NewNode &wanted)
{
    if (m_readOnly)
        return;
    const NodeId added = m_document.addNode(wanted);
    m_view->select({toQString(added)});
    m_view->setFocus();
}

void DesignerPage::addKind(workflow::Kind kind)
{
    if (m_readOnly)
        return;
    const QStringList selected = m_view->selectedNodes();
    const QPointF middle = m_view->mapToScene(m_view->viewport()->rect().center()) - halfNode;
    NewNode wanted{kind, pointOf(middle), std::nullopt, std::nullopt, {}};
    if (selected.size() == 1) {
        const Point before = m_model->placeOf(selected.front().toStdString());
        wanted.from = selected.front().toStdString();
        wanted.at = {before.x + 216, before.y};
    }
    const auto isTaken = [&] { // nodes stand beside each other, not on each other
        for (const workflow::Node &node : m_document.workflow().nodes) {
            const Point place = m_model->placeOf(node.id);
            if (std::abs(place.x - wanted.at.x) < 176 && std::abs(place.y - wanted.at.y) < 72)
                return true;
        }
        return false;
    };
    for (int tries = 0; tries < 100 && isTaken(); ++tries)
        wanted.at.y += 88;
    add(wanted);
    m_view->showNode(m_view->selectedNodes().value(0));
}

void DesignerPage::openQuickAdd()
{
    const QPointF at = m_view->pointerPosition();
    addAt(at, m_view->viewport()->mapToGlobal(m_view->mapFromScene(at)));
}

void DesignerPage::addAt(const QPointF &position, const QPoint &globalPosition)
{
    if (m_readOnly)
        return;
    m_quickAdd->open(globalPosition, [this, position](workflow::Kind kind) {
        add({kind, pointOf(position - halfNode), std::nullopt, std::nullopt, {}});
    });
}

void DesignerPage::addFromPort(const canvas::PortRef &port, bool output, const QPointF &position, const QPoint &globalPosition)
{
    m_quickAdd->open(globalPosition, [this, port, output, position](workflow::Kind kind) {
        NewNode wanted{kind, pointOf(position - QPointF(output ? 0 : 160, 28)), std::nullopt, std::nullopt, {}};
        (output ? wanted.from : wanted.to) = port.node.toStdString();
        if (output)
            wanted.fromPort = port.port.toStdString();
        add(wanted);
    });
}

void DesignerPage::cut()
{
    if (m_readOnly)
        return;
    copy();
    removeSelection();
}

void DesignerPage::copy()
{
    const QStringList nodes = m_view->selectedNodes();
    if (!nodes.isEmpty())
        QGuiApplication::clipboard()->setText(m_document.copyText(idsOf(nodes)));
}

void DesignerPage::paste() { pasteAt(m_view->pointerPosition()); }

void DesignerPage::pasteAt(const QPointF &position)
{
    if (m_readOnly)
        return;
    const auto pasted = m_document.paste(QGuiApplication::clipboard()->text(), pointOf(position));
    if (pasted)
        m_view->select(namesOf(*pasted));
    else
        Q_EMIT refused(widgets::inWords(pasted.error().message));
}

void DesignerPage::duplicate()
{
    if (m_readOnly)
        return;
    const QStringList nodes = m_view->selectedNodes();
    if (!nodes.isEmpty())
        m_view->select(namesOf(m_document.duplicate(idsOf(nodes), {24, 88})));
}

void DesignerPage::removeSelection()
{
    if (m_readOnly)
        return;
    std::vector<std::string> edges;
    for (const QString &edge : m_view->selectedEdges())
        edges.push_back(edge.toStdString());
    m_document.removeParts(idsOf(m_view->selectedNodes()), edges);
}

void DesignerPage::removeAndHeal()
{
    if (!m_readOnly)
        m_document.removeAndHeal(idsOf(m_view->selectedNodes()));
}

void DesignerPage::toggleDisabled()
{
    if (m_readOnly)
        return;
    const std::vector<NodeId> nodes = idsOf(m_view->selectedNodes());
    const workflow::Node *first = nodes.empty() ? nullptr : m_document.node(nodes.front());
    if (!first)
        return;
    m_document.endStep();
    m_document.changeNodes(nodes, QStringLiteral("disabled"), first->disabled ? tr("Enable") : tr("Disable"),
                           [disabled = !first->disabled](workflow::Node &node) { node.disabled = disabled; });
}

void DesignerPage::tidy()
{
    if (m_readOnly)
        return;
    m_isOpening = false;
    const QStringList selected = m_view->selectedNodes();
    m_view->findPlaces(selected.size() < 2 ? QStringList() : selected);
}

void DesignerPage::placesFound(const std::vector<canvas::NodeMove> &moves)
{
    if (std::exchange(m_isOpening, false)) { // nobody has drawn it, so nothing is edited
        std::map<NodeId, Point> places;
        for (const canvas::NodeMove &move : moves)
            places[move.node.toStdString()] = {move.to.x(), move.to.y()};
        m_model->setPlaces(places);
        m_view->fit(false);
        return;
    }
    std::vector<document::NodeMove> wanted;
    for (const canvas::NodeMove &move : moves)
        wanted.push_back({move.node.toStdString(), {move.to.x(), move.to.y()}});
    m_view->glide([this, &wanted] { m_document.moveNodes(wanted, ++m_gesture, tr("Tidy")); });
}

void DesignerPage::placeUnplaced()
{
    const workflow::Workflow &drawn = m_document.workflow();
    m_isOpening = drawn.layout.nodes.empty() && drawn.nodes.size() > 1;
    if (m_isOpening)
        m_view->findPlaces({});
}

void DesignerPage::updateEmpty()
{
    m_empty->setVisible(m_document.workflow().nodes.empty());
    m_empty->raise();
}

void DesignerPage::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    const QSize size = m_empty->sizeHint().boundedTo(QSize(width(), height())).expandedTo(QSize(std::min(width(), 400), 180));
    m_empty->setGeometry(QRect(QPoint((width() - size.width()) / 2, (height() - size.height()) / 2), size));
}

} // namespace weftline::ui::designer
