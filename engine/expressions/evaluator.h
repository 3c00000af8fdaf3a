// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The child process that evaluates expressions: `weft evaluator`. Reads batches on standard input, answers on standard
// output, and ends when standard input is closed. Nothing of value is lost when it is killed.

#pragma once

#include <cstdint>

namespace weftline::expressions {

/// The descriptor on which the client counts finished jobs, where it gives one: eight bytes, shared.
constexpr int progressDescriptor = 3;

/// In these bytes before the first job can run.
constexpr std::uint64_t progressNotReady = ~std::uint64_t{0};

constexpr int exitOutOfMemory = 86;
constexpr std::size_t evaluatorMemoryMib = 512; ///< Above what the process has when it starts.

/// The whole life of the process. `--memory-mib N` changes its limit. Needs no QCoreApplication before it.
[[nodiscard]] int evaluatorMain(int argc, char **argv);

} // namespace weftline::expressions
