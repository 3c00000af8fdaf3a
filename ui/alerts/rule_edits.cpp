// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/alerts/rule_edits.h"

#include <QtCore/QCoreApplication>

#include <algorithm>

#include "ui/alerts/rule_graph_model.h"
#include "ui/alerts/rule_words.h"

namespace weftline::ui::alerts {

using document::Document;
using document::toQString;
using workflow::AlertEdge;
using workflow::AlertKind;
using workflow::AlertNode;
using workflow::AlertRule;
using workflow::NodeId;
using workflow::Point;

namespace {

struct EditTexts
{
    Q_DECLARE_TR_FUNCTIONS(RuleEdits)
};

NodeId freeId(const AlertRule &rule, AlertKind kind)
{
    const NodeId wanted(workflow::infoOf(kind).name);
    NodeId id = wanted;
    for (int number = 2; nodeOf(rule, id); ++number) // ends: only so many are taken
        id = wanted + ' ' + std::to_string(number);
    return id;
}

void connect(AlertRule &rule, const NodeId &from, const NodeId &to)
{
    const AlertEdge edge(from, to);
    if (std::find(rule.edges.begin(), rule.edges.end(), edge) == rule.edges.end())
        rule.edges.push_back(edge);
}

} // namespace

std::vector<AlertKind> missingStages(const AlertRule &rule)
{
    std::vector<AlertKind> kinds;
    for (const workflow::AlertKindInfo &info : workflow::allAlertKinds())
        if (!rule.find(info.kind))
            kinds.push_back(info.kind);
    return kinds;
}

Result<NodeId> addStage(Document &document, const std::string &id, AlertKind kind, std::optional<Point> at)
{
    const AlertRule *rule = document.rule(id);
    if (!rule)
        return failure(ErrorCode::NotFound, EditTexts::tr("The alert rule is gone.").toStdString(), id);
    if (rule->find(kind))
        return failure(ErrorCode::InvalidInput,
                       EditTexts::tr("The rule has its %1 already. Change that one, or make a further rule.").arg(stageWord(kind)).toStdString(), id);
    AlertNode node;
    node.kind = kind;
    node.id = freeId(*rule, kind);
    const NodeId added = node.id;
    document.endStep();
    document.changeRule(id, {}, EditTexts::tr("Add %1").arg(stageWord(kind)), [&](AlertRule &after) {
        const auto next = std::find_if(after.nodes.begin(), after.nodes.end(), [&](const AlertNode &one) { return one.kind > kind; });
        after.nodes.insert(next, node); // the file has them in the order of the chain
        after.layout.nodes[added] = at.value_or(RuleGraphModel::placeOf(*rule, node));
        const AlertNode *before = kind == AlertKind::Metric ? nullptr : rule->find(AlertKind(int(kind) - 1));
        const AlertNode *behind = kind == AlertKind::Notify ? nullptr : rule->find(AlertKind(int(kind) + 1));
        if (before)
            connect(after, before->id, added);
        if (behind)
            connect(after, added, behind->id);
    });
    return added;
}

void removeParts(Document &document, const std::string &id, const QStringList &nodes, const QStringList &edges)
{
    document.endStep();
    document.changeRule(id, {}, nodes.isEmpty() ? EditTexts::tr("Delete edges") : EditTexts::tr("Delete nodes"), [&](AlertRule &rule) {
        std::erase_if(rule.edges, [&](const AlertEdge &edge) {
            return edges.contains(RuleGraphModel::edgeId(edge)) || nodes.contains(toQString(edge.first)) || nodes.contains(toQString(edge.second));
        });
        std::erase_if(rule.nodes, [&](const AlertNode &node) { return nodes.contains(toQString(node.id)); });
        for (const QString &node : nodes)
            rule.layout.nodes.erase(node.toStdString());
    });
}

void connectStages(Document &document, const std::string &id, const QString &from, const QString &to)
{
    document.endStep();
    document.changeRule(id, {}, EditTexts::tr("Connect"), [&](AlertRule &rule) { connect(rule, from.toStdString(), to.toStdString()); });
}

void moveStages(Document &document, const std::string &id, const std::vector<canvas::NodeMove> &moves, int gesture)
{
    document.changeRule(id, QStringLiteral("move %1").arg(gesture), EditTexts::tr("Move"), [&](AlertRule &rule) {
        for (const canvas::NodeMove &move : moves)
            rule.layout.nodes[move.node.toStdString()] = {move.to.x(), move.to.y()};
    });
}

void tidyStages(Document &document, const std::string &id)
{
    document.endStep();
    document.changeRule(id, {}, EditTexts::tr("Tidy"), [](AlertRule &rule) {
        rule.layout.nodes.clear();
        for (const AlertNode &node : rule.nodes)
            rule.layout.nodes[node.id] = RuleGraphModel::placeOf(AlertRule(), node);
    });
}

void renameRule(Document &document, const std::string &id, const QString &title)
{
    const std::string wanted = title.trimmed().toStdString();
    document.changeRule(id, QStringLiteral("title"), EditTexts::tr("Rename to %1").arg(title.trimmed()),
                        [&](AlertRule &rule) { rule.title = wanted == rule.id ? std::string() : wanted; });
}

void setEnabled(Document &document, const std::string &id, bool enabled)
{
    document.endStep();
    document.changeRule(id, {}, enabled ? EditTexts::tr("Enable") : EditTexts::tr("Disable"), [&](AlertRule &rule) { rule.enabled = enabled; });
}

} // namespace weftline::ui::alerts
