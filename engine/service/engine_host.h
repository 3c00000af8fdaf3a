// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// An engine in this process: the service with the real world around it. `weft engine`, `weft run` and the tests use it.
//
// Lives on a thread with a Qt event loop.

#pragma once

#include <QtCore/QObject>

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>

#include "engine/metrics/histogram.h"
#include "engine/service/retention.h"
#include "engine/service/snapshot_keeper.h"
#include "engine/service/world.h"
#include "engine/wire/endpoint.h"

namespace weftline::service {

struct EngineOptions
{
    std::filesystem::path journal; ///< Large values and logs lie in FILE.d beside it.
    std::string program; ///< `weft`, for worker and evaluator processes.
    std::uint32_t workers = 0; ///< Local worker processes of one slot each, from the start.
    std::optional<wire::ListenAddress> listen; ///< TCP with CURVE; none: this user's processes only.
    /// Of a standby: told of the process that holds the journal, which open() then waits for. None: that is an error.
    std::function<void(std::int64_t holder)> waits;
    bool inMemory = false; ///< Nothing is durable: to measure what durability costs. The journal's file is not made, its folder is.
    bool refusesUnfinished = false; ///< Fails where the journal holds unfinished runs.
    SnapshotPace snapshots;
    Retention retention;
    Settings settings;
};

class EngineHost : public QObject
{
    Q_OBJECT

public:
    /// Takes the journal's lock, replays it from its snapshot on, binds the sockets and takes office. Fails where another engine holds the
    /// journal (unless it is a standby), where it is damaged, or where TCP would not be safe.
    [[nodiscard]] static Result<std::unique_ptr<EngineHost>> open(EngineOptions options);
    ~EngineHost() override;

    /// "ipc://…", for this user's processes.
    [[nodiscard]] std::string localEndpoint() const;
    /// "weft://host:port/?key=…"; empty without TCP.
    [[nodiscard]] std::string remoteEndpoint() const;
    [[nodiscard]] bool isIdle() const; ///< No run, no client.
    [[nodiscard]] std::vector<std::string> unfinishedRuns() const;
    [[nodiscard]] const std::filesystem::path &journal() const;
    /// Why the journal's snapshot was not used when it was opened, as a sentence; empty where all is well.
    [[nodiscard]] const std::string &snapshotNote() const;
    /// Why what is old was not moved to an archive, likewise.
    [[nodiscard]] const std::string &archiveNote() const;
    /// Service::takeLoopTimes().
    [[nodiscard]] metrics::Histogram takeLoopTimes();
    /// Ends the local workers, politely first; `stopped` follows.
    void stop();

Q_SIGNALS:
    void stopped();
    /// What keeps it from accepting anything, such as a full disk; empty: it goes on.
    void troubleChanged(const std::string &trouble);
    /// Its journal may be shorter than it was; somebody has said why.
    void doubted(const std::string &doubt);

private:
    class Private;

    explicit EngineHost(std::unique_ptr<Private> d);

    std::unique_ptr<Private> m;
};

} // namespace weftline::service
