// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "engine/metrics/sources.h"

#include <algorithm>
#include <set>

namespace weftline::metrics {

using scheduler::none;
using workflow::AlertMetric;
using workflow::WindowFunction;

namespace {

constexpr std::int64_t usASecond = 1'000'000;
constexpr std::int64_t samplesAWindow = 600;
constexpr std::int64_t pointsAWindow = 60;
constexpr std::size_t knownMax = 100'000;

/// The attempt's end that an event tells of; nothing where it tells of none.
struct End
{
    scheduler::RunIndex run = none;
    scheduler::TaskIndex task = none;
    scheduler::WorkerIndex worker = none;
    bool finished = false;
    bool failed = false;
    bool refused = false;
    Duration latency{0};
};

End endOf(const scheduler::Event &event)
{
    End end;
    if (const auto *finished = std::get_if<scheduler::TaskFinished>(&event.fact)) {
        if (finished->number == 0 || finished->state == scheduler::TaskState::Cancelled
            || finished->state == scheduler::TaskState::Quarantined)
            return end;
        end = {finished->run, finished->task, finished->worker, true, finished->state == scheduler::TaskState::Failed, false,
               finished->waited + finished->dispatching + finished->ran + finished->returned};
    } else if (const auto *failed = std::get_if<scheduler::AttemptFailed>(&event.fact)) {
        end = {failed->run, failed->task, failed->worker, false, true, false, {}};
    } else if (const auto *refused = std::get_if<scheduler::ResultRefused>(&event.fact)) {
        end = {refused->attempt.run, refused->attempt.task, none, false, false, true, {}};
    }
    return end;
}

} // namespace

Source::Source(Query query, scheduler::RunIndex run, std::shared_ptr<const workflow::Plan> plan, std::shared_ptr<Budget> budget)
    : m_query(std::move(query)), m_run(run), m_plan(std::move(plan)), m_budget(std::move(budget))
{
    if (m_query.by.empty() && m_query.metric != AlertMetric::Running)
        m_series.try_emplace(m_query.labels); // there is one, if only of zeros
}

Source::~Source() { m_budget->left += m_series.size() - (m_series.empty() ? 0 : 1); }

bool Source::isGauge() const
{
    return m_query.metric == AlertMetric::Queue || m_query.metric == AlertMetric::Running || m_query.metric == AlertMetric::Workers
        || m_query.metric == AlertMetric::SlotsUsed;
}

bool Source::usesPoints() const { return m_query.metric == AlertMetric::ErrorRate || m_query.metric == AlertMetric::Latency; }

std::int64_t Source::width() const { return std::max(usASecond, m_query.over.count() / pointsAWindow); }

std::string Source::labelOf(const scheduler::State &state, const Thing &thing, std::string_view name) const
{
    if (name == "worker")
        return thing.worker == none ? std::string() : state.workers[thing.worker].who.name;
    if (thing.node == none)
        return name == "pool" && thing.worker != none ? state.workers[thing.worker].who.pool : std::string();
    const workflow::Node &node = m_plan->workflow.nodes[thing.node];
    return name == "node" ? node.id : name == "pool" ? node.pool : name == "kind" ? std::string(infoOf(node.kind).name) : std::string();
}

std::optional<Labels> Source::identityOf(const scheduler::State &state, const Thing &thing) const
{
    for (const auto &[name, wanted] : m_query.labels)
        if (labelOf(state, thing, name) != wanted)
            return std::nullopt;
    Labels labels = m_query.labels;
    for (const std::string &name : m_query.by)
        labels[name] = labelOf(state, thing, name);
    return labels;
}

Source::One &Source::seriesOf(const Labels &labels)
{
    if (const auto found = m_series.find(labels); found != m_series.end())
        return found->second;
    Labels identity = labels;
    if (m_series.empty() || m_budget->left > 0) {
        m_budget->left -= m_series.empty() ? 0 : 1; // everybody has one
    } else {
        m_isFull = true;
        for (const std::string &name : m_query.by)
            identity[name] = "other";
    }
    const auto [one, isNew] = m_series.try_emplace(identity);
    if (isNew && !isGauge() && m_sampledAt.us != 0)
        one->second.samples.add(m_sampledAt, 0); // until now there was nothing to count
    return one->second;
}

Source::One *Source::seriesOf(const scheduler::State &state, const Thing &thing)
{
    if (const auto known = m_known.find(thing); known != m_known.end())
        return known->second;
    const std::optional<Labels> labels = identityOf(state, thing);
    One *one = labels ? &seriesOf(*labels) : nullptr;
    if (m_known.size() >= knownMax)
        m_known.clear();
    m_known.emplace(thing, one);
    return one;
}

void Source::count(const scheduler::State &state, const Thing &thing, Instant at, const Point &change)
{
    One *one = seriesOf(state, thing);
    if (!one)
        return;
    one->counter += 1;
    if (!usesPoints())
        return;
    one->points[at.us - at.us % width()].add(change);
    while (one->points.begin()->first < at.us - m_query.over.count() - 2 * width())
        one->points.erase(one->points.begin());
}

void Source::take(const scheduler::State &state, const scheduler::Event &event, Instant officeTime)
{
    if (isGauge())
        return;
    if (m_query.metric == AlertMetric::WorkersLost) {
        const auto *lost = std::get_if<scheduler::WorkerLost>(&event.fact);
        if (lost && lost->noticedBy != scheduler::NoticedBy::Leave && !state.workers[lost->worker].who.evaluator)
            count(state, {none, lost->worker}, officeTime, {});
        return;
    }
    const End end = endOf(event);
    if (end.run != m_run || state.runs[m_run].nodes.empty())
        return;
    Point change;
    bool counts = false;
    switch (m_query.metric) {
    case AlertMetric::Throughput:
        counts = end.finished;
        break;
    case AlertMetric::Latency:
        counts = end.finished;
        change.latency.record(end.latency);
        break;
    case AlertMetric::ErrorRate:
        counts = end.finished || end.failed;
        change.attempts = 1;
        change.failed = end.failed ? 1 : 0;
        break;
    case AlertMetric::Retries:
        counts = end.failed && !end.finished;
        break;
    default:
        counts = end.refused;
    }
    const bool byWorker = std::find(m_query.by.begin(), m_query.by.end(), "worker") != m_query.by.end() || m_query.labels.contains("worker");
    if (counts)
        count(state, {state.runs[m_run].nodeOf(end.task), byWorker ? end.worker : none}, officeTime, change);
}

std::map<Labels, double> Source::gauges(const scheduler::State &state, Instant now) const
{
    std::map<Labels, double> out;
    const auto add = [&](const Thing &thing, double value, bool greatest = false) {
        const std::optional<Labels> labels = identityOf(state, thing);
        if (!labels)
            return;
        double &sum = out[*labels];
        sum = greatest ? std::max(sum, value) : sum + value;
    };
    const scheduler::Run &run = state.runs[m_run];
    if (m_query.metric == AlertMetric::Queue) {
        std::set<scheduler::NodeIndex> nodes;
        for (const scheduler::ReadyQueue &queue : state.queues) // only what is ready is looked at, whatever the graph's size
            for (const scheduler::ReadyKey &key : queue.nodes)
                if (key.run == m_run && key.node < run.nodes.size())
                    nodes.insert(key.node);
        for (const scheduler::NodeIndex node : nodes)
            add({node, none}, run.nodes[node].counts[static_cast<std::size_t>(scheduler::TaskState::Ready)]);
    } else if (m_query.metric == AlertMetric::Workers) {
        for (const scheduler::WorkerIndex index : state.present)
            if (!state.workers[index].who.evaluator && state.workers[index].state != scheduler::WorkerState::Lost)
                add({none, index}, 1);
    } else {
        const bool ages = m_query.metric == AlertMetric::Running;
        for (const scheduler::Attempt &attempt : state.attempts) {
            if (attempt.run != m_run || attempt.purpose != scheduler::Purpose::Run || !attempt.isStarted)
                continue;
            const double age = static_cast<double>((now - attempt.startedAt).count()) / usASecond;
            add({ages ? run.nodeOf(attempt.task) : none, attempt.worker}, ages ? std::max(age, 0.0) : 1, ages);
        }
    }
    return out;
}

void Source::sample(const scheduler::State &state, Instant now, Instant officeTime)
{
    const Duration step{m_query.function == WindowFunction::Value ? 0 : m_query.over.count() / samplesAWindow};
    if (m_sampledAt.us != 0 && (officeTime <= m_sampledAt || officeTime - m_sampledAt < step))
        return;
    if (usesPoints()) {
        m_sampledAt = officeTime;
        return;
    }
    std::map<Labels, double> values = isGauge() ? gauges(state, now) : std::map<Labels, double>{};
    const bool byWorker = std::find(m_query.by.begin(), m_query.by.end(), "worker") != m_query.by.end();
    if (isGauge() && m_query.metric == AlertMetric::Workers && !byWorker)
        for (const Labels &labels : expected(state))
            values.try_emplace(labels, 0);
    for (const auto &[labels, value] : values)
        seriesOf(labels);
    for (auto &[labels, one] : m_series) {
        const auto value = values.find(labels);
        if (!isGauge())
            one.samples.add(officeTime, one.counter);
        else if (value != values.end())
            one.samples.add(officeTime, value->second);
        else if (byWorker || m_query.metric == AlertMetric::Running)
            one.samples.end(officeTime); // it is gone, not zero
        else
            one.samples.add(officeTime, 0);
        one.samples.forget(officeTime, m_query.over);
    }
    m_sampledAt = officeTime;
}

std::optional<double> Source::counterValue(const One &one, Instant at) const
{
    const Instant from = at - m_query.over;
    switch (m_query.function) {
    case WindowFunction::Sum:
        return one.samples.increase(from, at);
    case WindowFunction::Value: {
        const std::vector<double> slopes = one.samples.slopes(at - lookback, at);
        return slopes.empty() ? std::nullopt : std::optional(slopes.back());
    }
    case WindowFunction::Max:
    case WindowFunction::Min: {
        const std::vector<double> slopes = one.samples.slopes(from, at);
        if (slopes.empty())
            return std::nullopt;
        const auto [least, most] = std::minmax_element(slopes.begin(), slopes.end());
        return m_query.function == WindowFunction::Max ? *most : *least;
    }
    default:
        return one.samples.over(WindowFunction::Rate, at, m_query.over, 0);
    }
}

std::optional<double> Source::pointsValue(const One &one, Instant at) const
{
    const bool isLatency = m_query.metric == AlertMetric::Latency;
    Point sum;
    std::optional<double> last;
    std::optional<double> least;
    std::optional<double> most;
    for (auto p = one.points.lower_bound(at.us - m_query.over.count()); p != one.points.end() && p->first <= at.us; ++p) {
        sum.add(p->second);
        if (p->second.attempts == 0)
            continue;
        last = static_cast<double>(p->second.failed) / p->second.attempts;
        least = std::min(least.value_or(*last), *last);
        most = std::max(most.value_or(*last), *last);
    }
    if (isLatency) {
        if (sum.latency.count() == 0)
            return std::nullopt;
        const Duration result = m_query.function == WindowFunction::Quantile ? sum.latency.quantile(m_query.quantile)
            : m_query.function == WindowFunction::Max                        ? sum.latency.max()
            : m_query.function == WindowFunction::Min                        ? sum.latency.quantile(0)
                                                                             : sum.latency.mean();
        return static_cast<double>(result.count()) / 1000;
    }
    if (m_query.function == WindowFunction::Value)
        return last;
    if (m_query.function == WindowFunction::Max || m_query.function == WindowFunction::Min)
        return m_query.function == WindowFunction::Max ? most : least;
    return sum.attempts == 0 ? std::nullopt : std::optional(static_cast<double>(sum.failed) / sum.attempts);
}

std::optional<double> Source::valueOf(const One &one, Instant at) const
{
    if (usesPoints())
        return pointsValue(one, at);
    return isGauge() ? one.samples.over(m_query.function, at, m_query.over, m_query.quantile) : counterValue(one, at);
}

std::vector<Sample> Source::samples(Instant officeTime) const
{
    std::vector<Sample> out;
    for (const auto &[labels, one] : m_series)
        if (const std::optional<double> value = valueOf(one, officeTime))
            out.push_back({labels, *value});
    return out;
}

std::vector<Labels> Source::expected(const scheduler::State &state) const
{
    std::set<Labels> out;
    const auto add = [&](const Thing &thing) {
        if (const std::optional<Labels> labels = identityOf(state, thing))
            out.insert(*labels);
    };
    const workflow::Plan &plan = *m_plan;
    const bool ofWorkers = m_query.metric == AlertMetric::Workers || m_query.metric == AlertMetric::WorkersLost
        || m_query.metric == AlertMetric::SlotsUsed;
    if (m_query.by.empty() || (ofWorkers && m_query.by != std::vector<std::string>{"worker"})) {
        if (m_query.by == std::vector<std::string>{"pool"})
            for (const std::string &pool : plan.pools) {
                Labels labels = m_query.labels;
                if (const auto wanted = labels.find("pool"); wanted != labels.end() && wanted->second != pool)
                    continue;
                labels["pool"] = pool;
                out.insert(std::move(labels));
            }
        else
            out.insert(m_query.labels);
    } else if (ofWorkers) {
        for (scheduler::WorkerIndex w = 0; w < state.workers.size(); ++w)
            if (const scheduler::Worker &worker = state.workers[w]; !worker.who.evaluator
                && (worker.state != scheduler::WorkerState::Lost
                    || (worker.noticedBy != scheduler::NoticedBy::Leave && worker.since >= state.runs[m_run].acceptedAt)))
                add({none, w});
    } else if (std::find(m_query.by.begin(), m_query.by.end(), "worker") == m_query.by.end()) {
        for (scheduler::NodeIndex n = 0; n < plan.nodes.size() && out.size() < pointsAWindow * 10; ++n)
            add({n, none});
    }
    return {out.begin(), out.end()};
}

} // namespace weftline::metrics
