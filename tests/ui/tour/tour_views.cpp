// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/ui/tour/tour_views.h"

#include <algorithm>
#include <tuple>

#include "engine/workflow/codec.h"
#include "tests/support/sample_views.h"

namespace weftline::test {
namespace {

using workflow::Kind;

struct Row
{
    const char *id;
    Kind kind;
    bool isMap;
    double x;
    double y;
};

// In the order of the sample run's nodes.
constexpr Row rows[] = {
    {"list", Kind::Command, false, 0, 40},        {"count", Kind::Command, true, 216, 40},
    {"stop words", Kind::Command, false, 216, 144}, {"total", Kind::Transform, false, 432, 88},
    {"history", Kind::Command, false, 432, 192},  {"chart", Kind::Command, false, 648, 128},
    {"publish", Kind::Command, false, 864, 224},  {"plan", Kind::Command, false, 0, 320},
    {"draft", Kind::Command, true, 216, 320},     {"criticise", Kind::Command, false, 432, 320},
    {"refine", Kind::Command, false, 648, 320},   {"keep last", Kind::Command, false, 864, 392},
};

constexpr const char *edges[][2] = {
    {"list", "count"}, {"count", "total"},     {"stop words", "total"}, {"total", "chart"},     {"history", "chart"}, {"chart", "publish"},
    {"plan", "draft"}, {"draft", "criticise"}, {"criticise", "refine"}, {"refine", "publish"},  {"refine", "keep last"},
};

Object withOf(const Row &row)
{
    if (row.kind == Kind::Transform)
        return {{"expression", Value("({\n  files: count.output.length,\n  words: count.output.reduce(\n    (sum, l) => sum + parseInt(l), 0),\n"
                                     "  stop: nodes[\"stop words\"].output.length\n})")}};
    if (std::string_view(row.id) == "list")
        return {{"argv", Value(List{Value("find"), Value("${params.folder}"), Value("-type"), Value("f")})}, {"output", Value("lines")}};
    if (std::string_view(row.id) == "publish")
        return {}; // its program is missing: the list of problems has something to say
    return {{"argv", Value(List{Value("wc"), Value("-w"), Value("--"), Value(row.isMap ? "${item}" : "/etc/passwd")})}};
}

/// The error rate of each node, and lost workers.
std::vector<workflow::AlertRule> tourRules()
{
    workflow::AlertRule errors = workflow::newAlertRule("error-rate", workflow::AlertMetric::ErrorRate, workflow::WindowFunction::Average, 0.02);
    errors.title = "Error rate";
    errors.nodes[0].with.emplace_back("by", Value(List{Value("node")}));
    errors.nodes[2].with.emplace_back("clear", Value(0.01));
    errors.nodes[3].with = {{"for", Value("1s")}, {"keep_firing_for", Value("2m")}};
    workflow::AlertRule lost = workflow::newAlertRule("worker-lost", workflow::AlertMetric::WorkersLost, workflow::WindowFunction::Sum, 0);
    lost.title = "Worker lost";
    lost.nodes[0].with.emplace_back("by", Value(List{Value("worker")}));
    return {errors, lost};
}

client::AlertView tourAlert(std::uint64_t id, const char *rule, const char *title, client::AlertState state, double since, double value)
{
    client::AlertView alert;
    alert.id = id;
    alert.run = 417;
    alert.rule = rule;
    alert.title = title;
    alert.state = state;
    alert.since = sampleStart + std::chrono::milliseconds(std::int64_t(since * 1000));
    alert.value = value;
    return alert;
}

/// A worker is lost and says so, a node fails too often, and what was wrong before is over.
void addTourAlerts(client::EngineView &engine, client::RunView &run)
{
    using client::AlertState;
    client::AlertView lost = tourAlert(1, "worker-lost", "Worker lost", AlertState::Firing, 12.4, 1);
    lost.labels = {{"worker", "lab-03"}};
    client::AlertView errors = tourAlert(2, "error-rate", "Error rate", AlertState::Pending, 14.6, 0.027);
    errors.labels = {{"node", "refine"}};
    client::AlertView over = tourAlert(3, "error-rate", "Error rate", AlertState::Resolved, 9, 0.004);
    over.labels = {{"node", "count"}};
    over.resolvedAt = over.since;
    for (const client::AlertView &alert : {lost, errors, over})
        engine.alerts[alert.id] = alert;
    const auto span = [&](AlertState state, double from, double to) {
        run.alertSpans.push_back({"error-rate", {{"node", "count"}}, state, sampleStart + std::chrono::milliseconds(std::int64_t(from * 1000)),
                                  sampleStart + std::chrono::milliseconds(std::int64_t(to * 1000)), 0.03});
    };
    span(AlertState::Pending, 12, 13);
    span(AlertState::Firing, 13, 14.4);
}

client::EventRow eventOf(std::uint64_t position, Instant at, const std::string &type, Object what)
{
    Object json{{"seq", static_cast<std::int64_t>(position)}, {"at", toRfc3339(at)}, {"epoch", 1}, {"type", type}};
    json.insert(json.end(), what.begin(), what.end());
    return {position, at, type, Value(std::move(json))};
}

/// What the engine would have written down of the run's attempts.
std::vector<client::EventRow> eventsOf(const client::RunView &run)
{
    std::vector<std::tuple<Instant, std::string, Object>> all;
    all.emplace_back(run.summary.acceptedAt, "run_accepted",
                     Object{{"run", run.summary.id}, {"workflow", run.summary.name}, {"by", "ada"}, {"nodes", 12}});
    for (const auto &[id, attempt] : run.attempts) {
        const bool isMap = rows[attempt.node].isMap;
        const std::string task = isMap ? rows[attempt.node].id + ("[" + std::to_string(attempt.item) + "]") : rows[attempt.node].id;
        const Object about{{"run", run.summary.id}, {"node", rows[attempt.node].id}, {"task", task}, {"attempt", std::int64_t{attempt.number}},
                           {"worker", "lab-0" + std::to_string(attempt.worker + 1)}};
        all.emplace_back(attempt.dispatchedAt, "attempt_dispatched", about);
        if (attempt.startedAt.us != 0)
            all.emplace_back(attempt.startedAt, "attempt_started", about);
        Object ended = about;
        if (attempt.state == client::AttemptState::Succeeded) {
            ended.emplace_back("state", "succeeded");
            ended.emplace_back("ran_s", static_cast<double>((attempt.endedAt - attempt.dispatchedAt).count()) / 1e6);
            all.emplace_back(attempt.endedAt, "task_finished", ended);
        } else if (attempt.state == client::AttemptState::Lost) {
            all.emplace_back(attempt.endedAt, "attempt_lost", ended);
        }
    }
    std::stable_sort(all.begin(), all.end(), [](const auto &a, const auto &b) { return std::get<0>(a) < std::get<0>(b); });
    std::vector<client::EventRow> events;
    for (auto &[at, type, what] : all)
        events.push_back(eventOf(4000 + events.size(), at, type, std::move(what)));
    return events;
}

void showTourValues(FakeEngineClient &client, const client::RunView &run)
{
    const char *const names[] = {"Apache-2.0", "Artistic", "BSD", "CC0-1.0", "GFDL-1.2", "GFDL-1.3", "GPL-1", "GPL-2", "GPL-3",
                                 "LGPL-2", "LGPL-2.1", "LGPL-3", "MPL-1.1", "MPL-2.0", "GPL", "LGPL", "GFDL"};
    List files;
    std::uint32_t item = 0;
    for (const char *const name : names) {
        const std::int64_t words = 900 + 347 * item % 5200;
        files.push_back(Object{{"path", std::string("/usr/share/common-licenses/") + name}, {"bytes", words * 6}, {"link", item > 13},
                               {"since", "2026-0" + std::to_string(1 + item % 9) + "-14"}});
        client.setValue(run.summary.id, 1, item++, Object{{"file", name}, {"words", words}, {"longest", "notwithstanding"}}, sampleStart + std::chrono::seconds(13));
    }
    client.setValue(run.summary.id, 0, 0, Value(std::move(files)), sampleStart + std::chrono::milliseconds(450));
}

} // namespace

workflow::Workflow tourWorkflow()
{
    workflow::Workflow made;
    made.name = "License report";
    made.description = "Counts the words of all licenses, and says what they have in common.";
    made.parameters.push_back({"folder", workflow::ParameterType::String, Value("/usr/share/common-licenses"), "Where the texts lie.", {}});
    for (const Row &row : rows) {
        workflow::Node node;
        node.id = row.id;
        node.kind = row.kind;
        node.with = withOf(row);
        if (row.isMap) {
            node.map = std::string_view(row.id) == "draft" ? "${plan.output}" : "${list.output}";
            node.retry.max = 3;
        }
        made.layout.nodes[node.id] = {row.x, row.y};
        made.nodes.push_back(std::move(node));
    }
    for (const auto &[from, to] : edges) {
        workflow::Edge edge;
        edge.from = from;
        edge.to = to;
        if (edge.to == "keep last")
            edge.on = workflow::EdgeCondition::Failure;
        made.edges.push_back(std::move(edge));
    }
    made.outputs = {{"words", "${total.output.words}"}};
    made.alerts = tourRules();
    return made;
}

void showTourRun(FakeEngineClient &client)
{
    client::EngineView engine = sampleEngine();
    engine.tasksPerSecond = 114;
    engine.queue = 11;
    engine.p99 = 2000;
    engine.errorRate = 0.004;
    client::RunView run = sampleRun();
    run.workflow = workflow::toValue(tourWorkflow());
    run.nodes.at(4).held = "lock db, run 417";
    run.nodes.at(4).counts = {};
    run.nodes.at(4).counts[std::size_t(client::TaskState::Ready)] = 1;
    addTourAlerts(engine, run);
    client.setEngine(engine);
    client.setRun(run);
    std::vector<client::LogLine> lines;
    for (std::uint32_t i = 0; i < 40; ++i)
        lines.push_back({sampleStart + std::chrono::milliseconds(300 * i), 100 + i % 14, "count[" + std::to_string(i % 14) + "]", 1, i % 9 == 8,
                         i % 9 == 8 ? "wc: one line has no end" : std::to_string(1000 + 37 * i) + " /usr/share/common-licenses/GPL-" + std::to_string(i % 3 + 1)});
    client.setLog(run.summary.id, std::move(lines));
    client.setEvents(eventsOf(run));
    showTourValues(client, run);
}

} // namespace weftline::test
