// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// FILE.position beside a journal: how far it once went, for whoever finds it shorter later.
//
// What it says was durable when it was written, so a journal that ends before it has lost something, or is an older copy. It
// is written without waiting for the disk, a tenth of a second after a commit at the latest and at the end: after a crash of the
// machine it may be older, or damaged, and then knows less or nothing. It is never needed to read a journal.

#pragma once

#include "engine/journal/chain.h"

#include <filesystem>
#include <optional>

namespace weftline::journal {

/// Notes that `journal` goes to `head`. Where that cannot be written, the file stays as it is.
void notePosition(const std::filesystem::path &journal, const Head &head);

/// What was noted last; nothing where there is no such file, or an empty one. Fails where it is damaged.
[[nodiscard]] Result<std::optional<Head>> notedPosition(const std::filesystem::path &journal);

/// Holds the rows of a journal against what was noted, which has to be read before the first of them.
class KnownEnd
{
public:
    explicit KnownEnd(std::optional<Head> known) : m_known(known) { }

    /// Rows up to `trusted` are not looked at. What was noted before that is taken for met.
    void begunAt(const Head &trusted)
    {
        if (m_known && m_known->position < trusted.position)
            m_isMet = true;
        passed(trusted);
    }

    /// The next row's end.
    void passed(const Head &end)
    {
        if (m_known && end.position == m_known->position)
            m_isMet = end.hash == m_known->hash;
    }

    /// What is wrong with a journal that ends at `last`, as a sentence; empty when nothing is.
    [[nodiscard]] std::string judge(const Head &last) const;

private:
    std::optional<Head> m_known;
    bool m_isMet = false;
};

} // namespace weftline::journal
