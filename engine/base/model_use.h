// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What an attempt, a node or a run has taken from language models.

#pragma once

#include <algorithm>
#include <cstdint>
#include <limits>

namespace weftline {

struct ModelUse
{
    std::uint64_t tokensIn = 0; ///< Of the prompt.
    std::uint64_t tokensOut = 0; ///< Of the reply.
    std::uint64_t cost = 0; ///< In billionths of the unit in which the node states its prices. Whole, so that sums are exact.

    bool operator==(const ModelUse &) const = default;
    [[nodiscard]] bool isEmpty() const { return *this == ModelUse{}; }
    [[nodiscard]] std::uint64_t tokens() const { return sum(tokensIn, tokensOut); }
    [[nodiscard]] double price() const { return static_cast<double>(cost) / 1e9; }

    /// What workers say is not trusted: sums stop at the end of the numbers.
    ModelUse &operator+=(const ModelUse &other)
    {
        tokensIn = sum(tokensIn, other.tokensIn);
        tokensOut = sum(tokensOut, other.tokensOut);
        cost = sum(cost, other.cost);
        return *this;
    }

private:
    /// Below 2^63, so that it is a whole number in JSON values too.
    static constexpr std::uint64_t sum(std::uint64_t a, std::uint64_t b)
    {
        constexpr std::uint64_t most = std::numeric_limits<std::int64_t>::max();
        return std::min(a, most) > most - std::min(b, most) ? most : std::min(a, most) + std::min(b, most);
    }
};

} // namespace weftline
