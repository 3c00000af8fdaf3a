// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Says whether a journal is what it was when it was written, and whether what it says can be true: the chain of hashes
// row by row, then every event against invariants.h, then through the scheduler's apply(). Of a file besides: how its pages
// hang together, what its write-ahead log lost, and whether it ends where it once did.

#pragma once

#include "engine/base/value.h"
#include "engine/journal/chain.h"

#include <array>
#include <filesystem>
#include <functional>
#include <optional>

namespace weftline::journal {

struct VerifyReport
{
    static constexpr std::size_t problemsMax = 100;

    bool ok = true;
    std::uint64_t records = 0; ///< Rows.
    std::uint64_t events = 0;
    std::array<std::uint64_t, std::variant_size_v<scheduler::Fact>> byType{};
    std::uint64_t runs = 0;
    Head head; ///< As far as the rows are good.
    std::vector<std::string> problems; ///< Sentences with row and position, in the order of the file.
    std::uint64_t problemsDropped = 0; ///< Beyond problemsMax.
    std::vector<std::string> notes; ///< Sentences on what is no damage.

    // What kind of problems there are, for who mends them.
    bool isReadable = true; ///< It could be looked into at all.
    bool isChainWhole = true; ///< Every row could be read and follows the one before it.
    bool areEventsTrue = true; ///< As far as the chain is whole.
    bool isFileWhole = true; ///< Its pages and its write-ahead log.
    bool isKnownEnd = true; ///< It agrees with what position_file.h knows.
    bool hasTornTail = false; ///< Behind its end lies a commit that nobody was told of.

    void problem(std::string what);
};

/// The next row; nothing at the end; an error where no more can be read.
using NextRow = std::function<Result<std::optional<Row>>()>;

[[nodiscard]] VerifyReport verifyRows(const NextRow &next);

/// Looks only, also while an engine writes. Fails where there is no journal of this version; damage is in the report, also
/// where nothing can be read. `isLocked`: the caller holds its lock.
[[nodiscard]] Result<VerifyReport> verify(const std::filesystem::path &file, bool isLocked = false);

/// As `weft verify --json` says it.
[[nodiscard]] Value toValue(const VerifyReport &report);

} // namespace weftline::journal
