// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Text of several lines in the code font: an expression, arguments, standard input. As high as its text, within limits.

#pragma once

#include <QtWidgets/QPlainTextEdit>

namespace weftline::ui::fields {

class ScriptColors;

class CodeEdit final : public QPlainTextEdit
{
    Q_OBJECT

public:
    /// With `isScript` it has JavaScript's colours.
    explicit CodeEdit(bool isScript, QWidget *parent = nullptr);

    void setLines(int least, int most);
    /// "python", "bash" or "javascript"; only where it has colours.
    void setLanguage(const QString &language);
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return {80, sizeHint().height()}; }

Q_SIGNALS:
    void left();

protected:
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;
    bool event(QEvent *event) override;

private:
    void follow();

    ScriptColors *m_colors = nullptr;
    int m_least = 1;
    int m_most = 12;
};

/// Whether a key asks for undo or redo. A field leaves these to the window: one history for everything that one sees.
[[nodiscard]] bool isOfHistory(const QEvent &event);

} // namespace weftline::ui::fields
