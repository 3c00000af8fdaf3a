// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// A stage's values as text, and back.

#pragma once

#include <QtCore/QString>

#include "engine/base/result.h"
#include "engine/workflow/alert_rule.h"

namespace weftline::ui::alerts {

[[nodiscard]] QString readStage(const workflow::Field &field, const workflow::AlertRule &rule, const workflow::AlertNode &node);

/// Sets or removes the member. What then means nothing any more goes with it: the upper threshold of a condition that is
/// "outside" no more, a function that makes no sense of another measure.
Result<Done> writeStage(const workflow::Field &field, workflow::AlertRule &rule, workflow::AlertNode &node, const QString &text);

} // namespace weftline::ui::alerts
