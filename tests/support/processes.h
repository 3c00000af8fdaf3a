// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What tests of real processes need: who lives, and waiting for a condition while the event loop turns.

#pragma once

#include <QtCore/QCoreApplication>
#include <QtCore/QDeadlineTimer>
#include <QtCore/QTimer>

#include <cstdlib>
#include <fstream>
#include <string>
#include <vector>

#include <dirent.h>

namespace weftline::test {

struct LivingProcess
{
    int pid = 0;
    int parent = 0;
    int group = 0;
    std::string commandLine; ///< Arguments, each followed by a space.
};

/// Everything that runs; not what has ended and waits to be reaped.
inline std::vector<LivingProcess> livingProcesses()
{
    std::vector<LivingProcess> all;
    DIR *proc = opendir("/proc");
    while (const dirent *entry = proc ? readdir(proc) : nullptr) {
        const std::string folder = std::string("/proc/") + entry->d_name;
        std::ifstream file(folder + "/stat");
        std::string text;
        if (std::atoi(entry->d_name) <= 0 || !std::getline(file, text))
            continue;
        LivingProcess process;
        char state = 'Z';
        process.pid = std::atoi(entry->d_name);
        std::sscanf(text.c_str() + text.rfind(')') + 1, " %c %d %d", &state, &process.parent, &process.group);
        if (state == 'Z' || state == 'X')
            continue;
        std::ifstream arguments(folder + "/cmdline");
        for (std::string argument; std::getline(arguments, argument, '\0');)
            process.commandLine += argument + ' ';
        all.push_back(std::move(process));
    }
    if (proc)
        closedir(proc);
    return all;
}

inline int livingInGroup(std::int64_t group)
{
    int count = 0;
    for (const LivingProcess &process : livingProcesses())
        count += process.group == group ? 1 : 0;
    return count;
}

/// How many live whose command line contains `text`.
inline int livingNamed(const std::string &text)
{
    int count = 0;
    for (const LivingProcess &process : livingProcesses())
        count += process.commandLine.find(text) != std::string::npos ? 1 : 0;
    return count;
}

/// True once `condition` holds; looks after every turn of the event loop. False after so many milliseconds.
template <typename Condition>
bool waitUntil(Condition condition, int milliseconds = 30'000)
{
    const QDeadlineTimer deadline(milliseconds);
    QTimer turn; // what is waited for may happen in another process
    turn.start(2);
    while (!condition()) {
        if (deadline.hasExpired())
            return false;
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
    }
    return true;
}

} // namespace weftline::test
