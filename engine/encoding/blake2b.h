// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// BLAKE2b-256 (RFC 7693), by libsodium: names artefacts and chains the journal.

#pragma once

#include <initializer_list>

#include "engine/base/bytes.h"

namespace weftline::encoding {

/// The hash of the parts, one after the other.
[[nodiscard]] Hash blake2b(std::initializer_list<BytesView> parts);

} // namespace weftline::encoding
