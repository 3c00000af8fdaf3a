// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// An engine client with one run in it that a test sets up: answers at once or when told to.

#pragma once

#include <map>
#include <tuple>

#include "engine/client/engine_client.h"

namespace weftline::test {

class FakeEngine final : public client::EngineClient
{
public:
    client::RunView view;
    client::EngineView engineView;
    std::map<std::tuple<std::uint32_t, std::uint32_t, client::TaskPart>, Value> values;
    int asked = 0;

    [[nodiscard]] bool isConnected() const override { return true; }
    [[nodiscard]] QString name() const override { return QStringLiteral("test engine"); }
    [[nodiscard]] const client::EngineView &engine() const override { return engineView; }
    [[nodiscard]] const client::RunView *run(const std::string &id) const override
    {
        return id == view.summary.id ? &view : nullptr;
    }
    void watchRun(const std::string &) override { }
    void unwatchRun(const std::string &) override { }
    QCoro::Task<Result<Done>> submit(std::string, workflow::Workflow, Object) override { co_return refused(); }
    QCoro::Task<Result<Done>> cancelRun(std::string) override { co_return refused(); }
    QCoro::Task<Result<Done>> retryRun(std::string, std::string) override { co_return refused(); }
    QCoro::Task<Result<client::EventPage>> events(client::EventQuery) override { co_return client::EventPage(); }
    QCoro::Task<Result<client::RunPage>> runs(client::RunQuery) override { co_return client::RunPage(); }
    QCoro::Task<Result<client::RunSummary>> findRun(std::string) override { co_return view.summary; }
    QCoro::Task<Result<client::ValuePage>> valuePage(client::ValueQuery) override { co_return client::ValuePage(); }
    QCoro::Task<Result<workflow::Problems>> check(workflow::Workflow) override { co_return workflow::Problems(); }
    QCoro::Task<Result<Value>> taskValue(std::string, std::uint32_t node, std::uint32_t item, client::TaskPart part) override
    {
        ++asked;
        const auto found = values.find({node, item, part});
        co_return found == values.end() ? Value() : found->second;
    }
    QCoro::Task<Result<Value>> outputs(std::string) override { co_return Value(); }
    QCoro::Task<Result<client::LogPage>> log(client::LogQuery) override { co_return client::LogPage(); }
    QCoro::Task<Result<Done>> startWorkers(std::uint32_t) override { co_return refused(); }
    QCoro::Task<Result<Done>> killWorker(SessionId) override { co_return refused(); }
    QCoro::Task<Result<Done>> stopWorker(SessionId) override { co_return refused(); }
    QCoro::Task<Result<client::Ticket>> makeTicket(client::TicketWish) override { co_return tl::unexpected<Error>(refused().error()); }
    QCoro::Task<Result<client::Access>> access() override { co_return client::Access(); }
    QCoro::Task<Result<Done>> removeKey(std::string) override { co_return refused(); }
    QCoro::Task<Result<Done>> setRole(std::string, std::string) override { co_return refused(); }
    QCoro::Task<Result<Done>> listen(std::string) override { co_return refused(); }

private:
    static Result<Done> refused() { return failure(ErrorCode::Refused, "This engine runs nothing."); }
};

} // namespace weftline::test
