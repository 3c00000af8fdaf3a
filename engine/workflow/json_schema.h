// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The part of JSON Schema that a reply of a language model can be checked against. Whatever is outside it is refused, with
// its place, and never left unchecked.
//
// Keywords that check:   type (a name or a list of names: null, boolean, integer, number, string, array, object), enum, const,
//                        anyOf, properties, required, additionalProperties (true, false or a schema), items (one schema),
//                        minItems, maxItems, minLength, maxLength, minimum, maximum, exclusiveMinimum, exclusiveMaximum.
// Keywords that explain: $schema, $comment, title, description, default, examples. A schema may also be true or false.

#pragma once

#include <optional>
#include <string>

#include "engine/base/value.h"

namespace weftline::workflow {

struct SchemaFault
{
    std::string where; ///< JSON pointer, into the schema or the value; empty: all of it.
    std::string message; ///< What is wrong there, as a sentence.
    std::string fix; ///< What to do, as a sentence.

    bool operator==(const SchemaFault &) const = default;
};

/// Why `schema` is no schema of this part; nothing when it is one.
[[nodiscard]] std::optional<SchemaFault> whyNoSchema(const Value &schema);

/// Where `value` is not what `schema` asks for; nothing when it is. Only for schemas that whyNoSchema() has passed.
[[nodiscard]] std::optional<SchemaFault> whyNotAsSchema(const Value &schema, const Value &value);

} // namespace weftline::workflow
