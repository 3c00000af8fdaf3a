// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/designer/kinds_view.h"

#include <QtGui/QKeyEvent>
#include <QtGui/QPainter>
#include <QtWidgets/QAbstractItemView>
#include <QtWidgets/QFrame>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QStyle>
#include <QtWidgets/QStyleOptionViewItem>
#include <QtWidgets/QStyledItemDelegate>
#include <QtWidgets/QVBoxLayout>

#include "ui/designer/kinds_model.h"
#include "ui/widgets/icons.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/paint.h"

namespace weftline::ui::designer {
namespace {

using widgets::TextRole;
using widgets::Token;

constexpr int tileSize = 20;

void paintTile(QPainter &painter, const QRectF &tile, workflow::Kind kind)
{
    constexpr Token tiles[] = {Token::TileRun, Token::TileReach, Token::TileModel, Token::TileEvaluate, Token::TileWait};
    constexpr Token icons[] = {Token::IconRun, Token::IconReach, Token::IconModel, Token::IconEvaluate, Token::IconWait};
    const auto family = std::size_t(workflow::infoOf(kind).family);
    widgets::drawBox(painter, tile, 5, widgets::color(tiles[family]), Qt::transparent, 0);
    widgets::paintIcon(painter, tile.adjusted(3, 3, -3, -3), kindName(kind), widgets::color(icons[family]));
}

class KindDelegate final : public QStyledItemDelegate
{
public:
    KindDelegate(bool hasSentences, QObject *parent) : QStyledItemDelegate(parent), m_hasSentences(hasSentences) { }

    QSize sizeHint(const QStyleOptionViewItem &, const QModelIndex &index) const override
    {
        return {80, index.data(KindsModel::IsHeadRole).toBool() && index.row() > 0 ? 34 : 28};
    }

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        const QRect row = option.rect;
        if (index.data(KindsModel::IsHeadRole).toBool()) {
            painter->setFont(widgets::font(TextRole::CaptionHead));
            painter->setPen(widgets::color(Token::Text2));
            painter->drawText(row.adjusted(10, 0, -8, -4), Qt::AlignLeft | Qt::AlignBottom, index.data().toString());
            painter->restore();
            return;
        }
        if (option.state & QStyle::State_Selected)
            widgets::drawBox(*painter, QRectF(row).adjusted(4, 0, -4, 0), 5, widgets::color(Token::Sel), Qt::transparent, 0);
        else if (option.state & QStyle::State_MouseOver)
            widgets::drawBox(*painter, QRectF(row).adjusted(4, 0, -4, 0), 5, widgets::color(Token::Hover), Qt::transparent, 0);
        const QRectF tile(row.left() + 12, row.center().y() - tileSize / 2.0 + 0.5, tileSize, tileSize);
        paintTile(*painter, tile, workflow::Kind(index.data(KindsModel::KindRole).toInt()));
        painter->setFont(widgets::font(TextRole::Body));
        painter->setPen(widgets::color(Token::Text));
        const QRect text = row.adjusted(12 + tileSize + 10, 0, -12, 0);
        painter->drawText(text, Qt::AlignLeft | Qt::AlignVCenter, index.data().toString());
        if (m_hasSentences) {
            const int used = painter->fontMetrics().horizontalAdvance(index.data().toString()) + 16;
            painter->setFont(widgets::font(TextRole::Small));
            painter->setPen(widgets::color(Token::Text3));
            const QRect rest = text.adjusted(used, 0, 0, 0);
            painter->drawText(rest, Qt::AlignRight | Qt::AlignVCenter,
                              painter->fontMetrics().elidedText(index.data(KindsModel::SentenceRole).toString(), Qt::ElideRight, rest.width()));
        }
        painter->restore();
    }

private:
    bool m_hasSentences;
};

} // namespace

KindsView::KindsView(bool isGrouped, bool hasSentences, QWidget *parent)
    : QWidget(parent),
      m_model(new KindsModel(isGrouped, this)),
      m_search(new QLineEdit(this)),
      m_list(new QListView(this))
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(4);
    auto *field = new QVBoxLayout;
    field->setContentsMargins(10, 8, 10, 0);
    field->addWidget(m_search);
    column->addLayout(field);
    column->addWidget(m_list, 1);
    auto *none = new widgets::TextLabel(tr("No kind has this in its name. Clear the search to see all."), TextRole::Small, Token::Text3, this);
    none->setWordWrap(true);
    none->setContentsMargins(12, 4, 12, 8);
    m_none = none;
    m_none->hide();
    column->addWidget(m_none);
    m_search->setPlaceholderText(tr("Search kinds"));
    m_search->setAccessibleName(tr("Search kinds"));
    m_search->addAction(widgets::icon(QStringLiteral("search")), QLineEdit::LeadingPosition);
    m_search->installEventFilter(this);
    m_list->setModel(m_model);
    m_list->setItemDelegate(new KindDelegate(hasSentences, m_list));
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setMouseTracking(true);
    m_list->viewport()->setAutoFillBackground(false);
    m_list->setDragEnabled(isGrouped);
    m_list->setDragDropMode(isGrouped ? QAbstractItemView::DragOnly : QAbstractItemView::NoDragDrop);
    m_list->setAccessibleName(tr("Kinds of nodes"));
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->installEventFilter(this);
    connect(m_search, &QLineEdit::textChanged, this, &KindsView::filter);
    const auto choose = [this](const QModelIndex &index) {
        if (index.data(KindsModel::KindRole).isValid())
            Q_EMIT chosen(workflow::Kind(index.data(KindsModel::KindRole).toInt()));
    };
    connect(m_list, hasSentences ? &QListView::clicked : &QListView::doubleClicked, this, choose);
}

std::optional<workflow::Kind> KindsView::current() const
{
    const QVariant kind = m_list->currentIndex().data(KindsModel::KindRole);
    return kind.isValid() ? std::optional(workflow::Kind(kind.toInt())) : std::nullopt;
}

void KindsView::filter(const QString &text)
{
    m_model->setFilter(text);
    m_list->setCurrentIndex(m_model->index(m_model->kindRow(0)));
    m_none->setVisible(m_model->rowCount() == 0);
}

void KindsView::step(int by)
{
    const int row = m_model->kindRow(m_list->currentIndex().isValid() ? m_list->currentIndex().row() + by : 0, by);
    if (row >= 0)
        m_list->setCurrentIndex(m_model->index(row));
}

bool KindsView::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() != QEvent::KeyPress)
        return QWidget::eventFilter(watched, event);
    switch (static_cast<QKeyEvent *>(event)->key()) {
    case Qt::Key_Down: step(1); return true;
    case Qt::Key_Up: step(-1); return true;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (const auto kind = current())
            Q_EMIT chosen(*kind);
        return true;
    case Qt::Key_Escape:
        if (m_search->text().isEmpty())
            return QWidget::eventFilter(watched, event);
        m_search->clear();
        return true;
    default: return QWidget::eventFilter(watched, event);
    }
}

} // namespace weftline::ui::designer
