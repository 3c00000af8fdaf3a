// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What an `http` node makes of a whole answer. Pure.

#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "engine/base/bytes.h"
#include "engine/worker/http_call.h"
#include "engine/worker/http_exchange.h"

namespace weftline::worker {

struct HttpOutput
{
    Payload output;
    Bytes artefact; ///< Of `response` file; empty where the answer has no body.
    std::string remark; ///< For the log: what was changed to make text of it.
};

/// The output, or why there is none: a status that was not expected, with the server's own words, or a body that is not
/// what `response` says.
[[nodiscard]] Result<HttpOutput> httpOutput(const HttpNode &node, const HttpHead &head, std::string body);

/// The words of a body for a sentence: a message in its JSON, or its beginning. Empty where it says nothing.
[[nodiscard]] std::string wordsOf(std::string_view body);

} // namespace weftline::worker
