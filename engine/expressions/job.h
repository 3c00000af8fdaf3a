// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What is evaluated, over what, and how both travel between the engine and the evaluator: frames of a length (four
// bytes, the highest first) and MessagePack.

#pragma once

#include "engine/base/bytes.h"
#include "engine/base/result.h"
#include "engine/base/value.h"
#include "engine/workflow/workflow.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace weftline::expressions {

/// What many jobs see alike. Never changed once jobs use it.
struct Scope
{
    Object params;
    Object run;
    std::vector<std::pair<workflow::NodeId, Value>>
        nodes; ///< Outputs of the nodes before; at least those that are used.
};

struct Job
{
    enum class Kind : std::uint8_t {
        Template, ///< Every string in the value, at any depth, is a template.
        Expression, ///< The value is a string, JavaScript without "${}".
        Parameters, ///< Templates for a worker: what only looks like a secret is marked as none (workflow/template.h).
        Branch, ///< The value is {"cases": [JavaScript, …], "value": JavaScript}; the result [place of the first true one, value].
    };

    std::uint64_t id = 0; ///< The caller's own; comes back with the result.
    Kind kind = Kind::Template;
    std::shared_ptr<const Value> source; ///< Never null. Jobs that share one are cheaper.
    std::optional<Value> item; ///< With its index where the node is mapped.
    std::int64_t index = 0;
};

/// All that a Branch may evaluate, in its order.
[[nodiscard]] std::vector<std::string> expressionsOfBranch(const Value &source);

constexpr std::size_t frameSizeMax = 512ULL << 20U;

/// Jobs over one scope, as the evaluator gets them. Without a scope they use that of the batch before.
struct Batch
{
    std::optional<Scope> scope;
    std::vector<Job> jobs; ///< Ids do not travel: answers come in the order of the jobs.
};

void appendBatch(Bytes &out, const Scope *scope, const std::vector<const Job *> &jobs);
[[nodiscard]] Result<Batch> readBatch(BytesView frame);

/// One frame may hold several answers.
void appendAnswer(Bytes &out, const Result<Value> &answer);
[[nodiscard]] Result<std::vector<Result<Value>>> readAnswers(BytesView frame);

/// Puts the length before what follows `start` in `out`; `start` is where four free bytes stand.
void finishFrame(Bytes &out, std::size_t start);

/// The bytes of the first whole frame in `buffer` without its length, or nothing yet.
[[nodiscard]] Result<std::optional<BytesView>> firstFrame(BytesView buffer);

} // namespace weftline::expressions
