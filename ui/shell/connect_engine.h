// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Engine ▸ Connect…: an address, the engines of before, and the way back to this machine's own. Knows addresses as texts
// only; who joins window and engine makes sense of them.

#pragma once

#include <QtWidgets/QDialog>

class QLineEdit;
class QListWidget;
class QListWidgetItem;
class QPushButton;

namespace weftline::ui::widgets {
class TextLabel;
}

namespace weftline::ui::shell {

class ConnectEngine final : public QDialog
{
    Q_OBJECT

public:
    explicit ConnectEngine(QWidget *parent = nullptr);

    /// Addresses without tickets, the newest first.
    void setEngines(const QStringList &addresses);
    /// Which engine the window has, and how it stands with it: "connected", "looking for the engine".
    void setState(const QString &engine, const QString &words);
    /// What went wrong last; empty: nothing.
    void setTrouble(const QString &sentence);

    [[nodiscard]] QLineEdit *address() const { return m_address; }
    [[nodiscard]] QListWidget *engines() const { return m_engines; }
    [[nodiscard]] QPushButton *connectButton() const { return m_connect; }
    [[nodiscard]] QPushButton *forgetButton() const { return m_forget; }
    [[nodiscard]] QString trouble() const;
    [[nodiscard]] QString state() const;

Q_SIGNALS:
    /// "weft://…", perhaps with a ticket; empty: this machine's own engine.
    void connectAsked(const QString &address);
    void forgetAsked(const QString &address);

private:
    void go();
    [[nodiscard]] const QListWidgetItem *chosen() const;
    void update();

    QLineEdit *m_address;
    QListWidget *m_engines;
    QPushButton *m_connect;
    QPushButton *m_forget;
    widgets::TextLabel *m_state;
    widgets::TextLabel *m_trouble;
};

/// An address as a person pasted it: the whole line that was handed over, or the address alone.
[[nodiscard]] QString addressIn(const QString &text);
/// "weft://lab:5570": what is shown of an address.
[[nodiscard]] QString shortAddress(const QString &address);

} // namespace weftline::ui::shell
