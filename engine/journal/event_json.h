// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Events as `weft events` prints them: with names instead of indices.

#pragma once

#include "engine/base/value.h"
#include "engine/scheduler/event.h"

#include <map>
#include <memory>
#include <string>
#include <vector>

namespace weftline::journal {

/// What indices are called, folded from the events that give them their names.
class NameTable
{
public:
    /// Takes in each event before it is asked about; others than those of a journal from its start leave indices
    /// unnamed.
    void take(const scheduler::Event &event);

    /// Of the engine that wrote the event at `position`.
    [[nodiscard]] std::uint32_t epochAt(scheduler::Position position) const;
    /// The run's id; "#4" for one that is not known.
    [[nodiscard]] std::string run(scheduler::RunIndex run) const;
    [[nodiscard]] std::string node(scheduler::RunIndex run, scheduler::NodeIndex node) const;
    [[nodiscard]] std::string nodeOfTask(scheduler::RunIndex run, scheduler::TaskIndex task) const;
    /// "count[3]", or "list" for a node without a map.
    /// The output port at this place of a branch.
    [[nodiscard]] std::string port(scheduler::RunIndex run, scheduler::NodeIndex node, std::uint32_t port) const;
    [[nodiscard]] std::string task(scheduler::RunIndex run, scheduler::TaskIndex task) const;
    [[nodiscard]] std::string worker(scheduler::WorkerIndex worker) const;
    [[nodiscard]] const SessionId *session(scheduler::WorkerIndex worker) const; ///< nullptr for one that is not known.

    /// For snapshots: name_members.h.
    template <class Archive>
    static void members(Archive &archive, auto &names);

private:
    struct Expansion
    {
        scheduler::TaskIndex firstTask = 0;
        scheduler::NodeIndex node = 0;
        std::uint32_t count = 0;
    };
    /// Of the nodes of a workflow; runs of the same one share them.
    struct Nodes
    {
        std::vector<std::string> ids;
        std::map<scheduler::NodeIndex, std::vector<std::string>> ports; ///< Of the branches.

        bool operator==(const Nodes &) const = default;
    };
    struct Run
    {
        std::string id;
        std::shared_ptr<const Nodes> nodes;
        std::vector<Expansion> expansions; ///< By first task, ascending.
    };
    struct Worker
    {
        std::string name;
        SessionId session;
    };

    /// The node and the place in its list; no node for a task that is not known. Place `none`: the node has no list.
    [[nodiscard]] std::pair<scheduler::NodeIndex, std::uint32_t> find(scheduler::RunIndex run,
                                                                      scheduler::TaskIndex task) const;

    void takeRun(const scheduler::RunAccepted &accepted);
    [[nodiscard]] std::shared_ptr<const Nodes> nodesOf(const workflow::Workflow &workflow) const;

    scheduler::Position m_position = 0; ///< Of the last event taken in.
    std::vector<std::pair<scheduler::Position, std::uint32_t>> m_epochs; ///< From where on, ascending.
    std::vector<Run> m_runs;
    std::vector<Worker> m_workers;
};

/// An object: `seq`, `at`, `epoch`, `type`, and what belongs to the type. Durations are seconds. `names` has taken the
/// event and all before it; having taken later ones too makes no difference.
[[nodiscard]] Value eventToJson(const scheduler::Event &event, scheduler::Position position, const NameTable &names);

} // namespace weftline::journal
