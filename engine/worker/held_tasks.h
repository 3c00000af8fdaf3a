// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The attempts that a worker holds, and where each of them stands.

#pragma once

#include <algorithm>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "engine/base/bytes.h"
#include "engine/base/time.h"
#include "engine/wire/message.h"

namespace weftline::worker {

/// Something for the engine's store.
struct Upload
{
    Hash hash;
    Bytes bytes;
};

/// Where one stands: all of it but texts, values and lists.
struct HeldState
{
    enum class Stage : std::uint8_t {
        Queued, ///< Waits for a slot.
        Fetching, ///< Has a slot and waits for its parameters.
        Running,
        Dropped, ///< Its lease ended: being stopped, and nobody wants it any more.
        Uploading, ///< Ended; its output and artefacts go ahead of its result.
        Finished, ///< Its result waits for an acknowledgement.
    };
    Stage stage = Stage::Queued;
    Instant startedAt;
    std::int64_t pid = 0;
    bool hasBegun = false;
    bool startTold = false; ///< The engine knows that it runs.
    bool cancelled = false;
    bool offered = false; ///< Its result was sent at least once.
    std::uint64_t logs = 0; ///< Sequence of its next Log.
};

struct HeldTask : HeldState
{
    wire::Task task;
    std::string cancelReason;
    wire::AttemptResult result; ///< Once it has one: from Uploading on.
    std::vector<Upload> uploads; ///< While Uploading: what the engine does not have yet.

    /// All of it, and gives back the memory of what can be large.
    void forget()
    {
        static_cast<HeldState &>(*this) = {};
        task.with = {};
        cancelReason.clear();
        result.output = {};
        uploads = {};
    }
};

/// By attempt, in no order. What is taken out makes room for what comes next, so that short tasks by the million ask for no
/// memory. A pointer to a task is good until that task is erased.
class HeldTasks
{
public:
    [[nodiscard]] std::size_t size() const { return m_tasks.size(); }
    [[nodiscard]] bool empty() const { return m_tasks.empty(); }
    [[nodiscard]] bool contains(const wire::AttemptKey &key) const { return m_tasks.contains(key); }
    /// Null where it is not held.
    [[nodiscard]] HeldTask *find(const wire::AttemptKey &key)
    {
        const auto found = m_tasks.find(key);
        return found == m_tasks.end() ? nullptr : &found->second;
    }
    /// One that is held.
    [[nodiscard]] HeldTask &at(const wire::AttemptKey &key) { return m_tasks.at(key); }
    [[nodiscard]] const HeldTask &at(const wire::AttemptKey &key) const { return m_tasks.at(key); }

    /// A new one; null where it is held already.
    HeldTask *add(const wire::AttemptKey &key)
    {
        if (m_spare.empty()) {
            const auto [added, isNew] = m_tasks.try_emplace(key);
            return isNew ? &added->second : nullptr;
        }
        if (m_tasks.contains(key))
            return nullptr;
        m_spare.back().key() = key;
        const auto added = m_tasks.insert(std::move(m_spare.back())).position;
        m_spare.pop_back();
        return &added->second;
    }

    void erase(const wire::AttemptKey &key)
    {
        Tasks::node_type node = m_tasks.extract(key);
        if (!node || m_spare.size() >= spareMax)
            return;
        node.mapped().forget();
        m_spare.push_back(std::move(node));
    }

    /// All of them, in the order of their keys.
    [[nodiscard]] std::vector<wire::AttemptKey> keys() const
    {
        std::vector<wire::AttemptKey> keys;
        keys.reserve(m_tasks.size());
        for (const auto &[key, task] : m_tasks)
            keys.push_back(key);
        std::sort(keys.begin(), keys.end());
        return keys;
    }

private:
    struct Hasher
    {
        std::size_t operator()(const wire::AttemptKey &key) const noexcept
        {
            const std::uint64_t task = (std::uint64_t{key.run} << 32U) | key.task;
            const std::uint64_t life = (std::uint64_t{key.epoch} << 32U) | key.number;
            return task * 0x9e3779b97f4a7c15ULL ^ life * 0xc2b2ae3d27d4eb4fULL;
        }
    };
    using Tasks = std::unordered_map<wire::AttemptKey, HeldTask, Hasher>;
    static constexpr std::size_t spareMax = 1024;

    Tasks m_tasks;
    std::vector<Tasks::node_type> m_spare; ///< Places without a task.
};

} // namespace weftline::worker
