// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/cli/workflow_file.h"

#include <fmt/format.h>

#include "app/cli/output.h"
#include "engine/expressions/check.h"

namespace weftline::cli {
namespace {

constexpr std::string_view severities[] = {"error", "warning", "hint"};

} // namespace

format::ReadOutcome readChecked(const std::string &file)
{
    format::ReadOutcome outcome = format::readWorkflowFile(file);
    if (outcome.ok && !outcome.hasErrors())
        outcome.add(expressions::check(outcome.workflow));
    return outcome;
}

void printProblems(const std::string &file, const std::vector<format::Located> &problems)
{
    for (const format::Located &located : problems) {
        const auto &[problem, line, column] = located;
        const std::string place = line > 0 ? fmt::format("{}:{}:{}", file, line, column) : file;
        complain(fmt::format("{}: {}: {}{}{}", place, severities[static_cast<std::size_t>(problem.severity)], problem.message,
                             problem.fix.empty() ? "" : " ", problem.fix));
    }
}

Value toValue(const std::vector<format::Located> &problems)
{
    List list;
    for (const auto &[problem, line, column] : problems)
        list.push_back(Object{{"severity", severities[static_cast<std::size_t>(problem.severity)]}, {"where", problem.where},
                              {"line", line}, {"column", column}, {"message", problem.message}, {"fix", problem.fix}});
    return list;
}

} // namespace weftline::cli
