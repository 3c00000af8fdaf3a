// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Tickets on the machine that joins: has this user's own key listed at the engines whose addresses carry one.

#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "engine/wire/endpoint.h"
#include "engine/wire/keys.h"
#include "engine/wire/redemption.h"

namespace weftline::cli {

class Joining
{
public:
    /// `say` gets a sentence for each thing that happens.
    Joining(wire::KeyDirectory keys, std::string name, std::function<void(const std::string &)> say);

    /// Redeems the tickets of `endpoints`, and makes this user's keys where there are none. Returns once this user is admitted
    /// by one of them, or could be because its address has no ticket; those that cannot be reached yet are tried on while this
    /// lives and the event loop runs. The last reason where all of them refuse. Needs a QCoreApplication.
    [[nodiscard]] Result<Done> join(const std::vector<wire::Endpoint> &endpoints);

private:
    void settled(const wire::RemoteEndpoint &at, const Result<wire::Redemption::Outcome> &outcome);

    wire::KeyDirectory m_keys;
    std::string m_name;
    std::function<void(const std::string &)> m_say;
    std::vector<std::unique_ptr<wire::Redemption>> m_redemptions;
    std::size_t m_refused = 0;
    bool m_isAdmitted = false;
    Error m_lastRefusal;
    std::function<void()> m_changed; ///< While somebody waits.
};

/// What a person pasted for an address: the address alone, or the whole line that `weft ticket` prints.
[[nodiscard]] std::string addressIn(const std::string &text);
/// The next line of standard input, as a person pasted it.
[[nodiscard]] Result<std::string> addressFromInput();

} // namespace weftline::cli
