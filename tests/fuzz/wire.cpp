// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Frames of a message: the first byte says who sent it, then come frames with four bytes of length before each. What is a
// message is written and read again, and must be the same.

#include <cstdint>
#include <cstdlib>
#include <vector>

#include "engine/wire/codec.h"
#include "tests/fuzz/frames.h"

using namespace weftline;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    if (size == 0)
        return 0;
    const auto side = (data[0] & 1U) != 0 ? wire::Side::Engine : wire::Side::Peer;
    const std::vector<BytesView> frames = fuzz::framesIn({reinterpret_cast<const char *>(data) + 1, size - 1});
    const auto message = wire::decode(frames, side);
    if (!message)
        return 0;
    const auto again = wire::decode(wire::encode(*message), side);
    if (!again || wire::encode(*again) != wire::encode(*message))
        std::abort();
    return 0;
}
