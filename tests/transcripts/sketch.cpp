// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/transcripts/sketch.h"

#include <algorithm>

#include <fmt/format.h>

namespace weftline::test {
namespace {

using workflow::EdgeCondition;
using workflow::Node;

/// Sets one property from the words at `at` and moves `at` past them.
Result<Done> setProperty(Node &node, const std::vector<std::string> &words, std::size_t &at)
{
    const std::string name = words[at++];
    if (name == "map")
        node.map = "${[1, 2]}";
    else if (name == "disabled")
        node.disabled = true;
    else if (name == "once")
        node.once = true;
    else if (name == "prepared")
        node.with = {{"argv", List{"echo", "${item}"}}};
    else if (name == "steady")
        node.retry.jitter = false;
    else if (at == words.size())
        return failure(ErrorCode::InvalidInput, fmt::format("Property \"{}\" needs a value.", name));
    else if (name == "priority")
        node.priority = std::stoi(words[at++]);
    else if (name == "retry")
        node.retry.max = std::stoi(words[at++]);
    else if (name == "losses")
        node.lossesMax = std::stoi(words[at++]);
    else if (name == "lock")
        node.lock = words[at++];
    else if (name == "pool")
        node.pool = words[at++];
    else if (name == "kind")
        node.kind = workflow::kindNamed(words[at++]).value();
    else if (name == "cases") { // "cases big/small"
        List cases;
        for (std::string rest = words[at++]; !rest.empty();) {
            const std::size_t end = std::min(rest.find('/'), rest.size());
            cases.push_back(Object{{"port", rest.substr(0, end)}, {"when", "true"}});
            rest.erase(0, end + 1);
        }
        node.kind = workflow::Kind::Branch;
        node.with = {{"cases", std::move(cases)}};
    } else if (name == "backoff")
        node.retry.backoff = parseDuration(words[at++]).value();
    else if (name == "timeout")
        node.timeout = parseDuration(words[at++]).value();
    else
        return failure(ErrorCode::InvalidInput, fmt::format("No node has a property \"{}\".", name));
    return Done{};
}

} // namespace

std::vector<std::string> wordsOf(const std::string &line)
{
    std::vector<std::string> words;
    for (std::size_t at = 0; at < line.size();) {
        if (line[at] == ' ' || line[at] == ',') {
            ++at;
        } else if (line[at] == '"') {
            const std::size_t end = std::min(line.find('"', at + 1), line.size());
            words.push_back(line.substr(at + 1, end - at - 1));
            at = end + 1;
        } else {
            const std::size_t end = std::min(line.find_first_of(" ,", at), line.size());
            words.push_back(line.substr(at, end - at));
            at = end;
        }
    }
    return words;
}

workflow::Node &Sketch::nodeNamed(const std::string &id)
{
    if (Node *known = m_workflow.find(id))
        return *known;
    Node &made = m_workflow.nodes.emplace_back();
    made.id = id;
    made.with = {{"argv", List{"true"}}};
    return made;
}

Result<Done> Sketch::edges(const std::string &text)
{
    std::vector<std::string> words = wordsOf(text);
    EdgeCondition on = EdgeCondition::Success;
    if (words.size() > 2 && words[words.size() - 2] == "on") {
        if (words.back() != "failure" && words.back() != "always")
            return failure(ErrorCode::InvalidInput, fmt::format("No edge fires on \"{}\".", words.back()));
        on = words.back() == "failure" ? EdgeCondition::Failure : EdgeCondition::Always;
        words.resize(words.size() - 2);
    }
    std::vector<std::string> before;
    std::vector<std::string> group;
    const auto connect = [&] {
        for (const std::string &from : before)
            for (const std::string &to : group) {
                const std::size_t dot = from.find('.'); // "size.big" is a port of "size"
                const std::string port = dot == std::string::npos ? "out" : from.substr(dot + 1);
                m_workflow.edges.push_back({from.substr(0, dot), port, to, "in", on, {}});
            }
        before = std::exchange(group, {});
    };
    for (const std::string &word : words) {
        if (word == "->") {
            connect();
            continue;
        }
        nodeNamed(word.substr(0, word.find('.')));
        group.push_back(word);
    }
    connect();
    return Done{};
}

Result<Done> Sketch::node(const std::string &text)
{
    const std::vector<std::string> words = wordsOf(text);
    if (words.empty())
        return failure(ErrorCode::InvalidInput, "A node needs a name.");
    Node &node = nodeNamed(words[0]);
    for (std::size_t at = 1; at < words.size();)
        if (const auto set = setProperty(node, words, at); !set)
            return set;
    if (node.kind == workflow::Kind::Transform)
        node.with = {{"expression", "1"}};
    else if (node.kind == workflow::Kind::Empty)
        node.with = {};
    else if (node.kind == workflow::Kind::Delay)
        node.with = {{"for", "1s"}};
    return Done{};
}

void Sketch::output(const std::string &name) { m_workflow.outputs.emplace_back(name, "${1}"); }

} // namespace weftline::test
