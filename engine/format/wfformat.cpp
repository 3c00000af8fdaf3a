// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "engine/format/wfformat.h"

#include "engine/format/json.h"
#include "engine/workflow/validate.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <unordered_map>
#include <unordered_set>

namespace weftline::format {
namespace {

using workflow::Edge;
using workflow::Node;
using workflow::Workflow;

constexpr double columnPitch = 216;
constexpr double rowPitch = 88;
constexpr double secondsMax = 3650.0 * 86'400;

/// Builds the workflow; the first thing that is wrong is kept and given at the end.
class Importer
{
public:
    Importer(const Value &file, double timeScale) : m_file(file), m_timeScale(timeScale) { }

    Result<Workflow> run()
    {
        if (!std::isfinite(m_timeScale) || m_timeScale < 0)
            return failure(
                ErrorCode::InvalidInput,
                fmt::format("The time scale cannot be {}. Give a number from 0, such as 0.01.", m_timeScale));
        const List *tasks = findTasks();
        if (!tasks)
            return failure(ErrorCode::InvalidInput,
                           "This is no WfFormat file of version 1.4, 1.5 or 1.6: it has neither "
                           "\"workflow.specification.tasks\" nor \"workflow.tasks\".");
        if (const Value *name = m_file.find("name"); name && name->asString())
            m_workflow.name = *name->asString();
        for (const Value &task : *tasks)
            addNode(task);
        for (std::size_t i = 0; i < tasks->size() && m_error.message.empty(); ++i)
            addEdges((*tasks)[i], i);
        if (m_error.message.empty())
            finishEdges();
        if (!m_error.message.empty())
            return tl::unexpected(m_error);
        for (const workflow::Problem &problem : workflow::validate(m_workflow))
            if (problem.severity == workflow::Severity::Error)
                return failure(ErrorCode::InvalidInput,
                               fmt::format("The file cannot be imported. {} {}", problem.message, problem.fix),
                               problem.node);
        layOut();
        return std::move(m_workflow);
    }

private:
    void fail(std::string message, std::string subject = {})
    {
        if (m_error.message.empty())
            m_error = {ErrorCode::InvalidInput, std::move(message), std::move(subject)};
    }

    static const List *listIn(const Value *object, std::string_view name)
    {
        const Value *member = object ? object->find(name) : nullptr;
        return member ? member->asList() : nullptr;
    }

    const List *findTasks()
    {
        const Value *body = m_file.find("workflow");
        if (!body)
            return nullptr;
        const List *tasks = listIn(body->find("specification"), "tasks");
        m_byName = tasks == nullptr;
        if (m_byName)
            return listIn(body, "tasks");
        if (const List *executed = listIn(body->find("execution"), "tasks"))
            for (const Value &task : *executed)
                if (const Value *id = task.find("id"); id && id->asString())
                    m_executed.emplace(*id->asString(), &task);
        return tasks;
    }

    [[nodiscard]] const std::string *idOf(const Value &task) const
    {
        const Value *id = task.find(m_byName ? "name" : "id");
        return id ? id->asString() : nullptr;
    }

    void addNode(const Value &task)
    {
        const std::string *id = idOf(task);
        if (!id)
            return fail(fmt::format("Task {} has no \"{}\".", m_workflow.nodes.size() + 1, m_byName ? "name" : "id"));
        if (const std::string why = workflow::whyNotAnId(*id); !why.empty())
            return fail(fmt::format("Task \"{}\" cannot become a node of that id. {} Rename it in the file.", *id, why),
                        *id);
        if (!m_indexes.emplace(*id, m_workflow.nodes.size()).second)
            return fail(fmt::format("Two tasks are called \"{}\". Rename one of them in the file.", *id), *id);
        if (const Value *other = task.find("id"); m_byName && other && other->asString())
            m_otherIds.emplace(*other->asString(), m_workflow.nodes.size());
        Node node;
        node.id = *id;
        node.with.emplace_back("argv", List{"sleep", sleepText(task, *id)});
        m_workflow.nodes.push_back(std::move(node));
    }

    /// Seconds with at most six decimals, as `sleep` takes them.
    std::string sleepText(const Value &task, const std::string &id)
    {
        const auto executed = m_executed.find(id);
        const Value *holder = m_byName ? &task : executed != m_executed.end() ? executed->second : nullptr;
        const Value *runtime = holder ? holder->find("runtimeInSeconds") : nullptr;
        if (!runtime && m_byName)
            return "0"; // optional in 1.4
        double seconds = -1;
        if (runtime && runtime->asInt())
            seconds = static_cast<double>(*runtime->asInt());
        else if (runtime && runtime->asDouble())
            seconds = *runtime->asDouble();
        if (!(seconds >= 0 && seconds * m_timeScale <= secondsMax)) {
            fail(fmt::format("Task \"{}\" has no \"runtimeInSeconds\" that can be used: {}.", id,
                             runtime ? toJson(*runtime) : "there is none"),
                 id);
            return "0";
        }
        std::string text = fmt::format("{:.6f}", seconds * m_timeScale);
        text.erase(text.find_last_not_of('0') + 1);
        if (text.back() == '.')
            text.pop_back();
        return text;
    }

    void addEdges(const Value &task, std::size_t self)
    {
        for (const std::string_view side : {"parents", "children"}) {
            const List *others = listIn(&task, side);
            for (std::size_t i = 0; others && i < others->size(); ++i) {
                const std::size_t other = indexOf((*others)[i], self, side);
                if (!m_error.message.empty())
                    return;
                side == "parents" ? addEdge(other, self) : addEdge(self, other);
            }
        }
    }

    std::size_t indexOf(const Value &reference, std::size_t self, std::string_view side)
    {
        const std::string *id = reference.asString();
        if (id) {
            if (const auto found = m_indexes.find(*id); found != m_indexes.end())
                return found->second;
            if (const auto found = m_otherIds.find(*id); found != m_otherIds.end())
                return found->second;
        }
        fail(fmt::format("Task \"{}\" names {} among its {}, which is no task of the file.", m_workflow.nodes[self].id,
                         toJson(reference), side),
             m_workflow.nodes[self].id);
        return 0;
    }

    void addEdge(std::size_t from, std::size_t to)
    {
        if (m_seen.insert((static_cast<std::uint64_t>(from) << 32U) | to).second)
            m_ends.emplace_back(from, to);
    }

    void finishEdges()
    {
        std::sort(m_ends.begin(), m_ends.end());
        for (const auto &[from, to] : m_ends) {
            Edge edge;
            edge.from = m_workflow.nodes[from].id;
            edge.to = m_workflow.nodes[to].id;
            m_workflow.edges.push_back(std::move(edge));
        }
    }

    /// A column a level, where a node's level is the longest way to it; rows in the order of the file.
    void layOut()
    {
        const std::size_t count = m_workflow.nodes.size();
        std::vector<std::size_t> open(count);
        std::vector<std::size_t> level(count);
        std::vector<std::vector<std::size_t>> after(count);
        for (const auto &[from, to] : m_ends) {
            ++open[to];
            after[from].push_back(to);
        }
        std::vector<std::size_t> ready;
        for (std::size_t n = 0; n < count; ++n)
            if (open[n] == 0)
                ready.push_back(n);
        for (std::size_t i = 0; i < ready.size(); ++i) {
            for (const std::size_t next : after[ready[i]]) {
                level[next] = std::max(level[next], level[ready[i]] + 1);
                if (--open[next] == 0)
                    ready.push_back(next);
            }
        }
        std::vector<std::size_t> rows(count + 1);
        for (std::size_t n = 0; n < count; ++n)
            m_workflow.layout.nodes[m_workflow.nodes[n].id] = {static_cast<double>(level[n]) * columnPitch,
                                                               static_cast<double>(rows[level[n]]++) * rowPitch};
    }

    const Value &m_file;
    double m_timeScale;
    bool m_byName = false; ///< Up to version 1.4.
    std::unordered_map<std::string, const Value *> m_executed; // these are looked up only, never iterated
    std::unordered_map<std::string, std::size_t> m_indexes;
    std::unordered_map<std::string, std::size_t> m_otherIds;
    std::unordered_set<std::uint64_t> m_seen;
    std::vector<std::pair<std::size_t, std::size_t>> m_ends;
    Workflow m_workflow;
    Error m_error;
};

} // namespace

Result<Workflow> importWfFormat(std::string_view text, double timeScale)
{
    const Result<Value> file = parseJson(text);
    if (!file)
        return tl::unexpected(file.error());
    return Importer(*file, timeScale).run();
}

} // namespace weftline::format
