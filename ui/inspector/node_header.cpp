// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/inspector/node_header.h"

#include <QtCore/QMap>
#include <QtGui/QPaintEvent>
#include <QtGui/QPainter>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QVBoxLayout>

#include "ui/document/document.h"
#include "ui/document/kind_word.h"
#include "ui/fields/field_row.h"
#include "ui/inspector/kind_words.h"
#include "ui/widgets/icons.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/paint.h"
#include "ui/widgets/units.h"

namespace weftline::ui::inspector {

using document::toQString;
using fields::ProblemLine;
using widgets::TextRole;
using widgets::Token;

constexpr int tileSize = 36;

NodeHeader::NodeHeader(document::Document &document, ShownNodes nodes, QWidget *parent)
    : QWidget(parent),
      m_document(&document),
      m_nodes(std::move(nodes)),
      m_sentence(new widgets::TextLabel(QString(), TextRole::Small, Token::Text3, this)),
      m_problem(new ProblemLine(this))
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(6);
    auto *row = new QHBoxLayout;
    row->setContentsMargins(tileSize + 4, 0, 0, 0);
    auto *texts = new QVBoxLayout;
    texts->setSpacing(0);
    row->addLayout(texts, 1);
    column->addLayout(row);
    column->addWidget(m_problem);
    m_sentence->setIndent(6);
    m_sentence->setWordWrap(true);
    if (m_nodes->size() == 1) {
        m_name = new QLineEdit(this);
        m_name->setObjectName(QStringLiteral("name"));
        m_name->setAccessibleName(tr("Name"));
        m_name->setToolTip(tr("The node's name, also in expressions. Type over it to change it everywhere."));
        m_name->setFrame(false);
        m_name->setTextMargins(4, 0, 4, 0);
        m_name->setFixedHeight(22);
        const auto follow = [this] { m_name->setFont(widgets::font(TextRole::Title)); };
        follow();
        connect(&widgets::Theme::instance(), &widgets::Theme::changed, m_name, follow);
        connect(m_name, &QLineEdit::editingFinished, this, &NodeHeader::rename);
        texts->addWidget(m_name);
    } else {
        auto *title = new widgets::TextLabel(tr("%1 nodes").arg(m_nodes->size()), TextRole::Title, Token::Text, this);
        title->setIndent(6);
        texts->addWidget(title);
    }
    texts->addWidget(m_sentence);
    setMinimumHeight(tileSize);
    refresh();
}

void NodeHeader::refresh()
{
    if (m_name && !m_name->isModified()) {
        m_name->setText(toQString(m_nodes->front()));
        m_name->setCursorPosition(0);
    }
    describe();
    update();
}

void NodeHeader::describe()
{
    QMap<QString, int> kinds;
    for (const workflow::NodeId &id : *m_nodes)
        if (const workflow::Node *node = m_document->node(id))
            ++kinds[m_nodes->size() == 1 ? kindSentence(node->kind) : document::kindWord(node->kind)];
    QStringList parts;
    for (auto kind = kinds.begin(); kind != kinds.end(); ++kind)
        parts.push_back(m_nodes->size() == 1 ? kind.key() : QStringLiteral("%1 %2").arg(kind.value()).arg(kind.key()));
    m_sentence->setText(widgets::joined(parts));
}

void NodeHeader::rename()
{
    m_problem->setProblems({});
    const QString wanted = m_name->text();
    m_name->setModified(false);
    if (!m_document || wanted == toQString(m_nodes->front()))
        return;
    const auto renamed = m_document->rename(m_nodes->front(), wanted.trimmed().toStdString());
    if (!renamed) {
        m_name->setModified(true); // what was typed stays
        workflow::Problem problem;
        problem.message = renamed.error().message;
        m_problem->setProblems({problem});
        return;
    }
    QStringList unsure;
    for (const workflow::NodeId &id : renamed->unsure)
        unsure.push_back(QLatin1Char('"') + toQString(id) + QLatin1Char('"'));
    if (unsure.isEmpty())
        return;
    workflow::Problem problem;
    problem.severity = workflow::Severity::Warning;
    problem.message = tr("The old name may mean something else in %1 and was left there.").arg(widgets::joined(unsure)).toStdString();
    problem.fix = tr("Look at its expression.").toStdString();
    m_problem->setProblems({problem});
}

void NodeHeader::paintEvent(QPaintEvent *)
{
    const workflow::Node *node = m_document ? m_document->node(m_nodes->front()) : nullptr;
    if (!node)
        return;
    QPainter painter(this);
    paintKindTile(painter, QRectF(0, 2, tileSize, tileSize), node->kind);
}

void paintKindTile(QPainter &painter, const QRectF &square, workflow::Kind kind)
{
    constexpr Token tiles[] = {Token::TileRun, Token::TileReach, Token::TileModel, Token::TileEvaluate, Token::TileWait};
    constexpr Token icons[] = {Token::IconRun, Token::IconReach, Token::IconModel, Token::IconEvaluate, Token::IconWait};
    const workflow::KindInfo &info = workflow::infoOf(kind);
    const auto family = std::size_t(info.family);
    widgets::drawBox(painter, square, 6, widgets::color(tiles[family]), Qt::transparent, 0);
    const double inset = square.width() * 0.22;
    widgets::paintIcon(painter, square.adjusted(inset, inset, -inset, -inset), toQString(info.name), widgets::color(icons[family]));
}

} // namespace weftline::ui::inspector
