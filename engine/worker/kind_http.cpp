// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <fmt/format.h>

#include "engine/worker/http_exchange.h"
#include "engine/worker/http_response.h"
#include "engine/worker/kind.h"
#include "engine/worker/parameters.h"

namespace weftline::worker {
namespace {

class RunningRequest final : public RunningAttempt
{
public:
    RunningRequest(const Place &place, const wire::Task &task, HttpNode node, AttemptHandler handler)
        : m_now(place.now), m_node(std::move(node)), m_handler(std::move(handler))
    {
        m_result.key = task.key;
        m_result.started = m_now();
        HttpExchange::Handler exchange;
        exchange.say = [this](const std::string &line) { say(wire::Stream::Out, line); };
        exchange.head = [this](const HttpHead &head) { m_head = head; };
        exchange.data = [this](std::string_view bytes) { m_body += bytes; };
        exchange.ended = [this](const HttpEnd &how) { end(how); };
        m_exchange = std::make_unique<HttpExchange>(m_node.call, place.answerMax, std::move(exchange));
        m_handler.started(0);
    }

    void stop(bool) override { m_exchange->stop(); }

private:
    void say(wire::Stream stream, const std::string &line) const { m_handler.log(stream, line + '\n'); }

    void end(const HttpEnd &how)
    {
        if (how.reason.empty())
            take();
        else
            fail(how.timedOut ? wire::Outcome::TimedOut : wire::Outcome::Failed, how.reason);
        m_result.ended = m_now();
        m_handler.ended(std::move(m_result), how.stopped);
    }

    void take()
    {
        HttpCall answered = m_node.call;
        answered.url = m_head.url;
        say(wire::Stream::Out, fmt::format("{}: {}, {} bytes", answered.called(), m_head.statusText(), m_body.size()));
        auto output = httpOutput(m_node, m_head, std::move(m_body));
        if (!output) {
            fail(wire::Outcome::Failed, output.error().message);
            return;
        }
        if (!output->remark.empty())
            say(wire::Stream::Err, output->remark);
        if (!output->artefact.empty())
            m_handler.artefact(std::move(output->artefact));
        m_result.output = std::move(output->output);
    }

    void fail(wire::Outcome outcome, const std::string &reason)
    {
        m_result.outcome = outcome;
        m_result.reason = reason;
    }

    std::function<Instant()> m_now;
    HttpNode m_node;
    AttemptHandler m_handler;
    wire::AttemptResult m_result;
    HttpHead m_head;
    std::string m_body;
    std::unique_ptr<HttpExchange> m_exchange;
};

class HttpKind final : public KindRunner
{
public:
    explicit HttpKind(Place place) : m_place(std::move(place)) { }

    [[nodiscard]] std::string_view name() const override { return "http"; }

    [[nodiscard]] std::unique_ptr<RunningAttempt> start(const wire::Task &task, AttemptHandler handler) override
    {
        auto node = readHttp(task);
        if (!node) {
            handler.ended(refusal(task, m_place.now(), m_place.now(), node.error()), false);
            return nullptr;
        }
        return std::make_unique<RunningRequest>(m_place, task, std::move(*node), std::move(handler));
    }

private:
    Place m_place;
};

} // namespace

std::unique_ptr<KindRunner> makeHttpKind(Place place) { return std::make_unique<HttpKind>(std::move(place)); }

} // namespace weftline::worker
