// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/integration/many_runs.h"

#include <QtCore/QDateTime>

#include "engine/journal/sqlite_journal.h"
#include "engine/scheduler/step.h"

namespace weftline::test {
namespace {

std::shared_ptr<const workflow::Plan> tinyPlan()
{
    workflow::Workflow tiny;
    tiny.name = "tiny";
    for (const char *id : {"one", "two", "three"}) {
        workflow::Node node;
        node.id = id;
        node.disabled = true;
        node.with = {{"argv", List{"true"}}};
        tiny.nodes.push_back(node);
    }
    return workflow::compile(std::move(tiny)).value();
}

} // namespace

void writeFinishedRuns(const QString &file, int runs, Duration apart)
{
    const auto journal =
        journal::openSqliteJournal(file.toStdString(), {.post = [](const std::function<void()> &) {}, .waits = {}, .trusted = {}}).value();
    scheduler::State state;
    scheduler::Sink sink(state);
    const auto plan = tinyPlan();
    Instant at = Instant{QDateTime::currentMSecsSinceEpoch() * 1000} - std::chrono::minutes(5) - apart * runs;
    scheduler::step(state, {at, scheduler::TakeOffice{1, "test"}}, sink);
    for (int run = 0; run < runs; ++run) {
        at = at + apart;
        scheduler::Submit submit;
        submit.id = "run-" + std::to_string(run);
        submit.plan = plan;
        scheduler::step(state, {at, std::move(submit)}, sink);
        journal->commit(sink.takeEvents(), [](const Result<journal::Position> &) {});
        sink.clear();
    }
}

} // namespace weftline::test
