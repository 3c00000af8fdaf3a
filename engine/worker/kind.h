// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What a worker can carry out: one implementation a kind, each in a file of its own.

#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "engine/wire/message.h"
#include "engine/worker/process_groups.h"

namespace weftline::worker {

/// Where attempts run.
struct Place
{
    std::string worker; ///< Its name.
    ProcessGroups *groups = nullptr;
    std::vector<std::string> environment; ///< "NAME=value", given to every process.
    std::function<Instant()> now;
    Duration answerMax = std::chrono::minutes(10); ///< For an answer over the network where the node has no timeout.
};

/// What an attempt tells. `ended` is the last call.
struct AttemptHandler
{
    std::function<void(std::int64_t pid)> started; ///< 0: no process of its own.
    std::function<void(wire::Stream, std::string)> log;
    std::function<void(Bytes)> artefact; ///< For the store, before the result that names it; never empty.
    std::function<void(wire::AttemptResult &&, bool killed)> ended;
};

/// One that runs. Destroying it ends it at once.
class RunningAttempt
{
public:
    virtual ~RunningAttempt() = default;
    virtual void stop(bool atOnce) = 0;
    [[nodiscard]] virtual std::int64_t pid() const { return 0; }
};

class KindRunner
{
public:
    virtual ~KindRunner() = default;
    [[nodiscard]] virtual std::string_view name() const = 0;
    /// Null: it is over already, and `ended` was called.
    [[nodiscard]] virtual std::unique_ptr<RunningAttempt> start(const wire::Task &task, AttemptHandler handler) = 0;
};

/// "command": a program in a process group of its own.
[[nodiscard]] std::unique_ptr<KindRunner> makeCommandKind(Place place);
/// "script": code for an interpreter, in a process group of its own.
[[nodiscard]] std::unique_ptr<KindRunner> makeScriptKind(Place place);
/// "http": a request.
[[nodiscard]] std::unique_ptr<KindRunner> makeHttpKind(Place place);
/// "llm": a completion by a language model, or a recorded one.
[[nodiscard]] std::unique_ptr<KindRunner> makeLlmKind(Place place);
/// "empty": nothing.
[[nodiscard]] std::unique_ptr<KindRunner> makeEmptyKind(Place place);

/// All of them.
[[nodiscard]] std::vector<std::unique_ptr<KindRunner>> makeKinds(const Place &place);

} // namespace weftline::worker
