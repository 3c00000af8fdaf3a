// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Carries one notice to one channel. Lives on a thread with a Qt event loop and never makes it wait.

#pragma once

#include <functional>
#include <memory>

#include "engine/alerts/watch.h"

namespace weftline::notify {

class Notifier
{
public:
    Notifier();
    ~Notifier();

    /// Calls `done` exactly once and later, with what went wrong where something did; not at all after this is gone.
    void send(const alerts::Notice &notice, std::function<void(Result<Done>)> done);

private:
    class Private;
    std::unique_ptr<Private> m;
};

} // namespace weftline::notify
