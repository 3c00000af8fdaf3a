// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Frames in one piece of bytes, as the fuzzer of messages reads and its examples are written.

#pragma once

#include <algorithm>
#include <cstdint>
#include <string>
#include <vector>

#include "engine/base/bytes.h"

namespace weftline::fuzz {

constexpr std::size_t framesMax = 8;

/// Four bytes of length, the least first, before each. The last one may be cut off.
inline std::vector<BytesView> framesIn(BytesView bytes)
{
    std::vector<BytesView> frames;
    while (bytes.size() >= 4 && frames.size() < framesMax) {
        std::size_t length = 0;
        for (std::size_t i = 0; i < 4; ++i)
            length |= std::size_t{static_cast<unsigned char>(bytes[i])} << (8 * i);
        bytes.remove_prefix(4);
        length = std::min(length, bytes.size());
        frames.push_back(bytes.substr(0, length));
        bytes.remove_prefix(length);
    }
    return frames;
}

inline std::string inOnePiece(const std::vector<Bytes> &frames)
{
    std::string bytes;
    for (const Bytes &frame : frames) {
        for (std::size_t i = 0; i < 4; ++i)
            bytes += static_cast<char>((frame.size() >> (8 * i)) & 0xffU);
        bytes += frame;
    }
    return bytes;
}

} // namespace weftline::fuzz
