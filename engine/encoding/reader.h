// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Reads MessagePack record by record, without building a tree. Bytes may come from anybody: every length is checked
// against what is left before it is believed.
//
// Errors stick: after the first one every call returns an empty value and does nothing, so a record is read whole and
// then asked once, `if (!reader.ok())`.

#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "engine/base/bytes.h"
#include "engine/base/result.h"
#include "engine/base/time.h"
#include "engine/base/value.h"

namespace weftline::encoding {

struct ReaderLimits
{
    std::size_t depthMax = 64; ///< Nesting of values.
    std::size_t countMax = 16U << 20U; ///< Members of all lists and objects of one value together.
};

class Reader
{
public:
    explicit Reader(BytesView bytes, ReaderLimits limits = {}) : m_bytes(bytes), m_limits(limits) { }

    /// The number of members that follow. One member takes at least a byte, so it never exceeds what is left.
    std::size_t array();
    /// An array of exactly `count` members.
    void array(std::size_t count);
    std::size_t map();
    bool boolean();
    std::int64_t integer() { return smallNext() ? small() : largeInteger(); }
    std::uint64_t unsignedInteger() { return smallNext() ? small() : largeUnsigned(); }
    std::uint32_t u32() { return smallNext() ? small() : largeU32(); }
    double number();
    std::string_view string(); ///< Points into the bytes given to the constructor.
    BytesView binary(); ///< Points into the bytes given to the constructor.
    Value value();
    bool nilNext(); ///< True, and steps over it, when a nil is next.
    [[nodiscard]] bool binaryNext() const; ///< Whether raw bytes are next; steps over nothing.

    Instant instant() { return {integer()}; }
    Duration duration() { return Duration{integer()}; }
    SessionId session();
    Hash hash();

    /// A whole number below `count`, as the enumeration it stands for.
    template <typename Enum>
    Enum enumeration(std::uint64_t count)
    {
        const std::uint64_t number = unsignedInteger();
        if (number >= count) {
            fail("an unknown code");
            return Enum{};
        }
        return static_cast<Enum>(number);
    }

    void fail(std::string_view what);
    [[nodiscard]] bool ok() const { return m_error.empty(); }
    [[nodiscard]] bool atEnd() const { return m_at == m_bytes.size(); }
    [[nodiscard]] std::size_t position() const { return m_at; }
    /// Where and what went wrong; empty while all is well.
    [[nodiscard]] const std::string &error() const { return m_error; }

private:
    /// Most numbers are below 128 and take a byte; for these nothing is called.
    [[nodiscard]] bool smallNext() const { return m_at < m_bytes.size() && static_cast<std::uint8_t>(m_bytes[m_at]) < 0x80; }
    std::uint8_t small() { return static_cast<std::uint8_t>(m_bytes[m_at++]); }
    std::int64_t largeInteger();
    std::uint64_t largeUnsigned();
    std::uint32_t largeU32();
    std::uint8_t byte();
    template <std::size_t bytes>
    std::uint64_t big();
    BytesView take(std::size_t size);
    Value valueAt(std::size_t depth);

    BytesView m_bytes;
    std::size_t m_at = 0;
    ReaderLimits m_limits;
    std::size_t m_members = 0;
    std::string m_error;
};

} // namespace weftline::encoding
