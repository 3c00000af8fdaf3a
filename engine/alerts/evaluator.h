// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What an instant's samples make of the alerts of a rule: state by state what Prometheus 2.42 does, and beyond it a threshold
// of its own for clearing, and what it means when there is no data. Pure: what is known of the alerts is folded from the
// transitions that were given out before, and from nothing else.

#pragma once

#include "engine/alerts/rule.h"
#include "engine/scheduler/ids.h"

namespace weftline::alerts {

using scheduler::AlertState;

/// An alert that is pending or firing; its identity is its labels.
struct Active
{
    AlertState state = AlertState::Pending;
    Instant activeAt; ///< Since when it is bad.
    std::optional<Instant> missingSince; ///< Firing, and good again since the evaluation at this time.

    bool operator==(const Active &) const = default;
};
using Book = std::map<Labels, Active>;

/// Something about an alert changed. Inactive: a pending one is gone; Resolved: a firing one is.
struct Transition
{
    Labels labels;
    AlertState state = AlertState::Inactive;
    bool isMissing = false; ///< Firing, by `keepFiringFor` alone.
    double value = 0;
    std::string reason;

    bool operator==(const Transition &) const = default;
};

struct Evaluation
{
    std::vector<Transition> transitions; ///< In the order of their labels.
    std::map<Labels, double> values; ///< Of the alerts that are bad now.
    std::string trouble; ///< Why it could not be evaluated; nothing changes then.
};

/// `expected`: what there should be a sample of, as far as that is known; for conditions on what is absent.
[[nodiscard]] Evaluation evaluate(const Rule &rule, const Book &book, Instant at, const Result<std::vector<metrics::Sample>> &samples,
                                  const std::vector<Labels> &expected);

/// Makes a transition true that was given out by an evaluation at `at`.
void apply(Book &book, const Transition &transition, Instant at);

} // namespace weftline::alerts
