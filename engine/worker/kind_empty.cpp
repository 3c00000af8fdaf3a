// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "engine/worker/kind.h"

namespace weftline::worker {
namespace {

class EmptyKind final : public KindRunner
{
public:
    explicit EmptyKind(Place place) : m_place(std::move(place)) { }

    [[nodiscard]] std::string_view name() const override { return "empty"; }

    [[nodiscard]] std::unique_ptr<RunningAttempt> start(const wire::Task &task, AttemptHandler handler) override
    {
        wire::AttemptResult result;
        result.key = task.key;
        result.started = result.ended = m_place.now();
        handler.ended(std::move(result), false);
        return nullptr;
    }

private:
    Place m_place;
};

} // namespace

std::unique_ptr<KindRunner> makeEmptyKind(Place place) { return std::make_unique<EmptyKind>(std::move(place)); }

} // namespace weftline::worker
