// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// One JavaScript engine in which no evaluation can leave anything behind for the next.
//
// Every object that exists before the first evaluation is frozen, and what QJSEngine's freezing lets through is closed:
// see prelude.js. Values that evaluations share are frozen, too, and an expression that may write into its values (a
// token of it can, see mayWrite(), or it failed on a frozen one) gets copies of its own.

#pragma once

#include "engine/base/result.h"
#include "engine/base/value.h"
#include "engine/expressions/job.h"

#include <memory>

namespace weftline::expressions {

class Sandbox
{
public:
    Sandbox();
    ~Sandbox();
    Sandbox(const Sandbox &) = delete;
    Sandbox &operator=(const Sandbox &) = delete;

    /// Later evaluations see this one. Values are made JavaScript's when first used.
    void setScope(Scope scope);

    [[nodiscard]] Result<Value> evaluate(const Job &job);

private:
    struct Inside;
    std::unique_ptr<Inside> m_inside;
};

} // namespace weftline::expressions
