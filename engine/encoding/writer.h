// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Appends MessagePack (https://github.com/msgpack/msgpack/blob/master/spec.md) to a buffer: what wire and journal are written in.
//
// Records are arrays whose members follow in a fixed order, never maps. The caller says how many members follow.

#pragma once

#include <cstdint>
#include <string_view>

#include "engine/base/bytes.h"
#include "engine/base/time.h"
#include "engine/base/value.h"

namespace weftline::encoding {

class Writer
{
public:
    explicit Writer(Bytes &out) : m_out(out) { }

    Writer &array(std::size_t count);
    Writer &map(std::size_t count);
    Writer &nil() { return single(0xc0); }
    Writer &boolean(bool b) { return single(b ? 0xc3 : 0xc2); }
    Writer &integer(std::int64_t i) { return i >= 0 ? unsignedInteger(static_cast<std::uint64_t>(i)) : negative(i); }
    Writer &unsignedInteger(std::uint64_t u) { return u < 0x80 ? single(static_cast<unsigned>(u)) : large(u); }
    Writer &number(double d);
    Writer &string(std::string_view text);
    Writer &binary(BytesView bytes);
    Writer &value(const Value &value);

    Writer &instant(Instant at) { return integer(at.us); }
    Writer &duration(Duration duration) { return integer(duration.count()); }
    Writer &session(const SessionId &id);
    Writer &hash(const Hash &hash);

private:
    Writer &single(unsigned byte)
    {
        m_out += static_cast<char>(byte);
        return *this;
    }
    Writer &large(std::uint64_t u);
    Writer &negative(std::int64_t i);
    Writer &raw(BytesView bytes)
    {
        m_out.append(bytes);
        return *this;
    }
    /// A tag, and behind it so many bytes of a number, the highest first.
    template <std::size_t bytes>
    Writer &head(std::uint8_t tag, std::uint64_t number);

    Bytes &m_out;
};

} // namespace weftline::encoding
