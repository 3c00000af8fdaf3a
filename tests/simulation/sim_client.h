// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// A client process: the production session, and a person who submits runs, watches them, and sometimes cancels one.

#pragma once

#include <map>
#include <set>
#include <string>

#include "engine/client/session.h"
#include "tests/simulation/alert_ledger.h"
#include "tests/simulation/network.h"
#include "tests/simulation/workload.h"

namespace weftline::simulation {

class SimClient final : private PeerEnd
{
public:
    SimClient(Context &context, Network &network, std::string name, wire::Role role);

    void submit(const RunPlan &run);
    void cancel(const std::string &run);
    /// Asks for run "RUN-again", which does RUN again.
    void retry(const std::string &run);
    void ask(std::string method, Object arguments);
    /// Asks what somebody else looks at the answer of. The request's number in this life's session; 0 while it is dead.
    std::uint64_t look(std::string method, Object arguments);
    void unwatch(const std::string &run);
    /// It is a window from now on: it shows notices of alerts, and forgets to now and then.
    void showNotices(AlertLedger &ledger) { m_notices = &ledger; }
    /// The process ends, and another in its place begins with what the person still knows: what was asked for.
    void kill(Duration down);

    [[nodiscard]] const client::Session &session() const { return *m_session; }
    [[nodiscard]] Network::LinkId link() const { return m_link; }
    [[nodiscard]] SessionId sessionId() const;
    [[nodiscard]] wire::Role role() const { return m_role; }
    [[nodiscard]] bool hasOpen() const { return !m_submitting.empty() || !m_cancelling.empty() || !m_retrying.empty(); }
    /// Those that it was told are accepted.
    [[nodiscard]] const std::set<std::string> &accepted() const { return m_accepted; }
    [[nodiscard]] const std::string &name() const { return m_name; }

private:
    struct Asked
    {
        enum class What : std::uint8_t { Submit, Cancel, Retry, Other } what = What::Other;
        std::string run;
    };

    void onConnected() override;
    void onDisconnected() override;
    void onMessage(wire::Message message) override;

    void begin();
    void sendSubmit(const std::string &run);
    void sendCancel(const std::string &run);
    void sendRetry(const std::string &run);
    void answered(const Asked &asked, const Result<Value> &answer);
    void carryOut();
    void lookAtNotices();

    Context &m_context;
    Network &m_network;
    std::string m_name;
    wire::Role m_role;
    std::uint32_t m_life = 0;
    bool m_isAlive = false;
    std::unique_ptr<client::Session> m_session;
    client::Session::Out m_out;
    Network::LinkId m_link = 0;
    std::map<std::uint64_t, Asked> m_asked;

    std::map<std::string, Value> m_submitting; ///< By run: the arguments.
    std::set<std::string> m_cancelling;
    std::set<std::string> m_retrying; ///< By the earlier run.
    std::set<std::string> m_watched;
    std::set<std::string> m_accepted;

    AlertLedger *m_notices = nullptr; ///< A window's.
    Chance m_chance;
    bool m_isShowing = false; ///< The engine was told that it does.
    std::set<std::uint64_t> m_seen; ///< Notices, in this life.
};

} // namespace weftline::simulation
