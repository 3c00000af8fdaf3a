// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Text with expressions in it: "wc -w ${item}". Splitting only; what stands inside is engine/expressions' business.

#pragma once

#include <functional>
#include <string>
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

/// True when any string in `value`, at any depth, holds an expression that has to be evaluated before dispatch: a secret
/// alone has not.
[[nodiscard]] bool containsExpression(const Value &value);
[[nodiscard]] bool containsExpression(const Object &object);

/// The NAME in "secret.NAME", of letters, digits and '_'; empty where the expression is anything else.
[[nodiscard]] std::string_view secretName(std::string_view expression);

// A secret is put in place by the worker. What reaches it are texts in which "${secret.NAME}" means the secret and
// "$${secret." means the letters "${secret." — so that data which happens to hold such letters never becomes a secret.

/// Data, as it has to stand in a text for a worker.
[[nodiscard]] std::string withoutSecrets(std::string data);
/// The same for every string in `data`, at any depth.
void removeSecrets(Value &data);

/// The text with its secrets in place. `lookUp` gives the secret of a name, or says why there is none.
[[nodiscard]] Result<std::string> fillSecrets(std::string_view text,
                                              const std::function<Result<std::string>(std::string_view name)> &lookUp);

} // namespace weftline::workflow
