// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/shell/problems_view.h"

#include <QtCore/QAbstractItemModel>
#include <QtWidgets/QAbstractItemView>
#include <QtWidgets/QFrame>
#include <QtWidgets/QHeaderView>
#include <QtWidgets/QMenu>
#include <QtWidgets/QStackedLayout>
#include <QtWidgets/QTableView>
#include <QtWidgets/QVBoxLayout>

#include "ui/document/document.h"
#include "ui/document/problems_model.h"
#include "ui/shell/problem_delegate.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/engine_words.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/units.h"

namespace weftline::ui::shell {

using document::ProblemsModel;

ProblemsView::ProblemsView(QWidget *parent)
    : QWidget(parent)
    , m_stack(new QStackedLayout(this))
    , m_table(new QTableView)
    , m_page(new QWidget)
    , m_summary(new widgets::TextLabel(widgets::TextRole::Small, widgets::Token::Text3))
    , m_empty(new widgets::EmptyState(QStringLiteral("tidy"), {}))
{
    setObjectName(QStringLiteral("problems"));
    auto *delegate = new ProblemDelegate(m_table);
    m_table->setItemDelegate(delegate);
    m_table->setMouseTracking(true);
    connect(delegate, &ProblemDelegate::fixClicked, this, &ProblemsView::applyFix);
    m_table->setWordWrap(false);
    m_table->setShowGrid(false);
    m_table->setFrameShape(QFrame::NoFrame);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setDefaultSectionSize(28);
    m_table->horizontalHeader()->hide();
    auto *column = new QVBoxLayout(m_page);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_table, 1);
    m_summary->setContentsMargins(12, 4, 12, 6);
    column->addWidget(m_summary);
    m_stack->addWidget(m_empty);
    m_stack->addWidget(m_page);
    connect(m_table, &QTableView::clicked, this, [this](const QModelIndex &index) {
        if (index.column() != ProblemsModel::QuickFixColumn)
            activate(index.row());
    });
    connect(m_table, &QTableView::activated, this, [this](const QModelIndex &index) { activate(index.row()); });
    refresh();
}

ProblemsView::~ProblemsView() = default;

void ProblemsView::setDocument(document::Document *document)
{
    if (m_document == document && m_model)
        return;
    if (m_document)
        m_document->disconnect(this);
    m_table->setModel(nullptr);
    m_model.reset();
    m_document = document;
    if (document) {
        m_model = std::make_unique<ProblemsModel>(*document);
        m_table->setModel(m_model.get());
        QHeaderView *head = m_table->horizontalHeader();
        head->setSectionResizeMode(ProblemsModel::NodeColumn, QHeaderView::ResizeToContents);
        head->setSectionResizeMode(ProblemsModel::FieldColumn, QHeaderView::ResizeToContents);
        head->setSectionResizeMode(ProblemsModel::MessageColumn, QHeaderView::ResizeToContents);
        head->setSectionResizeMode(ProblemsModel::FixColumn, QHeaderView::Stretch);
        head->setSectionResizeMode(ProblemsModel::QuickFixColumn, QHeaderView::ResizeToContents);
        m_table->setColumnHidden(ProblemsModel::QuickFixColumn, m_isReadOnly);
        connect(m_model.get(), &QAbstractItemModel::modelReset, this, &ProblemsView::refresh);
        connect(m_model.get(), &QAbstractItemModel::rowsInserted, this, &ProblemsView::refresh);
        connect(m_model.get(), &QAbstractItemModel::rowsRemoved, this, &ProblemsView::refresh);
        connect(m_model.get(), &QAbstractItemModel::dataChanged, this, &ProblemsView::refresh);
        // Without its document the model has nothing to follow.
        connect(document, &QObject::destroyed, this, [this] {
            m_table->setModel(nullptr);
            m_model.reset();
            refresh();
        });
    }
    refresh();
}

void ProblemsView::setReadOnly(bool readOnly)
{
    m_isReadOnly = readOnly;
    m_table->setColumnHidden(ProblemsModel::QuickFixColumn, readOnly);
}

int ProblemsView::count() const { return m_model ? m_model->rowCount() : 0; }

void ProblemsView::refresh()
{
    const int number = count();
    if (number == 0) {
        m_empty->setSentence(m_model ? tr("No problems: this workflow can run.") : tr("Open a workflow to see what is wrong with it."));
        m_stack->setCurrentWidget(m_empty);
    } else {
        int found[3] = {0, 0, 0};
        for (int row = 0; row < number; ++row)
            ++found[std::clamp(m_model->data(m_model->index(row, 0), ProblemsModel::SeverityRole).toInt(), 0, 2)];
        QStringList words;
        if (found[0] > 0)
            words.push_back(found[0] == 1 ? tr("1 error") : tr("%1 errors").arg(found[0]));
        if (found[1] > 0)
            words.push_back(found[1] == 1 ? tr("1 warning") : tr("%1 warnings").arg(found[1]));
        if (found[2] > 0)
            words.push_back(found[2] == 1 ? tr("1 hint") : tr("%1 hints").arg(found[2]));
        m_summary->setText(tr("%1. F8 goes to the next one, Alt+Enter fixes it.").arg(widgets::joined(words)));
        m_stack->setCurrentWidget(m_page);
    }
    Q_EMIT countChanged(number);
}

void ProblemsView::activate(int row)
{
    if (!m_model || row < 0 || row >= count())
        return;
    const QModelIndex index = m_model->index(row, 0);
    Q_EMIT problemActivated(index.data(ProblemsModel::NodeRole).toString(), index.data(ProblemsModel::WhereRole).toString());
}

void ProblemsView::applyFix(int row, int number)
{
    if (!m_document || !m_model || m_isReadOnly || row < 0 || row >= count())
        return;
    const workflow::Problem problem = m_model->problemAt(row); // a copy: the list changes under the edit
    if (number < 0 || std::size_t(number) >= problem.quickFixes.size())
        return;
    const workflow::QuickFix &fix = problem.quickFixes[std::size_t(number)];
    if (fix.type == workflow::QuickFix::Type::Fill) {
        m_table->selectRow(row);
        Q_EMIT problemActivated(document::toQString(problem.node), document::toQString(fix.where));
        return;
    }
    if (const Result<Done> applied = m_document->applyFix(problem, fix); !applied)
        Q_EMIT refused(widgets::inWords(applied.error().message));
}

void ProblemsView::fixCurrent()
{
    if (count() == 0)
        return;
    if (!m_table->currentIndex().isValid())
        m_table->selectRow(0);
    const int row = m_table->currentIndex().row();
    const QStringList words = m_model->index(row, 0).data(ProblemsModel::QuickFixesRole).toStringList();
    if (words.size() < 2) {
        applyFix(row, 0);
        return;
    }
    auto *menu = new QMenu(this);
    menu->setObjectName(QStringLiteral("quickFixes"));
    menu->setAttribute(Qt::WA_DeleteOnClose);
    for (int i = 0; i < words.size(); ++i)
        menu->addAction(words[i], this, [this, row, i] { applyFix(row, i); });
    menu->setActiveAction(menu->actions().constFirst());
    menu->popup(m_table->viewport()->mapToGlobal(m_table->visualRect(m_model->index(row, ProblemsModel::MessageColumn)).bottomLeft()));
}

void ProblemsView::goToNext()
{
    if (count() == 0)
        return;
    const int next = (m_table->currentIndex().isValid() ? m_table->currentIndex().row() + 1 : 0) % count();
    m_table->selectRow(next);
    activate(next);
}

} // namespace weftline::ui::shell
