// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/designer/find_bar.h"

#include <QtCore/QStringListModel>
#include <QtGui/QGuiApplication>
#include <QtGui/QKeyEvent>
#include <QtGui/QPaintEvent>
#include <QtGui/QPainter>
#include <QtWidgets/QCompleter>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QToolButton>
#include <QtWidgets/QVBoxLayout>

#include "ui/canvas/canvas_view.h"
#include "ui/designer/find_subjects.h"
#include "ui/widgets/icons.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/paint.h"

namespace weftline::ui::designer {
namespace {

using namespace std::chrono_literals;
using document::Document;
using widgets::TextRole;
using widgets::Token;

constexpr int corner = 12;
constexpr int barWidth = 420;

/// Completes the last term only, and leaves what stands before it.
class TermCompleter final : public QCompleter
{
public:
    using QCompleter::QCompleter;

    [[nodiscard]] QStringList splitPath(const QString &text) const override
    {
        qsizetype start = 0;
        bool isQuoted = false;
        for (qsizetype i = 0; i < text.size(); ++i) {
            isQuoted ^= text[i] == u'"';
            if (text[i].isSpace() && !isQuoted)
                start = i + 1;
        }
        if (start < text.size() && text[start] == u'-')
            ++start;
        m_before = text.left(start);
        return {start < text.size() ? text.mid(start) : QStringLiteral("\n")}; // nothing begins like that
    }
    [[nodiscard]] QString pathFromIndex(const QModelIndex &index) const override { return m_before + index.data().toString(); }

private:
    mutable QString m_before;
};

QToolButton *makeButton(const QString &icon, Qt::ArrowType arrow, const QString &tip)
{
    auto *button = new QToolButton;
    button->setAutoRaise(true);
    button->setFixedSize(26, 26);
    button->setFocusPolicy(Qt::NoFocus);
    button->setToolTip(tip);
    button->setAccessibleName(tip);
    if (arrow == Qt::NoArrow) {
        button->setIcon(widgets::icon(icon, Token::Text2));
        button->setIconSize({12, 12});
    } else {
        button->setArrowType(arrow);
    }
    return button;
}

} // namespace

FindBar::FindBar(const Document &document, canvas::GraphModel &model, canvas::CanvasView &view)
    : QFrame(&view), m_view(view), m_subjects(new FindSubjects(document, model, this))
{
    setObjectName(QStringLiteral("findBar"));
    build();
    hide();
    view.installEventFilter(this);
    m_soon.setSingleShot(true);
    m_soon.setInterval(200ms);
    connect(&m_soon, &QTimer::timeout, this, &FindBar::search);
    connect(&model, &canvas::GraphModel::nodesChanged, this, &FindBar::refreshSoon);
    connect(&model, &canvas::GraphModel::reset, this, &FindBar::refreshSoon);
    connect(m_field, &QLineEdit::textChanged, this, [this] {
        m_current.clear();
        search();
    });
    connect(m_field, &QLineEdit::returnPressed, this,
            [this] { step(QGuiApplication::keyboardModifiers() & Qt::ShiftModifier ? -1 : 1); });
}

void FindBar::build()
{
    m_field = new QLineEdit;
    m_field->setObjectName(QStringLiteral("find"));
    m_field->setPlaceholderText(tr("Text, or %1").arg(findKeys().join(u' ')));
    m_field->setAccessibleName(tr("What to find in the graph"));
    m_field->setClearButtonEnabled(true);
    m_field->installEventFilter(this);
    m_completions = new QStringListModel(this);
    auto *completer = new TermCompleter(m_completions, this);
    completer->setCaseSensitivity(Qt::CaseInsensitive);
    m_field->setCompleter(completer);
    m_count = new widgets::TextLabel(TextRole::Small, Token::Text3);
    m_count->setMinimumWidth(84);
    m_count->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    m_trouble = new widgets::TextLabel(TextRole::Small, Token::Failed);
    m_trouble->setWordWrap(true);
    m_trouble->hide();
    QToolButton *before = makeButton({}, Qt::UpArrow, tr("Previous (Shift+F3)"));
    QToolButton *after = makeButton({}, Qt::DownArrow, tr("Next (F3)"));
    QToolButton *end = makeButton(QStringLiteral("close"), Qt::NoArrow, tr("Close (Escape)"));
    connect(before, &QToolButton::clicked, this, [this] { step(-1); });
    connect(after, &QToolButton::clicked, this, [this] { step(1); });
    connect(end, &QToolButton::clicked, this, &FindBar::close);
    auto *row = new QHBoxLayout;
    row->setSpacing(4);
    row->addWidget(m_field, 1);
    for (QWidget *widget : std::initializer_list<QWidget *>{m_count, before, after, end})
        row->addWidget(widget);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(6, 5, 6, 5);
    column->setSpacing(4);
    column->addLayout(row);
    column->addWidget(m_trouble);
}

void FindBar::setRun(client::EngineClient *client, const std::string &run)
{
    m_client = client;
    m_run = run;
    refreshSoon();
}

void FindBar::open()
{
    m_completions->setStringList(m_subjects->completions(m_client, m_run));
    show();
    raise();
    m_field->setFocus(Qt::ShortcutFocusReason);
    m_field->selectAll();
    search();
}

void FindBar::close()
{
    hide();
    m_soon.stop();
    m_hits.clear();
    m_current.clear();
    m_view.setHits({});
    m_view.setFocus();
}

void FindBar::step(int by)
{
    if (!isVisible())
        open();
    if (m_hits.isEmpty())
        return;
    const qsizetype now = m_hits.indexOf(m_current);
    const qsizetype next = now < 0 ? (by > 0 ? 0 : m_hits.size() - 1) : (now + by + m_hits.size()) % m_hits.size();
    m_current = m_hits[next];
    m_view.select({m_current});
    m_view.goToNode(m_current);
    sayCount();
}

void FindBar::search()
{
    if (!isVisible())
        return;
    const FindQuery query = parseFind(m_field->text());
    m_hits = m_subjects->find(query, m_client, m_run);
    m_view.setHits(m_hits);
    m_trouble->setText(query.trouble);
    m_trouble->setVisible(!query.trouble.isEmpty());
    sayCount();
    place();
}

void FindBar::refreshSoon()
{
    if (isVisible() && !m_soon.isActive())
        m_soon.start();
}

void FindBar::sayCount()
{
    const qsizetype now = m_hits.indexOf(m_current);
    if (m_field->text().trimmed().isEmpty() || !m_trouble->text().isEmpty())
        m_count->setText({});
    else if (m_hits.isEmpty())
        m_count->setText(tr("nothing found"));
    else if (now < 0)
        m_count->setText(tr("%n found", nullptr, int(m_hits.size())));
    else
        m_count->setText(tr("%1 of %2").arg(now + 1).arg(m_hits.size()));
}

QString FindBar::message() const { return m_trouble->text().isEmpty() ? m_count->text() : m_trouble->text(); }

void FindBar::place()
{
    const int width = std::min(barWidth, m_view.width() - 2 * corner);
    resize(width, layout()->hasHeightForWidth() ? layout()->heightForWidth(width) : layout()->sizeHint().height());
    move(m_view.width() - corner - width, corner);
}

bool FindBar::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == &m_view && event->type() == QEvent::Resize && isVisible())
        place();
    if (watched == m_field && event->type() == QEvent::KeyPress && static_cast<QKeyEvent *>(event)->key() == Qt::Key_Escape) {
        close();
        return true;
    }
    return QFrame::eventFilter(watched, event);
}

void FindBar::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    widgets::drawBox(painter, QRectF(rect()), 7, widgets::color(Token::Panel), widgets::color(Token::Line2), 1);
}

} // namespace weftline::ui::designer
