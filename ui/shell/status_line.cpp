// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/shell/status_line.h"

#include <QtGui/QFontMetricsF>
#include <QtGui/QPaintEvent>
#include <QtGui/QPainter>

#include "ui/widgets/engine_words.h"
#include "ui/widgets/state_mark.h"
#include "ui/widgets/theme.h"
#include "ui/widgets/units.h"

#include <cmath>

namespace weftline::ui::shell {

using client::WorkerState;
using widgets::TextRole;
using widgets::Token;

constexpr std::int64_t lostShownUs = 10'000'000;

WorkerCount countWorkers(const client::EngineView &engine)
{
    WorkerCount count;
    for (const auto &[index, worker] : engine.workers) {
        const bool takesWork = worker.state == WorkerState::Active;
        const bool isFresh = worker.state == WorkerState::Lost && engine.at.us - worker.since.us < lostShownUs;
        count.active += takesWork ? 1 : 0;
        count.all += takesWork || isFresh || worker.state == WorkerState::Suspect ? 1 : 0;
    }
    return count;
}

StatusLine::StatusLine(client::EngineClient *client, QWidget *parent)
    : QWidget(parent)
    , m_client(client)
    , m_waiting(tr("no engine"))
{
    setObjectName(QStringLiteral("status"));
    setFixedHeight(24);
    connect(client, &client::EngineClient::engineChanged, this, &StatusLine::refresh);
    connect(client, &client::EngineClient::connectionChanged, this, &StatusLine::refresh);
    connect(&widgets::Theme::instance(), &widgets::Theme::changed, this, QOverload<>::of(&QWidget::update));
    refresh();
}

void StatusLine::setWaiting(const QString &words)
{
    m_waiting = words;
    refresh();
}

std::vector<StatusLine::Part> StatusLine::parts() const
{
    if (!m_client || !m_client->isConnected())
        return {{m_waiting, {}, {}, false}};
    const client::EngineView &engine = m_client->engine();
    const WorkerCount workers = countWorkers(engine);
    const QString workerFigure = workers.all == 0 ? QStringLiteral("0")
                                                  : QStringLiteral("%1/%2").arg(workers.active).arg(workers.all);
    const widgets::Measure errors = widgets::percent(engine.errorRate);
    const QString p99 = std::isnan(engine.p99)
        ? widgets::none()
        : widgets::duration(std::chrono::nanoseconds(static_cast<std::int64_t>(engine.p99 * 1e6))).text();
    return {
        {engine.trouble.empty() ? tr("engine") : widgets::inWords(engine.trouble), {}, {}, !engine.trouble.empty()},
        {tr("workers"), workerFigure, {}, workers.active < workers.all},
        {tr("queue"), widgets::count(engine.queue), {}, false},
        {{}, widgets::number(engine.tasksPerSecond), tr("tasks/s"), false},
        {tr("p99"), p99, {}, false},
        {tr("errors"), errors.text(), {}, engine.errorRate > 0},
    };
}

void StatusLine::refresh()
{
    m_parts = parts();
    setAccessibleName(text());
    update();
}

QString StatusLine::text() const
{
    QStringList words;
    for (const Part &part : m_parts) {
        QStringList one;
        for (const QString &word : {part.before, part.figure, part.after})
            if (!word.isEmpty())
                one.push_back(word);
        words.push_back(one.join(QLatin1Char(' ')));
    }
    return words.join(QStringLiteral(" | "));
}

QSize StatusLine::sizeHint() const { return {640, 24}; }

void StatusLine::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const bool connected = m_client && m_client->isConnected();
    const widgets::TaskState mark = !connected ? widgets::TaskState::Waiting
        : m_client->engine().trouble.empty()   ? widgets::TaskState::Succeeded
                                               : widgets::TaskState::Failed;
    widgets::paintStateMark(painter, QRectF(12, (height() - 12) / 2.0, 12, 12), mark, 0, Token::Chrome);
    double x = 30;
    const auto write = [&](const QString &text, TextRole role, Token token) {
        if (text.isEmpty())
            return;
        painter.setFont(widgets::font(role));
        painter.setPen(widgets::color(token));
        const double width = QFontMetricsF(painter.font()).horizontalAdvance(text);
        painter.drawText(QRectF(x, 0, width + 2, height()), Qt::AlignVCenter | Qt::AlignLeft, text);
        x += width + 6;
    };
    for (std::size_t i = 0; i < m_parts.size(); ++i) {
        if (i > 0) {
            painter.fillRect(QRectF(x + 4, (height() - 12) / 2.0, 1, 12), widgets::color(Token::Line2));
            x += 14;
        }
        const Part &part = m_parts[i];
        write(part.before, TextRole::Small, part.isBad && part.figure.isEmpty() ? Token::Failed : Token::Text2);
        write(part.figure, TextRole::FigureSmall, part.isBad ? Token::Failed : Token::Text);
        write(part.after, TextRole::Small, Token::Text2);
    }
}

} // namespace weftline::ui::shell
