// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/alerts/alerts_view.h"

#include <QtGui/QPaintEvent>
#include <QtGui/QPainter>
#include <QtWidgets/QAbstractItemView>
#include <QtWidgets/QFrame>
#include <QtWidgets/QHeaderView>
#include <QtWidgets/QMenu>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QStackedLayout>
#include <QtWidgets/QStyle>
#include <QtWidgets/QStyleOptionViewItem>
#include <QtWidgets/QStyledItemDelegate>
#include <QtWidgets/QTableView>

#include "ui/alerts/rule_words.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/icons.h"
#include "ui/widgets/style.h"
#include "ui/widgets/theme.h"

namespace weftline::ui::alerts {

using widgets::TextRole;
using widgets::Token;

namespace {

constexpr int markRoom = widgets::cellInset + 22;
constexpr int refreshesPerSecondMax = 10;

/// The bell and its word in the state's colour; what is measured in mono.
class AlertDelegate final : public QStyledItemDelegate
{
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        const QRect rect = option.rect;
        const bool isSelected = option.state.testFlag(QStyle::State_Selected);
        const auto mark = widgets::AlertMark(index.data(AlertsModel::MarkRole).toInt());
        const bool isState = index.column() == AlertsModel::StateColumn;
        if (isSelected)
            painter->fillRect(rect, widgets::color(Token::Sel));
        painter->fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), widgets::color(Token::Line));
        if (isState)
            widgets::paintAlertMark(*painter, QRectF(rect.left() + widgets::cellInset, rect.center().y() - 7, 15, 15), mark);
        painter->setFont(fontOf(index.column()));
        painter->setPen(widgets::color(isState && !isSelected ? widgets::alertToken(mark) : isFaint(index.column()) ? Token::Text2 : Token::Text));
        const QRect text = rect.adjusted(isState ? markRoom : widgets::cellInset, 0, -widgets::cellInset, 0);
        painter->drawText(text, Qt::AlignLeft | Qt::AlignVCenter,
                          painter->fontMetrics().elidedText(index.data().toString(), Qt::ElideRight, text.width()));
    }

private:
    static bool isFaint(int column) { return column == AlertsModel::LabelsColumn || column == AlertsModel::RunColumn; }
    static QFont fontOf(int column)
    {
        const bool isMeasured = column == AlertsModel::SinceColumn || column == AlertsModel::ValueColumn;
        return widgets::font(column == AlertsModel::RuleColumn ? TextRole::BodyName : isMeasured ? TextRole::Figure : TextRole::Body);
    }
};

} // namespace

AlertsView::AlertsView(client::EngineClient *client, QWidget *parent)
    : QWidget(parent),
      m_client(client),
      m_rules(*client),
      m_table(new QTableView),
      m_stack(new QStackedLayout(this)),
      m_empty(new widgets::EmptyState(QStringLiteral("bell"), tr("No rule watches a run. Add a rule to a workflow, and run it.")))
{
    setObjectName(QStringLiteral("alerts"));
    m_model.setUnits([this](const client::AlertView &alert) {
        const workflow::AlertRule *rule = m_rules.ruleOf(alert);
        return rule ? unitOf(*rule) : std::string();
    });
    m_table->setObjectName(QStringLiteral("alertsTable"));
    m_table->setAccessibleName(tr("Alerts"));
    m_table->setModel(&m_model);
    m_table->setItemDelegate(new AlertDelegate(m_table));
    m_table->setFrameShape(QFrame::NoFrame);
    m_table->setShowGrid(false);
    m_table->setWordWrap(false);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_table->setContextMenuPolicy(Qt::CustomContextMenu);
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setDefaultSectionSize(28);
    m_table->horizontalHeader()->setHighlightSections(false);
    m_table->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    m_table->horizontalHeader()->setSectionResizeMode(AlertsModel::LabelsColumn, QHeaderView::Stretch);
    const int widths[] = {110, 190, 200, 90, 120, 90};
    for (int column = 0; column < AlertsModel::ColumnCount; ++column)
        m_table->setColumnWidth(column, widths[column]);
    m_stack->addWidget(m_empty);
    m_stack->addWidget(m_table);
    m_empty->offer(tr("New rule"), [this] { Q_EMIT newRuleRequested(); })->setObjectName(QStringLiteral("newRule"));
    const auto open = [this](const QModelIndex &index) {
        Q_EMIT ruleRequested(index.data(AlertsModel::RunRole).toString(), index.data(AlertsModel::RuleRole).toString());
    };
    connect(m_table, &QTableView::activated, this, open); // Enter and double clicks
    connect(m_table, &QTableView::clicked, this, [this](const QModelIndex &index) {
        if (index.column() == AlertsModel::RunColumn)
            Q_EMIT runRequested(index.data(AlertsModel::RunRole).toString());
    });
    connect(m_table, &QTableView::customContextMenuRequested, this, &AlertsView::showMenu);
    m_timer.setSingleShot(true);
    m_timer.setInterval(1000 / refreshesPerSecondMax);
    connect(&m_timer, &QTimer::timeout, this, &AlertsView::refresh);
    connect(client, &client::EngineClient::engineChanged, this, [this] {
        if (!m_timer.isActive())
            m_timer.start();
    });
    refresh();
}

void AlertsView::refresh()
{
    m_model.update(m_client->engine());
    m_stack->setCurrentWidget(m_model.rowCount() == 0 ? static_cast<QWidget *>(m_empty) : m_table);
    if (const int firing = m_model.firingCount(); firing != std::exchange(m_firing, firing))
        Q_EMIT firingChanged(firing);
}

void AlertsView::showMenu(const QPoint &position)
{
    const QModelIndex index = m_table->indexAt(position);
    if (!index.isValid())
        return;
    const QString run = index.data(AlertsModel::RunRole).toString();
    const QString rule = index.data(AlertsModel::RuleRole).toString();
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addAction(widgets::icon(QStringLiteral("bell")), tr("Open the rule"), this, [this, run, rule] { Q_EMIT ruleRequested(run, rule); });
    menu->addAction(widgets::icon(QStringLiteral("run")), tr("Show the run"), this, [this, run] { Q_EMIT runRequested(run); });
    menu->popup(m_table->viewport()->mapToGlobal(position));
}

void AlertsView::paintEvent(QPaintEvent *) { QPainter(this).fillRect(rect(), widgets::color(Token::Panel)); }

} // namespace weftline::ui::alerts
