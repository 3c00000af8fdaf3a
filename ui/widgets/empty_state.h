// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What stands where there is nothing yet: an icon, one sentence, and what one can do about it.

#pragma once

#include <QtWidgets/QWidget>

#include <functional>

class QPushButton;

namespace weftline::ui::widgets {

class ButtonBox;
class TextLabel;

class EmptyState final : public QWidget
{
    Q_OBJECT

public:
    explicit EmptyState(const QString &iconName, const QString &sentence, QWidget *parent = nullptr);

    void setSentence(const QString &sentence);

    /// Adds a button for a next action and returns it; the first may be made primary.
    QPushButton *offer(const QString &text, std::function<void()> run);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QString m_icon;
    QWidget *m_iconPlace;
    TextLabel *m_sentence;
    ButtonBox *m_actions;
};

} // namespace weftline::ui::widgets
