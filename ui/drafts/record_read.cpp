// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The reading half of record.h.

#include "engine/format/json.h"
#include "engine/workflow/codec.h"
#include "ui/document/document.h"
#include "ui/drafts/exact.h"
#include "ui/drafts/record.h"

namespace weftline::ui::drafts {
namespace {

using namespace document;
using workflow::Workflow;

auto wrong(std::string_view what) { return failure(ErrorCode::InvalidInput, "It says " + std::string(what) + "."); }

/// A member of a list that has one of the right type; nullptr otherwise.
const Value *at(const List &list, std::size_t index) { return index < list.size() ? &list[index] : nullptr; }
const std::string *textAt(const List &list, std::size_t index) { return at(list, index) ? list[index].asString() : nullptr; }
const List *listAt(const List &list, std::size_t index) { return at(list, index) ? list[index].asList() : nullptr; }
bool flagAt(const List &list, std::size_t index)
{
    const bool *flag = at(list, index) ? list[index].asBool() : nullptr;
    return flag && *flag;
}

std::optional<std::size_t> placeOf(const Value *value)
{
    const std::int64_t *number = value ? value->asInt() : nullptr;
    return number && *number >= 0 ? std::optional(static_cast<std::size_t>(*number)) : std::nullopt;
}

std::optional<workflow::Point> pointOf(const Value *value)
{
    const List *both = value ? value->asList() : nullptr;
    if (!both || both->size() != 2)
        return std::nullopt;
    const auto number = [](const Value &one) { return one.asDouble() ? *one.asDouble() : one.asInt() ? double(*one.asInt()) : 0; };
    return workflow::Point{number(both->front()), number(both->back())};
}

std::optional<Workflow> workflowOf(const Value *value)
{
    workflow::Problems problems;
    Workflow read = value ? workflow::fromValue(*value, problems) : Workflow();
    return value && problems.empty() ? std::optional(std::move(read)) : std::nullopt;
}

std::optional<workflow::Node> nodeOf(const Value *value)
{
    const Value alone = Object{{"weft", 1}, {"nodes", value ? List{*value} : List{}}};
    const auto read = workflowOf(&alone);
    return read && read->nodes.size() == 1 ? std::optional(read->nodes.front()) : std::nullopt;
}

std::optional<workflow::Edge> edgeOf(const Value *value)
{
    const Value alone = Object{{"weft", 1}, {"nodes", List{}}, {"edges", value ? List{*value} : List{}}};
    const auto read = workflowOf(&alone);
    return read && read->edges.size() == 1 ? std::optional(read->edges.front()) : std::nullopt;
}

std::optional<workflow::AlertRule> ruleOf(const Value *value)
{
    workflow::Problems problems;
    auto rules = workflow::alertsFromValue(value ? List{*value} : List{}, {}, problems);
    return rules.size() == 1 && problems.empty() ? std::optional(std::move(rules.front())) : std::nullopt;
}

std::optional<workflow::Point> pointIn(const Workflow &workflow, const workflow::NodeId &node)
{
    const auto found = workflow.layout.nodes.find(node);
    return found == workflow.layout.nodes.end() ? std::nullopt : std::optional(found->second);
}

/// Places must rise, and stand in a list that then has `size` members.
template <typename Placed>
bool fits(const std::vector<Placed> &all, std::size_t size)
{
    for (std::size_t i = 0; i < all.size(); ++i)
        if (all[i].at >= size || (i > 0 && all[i].at <= all[i - 1].at))
            return false;
    return true;
}

/// One change of a step, with what it undoes taken from `now`.
class ChangeReader
{
public:
    ChangeReader(const List &change, const Workflow &now) : m_change(change), m_now(now) { }

    std::optional<Change> read() const
    {
        const std::string *what = textAt(m_change, 0);
        if (!what)
            return std::nullopt;
        if (*what == "nodes+" || *what == "nodes-")
            return nodes(*what == "nodes+");
        if (*what == "edges+" || *what == "edges-")
            return edges(*what == "edges+");
        if (*what == "node")
            return node();
        if (*what == "edge")
            return edge();
        if (what->starts_with("rule"))
            return rule(*what);
        if (*what == "point" && textAt(m_change, 1))
            return PointChange{*textAt(m_change, 1), pointIn(m_now, *textAt(m_change, 1)), pointOf(at(m_change, 2))};
        if (*what == "head")
            if (const auto head = workflowOf(at(m_change, 1)))
                return HeadChange{headOf(m_now), headOf(*head)};
        return std::nullopt;
    }

private:
    std::optional<Change> nodes(bool enter) const
    {
        const List *all = listAt(m_change, 1);
        NodesChange change{enter, {}};
        for (const Value &one : all ? *all : List()) {
            const List *placed = one.asList();
            const auto place = placeOf(enter ? (placed ? at(*placed, 0) : nullptr) : &one);
            if (!place || (!enter && *place >= m_now.nodes.size()))
                return std::nullopt;
            auto node = enter ? nodeOf(at(*placed, 1)) : std::optional(m_now.nodes[*place]);
            if (!node)
                return std::nullopt;
            const auto point = enter ? pointOf(at(*placed, 2)) : pointIn(m_now, node->id);
            change.nodes.push_back({*place, std::move(*node), point});
        }
        const std::size_t size = m_now.nodes.size() + (enter ? change.nodes.size() : 0);
        return all && fits(change.nodes, size) ? std::optional<Change>(std::move(change)) : std::nullopt;
    }

    std::optional<Change> edges(bool enter) const
    {
        const List *all = listAt(m_change, 1);
        EdgesChange change{enter, {}};
        for (const Value &one : all ? *all : List()) {
            const List *placed = one.asList();
            const auto place = placeOf(enter ? (placed ? at(*placed, 0) : nullptr) : &one);
            if (!place || (!enter && *place >= m_now.edges.size()))
                return std::nullopt;
            auto edge = enter ? edgeOf(at(*placed, 1)) : std::optional(m_now.edges[*place]);
            if (!edge)
                return std::nullopt;
            change.edges.push_back({*place, std::move(*edge)});
        }
        const std::size_t size = m_now.edges.size() + (enter ? change.edges.size() : 0);
        return all && fits(change.edges, size) ? std::optional<Change>(std::move(change)) : std::nullopt;
    }

    std::optional<Change> node() const
    {
        const auto place = placeOf(at(m_change, 1));
        auto after = nodeOf(at(m_change, 2));
        if (!place || *place >= m_now.nodes.size() || !after)
            return std::nullopt;
        return NodeChange{*place, m_now.nodes[*place], std::move(*after)};
    }

    std::optional<Change> edge() const
    {
        const auto place = placeOf(at(m_change, 1));
        auto after = edgeOf(at(m_change, 2));
        if (!place || *place >= m_now.edges.size() || !after)
            return std::nullopt;
        return EdgeChange{*place, m_now.edges[*place], std::move(*after)};
    }

    std::optional<Change> rule(const std::string &what) const
    {
        const auto place = placeOf(at(m_change, 1));
        const bool enters = what == "rule+";
        if (!place || *place >= m_now.alerts.size() + (enters ? 1 : 0))
            return std::nullopt;
        RuleChange change{*place, {}, {}};
        if (!enters)
            change.before = m_now.alerts[*place];
        if (what == "rule-")
            return change;
        change.after = ruleOf(at(m_change, 2));
        return change.after ? std::optional<Change>(std::move(change)) : std::nullopt;
    }

    const List &m_change;
    const Workflow &m_now;
};

/// What a step does, from `workflow` on, which is the same afterwards.
std::optional<Patch> patchOf(const List *changes, Workflow &workflow)
{
    Patch patch;
    bool good = changes != nullptr;
    for (const Value &one : changes ? *changes : List()) {
        auto change = one.asList() ? ChangeReader(*one.asList(), workflow).read() : std::nullopt;
        good = good && change;
        if (!good)
            break;
        document::apply({*change}, workflow);
        patch.push_back(std::move(*change));
    }
    document::revert(patch, workflow);
    return good ? std::optional(std::move(patch)) : std::nullopt;
}

Result<Done> readBase(const List &record, Content &content)
{
    const std::string *path = textAt(record, 1);
    const std::string *hash = textAt(record, 2);
    auto workflow = workflowOf(at(record, 4));
    if (!path || !hash || !workflow)
        return wrong("nothing to begin with");
    content.history = {std::move(*workflow), {}, 0, flagAt(record, 3) ? std::optional<std::size_t>(0) : std::nullopt};
    content.path = toQString(*path);
    content.fileHash = QByteArray::fromHex(QByteArray::fromStdString(*hash));
    content.begun = true;
    return Done{};
}

Result<Done> readStep(const List &record, Content &content)
{
    const std::string *text = textAt(record, 1);
    auto patch = patchOf(listAt(record, 3), content.history.workflow);
    if (!text || !patch)
        return wrong("a step that cannot be done here");
    if (!flagAt(record, 2))
        content.history.push({toQString(*text), std::move(*patch)});
    else if (!content.history.joinLast(*patch))
        return wrong("a step that goes on with another one, which is not there");
    return Done{};
}

Result<Done> readSaved(const List &record, Content &content)
{
    const std::string *path = textAt(record, 1);
    const std::string *hash = textAt(record, 2);
    if (!path || !hash)
        return wrong("a file without a name");
    content.path = toQString(*path);
    content.fileHash = QByteArray::fromHex(QByteArray::fromStdString(*hash));
    if (flagAt(record, 3))
        content.history.markClean();
    return Done{};
}

} // namespace

Result<Done> read(std::string_view line, Content &content)
{
    const auto json = format::readJson(line);
    if (!json)
        return wrong("no JSON");
    const Value value = fromExact(*json);
    const List *record = value.asList();
    const std::string *what = record ? textAt(*record, 0) : nullptr;
    if (!what || (*what == "base") == content.begun)
        return wrong("nothing that can stand here");
    if (*what == "base")
        return readBase(*record, content);
    if (*what == "step")
        return readStep(*record, content);
    if (*what == "saved")
        return readSaved(*record, content);
    const auto index = placeOf(at(*record, 1));
    if (*what != "at" || !index || !content.history.moveTo(*index))
        return wrong("nothing that can stand here");
    return Done{};
}

} // namespace weftline::ui::drafts
