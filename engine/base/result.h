// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// An expected failure is a value. A broken invariant is an assertion and stops the program.

#pragma once

#include <cstdint>
#include <string>
#include <utility>

#include <tl/expected.hpp>

namespace weftline {

/// What kind of failure it is, for programs (exit codes, retries); the message is for people.
enum class ErrorCode : std::uint8_t {
    InvalidInput, ///< A file, a value, an expression or an argument is not what it must be.
    NotFound, ///< What was named does not exist.
    Refused, ///< It exists, but may not be used: rights, keys, held by another.
    Limit, ///< A limit was reached: size, depth, time, memory, queue.
    Corrupt, ///< Stored data is damaged.
    Unreachable, ///< The other side does not answer.
    System, ///< The operating system said no: disk full, no such device.
    Cancelled, ///< Somebody asked for it.
};

/// Why something failed: what by name, why, and what to do, in whole sentences.
struct Error
{
    ErrorCode code = ErrorCode::System;
    std::string message;
    std::string subject; ///< The thing it is about: a node's id, a JSON pointer, a file. May be empty.

    bool operator==(const Error &) const = default;
};

template <typename T>
using Result = tl::expected<T, Error>;

/// The value of a Result that has nothing to say but that it went well.
struct Done
{
    bool operator==(const Done &) const = default;
};

[[nodiscard]] inline tl::unexpected<Error> failure(ErrorCode code, std::string message, std::string subject = {})
{
    return tl::unexpected<Error>(Error{code, std::move(message), std::move(subject)});
}

} // namespace weftline
