// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "engine/wire/context.h"

#include <zmq.hpp>

#include <mutex>

namespace weftline::wire {

Context processContext()
{
    static std::mutex mutex;
    static std::weak_ptr<zmq::context_t> only;
    const std::lock_guard lock(mutex);
    Context context = only.lock();
    if (!context) {
        context = std::make_shared<zmq::context_t>();
        only = context;
    }
    return context;
}

} // namespace weftline::wire
