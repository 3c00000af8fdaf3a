// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// One attempt of any kind, without a worker around it, and all that it told.

#pragma once

#include <memory>
#include <string>
#include <vector>

#include <unistd.h>

#include "engine/encoding/reader.h"
#include "engine/encoding/writer.h"
#include "engine/worker/kind.h"
#include "tests/support/processes.h"

namespace weftline::test {

inline std::vector<std::string> thisEnvironment()
{
    std::vector<std::string> lines;
    for (char **line = environ; *line; ++line)
        lines.emplace_back(*line);
    return lines;
}

inline wire::Task taskOf(std::string kind, const Value &with, Duration timeout = Duration{0})
{
    wire::Task task;
    task.key = {1, 2, 3, 4};
    task.kind = std::move(kind);
    task.run = "run-a";
    task.node = "count";
    task.item = 7;
    task.timeout = timeout;
    Bytes encoded;
    encoding::Writer(encoded).value(with);
    task.with = Payload::of(std::move(encoded));
    return task;
}

struct Attempt
{
    std::unique_ptr<worker::KindRunner> kind;
    std::unique_ptr<worker::RunningAttempt> running;
    int starts = 0;
    std::int64_t pid = 0;
    std::string out;
    std::string err;
    std::vector<Bytes> artefacts;
    int ends = 0;
    wire::AttemptResult result;
    bool killed = false;

    using Make = std::unique_ptr<worker::KindRunner> (*)(worker::Place);

    Attempt(Make make, const wire::Task &task, Duration answerMax = std::chrono::minutes(10),
            std::vector<std::string> environment = thisEnvironment())
    {
        kind = make({"lab-1", nullptr, std::move(environment), [] { return Instant{0}; }, answerMax});
        worker::AttemptHandler handler;
        handler.started = [this](std::int64_t started) {
            ++starts;
            pid = started;
        };
        handler.log = [this](wire::Stream stream, const std::string &text) { (stream == wire::Stream::Out ? out : err) += text; };
        handler.artefact = [this](Bytes bytes) { artefacts.push_back(std::move(bytes)); };
        handler.ended = [this](wire::AttemptResult ended, bool wasKilled) {
            ++ends;
            result = std::move(ended);
            killed = wasKilled;
        };
        running = kind->start(task, std::move(handler));
    }

    bool finish() { return waitUntil([this] { return ends > 0; }); }
    [[nodiscard]] bool hasSucceeded() const { return ends == 1 && result.outcome == wire::Outcome::Succeeded; }
    [[nodiscard]] Value output() const
    {
        encoding::Reader reader(result.output.bytes);
        return reader.value();
    }
};

} // namespace weftline::test
