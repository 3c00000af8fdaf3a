// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Random pairs of a rule and a trace, as Debian's promtool sees them and as we do: each as a timeline of text, to be compared.

#pragma once

#include <QtCore/QString>

#include <map>
#include <random>
#include <vector>

#include "engine/alerts/evaluator.h"

namespace weftline::test {

enum class Kind { Number, NotANumber, Missing, End };
struct Step
{
    Kind kind = Kind::Missing;
    double value = 0;
};

struct Series
{
    metrics::Labels labels;
    std::vector<Step> steps; ///< One an interval.
};

struct Pair
{
    alerts::Rule rule;
    std::vector<Series> series;
};

constexpr int stepsOfATrace = 40;
constexpr Duration stepLength = std::chrono::minutes(1);

[[nodiscard]] Pair randomPair(unsigned seed);
/// The expression of the rule's metric, window and condition.
[[nodiscard]] std::string toPromQl(const alerts::Rule &rule);

/// "a" to {"pending", "firing"}: at each step the alerts that there are, by their labels.
using Timeline = std::vector<std::map<std::string, std::string>>;

/// Ours. `lateBy` plants a bug: pending alerts fire that much too late.
[[nodiscard]] Timeline ours(const Pair &pair, Duration lateBy = Duration{0});
/// What promtool says of many pairs, one timeline a pair. Empty where it could not be run.
[[nodiscard]] std::vector<Timeline> promtools(const QString &program, const QString &folder, const std::vector<Pair> &pairs);

[[nodiscard]] std::string toText(const Pair &pair);
[[nodiscard]] std::string toText(const Timeline &timeline);

} // namespace weftline::test
