// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "engine/client/updates.h"

#include <algorithm>

#include <fmt/format.h>

#include "engine/encoding/reader.h"
#include "engine/encoding/writer.h"

namespace weftline::client {
namespace {

using encoding::Reader;
using encoding::Writer;

void put(Writer &out, const TaskCounts &counts)
{
    out.array(counts.size());
    for (const std::uint32_t count : counts)
        out.unsignedInteger(count);
}

TaskCounts getCounts(Reader &in)
{
    TaskCounts counts{};
    in.array(counts.size());
    for (std::uint32_t &count : counts)
        count = in.u32();
    return counts;
}

void put(Writer &out, const ModelUse &use)
{
    if (use.isEmpty())
        out.nil();
    else
        out.array(3).unsignedInteger(use.tokensIn).unsignedInteger(use.tokensOut).unsignedInteger(use.cost);
}

void get(Reader &in, ModelUse &use)
{
    if (in.nilNext())
        return;
    in.array(3);
    use.tokensIn = in.unsignedInteger();
    use.tokensOut = in.unsignedInteger();
    use.cost = in.unsignedInteger();
}

void put(Writer &out, const NodeView &node)
{
    out.array(12).unsignedInteger(node.index);
    put(out, node.counts);
    out.boolean(node.isExpanded).boolean(node.isTaken).string(node.held).string(node.reason).unsignedInteger(node.retries);
    out.unsignedInteger(node.losses).duration(node.meanRun).string(node.port).instant(node.until);
    put(out, node.use);
}

void get(Reader &in, NodeView &node)
{
    in.array(12);
    node.index = in.u32();
    node.counts = getCounts(in);
    node.isExpanded = in.boolean();
    node.isTaken = in.boolean();
    node.held = in.string();
    node.reason = in.string();
    node.retries = in.u32();
    node.losses = in.u32();
    node.meanRun = in.duration();
    node.port = in.string();
    node.until = in.instant();
    get(in, node.use);
}

void put(Writer &out, const AttemptView &attempt)
{
    out.array(12).unsignedInteger(attempt.id).unsignedInteger(attempt.node).unsignedInteger(attempt.task);
    out.unsignedInteger(attempt.item).unsignedInteger(attempt.number).unsignedInteger(attempt.worker);
    out.unsignedInteger(static_cast<std::uint64_t>(attempt.state)).instant(attempt.dispatchedAt);
    out.instant(attempt.startedAt).instant(attempt.endedAt).string(attempt.reason);
    put(out, attempt.use);
}

void get(Reader &in, AttemptView &attempt)
{
    in.array(12);
    attempt.id = in.unsignedInteger();
    attempt.node = in.u32();
    attempt.task = in.u32();
    attempt.item = in.u32();
    attempt.number = in.u32();
    attempt.worker = in.u32();
    attempt.state = in.enumeration<AttemptState>(attemptStateCount);
    attempt.dispatchedAt = in.instant();
    attempt.startedAt = in.instant();
    attempt.endedAt = in.instant();
    attempt.reason = in.string();
    get(in, attempt.use);
}

void put(Writer &out, const SeriesPoint &point)
{
    out.array(8).instant(point.at).unsignedInteger(point.finished).unsignedInteger(point.failed);
    out.unsignedInteger(point.attempts).number(point.p50).number(point.p90).number(point.p99).number(point.max);
}

void get(Reader &in, SeriesPoint &point)
{
    in.array(8);
    point.at = in.instant();
    point.finished = in.u32();
    point.failed = in.u32();
    point.attempts = in.u32();
    point.p50 = in.number();
    point.p90 = in.number();
    point.p99 = in.number();
    point.max = in.number();
}

void put(Writer &out, const LatencySummary &latency)
{
    out.array(5).unsignedInteger(latency.samples).number(latency.p50).number(latency.p90);
    out.number(latency.p99).number(latency.max);
}

void get(Reader &in, LatencySummary &latency)
{
    in.array(5);
    latency.samples = in.unsignedInteger();
    latency.p50 = in.number();
    latency.p90 = in.number();
    latency.p99 = in.number();
    latency.max = in.number();
}

void put(Writer &out, const RunSummary &run)
{
    out.array(15).unsignedInteger(run.index).string(run.id).string(run.name).string(run.by);
    out.unsignedInteger(static_cast<std::uint64_t>(run.state)).string(run.reason).instant(run.acceptedAt);
    out.instant(run.finishedAt);
    put(out, run.counts);
    out.unsignedInteger(run.attempts).unsignedInteger(run.retries).unsignedInteger(run.refused);
    out.unsignedInteger(run.workersLost).unsignedInteger(run.retryOf).unsignedInteger(run.taken);
}

void get(Reader &in, RunSummary &run)
{
    in.array(15);
    run.index = in.u32();
    run.id = in.string();
    run.name = in.string();
    run.by = in.string();
    run.state = in.enumeration<RunState>(4);
    run.reason = in.string();
    run.acceptedAt = in.instant();
    run.finishedAt = in.instant();
    run.counts = getCounts(in);
    run.attempts = in.unsignedInteger();
    run.retries = in.unsignedInteger();
    run.refused = in.unsignedInteger();
    run.workersLost = in.u32();
    run.retryOf = in.u32();
    run.taken = in.u32();
}

void put(Writer &out, const WorkerView &worker)
{
    out.array(17).unsignedInteger(worker.index).session(worker.session).string(worker.name).string(worker.pool);
    out.string(worker.host).integer(worker.pid).unsignedInteger(worker.slots).unsignedInteger(worker.used);
    out.unsignedInteger(static_cast<std::uint64_t>(worker.state)).string(worker.noticedBy).instant(worker.since);
    out.boolean(worker.isLocal).boolean(worker.isManaged).number(worker.cpu).integer(worker.memoryUsed);
    out.integer(worker.memoryTotal).duration(worker.roundTrip);
}

void get(Reader &in, WorkerView &worker)
{
    in.array(17);
    worker.index = in.u32();
    worker.session = in.session();
    worker.name = in.string();
    worker.pool = in.string();
    worker.host = in.string();
    worker.pid = in.integer();
    worker.slots = in.u32();
    worker.used = in.u32();
    worker.state = in.enumeration<WorkerState>(4);
    worker.noticedBy = in.string();
    worker.since = in.instant();
    worker.isLocal = in.boolean();
    worker.isManaged = in.boolean();
    worker.cpu = in.number();
    worker.memoryUsed = in.integer();
    worker.memoryTotal = in.integer();
    worker.roundTrip = in.duration();
}

void put(Writer &out, const std::map<std::string, std::string> &labels)
{
    out.map(labels.size());
    for (const auto &[name, value] : labels)
        out.string(name).string(value);
}

void get(Reader &in, std::map<std::string, std::string> &labels)
{
    const std::size_t count = in.map();
    for (std::size_t i = 0; i < count && in.ok(); ++i) {
        std::string name(in.string());
        labels[std::move(name)] = in.string();
    }
}

void put(Writer &out, const AlertView &alert)
{
    out.array(10).unsignedInteger(alert.id).unsignedInteger(alert.run).string(alert.rule).string(alert.title);
    put(out, alert.labels);
    out.unsignedInteger(static_cast<std::uint64_t>(alert.state)).instant(alert.since).instant(alert.resolvedAt);
    out.number(alert.value).string(alert.trouble);
}

void get(Reader &in, AlertView &alert)
{
    in.array(10);
    alert.id = in.unsignedInteger();
    alert.run = in.u32();
    alert.rule = in.string();
    alert.title = in.string();
    get(in, alert.labels);
    alert.state = in.enumeration<AlertState>(alertStateCount);
    alert.since = in.instant();
    alert.resolvedAt = in.instant();
    alert.value = in.number();
    alert.trouble = in.string();
}

void put(Writer &out, const AlertSpan &span)
{
    out.array(6).string(span.rule);
    put(out, span.labels);
    out.unsignedInteger(static_cast<std::uint64_t>(span.state)).instant(span.from).instant(span.to).number(span.value);
}

void get(Reader &in, AlertSpan &span)
{
    in.array(6);
    span.rule = in.string();
    get(in, span.labels);
    span.state = in.enumeration<AlertState>(alertStateCount);
    span.from = in.instant();
    span.to = in.instant();
    span.value = in.number();
}

void put(Writer &out, const NoticeView &notice)
{
    out.array(6).unsignedInteger(notice.id).string(notice.run).string(notice.rule).string(notice.title);
    out.string(notice.text).boolean(notice.fires);
}

void get(Reader &in, NoticeView &notice)
{
    in.array(6);
    notice.id = in.unsignedInteger();
    notice.run = in.string();
    notice.rule = in.string();
    notice.title = in.string();
    notice.text = in.string();
    notice.fires = in.boolean();
}

template <typename T>
void putAll(Writer &out, const std::vector<T> &things)
{
    out.array(things.size());
    for (const T &thing : things)
        put(out, thing);
}

template <typename T>
void getAll(Reader &in, std::vector<T> &things)
{
    const std::size_t count = in.array();
    for (std::size_t i = 0; i < count && in.ok(); ++i)
        get(in, things.emplace_back());
}

void putAll(Writer &out, const std::vector<std::uint32_t> &numbers)
{
    out.array(numbers.size());
    for (const std::uint32_t number : numbers)
        out.unsignedInteger(number);
}

void getAll(Reader &in, std::vector<std::uint32_t> &numbers)
{
    const std::size_t count = in.array();
    for (std::size_t i = 0; i < count && in.ok(); ++i)
        numbers.push_back(in.u32());
}

template <typename Update>
Result<Update> checked(const Reader &in, Update update)
{
    if (!in.ok() || !in.atEnd())
        return failure(ErrorCode::Corrupt, fmt::format("The engine sent a view that cannot be read: {}.",
                                                       in.ok() ? std::string("something follows its end") : std::string(in.error())));
    return update;
}

} // namespace

Bytes encode(const EngineUpdate &update)
{
    Bytes body;
    Writer out(body);
    const EngineView &header = update.header;
    out.array(20).unsignedInteger(header.position).instant(header.at).unsignedInteger(header.epoch).string(header.version);
    out.string(header.trouble).unsignedInteger(header.queue).number(header.tasksPerSecond).number(header.errorRate);
    out.number(header.p99);
    putAll(out, update.workers);
    putAll(out, update.runs);
    putAll(out, update.goneWorkers);
    putAll(out, update.goneRuns);
    out.array(update.otherNames.size());
    for (const auto &[worker, name] : update.otherNames)
        out.array(2).unsignedInteger(worker).string(name);
    out.unsignedInteger(static_cast<std::uint64_t>(header.role)).string(header.address).unsignedInteger(header.accessChange);
    putAll(out, update.alerts);
    out.array(update.goneAlerts.size());
    for (const std::uint64_t id : update.goneAlerts)
        out.unsignedInteger(id);
    putAll(out, header.notices);
    return body;
}

Result<EngineUpdate> decodeEngineUpdate(BytesView body)
{
    Reader in(body);
    EngineUpdate update;
    EngineView &header = update.header;
    in.array(20);
    header.position = in.unsignedInteger();
    header.at = in.instant();
    header.epoch = in.u32();
    header.version = in.string();
    header.trouble = in.string();
    header.queue = in.u32();
    header.tasksPerSecond = in.number();
    header.errorRate = in.number();
    header.p99 = in.number();
    getAll(in, update.workers);
    getAll(in, update.runs);
    getAll(in, update.goneWorkers);
    getAll(in, update.goneRuns);
    const std::size_t names = in.array();
    for (std::size_t i = 0; i < names && in.ok(); ++i) {
        in.array(2);
        const std::uint32_t worker = in.u32();
        update.otherNames.emplace_back(worker, in.string());
    }
    header.role = in.enumeration<Role>(roleCount);
    header.address = in.string();
    header.accessChange = in.unsignedInteger();
    getAll(in, update.alerts);
    const std::size_t gone = in.array();
    for (std::size_t i = 0; i < gone && in.ok(); ++i)
        update.goneAlerts.push_back(in.unsignedInteger());
    getAll(in, header.notices);
    return checked(in, std::move(update));
}

Bytes encode(const RunUpdate &update)
{
    Bytes body;
    Writer out(body);
    out.array(9);
    put(out, update.summary);
    put(out, update.latency);
    out.unsignedInteger(update.attemptsDropped);
    out.boolean(update.workflow.has_value());
    if (update.workflow)
        out.array(2).value(*update.workflow).value(update.parameters);
    else
        out.nil();
    putAll(out, update.nodes);
    putAll(out, update.attempts);
    putAll(out, update.points);
    if (update.alertSpans)
        putAll(out, *update.alertSpans);
    else
        out.nil();
    return body;
}

Result<RunUpdate> decodeRunUpdate(BytesView body)
{
    Reader in(body);
    RunUpdate update;
    in.array(9);
    get(in, update.summary);
    get(in, update.latency);
    update.attemptsDropped = in.unsignedInteger();
    if (in.boolean()) {
        in.array(2);
        update.workflow = in.value();
        const Value parameters = in.value();
        if (const Object *object = parameters.asObject())
            update.parameters = *object;
    } else if (!in.nilNext()) {
        in.fail("no nil where no workflow is");
    }
    getAll(in, update.nodes);
    getAll(in, update.attempts);
    getAll(in, update.points);
    if (!in.nilNext())
        getAll(in, update.alertSpans.emplace());
    return checked(in, std::move(update));
}

void apply(EngineView &view, const EngineUpdate &update, bool isSnapshot)
{
    auto workers = isSnapshot ? decltype(view.workers){} : std::move(view.workers);
    auto runs = isSnapshot ? decltype(view.runs){} : std::move(view.runs);
    auto alerts = isSnapshot ? decltype(view.alerts){} : std::move(view.alerts);
    auto names = isSnapshot ? decltype(view.otherNames){} : std::move(view.otherNames);
    view = update.header;
    view.otherNames = std::move(names);
    for (const auto &[worker, name] : update.otherNames)
        view.otherNames[worker] = name;
    view.workers = std::move(workers);
    view.runs = std::move(runs);
    view.alerts = std::move(alerts);
    for (const AlertView &alert : update.alerts)
        view.alerts[alert.id] = alert;
    for (const std::uint64_t id : update.goneAlerts)
        view.alerts.erase(id);
    for (const WorkerView &worker : update.workers)
        view.workers[worker.index] = worker;
    for (const RunSummary &run : update.runs)
        view.runs[run.index] = run;
    for (const std::uint32_t index : update.goneWorkers)
        view.workers.erase(index);
    for (const std::uint32_t index : update.goneRuns)
        view.runs.erase(index);
}

RunChange apply(RunView &view, const RunUpdate &update, bool isSnapshot)
{
    RunChange change;
    change.isSnapshot = isSnapshot;
    change.summary = isSnapshot || view.summary != update.summary;
    if (isSnapshot)
        view = RunView{};
    view.summary = update.summary;
    view.latency = update.latency;
    view.attemptsDropped = update.attemptsDropped;
    if (update.workflow) {
        view.workflow = *update.workflow;
        view.parameters = update.parameters;
    }
    if (update.alertSpans) {
        view.alertSpans = *update.alertSpans;
        change.alerts = true;
    }
    for (const NodeView &node : update.nodes) {
        if (node.index >= view.nodes.size())
            view.nodes.resize(std::min<std::size_t>(node.index + 1U, workflow::nodesMax));
        if (node.index < view.nodes.size())
            view.nodes[node.index] = node;
        change.nodes.push_back(node.index);
    }
    for (const AttemptView &attempt : update.attempts) {
        view.attempts[attempt.id] = attempt;
        change.attempts.push_back(attempt.id);
    }
    while (view.attempts.size() > attemptsShownMax)
        view.attempts.erase(view.attempts.begin());
    for (const SeriesPoint &point : update.points) {
        view.series[point.at.us] = point;
        change.points.push_back(point.at.us);
    }
    while (view.series.size() > pointsShownMax)
        view.series.erase(view.series.begin());
    return change;
}

} // namespace weftline::client
