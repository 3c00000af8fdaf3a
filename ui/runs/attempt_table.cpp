// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/runs/attempt_table.h"

#include <QtGui/QPaintEvent>
#include <QtGui/QPainter>
#include <QtGui/QPen>
#include <QtWidgets/QAbstractItemView>
#include <QtWidgets/QFrame>
#include <QtWidgets/QHeaderView>
#include <QtWidgets/QStackedLayout>
#include <QtWidgets/QStyle>
#include <QtWidgets/QStyleOptionViewItem>
#include <QtWidgets/QStyledItemDelegate>
#include <QtWidgets/QTableView>

#include "ui/widgets/empty_state.h"
#include "ui/widgets/theme.h"

namespace weftline::ui::runs {
namespace {

// A row is marked as a whole, not cell by cell.
class CellDelegate final : public QStyledItemDelegate
{
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        if (option.state.testFlag(QStyle::State_Selected))
            painter->fillRect(option.rect, widgets::color(widgets::Token::Sel));
        QStyleOptionViewItem inner = option;
        inner.state &= ~(QStyle::State_Selected | QStyle::State_HasFocus);
        QStyledItemDelegate::paint(painter, inner, index);
        painter->setPen(QPen(widgets::color(widgets::Token::Line), 1));
        painter->drawLine(option.rect.bottomLeft(), option.rect.bottomRight());
    }
};

} // namespace

AttemptTable::AttemptTable(client::EngineClient *client, QWidget *parent) :
    QWidget(parent), m_follower(new RunFollower(client, this))
{
    m_sorted.setSourceModel(&m_model);
    m_sorted.setSortRole(AttemptModel::SortRole);
    m_table = new QTableView;
    m_table->setModel(&m_sorted);
    m_table->setFrameShape(QFrame::NoFrame);
    m_table->setShowGrid(false);
    m_table->setWordWrap(false);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_table->setSortingEnabled(true);
    m_table->horizontalHeader()->setSortIndicator(-1, Qt::AscendingOrder); // As they came, until one sorts.
    m_table->setItemDelegate(new CellDelegate(m_table));
    m_table->setAccessibleName(tr("Attempts"));
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    m_table->verticalHeader()->setDefaultSectionSize(28);
    m_table->horizontalHeader()->setHighlightSections(false);
    m_table->horizontalHeader()->setStretchLastSection(true);
    const int widths[] = {170, 76, 120, 110, 96, 96};
    for (int column = 0; column < AttemptModel::Reason; ++column)
        m_table->setColumnWidth(column, widths[column]);
    m_empty = new widgets::EmptyState(QStringLiteral("table"), QString());
    m_stack = new QStackedLayout(this);
    m_stack->addWidget(m_empty);
    m_stack->addWidget(m_table);
    connect(m_follower, &RunFollower::changed, this, &AttemptTable::refresh);
    connect(m_table, &QTableView::clicked, this, [this](const QModelIndex &index) {
        Q_EMIT attemptActivated(index.data(AttemptModel::NodeRole).toUInt(), index.data(AttemptModel::ItemRole).toUInt(),
                                index.data(AttemptModel::AttemptRole).toULongLong());
    });
    refresh();
}

void AttemptTable::setRun(const std::string &id) { m_follower->setRun(id); }

void AttemptTable::setNode(std::optional<std::uint32_t> node)
{
    m_node = node;
    refresh();
}

void AttemptTable::refresh()
{
    const client::RunView *const run = m_follower->run();
    if (run)
        m_model.update(*run, m_follower->client().engine(), m_node);
    else
        m_model.clear();
    const bool isEmpty = m_model.rowCount() == 0;
    const bool isTaken = run && m_node && *m_node < run->nodes.size() && run->nodes[*m_node].isTaken;
    if (isEmpty && isTaken)
        m_empty->setSentence(tr("Nothing was tried here. What this node gave was taken over from run %1.").arg(run->summary.retryOf));
    else if (isEmpty)
        m_empty->setSentence(!run ? tr("No run is open. Run the workflow, or choose one of its runs.")
                                  : m_node ? tr("This node has not been tried in this run yet.")
                                           : tr("Nothing of this run has been tried yet."));
    m_stack->setCurrentWidget(isEmpty ? static_cast<QWidget *>(m_empty) : m_table);
}

void AttemptTable::paintEvent(QPaintEvent *)
{
    QPainter(this).fillRect(rect(), widgets::color(widgets::Token::Panel));
}

} // namespace weftline::ui::runs
