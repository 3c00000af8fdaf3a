// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <fmt/format.h>

#include "engine/worker/http_exchange.h"
#include "engine/worker/http_response.h"
#include "engine/worker/kind.h"
#include "engine/worker/llm_reply.h"
#include "engine/worker/output.h"
#include "engine/worker/parameters.h"
#include "engine/worker/text.h"

namespace weftline::worker {
namespace {

constexpr std::size_t errorBodyMax = 64U << 10U;

/// Outcome, reason and output of a reply.
void judgeReply(const LlmNode &node, const LlmReply &reply, wire::AttemptResult &result)
{
    result.use.model = node.priced(reply.use);
    const auto value = valueOf(node, reply);
    auto output = value ? payloadOf(*value, "The reply") : Result<Payload>(tl::unexpected(value.error()));
    if (output) {
        result.output = std::move(*output);
        return;
    }
    result.outcome = wire::Outcome::Failed;
    result.reason = output.error().message;
}

class RunningCompletion final : public RunningAttempt
{
public:
    RunningCompletion(const Place &place, const wire::Task &task, LlmNode node, AttemptHandler handler)
        : m_now(place.now), m_node(std::move(node)), m_called(m_node.call->called()), m_handler(std::move(handler))
    {
        m_result.key = task.key;
        m_result.started = m_now();
        HttpExchange::Handler exchange;
        exchange.say = [this](const std::string &line) { say(wire::Stream::Out, line); };
        exchange.head = [this](const HttpHead &head) { m_head = head; };
        exchange.data = [this](std::string_view bytes) { take(bytes); };
        exchange.ended = [this](const HttpEnd &how) { end(how); };
        m_exchange = std::make_unique<HttpExchange>(*m_node.call, place.answerMax, std::move(exchange));
        m_handler.started(0);
    }

    void stop(bool) override { m_exchange->stop(); }

private:
    void say(wire::Stream stream, const std::string &line) const { m_handler.log(stream, line + '\n'); }
    [[nodiscard]] LineCutter::Give toLog() const
    {
        return [this](std::string text) { m_handler.log(wire::Stream::Out, std::move(text)); };
    }
    [[nodiscard]] bool isGood() const { return m_head.status >= 200 && m_head.status <= 299; }

    void take(std::string_view bytes)
    {
        if (isGood() && m_node.isStream) {
            m_hasFailed = m_hasFailed || !m_stream.add(bytes, [this](std::string_view text) { m_lines.add(text, toLog()); });
            if (m_hasFailed || m_stream.isDone())
                m_exchange->stop(); // whatever follows changes nothing
        } else if (isGood() || m_body.size() < errorBodyMax) {
            m_body += bytes;
        }
    }

    void end(const HttpEnd &how)
    {
        m_lines.end(toLog());
        const bool hasAll = m_hasFailed || m_stream.isDone();
        if (!hasAll && !how.reason.empty())
            fail(how.timedOut ? wire::Outcome::TimedOut : wire::Outcome::Failed, how.reason);
        else if (!isGood())
            refuse();
        else
            finish(m_node.isStream ? m_stream.end() : readReply(m_body));
        m_result.ended = m_now();
        m_handler.ended(std::move(m_result), how.stopped && !hasAll);
    }

    /// The status says no.
    void refuse()
    {
        const std::string words = wordsOf(m_body);
        const std::string what = m_head.status == 401 || m_head.status == 403 ? " Correct \"key\"."
            : m_head.status == 429                                            ? " Try again later, for example with \"retry\"."
                                                                              : "";
        fail(wire::Outcome::Failed, fmt::format("{} was answered with the status {}.{}{}", m_called, m_head.statusText(),
                                                words.empty() ? "" : fmt::format(" It says: {}", words), what));
    }

    void finish(const Result<LlmReply> &reply)
    {
        if (!reply) {
            m_result.use.model = m_node.priced(m_stream.reply().use);
            fail(wire::Outcome::Failed, fmt::format("{} gave no reply. {}", m_called, reply.error().message));
            return;
        }
        if (!reply->hasUse)
            say(wire::Stream::Err, "The endpoint does not tell how many tokens it took; they count as none.");
        if (!m_node.isStream) {
            m_lines.add(reply->text, toLog());
            m_lines.end(toLog());
        }
        say(wire::Stream::Out, fmt::format("\nTo have this reply again without the endpoint, put it into \"recorded\":\n{}", asRecorded(*reply)));
        judgeReply(m_node, *reply, m_result);
    }

    void fail(wire::Outcome outcome, const std::string &reason)
    {
        m_result.outcome = outcome;
        m_result.reason = reason;
    }

    std::function<Instant()> m_now;
    LlmNode m_node;
    std::string m_called;
    AttemptHandler m_handler;
    wire::AttemptResult m_result;
    HttpHead m_head;
    LlmStream m_stream;
    bool m_hasFailed = false;
    LineCutter m_lines;
    std::string m_body;
    std::unique_ptr<HttpExchange> m_exchange;
};

class LlmKind final : public KindRunner
{
public:
    explicit LlmKind(Place place) : m_place(std::move(place)) { }

    [[nodiscard]] std::string_view name() const override { return "llm"; }

    [[nodiscard]] std::unique_ptr<RunningAttempt> start(const wire::Task &task, AttemptHandler handler) override
    {
        const Instant began = m_place.now();
        auto node = readLlm(task);
        if (!node) {
            handler.ended(refusal(task, began, m_place.now(), node.error()), false);
            return nullptr;
        }
        if (node->call)
            return std::make_unique<RunningCompletion>(m_place, task, std::move(*node), std::move(handler));
        handler.started(0);
        replay(*node, began, task.key, handler);
        return nullptr;
    }

private:
    void replay(const LlmNode &node, Instant began, const wire::AttemptKey &key, const AttemptHandler &handler) const
    {
        handler.log(wire::Stream::Out, fmt::format("This reply is recorded ({} of {} in \"recorded\"{}); no model was asked.\n", node.recordedPlace + 1,
                                                   node.recordedCount, node.recorded.model.empty() ? "" : fmt::format(", of {}", node.recorded.model)));
        LineCutter lines;
        const auto give = [&](std::string text) { handler.log(wire::Stream::Out, std::move(text)); };
        lines.add(node.recorded.text + '\n', give);
        lines.end(give);
        wire::AttemptResult result;
        result.key = key;
        result.started = began;
        judgeReply(node, node.recorded, result);
        result.ended = m_place.now();
        handler.ended(std::move(result), false);
    }

    Place m_place;
};

} // namespace

std::unique_ptr<KindRunner> makeLlmKind(Place place) { return std::make_unique<LlmKind>(std::move(place)); }

} // namespace weftline::worker
