// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <optional>

#include <fmt/format.h>

#include "engine/worker/command.h"
#include "engine/worker/kind.h"

namespace weftline::worker {
namespace {

class RunningCommand final : public RunningAttempt
{
public:
    explicit RunningCommand(std::unique_ptr<Process> process) : m_process(std::move(process)) { }
    void stop(bool atOnce) override { m_process->stop(atOnce); }
    [[nodiscard]] std::int64_t pid() const override { return m_process->pid(); }

private:
    std::unique_ptr<Process> m_process;
};

class CommandKind final : public KindRunner
{
public:
    explicit CommandKind(Place place) : m_place(std::move(place)) { }

    [[nodiscard]] std::string_view name() const override { return "command"; }

    [[nodiscard]] std::unique_ptr<RunningAttempt> start(const wire::Task &task, AttemptHandler handler) override
    {
        const Instant began = m_place.now();
        auto command = readCommand(task, m_place.environment);
        if (!command) {
            refuse(task, began, command.error(), handler);
            return nullptr;
        }
        Process::Handler processHandler;
        processHandler.log = handler.log;
        processHandler.ended = [this, began, key = task.key, judged = judgedBy(*command), ended = handler.ended](ProcessEnd end) {
            const bool killed = end.wasKilled();
            wire::AttemptResult result = commandResult(judged, std::move(end));
            result.key = key;
            result.started = began;
            result.ended = m_place.now();
            ended(std::move(result), killed);
        };
        auto process = Process::start(std::move(command->process), m_place.worker, m_place.groups, std::move(processHandler));
        if (!process) {
            refuse(task, began, process.error(), handler);
            return nullptr;
        }
        handler.started((*process)->pid());
        return std::make_unique<RunningCommand>(std::move(*process));
    }

private:
    /// What commandResult() needs of it, without the large parts.
    static Command judgedBy(const Command &command)
    {
        Command judged;
        judged.process.argv = {command.process.argv.front()};
        judged.process.timeout = command.process.timeout;
        judged.process.outputMax = command.process.outputMax;
        judged.output = command.output;
        judged.ok = command.ok;
        return judged;
    }

    void refuse(const wire::Task &task, Instant began, const Error &error, const AttemptHandler &handler) const
    {
        wire::AttemptResult result;
        result.key = task.key;
        result.outcome = wire::Outcome::Failed;
        const bool isAboutParameters = error.code == ErrorCode::InvalidInput;
        result.reason = fmt::format("Node \"{}\" {}{}", nodeOf(task.name), isAboutParameters ? "cannot run: " : "", error.message);
        result.started = began;
        result.ended = m_place.now();
        handler.ended(std::move(result), false);
    }

    Place m_place;
};

} // namespace

std::unique_ptr<KindRunner> makeCommandKind(Place place) { return std::make_unique<CommandKind>(std::move(place)); }

} // namespace weftline::worker
