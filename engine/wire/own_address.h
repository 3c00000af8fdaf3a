// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// By which address other machines most likely reach this one.

#pragma once

#include <string>

namespace weftline::wire {

/// The address of the way out to the network; without one that of the first interface which is up and not the machine's own
/// loop; without that the machine's name. IPv4 unless `isIpv6` and there is no other.
[[nodiscard]] std::string ownAddress(bool isIpv6);

} // namespace weftline::wire
