// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Where the engine listens for other machines: offers to let it listen while it does not, and to stop where it does.

#pragma once

#include <QtWidgets/QWidget>

class QComboBox;
class QPushButton;
class QSpinBox;

namespace weftline::ui::widgets {
class TextLabel;
}

namespace weftline::ui::pools {

class ListenPart final : public QWidget
{
    Q_OBJECT

public:
    explicit ListenPart(QWidget *parent = nullptr);

    /// "weft://…" where it listens; empty: nowhere.
    void setAddress(const QString &address);
    void setAllowed(bool isAllowed);
    [[nodiscard]] QComboBox *hosts() const { return m_hosts; }
    [[nodiscard]] QSpinBox *port() const { return m_port; }
    [[nodiscard]] QPushButton *listenButton() const { return m_listen; }
    [[nodiscard]] QPushButton *stopButton() const { return m_stop; }

Q_SIGNALS:
    /// "tcp://HOST:PORT"; empty: no more.
    void listenAsked(const QString &address);

private:
    QWidget *m_choice;
    QWidget *m_state;
    widgets::TextLabel *m_where;
    QComboBox *m_hosts;
    QSpinBox *m_port;
    QPushButton *m_listen;
    QPushButton *m_stop;
};

} // namespace weftline::ui::pools
