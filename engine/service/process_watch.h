// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Tells at once when a process has exited: pidfds on the Qt event loop.

#pragma once

#include <map>
#include <memory>
#include <vector>

#include "engine/service/world.h"

class QSocketNotifier;

namespace weftline::service {

class PidfdWatch final : public ProcessWatch
{
public:
    PidfdWatch();
    ~PidfdWatch() override;

    bool watch(std::int64_t pid, std::function<void()> exited) override;

private:
    struct Watched;

    std::map<std::int64_t, std::unique_ptr<Watched>> m_watched; ///< By pid.
};

} // namespace weftline::service
