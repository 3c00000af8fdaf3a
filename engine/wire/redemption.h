// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// A machine's side of a ticket: connects with the ticket's key, has its own key listed, and tells what came of it. Where the
// ticket is not good (any more) it tries whether its own key is admitted already: the same line may be used twice.
//
// Lives in the event loop of the thread that made it.

#pragma once

#include <functional>
#include <memory>
#include <string>

#include "engine/wire/context.h"
#include "engine/wire/endpoint.h"
#include "engine/wire/keys.h"

namespace weftline::wire {

class Redemption
{
public:
    struct Outcome
    {
        bool wasListed = false; ///< Its own key is admitted already; `name` and `role` are not known then.
        std::string name;
        std::string role;
    };
    struct Handler
    {
        /// Called once, last of all. Refused, with the reason, where neither ticket nor key is good.
        std::function<void(Result<Outcome>)> done;
        /// The engine cannot be reached; it is tried on. Each new reason once.
        std::function<void(const Error &)> waiting;
    };

    /// `at` has a ticket. `name`: what this machine calls itself.
    Redemption(Context context, RemoteEndpoint at, KeyPair own, std::string name, std::string version, Handler handler);
    ~Redemption();
    Redemption(const Redemption &) = delete;
    Redemption &operator=(const Redemption &) = delete;

private:
    class Private;
    std::unique_ptr<Private> m;
};

} // namespace weftline::wire
