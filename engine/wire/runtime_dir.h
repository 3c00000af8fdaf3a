// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Where the sockets of the user's own engines lie: a folder that nobody else can enter.

#pragma once

#include <filesystem>

#include "engine/base/result.h"

namespace weftline::wire {

/// `$XDG_RUNTIME_DIR/weftline`, or `weftline-UID` in the temporary folder where there is no such variable. Made with
/// mode 0700; refused when it is a link, another user's, or open to others.
[[nodiscard]] Result<std::filesystem::path> runtimeDir();

/// The same checks for a folder of the caller's choice, made if it is missing; its parent must exist.
[[nodiscard]] Result<std::filesystem::path> ownDir(const std::filesystem::path &dir);

/// The socket of the engine of this journal: a name made of 16 hexadecimal digits, the same however the journal's path
/// was written. The journal's folder must exist; the journal need not.
[[nodiscard]] Result<std::filesystem::path> socketPathFor(const std::filesystem::path &journal);

} // namespace weftline::wire
