// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The answer of a chat completion, whole or in events, as a reply; and a reply as a result. Pure.

#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "engine/worker/event_stream.h"
#include "engine/worker/llm_node.h"

namespace weftline::worker {

/// Puts a streamed reply together.
class LlmStream
{
public:
    using Say = std::function<void(std::string_view text)>; ///< Each piece of the text, as it comes.

    /// False once something is wrong: see fault().
    bool add(std::string_view bytes, const Say &say);
    /// No more will come: the reply, or why it is none.
    [[nodiscard]] Result<LlmReply> end();
    [[nodiscard]] const std::string &fault() const { return m_fault; }
    [[nodiscard]] bool isDone() const { return m_isDone; }
    /// What has come so far, to be counted although the reply is none.
    [[nodiscard]] const LlmReply &reply() const { return m_reply; }

private:
    void event(std::string_view data, const Say &say);

    EventStream m_events;
    LlmReply m_reply;
    std::uint64_t m_count = 0; ///< Events.
    std::string m_fault;
    bool m_isDone = false;
};

/// A whole answer.
[[nodiscard]] Result<LlmReply> readReply(std::string_view body);

/// The value that a node gives: the text, or with a schema the JSON in it; or why the reply will not do.
[[nodiscard]] Result<Value> valueOf(const LlmNode &node, const LlmReply &reply);

/// The reply as one entry of a node's "recorded".
[[nodiscard]] std::string asRecorded(const LlmReply &reply);

} // namespace weftline::worker
