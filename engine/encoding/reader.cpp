// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "engine/encoding/reader.h"

#include <algorithm>
#include <bit>
#include <limits>

#include <fmt/format.h>

namespace weftline::encoding {

void Reader::fail(std::string_view what)
{
    if (m_error.empty())
        m_error = fmt::format("{} at byte {}", what, m_at);
    m_at = m_bytes.size();
}

std::uint8_t Reader::byte()
{
    if (m_at >= m_bytes.size()) {
        fail("the data ends too early");
        return 0xc1;
    }
    return static_cast<std::uint8_t>(m_bytes[m_at++]);
}

BytesView Reader::take(std::size_t size)
{
    if (size > m_bytes.size() - m_at) {
        fail("a length beyond the end of the data");
        return {};
    }
    const BytesView bytes = m_bytes.substr(m_at, size);
    m_at += size;
    return bytes;
}

/// A number of so many bytes, the highest first.
template <std::size_t bytes>
std::uint64_t Reader::big()
{
    const BytesView taken = take(bytes);
    if (taken.size() != bytes)
        return 0;
    std::uint64_t number = 0;
    for (std::size_t i = 0; i < bytes; ++i)
        number = (number << 8U) | static_cast<std::uint8_t>(taken[i]);
    return number;
}

std::size_t Reader::array()
{
    const std::uint8_t tag = byte();
    std::uint64_t count = 0;
    if ((tag & 0xf0U) == 0x90)
        count = tag & 0x0fU;
    else if (tag == 0xdc)
        count = big<2>();
    else if (tag == 0xdd)
        count = big<4>();
    else
        fail("something that is not a list");
    if (count > m_bytes.size() - m_at)
        fail("a list longer than the data");
    return ok() ? static_cast<std::size_t>(count) : 0;
}

void Reader::array(std::size_t count)
{
    if (array() != count)
        fail(fmt::format("a list that has not {} members", count));
}

std::size_t Reader::map()
{
    const std::uint8_t tag = byte();
    std::uint64_t count = 0;
    if ((tag & 0xf0U) == 0x80)
        count = tag & 0x0fU;
    else if (tag == 0xde)
        count = big<2>();
    else if (tag == 0xdf)
        count = big<4>();
    else
        fail("something that is not an object");
    if (count > (m_bytes.size() - m_at) / 2)
        fail("an object longer than the data");
    return ok() ? static_cast<std::size_t>(count) : 0;
}

bool Reader::boolean()
{
    const std::uint8_t tag = byte();
    if (tag != 0xc2 && tag != 0xc3)
        fail("something that is neither true nor false");
    return tag == 0xc3;
}

bool Reader::nilNext()
{
    if (m_at >= m_bytes.size() || static_cast<std::uint8_t>(m_bytes[m_at]) != 0xc0)
        return false;
    ++m_at;
    return true;
}

bool Reader::binaryNext() const
{
    const auto tag = m_at < m_bytes.size() ? static_cast<std::uint8_t>(m_bytes[m_at]) : std::uint8_t{0};
    return tag >= 0xc4 && tag <= 0xc6;
}

std::int64_t Reader::largeInteger()
{
    const std::uint8_t tag = byte();
    if (tag < 0x80)
        return tag;
    if (tag >= 0xe0)
        return static_cast<std::int8_t>(tag);
    switch (tag) {
    case 0xcc: return static_cast<std::int64_t>(big<1>());
    case 0xcd: return static_cast<std::int64_t>(big<2>());
    case 0xce: return static_cast<std::int64_t>(big<4>());
    case 0xcf: {
        const std::uint64_t number = big<8>();
        if (number > static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max()))
            fail("a whole number beyond 64 bits");
        return ok() ? static_cast<std::int64_t>(number) : 0;
    }
    case 0xd0: return static_cast<std::int8_t>(big<1>());
    case 0xd1: return static_cast<std::int16_t>(big<2>());
    case 0xd2: return static_cast<std::int32_t>(big<4>());
    case 0xd3: return static_cast<std::int64_t>(big<8>());
    default: fail("something that is not a whole number"); return 0;
    }
}

std::uint64_t Reader::largeUnsigned()
{
    if (m_at < m_bytes.size() && static_cast<std::uint8_t>(m_bytes[m_at]) == 0xcf) {
        ++m_at;
        return big<8>();
    }
    const std::int64_t number = integer();
    if (number < 0)
        fail("a negative number");
    return number < 0 ? 0 : static_cast<std::uint64_t>(number);
}

std::uint32_t Reader::largeU32()
{
    const std::uint64_t number = unsignedInteger();
    if (number > std::numeric_limits<std::uint32_t>::max())
        fail("a number beyond 32 bits");
    return ok() ? static_cast<std::uint32_t>(number) : 0;
}

double Reader::number()
{
    if (m_at < m_bytes.size()) {
        const auto tag = static_cast<std::uint8_t>(m_bytes[m_at]);
        if (tag == 0xcb || tag == 0xca) {
            ++m_at;
            return tag == 0xcb ? std::bit_cast<double>(big<8>())
                               : static_cast<double>(std::bit_cast<float>(static_cast<std::uint32_t>(big<4>())));
        }
    }
    return static_cast<double>(integer());
}

std::string_view Reader::string()
{
    const std::uint8_t tag = byte();
    if ((tag & 0xe0U) == 0xa0)
        return take(tag & 0x1fU);
    switch (tag) {
    case 0xd9: return take(big<1>());
    case 0xda: return take(big<2>());
    case 0xdb: return take(big<4>());
    default: fail("something that is not text"); return {};
    }
}

BytesView Reader::binary()
{
    const std::uint8_t tag = byte();
    switch (tag) {
    case 0xc4: return take(big<1>());
    case 0xc5: return take(big<2>());
    case 0xc6: return take(big<4>());
    default: fail("something that is not raw bytes"); return {};
    }
}

Value Reader::value() { return valueAt(0); }

Value Reader::valueAt(std::size_t depth)
{
    if (depth > m_limits.depthMax)
        fail("values nested too deeply");
    if (m_at >= m_bytes.size()) {
        fail("the data ends too early");
        return {};
    }
    const auto tag = static_cast<std::uint8_t>(m_bytes[m_at]);
    if (nilNext())
        return {};
    if (tag == 0xc2 || tag == 0xc3)
        return boolean();
    if (tag == 0xca || tag == 0xcb)
        return number();
    if ((tag & 0xe0U) == 0xa0 || (tag >= 0xd9 && tag <= 0xdb))
        return string();
    const bool isList = (tag & 0xf0U) == 0x90 || tag == 0xdc || tag == 0xdd;
    const bool isObject = (tag & 0xf0U) == 0x80 || tag == 0xde || tag == 0xdf;
    if (!isList && !isObject)
        return integer();
    const std::size_t count = isList ? array() : map();
    m_members += count;
    if (m_members > m_limits.countMax)
        fail("more members than allowed");
    List list;
    Object object;
    if (isList)
        list.reserve(std::min<std::size_t>(count, 4096));
    for (std::size_t i = 0; i < count && ok(); ++i) {
        if (isList) {
            list.push_back(valueAt(depth + 1));
        } else {
            std::string key(string());
            object.emplace_back(std::move(key), valueAt(depth + 1));
        }
    }
    return isList ? Value(std::move(list)) : Value(std::move(object));
}

SessionId Reader::session()
{
    SessionId id;
    const BytesView bytes = binary();
    if (bytes.size() != id.bytes.size())
        fail("a session that is not 16 bytes long");
    else
        std::copy(bytes.begin(), bytes.end(), id.bytes.begin());
    return id;
}

Hash Reader::hash()
{
    Hash hash;
    const BytesView bytes = binary();
    if (bytes.size() != hash.bytes.size())
        fail("a hash that is not 32 bytes long");
    else
        std::copy(bytes.begin(), bytes.end(), hash.bytes.begin());
    return hash;
}

} // namespace weftline::encoding
