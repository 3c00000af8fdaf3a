// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/alerts/rule_graph_model.h"

#include <algorithm>

#include "ui/alerts/rule_words.h"
#include "ui/fields/problem_mark.h"

namespace weftline::ui::alerts {

using canvas::EdgeState;
using canvas::EdgeView;
using canvas::NodeView;
using canvas::PortType;
using canvas::ProblemLevel;
using client::AlertState;
using document::toQString;
using workflow::AlertKind;
using workflow::AlertNode;
using workflow::AlertRule;

namespace {

constexpr double columnPitch = 216;

/// How much a state matters, the most first.
int rank(const client::AlertView &alert)
{
    switch (alert.state) {
    case AlertState::Firing: return 0;
    case AlertState::Pending: return 1;
    case AlertState::Resolved: return alert.trouble.empty() ? 3 : 2;
    case AlertState::Inactive: break;
    }
    return alert.trouble.empty() ? 4 : 2;
}

} // namespace

const AlertNode *nodeOf(const AlertRule &rule, const workflow::NodeId &node)
{
    const auto found = std::find_if(rule.nodes.begin(), rule.nodes.end(), [&](const AlertNode &one) { return one.id == node; });
    return found == rule.nodes.end() ? nullptr : &*found;
}

bool mattersMore(const client::AlertView &one, const client::AlertView &other)
{
    if (rank(one) != rank(other))
        return rank(one) < rank(other);
    return one.since != other.since ? one.since > other.since : one.id > other.id;
}

std::optional<std::uint32_t> indexOfRun(const client::EngineView &engine, const std::string &run)
{
    for (auto one = engine.runs.rbegin(); one != engine.runs.rend(); ++one) // the newest are asked for most
        if (one->second.id == run)
            return one->first;
    return std::nullopt;
}

workflow::Problems problemsOf(const document::Document &document, const std::string &rule, const workflow::NodeId &node)
{
    workflow::Problems found;
    const auto at = document.ruleIndex(rule);
    if (!at)
        return found;
    const AlertRule &drawn = document.workflow().alerts[*at];
    const std::string prefix = "/alerts/" + std::to_string(*at);
    for (workflow::Problem problem : document.problems()) {
        if (problem.where != prefix && !problem.where.starts_with(prefix + "/"))
            continue;
        std::string rest = problem.where.substr(prefix.size());
        std::string about;
        for (std::size_t i = 0; i < drawn.nodes.size(); ++i) {
            const std::string place = "/nodes/" + std::to_string(i);
            if (rest == place || rest.starts_with(place + "/")) {
                about = drawn.nodes[i].id;
                rest = rest.substr(place.size());
                break;
            }
        }
        if (about != node)
            continue;
        problem.where = std::move(rest);
        found.push_back(std::move(problem));
    }
    return found;
}

RuleGraphModel::RuleGraphModel(const document::Document &document, std::string rule, QObject *parent)
    : GraphModel(parent), m_document(document), m_rule(std::move(rule))
{
    connect(&document, &document::Document::rulesChanged, this, &RuleGraphModel::rulesChanged);
    connect(&document, &document::Document::problemsChanged, this, &RuleGraphModel::problemsChanged);
    connect(&document, &document::Document::reset, this, [this] {
        m_shownNodes = nodeIds();
        m_shownEdges = edgeIds();
        problemsChanged();
        Q_EMIT reset();
    });
    m_shownNodes = nodeIds();
    m_shownEdges = edgeIds();
    problemsChanged();
}

// What was there and is not any more is told of too, so that the view drops it and keeps the rest.
void RuleGraphModel::rulesChanged(const QStringList &ids)
{
    if (!ids.contains(toQString(m_rule)))
        return;
    const auto renew = [](QStringList &shown, const QStringList &now) {
        QStringList all = now;
        for (const QString &before : std::as_const(shown))
            if (!all.contains(before))
                all.push_back(before);
        shown = now;
        return all;
    };
    const QStringList nodes = renew(m_shownNodes, nodeIds());
    const QStringList edges = renew(m_shownEdges, edgeIds());
    Q_EMIT nodesChanged(nodes);
    Q_EMIT edgesChanged(edges);
}

void RuleGraphModel::problemsChanged()
{
    QHash<QString, ProblemLevel> now;
    QStringList changed;
    for (const QString &id : std::as_const(m_shownNodes)) {
        ProblemLevel level = ProblemLevel::None;
        for (const workflow::Problem &problem : problemsOf(m_document, m_rule, id.toStdString()))
            level = std::max(level, fields::levelOf(problem.severity));
        now.insert(id, level);
        if (m_problems.value(id, ProblemLevel::None) != level)
            changed.push_back(id);
    }
    m_problems = std::move(now);
    if (!changed.isEmpty())
        Q_EMIT nodesChanged(changed);
}

void RuleGraphModel::setRun(client::EngineClient *client, const std::string &run)
{
    if (m_client)
        m_client->disconnect(this);
    m_client = client;
    m_run = run;
    if (client)
        connect(client, &client::EngineClient::engineChanged, this, &RuleGraphModel::readAlert);
    readAlert();
}

void RuleGraphModel::readAlert()
{
    const client::AlertView *best = nullptr;
    if (const auto run = m_client && !m_run.empty() ? indexOfRun(m_client->engine(), m_run) : std::nullopt)
        for (const auto &[id, alert] : m_client->engine().alerts)
            if (alert.run == *run && alert.rule == m_rule && (!best || mattersMore(alert, *best)))
                best = &alert;
    if ((best != nullptr) == m_hasAlert && (!best || *best == m_alert))
        return;
    m_hasAlert = best != nullptr;
    m_alert = best ? *best : client::AlertView();
    Q_EMIT nodesChanged(nodeIds());
    Q_EMIT edgesChanged(edgeIds());
    Q_EMIT alertChanged();
}

QStringList RuleGraphModel::nodeIds() const
{
    QStringList ids;
    if (const AlertRule *drawn = rule())
        for (const AlertNode &node : drawn->nodes)
            if (const QString id = toQString(node.id); !ids.contains(id))
                ids.push_back(id);
    return ids;
}

QString RuleGraphModel::edgeId(const workflow::AlertEdge &edge)
{
    return toQString(edge.first) + QChar(0x1f) + toQString(edge.second);
}

QStringList RuleGraphModel::edgeIds() const
{
    QStringList ids;
    if (const AlertRule *drawn = rule())
        for (const workflow::AlertEdge &edge : drawn->edges)
            if (const QString id = edgeId(edge); !ids.contains(id) && nodeOf(*drawn, edge.first) && nodeOf(*drawn, edge.second))
                ids.push_back(id);
    return ids;
}

workflow::Point RuleGraphModel::placeOf(const AlertRule &rule, const AlertNode &node)
{
    const auto place = rule.layout.nodes.find(node.id);
    return place != rule.layout.nodes.end() ? place->second : workflow::Point{columnPitch * double(node.kind), 0};
}

std::optional<NodeView> RuleGraphModel::node(const QString &id) const
{
    const AlertRule *drawn = rule();
    const AlertNode *node = drawn ? nodeOf(*drawn, id.toStdString()) : nullptr;
    if (!node)
        return std::nullopt;
    const workflow::Point place = placeOf(*drawn, *node);
    const StageText text = stageText(*drawn, *node);
    NodeView view;
    view.id = id;
    view.title = text.title;
    view.second = drawn->enabled ? text.second : tr("disabled");
    view.icon = stageName(node->kind);
    view.family = familyOf(node->kind);
    view.disabled = !drawn->enabled;
    view.problem = m_problems.value(id, ProblemLevel::None);
    view.position = {place.x, place.y};
    const PortType number = PortType::Number;
    const bool isMeasured = node->kind < AlertKind::Condition;
    if (node->kind != AlertKind::Metric)
        view.inputs = {{QStringLiteral("in"), node->kind <= AlertKind::Condition ? number : PortType::Any}};
    if (node->kind != AlertKind::Notify)
        view.outputs = {{QStringLiteral("out"), isMeasured ? number : PortType::Any}};
    if (m_hasAlert && node->kind == AlertKind::Hold && m_alert.state != AlertState::Inactive)
        view.alert = markOf(m_alert);
    if (m_hasAlert && node->kind == AlertKind::Metric && !m_alert.trouble.empty())
        view.alert = widgets::AlertMark::Trouble;
    return view;
}

std::optional<EdgeView> RuleGraphModel::edge(const QString &id) const
{
    const AlertRule *drawn = rule();
    const AlertNode *from = drawn ? nodeOf(*drawn, id.section(QChar(0x1f), 0, 0).toStdString()) : nullptr;
    const AlertNode *to = drawn ? nodeOf(*drawn, id.section(QChar(0x1f), 1, 1).toStdString()) : nullptr;
    if (!from || !to)
        return std::nullopt;
    EdgeView view;
    view.id = id;
    view.from = {toQString(from->id), QStringLiteral("out")};
    view.to = {toQString(to->id), QStringLiteral("in")};
    if (m_hasAlert)
        showAlong(view, from->kind);
    return view;
}

// What is known of a rule is the value that its window gives, and what became of it.
void RuleGraphModel::showAlong(EdgeView &view, AlertKind from) const
{
    const bool isBad = m_alert.state == AlertState::Pending || m_alert.state == AlertState::Firing;
    switch (from) {
    case AlertKind::Window: view.count = valueText(unitOf(*rule()), m_alert.value); break;
    case AlertKind::Condition:
        view.count = isBad ? tr("true") : tr("false");
        if (isBad)
            view.state = EdgeState::Alarm;
        break;
    case AlertKind::Hold:
        if (m_alert.state == AlertState::Inactive)
            break;
        view.count = widgets::alertWord(markOf(m_alert));
        if (m_alert.state == AlertState::Firing)
            view.state = EdgeState::Alarm;
        break;
    case AlertKind::Metric:
    case AlertKind::Notify: break;
    }
}

QString RuleGraphModel::whyNotConnect(const canvas::PortRef &output, const canvas::PortRef &input) const
{
    const AlertRule *drawn = rule();
    const AlertNode *from = drawn ? nodeOf(*drawn, output.node.toStdString()) : nullptr;
    const AlertNode *to = drawn ? nodeOf(*drawn, input.node.toStdString()) : nullptr;
    if (!from || !to)
        return tr("the node is gone");
    if (int(to->kind) != int(from->kind) + 1)
        return from->kind == AlertKind::Notify
            ? tr("nothing follows a notify")
            : tr("a %1 leads to a %2").arg(stageWord(from->kind), stageWord(AlertKind(int(from->kind) + 1)));
    const auto &edges = drawn->edges;
    if (std::any_of(edges.begin(), edges.end(), [&](const workflow::AlertEdge &edge) { return edge.first == from->id && edge.second == to->id; }))
        return tr("they are connected");
    return {};
}

} // namespace weftline::ui::alerts
