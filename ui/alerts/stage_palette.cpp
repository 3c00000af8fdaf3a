// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/alerts/stage_palette.h"

#include <QtGui/QPainter>
#include <QtWidgets/QAbstractItemView>
#include <QtWidgets/QFrame>
#include <QtWidgets/QListView>
#include <QtWidgets/QStyle>
#include <QtWidgets/QStyleOptionViewItem>
#include <QtWidgets/QStyledItemDelegate>
#include <QtWidgets/QVBoxLayout>

#include "ui/alerts/rule_edits.h"
#include "ui/alerts/stage_header.h"
#include "ui/alerts/stages_model.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/paint.h"

namespace weftline::ui::alerts {

using widgets::TextRole;
using widgets::Token;

namespace {

constexpr int paletteTile = 20;

class StageDelegate final : public QStyledItemDelegate
{
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    QSize sizeHint(const QStyleOptionViewItem &, const QModelIndex &) const override { return {80, 28}; }

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        const QRect row = option.rect;
        const bool isEnabled = option.state.testFlag(QStyle::State_Enabled);
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        if (option.state & QStyle::State_Selected)
            widgets::drawBox(*painter, QRectF(row).adjusted(4, 0, -4, 0), 5, widgets::color(Token::Sel), Qt::transparent, 0);
        else if (isEnabled && option.state & QStyle::State_MouseOver)
            widgets::drawBox(*painter, QRectF(row).adjusted(4, 0, -4, 0), 5, widgets::color(Token::Hover), Qt::transparent, 0);
        painter->setOpacity(isEnabled ? 1 : 0.5);
        paintStageTile(*painter, QRectF(row.left() + 12, row.center().y() - paletteTile / 2.0 + 0.5, paletteTile, paletteTile),
                       workflow::AlertKind(index.data(StagesModel::KindRole).toInt()));
        painter->setOpacity(1);
        painter->setFont(widgets::font(TextRole::Body));
        painter->setPen(widgets::color(isEnabled ? Token::Text : Token::Disabled));
        painter->drawText(row.adjusted(12 + paletteTile + 10, 0, -12, 0), Qt::AlignLeft | Qt::AlignVCenter, index.data().toString());
        painter->restore();
    }
};

} // namespace

StagePalette::StagePalette(QWidget *parent) : QWidget(parent), m_model(new StagesModel(this)), m_list(new QListView(this))
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 8, 0, 0);
    column->setSpacing(4);
    auto *head = new widgets::TextLabel(tr("Stages of a rule"), TextRole::CaptionHead, Token::Text2, this);
    head->setContentsMargins(10, 0, 8, 0);
    column->addWidget(head);
    column->addWidget(m_list, 1);
    column->addWidget(new widgets::Hairline(this));
    auto *hint = new widgets::TextLabel(tr("A rule has one of each, in this order. Drag a missing one onto the canvas."), TextRole::Small,
                                        Token::Text3, this);
    hint->setWordWrap(true);
    hint->setContentsMargins(10, 10, 10, 12);
    column->addWidget(hint);
    m_list->setObjectName(QStringLiteral("stages"));
    m_list->setAccessibleName(tr("Stages of a rule"));
    m_list->setModel(m_model);
    m_list->setItemDelegate(new StageDelegate(m_list));
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setMouseTracking(true);
    m_list->setDragEnabled(true);
    m_list->setDragDropMode(QAbstractItemView::DragOnly);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setMinimumWidth(160);
    const auto add = [this](const QModelIndex &index) {
        if (index.flags().testFlag(Qt::ItemIsEnabled))
            Q_EMIT addRequested(workflow::AlertKind(index.data(StagesModel::KindRole).toInt()));
    };
    connect(m_list, &QListView::activated, this, add); // Enter and double clicks
}

void StagePalette::setRule(const workflow::AlertRule *rule)
{
    m_model->setMissing(rule ? missingStages(*rule) : std::vector<workflow::AlertKind>());
}

} // namespace weftline::ui::alerts
