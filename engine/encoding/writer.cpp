// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "engine/encoding/writer.h"

#include <bit>
#include <limits>

namespace weftline::encoding {

void Writer::head(std::uint8_t tag, std::uint64_t number, int bytes)
{
    const std::size_t at = m_out.size();
    m_out.resize(at + 1 + static_cast<std::size_t>(bytes));
    char *const out = m_out.data() + at;
    *out = static_cast<char>(tag);
    for (int i = bytes; i > 0; --i, number >>= 8U)
        out[i] = static_cast<char>(number & 0xffU);
}

Writer &Writer::array(std::size_t count)
{
    if (count < 16)
        m_out += static_cast<char>(0x90U | count);
    else if (count <= 0xffff)
        head(0xdc, count, 2);
    else
        head(0xdd, count, 4);
    return *this;
}

Writer &Writer::map(std::size_t count)
{
    if (count < 16)
        m_out += static_cast<char>(0x80U | count);
    else if (count <= 0xffff)
        head(0xde, count, 2);
    else
        head(0xdf, count, 4);
    return *this;
}

Writer &Writer::nil()
{
    m_out += static_cast<char>(0xc0);
    return *this;
}

Writer &Writer::boolean(bool b)
{
    m_out += static_cast<char>(b ? 0xc3 : 0xc2);
    return *this;
}

Writer &Writer::unsignedInteger(std::uint64_t u)
{
    if (u < 0x80)
        m_out += static_cast<char>(u);
    else if (u <= 0xff)
        head(0xcc, u, 1);
    else if (u <= 0xffff)
        head(0xcd, u, 2);
    else if (u <= 0xffffffff)
        head(0xce, u, 4);
    else
        head(0xcf, u, 8);
    return *this;
}

Writer &Writer::integer(std::int64_t i)
{
    const auto bits = static_cast<std::uint64_t>(i);
    if (i >= 0)
        return unsignedInteger(bits);
    if (i >= -32)
        m_out += static_cast<char>(bits & 0xffU);
    else if (i >= std::numeric_limits<std::int8_t>::min())
        head(0xd0, bits, 1);
    else if (i >= std::numeric_limits<std::int16_t>::min())
        head(0xd1, bits, 2);
    else if (i >= std::numeric_limits<std::int32_t>::min())
        head(0xd2, bits, 4);
    else
        head(0xd3, bits, 8);
    return *this;
}

Writer &Writer::number(double d)
{
    head(0xcb, std::bit_cast<std::uint64_t>(d), 8);
    return *this;
}

Writer &Writer::string(std::string_view text)
{
    if (text.size() < 32)
        m_out += static_cast<char>(0xa0U | text.size());
    else if (text.size() <= 0xff)
        head(0xd9, text.size(), 1);
    else if (text.size() <= 0xffff)
        head(0xda, text.size(), 2);
    else
        head(0xdb, text.size(), 4);
    raw(text);
    return *this;
}

Writer &Writer::binary(BytesView bytes)
{
    if (bytes.size() <= 0xff)
        head(0xc4, bytes.size(), 1);
    else if (bytes.size() <= 0xffff)
        head(0xc5, bytes.size(), 2);
    else
        head(0xc6, bytes.size(), 4);
    raw(bytes);
    return *this;
}

Writer &Writer::value(const Value &value)
{
    if (const bool *b = value.asBool())
        return boolean(*b);
    if (const std::int64_t *i = value.asInt())
        return integer(*i);
    if (const double *d = value.asDouble())
        return number(*d);
    if (const std::string *s = value.asString())
        return string(*s);
    if (const List *list = value.asList()) {
        array(list->size());
        for (const Value &item : *list)
            this->value(item);
        return *this;
    }
    if (const Object *object = value.asObject()) {
        map(object->size());
        for (const auto &[key, member] : *object)
            string(key).value(member);
        return *this;
    }
    return nil();
}

Writer &Writer::session(const SessionId &id)
{
    return binary({reinterpret_cast<const char *>(id.bytes.data()), id.bytes.size()});
}

Writer &Writer::hash(const Hash &hash)
{
    return binary({reinterpret_cast<const char *>(hash.bytes.data()), hash.bytes.size()});
}

} // namespace weftline::encoding
