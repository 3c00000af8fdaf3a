// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What flows along edges and stands in parameters: JSON's values, with whole numbers kept whole.

#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace weftline {

class Value;

using List = std::vector<Value>;
/// Keys in the order in which they were written. No key occurs twice in one that came through a parser.
using Object = std::vector<std::pair<std::string, Value>>;

/// Null, bool, int64, double, string, list or object. A plain value: copy it, compare it.
class Value
{
public:
    Value() = default;
    Value(std::nullptr_t) { }
    Value(bool b) : m_data(b) { }
    Value(int i) : m_data(std::int64_t{i}) { }
    Value(std::int64_t i) : m_data(i) { }
    Value(double d) : m_data(d) { }
    Value(std::string s) : m_data(std::move(s)) { }
    Value(std::string_view s) : m_data(std::string(s)) { }
    Value(const char *s) : m_data(std::string(s)) { }
    Value(List list) : m_data(std::move(list)) { }
    Value(Object object) : m_data(std::move(object)) { }

    [[nodiscard]] bool isNull() const { return std::holds_alternative<std::monostate>(m_data); }
    [[nodiscard]] const bool *asBool() const { return std::get_if<bool>(&m_data); }
    [[nodiscard]] const std::int64_t *asInt() const { return std::get_if<std::int64_t>(&m_data); }
    [[nodiscard]] const double *asDouble() const { return std::get_if<double>(&m_data); }
    [[nodiscard]] const std::string *asString() const { return std::get_if<std::string>(&m_data); }
    [[nodiscard]] const List *asList() const { return std::get_if<List>(&m_data); }
    [[nodiscard]] List *asList() { return std::get_if<List>(&m_data); }
    [[nodiscard]] const Object *asObject() const { return std::get_if<Object>(&m_data); }
    [[nodiscard]] Object *asObject() { return std::get_if<Object>(&m_data); }

    /// The member `key` of an object; nullptr where this is no object or has no such member.
    [[nodiscard]] const Value *find(std::string_view key) const;

    /// Sets the member `key`, at the end if it is new. This becomes an object if it was none.
    void set(std::string_view key, Value value);

    /// "null", "bool", "number", "string", "list" or "object": the word for messages.
    [[nodiscard]] std::string_view typeName() const;

    bool operator==(const Value &) const = default;

private:
    std::variant<std::monostate, bool, std::int64_t, double, std::string, List, Object> m_data;
};

/// Looks a member up in an object's members; nullptr where there is none.
[[nodiscard]] const Value *find(const Object &object, std::string_view key);

/// Compact JSON on one line. Doubles are written so that they read back the same; NaN and infinities as null.
[[nodiscard]] std::string toJson(const Value &value);

/// JSON over several lines, two spaces a level; lists and objects that fit into 100 columns stay on one line.
[[nodiscard]] std::string toPrettyJson(const Value &value);

} // namespace weftline
