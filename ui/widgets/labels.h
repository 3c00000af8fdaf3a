// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Text that follows the theme: a label in a role and a token, a large figure with its unit, and a small pill.

#pragma once

#include <QtWidgets/QLabel>
#include <QtWidgets/QWidget>

#include "ui/widgets/theme.h"
#include "ui/widgets/units.h"

namespace weftline::ui::widgets {

/// A label whose font and colour come from the theme and change with it.
class TextLabel final : public QLabel
{
    Q_OBJECT

public:
    explicit TextLabel(TextRole role, Token token = Token::Text, QWidget *parent = nullptr);
    TextLabel(const QString &text, TextRole role, Token token = Token::Text, QWidget *parent = nullptr);

    void setRole(TextRole role);
    void setToken(Token token);

private:
    void apply();

    TextRole m_role;
    Token m_token;
};

/// The one large number of a chart or inspector: mono, its unit small beside it.
class FigureLabel final : public QWidget
{
    Q_OBJECT

public:
    explicit FigureLabel(QWidget *parent = nullptr);

    void setMeasure(const Measure &measure, Token token = Token::Text);
    [[nodiscard]] const Measure &measure() const { return m_measure; }
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    Measure m_measure{none(), {}};
    Token m_token = Token::Text;
};

/// A count or a word in a rounded box: the number of problems on a tab, a state in a head line.
class Pill final : public QWidget
{
    Q_OBJECT

public:
    explicit Pill(QWidget *parent = nullptr);

    /// Shows `text`; an empty one hides the pill.
    void setText(const QString &text);
    [[nodiscard]] QString text() const { return m_text; }
    void setTokens(Token ink, Token fill);
    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QString m_text;
    Token m_ink = Token::Text2;
    Token m_fill = Token::Press;
};

/// Paints a pill 18 high with its left middle at `leftMiddle` and returns its width; for delegates and tabs.
double paintPill(QPainter &painter, const QPointF &leftMiddle, const QString &text, Token ink, Token fill);
[[nodiscard]] double pillWidth(const QString &text);

/// A horizontal hairline between areas.
class Hairline final : public QWidget
{
    Q_OBJECT

public:
    explicit Hairline(QWidget *parent = nullptr);

protected:
    void paintEvent(QPaintEvent *event) override;
};

} // namespace weftline::ui::widgets
