// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Where a transcript is played: a scheduler, driven as the service drives it, with every promise checked after each line.

#pragma once

#include <map>
#include <string>
#include <vector>

#include "engine/scheduler/step.h"
#include "tests/transcripts/sketch.h"

namespace weftline::test {

class Stage
{
public:
    Stage();

    /// Carries out one line and returns the lines that follow from it. Fails where the line cannot be understood, or
    /// where a promise is broken by it.
    Result<std::vector<std::string>> carryOut(const std::string &line);

private:
    using Words = std::vector<std::string>;
    using Lines = Result<std::vector<std::string>>;
    struct Grant
    {
        scheduler::AttemptName name;
        SessionId session;
    };

    Lines command(const std::string &verb, const std::string &rest);
    Lines submit(const Words &words);
    Lines join(const Words &words, bool evaluator);
    Lines hello(const Words &words);
    Lines lose(const Words &words);
    Lines ended(const Words &words, scheduler::Purpose purpose);
    Lines restart();
    Lines input(scheduler::Cause cause);
    Lines checked();

    [[nodiscard]] Result<Grant> grantOf(const std::string &text, scheduler::Purpose purpose) const;

    scheduler::State m_state;
    scheduler::Sink m_sink{m_state};
    std::vector<scheduler::Event> m_events;
    std::vector<Grant> m_grants;
    Sketch m_sketch;
    Instant m_start;
    Instant m_at;
};

} // namespace weftline::test
