// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Values as files: DIR/values/ab/cdef…, named by their hash in hexadecimal digits.

#pragma once

#include <filesystem>
#include <memory>

#include "engine/store/store.h"

namespace weftline::store {

/// Makes the folder where it is missing (mode 0700). Fails where it cannot be used.
[[nodiscard]] Result<std::unique_ptr<Store>> openFileStore(const std::filesystem::path &dir);

} // namespace weftline::store
