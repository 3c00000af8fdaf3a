// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/desktop/places.h"

#include <QtCore/QJsonArray>
#include <QtCore/QJsonDocument>
#include <QtWidgets/QApplication>
#include <QtWidgets/QListView>
#include <QtWidgets/QTabBar>
#include <QtWidgets/QTableView>
#include <QtWidgets/QToolBar>

#include <cstdio>

#include "app/desktop/gap_probe.h"
#include "engine/workflow/codec.h"
#include "ui/alerts/alert_banner.h"
#include "ui/canvas/canvas_view.h"
#include "ui/charts/live_charts.h"
#include "ui/designer/designer_page.h"
#include "ui/designer/kinds_model.h"
#include "ui/designer/kinds_view.h"
#include "ui/designer/run_page.h"
#include "ui/document/document.h"
#include "ui/fields/field_row.h"
#include "ui/shell/main_window.h"
#include "ui/widgets/units.h"

namespace weftline::desktop {
namespace {

using namespace ui;
using namespace std::chrono_literals;

constexpr std::size_t shownNodesMax = 100;

QJsonArray toJson(const QRect &rect) { return {rect.x(), rect.y(), rect.width(), rect.height()}; }

QJsonArray onScreen(const QWidget &widget, const QRect &rect)
{
    return toJson(QRect(widget.mapToGlobal(rect.topLeft()), rect.size()));
}

void addWidgets(QJsonObject &places, const QWidget &window)
{
    const auto all = window.findChildren<QWidget *>();
    for (const QWidget *widget : all) {
        // What stands behind another dock's tab is put out of the window.
        if (!widget->isVisible() || !window.rect().intersects(QRect(widget->mapTo(&window, QPoint()), widget->size())))
            continue;
        if (const auto *row = qobject_cast<const fields::FieldRow *>(widget)) {
            const QWidget *input = row->editor()->input();
            places.insert(QStringLiteral("field:") + row->path(), onScreen(*input, input->rect()));
        } else if (const auto *bar = qobject_cast<const QTabBar *>(widget)) {
            for (int i = 0; i < bar->count(); ++i) {
                const QString text = bar->tabText(i);
                const QString name = bar->objectName() == u"tabs" ? QStringLiteral("tab:%1").arg(i)
                                                                  : QStringLiteral("dock:") + text.section(QLatin1Char(' '), 0, 0);
                places.insert(name, onScreen(*bar, bar->tabRect(i)));
            }
        } else if (!widget->objectName().isEmpty() && !widget->objectName().startsWith(u"qt_")) {
            places.insert(widget->objectName(), onScreen(*widget, widget->rect()));
        }
    }
}

void addActions(QJsonObject &places, const shell::MainWindow &window)
{
    for (const QToolBar *bar : window.findChildren<QToolBar *>())
        for (QAction *action : bar->actions())
            if (const QWidget *button = bar->widgetForAction(action); button && !action->objectName().isEmpty())
                places.insert(QStringLiteral("action:") + action->objectName(), onScreen(*button, button->rect()));
}

void addKinds(QJsonObject &places, const QWidget &window)
{
    for (const designer::KindsView *kinds : window.findChildren<designer::KindsView *>()) {
        if (!kinds->isVisible())
            continue;
        const QListView *list = kinds->list();
        for (int row = 0; row < kinds->model()->rowCount(); ++row) {
            const QModelIndex index = kinds->model()->index(row, 0);
            const QVariant kind = index.data(designer::KindsModel::KindRole);
            if (kind.isValid()) // no head
                places.insert(QStringLiteral("kind:") + designer::kindName(workflow::Kind(kind.toInt())),
                              onScreen(*list->viewport(), list->visualRect(index)));
        }
    }
}

void addGraph(QJsonObject &places, const canvas::CanvasView &view)
{
    const QRect shown = view.viewport()->rect();
    places.insert(QStringLiteral("canvas"), onScreen(*view.viewport(), shown));
    constexpr int portHalf = 5;
    for (auto it = view.canvasScene().nodes().cbegin(); it != view.canvasScene().nodes().cend(); ++it) {
        const QRect card = view.mapFromScene(it.value()->card()).boundingRect();
        if (!shown.intersects(card))
            continue;
        places.insert(QStringLiteral("node:") + it.key(), onScreen(*view.viewport(), card));
        const auto addPorts = [&](const std::vector<canvas::Port> &ports, bool output) {
            for (const canvas::Port &port : ports) {
                const QPoint middle = view.portPoint({it.key(), port.name}, output);
                places.insert(QStringLiteral("port:%1.%2").arg(it.key(), port.name),
                              onScreen(*view.viewport(), QRect(middle.x() - portHalf, middle.y() - portHalf, 2 * portHalf, 2 * portHalf)));
            }
        };
        addPorts(it.value()->view().inputs, false);
        addPorts(it.value()->view().outputs, true);
    }
}

/// What the charts say, to be compared with what `weft show` does.
QJsonObject figuresOf(const charts::LiveCharts &charts)
{
    const charts::Figures &figures = charts.figures();
    QJsonArray medians;
    for (const QPointF &point : charts.model().points(charts::Curve::P50))
        medians.append(point.y());
    return {{QStringLiteral("p50"), figures.latency.p50},  {QStringLiteral("p90"), figures.latency.p90},
            {QStringLiteral("p99"), figures.latency.p99},  {QStringLiteral("max"), figures.latency.max},
            {QStringLiteral("finished"), qint64(figures.finished)}, {QStringLiteral("medians"), medians}};
}

/// What is seen of alerts: the banner, the marked nodes, the bands of each chart and the rows of the list.
QJsonObject alertsOf(const shell::MainWindow &window)
{
    QJsonObject seen;
    if (const auto *banner = window.findChild<alerts::AlertBanner *>())
        seen.insert(QStringLiteral("banner"), banner->head());
    QJsonArray marked;
    if (const canvas::CanvasView *view = window.currentView())
        for (const canvas::NodeItem *item : view->canvasScene().nodes())
            if (item->view().alert != widgets::AlertMark::None)
                marked.append(item->view().id);
    seen.insert(QStringLiteral("marked"), marked);
    QJsonArray bands;
    if (const auto *charts = window.findChild<charts::LiveCharts *>())
        for (int i = 0; i < 3; ++i)
            for (const charts::PlotSpan &span : charts->plot(i)->spans())
                bands.append(QJsonObject{{QStringLiteral("chart"), i}, {QStringLiteral("fires"), span.token == widgets::Token::Failed},
                                         {QStringLiteral("from"), span.from}, {QStringLiteral("to"), span.to}});
    seen.insert(QStringLiteral("bands"), bands);
    QJsonArray states;
    if (const auto *table = window.findChild<QTableView *>(QStringLiteral("alertsTable")))
        for (int row = 0; row < table->model()->rowCount(); ++row)
            states.append(table->model()->index(row, 0).data().toString());
    seen.insert(QStringLiteral("states"), states);
    return seen;
}

} // namespace

Places::Places(const shell::MainWindow &window, GapProbe &probe, QObject *parent)
    : QObject(parent)
    , m_window(window)
    , m_probe(probe)
{
    m_timer.setInterval(100ms);
    connect(&m_timer, &QTimer::timeout, this, &Places::print);
    m_timer.start();
}

QJsonObject Places::places() const
{
    QJsonObject places;
    for (const QWidget *top : QApplication::topLevelWidgets()) {
        if (!top->isVisible())
            continue;
        addWidgets(places, *top);
        addKinds(places, *top);
    }
    addActions(places, m_window);
    if (const canvas::CanvasView *view = m_window.currentView(); view && view->isVisible())
        addGraph(places, *view);
    return places;
}

/// Where a key goes: "" when the window does not have it, "canvas", or "other".
QString Places::focus() const
{
    if (!QApplication::activeWindow())
        return {};
    const canvas::CanvasView *view = m_window.currentView();
    return view && view->hasFocus() ? QStringLiteral("canvas") : QStringLiteral("other");
}

void Places::print()
{
    QJsonObject line;
    line.insert(QStringLiteral("places"), places());
    if (document::Document *document = m_window.currentDocument()) {
        line.insert(QStringLiteral("nodes"), qint64(document->workflow().nodes.size()));
        line.insert(QStringLiteral("edges"), qint64(document->workflow().edges.size()));
        line.insert(QStringLiteral("step"), document->undoStack().index());
        line.insert(QStringLiteral("steps"), document->undoStack().count());
        line.insert(QStringLiteral("modified"), document->isModified());
        line.insert(QStringLiteral("path"), document->path());
        if (document->workflow().nodes.size() <= shownNodesMax)
            line.insert(QStringLiteral("document"), QString::fromStdString(toJson(workflow::toValue(document->workflow()))));
    }
    if (const auto *run = qobject_cast<const designer::RunPage *>(m_window.currentTab())) {
        line.insert(QStringLiteral("run"), QString::fromStdString(run->run()));
        if (const client::RunView *view = run->view())
            line.insert(QStringLiteral("state"), QString::fromStdString(std::string(client::nameOf(view->summary.state))));
        if (const auto *charts = m_window.findChild<charts::LiveCharts *>())
            line.insert(QStringLiteral("figures"), figuresOf(*charts));
    }
    line.insert(QStringLiteral("alerts"), alertsOf(m_window));
    line.insert(QStringLiteral("focus"), focus());
    line.insert(QStringLiteral("window"), qint64(m_window.winId()));
    const QByteArray text = QJsonDocument(line).toJson(QJsonDocument::Compact);
    const bool isSame = text == m_last;
    if (isSame && m_probe.longest() <= m_lastGap)
        return;
    m_last = text;
    m_lastGap = m_probe.longest();
    line.insert(QStringLiteral("gap"), m_lastGap);
    const QByteArray whole = QJsonDocument(line).toJson(QJsonDocument::Compact) + '\n';
    std::fwrite(whole.constData(), 1, std::size_t(whole.size()), stdout);
    std::fflush(stdout);
}

} // namespace weftline::desktop
