// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The small pieces that the start page is made of.

#pragma once

#include <QtWidgets/QAbstractButton>
#include <QtWidgets/QWidget>

#include "ui/widgets/state_mark.h"

namespace weftline::ui::shell {

struct Example;

/// The program's own sign: three warp threads and one weft.
class ProgramMark final : public QWidget
{
    Q_OBJECT

public:
    explicit ProgramMark(QWidget *parent = nullptr);

protected:
    void paintEvent(QPaintEvent *event) override;
};

/// A row one clicks: icon, text, a second line, and at the right keys or a state.
class StartRow final : public QAbstractButton
{
    Q_OBJECT

public:
    StartRow(const QString &icon, const QString &text, const QString &second, QWidget *parent = nullptr);
    void setKeys(const QString &keys);
    void setState(widgets::TaskState state);
    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QString m_icon;
    QString m_second;
    QString m_keys;
    widgets::TaskState m_state = widgets::TaskState::None;
};

/// An icon and a sentence.
class FactRow final : public QWidget
{
    Q_OBJECT

public:
    FactRow(const QString &icon, const QString &text, QWidget *parent = nullptr);
    [[nodiscard]] QSize sizeHint() const override { return {200, 24}; }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QString m_icon;
    QString m_text;
};

/// A bordered area.
class StartCard final : public QWidget
{
    Q_OBJECT

public:
    using QWidget::QWidget;

protected:
    void paintEvent(QPaintEvent *event) override;
};

/// An example to open: its graph, title and a sentence.
class ExampleCard final : public QAbstractButton
{
    Q_OBJECT

public:
    explicit ExampleCard(const Example &example, QWidget *parent = nullptr);
    [[nodiscard]] QSize sizeHint() const override { return {260, 192}; }

protected:
    void paintEvent(QPaintEvent *event) override;
};

} // namespace weftline::ui::shell
