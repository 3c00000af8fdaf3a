// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What a webhook is sent: the JSON of Prometheus' Alertmanager, version 4, so that what takes its notices takes ours.

#pragma once

#include "engine/alerts/watch.h"

namespace weftline::notify {

/// One alert, in a group of its own. The same alert has the same "fingerprint" in each of its notices.
[[nodiscard]] Value webhookBody(const alerts::Notice &notice);

/// For people: what is wrong, or is no longer.
[[nodiscard]] std::string titleOf(const alerts::Notice &notice);
[[nodiscard]] std::string textOf(const alerts::Notice &notice);

} // namespace weftline::notify
