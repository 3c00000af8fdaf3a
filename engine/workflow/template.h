// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Text with expressions in it: "wc -w ${item}". Splitting only; what stands inside is engine/expressions' business.

#pragma once

#include <string_view>
#include <vector>

#include "engine/base/result.h"
#include "engine/base/value.h"

namespace weftline::workflow {

struct TemplatePart
{
    bool isExpression = false;
    std::string_view text; ///< Literal text, or what stands between "${" and "}".
    std::size_t offset = 0; ///< Of `text`, in bytes from the start of the template.
};

/// Splits at "${…}"; braces, strings, template strings, comments and regular expressions inside an expression may hold a "}".
/// "$${" stands for a literal "${". Fails where a "${" is never closed; the error's subject is its byte offset.
[[nodiscard]] Result<std::vector<TemplatePart>> splitTemplate(std::string_view text);

/// True when `text` is one expression and nothing else, which then keeps its value's type.
[[nodiscard]] bool isWholeExpression(std::string_view text);

/// True when any string in `value`, at any depth, holds an expression that has to be evaluated before dispatch.
[[nodiscard]] bool containsExpression(const Value &value);
[[nodiscard]] bool containsExpression(const Object &object);

} // namespace weftline::workflow
