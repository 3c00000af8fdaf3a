// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/shell/problems_view.h"

#include <QtGui/QPainter>
#include <QtWidgets/QHeaderView>
#include <QtWidgets/QStackedLayout>
#include <QtWidgets/QStyledItemDelegate>
#include <QtWidgets/QTableView>
#include <QtWidgets/QVBoxLayout>

#include "ui/document/document.h"
#include "ui/document/problems_model.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/state_mark.h"

namespace weftline::ui::shell {

using document::ProblemsModel;
using widgets::TextRole;
using widgets::Token;

namespace {

/// Mark and node bold, field mono, what to do in the accent.
class ProblemDelegate final : public QStyledItemDelegate
{
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem &, const QModelIndex &index) const override
    {
        const QFontMetrics metrics(fontOf(index.column()));
        return {metrics.horizontalAdvance(index.data().toString()) + 32 + markWidth(index), 28};
    }

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        const QRect rect = option.rect;
        if (option.state.testFlag(QStyle::State_Selected))
            painter->fillRect(rect, widgets::color(Token::Sel));
        painter->fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), widgets::color(Token::Line));
        if (index.column() == ProblemsModel::NodeColumn)
            widgets::paintProblemMark(*painter, QRectF(rect.left() + 12, rect.center().y() - 7, 15, 15),
                                      levelOf(index.data(ProblemsModel::SeverityRole).toInt()));
        const bool isFix = index.column() == ProblemsModel::FixColumn;
        const bool isField = index.column() == ProblemsModel::FieldColumn;
        painter->setFont(fontOf(index.column()));
        painter->setPen(widgets::color(isFix ? Token::AccentText : isField ? Token::Text3 : Token::Text));
        const QRect text = rect.adjusted(12 + markWidth(index), 0, -12, 0);
        painter->drawText(text, Qt::AlignVCenter | (isFix ? Qt::AlignRight : Qt::AlignLeft),
                          painter->fontMetrics().elidedText(index.data().toString(), Qt::ElideRight, text.width()));
    }

private:
    static int markWidth(const QModelIndex &index) { return index.column() == ProblemsModel::NodeColumn ? 24 : 0; }
    static QFont fontOf(int column)
    {
        return widgets::font(column == ProblemsModel::NodeColumn       ? TextRole::BodyName
                                 : column == ProblemsModel::FieldColumn ? TextRole::FigureTiny
                                                                        : TextRole::Small);
    }
    static widgets::ProblemLevel levelOf(int severity)
    {
        return severity == int(workflow::Severity::Error)   ? widgets::ProblemLevel::Error
            : severity == int(workflow::Severity::Warning) ? widgets::ProblemLevel::Warning
                                                           : widgets::ProblemLevel::Hint;
    }
};

} // namespace

ProblemsView::ProblemsView(QWidget *parent)
    : QWidget(parent)
    , m_stack(new QStackedLayout(this))
    , m_table(new QTableView)
    , m_page(new QWidget)
    , m_summary(new widgets::TextLabel(widgets::TextRole::Small, widgets::Token::Text3))
    , m_empty(new widgets::EmptyState(QStringLiteral("tidy"), {}))
{
    setObjectName(QStringLiteral("problems"));
    m_table->setItemDelegate(new ProblemDelegate(m_table));
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
    connect(m_table, &QTableView::clicked, this, [this](const QModelIndex &index) { activate(index.row()); });
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
        m_summary->setText(tr("%1. F8 goes to the next one.").arg(words.join(QStringLiteral(", "))));
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

void ProblemsView::goToNext()
{
    if (count() == 0)
        return;
    const int next = (m_table->currentIndex().isValid() ? m_table->currentIndex().row() + 1 : 0) % count();
    m_table->selectRow(next);
    activate(next);
}

} // namespace weftline::ui::shell
