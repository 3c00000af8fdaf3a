// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What the simulated workers carried out, in their own words: the truth that the journal is compared with. Survives
// everything.

#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "engine/wire/message.h"

namespace weftline::simulation {

struct Record
{
    SessionId session; ///< The attempt was granted to.
    wire::AttemptKey key;
    std::string run; ///< Its id.
    std::string task; ///< Its name.
    bool hasEnded = false;
    wire::Outcome outcome = wire::Outcome::Succeeded;
    Bytes output; ///< Encoded; different for every record.
    std::optional<Hash> artefact = {}; ///< That it left for the store.
};

class Records
{
public:
    std::size_t begin(Record record)
    {
        m_byAttempt[{record.session, record.key}].push_back(m_records.size());
        ++m_starts[{record.run, record.task}];
        m_records.push_back(std::move(record));
        return m_records.size() - 1;
    }
    void end(std::size_t record, wire::Outcome outcome, Bytes output)
    {
        m_records[record].hasEnded = true;
        m_records[record].outcome = outcome;
        m_records[record].output = std::move(output);
    }
    void keep(std::size_t record, const Hash &artefact) { m_records[record].artefact = artefact; }
    enum class Shown : std::uint8_t { Highest, Lower, Again };
    /// Somebody shows a fencing token to what the lock protects.
    [[nodiscard]] Shown show(const std::string &lock, std::uint64_t fence)
    {
        std::set<std::uint64_t> &seen = m_fences[lock];
        const bool isNew = fence != 0 && seen.insert(fence).second;
        return !isNew ? Shown::Again : *seen.rbegin() == fence ? Shown::Highest : Shown::Lower;
    }
    [[nodiscard]] const std::vector<Record> &all() const { return m_records; }
    /// How often anybody has started this task, by the id of the run and the task's name.
    [[nodiscard]] std::uint64_t startsOf(const std::string &run, const std::string &task) const
    {
        const auto found = m_starts.find({run, task});
        return found == m_starts.end() ? 0 : found->second;
    }
    /// All that a session carried out under this name: one, if all is well.
    [[nodiscard]] std::vector<const Record *> of(const SessionId &session, const wire::AttemptKey &key) const
    {
        std::vector<const Record *> found;
        if (const auto place = m_byAttempt.find({session, key}); place != m_byAttempt.end())
            for (const std::size_t index : place->second)
                found.push_back(&m_records[index]);
        return found;
    }

private:
    std::vector<Record> m_records;
    std::map<std::pair<SessionId, wire::AttemptKey>, std::vector<std::size_t>> m_byAttempt;
    std::map<std::pair<std::string, std::string>, std::uint64_t> m_starts;
    std::map<std::string, std::set<std::uint64_t>> m_fences; ///< By lock: all that were shown.
};

} // namespace weftline::simulation
