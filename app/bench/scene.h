// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Where a benchmark takes place: a journal, keys of its own, an engine process, workers, and a client that waits.
//
// Needs a QCoreApplication; every call that waits runs its event loop.

#pragma once

#include <QtCore/QTemporaryDir>

#include <filesystem>
#include <functional>
#include <memory>
#include <string>

#include "app/bench/child.h"
#include "engine/client/wire_client.h"

namespace weftline::bench {

/// A folder that is removed, and keys in it instead of the user's. One at a time.
class Folder
{
public:
    /// `journal`: kept where it is named; else in the folder.
    explicit Folder(const std::string &journal);

    [[nodiscard]] const std::filesystem::path &journal() const { return m_journal; }
    [[nodiscard]] std::string path(std::string_view name) const;
    /// Makes keys and lists this user's own as a worker's.
    [[nodiscard]] static Result<Done> admitOwnWorkers();

private:
    QTemporaryDir m_temporary;
    std::filesystem::path m_journal;
};

/// `weft engine`.
class EngineProcess
{
public:
    /// Starts it, and waits until it says where it listens.
    [[nodiscard]] static Result<std::unique_ptr<EngineProcess>> start(const std::string &program, const std::filesystem::path &journal,
                                                                      std::uint32_t workers);
    /// Ends it politely, and with it its workers.
    ~EngineProcess();
    EngineProcess(const EngineProcess &) = delete;
    EngineProcess &operator=(const EngineProcess &) = delete;

    [[nodiscard]] const std::string &endpoint() const { return m_endpoint; }
    [[nodiscard]] Child &process() { return m_process; }

private:
    EngineProcess(const std::string &program, const std::vector<std::string> &arguments, const std::string &log)
        : m_process(program, arguments, log, SIGTERM) { }

    Child m_process;
    std::string m_endpoint;
};

/// `weft worker` of an engine.
[[nodiscard]] std::unique_ptr<Child> startWorker(const std::string &program, const std::string &endpoint, const std::string &name,
                                                 std::uint32_t slots);

/// A client of an engine, for code that waits.
class Conversation
{
public:
    using Condition = std::function<bool(const client::EngineView &)>;
    using RunCondition = std::function<bool(const client::RunSummary &)>;

    [[nodiscard]] static Result<std::unique_ptr<Conversation>> with(const std::string &endpoint);

    [[nodiscard]] client::WireClient &client() { return *m_client; }
    /// True as soon as the engine's view is so; `what` is said to have not come where it is not in time.
    [[nodiscard]] Result<Done> waitUntil(const Condition &isTrue, std::chrono::milliseconds patience, std::string_view what);
    [[nodiscard]] Result<Done> waitForWorkers(std::size_t count, std::chrono::milliseconds patience = std::chrono::seconds(30));
    /// Its id, once it is accepted.
    [[nodiscard]] Result<std::string> submit(const workflow::Workflow &workflow);
    /// The same of one run; fails at once where it ends without that, and says why it did.
    [[nodiscard]] Result<Done> waitForRun(const std::string &run, const RunCondition &isTrue, std::chrono::milliseconds patience,
                                          std::string_view what);
    /// Until its list of so many tasks is there, whether any has begun or not.
    [[nodiscard]] Result<Done> waitForTasks(const std::string &run, std::uint32_t count, std::chrono::milliseconds patience);
    /// How it ended; fails where that is not with success.
    [[nodiscard]] Result<client::RunSummary> waitForSuccess(const std::string &run, std::chrono::milliseconds patience);

private:
    explicit Conversation(std::unique_ptr<client::WireClient> client) : m_client(std::move(client)) { }

    std::unique_ptr<client::WireClient> m_client;
};

/// How `workflow` ended on an engine with so many local workers of one slot each, which ends with it.
[[nodiscard]] Result<client::RunSummary> runWith(const std::string &program, const std::filesystem::path &journal, std::uint32_t workers,
                                                 const workflow::Workflow &workflow);

/// The run as the engine shows it; nullptr where it does not.
[[nodiscard]] const client::RunSummary *find(const client::EngineView &view, const std::string &run);

} // namespace weftline::bench
