// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/inspector/value_page.h"

#include <QtCore/QAbstractItemModel>
#include <QtCore/QSignalBlocker>
#include <QtGui/QShowEvent>
#include <QtWidgets/QAbstractItemView>
#include <QtWidgets/QComboBox>
#include <QtWidgets/QFrame>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QHeaderView>
#include <QtWidgets/QPlainTextEdit>
#include <QtWidgets/QSpinBox>
#include <QtWidgets/QStackedWidget>
#include <QtWidgets/QTreeView>
#include <QtWidgets/QVBoxLayout>

#include <algorithm>

#include "ui/document/document.h"
#include "ui/inspector/value_tree_model.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/engine_words.h"
#include "ui/widgets/labels.h"

namespace weftline::ui::inspector {
namespace {

using document::toQString;
using widgets::TextRole;
using widgets::Token;

constexpr std::size_t textBytesMax = 200'000;
constexpr std::chrono::milliseconds askAgainAfter(250);

/// The larger a value, the shorter what of it is laid out as text: all members of it are in the tree.
std::string boundedText(const Value &value)
{
    if (const std::string *text = value.asString())
        return text->substr(0, textBytesMax);
    if (const List *list = value.asList(); list && list->size() > 2000)
        return toPrettyJson(Value(List(list->begin(), list->begin() + 2000)));
    return toPrettyJson(value).substr(0, textBytesMax);
}

QTreeView *makeTree(QAbstractItemModel *model, QWidget *parent)
{
    auto *tree = new QTreeView(parent);
    tree->setModel(model);
    tree->setHeaderHidden(true);
    tree->setUniformRowHeights(true);
    tree->setFrameShape(QFrame::NoFrame);
    tree->setEditTriggers(QAbstractItemView::NoEditTriggers);
    tree->setTextElideMode(Qt::ElideRight);
    tree->header()->setSectionResizeMode(0, QHeaderView::ResizeToContents);
    tree->header()->setStretchLastSection(true);
    tree->header()->setMaximumSectionSize(220);
    return tree;
}

QPlainTextEdit *makeText(QWidget *parent)
{
    auto *text = new QPlainTextEdit(parent);
    text->setReadOnly(true);
    text->setFrameShape(QFrame::NoFrame);
    text->setLineWrapMode(QPlainTextEdit::NoWrap);
    const auto follow = [text] { text->setFont(widgets::font(TextRole::Code)); };
    follow();
    QObject::connect(&widgets::Theme::instance(), &widgets::Theme::changed, text, follow);
    return text;
}

} // namespace

ValuePage::ValuePage(client::TaskPart part, QWidget *parent)
    : QWidget(parent),
      m_part(part),
      m_model(new ValueTreeModel(this)),
      m_stack(new QStackedWidget(this)),
      m_shown(new QWidget(m_stack)),
      m_empty(new widgets::EmptyState(QStringLiteral("json"), QString(), m_stack)),
      m_itemRow(new QWidget(m_shown)),
      m_item(new QSpinBox(m_itemRow)),
      m_brief(new widgets::TextLabel(QString(), TextRole::Small, Token::Text3, m_shown)),
      m_form(new QComboBox(m_shown)),
      m_forms(new QStackedWidget(m_shown)),
      m_tree(makeTree(m_model, m_forms)),
      m_text(makeText(m_forms))
{
    auto *outer = new QVBoxLayout(this);
    outer->setContentsMargins(0, 0, 0, 0);
    outer->addWidget(m_stack);
    auto *itemLayout = new QHBoxLayout(m_itemRow);
    itemLayout->setContentsMargins(0, 0, 0, 0);
    itemLayout->addWidget(new widgets::TextLabel(tr("Item"), TextRole::Small, Token::Text2, m_itemRow));
    itemLayout->addWidget(m_item);
    auto *head = new QHBoxLayout;
    head->setContentsMargins(14, 10, 14, 8);
    head->setSpacing(8);
    head->addWidget(m_itemRow);
    head->addWidget(m_brief, 1);
    head->addWidget(m_form);
    m_form->addItems({tr("Tree"), tr("Text")});
    m_item->setObjectName(QStringLiteral("item"));
    auto *column = new QVBoxLayout(m_shown);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(head);
    column->addWidget(new widgets::Hairline(m_shown));
    column->addWidget(m_forms, 1);
    m_forms->addWidget(m_tree);
    m_forms->addWidget(m_text);
    m_stack->addWidget(m_shown);
    m_stack->addWidget(m_empty);
    connect(m_form, &QComboBox::currentIndexChanged, m_forms, &QStackedWidget::setCurrentIndex);
    m_again.setSingleShot(true);
    m_again.setInterval(askAgainAfter);
    connect(&m_again, &QTimer::timeout, this, &ValuePage::read);
    connect(m_item, &QSpinBox::valueChanged, this, &ValuePage::read);
    showNothing(tr("No run is shown. Press Run to see what flows here."));
}

void ValuePage::setClient(client::EngineClient *client)
{
    m_client = client;
    m_place.reset();
    ++m_request;
}

void ValuePage::showNothing(const QString &why)
{
    m_place.reset();
    ++m_request;
    m_empty->setSentence(why);
    m_stack->setCurrentWidget(m_empty);
}

void ValuePage::show(const TaskPlace &place, bool mayHaveChanged)
{
    if (m_place == place && !mayHaveChanged)
        return;
    const bool isOther = !m_place || m_place->run != place.run || m_place->node != place.node;
    m_place = place;
    const QSignalBlocker quiet(m_item);
    m_item->setRange(0, int(std::max(place.items, 1U)) - 1);
    if (isOther)
        m_item->setValue(0);
    m_itemRow->setVisible(place.items > 1);
    if (isOther)
        read();
    else if (!m_again.isActive())
        m_again.start();
}

void ValuePage::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    if (m_isStale)
        read();
}

void ValuePage::read()
{
    m_isStale = !isVisible();
    if (!m_isStale && m_place && m_client)
        fetch(++m_request);
}

QCoro::Task<> ValuePage::fetch(std::uint64_t request)
{
    const QPointer<ValuePage> self(this);
    const Result<Value> value = co_await m_client->taskValue(m_place->run, m_place->node, std::uint32_t(m_item->value()), m_part);
    if (self && request == m_request) // otherwise another task is asked for meanwhile
        arrived(value);
}

void ValuePage::arrived(const Result<Value> &value)
{
    if (!value) {
        m_empty->setSentence(widgets::inWords(value.error().message));
        m_stack->setCurrentWidget(m_empty);
        return;
    }
    if (value->isNull()) {
        m_empty->setSentence(m_part == client::TaskPart::Output ? tr("There is no output yet. It appears when the task has succeeded.")
                                                                : tr("Nothing comes in yet. Inputs appear when the task is ready."));
        m_stack->setCurrentWidget(m_empty);
        return;
    }
    m_stack->setCurrentWidget(m_shown);
    if (*value == m_value)
        return;
    m_value = *value;
    m_model->setValue(m_value);
    m_tree->expandToDepth(0);
    m_brief->setText(m_value.asList() || m_value.asObject() ? valueInBrief(m_value) : toQString(m_value.typeName()));
    m_text->setPlainText(toQString(boundedText(m_value)));
}

} // namespace weftline::ui::inspector
