// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The bar over a run while its alerts fire: which, in a sentence, and the ways on. When the last one is over it says so for a
// moment. Closing it lasts until another alert fires.

#pragma once

#include <QtCore/QTimer>
#include <QtWidgets/QWidget>

#include <set>
#include <string>
#include <vector>

#include "engine/client/engine_client.h"
#include "ui/alerts/run_rules.h"

class QPushButton;
class QToolButton;

namespace weftline::ui::widgets {
class TextLabel;
}

namespace weftline::ui::alerts {

class AlertBanner final : public QWidget
{
    Q_OBJECT

public:
    /// `client` outlives this.
    explicit AlertBanner(client::EngineClient *client, QWidget *parent = nullptr);

    /// The run whose alerts are shown; an empty id shows none.
    void setRun(const std::string &run);
    [[nodiscard]] QString head() const;
    [[nodiscard]] QString sentence() const;
    /// How long the end of an alert is told.
    void setFarewell(std::chrono::milliseconds lasting) { m_farewell.setInterval(lasting); }

Q_SIGNALS:
    void ruleRequested(const QString &run, const QString &rule);
    void nodeRequested(const QString &node);
    void alertsRequested();

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void refresh();
    void showFiring(const std::vector<client::AlertView> &firing);
    void showOver(const client::AlertView &last);
    void cutSentence();

    client::EngineClient *m_client;
    RunRules m_rules;
    std::string m_run;
    std::vector<client::AlertView> m_firing; ///< As it is shown.
    std::set<std::uint64_t> m_dismissed;
    bool m_isOver = false;
    QTimer m_farewell;
    widgets::TextLabel *m_head;
    widgets::TextLabel *m_sentence;
    QString m_whole;
    QPushButton *m_node;
    QPushButton *m_open;
    QToolButton *m_close;
};

} // namespace weftline::ui::alerts
