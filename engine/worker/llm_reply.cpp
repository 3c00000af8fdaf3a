// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "engine/worker/llm_reply.h"

#include <fmt/format.h>

#include "engine/format/json.h"
#include "engine/worker/http_response.h"
#include "engine/workflow/json_schema.h"

namespace weftline::worker {
namespace {

std::string textOf(const Value *value)
{
    const std::string *text = value ? value->asString() : nullptr;
    return text ? *text : std::string();
}

/// A text, or a list of parts with texts.
std::string contentOf(const Value *content)
{
    std::string text = textOf(content);
    if (const List *parts = content ? content->asList() : nullptr)
        for (const Value &part : *parts)
            text += textOf(part.find("text"));
    return text;
}

std::uint64_t countOf(const Value *value)
{
    const std::int64_t *count = value ? value->asInt() : nullptr;
    return count && *count > 0 ? static_cast<std::uint64_t>(*count) : 0;
}

void takeUse(const Value &answer, LlmReply &reply)
{
    const Value *use = answer.find("usage");
    if (!use || !use->asObject())
        return;
    reply.use.tokensIn = countOf(use->find("prompt_tokens"));
    reply.use.tokensOut = countOf(use->find("completion_tokens"));
    reply.hasUse = true;
}

/// The first choice's member, `message` or `delta`, with what belongs to the choice. False: there is no choice.
bool takeChoice(const Value &answer, std::string_view member, LlmReply &reply, std::string &text)
{
    if (reply.model.empty())
        reply.model = textOf(answer.find("model"));
    takeUse(answer, reply);
    const Value *choices = answer.find("choices");
    const List *list = choices ? choices->asList() : nullptr;
    if (!list || list->empty() || !list->front().asObject())
        return false;
    const Value &choice = list->front();
    if (const std::string finish = textOf(choice.find("finish_reason")); !finish.empty())
        reply.finish = finish;
    if (const Value *message = choice.find(member)) {
        text = contentOf(message->find("content"));
        reply.refusal += textOf(message->find("refusal"));
    }
    return true;
}

/// The pointer into a value, in words.
std::string placeOf(const std::string &pointer) { return pointer.empty() ? "the whole of it" : fmt::format("\"{}\"", pointer); }

} // namespace

bool LlmStream::add(std::string_view bytes, const Say &say)
{
    if (!m_fault.empty())
        return false;
    if (!m_events.add(bytes, [&](std::string_view data) { event(data, say); }))
        m_fault = fmt::format("One event of the stream is larger than {} MiB.", EventStream::eventMax >> 20U);
    return m_fault.empty();
}

void LlmStream::event(std::string_view data, const Say &say)
{
    if (m_isDone || !m_fault.empty())
        return;
    ++m_count;
    if (data == "[DONE]") {
        m_isDone = true;
        return;
    }
    const auto json = format::parseJson(data);
    if (!json) {
        m_fault = fmt::format("Event {} of the stream is no JSON. {}", m_count, json.error().message);
        return;
    }
    if (const Value *error = json->find("error"); error && !error->isNull()) {
        m_fault = fmt::format("The stream ended with an error: {}", wordsOf(data));
        return;
    }
    std::string piece;
    takeChoice(*json, "delta", m_reply, piece);
    if (m_reply.text.size() + piece.size() > valueSizeMax)
        m_fault = fmt::format("The reply is larger than {} MiB.", valueSizeMax >> 20U);
    else if (!piece.empty()) {
        m_reply.text += piece;
        say(piece);
    }
}

Result<LlmReply> LlmStream::end()
{
    if (!m_fault.empty())
        return failure(ErrorCode::InvalidInput, m_fault);
    if (m_count == 0)
        return failure(ErrorCode::InvalidInput, "The answer holds no events. Set \"stream\" to false if the endpoint cannot stream.");
    if (!m_isDone && m_reply.finish.empty())
        return failure(ErrorCode::InvalidInput, fmt::format("The stream ended in the middle of the reply, after {} events.", m_count));
    return m_reply;
}

Result<LlmReply> readReply(std::string_view body)
{
    const auto json = format::parseJson(body);
    if (!json)
        return failure(ErrorCode::InvalidInput, fmt::format("The answer is no JSON. {}", json.error().message));
    if (const Value *error = json->find("error"); error && !error->isNull())
        return failure(ErrorCode::Refused, fmt::format("The endpoint answered with an error: {}", wordsOf(body)));
    LlmReply reply;
    if (!takeChoice(*json, "message", reply, reply.text))
        return failure(ErrorCode::InvalidInput, "The answer has no \"choices\" with a message: the endpoint does not speak as chat completions do.");
    return reply;
}

Result<Value> valueOf(const LlmNode &node, const LlmReply &reply)
{
    if (!reply.refusal.empty())
        return failure(ErrorCode::Refused, fmt::format("The model refused to answer: {}", reply.refusal));
    if (reply.finish == "length")
        return failure(ErrorCode::Limit,
                       fmt::format("The reply was cut off at its greatest length, after {} characters. Raise \"tokens_max\", or ask for less.",
                                   reply.text.size()));
    if (!reply.finish.empty() && reply.finish != "stop")
        return failure(ErrorCode::Refused, fmt::format("The model ended its reply with \"{}\" and not with \"stop\".", reply.finish));
    if (!node.schema)
        return reply.text.empty() ? Result<Value>(failure(ErrorCode::InvalidInput, "The reply is empty.")) : Result<Value>(reply.text);
    auto json = format::parseJson(reply.text);
    if (!json)
        return failure(ErrorCode::InvalidInput, fmt::format("The reply is no JSON, which \"schema\" asks for. {}", json.error().message));
    if (const auto fault = workflow::whyNotAsSchema(*node.schema, *json))
        return failure(ErrorCode::InvalidInput, fmt::format("The reply is not as \"schema\" asks for, at {}: {} {}", placeOf(fault->where),
                                                            fault->message, fault->fix));
    return json;
}

std::string asRecorded(const LlmReply &reply)
{
    return toJson(Object{{"content", reply.text}, {"tokens_in", static_cast<std::int64_t>(reply.use.tokensIn)},
                         {"tokens_out", static_cast<std::int64_t>(reply.use.tokensOut)}, {"model", reply.model}});
}

} // namespace weftline::worker
