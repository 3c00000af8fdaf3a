// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/runs/data_view.h"

#include <QtCore/QPointer>
#include <QtCore/QSignalBlocker>
#include <QtGui/QPaintEvent>
#include <QtGui/QPainter>
#include <QtGui/QShowEvent>
#include <QtGui/QTextCursor>
#include <QtWidgets/QCheckBox>
#include <QtWidgets/QComboBox>
#include <QtWidgets/QFrame>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QHeaderView>
#include <QtWidgets/QPlainTextEdit>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QSpinBox>
#include <QtWidgets/QStackedLayout>
#include <QtWidgets/QStackedWidget>
#include <QtWidgets/QTableView>
#include <QtWidgets/QTreeView>
#include <QtWidgets/QVBoxLayout>

#include <algorithm>

#include "ui/widgets/empty_state.h"
#include "ui/widgets/engine_words.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/theme.h"
#include "ui/widgets/units.h"

namespace weftline::ui::runs {
namespace {

using widgets::TextRole;
using widgets::Token;

constexpr int askAgainMs = 300;
constexpr int itemRowHeight = 22;
constexpr const char *partNames[] = {"output", "inputs", "parameters", "item"};
enum Form { TableForm, TreeForm, TextForm };

} // namespace

DataView::DataView(client::EngineClient *client, QWidget *parent) : QWidget(parent), m_follower(new RunFollower(client, this))
{
    auto *const column = new QVBoxLayout;
    m_shown = new QWidget;
    m_shown->setLayout(column);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    auto *const bar = new QWidget;
    buildBar(*bar);
    buildForms();
    column->addWidget(bar);
    column->addWidget(new widgets::Hairline);
    column->addWidget(m_forms, 1);
    m_empty = new widgets::EmptyState(QStringLiteral("json"), QString());
    m_stack = new QStackedLayout(this);
    m_stack->addWidget(m_empty);
    m_stack->addWidget(m_shown);
    m_again.setSingleShot(true);
    m_again.setInterval(askAgainMs);
    connect(&m_again, &QTimer::timeout, this, &DataView::read);
    connect(m_follower, &RunFollower::changed, this, &DataView::runChanged);
    // Views want more in the middle of a reset too, when no row may be added yet.
    connect(&m_tree, &ValueTree::wanted, this, [this](const List &path, quint64 from) {
        QMetaObject::invokeMethod(this, [this, shows = m_shows, path, from] { fetchMore(shows, path, from, false); }, Qt::QueuedConnection);
    });
    connect(&m_table, &ValueTable::wanted, this, [this](quint64 from) {
        QMetaObject::invokeMethod(this, [this, shows = m_shows, from] { fetchMore(shows, {}, from, true); }, Qt::QueuedConnection);
    });
    showNothing();
}

void DataView::buildBar(QWidget &place)
{
    auto *const bar = new QHBoxLayout(&place);
    bar->setContentsMargins(12, 6, 12, 6);
    bar->setSpacing(10);
    m_name = new widgets::TextLabel(TextRole::BodyName, Token::Text);
    m_itemRow = new QWidget;
    auto *const items = new QHBoxLayout(m_itemRow);
    items->setContentsMargins(0, 0, 0, 0);
    items->setSpacing(6);
    items->addWidget(new widgets::TextLabel(tr("Item"), TextRole::Small, Token::Text2));
    m_item = new QSpinBox;
    m_item->setAccessibleName(tr("Item of the list"));
    m_latest = new QCheckBox(tr("Latest"));
    m_latest->setToolTip(tr("Show the item that ended last"));
    m_latest->setChecked(true);
    items->addWidget(m_item);
    items->addWidget(m_latest);
    m_part = new QComboBox;
    m_part->addItems({tr("Output"), tr("Inputs"), tr("Parameters"), tr("Item of the list")});
    m_part->setAccessibleName(tr("Part of the task"));
    m_form = new QComboBox;
    m_form->addItems({tr("Table"), tr("Tree"), tr("Text")});
    m_form->setAccessibleName(tr("Form"));
    m_brief = new widgets::TextLabel(TextRole::Small, Token::Text3);
    bar->addWidget(m_name);
    bar->addWidget(m_part);
    bar->addWidget(m_itemRow);
    bar->addWidget(m_brief, 1);
    bar->addWidget(m_form);
    connect(m_part, &QComboBox::currentIndexChanged, this, &DataView::read);
    connect(m_latest, &QCheckBox::toggled, this, [this](bool isOn) {
        if (isOn) {
            takeLatest();
            read();
        }
    });
    connect(m_item, &QSpinBox::valueChanged, this, [this] {
        const QSignalBlocker quiet(m_latest);
        m_latest->setChecked(false); // one has chosen
        read();
    });
}

void DataView::buildForms()
{
    m_forms = new QStackedWidget;
    m_tableView = new QTableView;
    m_tableView->setModel(&m_table);
    m_tableView->setFrameShape(QFrame::NoFrame);
    m_tableView->setWordWrap(false);
    m_tableView->setAccessibleName(tr("Data as a table"));
    m_tableView->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    m_tableView->verticalHeader()->setDefaultSectionSize(itemRowHeight);
    m_tableView->horizontalHeader()->setStretchLastSection(true);
    m_tableView->horizontalHeader()->setHighlightSections(false);
    m_tableView->horizontalHeader()->setDefaultSectionSize(160);
    m_treeView = new QTreeView;
    m_treeView->setModel(&m_tree);
    m_treeView->setFrameShape(QFrame::NoFrame);
    m_treeView->setUniformRowHeights(true);
    m_treeView->setAccessibleName(tr("Data as a tree"));
    m_treeView->setColumnWidth(ValueTree::Name, 220);
    m_treeView->header()->setStretchLastSection(true);
    auto *const page = new QWidget;
    auto *const column = new QVBoxLayout(page);
    column->setContentsMargins(0, 0, 0, 0);
    m_text = new QPlainTextEdit;
    m_text->setReadOnly(true);
    m_text->setFrameShape(QFrame::NoFrame);
    m_text->setLineWrapMode(QPlainTextEdit::NoWrap);
    m_text->setAccessibleName(tr("Data as text"));
    m_more = new QPushButton(tr("Show more of the text"));
    column->addWidget(m_text, 1);
    column->addWidget(m_more, 0, Qt::AlignLeft);
    const auto follow = [this] { m_text->setFont(widgets::font(TextRole::Code)); };
    follow();
    connect(&widgets::Theme::instance(), &widgets::Theme::changed, m_text, follow);
    connect(m_more, &QPushButton::clicked, this, [this] { fetchText(m_shows, m_page.next); });
    m_forms->addWidget(m_tableView);
    m_forms->addWidget(m_treeView);
    m_forms->addWidget(page);
    connect(m_form, &QComboBox::currentIndexChanged, m_forms, &QStackedWidget::setCurrentIndex);
}

QString DataView::brief() const { return m_brief->text(); }

void DataView::setRun(const std::string &id)
{
    if (id == m_follower->id())
        return;
    m_follower->setRun(id);
    m_isStale = true;
    read();
}

void DataView::showNode(std::uint32_t node, const QString &title) { selected(node, title, false); }

void DataView::showEdge(std::uint32_t node, const QString &from, const QString &to)
{
    selected(node, tr("%1 → %2", "from one node to another").arg(from, to), true);
}

void DataView::selected(std::uint32_t node, const QString &title, bool isEdge)
{
    if (m_node == node && m_title == title && m_isEdge == isEdge)
        return;
    m_node = node;
    m_title = title;
    m_isEdge = isEdge;
    m_name->setText(title);
    m_part->setVisible(!isEdge);
    const QSignalBlocker quiet(m_latest);
    m_latest->setChecked(true);
    takeLatest();
    read();
}

void DataView::showNothing()
{
    m_node.reset();
    m_title.clear();
    ++m_request;
    say(whyNothing());
}

QString DataView::whyNothing() const
{
    if (m_follower->id().empty())
        return tr("No run is open. Run the workflow, or choose one of its runs, then select an edge or a node.");
    if (!m_node)
        return tr("Select an edge to see what went over it, or a node to see its output, inputs and parameters.");
    const client::RunView *run = m_follower->run();
    const client::NodeView *node = run && *m_node < run->nodes.size() ? &run->nodes[*m_node] : nullptr;
    if (!node)
        return tr("The engine has not told about this node yet.");
    if (node->state() == client::TaskState::Skipped)
        return tr("The node was skipped, so there is nothing here. Select the one before it.");
    if (client::countOf(node->counts, client::TaskState::Failed) > 0)
        return tr("This task failed and gave nothing. The tab Log and the inspector's attempts tell why.");
    return tr("There is nothing here yet. It appears when the task has ended.");
}

std::uint32_t DataView::itemCount() const
{
    const client::RunView *run = m_follower->run();
    if (!run || !m_node || *m_node >= run->nodes.size())
        return 1;
    return run->nodes[*m_node].isExpanded ? run->nodes[*m_node].total() : 1;
}

/// The item that ended last with success, as far as the view remembers attempts.
void DataView::takeLatest()
{
    const std::uint32_t count = itemCount();
    const QSignalBlocker quiet(m_item);
    m_item->setRange(0, static_cast<int>(std::max(count, 1U)) - 1);
    m_itemRow->setVisible(count > 1);
    const client::RunView *run = m_follower->run();
    if (!run || !m_node || !m_latest->isChecked())
        return;
    const client::AttemptView *latest = nullptr;
    for (const auto &[id, attempt] : run->attempts)
        if (attempt.node == *m_node && attempt.state == client::AttemptState::Succeeded && (!latest || attempt.endedAt >= latest->endedAt))
            latest = &attempt;
    m_item->setValue(latest ? static_cast<int>(latest->item) : 0);
}

void DataView::runChanged()
{
    if (!m_node) {
        say(whyNothing());
        return;
    }
    takeLatest();
    if (!m_again.isActive())
        m_again.start();
}

client::ValueQuery DataView::query() const
{
    client::ValueQuery query;
    query.run = m_follower->id();
    query.node = m_node.value_or(0);
    query.item = static_cast<std::uint32_t>(m_item->value());
    query.part = partNames[m_isEdge ? 0 : std::max(m_part->currentIndex(), 0)];
    return query;
}

void DataView::read()
{
    m_isStale = !isVisible();
    if (m_isStale)
        return;
    if (m_node && !m_follower->id().empty())
        fetch(++m_request);
    else
        say(whyNothing());
}

void DataView::say(const QString &sentence)
{
    m_sentence = sentence;
    m_empty->setSentence(sentence);
    m_stack->setCurrentWidget(m_empty);
}

QCoro::Task<> DataView::fetch(std::uint64_t request)
{
    const QPointer<DataView> self(this);
    const Result<client::ValuePage> page = co_await m_follower->client().valuePage(query());
    if (!self || request != m_request)
        co_return; // another task is asked for meanwhile
    if (!page)
        say(widgets::inWords(page.error().message));
    else if (!page->isThere)
        say(whyNothing());
    else
        arrived(*page);
}

void DataView::fitColumns()
{
    constexpr int widthMin = 80;
    constexpr int widthMax = 420;
    m_tableView->resizeColumnsToContents();
    for (int column = 0; column < m_table.columnCount(); ++column)
        m_tableView->setColumnWidth(column, std::clamp(m_tableView->columnWidth(column), widthMin, widthMax));
}

void DataView::arrived(const client::ValuePage &page)
{
    const bool isSame = m_stack->currentWidget() == m_shown && page.at == m_page.at && page.self == m_page.self && page.members == m_page.members;
    m_stack->setCurrentWidget(m_shown);
    m_sentence.clear();
    if (!isSame) {
        ++m_shows;
        m_page = page;
        m_tree.begin(page);
        m_table.begin(page);
        fitColumns();
        m_text->clear();
        appendText(page);
    }
    QStringList facts;
    if (itemCount() > 1)
        facts << tr("item %1 of %2").arg(m_item->value()).arg(widgets::count(itemCount()));
    if (page.at.us != 0)
        facts << widgets::timeOfDay(std::chrono::milliseconds(page.at.us / 1000));
    if (page.bytes > 0)
        facts << widgets::size(static_cast<qint64>(page.bytes)).text();
    if (page.self.type == "list" || page.self.type == "object")
        facts << inBrief(page.self);
    const client::RunView *const run = m_follower->run();
    if (run && m_node && *m_node < run->nodes.size() && run->nodes[*m_node].isTaken)
        facts << tr("taken over from run %1").arg(run->summary.retryOf);
    m_brief->setText(facts.join(QStringLiteral(" · ")));
}

/// A text as it is; of anything else as much as came.
void DataView::appendText(const client::ValuePage &page)
{
    if (page.self.type == "string") {
        m_text->moveCursor(QTextCursor::End);
        m_text->insertPlainText(page.self.value.asString() ? QString::fromStdString(*page.self.value.asString()) : QString());
        m_more->setVisible(!page.atEnd);
        return;
    }
    m_more->hide();
    if (page.self.isWhole) {
        m_text->setPlainText(QString::fromStdString(toPrettyJson(page.self.value)));
        return;
    }
    QString text;
    for (const client::ValueMember &member : page.members) {
        const QString name = member.key.asString() ? QString::fromStdString(*member.key.asString()) : QString::number(*member.key.asInt());
        text += name + QStringLiteral(": ") + (member.isWhole ? QString::fromStdString(toPrettyJson(member.value)) : inBrief(member)) + QLatin1Char('\n');
    }
    if (!page.atEnd)
        text += tr("… and more. The table and the tree show all of it.");
    m_text->setPlainText(text);
}

QCoro::Task<> DataView::fetchMore(std::uint64_t shows, List path, std::uint64_t from, bool isTable)
{
    const QPointer<DataView> self(this);
    client::ValueQuery wanted = query();
    wanted.path = path;
    wanted.from = from;
    const Result<client::ValuePage> page = co_await m_follower->client().valuePage(wanted);
    if (!self || shows != m_shows)
        co_return;
    if (page && isTable)
        m_table.add(from, *page);
    else if (page)
        m_tree.add(path, from, *page);
    else if (isTable)
        m_table.giveUp();
    else
        m_tree.giveUp(path);
}

QCoro::Task<> DataView::fetchText(std::uint64_t shows, std::uint64_t from)
{
    const QPointer<DataView> self(this);
    client::ValueQuery wanted = query();
    wanted.from = from;
    const Result<client::ValuePage> page = co_await m_follower->client().valuePage(wanted);
    if (!self || shows != m_shows || !page)
        co_return;
    m_page.next = page->next;
    appendText(*page);
}

void DataView::showEvent(QShowEvent *)
{
    if (m_isStale)
        read();
}

void DataView::paintEvent(QPaintEvent *) { QPainter(this).fillRect(rect(), widgets::color(Token::Panel)); }

} // namespace weftline::ui::runs
