// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/runs/run_list.h"

#include <QtGui/QAction>
#include <QtGui/QPaintEvent>
#include <QtGui/QPainter>
#include <QtGui/QPen>
#include <QtGui/QShowEvent>
#include <QtWidgets/QFrame>
#include <QtWidgets/QListView>
#include <QtWidgets/QMenu>
#include <QtWidgets/QStackedLayout>
#include <QtWidgets/QStyle>
#include <QtWidgets/QStyleOptionViewItem>
#include <QtWidgets/QVBoxLayout>

#include "ui/widgets/empty_state.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/state_mark.h"
#include "ui/widgets/theme.h"

namespace weftline::ui::runs {

using widgets::color;
using widgets::TextRole;
using widgets::Token;

void RunListDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const QRect rect = option.rect;
    const bool isSelected = option.state.testFlag(QStyle::State_Selected);
    if (isSelected)
        painter->fillRect(rect, color(Token::Sel));
    else if (option.state.testFlag(QStyle::State_MouseOver))
        painter->fillRect(rect, color(Token::Hover));
    const QRectF mark(rect.left() + 12, rect.center().y() - 7, 15, 15);
    const auto state = static_cast<widgets::TaskState>(index.data(RunListModel::StateRole).toInt());
    widgets::paintStateMark(*painter, mark, state, widgets::ringTurn(), Token::Panel);
    const QString clock = index.data(RunListModel::DurationRole).toString();
    painter->setFont(widgets::font(TextRole::FigureSmall));
    const int wide = painter->fontMetrics().horizontalAdvance(clock);
    painter->setPen(color(isSelected ? Token::Text2 : Token::Text3));
    painter->drawText(rect.adjusted(0, 0, -12, 0), Qt::AlignRight | Qt::AlignVCenter, clock);
    painter->setFont(widgets::font(isSelected ? TextRole::BodyName : TextRole::Body));
    painter->setPen(color(Token::Text));
    const QRect text = rect.adjusted(36, 0, -20 - wide, 0);
    const QString name = index.data(Qt::DisplayRole).toString();
    painter->drawText(text, Qt::AlignLeft | Qt::AlignVCenter, painter->fontMetrics().elidedText(name, Qt::ElideRight, text.width()));
    if (option.state.testFlag(QStyle::State_HasFocus) && option.state.testFlag(QStyle::State_KeyboardFocusChange)) {
        painter->setPen(QPen(color(Token::Focus), 1));
        painter->drawRect(rect.adjusted(0, 0, -1, -1));
    }
}

QSize RunListDelegate::sizeHint(const QStyleOptionViewItem &, const QModelIndex &) const { return {120, 28}; }

RunList::RunList(client::EngineClient *client, QWidget *parent) : QWidget(parent), m_client(client)
{
    auto *const column = new QVBoxLayout(this);
    column->setContentsMargins(0, 10, 0, 0);
    column->setSpacing(6);
    m_head = new widgets::TextLabel(tr("Runs"), TextRole::CaptionHead, Token::Text3);
    m_head->setContentsMargins(12, 0, 12, 0);
    column->addWidget(m_head);
    m_view = new QListView;
    m_view->setModel(&m_model);
    m_view->setItemDelegate(new RunListDelegate(m_view));
    m_view->setFrameShape(QFrame::NoFrame);
    m_view->setUniformItemSizes(true);
    m_view->setMouseTracking(true);
    m_view->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_view->setAccessibleName(tr("Runs"));
    m_empty = new widgets::EmptyState(QStringLiteral("history"), QString());
    auto *const place = new QWidget;
    m_stack = new QStackedLayout(place);
    m_stack->addWidget(m_empty);
    m_stack->addWidget(m_view);
    column->addWidget(place, 1);
    const auto open = [this](const QModelIndex &index) { Q_EMIT runActivated(index.data(RunListModel::IdRole).toString()); };
    connect(m_view, &QListView::clicked, this, open);
    connect(m_view, &QListView::activated, this, open);
    m_view->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(m_view, &QListView::customContextMenuRequested, this, &RunList::showMenu);
    m_timer.setSingleShot(true);
    m_timer.setInterval(100);
    connect(&m_timer, &QTimer::timeout, this, [this] {
        if (isVisible())
            refresh();
    });
    connect(client, &client::EngineClient::engineChanged, this, [this] {
        if (!m_timer.isActive())
            m_timer.start();
    });
    refresh();
}

void RunList::setWorkflow(const QString &name)
{
    m_workflow = name.toStdString();
    m_head->setText(name.isEmpty() ? tr("Runs") : tr("Runs of this workflow"));
    refresh();
}

void RunList::setCurrentRun(const std::string &id)
{
    m_current = id;
    refresh();
}

void RunList::refresh()
{
    m_model.update(m_client->engine().runs, m_client->engine().at, m_workflow);
    const bool isEmpty = m_model.rowCount() == 0;
    if (isEmpty)
        m_empty->setSentence(m_workflow.empty() ? tr("No run yet.") : tr("This workflow has not been run yet. Press Run."));
    m_stack->setCurrentWidget(isEmpty ? static_cast<QWidget *>(m_empty) : m_view);
    const int row = m_current.empty() ? -1 : m_model.rowOf(m_current);
    if (row >= 0 && m_view->currentIndex().row() != row)
        m_view->setCurrentIndex(m_model.index(row));
}

void RunList::showMenu(const QPoint &at)
{
    const QModelIndex index = m_view->indexAt(at);
    if (!index.isValid())
        return;
    const QString id = index.data(RunListModel::IdRole).toString();
    const auto state = static_cast<widgets::TaskState>(index.data(RunListModel::StateRole).toInt());
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addAction(tr("Open"), this, [this, id] { Q_EMIT runActivated(id); });
    menu->addSeparator();
    QAction *cancel = menu->addAction(tr("Cancel run"), this, [this, id] { Q_EMIT cancelRequested(id); });
    cancel->setEnabled(state == widgets::TaskState::Running);
    QAction *retry = menu->addAction(tr("Retry what failed"), this, [this, id] { Q_EMIT retryRequested(id); });
    retry->setEnabled(state == widgets::TaskState::Failed || state == widgets::TaskState::Cancelled);
    menu->popup(m_view->viewport()->mapToGlobal(at));
}

void RunList::showEvent(QShowEvent *) { refresh(); }

void RunList::paintEvent(QPaintEvent *) { QPainter(this).fillRect(rect(), color(Token::Panel)); }

} // namespace weftline::ui::runs
