// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "engine/store/chunks.h"

#include "engine/base/payload.h"
#include "engine/encoding/blake2b.h"

#include <fmt/format.h>

#include <algorithm>
#include <limits>

namespace weftline::store {

Result<std::optional<Bytes>> Chunks::add(const SessionId &from, const Hash &hash, std::uint64_t size,
                                         std::uint64_t offset, BytesView bytes)
{
    auto value = m_values.find({from, hash});
    const auto refuse = [&](ErrorCode code, std::string why) {
        if (value != m_values.end())
            forget(value);
        return failure(code, fmt::format("Value {} is refused: {}.", toHex(hash), why), toHex(hash));
    };
    if (size > valueSizeMax)
        return refuse(ErrorCode::Limit, fmt::format("it has {} bytes, at most {} are allowed", size, valueSizeMax));
    if (bytes.empty() || offset > size || bytes.size() > size - offset)
        return refuse(ErrorCode::InvalidInput, "a piece of it lies outside of it");
    if (offset == 0) {
        if (value != m_values.end())
            forget(value);
        const auto held = std::distance(m_values.lower_bound({from, Hash{}}),
                                        std::find_if(m_values.lower_bound({from, Hash{}}), m_values.end(),
                                                     [&](const auto &other) { return other.first.first != from; }));
        value = m_values.end();
        if (static_cast<std::size_t>(held) >= unfinishedMax)
            return refuse(ErrorCode::Limit,
                          fmt::format("its sender has {} others that are not finished", unfinishedMax));
        value = m_values.emplace(Key{from, hash}, Bytes{}).first;
    }
    if (offset != 0 && value != m_values.end() && offset + bytes.size() <= value->second.size())
        return std::optional<Bytes>{}; // it came twice
    if (value == m_values.end() || offset != value->second.size())
        return refuse(ErrorCode::InvalidInput, "a piece of it is missing");
    if (m_bytes + bytes.size() > bytesMax)
        return refuse(ErrorCode::Limit, "too many values are on their way at once");
    value->second.append(bytes);
    m_bytes += bytes.size();
    if (value->second.size() < size)
        return std::optional<Bytes>{};
    if (encoding::blake2b({value->second}) != hash)
        return refuse(ErrorCode::Corrupt, "its bytes do not have this hash");
    Bytes whole = std::move(value->second);
    m_bytes -= whole.size();
    m_values.erase(value);
    return std::optional<Bytes>(std::move(whole));
}

void Chunks::drop(const SessionId &from)
{
    for (auto value = m_values.lower_bound({from, Hash{}}); value != m_values.end() && value->first.first == from;)
        forget(value++);
}

void Chunks::forget(std::map<Key, Bytes>::iterator value)
{
    m_bytes -= value->second.size();
    m_values.erase(value);
}

} // namespace weftline::store
