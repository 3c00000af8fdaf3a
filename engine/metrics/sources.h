// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What an alert rule looks at, measured of one run: events are counted as they come, and what only the present state tells is
// sampled. Live and on replay alike, so that a restarted engine goes on with the windows of the one before it.
//
// Times are those of the engine in office: what it was away does not count.

#pragma once

#include "engine/metrics/samples.h"
#include "engine/metrics/series.h"
#include "engine/scheduler/state.h"

namespace weftline::metrics {

struct Query
{
    workflow::AlertMetric metric = workflow::AlertMetric::Throughput;
    Labels labels; ///< Only what has these.
    std::vector<std::string> by; ///< A series for each value of these.
    workflow::WindowFunction function = workflow::WindowFunction::Value;
    Duration over = std::chrono::minutes(1);
    double quantile = 0.99;
};

/// How many series all sources of an engine may make together. What comes after them is counted as "other".
struct Budget
{
    std::size_t left = 2000;
};

class Source
{
public:
    Source(Query query, scheduler::RunIndex run, std::shared_ptr<const workflow::Plan> plan, std::shared_ptr<Budget> budget);
    ~Source();
    Source(const Source &) = delete;
    Source &operator=(const Source &) = delete;

    /// Counts an event of any run; `state` is one with it applied.
    void take(const scheduler::State &state, const scheduler::Event &event, Instant officeTime);
    /// Measures the present. `now` is by the engine's clock, as the times in `state`.
    void sample(const scheduler::State &state, Instant now, Instant officeTime);
    [[nodiscard]] std::vector<Sample> samples(Instant officeTime) const;
    /// What there should be a sample of: the pools that the workflow names, the workers that are gone without leave, its nodes.
    [[nodiscard]] std::vector<Labels> expected(const scheduler::State &state) const;
    [[nodiscard]] bool isFull() const { return m_isFull; }

    /// All but what it was made with.
    template <class Archive>
    static void members(Archive &archive, auto &source);

private:
    struct Thing
    {
        scheduler::NodeIndex node = scheduler::none;
        scheduler::WorkerIndex worker = scheduler::none;

        auto operator<=>(const Thing &) const = default;
        static void members(auto &archive, auto &thing) { archive(thing.node, thing.worker); }
    };
    struct One
    {
        double counter = 0;
        Samples samples;
        std::map<std::int64_t, Point> points; ///< By start, for what is made of sums of points.

        static void members(auto &archive, auto &one) { archive(one.counter, one.samples, one.points); }
    };

    [[nodiscard]] std::string labelOf(const scheduler::State &state, const Thing &thing, std::string_view name) const;
    [[nodiscard]] std::optional<Labels> identityOf(const scheduler::State &state, const Thing &thing) const;
    One *seriesOf(const scheduler::State &state, const Thing &thing);
    One &seriesOf(const Labels &labels);
    void count(const scheduler::State &state, const Thing &thing, Instant at, const Point &change);
    [[nodiscard]] std::map<Labels, double> gauges(const scheduler::State &state, Instant now) const;
    [[nodiscard]] std::optional<double> valueOf(const One &one, Instant at) const;
    [[nodiscard]] std::optional<double> counterValue(const One &one, Instant at) const;
    [[nodiscard]] std::optional<double> pointsValue(const One &one, Instant at) const;
    [[nodiscard]] bool isGauge() const;
    [[nodiscard]] bool usesPoints() const;
    [[nodiscard]] std::int64_t width() const;

    Query m_query;
    scheduler::RunIndex m_run;
    std::shared_ptr<const workflow::Plan> m_plan; ///< The run's, which may have ended long ago.
    std::shared_ptr<Budget> m_budget;
    std::map<Labels, One> m_series;
    std::map<Thing, One *> m_known; ///< nullptr: not looked at.
    Instant m_sampledAt; ///< In office time.
    bool m_isFull = false;
};

template <class Archive>
void Source::members(Archive &archive, auto &source)
{
    archive(source.m_series, source.m_sampledAt, source.m_isFull);
    std::map<Thing, std::optional<Labels>> known; // which series a thing counts in stays so, whatever has room by now
    if constexpr (!Archive::reads) {
        std::map<const One *, const Labels *> labelsOf;
        for (const auto &[labels, one] : source.m_series)
            labelsOf.emplace(&one, &labels);
        for (const auto &[thing, one] : source.m_known)
            known.emplace(thing, one ? std::optional(*labelsOf.at(one)) : std::nullopt);
    }
    archive(known);
    if constexpr (Archive::reads) {
        source.m_known.clear();
        for (const auto &[thing, labels] : known) {
            const auto series = labels ? source.m_series.find(*labels) : source.m_series.end();
            if (labels && series == source.m_series.end())
                archive.fail("a series that is not there");
            source.m_known.emplace(thing, series == source.m_series.end() ? nullptr : &series->second);
        }
    }
}

} // namespace weftline::metrics
