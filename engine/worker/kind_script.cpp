// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "engine/worker/kind.h"
#include "engine/worker/script.h"

namespace weftline::worker {
namespace {

class ScriptKind final : public KindRunner
{
public:
    explicit ScriptKind(Place place) : m_place(std::move(place)) { }

    [[nodiscard]] std::string_view name() const override { return "script"; }

    [[nodiscard]] std::unique_ptr<RunningAttempt> start(const wire::Task &task, AttemptHandler handler) override
    {
        return runCommand(m_place, task, readScript(task, m_place.environment, m_place.worker), namingCode(std::move(handler)));
    }

private:
    Place m_place;
};

} // namespace

std::unique_ptr<KindRunner> makeScriptKind(Place place) { return std::make_unique<ScriptKind>(std::move(place)); }

} // namespace weftline::worker
