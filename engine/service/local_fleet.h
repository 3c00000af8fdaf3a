// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The local worker processes, as the service sees them.

#pragma once

#include "engine/pools/local_launcher.h"
#include "engine/service/world.h"

namespace weftline::service {

class LocalFleet final : public Fleet
{
public:
    explicit LocalFleet(pools::LauncherOptions options) : m_launcher(std::move(options)) { }

    Result<Done> start(std::uint32_t count) override { return m_launcher.start(count); }
    [[nodiscard]] bool manages(std::int64_t pid) const override { return m_launcher.manages(pid); }
    Result<Done> kill(std::int64_t pid) override { return m_launcher.kill(pid); }
    Result<Done> stop(std::int64_t pid) override { return m_launcher.stop(pid); }
    void stopAll(std::function<void()> done) { m_launcher.stopAll(std::move(done)); }

private:
    pools::LocalLauncher m_launcher;
};

} // namespace weftline::service
