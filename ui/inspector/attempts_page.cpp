// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/inspector/attempts_page.h"

#include <QtCore/QAbstractItemModel>
#include <QtCore/QPointer>
#include <QtWidgets/QAbstractItemView>
#include <QtWidgets/QFrame>
#include <QtWidgets/QHeaderView>
#include <QtWidgets/QStackedWidget>
#include <QtWidgets/QTableView>
#include <QtWidgets/QVBoxLayout>

#include "ui/document/document.h"
#include "ui/inspector/attempts_model.h"
#include "ui/widgets/empty_state.h"

namespace weftline::ui::inspector {

AttemptsPage::AttemptsPage(QWidget *parent)
    : QWidget(parent),
      m_model(new AttemptsModel(this)),
      m_stack(new QStackedWidget(this)),
      m_table(new QTableView(m_stack)),
      m_empty(new widgets::EmptyState(QStringLiteral("retry"), QString(), m_stack))
{
    auto *outer = new QVBoxLayout(this);
    outer->setContentsMargins(0, 0, 8, 0);
    outer->addWidget(m_stack);
    m_stack->addWidget(m_table);
    m_stack->addWidget(m_empty);
    m_table->setModel(m_model);
    m_table->setShowGrid(false);
    m_table->setWordWrap(false);
    m_table->setFrameShape(QFrame::NoFrame);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setMinimumSectionSize(20);
    m_table->verticalHeader()->setDefaultSectionSize(28);
    m_table->horizontalHeader()->setHighlightSections(false);
    m_table->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    m_table->horizontalHeader()->setSectionResizeMode(AttemptsModel::StateColumn, QHeaderView::Stretch);
    for (const auto &[column, width] : {std::pair(AttemptsModel::TaskColumn, 56), {AttemptsModel::WorkerColumn, 76}, {AttemptsModel::TimeColumn, 68}})
        m_table->setColumnWidth(column, width);
    connect(m_model, &QAbstractItemModel::rowsInserted, this, &AttemptsPage::choose);
    connect(m_model, &QAbstractItemModel::rowsRemoved, this, &AttemptsPage::choose);
    connect(m_model, &QAbstractItemModel::modelReset, this, &AttemptsPage::choose);
    showNothing(tr("No run is shown. Press Run to see each attempt here."));
}

void AttemptsPage::setClient(client::EngineClient *client)
{
    m_model->setWorkerNames([client = QPointer(client)](std::uint32_t index) {
        const std::string name = client ? client::nameOfWorker(client->engine(), index) : std::string();
        return name.empty() ? AttemptsPage::tr("worker %1").arg(index + 1) : document::toQString(name);
    });
}

void AttemptsPage::show(const client::RunView &run, std::uint32_t node)
{
    m_hasNode = true;
    const bool isTaken = node < run.nodes.size() && run.nodes[node].isTaken;
    m_empty->setSentence(isTaken ? tr("Nothing was tried here. What this node gave was taken over from run %1.").arg(run.summary.retryOf)
                                 : tr("Nothing of this node was tried yet. It waits for what comes before it."));
    m_model->setRun(&run, node);
}

void AttemptsPage::update(const client::RunView &run, const std::vector<std::uint64_t> &attempts)
{
    if (m_hasNode)
        m_model->update(run, attempts);
}

void AttemptsPage::showNothing(const QString &why)
{
    m_hasNode = false;
    m_empty->setSentence(why);
    m_model->setRun(nullptr, 0);
}

void AttemptsPage::choose()
{
    m_stack->setCurrentWidget(m_model->rowCount() > 0 ? static_cast<QWidget *>(m_table) : m_empty);
}

} // namespace weftline::ui::inspector
