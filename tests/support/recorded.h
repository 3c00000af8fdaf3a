// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Recorded workflows for tests: those of ../shared/data/wfinstances where they are, else graphs of the same shapes.

#pragma once

#include <cstddef>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace weftline::test {

/// What is known of one recorded workflow.
struct RecordedShape
{
    std::string name;
    std::size_t tasks;
    std::size_t edges;
    std::size_t levels;
    std::size_t widest; ///< Tasks of the level that has most.
    double runtimes; ///< Seconds, of all tasks together.
};

[[nodiscard]] const std::vector<RecordedShape> &recordedShapes();

/// The folder with the real files: $WEFTLINE_SHARED/data/wfinstances, or beside the sources; nothing where it is not.
[[nodiscard]] std::optional<std::filesystem::path> recordedFolder(const std::filesystem::path &sourceFolder);

/// The text of the real file.
[[nodiscard]] std::string recordedText(const std::filesystem::path &folder, const RecordedShape &shape);

/// WfFormat 1.5 with as many tasks, edges and levels, and the same widest level. Always the same for a shape.
[[nodiscard]] std::string generatedText(const RecordedShape &shape);

} // namespace weftline::test
