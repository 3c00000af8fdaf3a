// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/runs/names.h"

#include <QtCore/QCoreApplication>

namespace weftline::ui::runs {
namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(Runs)
};

QString memberText(const Value &node, std::string_view key)
{
    const Value *const member = node.find(key);
    const std::string *const text = member ? member->asString() : nullptr;
    return text ? QString::fromStdString(*text) : QString();
}

} // namespace

widgets::TaskState markOf(client::AttemptState state)
{
    switch (state) {
    case client::AttemptState::Dispatched: return widgets::TaskState::Dispatched;
    case client::AttemptState::Running: return widgets::TaskState::Running;
    case client::AttemptState::Succeeded: return widgets::TaskState::Succeeded;
    case client::AttemptState::Failed:
    case client::AttemptState::TimedOut:
    case client::AttemptState::Lost: return widgets::TaskState::Failed;
    case client::AttemptState::Cancelled: return widgets::TaskState::Cancelled;
    }
    return widgets::TaskState::None;
}

widgets::TaskState markOf(client::RunState state)
{
    switch (state) {
    case client::RunState::Running: return widgets::TaskState::Running;
    case client::RunState::Succeeded: return widgets::TaskState::Succeeded;
    case client::RunState::Failed: return widgets::TaskState::Failed;
    case client::RunState::Cancelled: return widgets::TaskState::Cancelled;
    }
    return widgets::TaskState::None;
}

QString wordOf(client::AttemptState state)
{
    switch (state) {
    case client::AttemptState::Dispatched: return Text::tr("dispatched");
    case client::AttemptState::Running: return Text::tr("running");
    case client::AttemptState::Succeeded: return Text::tr("succeeded");
    case client::AttemptState::Failed: return Text::tr("failed");
    case client::AttemptState::TimedOut: return Text::tr("timed out");
    case client::AttemptState::Cancelled: return Text::tr("cancelled");
    case client::AttemptState::Lost: return Text::tr("lost");
    }
    return {};
}

QString wordOf(client::RunState state) { return widgets::stateWord(markOf(state)); }

QString workerName(const client::EngineView &engine, std::uint32_t worker)
{
    const std::string name = client::nameOfWorker(engine, worker);
    return name.empty() ? Text::tr("worker %1").arg(worker + 1) : QString::fromStdString(name);
}

void NodeNames::read(const client::RunView &run)
{
    m_names.clear();
    const Value *const nodes = run.workflow.find("nodes");
    const List *const list = nodes ? nodes->asList() : nullptr;
    if (!list)
        return;
    for (const Value &node : *list) {
        const QString title = memberText(node, "title");
        m_names.push_back({title.isEmpty() ? memberText(node, "id") : title, !memberText(node, "map").isEmpty()});
    }
}

QString NodeNames::node(std::uint32_t index) const
{
    return index < m_names.size() ? m_names[index].title : Text::tr("node %1").arg(index + 1);
}

QString NodeNames::task(std::uint32_t index, std::uint32_t item) const
{
    const bool isMap = index < m_names.size() && m_names[index].isMap;
    return isMap ? QStringLiteral("%1[%2]").arg(node(index)).arg(item) : node(index);
}

QString NodeNames::attempt(const client::AttemptView &attempt) const
{
    const QString name = task(attempt.node, attempt.item);
    return attempt.number > 1 ? Text::tr("%1, attempt %2").arg(name).arg(attempt.number) : name;
}

} // namespace weftline::ui::runs
