// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "engine/expressions/convert.h"

#include "engine/base/payload.h"

#include <fmt/format.h>

#include <cmath>

namespace weftline::expressions {
namespace {

constexpr std::size_t depthMax = 64;
constexpr double wholeMax = 9007199254740992.0; // 2^53: above, JavaScript's numbers skip some

} // namespace

QString toQString(std::string_view text)
{
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

QJSValue toScript(QJSEngine &engine, const Helpers &helpers, const Value &value, bool frozen)
{
    if (const bool *b = value.asBool())
        return *b;
    if (const std::int64_t *i = value.asInt())
        return static_cast<double>(*i);
    if (const double *d = value.asDouble())
        return *d;
    if (const std::string *s = value.asString())
        return toQString(*s);
    QJSValue out(QJSValue::NullValue);
    if (const List *list = value.asList()) {
        out = engine.newArray(static_cast<uint>(list->size()));
        for (std::size_t i = 0; i < list->size(); ++i)
            out.setProperty(static_cast<quint32>(i), toScript(engine, helpers, (*list)[i], frozen));
    } else if (const Object *object = value.asObject()) {
        out = engine.newObject();
        for (const auto &[name, member] : *object)
            out.setProperty(toQString(name), toScript(engine, helpers, member, frozen));
    } else {
        return out;
    }
    return frozen ? helpers.freeze.call({out}) : out;
}

tl::expected<Value, std::string> FromScript::convert(const QJSValue &value)
{
    m_around.clear();
    m_place.clear();
    m_size = 0;
    m_fault.clear();
    Value out;
    const bool good = read(value, out, 0);
    if (m_engine.hasError()) {
        const QString message = m_engine.catchError().toString();
        return tl::unexpected(fmt::format("fails: {}", message.toStdString()));
    }
    if (!good)
        return tl::unexpected(m_fault);
    return out;
}

bool FromScript::fail(std::string_view what)
{
    std::string place;
    for (const std::string &step : m_place)
        place += step;
    m_fault = place.empty() ? std::string(what) : fmt::format("{} at {}", what, place);
    return false;
}

bool FromScript::spend(std::size_t bytes)
{
    m_size += bytes;
    return m_size <= valueSizeMax
        || (m_place.clear(), fail(fmt::format("gives more than {} MiB", valueSizeMax >> 20U)));
}

bool FromScript::read(const QJSValue &value, Value &out, std::size_t depth)
{
    if (m_engine.hasError())
        return false;
    if (value.isUndefined())
        return fail("returns nothing");
    if (value.isBool()) {
        out = value.toBool();
        return spend(1);
    }
    if (value.isNumber())
        return readNumber(value.toNumber(), out);
    if (value.isString()) {
        const QByteArray utf8 = value.toString().toUtf8();
        out = std::string(utf8.constData(), static_cast<std::size_t>(utf8.size()));
        return spend(static_cast<std::size_t>(utf8.size()) + 1);
    }
    if (value.isNull())
        return spend(1);
    if (value.isCallable())
        return fail("gives a function");
    if (!value.isObject())
        return fail("gives a symbol");
    return value.isArray() ? readList(value, out, depth) : readObject(value, out, depth);
}

bool FromScript::readNumber(double number, Value &out)
{
    if (std::isnan(number))
        return fail("gives NaN");
    if (!std::isfinite(number))
        return fail("gives an infinite number");
    if (std::floor(number) == number && std::abs(number) <= wholeMax)
        out = static_cast<std::int64_t>(number);
    else
        out = number;
    return spend(9);
}

bool FromScript::enter(const QJSValue &value, std::size_t depth)
{
    if (depth < depthMax) {
        m_around.push_back(value);
        return true;
    }
    // So deep only few good values are; but every one that holds itself is.
    for (const QJSValue &around : m_around)
        if (around.strictlyEquals(value)) {
            m_place.clear();
            return fail("gives a value that holds itself");
        }
    m_place.clear();
    return fail(fmt::format("gives a value nested more than {} deep", depthMax));
}

bool FromScript::readList(const QJSValue &value, Value &out, std::size_t depth)
{
    if (!enter(value, depth))
        return false;
    const auto length = static_cast<quint32>(value.property(QStringLiteral("length")).toUInt());
    List list;
    for (quint32 i = 0; i < length; ++i) {
        m_place.push_back(fmt::format("[{}]", i));
        if (!spend(1) || !read(value.property(i), list.emplace_back(), depth + 1))
            return false;
        m_place.pop_back();
    }
    m_around.pop_back();
    out = std::move(list);
    return true;
}

bool FromScript::readObject(const QJSValue &value, Value &out, std::size_t depth)
{
    const QString kind = m_helpers.describe.call({value}).toString();
    if (kind.startsWith(QLatin1Char('='))) {
        out = kind.mid(1).toStdString();
        return spend(32);
    }
    if (!kind.isEmpty())
        return fail(fmt::format("gives a {} (no JSON value)", kind.toStdString()));
    if (!enter(value, depth))
        return false;
    const QJSValue keys = m_helpers.keys.call({value});
    const auto count = keys.property(QStringLiteral("length")).toUInt();
    Object object;
    for (quint32 i = 0; i < count; ++i) {
        const QString key = keys.property(i).toString();
        const QJSValue member = value.property(key);
        if (member.isUndefined())
            continue; // as JSON.stringify does
        m_place.push_back("." + key.toStdString());
        auto &added = object.emplace_back(key.toStdString(), Value());
        if (!spend(added.first.size() + 1) || !read(member, added.second, depth + 1))
            return false;
        m_place.pop_back();
    }
    m_around.pop_back();
    out = std::move(object);
    return true;
}

} // namespace weftline::expressions
