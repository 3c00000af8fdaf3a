// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Says whether a journal is what it was when it was written, and whether what it says can be true: the chain of hashes
// row by row, then every event against invariants.h, then through the scheduler's apply().

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
};

/// The next row; nothing at the end; an error where no more can be read.
using NextRow = std::function<Result<std::optional<Row>>()>;

[[nodiscard]] VerifyReport verifyRows(const NextRow &next);

/// Looks only, also while an engine writes. Fails where there is no journal of this version; damage is in the report.
[[nodiscard]] Result<VerifyReport> verify(const std::filesystem::path &file);

/// As `weft verify --json` says it.
[[nodiscard]] Value toValue(const VerifyReport &report);

} // namespace weftline::journal
