// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/shell/start_page.h"

#include <QtCore/QDir>
#include <QtCore/QFileInfo>
#include <QtCore/QHash>
#include <QtCore/QLocale>
#include <QtCore/QSet>
#include <QtGui/QAction>
#include <QtGui/QPaintEvent>
#include <QtGui/QPainter>
#include <QtWidgets/QAbstractButton>
#include <QtWidgets/QFrame>
#include <QtWidgets/QGridLayout>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QLayoutItem>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QScrollArea>
#include <QtWidgets/QToolButton>
#include <QtWidgets/QVBoxLayout>

#include "ui/runs/names.h"
#include "ui/shell/graph_picture.h"
#include "ui/shell/start_parts.h"
#include "ui/widgets/actions.h"
#include "ui/widgets/icons.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/style.h"

#include <utility>

namespace weftline::ui::shell {

using widgets::TextLabel;
using widgets::TextRole;
using widgets::Token;

constexpr int sideWidth = 344;
constexpr int cardsInARow = 3;

StartPage::StartPage(const widgets::ActionRegistry &actions, const QString &version, QWidget *parent)
    : QWidget(parent)
    , m_version(version)
{
    setObjectName(QStringLiteral("start"));
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(0);
    row->addWidget(makeSide(actions));
    auto *content = new QWidget;
    auto *column = new QVBoxLayout(content);
    column->setContentsMargins(40, 24, 40, 24);
    column->setSpacing(16);
    std::vector<Example> all = examples();
    if (!all.empty()) {
        column->addWidget(makeTryIt(all.front()), 3);
        all.erase(all.begin());
    }
    if (!all.empty())
        column->addWidget(makeExamples(all), 2);
    column->addStretch(1);
    auto *scroll = new QScrollArea;
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setWidget(content);
    scroll->viewport()->setAutoFillBackground(false);
    content->setAutoFillBackground(false);
    row->addWidget(scroll, 1);
}

QWidget *StartPage::makeSide(const widgets::ActionRegistry &actions)
{
    auto *side = new QWidget;
    side->setFixedWidth(sideWidth);
    auto *column = new QVBoxLayout(side);
    column->setContentsMargins(28, 36, 28, 24);
    column->setSpacing(0);
    auto *head = new QHBoxLayout;
    head->setSpacing(14);
    head->addWidget(new ProgramMark);
    auto *names = new QVBoxLayout;
    names->setSpacing(2);
    names->addWidget(new TextLabel(QStringLiteral("Weftline"), TextRole::Title));
    m_engine = new TextLabel(m_version, TextRole::Small, Token::Text3);
    names->addWidget(m_engine);
    head->addLayout(names, 1);
    column->addLayout(head);
    column->addSpacing(28);
    const std::pair<QString, QString> ways[] = {{QStringLiteral("new"), tr("New workflow")}, {QStringLiteral("open"), tr("Open…")}};
    for (const auto &[name, text] : ways) {
        const QString id = QStringLiteral("file.") + name;
        QAction *action = actions.find(id);
        auto *button = new StartRow(name, text, {});
        button->setObjectName(QStringLiteral("start:") + id);
        button->setKeys(action->shortcut().toString(QKeySequence::NativeText));
        connect(button, &QAbstractButton::clicked, action, &QAction::trigger);
        column->addWidget(button);
    }
    column->addSpacing(28);
    m_recentHead = makeRecentHead();
    column->addWidget(m_recentHead);
    column->addSpacing(8);
    m_recent = new QVBoxLayout;
    m_recent->setSpacing(0);
    column->addLayout(m_recent);
    column->addStretch(1);
    rebuildRecent();
    return side;
}

QWidget *StartPage::makeRecentHead()
{
    auto *head = new QWidget;
    auto *row = new QHBoxLayout(head);
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(new TextLabel(tr("Recent"), TextRole::CaptionHead, Token::Text3), 1);
    auto *clear = new QToolButton;
    clear->setObjectName(QStringLiteral("recentClear"));
    clear->setText(tr("Clear list"));
    clear->setAutoRaise(true);
    connect(clear, &QToolButton::clicked, this, &StartPage::clearRequested);
    row->addWidget(clear);
    return head;
}

QWidget *StartPage::makeTryIt(const Example &example)
{
    auto *card = new StartCard;
    card->setObjectName(QStringLiteral("tryIt"));
    card->setMinimumHeight(316);
    card->setMaximumHeight(400);
    auto *row = new QHBoxLayout(card);
    row->setContentsMargins(1, 1, 1, 1);
    row->setSpacing(0);
    auto *words = new QVBoxLayout;
    words->setContentsMargins(30, 28, 30, 26);
    words->setSpacing(0);
    words->addWidget(new TextLabel(tr("Try it"), TextRole::BodyName, Token::AccentText));
    words->addSpacing(8);
    words->addWidget(new TextLabel(example.title, TextRole::Display));
    words->addSpacing(12);
    auto *about = new TextLabel(example.about, TextRole::Body, Token::Text2);
    about->setWordWrap(true);
    words->addWidget(about);
    words->addSpacing(16);
    const std::pair<QString, QString> facts[] = {
        {QStringLiteral("delay"), tr("A few seconds")},
        {QStringLiteral("worker"), tr("Two local workers, started for you")},
        {QStringLiteral("lock"), tr("No account, no network, no key")},
    };
    for (const auto &[icon, text] : facts)
        words->addWidget(new FactRow(icon, text));
    words->addStretch(1);
    words->addSpacing(16);
    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(10);
    auto *run = new QPushButton(widgets::icon(QStringLiteral("run"), Token::OnAccent), tr("Open and run"));
    run->setObjectName(QStringLiteral("tryRun"));
    widgets::setPrimary(*run);
    auto *open = new QPushButton(tr("Only open"));
    open->setObjectName(QStringLiteral("tryOpen"));
    connect(run, &QPushButton::clicked, this, [this, name = example.name] { Q_EMIT exampleRequested(name, true); });
    connect(open, &QPushButton::clicked, this, [this, name = example.name] { Q_EMIT exampleRequested(name, false); });
    buttons->addWidget(run);
    buttons->addWidget(open);
    buttons->addStretch(1);
    words->addLayout(buttons);
    auto *left = new QWidget;
    left->setLayout(words);
    left->setFixedWidth(400);
    row->addWidget(left);
    row->addWidget(new GraphPicture(example.workflow), 1);
    return card;
}

QWidget *StartPage::makeExamples(const std::vector<Example> &all)
{
    auto *part = new QWidget;
    auto *column = new QVBoxLayout(part);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(12);
    auto *head = new QHBoxLayout;
    head->addWidget(new TextLabel(tr("Examples"), TextRole::Title));
    head->addStretch(1);
    head->addWidget(new TextLabel(tr("Each opens as a copy"), TextRole::Small, Token::Text3));
    column->addLayout(head);
    auto *cards = new QGridLayout;
    cards->setSpacing(16);
    for (std::size_t i = 0; i < all.size(); ++i) {
        const Example &example = all[i];
        auto *card = new ExampleCard(example);
        card->setObjectName(QStringLiteral("example:") + example.name);
        connect(card, &QAbstractButton::clicked, this, [this, name = example.name] { Q_EMIT exampleRequested(name, false); });
        cards->addWidget(card, int(i) / cardsInARow, int(i) % cardsInARow);
    }
    column->addLayout(cards);
    return part;
}

void StartPage::setRecent(const QStringList &files, const QSet<QString> &gone)
{
    m_files = files;
    m_gone = gone;
    rebuildRecent();
}

void StartPage::setEngineWords(const QString &words)
{
    m_engine->setText(words.isEmpty() ? m_version : tr("%1, %2", "version, state of the engine").arg(m_version, words));
}

void StartPage::setRuns(const client::EngineView &engine)
{
    QHash<QString, client::RunState> last;
    for (const auto &[index, run] : engine.runs) // rising: the newest of a name stays
        last.insert(QString::fromStdString(run.name), run.state);
    if (last == m_lastRuns)
        return;
    m_lastRuns = last;
    rebuildRecent();
}

void StartPage::rebuildRecent()
{
    while (QLayoutItem *item = m_recent->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    m_recentHead->setVisible(!m_files.isEmpty());
    for (const QString &path : m_files) {
        const QFileInfo file(path);
        QString folder = file.absolutePath();
        if (folder.startsWith(QDir::homePath()))
            folder = QLatin1Char('~') + folder.mid(QDir::homePath().size());
        const bool isGone = m_gone.contains(path);
        auto *row = new StartRow(QStringLiteral("tidy"), file.completeBaseName(), isGone ? tr("not in %1 any more").arg(folder) : folder);
        row->setEnabled(!isGone);
        row->setObjectName(QStringLiteral("recent:") + path);
        row->setToolTip(path);
        if (const auto state = m_lastRuns.constFind(file.completeBaseName()); state != m_lastRuns.constEnd())
            row->setState(runs::markOf(*state));
        connect(row, &QAbstractButton::clicked, this, [this, path] { Q_EMIT fileRequested(path); });
        m_recent->addWidget(row);
    }
}

void StartPage::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), widgets::color(Token::Canvas));
    painter.fillRect(QRect(0, 0, sideWidth, height()), widgets::color(Token::Panel));
    painter.fillRect(QRect(sideWidth - 1, 0, 1, height()), widgets::color(Token::Line));
}

} // namespace weftline::ui::shell
