// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "engine/encoding/blake2b.h"

#include <sodium.h>

namespace weftline::encoding {

Hash blake2b(std::initializer_list<BytesView> parts)
{
    Hash hash;
    crypto_generichash_state state;
    crypto_generichash_init(&state, nullptr, 0, hash.bytes.size());
    for (const BytesView part : parts)
        crypto_generichash_update(&state, reinterpret_cast<const unsigned char *>(part.data()), part.size());
    crypto_generichash_final(&state, hash.bytes.data(), hash.bytes.size());
    return hash;
}

} // namespace weftline::encoding
