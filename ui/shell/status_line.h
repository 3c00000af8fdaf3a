// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The status bar's figures: engine, workers, queue, tasks a second, p99, errors.

#pragma once

#include <QtCore/QPointer>
#include <QtWidgets/QWidget>

#include <vector>

#include "engine/client/engine_client.h"

namespace weftline::ui::shell {

class StatusLine final : public QWidget
{
    Q_OBJECT

public:
    explicit StatusLine(client::EngineClient *client, QWidget *parent = nullptr);

    /// What is shown while there is no connection: "starting the engine".
    void setWaiting(const QString &words);
    [[nodiscard]] QString text() const;
    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    struct Part
    {
        QString before;
        QString figure;
        QString after;
        bool isBad = false;
    };
    [[nodiscard]] std::vector<Part> parts() const;
    void refresh();

    QPointer<client::EngineClient> m_client;
    QString m_waiting;
    std::vector<Part> m_parts;
};

/// Workers that take work, and those that should: the first of a lost one's seconds it still counts.
struct WorkerCount
{
    int active = 0;
    int all = 0;
};
[[nodiscard]] WorkerCount countWorkers(const client::EngineView &engine);

} // namespace weftline::ui::shell
