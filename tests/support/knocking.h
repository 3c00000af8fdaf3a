// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Tries the doors: every TCP socket that an engine of a test listens on is knocked at with a key that nobody has listed, and
// without any key. Whatever a test starts an engine with does this, so that no test can leave it out.

#pragma once

#include <QtCore/QByteArray>
#include <QtCore/QStringList>

#include <string>
#include <vector>

namespace weftline::test {

/// "tcp://127.0.0.1:5570" of each TCP socket that this process listens on, found in /proc.
[[nodiscard]] std::vector<std::string> listeningSockets(int pid);

/// What is wrong with the sockets of this process: a sentence for each that let somebody in who must not come. `serverKey`: the
/// engine's public one; where it is empty the sockets have none and only the knock without a key is tried.
[[nodiscard]] QStringList openDoors(int pid, const std::string &serverKey);

/// Fails the test where an engine's process lets in who must not come. Reads the engine's key from the folder of its
/// user; processes that listen on nothing, are stopped or are gone pass.
void expectClosedDoors(int pid);

/// How many sockets were knocked at so far in this program.
[[nodiscard]] int doorsTried();

} // namespace weftline::test
