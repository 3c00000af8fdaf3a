// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/shell/connect_engine.h"

#include <QtCore/QRegularExpression>
#include <QtCore/QRegularExpressionMatch>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QListWidget>
#include <QtWidgets/QListWidgetItem>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QVBoxLayout>

#include "ui/widgets/icons.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/style.h"

namespace weftline::ui::shell {

using widgets::TextLabel;
using widgets::TextRole;
using widgets::Token;

QString addressIn(const QString &text)
{
    static const QRegularExpression address(QStringLiteral("(weft|ipc)://[^\\s'\"]+"));
    const QRegularExpressionMatch match = address.match(text);
    return match.hasMatch() ? match.captured() : text.trimmed();
}

QString shortAddress(const QString &address) { return address.section(QStringLiteral("/?"), 0, 0); }

ConnectEngine::ConnectEngine(QWidget *parent) : QDialog(parent)
{
    setObjectName(QStringLiteral("connectEngine"));
    setWindowTitle(tr("Connect to an Engine"));
    auto *const column = new QVBoxLayout(this);
    column->setContentsMargins(24, 20, 24, 20);
    column->setSpacing(12);
    column->addWidget(new TextLabel(tr("Connect this window to an engine"), TextRole::Title));
    m_state = new TextLabel(TextRole::Body, Token::Text2);
    m_state->setWordWrap(true);
    column->addWidget(m_state);
    auto *const row = new QHBoxLayout;
    row->setSpacing(8);
    m_address = new QLineEdit;
    m_address->setObjectName(QStringLiteral("engineAddress"));
    m_address->setPlaceholderText(QStringLiteral("weft://host:5570/?key=…"));
    m_address->setAccessibleName(tr("The engine's address"));
    row->addWidget(m_address, 1);
    m_connect = new QPushButton(tr("Connect"));
    m_connect->setObjectName(QStringLiteral("connect"));
    m_connect->setDefault(true);
    widgets::setPrimary(*m_connect);
    row->addWidget(m_connect);
    column->addLayout(row);
    auto *const hint = new TextLabel(tr("Paste the address, or the whole line that you were given. With a ticket in it you join that engine, once; "
                                        "after that the address alone is enough."),
                                     TextRole::Small, Token::Text3);
    hint->setWordWrap(true);
    column->addWidget(hint);
    m_trouble = new TextLabel(TextRole::Body, Token::Failed);
    m_trouble->setObjectName(QStringLiteral("connectTrouble"));
    m_trouble->setWordWrap(true);
    m_trouble->hide();
    column->addWidget(m_trouble);
    column->addWidget(new TextLabel(tr("Engines of before"), TextRole::CaptionHead, Token::Text3));
    m_engines = new QListWidget;
    m_engines->setObjectName(QStringLiteral("engines"));
    m_engines->setMinimumHeight(120);
    column->addWidget(m_engines, 1);
    auto *const below = new QHBoxLayout;
    below->addStretch(1);
    m_forget = new QPushButton(tr("Forget"));
    m_forget->setAutoDefault(false);
    m_forget->setToolTip(tr("Takes the engine out of this list; your key stays listed there"));
    below->addWidget(m_forget);
    column->addLayout(below);
    connect(m_connect, &QPushButton::clicked, this, &ConnectEngine::go);
    connect(m_address, &QLineEdit::textChanged, this, &ConnectEngine::update);
    connect(m_engines, &QListWidget::itemSelectionChanged, this, [this] {
        if (const QListWidgetItem *item = chosen())
            m_address->setText(item->data(Qt::UserRole).toString());
        update();
    });
    connect(m_engines, &QListWidget::itemActivated, this, &ConnectEngine::go);
    connect(m_forget, &QPushButton::clicked, this, [this] {
        if (const QListWidgetItem *item = chosen())
            Q_EMIT forgetAsked(item->data(Qt::UserRole).toString());
    });
    resize(560, 420);
    setEngines({});
}

void ConnectEngine::setEngines(const QStringList &addresses)
{
    m_engines->clear();
    auto *const own = new QListWidgetItem(widgets::icon(QStringLiteral("engine")), tr("This machine's own engine"), m_engines);
    own->setData(Qt::UserRole, QString());
    for (const QString &address : addresses) {
        auto *const item = new QListWidgetItem(widgets::icon(QStringLiteral("link")), shortAddress(address), m_engines);
        item->setData(Qt::UserRole, address);
    }
    update();
}

// Not the current one: a list that only has the focus has one too.
const QListWidgetItem *ConnectEngine::chosen() const { return m_engines->selectedItems().value(0); }

void ConnectEngine::update()
{
    const QListWidgetItem *const item = chosen();
    m_forget->setEnabled(item && !item->data(Qt::UserRole).toString().isEmpty());
    // Nothing written and nothing chosen goes nowhere.
    m_connect->setEnabled(!m_address->text().trimmed().isEmpty() || item);
}

void ConnectEngine::go()
{
    setTrouble({});
    Q_EMIT connectAsked(addressIn(m_address->text()));
}

void ConnectEngine::setState(const QString &engine, const QString &words)
{
    m_state->setText(words.isEmpty() ? tr("This window is connected to “%1”.").arg(engine) : tr("“%1”: %2.").arg(engine, words));
}

void ConnectEngine::setTrouble(const QString &sentence)
{
    m_trouble->setText(sentence);
    m_trouble->setVisible(!sentence.isEmpty());
}

QString ConnectEngine::trouble() const { return m_trouble->isHidden() ? QString() : m_trouble->text(); }

QString ConnectEngine::state() const { return m_state->text(); }

} // namespace weftline::ui::shell
