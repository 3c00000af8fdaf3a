// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// A bar over the page that says what went wrong, in a sentence, until somebody closes it.

#pragma once

#include <QtWidgets/QWidget>

#include <functional>

class QPushButton;

namespace weftline::ui::widgets {
class TextLabel;
}

namespace weftline::ui::shell {

class MessageBar final : public QWidget
{
    Q_OBJECT

public:
    explicit MessageBar(QWidget *parent = nullptr);

    /// Replaces what is shown. With `action` a button offers the way out.
    void say(const QString &head, const QString &sentence, const QString &action = {}, std::function<void()> run = {});
    /// The same for what is no error: something is waited for.
    void tell(const QString &head, const QString &sentence);
    /// Lets the person choose between two ways; the bar goes once one is chosen.
    void ask(const QString &head, const QString &sentence, const QString &one, std::function<void()> runOne, const QString &other,
             std::function<void()> runOther);
    [[nodiscard]] QString text() const;
    void clear();

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    widgets::TextLabel *m_head;
    widgets::TextLabel *m_sentence;
    QPushButton *m_action;
    QPushButton *m_other;
    std::function<void()> m_run;
    std::function<void()> m_runOther;
    bool m_isError = true;
};

} // namespace weftline::ui::shell
