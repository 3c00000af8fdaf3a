// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What people look at and ask besides their runs: pages of events, runs, values and logs, checks, and who may come over the
// network; much of it wrong, and some by who may not. Each answer is held against the journal when it leaves the engine.

#pragma once

#include <map>

#include "engine/client/pages.h"
#include "tests/simulation/sim_client.h"
#include "tests/simulation/sim_engine.h"

namespace weftline::simulation {

class Questions
{
public:
    Questions(Context &context, SimEngine &engine, SimGate *gate, const std::vector<RunPlan> &runs);

    /// Has `client` ask something.
    void ask(SimClient &client);
    /// About keys, tickets and the address.
    void askOfAccess(SimClient &client);
    /// What was done about access since the engine started is in its journal. Only when quiet.
    void checkEnd() const;

private:
    using Check = std::function<void(const wire::Reply &)>;

    void send(SimClient &client, const std::string &method, Object arguments, Check check);
    void seen(const SessionId &to, const wire::Reply &reply);
    [[nodiscard]] std::string drawRun();
    [[nodiscard]] client::ValueQuery drawValue();
    template <typename... Args>
    void wrong(fmt::format_string<Args...> format, Args &&...args)
    {
        m_context.fail(fmt::format(format, std::forward<Args>(args)...));
    }
    /// True where it is an error of this kind; another or none breaks a promise.
    void expectError(const wire::Reply &reply, ErrorCode code, std::string_view what);

    void askEvents(SimClient &client);
    void checkEvents(const client::EventQuery &query, const wire::Reply &reply);
    void askValue(SimClient &client);
    void askValuePage(SimClient &client);
    void checkValuePage(const client::ValueQuery &query, const wire::Reply &reply);
    void askRuns(SimClient &client);
    void checkRuns(const client::RunQuery &query, const wire::Reply &reply);
    void askForRun(SimClient &client);
    void askOutputs(SimClient &client);
    void askLog(SimClient &client);
    void checkLog(const Object &arguments, const wire::Reply &reply);
    void askCheck(SimClient &client);
    void askWrong(SimClient &client);
    void askWatch(SimClient &client);

    /// An answer about access that leaves: what was done is in the journal, in these words.
    [[nodiscard]] Check noted(std::string line);
    [[nodiscard]] bool isNoted(std::string_view line) const;

    /// What the journal holds of a task's part; nothing where there is none yet.
    [[nodiscard]] Result<std::optional<Value>> truth(const client::ValueQuery &query) const;
    [[nodiscard]] std::optional<Value> valueAt(scheduler::Position position) const;
    [[nodiscard]] Value outputOf(const scheduler::Run &run, scheduler::NodeIndex node) const;

    Context &m_context;
    SimEngine &m_engine;
    SimGate *m_gate;
    const std::vector<RunPlan> &m_runs;
    Chance m_chance;
    std::map<std::pair<SessionId, std::uint64_t>, std::pair<std::string, Check>> m_open; ///< And what it is about.
    scheduler::Position m_next = 0; ///< Of the last page of events: where another would go on.
    std::map<std::string, std::uint64_t> m_logsNext;
};

} // namespace weftline::simulation
