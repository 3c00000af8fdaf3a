// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// race FILE: writes a journal and asks where it ends while its thread writes. Made to be run under the thread sanitizer.

#include <condition_variable>
#include <cstdio>
#include <deque>
#include <functional>
#include <mutex>

#include "engine/journal/sqlite_journal.h"

using namespace weftline;

namespace {

/// What the journal posts, until it is run on the caller's thread.
class Posted
{
public:
    void post(std::function<void()> function)
    {
        {
            const std::scoped_lock lock(m_mutex);
            m_functions.push_back(std::move(function));
        }
        m_wake.notify_one();
    }
    void runOne()
    {
        std::unique_lock lock(m_mutex);
        m_wake.wait(lock, [this] { return !m_functions.empty(); });
        const std::function<void()> function = std::move(m_functions.front());
        m_functions.pop_front();
        lock.unlock();
        function();
    }

private:
    std::mutex m_mutex;
    std::condition_variable m_wake;
    std::deque<std::function<void()>> m_functions;
};

} // namespace

int main(int count, char **arguments)
{
    if (count != 2)
        return 2;
    Posted posted;
    auto journal = journal::openSqliteJournal(arguments[1], {[&](std::function<void()> function) { posted.post(std::move(function)); }});
    if (!journal) {
        std::fprintf(stderr, "%s\n", journal.error().message.c_str());
        return 2;
    }
    constexpr std::uint64_t commits = 200;
    std::uint64_t told = 0;
    std::uint64_t seen = 0;
    for (std::uint64_t i = 0; i < commits; ++i) {
        scheduler::Event event;
        event.fact = scheduler::EngineStarted{static_cast<std::uint32_t>(i + 1), "race"};
        (*journal)->commit({event}, [&](const Result<scheduler::Position> &) { ++told; });
        seen = (*journal)->head().position;
    }
    while (told < commits)
        posted.runOne();
    std::printf("%llu commits, %llu seen on the way\n", static_cast<unsigned long long>(told), static_cast<unsigned long long>(seen));
    return (*journal)->head().position == commits ? 0 : 1;
}
