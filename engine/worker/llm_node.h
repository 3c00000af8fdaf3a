// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What an `llm` node asks for: a request to an endpoint that speaks as OpenAI's chat completions do, or a recorded reply.
// Pure.

#pragma once

#include <optional>
#include <string>

#include "engine/base/model_use.h"
#include "engine/base/value.h"
#include "engine/worker/http_call.h"

namespace weftline::worker {

/// What a model said, from wherever.
struct LlmReply
{
    std::string text;
    std::string refusal; ///< It would not answer, and why.
    std::string finish; ///< "stop", "length", …; empty: not told.
    std::string model;
    ModelUse use; ///< Without cost.
    bool hasUse = false;
};

struct LlmNode
{
    std::optional<HttpCall> call; ///< None: `recorded` answers.
    bool isStream = true;
    std::optional<Value> schema;
    LlmReply recorded;
    std::size_t recordedPlace = 0; ///< Of `recorded` in its list, from 0.
    std::size_t recordedCount = 0;
    double priceIn = 0; ///< For a million tokens.
    double priceOut = 0;

    [[nodiscard]] ModelUse priced(ModelUse use) const;
};

[[nodiscard]] Result<LlmNode> readLlm(const wire::Task &task);

} // namespace weftline::worker
