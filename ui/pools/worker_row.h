// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// One worker: its name, slots as a bar, load, round trip; when lost, since when and what became of its attempts. Under
// the pointer or the keyboard it offers to stop or kill it.

#pragma once

#include <QtWidgets/QWidget>

#include <optional>

#include "engine/client/views.h"

class QMenu;
class QToolButton;

namespace weftline::ui::pools {

class WorkerRow final : public QWidget
{
    Q_OBJECT

public:
    explicit WorkerRow(QWidget *parent = nullptr);

    /// `moved`: attempts of the shown run that went from this worker to others; none where no run is shown.
    void setWorker(const client::WorkerView &worker, std::optional<int> moved);
    [[nodiscard]] const client::WorkerView &worker() const { return m_worker; }
    [[nodiscard]] QString caption() const;
    /// Why this window's key may not stop or kill workers; empty where it may.
    void setRefusals(const QString &stop, const QString &kill);
    /// Whether the engine can end it: it started it and it still lives.
    [[nodiscard]] bool canEnd() const;
    [[nodiscard]] QToolButton *killButton() const { return m_kill; }
    [[nodiscard]] QToolButton *stopButton() const { return m_stop; }
    void fillMenu(QMenu &menu);
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

Q_SIGNALS:
    void killAsked(const weftline::SessionId &session);
    void stopAsked(const weftline::SessionId &session);

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void enterEvent(QEnterEvent *event) override;
    void leaveEvent(QEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    [[nodiscard]] QToolButton *makeButton(const QString &text);
    void updateButtons();
    void paintSlots(QPainter &painter, const QRectF &bar) const;
    [[nodiscard]] bool isLost() const { return m_worker.state == client::WorkerState::Lost; }
    [[nodiscard]] QString cornerText() const;

    client::WorkerView m_worker;
    std::optional<int> m_moved;
    QString m_stopRefusal;
    QString m_killRefusal;
    QToolButton *m_stop;
    QToolButton *m_kill;
    bool m_isHovered = false;
};

} // namespace weftline::ui::pools
