// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The marks of states and problems. The same fact has the same mark on a node, in a list, on a tab and in the timeline,
// so all of them are painted here.

#pragma once

#include <QtCore/QString>
#include <QtGui/QIcon>
#include <QtWidgets/QWidget>

#include "ui/widgets/tokens.h"

class QPainter;
class QRectF;

namespace weftline::ui::widgets {

enum class TaskState {
    None, // not part of a run
    Waiting,
    Ready,
    Dispatched,
    Running,
    Succeeded,
    Failed,
    Cancelled,
    Skipped,
    Held,
    Quarantined,
    Refused,
};

enum class ProblemLevel { None, Hint, Warning, Error };

[[nodiscard]] Token stateToken(TaskState state);
[[nodiscard]] Token stateTint(TaskState state);
[[nodiscard]] Token problemToken(ProblemLevel level);

/// The state's word, translated; empty for None.
[[nodiscard]] QString stateWord(TaskState state);

/// Whether a node in this state has a border in the state's colour.
[[nodiscard]] bool colorsBorder(TaskState state);

/// Paints the mark into a square. `turn` (0 to 1) is how far the running ring has turned; `sign` the colour of what
/// stands inside filled marks.
void paintStateMark(QPainter &painter, const QRectF &square, TaskState state, double turn = 0,
                    Token sign = Token::Raised);
void paintProblemMark(QPainter &painter, const QRectF &square, ProblemLevel level);

[[nodiscard]] QIcon stateIcon(TaskState state);
[[nodiscard]] QIcon problemIcon(ProblemLevel level);

/// A mark as a small widget, turning while the state is running and motion is on.
class StateMark final : public QWidget
{
    Q_OBJECT

public:
    explicit StateMark(QWidget *parent = nullptr);

    [[nodiscard]] TaskState state() const { return m_state; }
    void setState(TaskState state);
    [[nodiscard]] QSize sizeHint() const override { return {16, 16}; }

protected:
    void paintEvent(QPaintEvent *event) override;
    void timerEvent(QTimerEvent *event) override;
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    void updateTimer();

    TaskState m_state = TaskState::None;
    int m_timer = 0;
};

/// How far the running ring has turned now; one turn in 1,200 ms, 0 when motion is not full.
[[nodiscard]] double ringTurn();

} // namespace weftline::ui::widgets
