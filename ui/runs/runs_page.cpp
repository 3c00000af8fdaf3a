// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/runs/runs_page.h"

#include <QtCore/QItemSelectionModel>
#include <QtCore/QPointer>
#include <QtGui/QAction>
#include <QtGui/QPaintEvent>
#include <QtGui/QPainter>
#include <QtGui/QShowEvent>
#include <QtWidgets/QAbstractItemView>
#include <QtWidgets/QComboBox>
#include <QtWidgets/QFrame>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QHeaderView>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QMenu>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QStackedLayout>
#include <QtWidgets/QTableView>
#include <QtWidgets/QVBoxLayout>

#include "ui/runs/names.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/engine_words.h"
#include "ui/widgets/icons.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/theme.h"

namespace weftline::ui::runs {

using client::RunState;

namespace {

constexpr std::uint32_t runsAPage = 200;
constexpr RunState shownStates[] = {RunState::Running, RunState::Succeeded, RunState::Failed, RunState::Cancelled};

} // namespace

RunsPage::RunsPage(client::EngineClient *client, QWidget *parent) : QWidget(parent), m_client(client)
{
    auto *const column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    auto *const bar = new QWidget;
    buildBar(*bar);
    buildTable();
    m_empty = new widgets::EmptyState(QStringLiteral("history"), QString());
    auto *const place = new QWidget;
    m_stack = new QStackedLayout(place);
    m_stack->addWidget(m_empty);
    m_stack->addWidget(m_table);
    column->addWidget(bar);
    column->addWidget(new widgets::Hairline);
    column->addWidget(place, 1);
    m_timer.setSingleShot(true);
    m_timer.setInterval(200);
    connect(&m_timer, &QTimer::timeout, this, [this] {
        if (isVisible())
            refresh();
    });
    connect(client, &client::EngineClient::engineChanged, this, [this] {
        if (!m_timer.isActive())
            m_timer.start();
    });
    connect(&m_model, &RunTableModel::wanted, this, [this](quint32 before) { readOlder(m_generation, before); });
    refresh();
}

void RunsPage::buildBar(QWidget &place)
{
    auto *const bar = new QHBoxLayout(&place);
    bar->setContentsMargins(12, 8, 12, 8);
    bar->setSpacing(8);
    m_filter = new QLineEdit;
    m_filter->setPlaceholderText(tr("Filter by workflow, run number or id"));
    m_filter->setClearButtonEnabled(true);
    m_filter->setMaximumWidth(320);
    m_filter->setAccessibleName(tr("Filter runs"));
    m_filter->addAction(widgets::icon(QStringLiteral("filter"), widgets::Token::Text3), QLineEdit::LeadingPosition);
    m_states = new QComboBox;
    m_states->addItem(tr("All states"));
    for (const RunState state : shownStates)
        m_states->addItem(widgets::stateIcon(markOf(state)), wordOf(state));
    m_states->setAccessibleName(tr("State"));
    m_open = new QPushButton(tr("Open"));
    m_cancel = new QPushButton(widgets::icon(QStringLiteral("stop")), tr("Cancel run"));
    m_retry = new QPushButton(widgets::icon(QStringLiteral("retry")), tr("Retry what failed"));
    m_retry->setToolTip(tr("Starts a new run that takes over what succeeded and does the rest"));
    bar->addWidget(m_filter, 1);
    bar->addWidget(m_states);
    bar->addStretch(1);
    for (QPushButton *button : {m_open, m_cancel, m_retry})
        bar->addWidget(button);
    connect(m_filter, &QLineEdit::textChanged, this, &RunsPage::filterChanged);
    connect(m_states, &QComboBox::currentIndexChanged, this, &RunsPage::filterChanged);
    const auto emitFor = [this](void (RunsPage::*signal)(const QString &)) {
        if (const client::RunSummary *run = m_model.run(m_table->currentIndex().row()))
            Q_EMIT(this->*signal)(QString::fromStdString(run->id));
    };
    connect(m_open, &QPushButton::clicked, this, [emitFor] { emitFor(&RunsPage::runActivated); });
    connect(m_cancel, &QPushButton::clicked, this, [emitFor] { emitFor(&RunsPage::cancelRequested); });
    connect(m_retry, &QPushButton::clicked, this, [emitFor] { emitFor(&RunsPage::retryRequested); });
}

void RunsPage::buildTable()
{
    m_table = new QTableView;
    m_table->setModel(&m_model);
    m_table->setFrameShape(QFrame::NoFrame);
    m_table->setShowGrid(false);
    m_table->setWordWrap(false);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_table->setContextMenuPolicy(Qt::CustomContextMenu);
    m_table->setAccessibleName(tr("Runs"));
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    m_table->verticalHeader()->setDefaultSectionSize(28);
    m_table->horizontalHeader()->setHighlightSections(false);
    m_table->horizontalHeader()->setStretchLastSection(true);
    const int widths[] = {104, 110, 260, 160, 76, 128, 110};
    for (int column = 0; column < RunTableModel::Reason; ++column)
        m_table->setColumnWidth(column, widths[column]);
    connect(m_table, &QTableView::activated, this, [this](const QModelIndex &index) { Q_EMIT runActivated(index.data(RunTableModel::IdRole).toString()); });
    connect(m_table->selectionModel(), &QItemSelectionModel::currentChanged, this, &RunsPage::updateButtons);
    connect(m_table, &QTableView::customContextMenuRequested, this, [this](const QPoint &at) {
        const QModelIndex index = m_table->indexAt(at);
        if (!index.isValid())
            return;
        QMenu *menu = menuFor(index.row());
        menu->setAttribute(Qt::WA_DeleteOnClose);
        menu->popup(m_table->viewport()->mapToGlobal(at));
    });
}

QMenu *RunsPage::menuFor(int row)
{
    const client::RunSummary *run = m_model.run(row);
    auto *menu = new QMenu(this);
    if (!run)
        return menu;
    const QString id = QString::fromStdString(run->id);
    menu->addAction(tr("Open"), this, [this, id] { Q_EMIT runActivated(id); });
    menu->addSeparator();
    QAction *cancel = menu->addAction(widgets::icon(QStringLiteral("stop")), tr("Cancel run"), this, [this, id] { Q_EMIT cancelRequested(id); });
    cancel->setEnabled(run->state == RunState::Running);
    QAction *retry = menu->addAction(widgets::icon(QStringLiteral("retry")), tr("Retry what failed"), this, [this, id] { Q_EMIT retryRequested(id); });
    retry->setEnabled(mayBeRetried(run->state));
    return menu;
}

void RunsPage::filterChanged()
{
    ++m_generation;
    m_error.clear();
    const int place = m_states->currentIndex();
    m_model.setFilter(place > 0 ? std::optional(shownStates[place - 1]) : std::nullopt, m_filter->text().trimmed());
    refresh();
}

void RunsPage::refresh()
{
    m_model.update(m_client->engine().runs, m_client->engine().at);
    const bool isEmpty = m_model.rowCount() == 0;
    if (isEmpty && m_error.isEmpty() && m_model.canFetchMore({}))
        m_model.fetchMore({}); // none of the newest fits: older ones may
    if (isEmpty) {
        const bool isFiltered = m_states->currentIndex() > 0 || !m_filter->text().isEmpty();
        m_empty->setSentence(!m_error.isEmpty() ? m_error
                                 : isFiltered   ? tr("No run fits the filter. Clear it to see all.")
                                                : tr("No run yet. Open a workflow and press Run."));
    }
    m_stack->setCurrentWidget(isEmpty ? static_cast<QWidget *>(m_empty) : m_table);
    updateButtons();
}

QCoro::Task<> RunsPage::readOlder(std::uint64_t generation, std::uint32_t before)
{
    const QPointer<RunsPage> self(this);
    client::RunQuery query;
    query.before = before;
    query.countMax = runsAPage;
    if (const int place = m_states->currentIndex(); place > 0)
        query.state = shownStates[place - 1];
    const Result<client::RunPage> page = co_await m_client->runs(query);
    if (!self || generation != m_generation)
        co_return;
    m_error = page ? QString() : widgets::inWords(page.error().message);
    if (page)
        m_model.addOlder(*page);
    else
        m_model.giveUp();
    if (page || m_model.rowCount() == 0)
        QMetaObject::invokeMethod(&m_timer, qOverload<>(&QTimer::start), Qt::QueuedConnection);
}

void RunsPage::updateButtons()
{
    const client::RunSummary *run = m_model.run(m_table->currentIndex().row());
    m_open->setEnabled(run != nullptr);
    m_cancel->setEnabled(run && run->state == RunState::Running);
    m_retry->setEnabled(run && mayBeRetried(run->state));
}

void RunsPage::showEvent(QShowEvent *) { refresh(); }

void RunsPage::paintEvent(QPaintEvent *) { QPainter(this).fillRect(rect(), widgets::color(widgets::Token::Panel)); }

} // namespace weftline::ui::runs
