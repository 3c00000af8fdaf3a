// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What all parts of one simulated world share: its seed, its time, its story, what is counted, and what was found broken.

#pragma once

#include <deque>
#include <string>
#include <string_view>

#include <fmt/format.h>

#include "tests/simulation/agenda.h"
#include "tests/simulation/chance.h"
#include "tests/simulation/counts.h"
#include "tests/simulation/density.h"

namespace weftline::simulation {

struct Options
{
    bool isTold = false; ///< Keep a story. Costs time, changes nothing.
    bool isPrinted = false; ///< And print it as it happens.
    std::size_t linesMax = 60; ///< Of the story that are kept.
    bool withMessages = false; ///< Each message is a line too.
    bool isSparse = false; ///< Another world for each seed, see density.h.
    std::deque<std::string> *kept = nullptr; ///< Where they are kept: for who reads them when an assertion has ended it all.
};

class Context
{
public:
    Context(std::uint64_t ofSeed, Options options) : seed(ofSeed), density(options.isSparse ? sparse : dense), m_options(options) { }

    [[nodiscard]] Instant now() const { return agenda.now(); }
    [[nodiscard]] Chance chance(std::string_view stream) const { return Chance(seed, stream); }

    /// One line of the story: who, and what happened to it.
    template <typename... Args>
    void tell(std::string_view who, fmt::format_string<Args...> format, Args &&...args)
    {
        if (m_options.isTold)
            add(who, fmt::format(format, std::forward<Args>(args)...));
    }
    [[nodiscard]] bool tellsMessages() const { return m_options.isTold && m_options.withMessages; }
    [[nodiscard]] bool isTold() const { return m_options.isTold; }
    [[nodiscard]] const std::deque<std::string> &story() const { return m_options.kept ? *m_options.kept : m_story; }

    /// A promise is broken. The first one counts.
    void fail(std::string promise)
    {
        if (m_broken.empty()) {
            tell("check", "BROKEN: {}", promise);
            m_broken = std::move(promise);
        }
    }
    [[nodiscard]] const std::string &broken() const { return m_broken; }

    const std::uint64_t seed;
    const Density &density;
    Agenda agenda;
    Counts counts;
    bool isHealed = false; ///< No further faults.

private:
    void add(std::string_view who, std::string what)
    {
        const Duration since = agenda.now() - Agenda::start;
        std::deque<std::string> &lines = m_options.kept ? *m_options.kept : m_story;
        lines.push_back(fmt::format("{:>4}.{:06} {:<8} {}", since.count() / 1'000'000, since.count() % 1'000'000, who, what));
        if (m_options.isPrinted)
            fmt::print("{}\n", lines.back());
        if (lines.size() > m_options.linesMax)
            lines.pop_front();
    }

    Options m_options;
    std::deque<std::string> m_story;
    std::string m_broken;
};

} // namespace weftline::simulation
