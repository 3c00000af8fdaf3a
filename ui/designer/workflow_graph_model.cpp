// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/designer/workflow_graph_model.h"

#include <algorithm>
#include <set>

#include "engine/workflow/validate.h"
#include "ui/designer/live_view.h"
#include "ui/designer/node_alerts.h"
#include "ui/document/kind_word.h"
#include "ui/document/places.h"

namespace weftline::ui::designer {
namespace {

using canvas::EdgeView;
using canvas::NodeView;
using canvas::PortType;
using canvas::ProblemLevel;
using document::Document;
using document::toQString;

PortType portType(workflow::PortType type) { return PortType(int(type)); }

static_assert(int(PortType::File) == int(workflow::PortType::File) && int(PortType::List) == int(workflow::PortType::List));
static_assert(int(canvas::TileFamily::Wait) == int(workflow::Family::Wait) && int(canvas::TileFamily::Model) == int(workflow::Family::Model));

ProblemLevel levelOf(workflow::Severity severity)
{
    switch (severity) {
    case workflow::Severity::Error: return ProblemLevel::Error;
    case workflow::Severity::Warning: return ProblemLevel::Warning;
    case workflow::Severity::Hint: return ProblemLevel::Hint;
    }
    return ProblemLevel::None;
}

QString conditionWord(workflow::EdgeCondition on)
{
    switch (on) {
    case workflow::EdgeCondition::Failure: return WorkflowGraphModel::tr("on failure");
    case workflow::EdgeCondition::Always: return WorkflowGraphModel::tr("always");
    case workflow::EdgeCondition::Success: return {};
    }
    return {};
}

} // namespace

WorkflowGraphModel::WorkflowGraphModel(const Document &document, QObject *parent)
    : GraphModel(parent), m_document(document), m_places(document::placesOfOthers(document.workflow()))
{
    const auto forgetPaths = [this] { m_pathsOf.clear(); };
    connect(&document, &Document::nodesChanged, this, forgetPaths);
    connect(&document, &Document::edgesChanged, this, forgetPaths);
    connect(&document, &Document::reset, this, forgetPaths);
    connect(&document, &Document::nodesChanged, this, &WorkflowGraphModel::documentNodesChanged);
    connect(&document, &Document::edgesChanged, this, &GraphModel::edgesChanged);
    connect(&document, &Document::problemsChanged, this, &WorkflowGraphModel::problemsChanged);
    connect(&document, &Document::reset, this, [this] {
        m_places = document::placesOfOthers(m_document.workflow());
        everything();
        readAlerts();
    });
    problemsChanged();
}

void WorkflowGraphModel::setRun(client::EngineClient *client, const std::string &run)
{
    if (m_client == client && m_run == run)
        return;
    if (m_client)
        m_client->disconnect(this);
    m_client = client;
    m_run = run;
    if (client) {
        connect(client, &client::EngineClient::runChanged, this, &WorkflowGraphModel::runChanged);
        connect(client, &client::EngineClient::engineChanged, this, &WorkflowGraphModel::readAlerts);
    }
    readRun();
    everything();
    readAlerts();
}

void WorkflowGraphModel::readAlerts()
{
    std::map<workflow::NodeId, canvas::AlertMark> now;
    if (m_client && !m_run.empty())
        now = nodeAlerts(m_client->engine(), m_run, m_document.workflow());
    QStringList changed;
    for (const auto &[node, mark] : now)
        if (const auto before = m_alerts.find(node); before == m_alerts.end() || before->second != mark)
            changed.push_back(toQString(node));
    for (const auto &[node, mark] : m_alerts)
        if (!now.contains(node))
            changed.push_back(toQString(node));
    m_alerts = std::move(now);
    if (!changed.isEmpty())
        Q_EMIT nodesChanged(changed);
}

void WorkflowGraphModel::everything() { Q_EMIT reset(); }

const client::RunView *WorkflowGraphModel::run() const { return m_client && !m_run.empty() ? m_client->run(m_run) : nullptr; }

void WorkflowGraphModel::readRun()
{
    m_nodesOfRun.clear();
    m_idsOfRun.clear();
    const client::RunView *view = run();
    const Value *nodes = view ? view->workflow.find("nodes") : nullptr;
    const List *list = nodes ? nodes->asList() : nullptr;
    for (std::size_t i = 0; list && i < list->size(); ++i) {
        const Value *id = (*list)[i].find("id");
        const std::string *text = id ? id->asString() : nullptr;
        m_idsOfRun.push_back(text ? toQString(*text) : QString());
        m_nodesOfRun.insert(m_idsOfRun.back(), std::uint32_t(i));
    }
}

void WorkflowGraphModel::runChanged(const std::string &id, const client::RunChange &change)
{
    if (id != m_run)
        return;
    if (change.isSnapshot) {
        readRun();
        return everything();
    }
    std::set<std::string> nodes;
    std::set<std::string> edges;
    for (const std::uint32_t at : change.nodes) {
        const std::string node = at < m_idsOfRun.size() ? m_idsOfRun[at].toStdString() : std::string();
        if (!m_document.node(node))
            continue;
        nodes.insert(node);
        for (const std::size_t edge : m_document.edgesOf(node)) {
            edges.insert(document::edgeId(m_document.workflow().edges[edge]));
            nodes.insert(m_document.workflow().edges[edge].to); // "waiting for …" stands there
        }
    }
    const auto names = [](const std::set<std::string> &ids) {
        QStringList list;
        for (const std::string &one : ids)
            list.push_back(toQString(one));
        return list;
    };
    if (!nodes.empty())
        Q_EMIT nodesChanged(names(nodes));
    if (!edges.empty())
        Q_EMIT edgesChanged(names(edges));
}

void WorkflowGraphModel::documentNodesChanged(const QStringList &ids)
{
    // An undone move may take a place away again, or a paste bring nodes without one.
    const bool hasNew = std::any_of(ids.begin(), ids.end(), [this](const QString &id) {
        const std::string node = id.toStdString();
        return m_document.node(node) && !m_document.workflow().layout.nodes.contains(node) && !m_places.contains(node);
    });
    if (hasNew)
        for (const auto &[id, place] : document::placesOfOthers(m_document.workflow()))
            m_places.try_emplace(id, place);
    Q_EMIT nodesChanged(ids);
    QStringList edges; // a port's type may be another now
    for (const QString &id : ids)
        for (const std::size_t edge : m_document.edgesOf(id.toStdString()))
            edges.push_back(toQString(document::edgeId(m_document.workflow().edges[edge])));
    edges.removeDuplicates();
    if (!edges.isEmpty())
        Q_EMIT edgesChanged(edges);
}

void WorkflowGraphModel::problemsChanged()
{
    QHash<QString, ProblemLevel> now;
    for (const workflow::Problem &problem : m_document.problems())
        if (!problem.node.empty()) {
            ProblemLevel &level = now[toQString(problem.node)];
            level = std::max(level, levelOf(problem.severity));
        }
    QStringList changed;
    for (auto one = now.cbegin(); one != now.cend(); ++one)
        if (m_problems.value(one.key(), ProblemLevel::None) != one.value())
            changed.push_back(one.key());
    for (auto one = m_problems.cbegin(); one != m_problems.cend(); ++one)
        if (!now.contains(one.key()))
            changed.push_back(one.key());
    m_problems = std::move(now);
    if (!changed.isEmpty())
        Q_EMIT nodesChanged(changed);
}

QStringList WorkflowGraphModel::nodeIds() const
{
    QStringList ids;
    for (const workflow::Node &node : m_document.workflow().nodes)
        ids.push_back(toQString(node.id));
    return ids;
}

QStringList WorkflowGraphModel::edgeIds() const
{
    QStringList ids;
    for (const workflow::Edge &edge : m_document.workflow().edges)
        ids.push_back(toQString(document::edgeId(edge)));
    return ids;
}

workflow::Point WorkflowGraphModel::placeOf(const workflow::NodeId &id) const
{
    const auto &placed = m_document.workflow().layout.nodes;
    if (const auto place = placed.find(id); place != placed.end())
        return place->second;
    const auto place = m_places.find(id);
    return place == m_places.end() ? workflow::Point{} : place->second;
}

void WorkflowGraphModel::setPlaces(const std::map<workflow::NodeId, workflow::Point> &places)
{
    QStringList moved;
    for (const auto &[id, place] : places) {
        m_places[id] = place;
        if (m_document.node(id) && !m_document.workflow().layout.nodes.contains(id))
            moved.push_back(toQString(id));
    }
    Q_EMIT nodesChanged(moved);
}

const client::NodeView *WorkflowGraphModel::live(const workflow::NodeId &id) const
{
    const client::RunView *view = run();
    const auto at = m_nodesOfRun.constFind(toQString(id));
    return view && at != m_nodesOfRun.constEnd() && *at < view->nodes.size() ? &view->nodes[*at] : nullptr;
}

std::optional<NodeView> WorkflowGraphModel::node(const QString &id) const
{
    const workflow::NodeId key = id.toStdString();
    const workflow::Node *node = m_document.node(key);
    if (!node)
        return std::nullopt;
    const workflow::KindInfo &info = workflow::infoOf(node->kind);
    const workflow::Point place = placeOf(key);
    NodeView view;
    view.id = id;
    view.title = node->title.empty() ? id : toQString(node->title);
    view.icon = toQString(info.name);
    view.second = document::kindWord(node->kind);
    if (!node->map.empty())
        view.second = tr("%1 · map").arg(view.second);
    if (const std::string_view unknown = workflow::unknownKindOf(*node); !unknown.empty())
        view.second = tr("unknown kind %1").arg(toQString(unknown));
    view.family = canvas::TileFamily(int(info.family));
    view.map = !node->map.empty();
    view.disabled = node->disabled;
    view.problem = m_problems.value(id, ProblemLevel::None);
    view.position = {place.x, place.y};
    if (const auto alert = m_alerts.find(key); alert != m_alerts.end())
        view.alert = alert->second;
    if (view.disabled)
        view.second = tr("disabled");
    workflow::PortType input = workflow::PortType::Any;
    for (const workflow::NodeId &before : m_document.predecessorsOf(key))
        if (workflow::inputType(*node, before) == workflow::PortType::List)
            input = workflow::PortType::List;
    view.inputs = {{QStringLiteral("in"), portType(input)}};
    for (const std::string &port : workflow::outputPorts(node->kind, node->with))
        view.outputs.push_back({toQString(port), portType(workflow::outputType(node->kind, node->with, view.map))});
    if (const client::NodeView *now = live(key))
        showLive(view, *now);
    return view;
}

void WorkflowGraphModel::showLive(NodeView &view, const client::NodeView &live) const
{
    const LiveNode shown = liveNode(live, view.map);
    view.state = shown.state;
    view.number = shown.number;
    view.progress = shown.progress;
    if (shown.state == canvas::TaskState::Waiting)
        view.second = waitingFor(view.id.toStdString());
    else if (!shown.second.isEmpty())
        view.second = shown.second;
    for (canvas::Port &port : view.outputs)
        port.isQuiet = !live.port.empty() && live.port != port.name.toStdString();
}

QString WorkflowGraphModel::waitingFor(const workflow::NodeId &id) const
{
    for (const workflow::NodeId &before : m_document.predecessorsOf(id)) {
        const client::NodeView *now = live(before);
        if (now && !client::isFinal(now->state()))
            return tr("waiting for %1").arg(toQString(before));
    }
    return tr("waiting");
}

std::optional<EdgeView> WorkflowGraphModel::edge(const QString &id) const
{
    const workflow::Edge *edge = m_document.edge(id.toStdString());
    if (!edge)
        return std::nullopt;
    EdgeView view;
    view.id = id;
    view.from = {toQString(edge->from), toQString(edge->fromPort)};
    view.to = {toQString(edge->to), toQString(edge->toPort)};
    view.label = conditionWord(edge->on);
    view.dashed = edge->on != workflow::EdgeCondition::Success;
    const client::NodeView *from = live(edge->from);
    const client::NodeView *to = live(edge->to);
    if (!from || !to)
        return view;
    const workflow::Node *target = m_document.node(edge->to);
    const LiveEdge shown = liveEdge(*from, *to, target && !target->map.empty());
    view.state = shown.state;
    view.count = shown.count;
    if (!from->port.empty() && from->port != edge->fromPort) { // the branch went another way
        view.state = canvas::EdgeState::Skipped;
        view.count.clear();
    }
    return view;
}

std::unordered_set<std::string> WorkflowGraphModel::reach(const workflow::NodeId &start, bool forward) const
{
    std::unordered_set<std::string> seen{start};
    std::vector<workflow::NodeId> open{start};
    while (!open.empty()) {
        const workflow::NodeId id = std::move(open.back());
        open.pop_back();
        for (const std::size_t at : m_document.edgesOf(id)) {
            const workflow::Edge &edge = m_document.workflow().edges[at];
            const workflow::NodeId &next = forward ? edge.to : edge.from;
            if ((forward ? edge.from : edge.to) == id && seen.insert(next).second)
                open.push_back(next);
        }
    }
    return seen;
}

bool WorkflowGraphModel::surelyFits(const workflow::NodeId &from, const std::string &port, const workflow::NodeId &to) const
{
    const bool forward = to == m_lastTo; // drawn from an input: the end stays, the starts vary
    m_lastTo = to;
    if (m_pathsOf.empty() || (m_pathsForward ? m_pathsOf != to : m_pathsOf != from)) {
        m_pathsForward = forward;
        m_pathsOf = forward ? to : from;
        m_paths = reach(m_pathsOf, forward);
    }
    workflow::Edge edge;
    edge.from = from;
    edge.fromPort = port;
    edge.to = to;
    const workflow::Node *source = m_document.node(from);
    const workflow::Node *target = m_document.node(to);
    return source && target && !m_paths.contains(m_pathsForward ? from : to) && !m_document.edge(document::edgeId(edge))
        && workflow::whyNotConnectable(workflow::outputType(source->kind, source->with, !source->map.empty()),
                                       workflow::inputType(*target, from)).empty();
}

QString WorkflowGraphModel::whyNotConnect(const canvas::PortRef &output, const canvas::PortRef &input) const
{
    const std::string port = output.port.toStdString();
    if (surelyFits(output.node.toStdString(), port, input.node.toStdString()))
        return {};
    return m_document.whyNotConnect(output.node.toStdString(), input.node.toStdString(), port);
}

} // namespace weftline::ui::designer
