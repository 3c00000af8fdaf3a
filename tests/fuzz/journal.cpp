// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The bytes of one commit. What is a whole batch is written and read again, and must be the same.

#include <cstdint>
#include <cstdlib>
#include <vector>

#include "engine/journal/event_codec.h"

using namespace weftline;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const BytesView bytes(reinterpret_cast<const char *>(data), size);
    std::vector<scheduler::Event> events;
    const auto head = journal::decodeBatch(bytes, events);
    if (!head || events.empty())
        return 0;
    Bytes written;
    journal::encodeBatch(head->first, events, written);
    std::vector<scheduler::Event> again;
    if (!journal::decodeBatch(written, again))
        std::abort();
    Bytes twice;
    journal::encodeBatch(head->first, again, twice);
    if (twice != written)
        std::abort();
    return 0;
}
