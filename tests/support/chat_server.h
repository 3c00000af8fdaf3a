// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The answers of a server that speaks as OpenAI's chat completions do, as bytes.

#pragma once

#include <algorithm>
#include <string>
#include <string_view>

#include "engine/base/value.h"

namespace weftline::test {

/// One event of a stream.
inline std::string chatEvent(const Value &data) { return "data: " + toJson(data) + "\n\n"; }

inline Value chatDelta(std::string_view text, Value finish = {})
{
    return Object{{"id", "c1"}, {"object", "chat.completion.chunk"}, {"model", "small-1"},
                  {"choices", List{Object{{"index", 0}, {"delta", Object{{"content", text}}}, {"finish_reason", std::move(finish)}}}}};
}

inline Value chatUse(int in, int out)
{
    return Object{{"id", "c1"}, {"choices", List{}}, {"usage", Object{{"prompt_tokens", in}, {"completion_tokens", out}, {"total_tokens", in + out}}}};
}

/// The events of a whole reply: its text in pieces of a few bytes, the reason of its end, what it took, the mark of the end.
inline std::string chatEvents(std::string_view text, int tokensIn = 700, int tokensOut = 112)
{
    std::string events = ": a comment\n\n";
    std::size_t from = 0;
    while (from < text.size()) {
        std::size_t to = std::min(from + 5, text.size());
        while (to < text.size() && (static_cast<unsigned char>(text[to]) & 0xc0U) == 0x80)
            ++to;
        events += chatEvent(chatDelta(text.substr(from, to - from)));
        from = to;
    }
    return events + chatEvent(chatDelta("", "stop")) + chatEvent(chatUse(tokensIn, tokensOut)) + "data: [DONE]\n\n";
}

/// A whole answer that is not streamed.
inline std::string chatReply(std::string_view text, std::string_view finish = "stop", int tokensIn = 700, int tokensOut = 112)
{
    return toJson(Object{{"id", "c1"}, {"object", "chat.completion"}, {"model", "small-1"},
                         {"choices", List{Object{{"index", 0}, {"message", Object{{"role", "assistant"}, {"content", text}, {"refusal", nullptr}}},
                                                 {"finish_reason", finish}}}},
                         {"usage", Object{{"prompt_tokens", tokensIn}, {"completion_tokens", tokensOut}}}});
}

} // namespace weftline::test
