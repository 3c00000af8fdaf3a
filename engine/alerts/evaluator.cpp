// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "engine/alerts/evaluator.h"

#include <algorithm>
#include <limits>
#include <set>

#include <fmt/format.h>

namespace weftline::alerts {
namespace {

using workflow::ConditionIs;
using workflow::NoData;

std::string textOf(const Labels &labels)
{
    std::string out;
    for (const auto &[name, value] : labels)
        out += fmt::format("{}{}=\"{}\"", out.empty() ? "" : ", ", name, value);
    return "{" + out + "}";
}

bool isBad(const Rule &rule, double value, bool fires)
{
    switch (rule.is) {
    case ConditionIs::Above:
        return value > (fires && rule.clear ? *rule.clear : rule.value);
    case ConditionIs::Below:
        return value < (fires && rule.clear ? *rule.clear : rule.value);
    case ConditionIs::Outside:
        return value < rule.value || value > rule.high;
    case ConditionIs::Absent:
        return false;
    }
    return false;
}

struct Evaluating
{
    const Rule &rule;
    const Book &book;
    Instant at;
    Evaluation out;
    std::set<Labels> seen; ///< Of which there was a sample.

    [[nodiscard]] bool fires(const Labels &labels) const
    {
        const auto found = book.find(labels);
        return found != book.end() && found->second.state == AlertState::Firing;
    }

    bool take(const std::vector<metrics::Sample> &samples)
    {
        for (const metrics::Sample &sample : samples) {
            if (!seen.insert(sample.labels).second) {
                out.trouble = fmt::format("Alert rule \"{}\" has two series with the same labels {}. Name a label that tells them apart in \"by\".",
                                          rule.id, textOf(sample.labels));
                return false;
            }
            if (isBad(rule, sample.value, fires(sample.labels)))
                out.values.emplace(sample.labels, sample.value);
        }
        return true;
    }

    void takeAbsent(const std::vector<Labels> &expected)
    {
        for (const Labels &labels : expected)
            if (!seen.contains(labels))
                out.values.emplace(labels, 1);
        if (expected.empty() && seen.empty())
            out.values.emplace(rule.query.labels, 1);
    }

    /// What there is no sample of, where that is to mean something.
    void takeNoData()
    {
        if (rule.noData != NoData::Keep && rule.noData != NoData::Alert)
            return;
        for (const auto &[labels, active] : book)
            if (!seen.contains(labels) && !active.missingSince)
                out.values.emplace(labels, std::numeric_limits<double>::quiet_NaN());
        if (rule.noData == NoData::Alert && seen.empty() && book.empty())
            out.values.emplace(rule.query.labels, std::numeric_limits<double>::quiet_NaN());
    }

    void bad(const Labels &labels, double value)
    {
        const auto found = book.find(labels);
        const bool noData = std::isnan(value);
        std::string reason = noData ? "There is no data." : "";
        if (found == book.end()) {
            const bool atOnce = rule.holdFor.count() == 0;
            out.transitions.push_back({labels, atOnce ? AlertState::Firing : AlertState::Pending, false, value, std::move(reason)});
        } else if (found->second.state == AlertState::Pending) {
            const bool stale = noData && rule.noData == NoData::Keep; // it neither grows nor ends
            if (!stale && at - found->second.activeAt >= rule.holdFor)
                out.transitions.push_back({labels, AlertState::Firing, false, value, std::move(reason)});
        } else if (found->second.missingSince) {
            out.transitions.push_back({labels, AlertState::Firing, false, value, "It is bad again."});
        }
    }

    void good(const Labels &labels, const Active &active)
    {
        constexpr double none = std::numeric_limits<double>::quiet_NaN();
        if (active.state == AlertState::Pending) {
            out.transitions.push_back({labels, AlertState::Inactive, false, none, {}});
            return;
        }
        const bool atOnce = rule.noData == NoData::Ok && !seen.contains(labels); // no data is good data
        const Instant since = active.missingSince.value_or(at);
        if (rule.keepFiringFor.count() == 0 || atOnce || at - since >= rule.keepFiringFor)
            out.transitions.push_back({labels, AlertState::Resolved, false, none, {}});
        else if (!active.missingSince)
            out.transitions.push_back({labels, AlertState::Firing, true, none, "It is good again, and kept for a while."});
    }
};

} // namespace

Evaluation evaluate(const Rule &rule, const Book &book, Instant at, const Result<std::vector<metrics::Sample>> &samples,
                    const std::vector<Labels> &expected)
{
    Evaluating evaluating{rule, book, at, {}, {}};
    if (!samples) {
        evaluating.out.trouble = samples.error().message;
        return std::move(evaluating.out);
    }
    if (!evaluating.take(*samples))
        return {{}, {}, std::move(evaluating.out.trouble)};
    if (rule.is == ConditionIs::Absent)
        evaluating.takeAbsent(expected);
    else
        evaluating.takeNoData();
    for (const auto &[labels, value] : evaluating.out.values)
        evaluating.bad(labels, value);
    for (const auto &[labels, active] : book)
        if (!evaluating.out.values.contains(labels))
            evaluating.good(labels, active);
    std::sort(evaluating.out.transitions.begin(), evaluating.out.transitions.end(),
              [](const Transition &a, const Transition &b) { return a.labels < b.labels; });
    return std::move(evaluating.out);
}

void apply(Book &book, const Transition &transition, Instant at)
{
    if (transition.state == AlertState::Inactive || transition.state == AlertState::Resolved) {
        book.erase(transition.labels);
        return;
    }
    const auto [found, isNew] = book.try_emplace(transition.labels);
    Active &active = found->second;
    if (isNew)
        active.activeAt = at;
    active.state = transition.state;
    if (!transition.isMissing)
        active.missingSince.reset();
    else if (!active.missingSince)
        active.missingSince = at;
}

} // namespace weftline::alerts
