// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// An engine as the window and the command line see it: views that follow it, and requests. One real implementation over
// engine/wire (zmq_engine_client.h); tests make their own.
//
// Lives on a thread with a Qt event loop; every call and signal is on that thread, and none waits.

#pragma once

#include <QCoro/QCoroTask>

#include <QtCore/QObject>

#include <memory>
#include <optional>
#include <string>

#include "engine/client/pages.h"
#include "engine/client/views.h"
#include "engine/workflow/problem.h"
#include "engine/workflow/workflow.h"

namespace weftline::client {

/// What a ViewUpdate of a run changed, by index or id, so that a model touches no other row.
struct RunChange
{
    bool isSnapshot = false; ///< Everything may have changed.
    bool summary = false;
    std::vector<std::uint32_t> nodes;
    std::vector<std::uint64_t> attempts;
    std::vector<std::int64_t> points; ///< Keys of RunView::series.
    bool alerts = false; ///< RunView::alertSpans.
};

enum class TaskPart : std::uint8_t { Output, Parameters, Item, Inputs };

struct LogQuery
{
    std::string run;
    std::optional<std::uint32_t> node; ///< Only this node's tasks.
    std::optional<std::uint32_t> task; ///< Only this task.
    std::optional<bool> isError; ///< Only what came from standard error, or only what did not.
    std::string contains; ///< Only lines with this text, upper and lower case alike.
    std::uint64_t from = 0; ///< LogPage::next of the page before.
    std::uint32_t countMax = 1000;
};

class EngineClient : public QObject
{
    Q_OBJECT

public:
    ~EngineClient() override = default;

    [[nodiscard]] virtual bool isConnected() const = 0;
    /// For people: "local engine", "weft://lab:5570".
    [[nodiscard]] virtual QString name() const = 0;

    /// The engine as last heard. Its `position` is 0 until the first snapshot.
    [[nodiscard]] virtual const EngineView &engine() const = 0;
    /// A watched run as last heard; nullptr until its first snapshot and for runs that are not watched.
    [[nodiscard]] virtual const RunView *run(const std::string &id) const = 0;
    /// Starts to follow a run, also a finished one. Runs may be watched before they are submitted.
    virtual void watchRun(const std::string &id) = 0;
    virtual void unwatchRun(const std::string &id) = 0;

    /// Starts a run under an id made by the caller (newRunId()), so that repeating it is safe. Returns when it is durable.
    virtual QCoro::Task<Result<Done>> submit(std::string runId, workflow::Workflow workflow, Object parameters) = 0;
    virtual QCoro::Task<Result<Done>> cancelRun(std::string runId) = 0;
    /// Starts run `runId`, which does again what did not succeed in run `of` and takes over the rest. Fails with
    /// ErrorCode::Limit when `of` is too old for that: it can be started anew only.
    virtual QCoro::Task<Result<Done>> retryRun(std::string runId, std::string of) = 0;
    virtual QCoro::Task<Result<EventPage>> events(EventQuery query) = 0;
    /// All runs that the engine knows, also those that EngineView::runs no longer shows.
    virtual QCoro::Task<Result<RunPage>> runs(RunQuery query) = 0;
    /// The run that a person means: by id, number, the beginning of an id, or "last".
    virtual QCoro::Task<Result<RunSummary>> findRun(std::string which) = 0;
    /// A value of a task, member by member: what is too large to be sent whole.
    virtual QCoro::Task<Result<ValuePage>> valuePage(ValueQuery query) = 0;
    /// All problems of a workflow, expressions included.
    virtual QCoro::Task<Result<workflow::Problems>> check(workflow::Workflow workflow) = 0;
    /// A value of a task: `node` and `item` as in AttemptView. Null where there is none.
    virtual QCoro::Task<Result<Value>> taskValue(std::string runId, std::uint32_t node, std::uint32_t item, TaskPart part) = 0;
    /// What a finished run gives back.
    virtual QCoro::Task<Result<Value>> outputs(std::string runId) = 0;
    virtual QCoro::Task<Result<LogPage>> log(LogQuery query) = 0;
    /// Starts `count` more local workers; the engine keeps as many alive.
    virtual QCoro::Task<Result<Done>> startWorkers(std::uint32_t count) = 0;
    /// Ends a managed worker's process at once, as a crash would. The engine starts another in its place.
    virtual QCoro::Task<Result<Done>> killWorker(SessionId worker) = 0;
    /// Lets a managed worker finish what it has, and go. None takes its place.
    virtual QCoro::Task<Result<Done>> stopWorker(SessionId worker) = 0;

    // Who may come over the network; for admins.

    /// A new ticket, by which a machine or a person can join once.
    virtual QCoro::Task<Result<Ticket>> makeTicket(TicketWish wish) = 0;
    /// Who may come; EngineView::accessChange says when to ask again.
    virtual QCoro::Task<Result<Access>> access() = 0;
    /// A key or a ticket, by its name or by itself. Its connections end.
    virtual QCoro::Task<Result<Done>> removeKey(std::string nameOrKey) = 0;
    virtual QCoro::Task<Result<Done>> setRole(std::string nameOrKey, std::string role) = 0;
    /// Listens at "tcp://HOST:PORT" for other machines, with CURVE; port 0: one near the usual that is free. Empty: no more.
    virtual QCoro::Task<Result<Done>> listen(std::string address) = 0;

    /// Whether this client tells its user of EngineView::notices. While one does, the engine leaves the desktop to it.
    virtual void showNotices(bool /*shows*/) { }
    /// A notice was shown, and is not to be shown again by anybody.
    virtual void noticeShown(std::uint64_t /*id*/) { }

Q_SIGNALS:
    void connectionChanged(bool connected, const QString &reason);
    void engineChanged();
    void runChanged(const std::string &id, const weftline::client::RunChange &change);
    /// From now on this is another engine: of what was seen before, nothing holds.
    void engineReplaced();
};

/// A fresh run id: 26 characters, later ones sort after earlier ones (ULID: 48 bits of time, 80 of chance).
[[nodiscard]] std::string newRunId();

} // namespace weftline::client
