// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "engine/format/weft_file.h"

#include "engine/workflow/codec.h"
#include "engine/workflow/validate.h"

#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <cstdio>
#include <cstring>

namespace weftline::format {
namespace {

using workflow::Problem;
using workflow::Problems;
using workflow::Severity;

std::string unescaped(std::string_view step)
{
    std::string out;
    for (std::size_t i = 0; i < step.size(); ++i) {
        if (step[i] == '~' && i + 1 < step.size())
            out += step[++i] == '1' ? '/' : '~';
        else
            out += step[i];
    }
    return out;
}

Located atStart(std::string message, std::string fix, int line = 1)
{
    return {{Severity::Error, {}, std::move(message), std::move(fix), {}}, line, line};
}

/// What makes it no text at all; a null byte occurs in no JSON.
bool looksBinary(std::string_view text)
{
    constexpr std::size_t lookedAt = 4096;
    return text.substr(0, lookedAt).find('\0') != std::string_view::npos;
}

} // namespace

SourceMap::SourceMap(std::string text, std::vector<JsonMark> marks) : m_text(std::move(text)), m_marks(std::move(marks))
{
    m_lines.push_back(0);
    for (std::size_t at = 0; (at = m_text.find('\n', at)) != std::string::npos;)
        m_lines.push_back(++at);
}

LineColumn SourceMap::placeOf(std::size_t offset) const
{
    const auto after = std::upper_bound(m_lines.begin(), m_lines.end(), offset);
    const std::size_t start = *(after - 1);
    const LineColumn within = lineColumnOf(std::string_view(m_text).substr(start), offset - start);
    return {static_cast<int>(after - m_lines.begin()), within.column};
}

bool SourceMap::stepInto(std::size_t &mark, const std::string &step) const
{
    const bool isObject = m_text[m_marks[mark].value] == '{';
    std::size_t index = 0;
    if (!isObject && std::from_chars(step.data(), step.data() + step.size(), index).ec != std::errc())
        return false;
    std::size_t position = 0;
    for (std::size_t child = mark + 1; child < m_marks[mark].next; child = m_marks[child].next, ++position) {
        if (isObject ? jsonStringAt(m_text, m_marks[child].key) == step : position == index) {
            mark = child;
            return true;
        }
    }
    return false;
}

LineColumn SourceMap::locate(std::string_view pointer) const
{
    if (m_marks.empty())
        return {};
    std::size_t mark = 0;
    while (!pointer.empty()) {
        pointer.remove_prefix(1);
        const std::size_t end = std::min(pointer.find('/'), pointer.size());
        if (!stepInto(mark, unescaped(pointer.substr(0, end))))
            break;
        pointer.remove_prefix(end);
    }
    return placeOf(m_marks[mark].value);
}

bool ReadOutcome::hasErrors() const
{
    return std::any_of(problems.begin(), problems.end(),
                       [](const Located &p) { return p.problem.severity == Severity::Error; });
}

void ReadOutcome::add(const Problems &found)
{
    for (const Problem &problem : found) {
        const auto [line, column] = source->locate(problem.where);
        problems.push_back({problem, line, column});
    }
}

ReadOutcome readWorkflow(std::string text)
{
    ReadOutcome outcome;
    outcome.source = std::make_shared<SourceMap>();
    if (text.find_first_not_of(" \t\r\n") == std::string::npos) {
        outcome.problems.push_back(
            atStart("The file is empty.", "A workflow is an object that begins with \"weft\": 1."));
        return outcome;
    }
    if (looksBinary(text)) {
        outcome.problems.push_back(atStart("The file is not text.", "A workflow is JSON text, in UTF-8."));
        return outcome;
    }
    std::vector<JsonMark> marks;
    const auto value = readJson(text, &marks);
    if (!value) {
        const auto [line, column] = lineColumnOf(text, value.error().offset);
        outcome.problems.push_back({{Severity::Error, {}, value.error().message, value.error().fix, {}}, line, column});
        return outcome;
    }
    outcome.source = std::make_shared<SourceMap>(std::move(text), std::move(marks));
    Problems problems;
    outcome.workflow = workflow::fromValue(*value, problems);
    outcome.ok = !workflow::hasErrors(problems);
    if (outcome.ok)
        problems = workflow::validate(outcome.workflow);
    outcome.add(problems);
    return outcome;
}

Result<std::string> readTextFile(const std::filesystem::path &file)
{
    const auto cannot = [&](const std::string &why, ErrorCode code = ErrorCode::InvalidInput) {
        return failure(code, fmt::format("Cannot read \"{}\": {}", file.string(), why), file.string());
    };
    std::error_code error;
    const std::filesystem::file_status status = std::filesystem::status(file, error);
    if (status.type() == std::filesystem::file_type::not_found)
        return cannot("there is no such file. Check the path.", ErrorCode::NotFound);
    if (error)
        return cannot(fmt::format("{}.", error.message()), ErrorCode::System);
    if (status.type() == std::filesystem::file_type::directory)
        return cannot("it is a folder. Name a file in it.");
    const auto tooLarge = [&] {
        return cannot(
            fmt::format("it is larger than {} MiB, the most there may be. Keep large data in files of its own.",
                        jsonSizeMax >> 20U),
            ErrorCode::Limit);
    };
    const bool hasSize = status.type() == std::filesystem::file_type::regular;
    if (hasSize && std::filesystem::file_size(file, error) > jsonSizeMax && !error)
        return tooLarge();
    const std::unique_ptr<std::FILE, int (*)(std::FILE *)> stream(std::fopen(file.c_str(), "rb"), &std::fclose);
    if (!stream)
        return cannot(fmt::format("{}.", std::strerror(errno)), ErrorCode::System);
    std::string text;
    char buffer[65536];
    while (const std::size_t count = std::fread(buffer, 1, sizeof buffer, stream.get())) {
        text.append(buffer, count);
        if (text.size() > jsonSizeMax)
            return tooLarge();
    }
    if (std::ferror(stream.get()) != 0)
        return cannot(fmt::format("{}.", std::strerror(errno)), ErrorCode::System);
    return text;
}

ReadOutcome readWorkflowFile(const std::filesystem::path &file)
{
    Result<std::string> text = readTextFile(file);
    if (text)
        return readWorkflow(std::move(*text));
    ReadOutcome outcome;
    outcome.source = std::make_shared<SourceMap>();
    outcome.problems.push_back(atStart(text.error().message, {}, 0));
    return outcome;
}

std::string writeWorkflow(const workflow::Workflow &workflow)
{
    return toPrettyJson(toValue(workflow)) + "\n";
}

} // namespace weftline::format
