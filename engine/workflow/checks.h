// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The parts of validate(). Used by the .cpp files of this folder only.

#pragma once

#include "engine/workflow/validate.h"

#include <string_view>
#include <unordered_map>

namespace weftline::workflow {

/// Positions of the nodes by id; of doubled ids the first. Looked up only, never iterated.
using NodeIndexes = std::unordered_map<std::string_view, std::size_t>;

/// Appends to a list of problems until it holds `problemsMax` errors, and far fewer warnings: they must not crowd out
/// errors.
class ProblemSink
{
public:
    explicit ProblemSink(Problems &problems) : m_problems(problems) { }

    [[nodiscard]] bool isFull() const { return m_errors >= problemsMax; }

    void add(Severity severity, std::string where, std::string message, std::string fix, std::string node = {},
             std::vector<QuickFix> quickFixes = {})
    {
        std::size_t &count = severity == Severity::Error ? m_errors : m_warnings;
        if (count++ < (severity == Severity::Error ? problemsMax : warningsMax))
            m_problems.push_back({severity, std::move(where), std::move(message), std::move(fix), std::move(node),
                                  std::move(quickFixes)});
    }
    void error(std::string where, std::string message, std::string fix, std::string node = {},
               std::vector<QuickFix> quickFixes = {})
    {
        add(Severity::Error, std::move(where), std::move(message), std::move(fix), std::move(node), std::move(quickFixes));
    }

private:
    static constexpr std::size_t warningsMax = 100;

    Problems &m_problems;
    std::size_t m_errors = 0;
    std::size_t m_warnings = 0;
};

/// The parameters in Node::with against the table of the node's kind. `where` is the node's pointer.
void checkFields(const Node &node, const std::string &where, ProblemSink &sink);

/// Edges to nowhere, to themselves, doubled, from and to ports that do not exist or do not fit, and cycles.
void checkEdges(const Workflow &workflow, const NodeIndexes &indexes, ProblemSink &sink);

/// Alert rules: the chain and the parameters of its stages. Warnings in those that are not enabled.
void checkAlerts(const Workflow &workflow, ProblemSink &sink);

/// Why something cannot be called `name`, as a sentence about `what` ("A node's id"); empty when it can.
[[nodiscard]] std::string whyNotAName(std::string_view name, std::string_view what);

/// A "${" that is never closed in any string in `value`, at any depth.
void checkTemplates(const Value &value, const std::string &where, const NodeId &node, ProblemSink &sink);

} // namespace weftline::workflow
