// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// A table that a person is editing may have a name twice for a while; JSON may not. These turn a value into one that JSON can
// hold, and back.

#pragma once

#include "engine/base/value.h"

namespace weftline::ui::drafts {

[[nodiscard]] Value toExact(const Value &value);
[[nodiscard]] Value fromExact(const Value &value);

} // namespace weftline::ui::drafts
