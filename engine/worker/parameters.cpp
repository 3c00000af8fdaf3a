// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "engine/worker/parameters.h"

#include <algorithm>
#include <charconv>
#include <cmath>

#include <fmt/format.h>

#include "engine/encoding/reader.h"
#include "engine/workflow/names.h"

namespace weftline::worker {
namespace {

const Value *given(const Value &with, std::string_view name)
{
    const Value *value = with.find(name);
    return value && !value->isNull() ? value : nullptr;
}

template <typename Number>
std::optional<Number> parsed(const std::string *text)
{
    Number number{};
    if (!text || text->empty())
        return std::nullopt;
    const char *end = text->data() + text->size();
    const auto [stop, error] = std::from_chars(text->data(), end, number);
    return error == std::errc() && stop == end ? std::optional(number) : std::nullopt;
}

std::optional<std::int64_t> wholeOf(const Value &value)
{
    if (const std::int64_t *whole = value.asInt())
        return *whole;
    return parsed<std::int64_t>(value.asString());
}

std::optional<double> numberOf(const Value &value)
{
    if (const std::int64_t *whole = value.asInt())
        return static_cast<double>(*whole);
    if (const double *real = value.asDouble())
        return *real;
    return parsed<double>(value.asString());
}

} // namespace

tl::unexpected<Error> wrong(std::string_view where, std::string_view why)
{
    return failure(ErrorCode::InvalidInput, fmt::format("{} {}.", where, why), std::string(where));
}

Result<Value> readWith(const wire::Task &task)
{
    encoding::Reader reader(task.with.bytes);
    Value with = reader.value();
    if (!reader.ok() || !reader.atEnd() || !with.asObject())
        return wrong("with", "could not be read by the worker");
    return with;
}

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

Result<std::string> readText(const Value &with, std::string_view name)
{
    const Value *value = given(with, name);
    return value ? textOf(*value, std::string(name)) : Result<std::string>();
}

Result<std::size_t> readChoice(const Value &with, std::string_view name, std::span<const std::string_view> choices)
{
    const Value *value = given(with, name);
    if (!value)
        return std::size_t{0};
    const std::string *text = value->asString();
    const auto found = text ? std::find(choices.begin(), choices.end(), *text) : choices.end();
    if (found == choices.end())
        return wrong(name, fmt::format("must be {}", choices.size() == 1 ? fmt::format("\"{}\"", choices[0])
                                                                        : fmt::format("one of {}", workflow::quotedList(choices))));
    return static_cast<std::size_t>(found - choices.begin());
}

Result<std::int64_t> readWhole(const Value &with, std::string_view name, std::int64_t otherwise, std::int64_t least, std::int64_t most)
{
    const Value *value = given(with, name);
    if (!value)
        return otherwise;
    const auto whole = wholeOf(*value);
    if (!whole || *whole < least || *whole > most)
        return wrong(name, fmt::format("must be a whole number from {} to {}", least, most));
    return *whole;
}

Result<double> readNumber(const Value &with, std::string_view name, double otherwise, double least, double most)
{
    const Value *value = given(with, name);
    if (!value)
        return otherwise;
    const auto number = numberOf(*value);
    if (!number || !std::isfinite(*number) || *number < least || *number > most)
        return wrong(name, fmt::format("must be a number from {} to {}", least, most));
    return *number;
}

Result<bool> readFlag(const Value &with, std::string_view name, bool otherwise)
{
    const Value *value = given(with, name);
    if (!value)
        return otherwise;
    if (const bool *flag = value->asBool())
        return *flag;
    return wrong(name, "must be true or false");
}

Result<std::vector<std::pair<std::string, std::string>>> readTexts(const Value &with, std::string_view name)
{
    std::vector<std::pair<std::string, std::string>> texts;
    const Value *value = given(with, name);
    if (value && !value->asObject())
        return wrong(name, "must be an object of texts");
    for (std::size_t i = 0; value && i < value->asObject()->size(); ++i) {
        const auto &[key, entry] = (*value->asObject())[i];
        auto text = textOf(entry, fmt::format("{}.{}", name, key));
        if (!text)
            return tl::unexpected(text.error());
        texts.emplace_back(key, std::move(*text));
    }
    return texts;
}

Result<std::vector<int>> readCodes(const Value &with, std::string_view name, int least, int most, std::string_view what)
{
    std::vector<int> codes;
    const Value *value = given(with, name);
    if (!value)
        return codes;
    const List *list = value->asList();
    for (std::size_t i = 0; list && i < list->size(); ++i) {
        const auto code = wholeOf((*list)[i]);
        if (!code || *code < least || *code > most)
            return wrong(fmt::format("{}[{}]", name, i), fmt::format("must be a whole number from {} to {}", least, most));
        codes.push_back(static_cast<int>(*code));
    }
    if (codes.empty())
        return wrong(name, fmt::format("must be a list of {}", what));
    return codes;
}

void setVariable(std::vector<std::string> &environment, std::string_view name, std::string_view value)
{
    const std::string begin = fmt::format("{}=", name);
    std::erase_if(environment, [&](const std::string &line) { return line.starts_with(begin); });
    environment.push_back(begin + std::string(value));
}

Result<Done> readEnvironment(const Value &with, const wire::Task &task, std::vector<std::string> &environment)
{
    const auto variables = readTexts(with, "env");
    if (!variables)
        return tl::unexpected(variables.error());
    for (const auto &[name, text] : *variables) {
        if (name.empty() || name.find_first_of(std::string_view("=\0", 2)) != std::string::npos)
            return wrong(fmt::format("env.{}", name), "is no name for a variable");
        setVariable(environment, name, text);
    }
    setVariable(environment, "WEFT_RUN", task.run.view());
    setVariable(environment, "WEFT_TASK", task.name());
    setVariable(environment, "WEFT_ATTEMPT", std::to_string(task.key.number));
    if (task.fence != 0)
        setVariable(environment, "WEFT_FENCE", std::to_string(task.fence));
    return Done{};
}

wire::AttemptResult refusal(const wire::Task &task, Instant began, Instant ended, const Error &error)
{
    wire::AttemptResult result;
    result.key = task.key;
    result.outcome = wire::Outcome::Failed;
    const bool isAboutParameters = error.code == ErrorCode::InvalidInput;
    result.reason = fmt::format("Node \"{}\" {}{}", task.node.view(), isAboutParameters ? "cannot run: " : "", error.message);
    result.started = began;
    result.ended = ended;
    return result;
}

} // namespace weftline::worker
