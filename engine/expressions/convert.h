// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Values of ours to JavaScript's and back. Used by the .cpp files of this folder only.

#pragma once

#include <QtQml/QJSEngine>
#include <QtQml/QJSValue>

#include "engine/base/result.h"
#include "engine/base/value.h"

#include <string>
#include <string_view>
#include <vector>

namespace weftline::expressions {

struct Helpers
{
    QJSValue freeze;
    QJSValue keys;
    QJSValue describe;
};

[[nodiscard]] QString toQString(std::string_view text);

/// A deep copy; a frozen one all through, if wanted.
[[nodiscard]] QJSValue toScript(QJSEngine &engine, const Helpers &helpers, const Value &value, bool frozen);

/// A deep copy, where all of it is a JSON value of at most valueSizeMax bytes and 64 levels; else a half sentence that
/// says what it is: "gives NaN at .total".
class FromScript
{
public:
    FromScript(QJSEngine &engine, const Helpers &helpers) : m_engine(engine), m_helpers(helpers) { }

    [[nodiscard]] tl::expected<Value, std::string> convert(const QJSValue &value);

private:
    bool read(const QJSValue &value, Value &out, std::size_t depth);
    bool readNumber(double number, Value &out);
    bool readList(const QJSValue &value, Value &out, std::size_t depth);
    bool readObject(const QJSValue &value, Value &out, std::size_t depth);
    bool enter(const QJSValue &value, std::size_t depth);
    bool spend(std::size_t bytes);
    bool fail(std::string_view what);

    QJSEngine &m_engine;
    const Helpers &m_helpers;
    std::vector<QJSValue> m_around; ///< Lists and objects that hold the one being read.
    std::vector<std::string> m_place;
    std::size_t m_size = 0;
    std::string m_fault;
};

} // namespace weftline::expressions
