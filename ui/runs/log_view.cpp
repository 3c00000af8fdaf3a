// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/runs/log_view.h"

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

#include "ui/runs/log_delegate.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/engine_words.h"
#include "ui/widgets/icons.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/units.h"
#include "ui/widgets/theme.h"

namespace weftline::ui::runs {

namespace {

constexpr std::uint32_t linesAPage = 1000;
constexpr int pollInterval = 300;
constexpr int lineHeight = 20;

} // namespace

LogView::LogView(client::EngineClient *client, QWidget *parent) : QWidget(parent), m_follower(new RunFollower(client, this))
{
    build();
    m_poll.setInterval(pollInterval); // A task may write without changing anything else.
    connect(&m_poll, &QTimer::timeout, this, [this] {
        if (isVisible() && m_follower->isRunning())
            readOn();
    });
    m_poll.start();
    m_typed.setSingleShot(true);
    m_typed.setInterval(150);
    connect(&m_typed, &QTimer::timeout, this, &LogView::restart);
    connect(m_filter, &QLineEdit::textChanged, this, [this] { m_typed.start(); });
    connect(m_follower, &RunFollower::changed, this, [this] {
        if (!m_poll.isActive() || !m_follower->isRunning())
            readOn();
    });
    connect(m_table->verticalScrollBar(), &QScrollBar::valueChanged, this, [this](int value) {
        if (m_follow->isChecked() && value < m_table->verticalScrollBar()->maximum() && m_table->verticalScrollBar()->isSliderDown())
            m_follow->setChecked(false);
        fillView();
    });
    connect(m_table->verticalScrollBar(), &QScrollBar::rangeChanged, this, [this](int, int most) {
        if (m_follow->isChecked())
            m_table->verticalScrollBar()->setValue(most);
    });
    connect(m_follow, &QCheckBox::toggled, this, &LogView::followEnd);
    updateState();
}

void LogView::build()
{
    auto *const column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    auto *const bar = new QHBoxLayout;
    bar->setContentsMargins(14, 4, 14, 4);
    bar->setSpacing(12);
    m_filter = new QLineEdit;
    m_filter->setPlaceholderText(tr("Only lines with…"));
    m_filter->setClearButtonEnabled(true);
    m_filter->setMaximumWidth(280);
    m_filter->setAccessibleName(tr("Filter of the log"));
    m_filter->addAction(widgets::icon(QStringLiteral("filter"), widgets::Token::Text3), QLineEdit::LeadingPosition);
    m_follow = new QCheckBox(tr("Follow"));
    m_follow->setToolTip(tr("Keep the newest line in view"));
    m_follow->setChecked(true);
    m_count = new widgets::TextLabel(widgets::TextRole::Small, widgets::Token::Text3);
    bar->addWidget(m_filter, 1);
    m_streams = new QComboBox;
    m_streams->addItems({tr("Output and errors"), tr("Output only"), tr("Errors only")});
    m_streams->setAccessibleName(tr("Stream"));
    connect(m_streams, &QComboBox::currentIndexChanged, this, &LogView::restart);
    bar->addWidget(m_streams);
    bar->addWidget(m_follow);
    buildSearch(*bar);
    bar->addStretch(1);
    bar->addWidget(m_count);
    column->addLayout(bar);
    column->addWidget(new widgets::Hairline);

    m_table = new QTableView;
    m_table->setModel(&m_model);
    m_table->setItemDelegate(new LogDelegate(m_table));
    m_table->setFrameShape(QFrame::NoFrame);
    m_table->setShowGrid(false);
    m_table->setWordWrap(false);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->horizontalHeader()->hide();
    m_table->horizontalHeader()->setStretchLastSection(true);
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    m_table->verticalHeader()->setMinimumSectionSize(lineHeight);
    m_table->verticalHeader()->setDefaultSectionSize(lineHeight);
    m_table->setColumnWidth(LogModel::Time, 84);
    m_table->setColumnWidth(LogModel::Task, 130);
    m_table->setAccessibleName(tr("Log"));
    m_empty = new widgets::EmptyState(QStringLiteral("log"), QString());
    auto *const place = new QWidget;
    m_stack = new QStackedLayout(place);
    m_stack->addWidget(m_empty);
    m_stack->addWidget(m_table);
    column->addWidget(place, 1);
}

void LogView::setRun(const std::string &id)
{
    if (id == m_follower->id())
        return;
    m_follower->setRun(id);
    restart();
}

void LogView::setNode(std::optional<std::uint32_t> node, const QString &title)
{
    if (node == m_node && title == m_nodeTitle)
        return;
    m_node = node;
    m_nodeTitle = title;
    restart();
}

bool LogView::isFollowing() const { return m_follow->isChecked(); }

void LogView::setFollowing(bool follow) { m_follow->setChecked(follow); }

client::LogQuery LogView::query(std::uint64_t from) const
{
    client::LogQuery query;
    query.run = m_follower->id();
    query.node = m_node;
    if (m_streams->currentIndex() > 0)
        query.isError = m_streams->currentIndex() == 2;
    query.contains = m_filter->text().toStdString();
    query.from = from;
    query.countMax = linesAPage;
    return query;
}

void LogView::restart()
{
    ++m_generation;
    m_isReading = m_isReadingAgain = false;
    m_error.clear();
    m_model.clear();
    updateState();
    readOn();
}

void LogView::readOn()
{
    if (m_isReading || m_follower->id().empty())
        return;
    m_isReading = true;
    readTail(m_generation);
}

// One page at a time, until the log has no more for now; each answer lets the window do other things in between.
QCoro::Task<> LogView::readTail(std::uint64_t generation)
{
    const QPointer<LogView> self(this);
    for (;;) {
        const std::uint64_t from = m_model.next();
        Result<client::LogPage> page = co_await m_follower->client().log(query(from));
        if (!self || generation != m_generation)
            co_return;
        m_error = page ? QString() : widgets::inWords(page.error().message);
        const bool isMore = page && !page->atEnd && page->next > from;
        if (page)
            m_model.append(from, std::move(*page));
        if (!isMore)
            break;
    }
    m_isReading = false;
    updateState(); // the table may come in sight only now, and has its size after that
    followEnd();
    fillView();
}

void LogView::followEnd()
{
    if (m_follow->isChecked())
        m_table->scrollToBottom();
}

void LogView::fillView()
{
    if (m_isReadingAgain)
        return;
    const int first = m_table->rowAt(0);
    const int last = m_table->rowAt(m_table->viewport()->height() - 1);
    const auto page = m_model.missing(std::max(0, first), last < 0 ? m_model.rowCount() - 1 : last);
    if (!page || first < 0)
        return;
    m_isReadingAgain = true;
    readAgain(m_generation, *page);
}

QCoro::Task<> LogView::readAgain(std::uint64_t generation, std::size_t page)
{
    const QPointer<LogView> self(this);
    client::LogQuery wanted = query(m_model.placeOf(page).from);
    wanted.countMax = m_model.placeOf(page).count;
    const Result<client::LogPage> found = co_await m_follower->client().log(wanted);
    if (!self || generation != m_generation)
        co_return;
    m_isReadingAgain = false;
    if (!found)
        co_return; // The place stays empty; the next scroll asks again.
    m_model.restore(page, *found);
    fillView();
}

void LogView::updateState()
{
    const int rows = m_model.rowCount();
    m_count->setText(rows == 0 ? QString() : rows == 1 ? tr("1 line") : tr("%1 lines").arg(widgets::count(rows)));
    m_stack->setCurrentWidget(rows > 0 ? static_cast<QWidget *>(m_table) : m_empty);
    if (rows > 0)
        return;
    const bool isFiltered = !m_filter->text().isEmpty();
    const bool isStream = m_streams->currentIndex() > 0;
    const client::RunView *const run = m_follower->run();
    const bool isTaken = run && m_node && *m_node < run->nodes.size() && run->nodes[*m_node].isTaken;
    if (!m_error.isEmpty())
        m_empty->setSentence(m_error);
    else if (m_follower->id().empty())
        m_empty->setSentence(tr("No run is open. Run the workflow, or choose one of its runs."));
    else if (isTaken)
        m_empty->setSentence(tr("\"%1\" was taken over from run %2. What it wrote is in the log of that run.").arg(m_nodeTitle).arg(run->summary.retryOf));
    else if (isFiltered)
        m_empty->setSentence(tr("No line contains \"%1\".").arg(m_filter->text()));
    else if (isStream)
        m_empty->setSentence(m_streams->currentIndex() == 2 ? tr("Nothing was written to the error output. Choose “Output and errors” to see the rest.")
                                                            : tr("Nothing was written to the output. Choose “Output and errors” to see the rest."));
    else if (m_node)
        m_empty->setSentence(tr("\"%1\" has written nothing.").arg(m_nodeTitle));
    else
        m_empty->setSentence(tr("No task of this run has written anything."));
}

void LogView::showEvent(QShowEvent *) { readOn(); }

void LogView::paintEvent(QPaintEvent *)
{
    QPainter(this).fillRect(rect(), widgets::color(widgets::Token::Panel));
}

} // namespace weftline::ui::runs
