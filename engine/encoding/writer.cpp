// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "engine/encoding/writer.h"

#include <bit>
#include <limits>

namespace weftline::encoding {

template <std::size_t bytes>
Writer &Writer::head(std::uint8_t tag, std::uint64_t number)
{
    char out[1 + bytes];
    out[0] = static_cast<char>(tag);
    for (std::size_t i = 0; i < bytes; ++i)
        out[1 + i] = static_cast<char>((number >> (8 * (bytes - 1 - i))) & 0xffU);
    m_out.append(out, sizeof out);
    return *this;
}

Writer &Writer::array(std::size_t count)
{
    if (count < 16)
        return single(0x90U | static_cast<unsigned>(count));
    return count <= 0xffff ? head<2>(0xdc, count) : head<4>(0xdd, count);
}

Writer &Writer::map(std::size_t count)
{
    if (count < 16)
        return single(0x80U | static_cast<unsigned>(count));
    return count <= 0xffff ? head<2>(0xde, count) : head<4>(0xdf, count);
}

Writer &Writer::large(std::uint64_t u)
{
    if (u <= 0xff)
        return head<1>(0xcc, u);
    if (u <= 0xffff)
        return head<2>(0xcd, u);
    return u <= 0xffffffff ? head<4>(0xce, u) : head<8>(0xcf, u);
}

Writer &Writer::negative(std::int64_t i)
{
    const auto bits = static_cast<std::uint64_t>(i);
    if (i >= -32)
        return single(bits & 0xffU);
    if (i >= std::numeric_limits<std::int8_t>::min())
        return head<1>(0xd0, bits);
    if (i >= std::numeric_limits<std::int16_t>::min())
        return head<2>(0xd1, bits);
    return i >= std::numeric_limits<std::int32_t>::min() ? head<4>(0xd2, bits) : head<8>(0xd3, bits);
}

Writer &Writer::number(double d) { return head<8>(0xcb, std::bit_cast<std::uint64_t>(d)); }

Writer &Writer::string(std::string_view text)
{
    if (text.size() < 32)
        single(0xa0U | static_cast<unsigned>(text.size()));
    else if (text.size() <= 0xff)
        head<1>(0xd9, text.size());
    else if (text.size() <= 0xffff)
        head<2>(0xda, text.size());
    else
        head<4>(0xdb, text.size());
    return raw(text);
}

Writer &Writer::binary(BytesView bytes)
{
    if (bytes.size() <= 0xff)
        head<1>(0xc4, bytes.size());
    else if (bytes.size() <= 0xffff)
        head<2>(0xc5, bytes.size());
    else
        head<4>(0xc6, bytes.size());
    return raw(bytes);
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
