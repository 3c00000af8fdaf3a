// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/widgets/state_mark.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QElapsedTimer>
#include <QtCore/QTimerEvent>
#include <QtGui/QHideEvent>
#include <QtGui/QIconEngine>
#include <QtGui/QPaintEvent>
#include <QtGui/QPainter>
#include <QtGui/QPainterPath>
#include <QtGui/QShowEvent>

#include "ui/widgets/state_shapes.h"
#include "ui/widgets/theme.h"

namespace weftline::ui::widgets {
namespace {

struct StateTexts
{
    Q_DECLARE_TR_FUNCTIONS(StateMark)
};

/// An icon that is painted anew each time, so that it follows the theme.
template <typename What>
class MarkEngine final : public QIconEngine
{
public:
    explicit MarkEngine(What what) : m_what(what) {}

    void paint(QPainter *painter, const QRect &rect, QIcon::Mode, QIcon::State) override
    {
        const int side = std::min(rect.width(), rect.height());
        const QRectF square(rect.x() + (rect.width() - side) / 2.0, rect.y() + (rect.height() - side) / 2.0, side, side);
        if constexpr (std::is_same_v<What, TaskState>)
            paintStateMark(*painter, square, m_what);
        else
            paintProblemMark(*painter, square, m_what);
    }

    QPixmap pixmap(const QSize &size, QIcon::Mode mode, QIcon::State state) override
    {
        QPixmap picture(size);
        picture.fill(Qt::transparent);
        QPainter painter(&picture);
        paint(&painter, QRect(QPoint(), size), mode, state);
        return picture;
    }

    QIconEngine *clone() const override { return new MarkEngine(*this); }

private:
    What m_what;
};

} // namespace

Token stateToken(TaskState state)
{
    switch (state) {
    case TaskState::None: return Token::Text3;
    case TaskState::Waiting: return Token::Waiting;
    case TaskState::Ready: return Token::Ready;
    case TaskState::Dispatched:
    case TaskState::Running: return Token::Running;
    case TaskState::Succeeded: return Token::Succeeded;
    case TaskState::Failed: return Token::Failed;
    case TaskState::Cancelled: return Token::Cancelled;
    case TaskState::Skipped: return Token::Skipped;
    case TaskState::Held: return Token::Held;
    case TaskState::Quarantined: return Token::Quarantined;
    case TaskState::Refused: return Token::Refused;
    }
    return Token::Text3;
}

Token stateTint(TaskState state)
{
    const Token token = stateToken(state);
    if (token == Token::Text3)
        return Token::Sunken;
    // The tints stand in the table in the same order as the colours.
    return Token(int(Token::WaitingBg) + int(token) - int(Token::Waiting));
}

Token problemToken(ProblemLevel level)
{
    switch (level) {
    case ProblemLevel::Error: return Token::Failed;
    case ProblemLevel::Warning: return Token::Held;
    case ProblemLevel::Hint: return Token::Running;
    case ProblemLevel::None: break;
    }
    return Token::Text3;
}

QString stateWord(TaskState state)
{
    switch (state) {
    case TaskState::None: return {};
    case TaskState::Waiting: return StateTexts::tr("waiting");
    case TaskState::Ready: return StateTexts::tr("ready");
    case TaskState::Dispatched: return StateTexts::tr("dispatched");
    case TaskState::Running: return StateTexts::tr("running");
    case TaskState::Succeeded: return StateTexts::tr("succeeded");
    case TaskState::Failed: return StateTexts::tr("failed");
    case TaskState::Cancelled: return StateTexts::tr("cancelled");
    case TaskState::Skipped: return StateTexts::tr("skipped");
    case TaskState::Held: return StateTexts::tr("held");
    case TaskState::Quarantined: return StateTexts::tr("quarantined");
    case TaskState::Refused: return StateTexts::tr("refused");
    }
    return {};
}

bool colorsBorder(TaskState state)
{
    return state == TaskState::Running || state == TaskState::Failed || state == TaskState::Held
        || state == TaskState::Quarantined;
}

void paintStateMark(QPainter &painter, const QRectF &square, TaskState state, double turn, Token sign)
{
    if (state == TaskState::None)
        return;
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.translate(square.topLeft());
    painter.scale(square.width() / 16, square.height() / 16);
    drawStateShape(painter, state, color(stateToken(state)), color(sign), turn);
    painter.restore();
}

void paintProblemMark(QPainter &painter, const QRectF &square, ProblemLevel level)
{
    if (level == ProblemLevel::None)
        return;
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.translate(square.topLeft());
    painter.scale(square.width() / 16, square.height() / 16);
    drawProblemShape(painter, level, color(problemToken(level)),
                     color(level == ProblemLevel::Warning ? Token::HeldBg : Token::Raised));
    painter.restore();
}

QIcon stateIcon(TaskState state)
{
    return state == TaskState::None ? QIcon() : QIcon(new MarkEngine<TaskState>(state));
}

QIcon problemIcon(ProblemLevel level)
{
    return level == ProblemLevel::None ? QIcon() : QIcon(new MarkEngine<ProblemLevel>(level));
}

double ringTurn()
{
    if (Theme::instance().motion() != Motion::Full)
        return 0;
    static const QElapsedTimer timer = [] { QElapsedTimer t; t.start(); return t; }();
    return double(timer.elapsed() % 1200) / 1200;
}

StateMark::StateMark(QWidget *parent)
    : QWidget(parent)
{
    setFixedSize(16, 16);
    connect(&Theme::instance(), &Theme::changed, this, [this] { updateTimer(); update(); });
}

void StateMark::setState(TaskState state)
{
    if (m_state == state)
        return;
    m_state = state;
    setToolTip(stateWord(state));
    setAccessibleName(stateWord(state));
    updateTimer();
    update();
}

void StateMark::updateTimer()
{
    const bool turns = m_state == TaskState::Running && isVisible() && Theme::instance().motion() == Motion::Full;
    if (turns && m_timer == 0)
        m_timer = startTimer(34);
    if (!turns && m_timer != 0) {
        killTimer(m_timer);
        m_timer = 0;
    }
}

void StateMark::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    paintStateMark(painter, QRectF(0.5, 0.5, 15, 15), m_state, m_timer ? ringTurn() : 0);
}

void StateMark::timerEvent(QTimerEvent *)
{
    update();
}

void StateMark::showEvent(QShowEvent *event)
{
    updateTimer();
    QWidget::showEvent(event);
}

void StateMark::hideEvent(QHideEvent *event)
{
    updateTimer();
    QWidget::hideEvent(event);
}

} // namespace weftline::ui::widgets
