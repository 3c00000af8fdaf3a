// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What the parts of the session share. Not for others: session.h is.

#pragma once

#include <string>
#include <string_view>

#include "engine/worker/session.h"

namespace weftline::worker {

/// One step in progress.
class Stepper
{
public:
    Stepper(SessionState &state, Effects &effects) : s(state), m_effects(effects) { }

    // session.cpp: the connection and the tasks
    void onConnected();
    void onDisconnected();
    void onReceived(wire::Message &message); ///< Takes out of it what it keeps, as those below.
    void onProcessStarted(const ProcessStarted &started);
    void onProcessEnded(ProcessEnded &ended);
    void onDrain(const DrainRequested &request);
    void startMore();
    void leaveWhenDone();

    // session_lease.cpp: Hello, heartbeats, leases, patience
    void sayHello();
    void onWelcome(const wire::Welcome &welcome);
    void onHeartbeat(const wire::Heartbeat &heartbeat);
    void onSentAway(const wire::Disconnect &disconnect);
    void onTime();
    void beat();

    // session_transfer.cpp: logs, large outputs and parameters
    void onLog(LogRead log);
    void sendWaitingLogs();
    void addUpload(HeldTask &task, const Hash &hash, Bytes bytes);
    void beginUpload(HeldTask &task);
    void continueUpload();
    void restartTransfers();
    void fetch(HeldTask &task);
    void onChunk(wire::Chunk chunk);
    void onHave(const wire::Have &have);

private:
    friend void ::weftline::worker::flush(SessionState &, Effects &);

    void onTasks(wire::Tasks &tasks);
    void onAcks(const wire::ResultAcks &acks);
    void onCancel(const wire::CancelAttempt &cancel);
    void finish(HeldTask &task, wire::AttemptResult &&result, std::vector<Bytes> &&artefacts = {});
    void endUpload(HeldTask &task, const wire::Have &have);
    void fail(HeldTask &task, wire::Outcome outcome, std::string reason);
    void run(HeldTask &task);
    void drop(const wire::AttemptKey &key);
    void dropAllUnfinished();
    void forgetWait(const wire::AttemptKey &key);
    void leave(int exitCode, std::string reason);
    void loseLease();
    void renewLease();
    void freshSession();
    void sendLog(wire::Log log);
    void fetched(const Hash &hash, Bytes bytes);
    [[nodiscard]] bool holdsSlot(const HeldTask &task) const;
    [[nodiscard]] bool hasLease() const { return s.leaseEnd && s.now < *s.leaseEnd; }
    [[nodiscard]] HeldTask *find(const wire::AttemptKey &key);

    template <typename T>
    void emit(T &&effect)
    {
        m_effects.emplace_back(std::in_place_type<std::remove_cvref_t<T>>, std::forward<T>(effect));
    }
    void send(wire::Message message) { emit(Send{std::move(message)}); }

    SessionState &s; ///< Short, because every line is about it.
    Effects &m_effects;
};

} // namespace weftline::worker
