// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/inspector/inputs_list.h"

#include <QtGui/QPaintEvent>
#include <QtGui/QPainter>
#include <QtWidgets/QAbstractButton>
#include <QtWidgets/QLayoutItem>
#include <QtWidgets/QVBoxLayout>

#include "ui/document/document.h"
#include "ui/inspector/kind_words.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/paint.h"
#include "ui/widgets/theme.h"

namespace weftline::ui::inspector {
namespace {

using document::toQString;
using widgets::TextRole;
using widgets::Token;

constexpr int inputsShownMax = 8;

/// A name at the left, a word at the right.
class InputRow final : public QAbstractButton
{
public:
    InputRow(const QString &name, QString type, QWidget *parent) : QAbstractButton(parent), m_type(std::move(type))
    {
        setText(name);
        setFixedHeight(30);
        setAttribute(Qt::WA_Hover);
        setCursor(Qt::PointingHandCursor);
        setAccessibleDescription(m_type);
    }
    [[nodiscard]] QSize sizeHint() const override { return {120, 30}; }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        widgets::drawBox(painter, QRectF(rect()), 5, widgets::color(underMouse() ? Token::Hover : Token::Raised),
                         widgets::color(Token::Line2), 1);
        const QRect line = rect().adjusted(10, 0, -10, 0);
        painter.setFont(widgets::font(TextRole::Small));
        const int typeWidth = painter.fontMetrics().horizontalAdvance(m_type);
        painter.setPen(widgets::color(Token::Text3));
        painter.drawText(line, Qt::AlignRight | Qt::AlignVCenter, m_type);
        painter.setFont(widgets::font(TextRole::Body));
        painter.setPen(widgets::color(Token::Text));
        painter.drawText(line, Qt::AlignLeft | Qt::AlignVCenter,
                         painter.fontMetrics().elidedText(text(), Qt::ElideRight, line.width() - typeWidth - 12));
        if (hasFocus())
            widgets::drawBox(painter, QRectF(rect()), 5, Qt::transparent, widgets::color(Token::Focus), 2);
    }

private:
    QString m_type;
};

} // namespace

InputsList::InputsList(const document::Document &document, ShownNodes nodes, QWidget *parent)
    : QWidget(parent), m_document(document), m_nodes(std::move(nodes)), m_rows(new QVBoxLayout(this))
{
    m_rows->setContentsMargins(0, 0, 0, 0);
    m_rows->setSpacing(4);
    refresh();
}

void InputsList::refresh()
{
    QStringList wanted;
    for (const workflow::NodeId &id : m_document.predecessorsOf(m_nodes->front()))
        if (const workflow::Node *node = m_document.node(id))
            wanted << toQString(id) << portTypeWord(workflow::outputType(node->kind, node->with, !node->map.empty()));
    setVisible(!wanted.isEmpty());
    if (wanted == m_shown)
        return;
    m_shown = wanted;
    while (QLayoutItem *item = m_rows->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    auto *label = new widgets::TextLabel(tr("Inputs"), TextRole::Small, Token::Text2, this);
    m_rows->addWidget(label);
    for (qsizetype i = 0; i < wanted.size(); i += 2) {
        if (i / 2 == inputsShownMax) {
            const int more = int(wanted.size() / 2) - inputsShownMax;
            m_rows->addWidget(new widgets::TextLabel(tr("and %1 more").arg(more), TextRole::Small, Token::Text3, this));
            break;
        }
        auto *row = new InputRow(wanted[i], wanted[i + 1], this);
        connect(row, &QAbstractButton::clicked, this, [this, id = wanted[i]] { Q_EMIT nodeRequested(id); });
        m_rows->addWidget(row);
    }
}

} // namespace weftline::ui::inspector
