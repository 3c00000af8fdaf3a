// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "engine/journal/sqlite_journal.h"

#include "engine/journal/file_reader.h"
#include "engine/journal/lock_file.h"
#include "engine/journal/log_scan.h"
#include "engine/journal/position_file.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>

namespace weftline::journal {
namespace {

using scheduler::Event;

/// What was handed over and is not durable, and behind it what became so lately.
struct Batch
{
    Position first = 0;
    std::shared_ptr<const std::vector<Event>> events;
    Journal::Done done; ///< Empty once it was told of its end.
    std::size_t bytes = 0; ///< Encoded.

    [[nodiscard]] Position end() const { return first + events->size(); }
};

constexpr std::chrono::milliseconds noteAfter{100}; ///< A commit, its end is noted in FILE.position.
constexpr std::size_t groupMax = 64; ///< Batches of one SQLite transaction.
constexpr std::size_t groupBytesMax = 8U << 20U;
constexpr std::size_t eventsKept = 50'000;
constexpr std::size_t bytesKept = 32U << 20U;

class SqliteJournal final : public Journal
{
public:
    SqliteJournal(std::filesystem::path path, LockFile lock, SqliteFile file, std::unique_ptr<FileReader> reader, Head head,
                  SqliteOptions options)
        : m_path(std::move(path)), m_lock(std::move(lock)), m_file(std::move(file)), m_reader(std::move(reader)),
          m_post(std::move(options.post)), m_head(head), m_last(head.position), m_thread([this] { work(); })
    {
    }

    ~SqliteJournal() override
    {
        m_alive.reset();
        {
            const std::scoped_lock lock(m_mutex);
            m_isEnding = true;
        }
        m_wake.notify_one();
        m_thread.join();
        note();
    }

    void commit(std::vector<Event> events, Done done) override
    {
        {
            const std::scoped_lock lock(m_mutex);
            const Position first = m_last + 1;
            m_last += events.size();
            m_batches.push_back(
                {first, std::make_shared<const std::vector<Event>>(std::move(events)), std::move(done), 0});
        }
        m_wake.notify_one();
    }

    void retry() override
    {
        {
            const std::scoped_lock lock(m_mutex);
            m_hasFailed = false;
        }
        m_wake.notify_one();
    }

    [[nodiscard]] Position last() const override
    {
        const std::scoped_lock lock(m_mutex);
        return m_last;
    }

    [[nodiscard]] Head head() const override
    {
        const std::scoped_lock lock(m_mutex);
        return m_head;
    }

    [[nodiscard]] Result<std::optional<Head>> headAt(Position position) const override { return m_reader->headAt(position); }
    [[nodiscard]] Head base() const override { return m_reader->base(); }
    [[nodiscard]] Result<Bytes> baseSnapshot() const override { return m_reader->baseSnapshot(); }

    [[nodiscard]] Result<std::vector<Event>> readAfter(Position position, std::size_t countMax) const override
    {
        std::vector<Event> events;
        while (events.size() < countMax) {
            const Position next = position + events.size() + 1;
            if (const auto kept = recent(next); kept.events) {
                const std::size_t from = next - kept.first;
                const std::size_t count = std::min(countMax - events.size(), kept.events->size() - from);
                const auto begin = kept.events->begin() + static_cast<std::ptrdiff_t>(from);
                events.insert(events.end(), begin, begin + static_cast<std::ptrdiff_t>(count));
                continue;
            }
            const auto more = m_reader->readInto(next, countMax, events);
            if (!more)
                return tl::unexpected(more.error());
            if (!*more)
                break;
        }
        return events;
    }

    [[nodiscard]] Result<Event> read(Position position) const override
    {
        if (const auto kept = recent(position); kept.events)
            return (*kept.events)[position - kept.first];
        return m_reader->read(position);
    }

private:
    struct Recent
    {
        Position first = 0;
        std::shared_ptr<const std::vector<Event>> events;
    };

    Recent recent(Position position) const
    {
        const std::scoped_lock lock(m_mutex);
        const auto found = std::partition_point(m_batches.begin(), m_batches.end(),
                                                [&](const Batch &batch) { return batch.end() <= position; });
        if (found == m_batches.end() || found->first > position)
            return {};
        return {found->first, found->events};
    }

    /// Waits for something that can be written, or for the end.
    void wait(std::unique_lock<std::mutex> &lock)
    {
        const auto isDue = [&] { return m_isEnding || (!m_hasFailed && m_durable < m_batches.size()); };
        if (m_noted != m_head.position) {
            if (m_wake.wait_until(lock, m_noteAt, isDue) && std::chrono::steady_clock::now() < m_noteAt)
                return;
            note();
        }
        m_wake.wait(lock, isDue);
    }

    /// Locked, or alone.
    void note()
    {
        if (m_noted != m_head.position)
            notePosition(m_path, m_head);
        m_noted = m_head.position;
    }

    void work()
    {
        std::unique_lock lock(m_mutex);
        for (;;) {
            wait(lock);
            if (m_hasFailed || m_durable == m_batches.size())
                return; // it is ending, and nothing is left that can be written
            const std::size_t count = std::min(groupMax, m_batches.size() - m_durable);
            std::vector<Batch> group(m_batches.begin() + static_cast<std::ptrdiff_t>(m_durable),
                                     m_batches.begin() + static_cast<std::ptrdiff_t>(m_durable + count));
            const Head before = m_head;
            lock.unlock();
            const auto end = write(before, group);
            std::vector<Batch> forgotten;
            lock.lock();
            if (end)
                forgotten = finish(group, *end);
            else
                m_hasFailed = true;
            lock.unlock();
            tell(std::move(group), end);
            forgotten.clear(); // outside of the lock, because it takes its time
            lock.lock();
        }
    }

    /// One transaction with a row for each batch; shortens `group` to what it holds.
    Result<Head> write(Head head, std::vector<Batch> &group)
    {
        std::size_t bytes = 0;
        std::size_t count = 0;
        auto written = m_file.begin();
        while (written && count < group.size() && bytes < groupBytesMax) {
            Batch &batch = group[count++];
            if (batch.events->empty())
                continue;
            appendRow(head, *batch.events, m_bytes);
            batch.bytes = m_bytes.size();
            bytes += m_bytes.size();
            written = m_file.append(head, batch.events->size(), m_bytes);
        }
        if (written)
            written = m_file.commit();
        if (!written) {
            m_file.rollBack();
            group.resize(1);
            return tl::unexpected(written.error());
        }
        group.resize(count);
        return head;
    }

    /// Notes that the group is durable, and takes out what need not be kept any longer. Locked.
    std::vector<Batch> finish(const std::vector<Batch> &group, const Head &head)
    {
        for (const Batch &written : group) {
            Batch &batch = m_batches[m_durable++];
            batch.done = nullptr;
            batch.bytes = written.bytes;
            m_bytesKept += written.bytes;
            m_eventsKept += written.events->size();
        }
        if (m_noted == m_head.position)
            m_noteAt = std::chrono::steady_clock::now() + noteAfter;
        m_head = head;
        std::vector<Batch> forgotten;
        while (m_durable > 0 && (m_eventsKept > eventsKept || m_bytesKept > bytesKept || m_durable > eventsKept)) {
            m_eventsKept -= m_batches.front().events->size();
            m_bytesKept -= m_batches.front().bytes;
            forgotten.push_back(std::move(m_batches.front()));
            m_batches.pop_front();
            --m_durable;
        }
        return forgotten;
    }

    void tell(std::vector<Batch> group, const Result<Head> &end)
    {
        std::vector<std::pair<Done, Result<Position>>> calls;
        for (Batch &batch : group) {
            Result<Position> result = batch.end() - 1;
            if (!end)
                result = tl::unexpected(end.error());
            calls.emplace_back(std::move(batch.done), std::move(result));
        }
        m_post([calls = std::move(calls), alive = m_aliveSeen] {
            for (const auto &[done, result] : calls)
                if (done && !alive.expired())
                    done(result);
        });
    }

    std::filesystem::path m_path;
    LockFile m_lock;
    SqliteFile m_file; ///< The thread's.
    std::unique_ptr<FileReader> m_reader;
    std::function<void(std::function<void()>)> m_post;
    std::shared_ptr<bool> m_alive = std::make_shared<bool>(true); ///< The caller's; gone with the journal.
    const std::weak_ptr<bool> m_aliveSeen = m_alive;
    Bytes m_bytes; ///< The thread's.

    mutable std::mutex m_mutex;
    std::condition_variable m_wake;
    Head m_head;
    Position m_noted = 0; ///< The head's, in FILE.position.
    std::chrono::steady_clock::time_point m_noteAt; ///< While that is another than the head's.
    Position m_last = 0;
    std::deque<Batch> m_batches; ///< Ascending: m_durable that are written, then those that are not.
    std::size_t m_durable = 0;
    std::size_t m_eventsKept = 0;
    std::size_t m_bytesKept = 0;
    bool m_hasFailed = false;
    bool m_isEnding = false;
    std::thread m_thread; ///< The last: it uses all of the above.
};

} // namespace

Result<std::unique_ptr<Journal>> openSqliteJournal(const std::filesystem::path &file, SqliteOptions options)
{
    if (const auto place = checkPlace(file); !place)
        return tl::unexpected(place.error());
    auto lock = lockJournal(file, options.waits);
    if (!lock)
        return tl::unexpected(lock.error());
    const auto damaged = [&](const std::string &how) {
        return failure(ErrorCode::Corrupt,
                       fmt::format("Journal \"{0}\" is damaged: {1}. Nothing was changed. See all of it with `weft verify "
                                   "\"{0}\"`; then put a copy in its place, keep what can be read of it with `weft verify "
                                   "\"{0}\" --repair`, or choose another journal.",
                                   file.string(), how),
                       file.string());
    };
    const auto log = scanLog(file); // before SQLite cuts off what it cannot read
    if (!log)
        return tl::unexpected(log.error());
    if (log->hasLost)
        return damaged(log->judge());
    auto writer = SqliteFile::open(file, SqliteFile::Use::Write);
    if (!writer)
        return tl::unexpected(writer.error());
    auto looker = SqliteFile::open(file, SqliteFile::Use::Look);
    if (!looker)
        return tl::unexpected(looker.error());
    auto reader = std::make_unique<FileReader>(std::move(*looker));
    const auto trusted = options.trusted ? options.trusted() : std::nullopt;
    const auto head = reader->checkChain(KnownEnd(notedPosition(file).value_or(std::nullopt)), trusted.value_or(Head{}));
    if (!head)
        writer->keepLog();
    if (!head && head.error().code == ErrorCode::Corrupt)
        return damaged(head.error().message);
    if (!head)
        return tl::unexpected(head.error());
    return std::make_unique<SqliteJournal>(std::filesystem::absolute(file), std::move(*lock), std::move(*writer), std::move(reader), *head,
                                           std::move(options));
}

} // namespace weftline::journal
