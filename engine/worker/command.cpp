// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "engine/worker/command.h"

#include <algorithm>
#include <cstring>

#include <fmt/format.h>
#include <sys/wait.h>

#include "engine/encoding/reader.h"
#include "engine/encoding/writer.h"
#include "engine/format/json.h"
#include "engine/wire/utf8.h"

namespace weftline::worker {
namespace {

tl::unexpected<Error> wrong(std::string_view where, std::string_view why)
{
    return failure(ErrorCode::InvalidInput, fmt::format("{} {}.", where, why), std::string(where));
}

/// Text, or what is written like one: numbers and truth values, as ${item} may give them.
Result<std::string> textOf(const Value &value, const std::string &where)
{
    std::string text;
    if (const std::string *string = value.asString())
        text = *string;
    else if (value.asInt() || value.asDouble() || value.asBool())
        text = toJson(value);
    else
        return wrong(where, fmt::format("is {}, and must be text; JSON.stringify(…) makes one of it",
                                        value.isNull() ? "null" : fmt::format("a {}", value.typeName())));
    if (text.find('\0') != std::string::npos)
        return wrong(where, "contains a NUL character, which no program can be given");
    return text;
}

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

void setVariable(std::vector<std::string> &environment, std::string_view name, std::string_view value)
{
    const std::string begin = fmt::format("{}=", name);
    std::erase_if(environment, [&](const std::string &line) { return line.starts_with(begin); });
    environment.push_back(begin + std::string(value));
}

Result<Done> readEnvironment(const Value *value, std::vector<std::string> &environment)
{
    if (!value || value->isNull())
        return Done{};
    const Object *object = value->asObject();
    if (!object)
        return wrong("env", "must be an object of texts");
    for (const auto &[name, entry] : *object) {
        const std::string where = fmt::format("env.{}", name);
        if (name.empty() || name.find_first_of(std::string_view("=\0", 2)) != std::string::npos)
            return wrong(where, "is no name for a variable");
        const auto text = textOf(entry, where);
        if (!text)
            return tl::unexpected(text.error());
        setVariable(environment, name, *text);
    }
    return Done{};
}

Result<std::string> readText(const Value &with, std::string_view name)
{
    const Value *value = with.find(name);
    if (!value || value->isNull())
        return std::string();
    if (const std::string *text = value->asString(); text && name == "stdin")
        return *text; // may hold any character
    return textOf(*value, std::string(name));
}

Result<CommandOutput> readOutputKind(const Value *value)
{
    const std::string *name = value ? value->asString() : nullptr;
    if (!value || value->isNull() || (name && *name == "text"))
        return CommandOutput::Text;
    if (name && *name == "lines")
        return CommandOutput::Lines;
    if (name && *name == "json")
        return CommandOutput::Json;
    return wrong("output", "must be \"text\", \"lines\" or \"json\"");
}

Result<std::vector<int>> readCodes(const Value *value)
{
    if (!value || value->isNull())
        return std::vector<int>{0};
    std::vector<int> codes;
    const List *list = value->asList();
    for (std::size_t i = 0; list && i < list->size(); ++i) {
        const std::int64_t *code = (*list)[i].asInt();
        if (!code || *code < 0 || *code > 255)
            return wrong(fmt::format("ok[{}]", i), "must be a whole number from 0 to 255");
        codes.push_back(static_cast<int>(*code));
    }
    if (codes.empty())
        return wrong("ok", "must be a list of exit codes");
    return codes;
}

List linesOf(std::string_view text)
{
    List lines;
    while (!text.empty()) {
        const std::size_t newline = std::min(text.find('\n'), text.size());
        lines.emplace_back(text.substr(0, newline));
        text.remove_prefix(std::min(newline + 1, text.size()));
    }
    return lines;
}

/// The position of the first byte that belongs to no character.
std::size_t firstInvalid(std::string_view text)
{
    std::size_t low = 0;
    std::size_t high = text.size();
    while (low < high) { // a valid beginning stays valid when it is cut between characters
        const std::size_t middle = low + (high - low) / 2;
        const std::string_view begin = wire::utf8Prefix(text, middle + 1);
        if (begin.size() > low && wire::isUtf8(begin.substr(low)))
            low = begin.size();
        else
            high = middle;
    }
    return low;
}

Result<Value> valueOf(const Command &command, std::string_view output)
{
    const std::string &program = command.process.argv.front();
    if (!wire::isUtf8(output))
        return failure(ErrorCode::InvalidInput,
                       fmt::format("\"{}\" wrote bytes that are no UTF-8 text, the first after {} bytes. Have it write text, for "
                                   "example through iconv or base64.",
                                   program, firstInvalid(output)));
    switch (command.output) {
    case CommandOutput::Text:
        if (output.ends_with('\n')) // as $(…) of a shell does, so that it can be an argument
            output.remove_suffix(1);
        return Value(output);
    case CommandOutput::Lines: return Value(linesOf(output));
    case CommandOutput::Json: break;
    }
    auto value = format::parseJson(output);
    if (!value)
        return failure(ErrorCode::InvalidInput, fmt::format("What \"{}\" wrote is no JSON. {}", program, value.error().message));
    return value;
}

std::string lastWords(const ProcessEnd &end)
{
    return end.lastError.empty() ? std::string(" It wrote no errors.")
                                 : fmt::format(" Its last line of errors was: {}", end.lastError);
}

void judge(const Command &command, const ProcessEnd &end, wire::AttemptResult &result)
{
    const std::string &program = command.process.argv.front();
    const bool isOk = WIFEXITED(end.status)
        && std::find(command.ok.begin(), command.ok.end(), WEXITSTATUS(end.status)) != command.ok.end();
    if (end.outputTooLarge)
        result.reason = fmt::format("\"{}\" wrote more than {} MiB and was stopped. Have it write less, or into a file.", program,
                                    command.process.outputMax >> 20U);
    else if (end.timedOut)
        result.reason = fmt::format("\"{}\" ran longer than its timeout of {} and was stopped.", program,
                                    formatDuration(command.process.timeout));
    else if (WIFSIGNALED(end.status))
        result.reason = fmt::format("\"{}\" was ended by signal {} ({}).{}", program, WTERMSIG(end.status),
                                    strsignal(WTERMSIG(end.status)), lastWords(end));
    else if (!isOk)
        result.reason = fmt::format("\"{}\" ended with exit code {}.{}", program, WEXITSTATUS(end.status), lastWords(end));
    if (!result.reason.empty())
        result.outcome = end.timedOut ? wire::Outcome::TimedOut : wire::Outcome::Failed;
}

} // namespace

std::string_view nodeOf(std::string_view task)
{
    const std::size_t bracket = task.rfind('[');
    const bool isMapped = bracket != std::string_view::npos && bracket > 0 && task.ends_with(']') && task.size() > bracket + 2
        && task.find_first_not_of("0123456789", bracket + 1) == task.size() - 1;
    return isMapped ? task.substr(0, bracket) : task;
}

Result<Command> readCommand(const wire::Task &task, const std::vector<std::string> &environment)
{
    encoding::Reader reader(task.with.bytes);
    const Value with = reader.value();
    if (!reader.ok() || !with.asObject())
        return wrong("with", "could not be read by the worker");
    auto arguments = readArguments(with.find("argv"));
    auto input = readText(with, "stdin");
    auto folder = readText(with, "cwd");
    const auto output = readOutputKind(with.find("output"));
    auto codes = readCodes(with.find("ok"));
    Command command;
    command.process.environment = environment;
    const auto read = readEnvironment(with.find("env"), command.process.environment);
    if (!arguments)
        return tl::unexpected(arguments.error());
    for (const Result<std::string> *text : {&input, &folder})
        if (!*text)
            return tl::unexpected(text->error());
    if (!output || !codes || !read)
        return tl::unexpected(!output ? output.error() : !codes ? codes.error() : read.error());
    setVariable(command.process.environment, "WEFT_RUN", task.run);
    setVariable(command.process.environment, "WEFT_TASK", task.name);
    setVariable(command.process.environment, "WEFT_ATTEMPT", std::to_string(task.key.number));
    command.process.argv = std::move(*arguments);
    command.process.input = std::move(*input);
    command.process.folder = std::move(*folder);
    command.process.timeout = task.timeout;
    command.output = *output;
    command.ok = std::move(*codes);
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
    Bytes encoded;
    if (value)
        encoding::Writer(encoded).value(*value);
    if (!value)
        result.reason = value.error().message;
    else if (encoded.size() > valueSizeMax)
        result.reason = fmt::format("What \"{}\" wrote is larger than {} MiB as a value. Have it write less, or into a file.",
                                    command.process.argv.front(), valueSizeMax >> 20U);
    else
        result.output = Payload::of(std::move(encoded));
    if (!result.reason.empty())
        result.outcome = wire::Outcome::Failed;
    return result;
}

} // namespace weftline::worker
