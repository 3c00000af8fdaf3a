// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/runs/events_view.h"

#include <QtCore/QPointer>
#include <QtGui/QPaintEvent>
#include <QtGui/QPainter>
#include <QtGui/QShowEvent>
#include <QtWidgets/QAbstractItemView>
#include <QtWidgets/QCheckBox>
#include <QtWidgets/QComboBox>
#include <QtWidgets/QFrame>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QHeaderView>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QScrollBar>
#include <QtWidgets/QStackedLayout>
#include <QtWidgets/QTableView>
#include <QtWidgets/QVBoxLayout>

#include "ui/runs/event_words.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/engine_words.h"
#include "ui/widgets/icons.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/theme.h"
#include "ui/widgets/units.h"

namespace weftline::ui::runs {
namespace {

constexpr std::uint32_t eventsAPage = 500;
constexpr int tickMs = 250;
constexpr int eventRowHeight = 20;
constexpr int pagesInARow = 64; ///< Of events that do not fit the filter, before others get a turn.

/// Groups of types, as a person thinks of them.
struct Group
{
    const char *name;
    std::vector<std::string> types;
};

const std::vector<Group> &groups()
{
    static const std::vector<Group> all{
        {QT_TRANSLATE_NOOP("weftline::ui::runs::EventsView", "All events"), {}},
        {QT_TRANSLATE_NOOP("weftline::ui::runs::EventsView", "Runs"), {"run_accepted", "run_cancel_requested", "run_finished"}},
        {QT_TRANSLATE_NOOP("weftline::ui::runs::EventsView", "Tasks"), {"node_expanded", "task_prepared", "task_finished"}},
        {QT_TRANSLATE_NOOP("weftline::ui::runs::EventsView", "Attempts"),
         {"attempt_dispatched", "attempt_started", "attempt_failed", "retry_released", "attempt_lost", "attempt_adopted"}},
        {QT_TRANSLATE_NOOP("weftline::ui::runs::EventsView", "Failures and losses"),
         {"attempt_failed", "attempt_lost", "worker_suspect", "worker_lost", "result_refused"}},
        {QT_TRANSLATE_NOOP("weftline::ui::runs::EventsView", "Workers"),
         {"worker_joined", "worker_suspect", "worker_returned", "worker_draining", "worker_lost", "result_refused", "result_offered_again"}},
        {QT_TRANSLATE_NOOP("weftline::ui::runs::EventsView", "Alerts"), {"alert_changed", "notice_sent", "notice_failed"}},
        {QT_TRANSLATE_NOOP("weftline::ui::runs::EventsView", "Engine"), {"engine_started", "engine_alive", "command_received", "sampled"}},
    };
    return all;
}

} // namespace

EventsView::EventsView(client::EngineClient *client, QWidget *parent) : QWidget(parent), m_follower(new RunFollower(client, this))
{
    auto *const column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    auto *const bar = new QWidget;
    buildBar(*bar);
    buildTable();
    m_empty = new widgets::EmptyState(QStringLiteral("events"), QString());
    auto *const place = new QWidget;
    m_stack = new QStackedLayout(place);
    m_stack->addWidget(m_empty);
    m_stack->addWidget(m_table);
    column->addWidget(bar);
    column->addWidget(new widgets::Hairline);
    column->addWidget(place, 1);
    m_typed.setSingleShot(true);
    m_typed.setInterval(200);
    connect(&m_typed, &QTimer::timeout, this, &EventsView::restart);
    m_tick.setSingleShot(true);
    m_tick.setInterval(tickMs);
    connect(&m_tick, &QTimer::timeout, this, &EventsView::readOn);
    connect(client, &client::EngineClient::engineChanged, this, [this] {
        if (!m_tick.isActive() && isVisible())
            m_tick.start();
    });
    updateState();
}

void EventsView::buildBar(QWidget &place)
{
    auto *const bar = new QHBoxLayout(&place);
    bar->setContentsMargins(10, 6, 12, 6);
    bar->setSpacing(10);
    m_filter = new QLineEdit;
    m_filter->setPlaceholderText(tr("Filter events"));
    m_filter->setClearButtonEnabled(true);
    m_filter->setMaximumWidth(260);
    m_filter->setAccessibleName(tr("Filter events"));
    m_filter->addAction(widgets::icon(QStringLiteral("filter"), widgets::Token::Text3), QLineEdit::LeadingPosition);
    m_types = new QComboBox;
    for (const Group &group : groups())
        m_types->addItem(tr(group.name));
    m_types->setAccessibleName(tr("Types of events"));
    m_wholeEngine = new QCheckBox(tr("All of the engine"));
    m_wholeEngine->setToolTip(tr("Events of all runs and workers, not only of the run that is shown"));
    m_follow = new QCheckBox(tr("Follow"));
    m_follow->setToolTip(tr("Keep the newest event in view"));
    m_follow->setChecked(true);
    m_count = new widgets::TextLabel(widgets::TextRole::Small, widgets::Token::Text3);
    bar->addWidget(m_filter, 1);
    bar->addWidget(m_types);
    bar->addWidget(m_wholeEngine);
    bar->addWidget(m_follow);
    bar->addStretch(1);
    bar->addWidget(m_count);
    connect(m_filter, &QLineEdit::textChanged, this, [this] { m_typed.start(); });
    connect(m_types, &QComboBox::currentIndexChanged, this, &EventsView::restart);
    connect(m_wholeEngine, &QCheckBox::toggled, this, &EventsView::restart);
    connect(m_follow, &QCheckBox::toggled, this, [this](bool isOn) {
        if (isOn)
            m_table->scrollToBottom();
    });
}

void EventsView::buildTable()
{
    m_table = new QTableView;
    m_table->setModel(&m_model);
    m_table->setFrameShape(QFrame::NoFrame);
    m_table->setShowGrid(false);
    m_table->setWordWrap(false);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_table->horizontalHeader()->setHighlightSections(false);
    m_table->horizontalHeader()->setStretchLastSection(true);
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    m_table->verticalHeader()->setMinimumSectionSize(eventRowHeight);
    m_table->verticalHeader()->setDefaultSectionSize(eventRowHeight);
    const int widths[] = {84, 164, 150, 110};
    for (int column = 0; column < EventsModel::Details; ++column)
        m_table->setColumnWidth(column, widths[column]);
    m_table->setAccessibleName(tr("Events"));
    connect(m_table->verticalScrollBar(), &QScrollBar::valueChanged, this, &EventsView::scrolled);
    const auto go = [this](const QModelIndex &index) {
        const QString node = index.data(EventsModel::NodeRole).toString();
        if (!node.isEmpty())
            Q_EMIT nodeRequested(index.data(EventsModel::RunRole).toString(), node);
    };
    connect(m_table, &QTableView::activated, this, go);
    connect(m_table, &QTableView::doubleClicked, this, go);
}

void EventsView::setRun(const std::string &id)
{
    if (id == m_follower->id())
        return;
    m_follower->setRun(id);
    m_wholeEngine->setEnabled(!id.empty());
    restart();
}

void EventsView::setNode(const QString &id)
{
    if (id == m_node)
        return;
    m_node = id;
    restart();
}

bool EventsView::showsEngine() const { return m_follower->id().empty() || m_wholeEngine->isChecked(); }

client::EventQuery EventsView::query() const
{
    client::EventQuery query;
    if (!showsEngine()) {
        query.run = m_follower->id();
        query.node = m_node.toStdString();
    }
    query.types = groups()[static_cast<std::size_t>(std::max(m_types->currentIndex(), 0))].types;
    query.contains = m_filter->text().toStdString();
    // The engine does not know the words in which its types are shown.
    if (const std::string type = eventNamed(m_filter->text().trimmed()); !type.empty()) {
        const bool fitsGroup = query.types.empty() || std::find(query.types.begin(), query.types.end(), type) != query.types.end();
        query.types = {type};
        if (fitsGroup)
            query.contains.clear();
    }
    query.countMax = eventsAPage;
    return query;
}

void EventsView::restart()
{
    ++m_generation;
    m_isReading = m_isReadingOlder = m_isReadingAgain = m_hasBegun = m_isAtBegin = false;
    m_newest = m_older = m_seen = 0;
    m_error.clear();
    m_model.setWithRuns(showsEngine());
    m_model.clear();
    updateState();
    readOn();
}

/// What is new; at first, the newest page.
void EventsView::readOn()
{
    if (!isVisible() || m_isReading || m_isReadingOlder)
        return;
    if (!m_hasBegun) {
        m_isReadingOlder = true;
        readOlder(m_generation);
    } else if (m_follower->client().engine().position > m_seen) {
        m_isReading = true;
        readNewer(m_generation);
    }
}

QCoro::Task<> EventsView::readNewer(std::uint64_t generation)
{
    const QPointer<EventsView> self(this);
    for (int pages = 0; pages < pagesInARow; ++pages) {
        client::EventQuery wanted = query();
        wanted.from = m_newest + 1;
        const Result<client::EventPage> page = co_await m_follower->client().events(wanted);
        if (!self || generation != m_generation)
            co_return;
        if (!page) {
            m_error = widgets::inWords(page.error().message);
            break;
        }
        m_model.append(page->rows);
        m_newest = std::max(m_newest, page->next - std::min<std::uint64_t>(page->next, 1));
        m_seen = page->newest;
        if (!page->rows.empty() && m_follow->isChecked())
            m_table->scrollToBottom();
        if (page->atEnd)
            break;
    }
    m_isReading = false;
    updateState();
}

QCoro::Task<> EventsView::readOlder(std::uint64_t generation)
{
    const QPointer<EventsView> self(this);
    const bool isFirst = !m_hasBegun;
    for (int pages = 0; pages < pagesInARow; ++pages) {
        client::EventQuery wanted = query();
        wanted.isBackwards = true;
        wanted.from = m_older;
        const Result<client::EventPage> page = co_await m_follower->client().events(wanted);
        if (!self || generation != m_generation)
            co_return;
        if (!page) {
            m_error = widgets::inWords(page.error().message);
            break;
        }
        if (!m_hasBegun) {
            m_hasBegun = true;
            m_newest = m_seen = page->newest;
        }
        m_older = page->next;
        m_isAtBegin = page->atEnd;
        const int value = m_table->verticalScrollBar()->value();
        m_model.prepend(page->rows);
        if (!isFirst) // what was in view stays there
            m_table->verticalScrollBar()->setValue(value + static_cast<int>(page->rows.size()));
        else if (m_follow->isChecked())
            m_table->scrollToBottom();
        if (m_isAtBegin || !page->rows.empty())
            break;
    }
    m_isReadingOlder = false;
    updateState();
}

void EventsView::scrolled()
{
    QScrollBar *const bar = m_table->verticalScrollBar();
    if (m_follow->isChecked() && bar->value() < bar->maximum() && bar->isSliderDown())
        m_follow->setChecked(false);
    if (m_hasBegun && !m_isAtBegin && !m_isReadingOlder && m_model.rowCount() > 0 && bar->value() < bar->pageStep()) {
        m_isReadingOlder = true;
        readOlder(m_generation);
    }
    const int first = m_table->rowAt(0);
    const int last = m_table->rowAt(m_table->viewport()->height() - 1);
    const auto page = m_model.missing(std::max(0, first), last < 0 ? m_model.rowCount() - 1 : last);
    if (!page || first < 0 || m_isReadingAgain)
        return;
    m_isReadingAgain = true;
    readAgain(m_generation, *page);
}

QCoro::Task<> EventsView::readAgain(std::uint64_t generation, std::size_t page)
{
    const QPointer<EventsView> self(this);
    const std::uint64_t from = m_model.placeOf(page).from;
    const std::uint32_t count = m_model.placeOf(page).count;
    std::vector<client::EventRow> rows;
    client::EventQuery wanted = query();
    wanted.from = from;
    for (int pages = 0; pages < pagesInARow && rows.size() < count; ++pages) {
        wanted.countMax = count - static_cast<std::uint32_t>(rows.size());
        const Result<client::EventPage> found = co_await m_follower->client().events(wanted);
        if (!self || generation != m_generation)
            co_return;
        if (!found)
            break; // The place stays empty; the next scroll asks again.
        rows.insert(rows.end(), found->rows.begin(), found->rows.end());
        wanted.from = found->next;
        if (found->atEnd)
            break;
    }
    m_isReadingAgain = false;
    for (std::size_t place = page; rows.size() >= count; ++place) // older pages may have come before it meanwhile
        if (m_model.placeOf(place).from == from) {
            m_model.restore(place, rows);
            scrolled();
            break;
        }
}

void EventsView::updateState()
{
    const int rows = m_model.rowCount();
    m_count->setText(rows == 0 ? QString() : m_isAtBegin ? tr("%n events", nullptr, rows) : tr("the newest %n events; scroll up for more", nullptr, rows));
    m_stack->setCurrentWidget(rows > 0 ? static_cast<QWidget *>(m_table) : m_empty);
    if (rows > 0)
        return;
    const bool isFiltered = !m_filter->text().isEmpty() || m_types->currentIndex() > 0;
    if (!m_error.isEmpty())
        m_empty->setSentence(m_error);
    else if (!m_hasBegun)
        m_empty->setSentence(tr("The events appear here once the engine has told of them."));
    else if (isFiltered)
        m_empty->setSentence(tr("No event fits the filter. Clear it to see all."));
    else if (!m_node.isEmpty() && !showsEngine())
        m_empty->setSentence(tr("Nothing has happened to \"%1\" yet. Select no node to see the events of the whole run.").arg(m_node));
    else
        m_empty->setSentence(tr("Nothing has happened yet. Press Run to start the workflow."));
}

void EventsView::showEvent(QShowEvent *) { readOn(); }

void EventsView::paintEvent(QPaintEvent *) { QPainter(this).fillRect(rect(), widgets::color(widgets::Token::Panel)); }

} // namespace weftline::ui::runs
