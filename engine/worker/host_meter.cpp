// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "engine/worker/host_meter.h"

#include <algorithm>
#include <fstream>
#include <sstream>
#include <string>

#include <fmt/format.h>
#include <unistd.h>

namespace weftline::worker {
namespace {

std::int64_t residentBytes(const std::string &process)
{
    std::ifstream file(fmt::format("/proc/{}/statm", process));
    std::int64_t size = 0;
    std::int64_t resident = 0;
    file >> size >> resident;
    return file ? resident * sysconf(_SC_PAGESIZE) : 0;
}

} // namespace

wire::HostMetrics HostMeter::measure(std::span<const std::int64_t> pids)
{
    wire::HostMetrics metrics;
    std::ifstream file("/proc/stat");
    std::string line;
    std::getline(file, line);
    std::istringstream fields(line.substr(std::min<std::size_t>(4, line.size())));
    std::int64_t total = 0;
    std::int64_t idle = 0;
    std::int64_t ticks = 0;
    for (int i = 0; i < 8 && fields >> ticks; ++i) { // user nice system idle iowait irq softirq steal
        total += ticks;
        idle += i == 3 || i == 4 ? ticks : 0;
    }
    const std::int64_t busy = total - idle;
    if (total > m_total)
        metrics.cpu = std::clamp(static_cast<double>(busy - m_busy) / static_cast<double>(total - m_total), 0.0, 1.0);
    m_busy = busy;
    m_total = total;
    metrics.memoryUsed = residentBytes("self");
    for (const std::int64_t pid : pids)
        metrics.memoryUsed += residentBytes(std::to_string(pid));
    metrics.memoryTotal = static_cast<std::int64_t>(sysconf(_SC_PHYS_PAGES)) * sysconf(_SC_PAGESIZE);
    return metrics;
}

} // namespace weftline::worker
