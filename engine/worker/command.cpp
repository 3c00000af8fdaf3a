// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "engine/worker/command.h"

#include <algorithm>
#include <array>
#include <cstring>

#include <fmt/format.h>
#include <sys/wait.h>

#include "engine/worker/parameters.h"

namespace weftline::worker {
namespace {

Result<std::vector<std::string>> readArguments(const Value *value)
{
    const List *list = value ? value->asList() : nullptr;
    if (!list || list->empty())
        return wrong("argv", "must be a list that begins with the program");
    std::vector<std::string> arguments;
    arguments.reserve(list->size());
    for (const Value &entry : *list) {
        auto text = textOf(entry, fmt::format("argv[{}]", arguments.size()));
        if (!text)
            return tl::unexpected(text.error());
        arguments.push_back(std::move(*text));
    }
    if (arguments.front().empty())
        return wrong("argv[0]", "is empty, and must be the program");
    return arguments;
}

Result<std::string> readInput(const Value &with)
{
    const Value *value = with.find("stdin");
    if (const std::string *text = value ? value->asString() : nullptr)
        return *text; // may hold any character
    return readText(with, "stdin");
}

std::string lastWords(const Command &command, const ProcessEnd &end)
{
    if (end.lastError.empty())
        return " It wrote no errors.";
    return command.isScript ? fmt::format(" Its last errors were:\n{}", end.lastErrors)
                            : fmt::format(" Its last line of errors was: {}", end.lastError);
}

void judge(const Command &command, const ProcessEnd &end, wire::AttemptResult &result)
{
    const std::string who = capital(command.called);
    const bool isOk = WIFEXITED(end.status)
        && std::find(command.ok.begin(), command.ok.end(), WEXITSTATUS(end.status)) != command.ok.end();
    if (end.outputTooLarge)
        result.reason = fmt::format("{} wrote more than {} MiB and was stopped. Have it write less, or into a file.", who,
                                    command.process.outputMax >> 20U);
    else if (end.timedOut)
        result.reason = fmt::format("{} ran longer than its timeout of {} and was stopped.", who, formatDuration(command.process.timeout));
    else if (WIFSIGNALED(end.status))
        result.reason = fmt::format("{} was ended by signal {} ({}).{}", who, WTERMSIG(end.status), strsignal(WTERMSIG(end.status)),
                                    lastWords(command, end));
    else if (!isOk)
        result.reason = fmt::format("{} ended with exit code {}.{}", who, WEXITSTATUS(end.status), lastWords(command, end));
    if (!result.reason.empty())
        result.outcome = end.timedOut ? wire::Outcome::TimedOut : wire::Outcome::Failed;
}

Result<Value> valueOf(const Command &command, std::string_view output)
{
    if (command.isScript && command.output == OutputForm::Json && output.find_first_not_of(" \t\r\n") == std::string_view::npos)
        return Value();
    return outputOf(command.output, output, command.called);
}

class RunningCommand final : public RunningAttempt
{
public:
    explicit RunningCommand(std::unique_ptr<Process> process) : m_process(std::move(process)) { }
    void stop(bool atOnce) override { m_process->stop(atOnce); }
    [[nodiscard]] std::int64_t pid() const override { return m_process->pid(); }

private:
    std::unique_ptr<Process> m_process;
};

/// What commandResult() needs of it, without the large parts.
Command judgedBy(const Command &command)
{
    Command judged;
    judged.process.timeout = command.process.timeout;
    judged.process.outputMax = command.process.outputMax;
    judged.output = command.output;
    judged.ok = command.ok;
    judged.called = command.called;
    judged.isScript = command.isScript;
    return judged;
}

} // namespace

Result<Command> readCommand(const wire::Task &task, const std::vector<std::string> &environment)
{
    const auto with = readWith(task);
    if (!with)
        return tl::unexpected(with.error());
    constexpr std::array<std::string_view, 3> forms{"text", "lines", "json"};
    auto arguments = readArguments(with->find("argv"));
    auto input = readInput(*with);
    auto folder = readText(*with, "cwd");
    const auto output = readChoice(*with, "output", forms);
    auto codes = readCodes(*with, "ok", 0, 255, "exit codes");
    Command command;
    command.process.environment = environment;
    const auto read = readEnvironment(*with, task, command.process.environment);
    if (!arguments)
        return tl::unexpected(arguments.error());
    for (const Result<std::string> *text : {&input, &folder})
        if (!*text)
            return tl::unexpected(text->error());
    if (!output || !codes || !read)
        return tl::unexpected(!output ? output.error() : !codes ? codes.error() : read.error());
    command.process.argv = std::move(*arguments);
    command.process.input = std::move(*input);
    command.process.folder = std::move(*folder);
    command.process.timeout = task.timeout;
    command.output = static_cast<OutputForm>(*output);
    if (!codes->empty())
        command.ok = std::move(*codes);
    command.called = fmt::format("\"{}\"", command.process.argv.front());
    return command;
}

wire::AttemptResult commandResult(const Command &command, ProcessEnd end)
{
    wire::AttemptResult result;
    result.use = end.use;
    judge(command, end, result);
    if (result.outcome != wire::Outcome::Succeeded)
        return result;
    const auto value = valueOf(command, end.output);
    auto payload = value ? payloadOf(*value, fmt::format("What {} wrote", command.called)) : Result<Payload>();
    if (value && payload) {
        result.output = std::move(*payload);
        return result;
    }
    result.outcome = wire::Outcome::Failed;
    result.reason = value ? payload.error().message : value.error().message;
    return result;
}

std::unique_ptr<RunningAttempt> runCommand(const Place &place, const wire::Task &task, Result<Command> command, AttemptHandler handler)
{
    const Instant began = place.now();
    const auto refuse = [&](const Error &error) { handler.ended(refusal(task, began, place.now(), error), false); };
    if (!command) {
        refuse(command.error());
        return nullptr;
    }
    Process::Handler processHandler;
    processHandler.log = handler.log;
    processHandler.ended = [began, now = place.now, key = task.key, judged = judgedBy(*command), ended = handler.ended](ProcessEnd end) {
        const bool killed = end.wasKilled();
        wire::AttemptResult result = commandResult(judged, std::move(end));
        result.key = key;
        result.started = began;
        result.ended = now();
        ended(std::move(result), killed);
    };
    auto process = Process::start(std::move(command->process), place.worker, place.groups, std::move(processHandler));
    if (!process) {
        refuse(process.error());
        return nullptr;
    }
    handler.started((*process)->pid());
    return std::make_unique<RunningCommand>(std::move(*process));
}

} // namespace weftline::worker
