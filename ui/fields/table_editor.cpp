// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/fields/table_editor.h"

#include <QtCore/QAbstractItemModel>
#include <QtGui/QKeyEvent>
#include <QtWidgets/QAbstractItemView>
#include <QtWidgets/QComboBox>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QHeaderView>
#include <QtWidgets/QStyleOptionViewItem>
#include <QtWidgets/QStyledItemDelegate>
#include <QtWidgets/QTableView>

#include <algorithm>
#include <set>

#include "ui/fields/rows_model.h"
#include "ui/widgets/theme.h"

namespace weftline::ui::fields {
namespace {

class ChoiceDelegate final : public QStyledItemDelegate
{
public:
    ChoiceDelegate(QStringList choices, QObject *parent) : QStyledItemDelegate(parent), m_choices(std::move(choices)) { }

    QWidget *createEditor(QWidget *parent, const QStyleOptionViewItem &, const QModelIndex &) const override
    {
        auto *box = new QComboBox(parent);
        box->addItems(m_choices);
        return box;
    }
    void setEditorData(QWidget *editor, const QModelIndex &index) const override
    {
        static_cast<QComboBox *>(editor)->setCurrentText(index.data(Qt::EditRole).toString());
    }
    void setModelData(QWidget *editor, QAbstractItemModel *model, const QModelIndex &index) const override
    {
        model->setData(index, static_cast<QComboBox *>(editor)->currentText(), Qt::EditRole);
    }

private:
    QStringList m_choices;
};

constexpr int rowsShownMax = 8;

} // namespace

TableEditor::TableEditor(const EditorSpec &spec, QWidget *parent)
    : FieldEditor(parent), m_rows(new RowsModel(spec.words, this)), m_view(new QTableView(this))
{
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_view);
    setFocusProxy(m_view);
    m_view->setModel(m_rows);
    m_view->setShowGrid(false);
    m_view->setWordWrap(false);
    m_view->verticalHeader()->hide();
    m_view->verticalHeader()->setMinimumSectionSize(20);
    m_view->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    m_view->verticalHeader()->setDefaultSectionSize(28);
    m_view->horizontalHeader()->setSectionResizeMode(spec.wideColumn < 0 ? QHeaderView::Stretch : QHeaderView::Fixed);
    if (spec.wideColumn >= 0) {
        m_view->horizontalHeader()->setDefaultSectionSize(88);
        m_view->horizontalHeader()->setSectionResizeMode(spec.wideColumn, QHeaderView::Stretch);
    }
    m_view->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    m_view->horizontalHeader()->setHighlightSections(false);
    m_view->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_view->setTabKeyNavigation(false);
    m_view->setEditTriggers(QAbstractItemView::DoubleClicked | QAbstractItemView::EditKeyPressed
                            | QAbstractItemView::AnyKeyPressed | QAbstractItemView::SelectedClicked);
    m_view->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_view->installEventFilter(this);
    if (!spec.columnChoices.isEmpty())
        m_view->setItemDelegateForColumn(spec.choiceColumn, new ChoiceDelegate(spec.columnChoices, this));
    connect(m_rows, &RowsModel::edited, this, [this] {
        fitHeight();
        Q_EMIT edited();
        Q_EMIT left();
    });
    fitHeight();
}

QString TableEditor::text() const { return joinRows(m_rows->rows()); }

void TableEditor::setText(const std::optional<QString> &text)
{
    m_rows->setRows(splitRows(text.value_or(QString())));
    fitHeight();
}

QWidget *TableEditor::input() const { return m_view; }

void TableEditor::fitHeight()
{
    const int rows = std::clamp(m_rows->rowCount(), 1, rowsShownMax);
    m_view->setFixedHeight(m_view->horizontalHeader()->sizeHint().height() + rows * 28 + 2 * m_view->frameWidth() + 1);
}

bool TableEditor::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_view && event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent *>(event)->key();
        if (key == Qt::Key_Delete || key == Qt::Key_Backspace) {
            std::set<int, std::greater<>> rows;
            const QModelIndexList chosen = m_view->selectionModel()->selectedIndexes();
            for (const QModelIndex &index : chosen)
                rows.insert(index.row());
            for (const int row : rows)
                m_rows->removeRow(row);
            return true;
        }
    }
    return FieldEditor::eventFilter(watched, event);
}

} // namespace weftline::ui::fields
