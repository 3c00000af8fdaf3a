// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/designer/live_view.h"

#include <QtCore/QCoreApplication>

#include "ui/document/document.h"
#include "ui/widgets/engine_words.h"
#include "ui/widgets/units.h"

namespace weftline::ui::designer {
namespace {

using document::toQString;

struct LiveTexts
{
    Q_DECLARE_TR_FUNCTIONS(LiveView)
};

canvas::TaskState markOf(const client::NodeView &node)
{
    const bool isRunning = client::countOf(node.counts, client::TaskState::Running) > 0
        || client::countOf(node.counts, client::TaskState::Dispatched) > 0;
    if (!node.held.empty() && !isRunning && !client::isFinal(node.state()))
        return canvas::TaskState::Held;
    switch (node.state()) {
    case client::TaskState::Waiting: return canvas::TaskState::Waiting;
    case client::TaskState::Ready: return canvas::TaskState::Ready;
    case client::TaskState::Dispatched: return canvas::TaskState::Dispatched;
    case client::TaskState::Running: return canvas::TaskState::Running;
    case client::TaskState::Succeeded: return canvas::TaskState::Succeeded;
    case client::TaskState::Failed: return canvas::TaskState::Failed;
    case client::TaskState::Cancelled: return canvas::TaskState::Cancelled;
    case client::TaskState::Skipped: return canvas::TaskState::Skipped;
    case client::TaskState::Quarantined: return canvas::TaskState::Quarantined;
    }
    return canvas::TaskState::None;
}

std::uint32_t finished(const client::NodeView &node)
{
    std::uint32_t count = 0;
    for (std::size_t state = 0; state < client::taskStateCount; ++state)
        if (client::isFinal(client::TaskState(state)))
            count += node.counts[state];
    return count;
}

} // namespace

LiveNode liveNode(const client::NodeView &node, bool isMap)
{
    LiveNode live;
    live.state = markOf(node);
    if (live.state == canvas::TaskState::Held)
        live.second = widgets::inWords(node.held);
    else if (live.state == canvas::TaskState::Failed || live.state == canvas::TaskState::Quarantined)
        live.second = node.reason.empty() ? widgets::stateWord(live.state) : widgets::inWords(node.reason);
    else if (live.state == canvas::TaskState::Running && node.until.us != 0)
        live.second = LiveTexts::tr("until %1").arg(widgets::timeOfDay(std::chrono::milliseconds(node.until.us / 1000)));
    else if (isMap)
        live.second = LiveTexts::tr("map");
    else if (!node.port.empty())
        live.second = LiveTexts::tr("took %1").arg(toQString(node.port));
    else if (live.state != canvas::TaskState::Succeeded)
        live.second = widgets::stateWord(live.state);
    const std::uint32_t total = node.total();
    const std::uint32_t done = finished(node);
    if (isMap && node.isExpanded)
        live.number = QStringLiteral("%1/%2").arg(done).arg(total);
    else if (node.use.tokens() > 0)
        live.number = LiveTexts::tr("%1 tok").arg(widgets::count(static_cast<qint64>(node.use.tokens())));
    else if (live.state == canvas::TaskState::Succeeded && node.meanRun.count() > 0)
        live.number = widgets::duration(node.meanRun).text();
    if (live.state == canvas::TaskState::Running && node.isExpanded && total > 1)
        live.progress = double(done) / double(total);
    return live;
}

LiveEdge liveEdge(const client::NodeView &from, const client::NodeView &to, bool isToMap)
{
    LiveEdge live;
    const std::uint32_t come = client::countOf(from.counts, client::TaskState::Succeeded);
    const bool isFromDone = client::isFinal(from.state());
    if (come > 0)
        live.count = widgets::count(isFromDone && isToMap && to.isExpanded ? to.total() : come);
    if (from.state() == client::TaskState::Skipped)
        live.state = canvas::EdgeState::Skipped;
    else if (come > 0 && !isFromDone)
        live.state = canvas::EdgeState::Live;
    else if (isFromDone && come > 0)
        live.state = canvas::EdgeState::Done;
    return live;
}

} // namespace weftline::ui::designer
