// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/support/recorded.h"

#include <cassert>
#include <cstdint>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <set>
#include <sstream>

namespace weftline::test {
namespace {

using Pair = std::pair<std::size_t, std::size_t>;

/// Numbers that are the same on every machine.
class Numbers
{
public:
    double next() // from 0 to 1
    {
        m_state = m_state * 6364136223846793005ULL + 1442695040888963407ULL;
        return static_cast<double>(m_state >> 40U) / static_cast<double>(1U << 24U);
    }

private:
    std::uint64_t m_state = 88172645463325252ULL;
};

std::vector<std::size_t> levelSizes(const RecordedShape &shape)
{
    std::vector<std::size_t> sizes(shape.levels);
    const std::size_t widestAt = shape.levels > 2 ? 1 : 0;
    const std::size_t rest = shape.tasks - shape.widest;
    for (std::size_t level = 0, nth = 0; level < shape.levels; ++level) {
        if (level == widestAt)
            sizes[level] = shape.widest;
        else
            sizes[level] = rest / (shape.levels - 1) + (nth++ < rest % (shape.levels - 1) ? 1 : 0);
    }
    return sizes;
}

/// One parent a task keeps its level; the other edges go where there is room.
std::set<Pair> edgesOf(const RecordedShape &shape, const std::vector<std::size_t> &level)
{
    std::set<Pair> edges;
    std::size_t parent = 0;
    for (std::size_t task = 0; task < level.size(); ++task) {
        if (level[task] == 0)
            continue;
        while (level[parent] + 1 != level[task] || edges.contains({parent, task}))
            parent = (parent + 1) % level.size();
        edges.insert({parent, task});
        parent = (parent + 1) % level.size();
    }
    for (std::size_t apart = 1; apart < shape.levels; ++apart)
        for (std::size_t to = level.size(); to-- > 0;)
            for (std::size_t from = 0; from < to && edges.size() < shape.edges; ++from)
                if (level[from] + apart == level[to])
                    edges.insert({from, to});
    assert(edges.size() == shape.edges);
    return edges;
}

std::string nameOf(std::size_t task)
{
    return "task_" + std::to_string(100001 + task);
}

std::string references(const std::set<Pair> &edges, std::size_t task, bool parents)
{
    std::string out;
    for (const auto &[from, to] : edges)
        if ((parents ? to : from) == task)
            out += (out.empty() ? "\"" : ", \"") + nameOf(parents ? from : to) + '"';
    return out;
}

} // namespace

const std::vector<RecordedShape> &recordedShapes()
{
    static const std::vector<RecordedShape> shapes{
        {"helloworld-chain-5-chameleon", 5, 4, 5, 1, 501},
        {"helloworld-forkjoin-10-chameleon", 10, 16, 3, 8, 1029},
        {"bacass-dirt02-001", 11, 14, 5, 4, 3962},
        {"sarek-dirt02-001", 26, 50, 10, 9, 393},
        {"montage-chameleon-2mass-005d-001", 58, 114, 8, 18, 222},
        {"srasearch-chameleon-50a-005", 104, 152, 4, 51, 74033},
        {"cutandrun-dirt02-001", 120, 196, 22, 13, 904},
        {"blast-chameleon-medium-001", 303, 900, 3, 300, 31513},
        {"1000genome-chameleon-22ch-250k-001", 902, 1166, 3, 572, 53410},
    };
    return shapes;
}

std::optional<std::filesystem::path> recordedFolder(const std::filesystem::path &sourceFolder)
{
    const char *const given = std::getenv("WEFTLINE_SHARED");
    const std::filesystem::path shared = given ? std::filesystem::path(given) : sourceFolder / ".." / "shared";
    const std::filesystem::path folder = shared / "data" / "wfinstances";
    std::error_code error;
    return std::filesystem::is_directory(folder, error) ? std::optional(folder) : std::nullopt;
}

std::string recordedText(const std::filesystem::path &folder, const RecordedShape &shape)
{
    std::ifstream file(folder / (shape.name + ".json"), std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

std::string generatedText(const RecordedShape &shape)
{
    std::vector<std::size_t> level;
    const std::vector<std::size_t> sizes = levelSizes(shape);
    for (std::size_t l = 0; l < sizes.size(); ++l)
        level.insert(level.end(), sizes[l], l);
    const std::set<Pair> edges = edgesOf(shape, level);
    Numbers numbers;
    std::ostringstream tasks;
    std::ostringstream executed;
    for (std::size_t nth = 0; nth < level.size(); ++nth) {
        const std::size_t task = level.size() - 1 - nth; // against the order of the graph, as recorded ones may be
        const char *const comma = nth == 0 ? "" : ",\n";
        tasks << comma << R"({"name": ")" << nameOf(task) << R"(", "id": ")" << nameOf(task) << R"(", "parents": [)"
              << references(edges, task, true) << R"(], "children": [)" << references(edges, task, false)
              << R"(], "inputFiles": [], "outputFiles": []})";
        executed << comma << R"({"id": ")" << nameOf(task) << R"(", "runtimeInSeconds": )"
                 << numbers.next() * 2 * shape.runtimes / static_cast<double>(shape.tasks) << "}";
    }
    return R"({"name": ")" + shape.name + R"(", "schemaVersion": "1.5", "workflow": {"specification": {"tasks": [)"
        + tasks.str() + R"(], "files": []}, "execution": {"makespanInSeconds": 1, "executedAt": "", "tasks": [)"
        + executed.str() + "]}}}\n";
}

} // namespace weftline::test
