// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// `.weft` files: text to a workflow with every problem at its place, and back.

#pragma once

#include "engine/base/result.h"
#include "engine/format/json.h"
#include "engine/workflow/problem.h"
#include "engine/workflow/workflow.h"

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace weftline::format {

/// Finds the lines of JSON pointers in a text that was read. A plain value.
class SourceMap
{
public:
    SourceMap() = default;
    SourceMap(std::string text, std::vector<JsonMark> marks);

    /// The place of the value that `pointer` names, or of the nearest one around it that exists.
    [[nodiscard]] LineColumn locate(std::string_view pointer) const;

private:
    [[nodiscard]] LineColumn placeOf(std::size_t offset) const;
    [[nodiscard]] bool stepInto(std::size_t &mark, const std::string &step) const;

    std::string m_text;
    std::vector<JsonMark> m_marks;
    std::vector<std::size_t> m_lines; ///< Offsets of the lines' first bytes.
};

struct Located
{
    workflow::Problem problem;
    int line = 0; ///< From 1; 0 where there is no text, as for a file that cannot be opened.
    int column = 0;

    bool operator==(const Located &) const = default;
};

struct ReadOutcome
{
    workflow::Workflow workflow;
    std::vector<Located> problems; ///< All found: what is no JSON, what is no workflow, what validate() says.
    /// The text was understood whole, so that writing `workflow` loses nothing. It may still be a workflow that cannot
    /// run: see hasErrors().
    bool ok = false;
    std::shared_ptr<const SourceMap>
        source; ///< For placing further problems, such as those of expressions; never null.

    [[nodiscard]] bool hasErrors() const;
    /// Adds problems found by others, at their places.
    void add(const workflow::Problems &found);
};

[[nodiscard]] ReadOutcome readWorkflow(std::string text);

/// Looks at the size before it reads.
[[nodiscard]] ReadOutcome readWorkflowFile(const std::filesystem::path &file);

/// The whole text of a file of at most jsonSizeMax bytes.
[[nodiscard]] Result<std::string> readTextFile(const std::filesystem::path &file);

/// In the order of the schema, ending in a line break; the same workflow always gives the same bytes.
[[nodiscard]] std::string writeWorkflow(const workflow::Workflow &workflow);

} // namespace weftline::format
