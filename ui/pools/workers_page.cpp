// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/pools/workers_page.h"

#include <QtCore/QPointer>
#include <QtGui/QPaintEvent>
#include <QtGui/QPainter>
#include <QtGui/QShowEvent>
#include <QtWidgets/QFrame>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QScrollArea>
#include <QtWidgets/QStackedLayout>
#include <QtWidgets/QVBoxLayout>

#include "ui/pools/add_machine.h"
#include "ui/pools/rights.h"
#include "ui/pools/worker_row.h"
#include "ui/widgets/button_box.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/engine_words.h"
#include "ui/widgets/icons.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/theme.h"

#include <algorithm>
#include <set>

namespace weftline::ui::pools {

using widgets::TextLabel;
using widgets::TextRole;
using widgets::Token;

WorkersPage::WorkersPage(client::EngineClient *client, QWidget *parent) : QWidget(parent), m_client(client)
{
    build();
    m_timer.setSingleShot(true);
    m_timer.setInterval(100);
    connect(&m_timer, &QTimer::timeout, this, [this] {
        if (m_isDirty && isVisible())
            refresh();
    });
    connect(client, &client::EngineClient::engineChanged, this, &WorkersPage::schedule);
    connect(client, &client::EngineClient::connectionChanged, this, &WorkersPage::schedule);
    connect(client, &client::EngineClient::runChanged, this, [this](const std::string &id) {
        if (id == m_run)
            schedule();
    });
    refresh();
}

void WorkersPage::build()
{
    auto *const outer = new QVBoxLayout(this);
    outer->setContentsMargins(0, 0, 0, 0);
    outer->setSpacing(0);
    auto *const place = new QWidget;
    m_stack = new QStackedLayout(place);
    m_empty = new widgets::EmptyState(QStringLiteral("worker"), tr("No worker is connected."));
    m_firstStart = m_empty->offer(tr("Start a local worker"), [this] { startWorker(); });
    m_firstAddMachine = m_empty->offer(tr("Add a machine…"), [this] { addMachine(); });
    m_scroll = new QScrollArea;
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setWidgetResizable(true);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_scroll->viewport()->setAutoFillBackground(false);
    auto *const content = new QWidget;
    content->setAutoFillBackground(false);
    m_column = new QVBoxLayout(content);
    m_column->setContentsMargins(0, 0, 0, 12);
    m_column->setSpacing(0);
    m_start = new QPushButton(widgets::icon(QStringLiteral("plus")), tr("Start a worker"));
    connect(m_start, &QPushButton::clicked, this, &WorkersPage::startWorker);
    auto *const line = new widgets::ButtonBox;
    line->setContentsMargins(12, 12, 12, 0);
    line->addWidget(m_start, 1);
    m_addMachine = new QPushButton(tr("Add…"));
    m_addMachine->setObjectName(QStringLiteral("addMachineButton"));
    m_addMachine->setAccessibleName(tr("Add a machine"));
    connect(m_addMachine, &QPushButton::clicked, this, &WorkersPage::addMachine);
    line->addWidget(m_addMachine);
    m_column->addLayout(line);
    m_column->addStretch(1);
    m_scroll->setWidget(content);
    m_stack->addWidget(m_empty);
    m_stack->addWidget(m_scroll);
    outer->addWidget(place, 1);
    m_error = new TextLabel(TextRole::Small, Token::Failed);
    m_error->setWordWrap(true);
    m_error->setContentsMargins(12, 8, 12, 8);
    m_error->hide();
    outer->addWidget(m_error);
}

void WorkersPage::setRun(const std::string &id)
{
    m_run = id;
    refresh();
}

WorkerRow *WorkersPage::row(std::uint32_t worker) const
{
    const auto found = m_rows.find(worker);
    return found == m_rows.end() ? nullptr : found->second;
}

AddMachine *WorkersPage::addMachineWindow() const { return m_addMachineWindow; }

QString WorkersPage::error() const { return m_error->isHidden() ? QString() : m_error->text(); }

void WorkersPage::schedule()
{
    m_isDirty = true;
    if (!m_timer.isActive())
        m_timer.start();
}

void WorkersPage::showEvent(QShowEvent *) { refresh(); }

void WorkersPage::refresh()
{
    m_isDirty = false;
    Order order;
    for (const auto &[index, worker] : m_client->engine().workers)
        order.emplace_back(worker.pool, index);
    std::stable_sort(order.begin(), order.end(), [](const auto &a, const auto &b) { return a.first < b.first; });
    if (order != m_order)
        arrange(order);
    const std::map<std::uint32_t, int> moved = countMoved();
    const bool hasRun = !m_run.empty() && m_client->run(m_run);
    for (const auto &[index, worker] : m_client->engine().workers) {
        const auto count = moved.find(index);
        m_rows.at(index)->setWorker(worker, hasRun ? std::optional(count == moved.end() ? 0 : count->second) : std::nullopt);
    }
    updatePools();
    const bool isConnected = m_client->isConnected();
    m_empty->setSentence(isConnected ? tr("No worker is connected.") : tr("No engine is connected."));
    updateRights();
    m_stack->setCurrentWidget(order.empty() ? static_cast<QWidget *>(m_empty) : m_scroll);
}

// What the key of this window does not allow is out of reach, and says why.
void WorkersPage::updateRights()
{
    const client::EngineView &engine = m_client->engine();
    const bool isConnected = m_client->isConnected();
    const QString start = whyNot(engine, "start_workers");
    for (QPushButton *button : {m_start, m_firstStart}) {
        button->setEnabled(isConnected && start.isEmpty());
        button->setToolTip(start.isEmpty() ? tr("Start one more worker on the engine's machine") : start);
    }
    for (QPushButton *button : {m_addMachine, m_firstAddMachine}) {
        button->setEnabled(isConnected);
        button->setToolTip(tr("Let another machine or person join this engine"));
    }
    for (const auto &[index, row] : m_rows)
        row->setRefusals(whyNot(engine, "stop_worker"), whyNot(engine, "kill_worker"));
}

// Rows and heads are kept and put into the new order; only those of workers that are gone are deleted.
void WorkersPage::arrange(const Order &order)
{
    std::set<std::uint32_t> wanted;
    std::set<std::string> pools;
    int place = 0;
    for (const auto &[poolName, index] : order) {
        if (pools.insert(poolName).second)
            m_column->insertWidget(place++, pool(poolName).head);
        wanted.insert(index);
        WorkerRow *&row = m_rows[index];
        if (!row) {
            row = new WorkerRow;
            connect(row, &WorkerRow::killAsked, this, [this](const SessionId &session) { kill(session); });
            connect(row, &WorkerRow::stopAsked, this, [this](const SessionId &session) { stop(session); });
        }
        m_column->insertWidget(place++, row);
    }
    std::erase_if(m_rows, [&](const auto &entry) {
        if (wanted.contains(entry.first))
            return false;
        entry.second->deleteLater();
        return true;
    });
    std::erase_if(m_pools, [&](const auto &entry) {
        if (pools.contains(entry.first))
            return false;
        entry.second.head->deleteLater();
        return true;
    });
    m_order = order;
}

WorkersPage::Pool &WorkersPage::pool(const std::string &name)
{
    Pool &found = m_pools[name];
    if (!found.head) {
        found.head = new QWidget;
        auto *const line = new QHBoxLayout(found.head);
        line->setContentsMargins(12, 10, 12, 2);
        found.name = new TextLabel(tr("Pool %1").arg(QString::fromStdString(name)), TextRole::CaptionHead, Token::Text3);
        found.used = new TextLabel(TextRole::Caption, Token::Text3);
        line->addWidget(found.name);
        line->addStretch(1);
        line->addWidget(found.used);
    }
    return found;
}

void WorkersPage::updatePools()
{
    std::map<std::string, std::pair<std::uint32_t, std::uint32_t>> sums;
    for (const auto &[index, worker] : m_client->engine().workers) {
        auto &[used, all] = sums[worker.pool];
        if (worker.state == client::WorkerState::Lost)
            continue;
        used += worker.used;
        all += worker.slots;
    }
    for (auto &[name, shown] : m_pools)
        shown.used->setText(tr("%1 of %2 slots").arg(sums[name].first).arg(sums[name].second));
}

// An attempt has moved when its worker was lost and another attempt of its task came after it.
std::map<std::uint32_t, int> WorkersPage::countMoved() const
{
    std::map<std::uint32_t, int> moved;
    const client::RunView *const run = m_run.empty() ? nullptr : m_client->run(m_run);
    if (!run)
        return moved;
    std::map<std::uint32_t, std::uint32_t> lastOfTask;
    for (const auto &[id, attempt] : run->attempts)
        lastOfTask[attempt.task] = std::max(lastOfTask[attempt.task], attempt.number);
    for (const auto &[id, attempt] : run->attempts)
        if (attempt.state == client::AttemptState::Lost && lastOfTask[attempt.task] > attempt.number)
            ++moved[attempt.worker];
    return moved;
}

void WorkersPage::showError(const QString &message)
{
    m_error->setText(message);
    m_error->setVisible(!message.isEmpty());
}

void WorkersPage::startWorker() { start(); }

void WorkersPage::addMachine()
{
    if (!m_addMachineWindow) {
        m_addMachineWindow = new AddMachine(m_client, window());
        m_addMachineWindow->setAttribute(Qt::WA_DeleteOnClose);
    }
    m_addMachineWindow->show();
    m_addMachineWindow->raise();
    m_addMachineWindow->activateWindow();
}

QCoro::Task<> WorkersPage::start()
{
    const QPointer<WorkersPage> self(this);
    const Result<Done> started = co_await m_client->startWorkers(1);
    if (self)
        showError(started ? QString() : widgets::inWords(started.error().message));
}

QCoro::Task<> WorkersPage::kill(SessionId session)
{
    const QPointer<WorkersPage> self(this);
    const Result<Done> killed = co_await m_client->killWorker(session);
    if (self)
        showError(killed ? QString() : widgets::inWords(killed.error().message));
}

QCoro::Task<> WorkersPage::stop(SessionId session)
{
    const QPointer<WorkersPage> self(this);
    const Result<Done> stopped = co_await m_client->stopWorker(session);
    if (self)
        showError(stopped ? QString() : widgets::inWords(stopped.error().message));
}

void WorkersPage::paintEvent(QPaintEvent *) { QPainter(this).fillRect(rect(), widgets::color(Token::Panel)); }

} // namespace weftline::ui::pools
