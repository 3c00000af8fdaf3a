// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What the simulated workers carried out, in their own words: the truth that the journal is compared with. Survives
// everything.

#pragma once

#include <map>
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
};

class Records
{
public:
    std::size_t begin(Record record)
    {
        m_byAttempt[{record.session, record.key}].push_back(m_records.size());
        m_records.push_back(std::move(record));
        return m_records.size() - 1;
    }
    void end(std::size_t record, wire::Outcome outcome, Bytes output)
    {
        m_records[record].hasEnded = true;
        m_records[record].outcome = outcome;
        m_records[record].output = std::move(output);
    }
    [[nodiscard]] const std::vector<Record> &all() const { return m_records; }
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
};

} // namespace weftline::simulation
