// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What other threads have this one do: functions that its event loop calls, in their order.
//
// Handed over under a mutex of ours and told by a descriptor, not by Qt's queue: the thread sanitizer sees both, so it can
// tell what was handed over from what two threads touch at once.

#pragma once

#include <QtCore/QSocketNotifier>

#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <vector>

namespace weftline::service {

class Posted
{
public:
    /// Belongs to the calling thread. Aborts where the system has no descriptor left for it.
    Posted();
    /// What was not called yet never is.
    ~Posted();
    Posted(const Posted &) = delete;
    Posted &operator=(const Posted &) = delete;

    /// On any thread.
    void post(std::function<void()> function);

private:
    void callAll();

    std::mutex m_mutex;
    std::vector<std::function<void()>> m_functions; ///< Under the mutex.
    std::deque<std::function<void()>> m_due; ///< Taken over, and called next; also by a loop that one of them runs.
    int m_wake = -1; ///< An eventfd: readable while there is something.
    std::unique_ptr<QSocketNotifier> m_notifier;
};

} // namespace weftline::service
