// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "engine/base/value.h"

#include <cmath>

#include <fmt/format.h>

namespace weftline {
namespace {

constexpr std::size_t columnsMax = 100;

void writeString(std::string &out, std::string_view text)
{
    out += '"';
    for (const char c : text) {
        switch (c) {
        case '"': out += "\\\""; break;
        case '\\': out += "\\\\"; break;
        case '\n': out += "\\n"; break;
        case '\r': out += "\\r"; break;
        case '\t': out += "\\t"; break;
        default:
            if (static_cast<unsigned char>(c) < 0x20)
                fmt::format_to(std::back_inserter(out), "\\u{:04x}", static_cast<unsigned>(c));
            else
                out += c;
        }
    }
    out += '"';
}

void writeDouble(std::string &out, double number)
{
    if (!std::isfinite(number)) {
        out += "null";
        return;
    }
    const std::string text = fmt::format("{}", number);
    out += text;
    if (text.find_first_of(".eE") == std::string::npos)
        out += ".0";
}

void writeScalar(std::string &out, const Value &value)
{
    if (const bool *b = value.asBool())
        out += *b ? "true" : "false";
    else if (const std::int64_t *i = value.asInt())
        fmt::format_to(std::back_inserter(out), "{}", *i);
    else if (const double *d = value.asDouble())
        writeDouble(out, *d);
    else if (const std::string *s = value.asString())
        writeString(out, *s);
    else
        out += "null";
}

void writeCompact(std::string &out, const Value &value, std::string_view space)
{
    if (const List *list = value.asList()) {
        out += '[';
        for (std::size_t i = 0; i < list->size(); ++i) {
            if (i > 0)
                (out += ',') += space;
            writeCompact(out, (*list)[i], space);
        }
        out += ']';
    } else if (const Object *object = value.asObject()) {
        (out += '{') += object->empty() ? std::string_view() : space;
        for (std::size_t i = 0; i < object->size(); ++i) {
            if (i > 0)
                (out += ',') += space;
            writeString(out, (*object)[i].first);
            (out += ':') += space;
            writeCompact(out, (*object)[i].second, space);
        }
        (out += object->empty() ? std::string_view() : space) += '}';
    } else {
        writeScalar(out, value);
    }
}

void writePretty(std::string &out, const Value &value, std::size_t indent, std::size_t column)
{
    const List *list = value.asList();
    const Object *object = value.asObject();
    if (list == nullptr && object == nullptr) {
        writeScalar(out, value);
        return;
    }
    std::string line;
    writeCompact(line, value, " ");
    const bool empty = list ? list->empty() : object->empty();
    if (empty || column + line.size() <= columnsMax) {
        out += line;
        return;
    }
    const std::string pad(indent + 2, ' ');
    const std::size_t count = list ? list->size() : object->size();
    out += list ? "[\n" : "{\n";
    for (std::size_t i = 0; i < count; ++i) {
        out += pad;
        std::size_t start = pad.size();
        if (object) {
            const std::size_t before = out.size();
            writeString(out, (*object)[i].first);
            out += ": ";
            start += out.size() - before;
        }
        writePretty(out, list ? (*list)[i] : (*object)[i].second, indent + 2, start);
        out += i + 1 < count ? ",\n" : "\n";
    }
    out.append(indent, ' ');
    out += list ? ']' : '}';
}

} // namespace

const Value *find(const Object &object, std::string_view key)
{
    for (const auto &[name, value] : object)
        if (name == key)
            return &value;
    return nullptr;
}

const Value *Value::find(std::string_view key) const
{
    const Object *object = asObject();
    return object ? weftline::find(*object, key) : nullptr;
}

void Value::set(std::string_view key, Value value)
{
    if (!asObject())
        m_data = Object{};
    Object &object = *asObject();
    for (auto &[name, old] : object) {
        if (name == key) {
            old = std::move(value);
            return;
        }
    }
    object.emplace_back(std::string(key), std::move(value));
}

std::string_view Value::typeName() const
{
    constexpr std::string_view names[] = {"null", "bool", "number", "number", "string", "list", "object"};
    return names[m_data.index()];
}

std::string toJson(const Value &value)
{
    std::string out;
    writeCompact(out, value, "");
    return out;
}

std::string toPrettyJson(const Value &value)
{
    std::string out;
    writePretty(out, value, 0, 0);
    return out;
}

} // namespace weftline
