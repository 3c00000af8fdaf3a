// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/designer/find_subjects.h"

#include "ui/document/kind_word.h"

#include <algorithm>
#include <map>
#include <set>

namespace weftline::ui::designer {
namespace {

using canvas::TaskState;
using document::Document;
using document::toQString;

constexpr std::size_t completionsMax = 2000;

void addUsesIn(QStringList &uses, const Value &value)
{
    if (const std::string *text = value.asString()) {
        addUses(uses, toQString(*text));
    } else if (const List *list = value.asList()) {
        for (const Value &item : *list)
            addUsesIn(uses, item);
    } else if (const Object *object = value.asObject()) {
        for (const auto &[name, member] : *object)
            addUsesIn(uses, member);
    }
}

/// One expression, or the "when" of each case.
void addUsesOfExpressions(QStringList &uses, const Value &value)
{
    if (const std::string *text = value.asString())
        addUsesOfExpression(uses, *text);
    else if (const List *cases = value.asList())
        for (const Value &one : *cases)
            if (const Value *when = one.find("when"); when && when->asString())
                addUsesOfExpression(uses, *when->asString());
}

FindSubject subjectOf(const workflow::Node &node)
{
    const std::string_view unknown = workflow::unknownKindOf(node);
    const workflow::KindInfo &info = workflow::infoOf(node.kind);
    FindSubject subject;
    subject.text = (toQString(node.id) + u'\n' + toQString(node.title) + u'\n' + toQString(node.map) + u'\n' + toQString(toJson(node.with))).toLower();
    subject.kind = toQString(unknown.empty() ? info.name : unknown).toLower();
    subject.kindWord = unknown.empty() ? document::kindWord(node.kind).toLower() : subject.kind;
    subject.pool = toQString(node.pool).toLower();
    addUses(subject.uses, toQString(node.map));
    for (const auto &[name, value] : node.with) {
        const workflow::Field *field = workflow::fieldOf(node.kind, name);
        if (field && field->isExpression())
            addUsesOfExpressions(subject.uses, value);
        else if (!field || !field->isVerbatim())
            addUsesIn(subject.uses, value);
    }
    subject.uses.removeDuplicates();
    return subject;
}

/// The word after `is:` of what the mark on the canvas says.
QString findWord(TaskState state)
{
    switch (state) {
    case TaskState::Waiting: return QStringLiteral("waiting");
    case TaskState::Ready: return QStringLiteral("ready");
    case TaskState::Dispatched:
    case TaskState::Running: return QStringLiteral("running");
    case TaskState::Succeeded: return QStringLiteral("succeeded");
    case TaskState::Failed: return QStringLiteral("failed");
    case TaskState::Cancelled: return QStringLiteral("cancelled");
    case TaskState::Skipped: return QStringLiteral("skipped");
    case TaskState::Held: return QStringLiteral("held");
    case TaskState::Quarantined: return QStringLiteral("quarantined");
    default: return {};
    }
}

QStringList statesOf(const canvas::NodeView &view)
{
    QStringList states;
    if (const QString word = findWord(view.state); !word.isEmpty())
        states.push_back(word);
    if (view.disabled)
        states.push_back(QStringLiteral("disabled"));
    if (view.map)
        states.push_back(QStringLiteral("mapped"));
    if (view.problem != canvas::ProblemLevel::None)
        states.push_back(QStringLiteral("problem"));
    return states;
}

/// Who has tried each node's tasks, as far as the view of the run goes back.
std::map<std::uint32_t, QStringList> workersOf(const client::EngineClient *client, const std::string &run)
{
    std::map<std::uint32_t, QStringList> workers;
    const client::RunView *view = client && !run.empty() ? client->run(run) : nullptr;
    if (!view)
        return workers;
    std::set<std::pair<std::uint32_t, std::uint32_t>> pairs;
    for (const auto &[id, attempt] : view->attempts)
        pairs.emplace(attempt.node, attempt.worker);
    for (const auto &[node, worker] : pairs)
        workers[node].push_back(toQString(client::nameOfWorker(client->engine(), worker)).toLower());
    return workers;
}

QString term(const QString &key, const QString &value)
{
    return key + (value.contains(u' ') || value.contains(u':') ? u'"' + value + u'"' : value);
}

} // namespace

FindSubjects::FindSubjects(const Document &document, const canvas::GraphModel &model, QObject *parent)
    : QObject(parent), m_document(document), m_model(model)
{
    connect(&document, &Document::nodesChanged, this, &FindSubjects::forget);
    connect(&document, &Document::reset, this, [this] { m_known.clear(); });
}

void FindSubjects::forget(const QStringList &ids)
{
    for (const QString &id : ids)
        m_known.remove(id);
}

void FindSubjects::prepare()
{
    for (const workflow::Node &node : m_document.workflow().nodes)
        if (FindSubject &subject = m_known[toQString(node.id)]; subject.kind.isEmpty())
            subject = subjectOf(node);
}

QStringList FindSubjects::find(const FindQuery &query, const client::EngineClient *client, const std::string &run)
{
    if (query.isEmpty() || !query.trouble.isEmpty())
        return {};
    prepare();
    const auto asks = [&](FindTerm::Key key) {
        return std::any_of(query.terms.begin(), query.terms.end(), [key](const FindTerm &term) { return term.key == key; });
    };
    const bool asksStates = asks(FindTerm::Key::Is);
    const auto workers = asks(FindTerm::Key::Worker) ? workersOf(client, run) : std::map<std::uint32_t, QStringList>();
    std::vector<std::pair<std::pair<double, double>, QString>> found;
    const auto &nodes = m_document.workflow().nodes;
    for (std::size_t i = 0; i < nodes.size(); ++i) {
        const QString id = toQString(nodes[i].id);
        FindSubject subject = m_known.value(id); // texts are shared, not copied
        if (asksStates)
            if (const auto view = m_model.node(id))
                subject.states = statesOf(*view);
        if (const auto who = workers.find(std::uint32_t(i)); who != workers.end())
            subject.workers = who->second;
        if (!matches(query, subject))
            continue;
        const auto view = m_model.node(id);
        found.push_back({view ? std::pair(view->position.x(), view->position.y()) : std::pair(0.0, 0.0), id});
    }
    std::sort(found.begin(), found.end());
    QStringList ids;
    for (auto &[place, id] : found)
        ids.push_back(std::move(id));
    return ids;
}

QStringList FindSubjects::completions(const client::EngineClient *client, const std::string &run)
{
    prepare();
    std::set<QString> terms;
    for (const QString &state : findStates())
        terms.insert(term(findKeys()[0], state));
    for (const workflow::Parameter &parameter : m_document.workflow().parameters)
        terms.insert(term(findKeys()[3], QStringLiteral("params.") + toQString(parameter.name).toLower()));
    for (const FindSubject &subject : std::as_const(m_known)) {
        if (terms.size() >= completionsMax)
            break;
        terms.insert(term(findKeys()[1], subject.kind));
        terms.insert(term(findKeys()[4], subject.pool));
        for (const QString &path : subject.uses)
            if (path.contains(u'.'))
                terms.insert(term(findKeys()[3], path.section(u'.', 0, 1)));
    }
    for (const auto &[node, names] : workersOf(client, run))
        for (const QString &name : names)
            terms.insert(term(findKeys()[2], name));
    QStringList all = findKeys();
    for (const QString &one : terms)
        all.push_back(one);
    return all;
}

} // namespace weftline::ui::designer
