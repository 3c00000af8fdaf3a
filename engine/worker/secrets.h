// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The worker's secrets: its own variables WEFT_SECRET_NAME. They are put into the parameters of an attempt right before it
// starts, and taken out of all that it tells. What an attempt writes elsewhere is its own affair.

#pragma once

#include <string>
#include <vector>

#include "engine/base/result.h"
#include "engine/base/value.h"
#include "engine/worker/kind.h"

namespace weftline::worker {

constexpr std::string_view redacted = "•••";

/// Finds the secrets that an attempt was given, as they are, as a JSON text and as a part of an address writes them.
class Redactor
{
public:
    Redactor() = default;
    explicit Redactor(const std::vector<std::string> &secrets);

    [[nodiscard]] bool isEmpty() const { return m_texts.empty(); }
    [[nodiscard]] std::string text(std::string text) const;
    void value(Value &value) const; ///< Names of members too.
    /// Reason and output.
    void result(wire::AttemptResult &result) const;

private:
    std::vector<std::string> m_texts; ///< The longest first: one may be a part of another.
};

/// Puts secrets into `task.with`, in every text but in what is taken as it stands, such as a script's code. The error names what is missing. For a task without
/// secrets nothing is read and the Redactor is empty.
[[nodiscard]] Result<Redactor> putSecrets(wire::Task &task, std::string_view worker, const std::vector<std::string> &environment);

/// The same handler, which no secret passes.
[[nodiscard]] AttemptHandler redacting(AttemptHandler handler, Redactor redactor);

} // namespace weftline::worker
