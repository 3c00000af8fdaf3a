// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What carries notices of alerts to their channels: it is late, fails though somebody was told or nobody was, and sometimes
// there is none. Ends with its engine's process; who was told by then, was told.

#pragma once

#include <functional>
#include <memory>

#include "engine/service/world.h"
#include "tests/simulation/alert_ledger.h"

namespace weftline::simulation {

class SimNotices
{
public:
    /// `run` carries a callback out as the engine's own doing.
    SimNotices(Context &context, AlertLedger &ledger, std::uint64_t life, std::function<void(std::function<void()>)> run);

    void send(const alerts::Notice &notice, std::function<void(Result<Done>)> done);

private:
    Context &m_context;
    AlertLedger &m_ledger;
    Chance m_chance;
    std::function<void(std::function<void()>)> m_run;
    std::shared_ptr<bool> m_alive = std::make_shared<bool>(true);
};

} // namespace weftline::simulation
