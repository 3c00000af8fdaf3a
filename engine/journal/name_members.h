// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What a NameTable is made of, for snapshots: see engine/encoding/members.h.

#pragma once

#include "engine/journal/event_json.h"

namespace weftline::journal {

/// What runs share is written once.
template <class Archive>
void NameTable::members(Archive &archive, auto &names)
{
    const auto expansion = [&](auto &one) { archive(one.firstTask, one.node, one.count); };
    std::vector<std::pair<std::vector<std::string>, std::map<scheduler::NodeIndex, std::vector<std::string>>>> written;
    std::vector<std::uint32_t> nodesOf;
    if constexpr (!Archive::reads) {
        std::map<const Nodes *, std::uint32_t> places;
        for (const Run &run : names.m_runs) {
            const auto [place, isNew] = places.try_emplace(run.nodes.get(), static_cast<std::uint32_t>(written.size()));
            if (isNew)
                written.emplace_back(run.nodes->ids, run.nodes->ports);
            nodesOf.push_back(place->second);
        }
    }
    archive(names.m_position, names.m_epochs, written, nodesOf);
    std::vector<std::shared_ptr<const Nodes>> shared;
    if constexpr (Archive::reads) {
        for (auto &[ids, ports] : written)
            shared.push_back(std::make_shared<const Nodes>(Nodes{std::move(ids), std::move(ports)}));
        names.m_runs.resize(nodesOf.size());
    }
    for (std::size_t r = 0; r < nodesOf.size(); ++r) {
        auto &run = names.m_runs[r];
        auto count = static_cast<std::uint32_t>(run.expansions.size());
        archive(run.id, count);
        if constexpr (Archive::reads) {
            if (nodesOf[r] >= shared.size())
                archive.fail("nodes that are not there");
            if (!archive.ok()) {
                names.m_runs.clear();
                return;
            }
            run.nodes = shared[nodesOf[r]];
            for (; count > 0 && archive.ok(); --count)
                expansion(run.expansions.emplace_back());
        } else {
            for (const Expansion &one : run.expansions)
                expansion(one);
        }
    }
    auto count = static_cast<std::uint32_t>(names.m_workers.size());
    archive(count);
    if constexpr (Archive::reads)
        for (; count > 0 && archive.ok(); --count)
            names.m_workers.emplace_back();
    for (auto &worker : names.m_workers)
        archive(worker.name, worker.session);
}

} // namespace weftline::journal
