// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A section of an inspector that folds: an angle, a title, and at the right what it holds in a few words ("off",
// "on, for 24 h"), so that it need not be opened to be read.

#pragma once

#include <QtWidgets/QAbstractButton>
#include <QtWidgets/QWidget>

namespace weftline::ui::widgets {

class SectionHead;

class Section final : public QWidget
{
    Q_OBJECT

public:
    explicit Section(const QString &title, QWidget *parent = nullptr);

    /// What is shown while open; becomes a child of the section.
    void setContent(QWidget *content);
    void setSummary(const QString &summary);
    [[nodiscard]] QString summary() const;

    [[nodiscard]] bool isOpen() const;
    void setOpen(bool open);

Q_SIGNALS:
    void openChanged(bool open);

private:
    SectionHead *m_head;
    QWidget *m_content = nullptr;
};

/// The row one clicks; used by Section alone.
class SectionHead final : public QAbstractButton
{
    Q_OBJECT

public:
    explicit SectionHead(const QString &title, QWidget *parent);
    void setSummary(const QString &summary);
    [[nodiscard]] QString summary() const { return m_summary; }
    [[nodiscard]] QSize sizeHint() const override { return {160, 28}; }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QString m_summary;
};

} // namespace weftline::ui::widgets
