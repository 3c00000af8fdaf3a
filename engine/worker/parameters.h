// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Reading the evaluated parameters of an attempt. They come from another process, so whatever they are, the answer is a
// value or an error that names the place.

#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/result.h"
#include "engine/base/value.h"
#include "engine/wire/message.h"

namespace weftline::worker {

/// "`where` `why`." as an error about parameters.
[[nodiscard]] tl::unexpected<Error> wrong(std::string_view where, std::string_view why);

/// `task.with`, which is an object.
[[nodiscard]] Result<Value> readWith(const wire::Task &task);

/// Text, or what is written like one: numbers and truth values, as ${item} may give them. No NUL in it.
[[nodiscard]] Result<std::string> textOf(const Value &value, const std::string &where);
/// The member as textOf(); empty where there is none.
[[nodiscard]] Result<std::string> readText(const Value &with, std::string_view name);
/// The position of the member's text in `choices`; 0 where there is none.
[[nodiscard]] Result<std::size_t> readChoice(const Value &with, std::string_view name, std::span<const std::string_view> choices);
/// A whole number from `least` to `most`, also as text; `otherwise` where there is none.
[[nodiscard]] Result<std::int64_t> readWhole(const Value &with, std::string_view name, std::int64_t otherwise, std::int64_t least,
                                             std::int64_t most);
/// A number, also as text; `otherwise` where there is none.
[[nodiscard]] Result<double> readNumber(const Value &with, std::string_view name, double otherwise, double least, double most);
[[nodiscard]] Result<bool> readFlag(const Value &with, std::string_view name, bool otherwise);
/// An object of texts; empty where there is none.
[[nodiscard]] Result<std::vector<std::pair<std::string, std::string>>> readTexts(const Value &with, std::string_view name);
/// A list of whole numbers; empty where there is none.
[[nodiscard]] Result<std::vector<int>> readCodes(const Value &with, std::string_view name, int least, int most, std::string_view what);

/// Sets a variable in "NAME=value" lines.
void setVariable(std::vector<std::string> &environment, std::string_view name, std::string_view value);
/// The member `env`, then WEFT_RUN, WEFT_TASK, WEFT_ATTEMPT and, for who holds a lock, WEFT_FENCE.
[[nodiscard]] Result<Done> readEnvironment(const Value &with, const wire::Task &task, std::vector<std::string> &environment);

/// The result of an attempt that could not begin. An error about parameters, or one that goes on after the node's name.
[[nodiscard]] wire::AttemptResult refusal(const wire::Task &task, Instant began, Instant ended, const Error &error);

} // namespace weftline::worker
