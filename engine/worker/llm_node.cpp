// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "engine/worker/llm_node.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "engine/worker/parameters.h"
#include "engine/workflow/json_schema.h"

namespace weftline::worker {
namespace {

constexpr std::size_t messagesMax = 10'000;
constexpr std::int64_t tokensMax = 100'000'000;
constexpr double priceMax = 1e9;
constexpr std::int64_t answerMax = 64LL << 20U; ///< Bytes of an answer, with all that is around the text.

Value message(std::string_view role, Value content) { return Object{{"role", role}, {"content", std::move(content)}}; }

Result<List> readMessages(const Value &with)
{
    const auto system = readText(with, "system");
    const auto prompt = readText(with, "prompt");
    if (!system || !prompt)
        return tl::unexpected(!system ? system.error() : prompt.error());
    List messages;
    if (!system->empty())
        messages.push_back(message("system", *system));
    const Value *given = with.find("messages");
    const bool hasList = given && !given->isNull();
    if (hasList && !prompt->empty())
        return wrong("messages", "stands beside \"prompt\", which asks already. Remove one of them");
    if (!hasList && prompt->empty())
        return wrong("prompt", "is empty, and there are no \"messages\" either: there is nothing to ask");
    if (!hasList) {
        messages.push_back(message("user", *prompt));
        return messages;
    }
    const List *list = given->asList();
    if (!list || list->empty() || list->size() > messagesMax)
        return wrong("messages", fmt::format("must be a list of 1 to {} objects with \"role\" and \"content\"", messagesMax));
    for (std::size_t i = 0; i < list->size(); ++i) {
        const Value *role = (*list)[i].find("role");
        const Value *content = (*list)[i].find("content");
        if (!role || !role->asString() || role->asString()->empty())
            return wrong(fmt::format("messages[{}]", i), "has no \"role\", such as \"user\"");
        if (!content || !(content->asString() || content->asList()))
            return wrong(fmt::format("messages[{}]", i), "has no \"content\", a text or a list of parts");
        messages.push_back((*list)[i]);
    }
    return messages;
}

Result<Done> readSchema(const Value &with, LlmNode &node)
{
    const Value *schema = with.find("schema");
    if (!schema || schema->isNull())
        return Done{};
    if (const auto fault = workflow::whyNoSchema(*schema))
        return wrong(fmt::format("schema{}", fault->where), fmt::format("cannot be used: {} {}", fault->message,
                                                                        fault->fix.substr(0, fault->fix.size() - 1)));
    node.schema = *schema;
    return Done{};
}

Result<Done> readRecorded(const Value &with, const wire::Task &task, LlmNode &node)
{
    const Value *recorded = with.find("recorded");
    const List *list = recorded ? recorded->asList() : nullptr;
    if (!list || list->empty())
        return wrong("endpoint", "is empty, and there are no recorded replies in \"recorded\" that could answer instead");
    node.recordedCount = list->size();
    node.recordedPlace = task.item.value_or(0) % list->size();
    const std::string where = fmt::format("recorded[{}]", node.recordedPlace);
    const Value &entry = (*list)[node.recordedPlace];
    const Value *content = entry.find("content");
    if (!content || content->isNull())
        return wrong(where, "has no \"content\"");
    node.recorded.text = content->asString() ? *content->asString() : toJson(*content);
    const auto in = readWhole(entry, "tokens_in", 0, 0, tokensMax);
    const auto out = readWhole(entry, "tokens_out", 0, 0, tokensMax);
    const auto model = readText(entry, "model");
    if (!in || !out || !model)
        return wrong(where, fmt::format("cannot be used: {}", (!in ? in.error() : !out ? out.error() : model.error()).message));
    node.recorded.use = {static_cast<std::uint64_t>(*in), static_cast<std::uint64_t>(*out), 0};
    node.recorded.hasUse = true;
    node.recorded.model = *model;
    node.recorded.finish = "stop";
    return Done{};
}

Result<HttpCall> readCall(const Value &with, const std::string &endpoint, const LlmNode &node, const wire::Task &task)
{
    auto url = readUrl(endpoint, "endpoint");
    const auto model = readText(with, "model");
    const auto key = readText(with, "key");
    auto messages = readMessages(with);
    const auto temperature = readNumber(with, "temperature", NAN, 0, 100);
    const auto most = readWhole(with, "tokens_max", 0, 1, tokensMax);
    if (!url || !messages)
        return tl::unexpected(!url ? url.error() : messages.error());
    if (!model || !key)
        return tl::unexpected(!model ? model.error() : key.error());
    if (!temperature || !most)
        return tl::unexpected(!temperature ? temperature.error() : most.error());
    Object body;
    if (!model->empty())
        body.emplace_back("model", *model);
    body.emplace_back("messages", std::move(*messages));
    if (!std::isnan(*temperature))
        body.emplace_back("temperature", *temperature);
    if (*most > 0)
        body.emplace_back("max_tokens", *most);
    if (node.schema)
        body.emplace_back("response_format", Object{{"type", "json_schema"}, {"json_schema", Object{{"name", "reply"}, {"schema", *node.schema}}}});
    if (node.isStream) {
        body.emplace_back("stream", true);
        body.emplace_back("stream_options", Object{{"include_usage", true}});
    }
    HttpCall call;
    call.method = "POST";
    QString path = url->path();
    while (path.endsWith(QLatin1Char('/')))
        path.chop(1);
    url->setPath(path + QStringLiteral("/chat/completions"));
    call.url = *url;
    call.headers = {{"Content-Type", "application/json"}, {"Accept", node.isStream ? "text/event-stream" : "application/json"}};
    if (!key->empty())
        if (const auto added = addHeaders(call.headers, {{"Authorization", "Bearer " + *key}}); !added)
            return wrong("key", "contains a control character, such as the end of a line");
    call.body = toJson(body);
    call.redirects = 0; // a key goes to the endpoint that was named, and nowhere else
    call.sizeMax = answerMax;
    call.timeout = task.timeout;
    return call;
}

} // namespace

ModelUse LlmNode::priced(ModelUse use) const
{
    const double cost = (static_cast<double>(use.tokensIn) * priceIn + static_cast<double>(use.tokensOut) * priceOut) * 1000.0;
    use.cost = static_cast<std::uint64_t>(std::llround(std::clamp(cost, 0.0, 1e18)));
    return use;
}

Result<LlmNode> readLlm(const wire::Task &task)
{
    const auto with = readWith(task);
    if (!with)
        return tl::unexpected(with.error());
    const auto endpoint = readText(*with, "endpoint");
    const auto stream = readFlag(*with, "stream", true);
    const auto priceIn = readNumber(*with, "price_in", 0, 0, priceMax);
    const auto priceOut = readNumber(*with, "price_out", 0, 0, priceMax);
    if (!endpoint || !stream)
        return tl::unexpected(!endpoint ? endpoint.error() : stream.error());
    if (!priceIn || !priceOut)
        return tl::unexpected(!priceIn ? priceIn.error() : priceOut.error());
    LlmNode node;
    node.isStream = *stream;
    node.priceIn = *priceIn;
    node.priceOut = *priceOut;
    if (const auto read = readSchema(*with, node); !read)
        return tl::unexpected(read.error());
    if (endpoint->empty()) {
        if (const auto read = readRecorded(*with, task, node); !read)
            return tl::unexpected(read.error());
        return node;
    }
    auto call = readCall(*with, *endpoint, node, task);
    if (!call)
        return tl::unexpected(call.error());
    node.call = std::move(*call);
    return node;
}

} // namespace weftline::worker
