// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "engine/store/chunks.h"

#include <fmt/format.h>

#include "engine/base/payload.h"
#include "engine/encoding/blake2b.h"

namespace weftline::store {

Result<std::optional<Bytes>> Chunks::add(const SessionId &from, const Hash &hash, std::uint64_t size, std::uint64_t offset,
                                         BytesView bytes)
{
    auto &values = m_peers[from];
    const auto refuse = [&](ErrorCode code, std::string why) -> Result<std::optional<Bytes>> {
        values.erase(hash);
        return failure(code, std::move(why), toHex(hash));
    };
    if (size > valueSizeMax)
        return refuse(ErrorCode::Limit, fmt::format("A value of {} bytes is more than the {} that are allowed.", size, valueSizeMax));
    if (offset == 0)
        values[hash].clear();
    const auto found = values.find(hash);
    if (found == values.end() || found->second.size() != offset || bytes.empty() || bytes.size() > size - offset)
        return refuse(ErrorCode::InvalidInput, fmt::format("A piece of a value at offset {} does not follow the one before. Begin again at 0.", offset));
    std::size_t held = bytes.size();
    for (const auto &[other, part] : values)
        held += part.size();
    if (held > bytesMax)
        return refuse(ErrorCode::Limit, fmt::format("More than {} bytes of unfinished values. Send one after the other.", bytesMax));
    found->second.append(bytes);
    if (found->second.size() < size)
        return std::optional<Bytes>();
    Bytes whole = std::move(found->second);
    values.erase(found);
    if (encoding::blake2b({whole}) != hash)
        return failure(ErrorCode::Corrupt, "A value arrived that is not what its hash says. Send it again.", toHex(hash));
    return std::optional<Bytes>(std::move(whole));
}

} // namespace weftline::store
