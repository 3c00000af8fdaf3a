// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "engine/worker/command.h"
#include "engine/worker/kind.h"

namespace weftline::worker {
namespace {

class CommandKind final : public KindRunner
{
public:
    explicit CommandKind(Place place) : m_place(std::move(place)) { }

    [[nodiscard]] std::string_view name() const override { return "command"; }

    [[nodiscard]] std::unique_ptr<RunningAttempt> start(const wire::Task &task, AttemptHandler handler) override
    {
        return runCommand(m_place, task, readCommand(task, m_place.environment), std::move(handler));
    }

private:
    Place m_place;
};

} // namespace

std::unique_ptr<KindRunner> makeCommandKind(Place place) { return std::make_unique<CommandKind>(std::move(place)); }

} // namespace weftline::worker
