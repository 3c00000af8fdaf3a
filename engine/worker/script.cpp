// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "engine/worker/script.h"

#include <array>

#include <fmt/format.h>

#include "engine/worker/parameters.h"
#include "engine/worker/spawn.h"

namespace weftline::worker {
namespace {

struct Language
{
    std::string_view title;
    std::string_view package; ///< Of Debian.
    std::array<std::string_view, 2> programs; ///< The first that is there.
    std::string_view option; ///< Before the file; may be empty.
};

constexpr std::array<std::string_view, 3> languageNames{"python", "bash", "javascript"};
constexpr std::array<Language, 3> languages{{
    {"Python", "python3", {"python3", {}}, {}},
    {"Bash", "bash", {"bash", {}}, {}},
    {"JavaScript", "nodejs", {"nodejs", "node"}, "--preserve-symlinks-main"}, // the file has no path that could be resolved
}};

Result<std::string> findInterpreter(const Language &language, const std::vector<std::string> &environment, std::string_view worker)
{
    for (const std::string_view program : language.programs)
        if (!program.empty())
            if (auto found = findProgram(program, environment))
                return *found;
    return failure(ErrorCode::NotFound,
                   fmt::format("cannot run {} on worker \"{}\": there is no program \"{}\" (PATH={}). Install Debian's package {} there, or put "
                               "the node into a pool whose workers have it.",
                               language.title, worker, language.programs[0], variable(environment, "PATH"), language.package),
                   std::string(language.programs[0]));
}

std::string withoutPath(std::string text)
{
    const std::string_view path = processFile;
    for (std::size_t at = text.find(path); at != std::string::npos; at = text.find(path, at))
        text.replace(at, path.size(), "code");
    return text;
}

} // namespace

Result<Command> readScript(const wire::Task &task, const std::vector<std::string> &environment, std::string_view worker)
{
    const auto with = readWith(task);
    if (!with)
        return tl::unexpected(with.error());
    constexpr std::array<std::string_view, 3> forms{"json", "text", "lines"};
    constexpr std::array<OutputForm, 3> formOf{OutputForm::Json, OutputForm::Text, OutputForm::Lines};
    const auto choice = readChoice(*with, "language", languageNames);
    const auto output = readChoice(*with, "output", forms);
    auto folder = readText(*with, "cwd");
    Command command;
    command.process.environment = environment;
    const auto read = readEnvironment(*with, task, command.process.environment);
    if (!choice || !output || !folder || !read)
        return tl::unexpected(!choice ? choice.error() : !output ? output.error() : !folder ? folder.error() : read.error());
    const Value *code = with->find("code");
    if (!with->find("language"))
        return wrong("language", "must say what the code is written in");
    if (!code || !code->asString() || code->asString()->empty())
        return wrong("code", "must be the text of a script");
    const Language &language = languages[*choice];
    auto interpreter = findInterpreter(language, command.process.environment, worker);
    if (!interpreter)
        return tl::unexpected(interpreter.error());
    command.process.argv.push_back(std::move(*interpreter));
    if (!language.option.empty())
        command.process.argv.emplace_back(language.option);
    command.process.argv.emplace_back(processFile);
    command.process.file = *code->asString();
    const Value *input = with->find("input");
    command.process.input = toJson(input ? *input : Value()) + '\n';
    command.process.folder = std::move(*folder);
    command.process.timeout = task.timeout;
    command.output = formOf[*output];
    command.called = fmt::format("the {} script", language.title);
    command.isScript = true;
    return command;
}

AttemptHandler namingCode(AttemptHandler handler)
{
    handler.log = [log = std::move(handler.log)](wire::Stream stream, std::string text) {
        log(stream, stream == wire::Stream::Err ? withoutPath(std::move(text)) : std::move(text));
    };
    handler.ended = [ended = std::move(handler.ended)](wire::AttemptResult result, bool killed) {
        result.reason = withoutPath(std::move(result.reason));
        ended(std::move(result), killed);
    };
    return handler;
}

} // namespace weftline::worker
