// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What the inspector shows of a watched run.

#include <algorithm>

#include "ui/document/document.h"
#include "ui/inspector/attempts_page.h"
#include "ui/inspector/inspector.h"
#include "ui/inspector/value_page.h"

namespace weftline::ui::inspector {

using document::toQString;

void Inspector::setRun(client::EngineClient *client, const std::string &run)
{
    if (m_client == client && m_run == run)
        return;
    if (m_client)
        m_client->disconnect(this);
    m_client = client;
    m_run = run;
    m_nodesOfRun.clear();
    m_input->setClient(client);
    m_output->setClient(client);
    m_attempts->setClient(client);
    if (client) {
        connect(client, &client::EngineClient::runChanged, this, &Inspector::runChanged);
        if (const client::RunView *view = client->run(run))
            readNodesOfRun(*view);
    }
    showRun(true);
}

// Only the ids are needed; reading the whole workflow each time would cost too much on a large one.
void Inspector::readNodesOfRun(const client::RunView &run)
{
    m_nodesOfRun.clear();
    const Value *nodes = run.workflow.find("nodes");
    const List *list = nodes ? nodes->asList() : nullptr;
    for (std::size_t i = 0; list && i < list->size(); ++i) {
        const Value *id = (*list)[i].find("id");
        if (const std::string *text = id ? id->asString() : nullptr)
            m_nodesOfRun.insert(toQString(*text), std::uint32_t(i));
    }
}

void Inspector::runChanged(const std::string &id, const client::RunChange &change)
{
    const client::RunView *run = m_client && id == m_run ? m_client->run(id) : nullptr;
    if (!run)
        return;
    if (change.isSnapshot)
        readNodesOfRun(*run);
    if (change.isSnapshot || m_selection.size() != 1)
        return showRun(change.isSnapshot);
    m_attempts->update(*run, change.attempts);
    const auto node = m_nodesOfRun.find(toQString(m_selection.front()));
    if (node != m_nodesOfRun.end() && std::find(change.nodes.begin(), change.nodes.end(), *node) != change.nodes.end()) {
        const TaskPlace place{m_run, *node, run->nodes[*node].total()};
        m_input->show(place, true);
        m_output->show(place, true);
    }
}

QString Inspector::whyNoRun() const
{
    if (m_selection.size() > 1)
        return tr("Several nodes are selected. Select one to see what flowed through it.");
    if (m_selection.empty())
        return tr("Nothing is selected. Select a node to see what flowed through it.");
    if (m_run.empty())
        return tr("No run is shown. Press Run to see what flows through this node.");
    if (!m_client || !m_client->run(m_run))
        return tr("The run has not arrived yet. It appears when the engine has answered.");
    return tr("This node was not part of the run. Run the workflow again to see it here.");
}

void Inspector::showRun(bool mayHaveChanged)
{
    const client::RunView *run = m_client ? m_client->run(m_run) : nullptr;
    const auto node = m_selection.size() == 1 ? m_nodesOfRun.constFind(toQString(m_selection.front())) : m_nodesOfRun.constEnd();
    if (!run || node == m_nodesOfRun.constEnd() || *node >= run->nodes.size()) {
        const QString why = whyNoRun();
        m_input->showNothing(why);
        m_output->showNothing(why);
        m_attempts->showNothing(why);
        return;
    }
    const TaskPlace place{m_run, *node, run->nodes[*node].total()};
    m_input->show(place, mayHaveChanged);
    m_output->show(place, mayHaveChanged);
    m_attempts->show(*run, *node);
}

} // namespace weftline::ui::inspector
