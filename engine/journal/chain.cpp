// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "engine/journal/chain.h"

#include "engine/encoding/blake2b.h"

#include <fmt/format.h>

#include <cassert>

namespace weftline::journal {
namespace {

BytesView view(const Hash &hash)
{
    return {reinterpret_cast<const char *>(hash.bytes.data()), hash.bytes.size()};
}

} // namespace

void appendRow(Head &head, std::span<const scheduler::Event> events, Bytes &bytes)
{
    assert(!events.empty());
    bytes.clear();
    encodeBatch(head.position + 1, events, bytes);
    head.hash = encoding::blake2b({view(head.hash), bytes});
    head.position += events.size();
    head.at = events.back().at;
}

std::string checkLink(const Head &head, const Row &row)
{
    const scheduler::Position next = head.position + 1;
    if (row.first != next)
        return row.first > next
            ? fmt::format("positions {} to {} are missing before it", next, row.first - 1)
            : fmt::format("it begins at position {}, which an earlier row holds already", row.first);
    if (encoding::blake2b({view(head.hash), row.bytes}) != row.hash)
        return "its bytes and its hash do not agree: it was changed, or stands in another row's place";
    const auto batch = decodeBatchHead(row.bytes);
    if (!batch)
        return batch.error().message;
    if (batch->first != row.first || batch->count != row.count || row.count == 0)
        return fmt::format("it says that it holds {} events from {} on, its bytes say {} from {} on", row.count,
                           row.first, batch->count, batch->first);
    return {};
}

} // namespace weftline::journal
