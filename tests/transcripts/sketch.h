// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Workflows in a line or two of text, for transcripts.

#pragma once

#include <string>
#include <vector>

#include "engine/base/result.h"
#include "engine/workflow/plan.h"

namespace weftline::test {

/// The words of a line; what stands between quotes is one word. Commas and colons at a word's end are left out.
[[nodiscard]] std::vector<std::string> wordsOf(const std::string &line);

class Sketch
{
public:
    /// "a -> b, c -> d" or "a -> b on failure"; nodes are commands unless node() says else.
    Result<Done> edges(const std::string &text);
    /// "a map priority 5 retry 2 backoff 1s losses 3 pool gpu timeout 2s kind transform prepared disabled".
    Result<Done> node(const std::string &text);
    void output(const std::string &name);

    [[nodiscard]] Result<std::shared_ptr<const workflow::Plan>> plan() const { return workflow::compile(m_workflow); }

private:
    workflow::Node &nodeNamed(const std::string &id);

    workflow::Workflow m_workflow;
};

} // namespace weftline::test
