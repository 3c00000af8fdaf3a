// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The arguments of clients' requests, read with care. Inside of this folder only.

#pragma once

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>

#include <fmt/format.h>

#include "engine/base/result.h"
#include "engine/wire/message.h"

namespace weftline::service {

inline tl::unexpected<Error> missing(std::string_view method, std::string_view name, std::string_view type)
{
    return failure(ErrorCode::InvalidInput, fmt::format("Request \"{}\" needs \"{}\", a {}.", method, name, type), std::string(name));
}

inline Result<std::string> text(const wire::Request &request, std::string_view name)
{
    const Value *value = request.arguments.find(name);
    if (!value || !value->asString())
        return missing(request.method, name, "string");
    return *value->asString();
}

inline Result<std::int64_t> number(const wire::Request &request, std::string_view name, std::int64_t least, std::int64_t most)
{
    const Value *value = request.arguments.find(name);
    if (!value || !value->asInt())
        return missing(request.method, name, "whole number");
    if (*value->asInt() < least || *value->asInt() > most)
        return failure(ErrorCode::InvalidInput, fmt::format("\"{}\" must be between {} and {}.", name, least, most), std::string(name));
    return *value->asInt();
}

/// For comparing texts, upper and lower case alike.
inline std::string small(std::string_view text)
{
    std::string out(text);
    std::transform(out.begin(), out.end(), out.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
    return out;
}

inline std::optional<Error> whyNoRunId(const std::string &id)
{
    if (id.empty() || id.size() > 64 || id.find('/') != std::string::npos)
        return Error{ErrorCode::InvalidInput, "A run's id has 1 to 64 characters and no \"/\".", "run"};
    return std::nullopt;
}

} // namespace weftline::service
