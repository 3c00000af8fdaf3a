// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The bytes that a process writes, as text for people.

#pragma once

#include <functional>
#include <string>
#include <string_view>

namespace weftline::worker {

/// The same text with every byte that is no UTF-8 as U+FFFD.
[[nodiscard]] std::string replaceInvalid(std::string_view bytes);

/// Cuts a stream into pieces of whole lines, as long as possible and at most `pieceMax` bytes; longer lines are cut.
class LineCutter
{
public:
    static constexpr std::size_t pieceMax = 64U << 10U;
    using Give = std::function<void(std::string)>;

    /// Gives what is complete, and keeps the last line's beginning.
    void add(std::string_view bytes, const Give &give);
    /// Gives the rest.
    void end(const Give &give);

private:
    std::string m_rest;
};

} // namespace weftline::worker
