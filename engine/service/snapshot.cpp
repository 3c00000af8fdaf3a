// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "engine/service/snapshot.h"

#include <algorithm>

#include <fmt/format.h>

#include "engine/alerts/watch_members.h"
#include "engine/encoding/members.h"
#include "engine/history/fold_members.h"
#include "engine/journal/checked_reader.h"
#include "engine/journal/plan_of.h"
#include "engine/scheduler/state_members.h"
#include "engine/workflow/codec.h"

namespace weftline::service {
namespace {

/// Raised whenever a snapshot has other members, or the same events come to another state, fold or watch.
constexpr int layout = 3;

using Plans = std::map<scheduler::RunIndex, std::shared_ptr<const workflow::Plan>>;

bool holdsPlan(const scheduler::State &state, const scheduler::Run &run)
{
    return run.state == scheduler::RunState::Running
        || std::find(state.finished.begin(), state.finished.end(), run.index) != state.finished.end();
}

/// From the snapshot itself, or else from the journal.
Result<std::shared_ptr<const workflow::Plan>> findPlan(const scheduler::Run &run, const Plans &plans, const journal::Reader &journal)
{
    const auto found = plans.find(run.index);
    return found == plans.end() ? journal::planOf(journal, run) : Result<std::shared_ptr<const workflow::Plan>>(found->second);
}

/// Of the runs that are not over, and those whose tasks are held.
Result<Done> readPlans(scheduler::State &state, const Plans &plans, const journal::Reader &journal)
{
    for (scheduler::Run &run : state.runs) {
        if (!holdsPlan(state, run))
            continue;
        auto plan = findPlan(run, plans, journal);
        if (!plan)
            return tl::unexpected(plan.error());
        if ((*plan)->nodes.size() != run.nodes.size())
            return failure(ErrorCode::Corrupt, fmt::format("run \"{}\" has other nodes than the journal says", run.id));
        run.plan = std::move(*plan);
    }
    return Done{};
}

bool isWithin(const journal::Head &head, const ReplayEnd &until) { return head.position <= until.position && head.at <= until.at; }

Result<Replayed> begunWith(const journal::Reader &journal, const journal::Snapshot &snapshot)
{
    const auto head = journal.headAt(snapshot.head.position);
    if (!head || *head != snapshot.head)
        return failure(ErrorCode::Corrupt, "it belongs to another journal");
    auto decoded = decodeSnapshot(snapshot.body, journal);
    if (decoded && decoded->state.position != snapshot.head.position)
        return failure(ErrorCode::Corrupt, "it is of another position than it says");
    return decoded;
}

} // namespace

std::string snapshotMaker(std::string_view version)
{
    return fmt::format("{} {}", version, layout);
}

namespace {

Bytes encode(const Replayed &replayed, const std::map<scheduler::RunIndex, Value> &workflows)
{
    Bytes body;
    encoding::Writer writer(body);
    encoding::MembersWriter archive(writer);
    archive(replayed.state, replayed.fold, workflows, replayed.watch.watched(), replayed.watch);
    return body;
}

} // namespace

Bytes encodeSnapshot(const Replayed &replayed)
{
    return encode(replayed, {});
}

Result<Bytes> encodeWithPlans(const Replayed &replayed, const journal::Reader &journal)
{
    std::map<scheduler::RunIndex, Value> workflows;
    for (const scheduler::Run &run : replayed.state.runs)
        if (holdsPlan(replayed.state, run))
            workflows.emplace(run.index, workflow::toValue(run.plan->workflow));
    for (const scheduler::RunIndex index : replayed.watch.watched()) {
        const auto plan = journal::planOf(journal, replayed.state.runs[index]);
        if (!plan)
            return tl::unexpected(plan.error());
        workflows.emplace(index, workflow::toValue((*plan)->workflow));
    }
    return encode(replayed, workflows);
}

Result<Replayed> decodeSnapshot(BytesView body, const journal::Reader &journal)
{
    encoding::Reader reader(body, {.depthMax = 128, .countMax = 64U << 20U});
    encoding::MembersReader archive(reader);
    Replayed replayed;
    std::vector<scheduler::RunIndex> watched;
    std::map<scheduler::RunIndex, Value> workflows;
    archive(replayed.state, replayed.fold, workflows, watched);
    Plans plans;
    for (const auto &[index, workflow] : workflows) {
        auto plan = journal::planFrom(workflow);
        if (!plan)
            return failure(ErrorCode::Corrupt, fmt::format("it holds {}", plan.error().message));
        plans.emplace(index, std::move(*plan));
    }
    if (reader.ok())
        if (const auto read = readPlans(replayed.state, plans, journal); !read)
            return tl::unexpected(read.error());
    for (const scheduler::RunIndex index : watched) {
        if (!reader.ok() || index >= replayed.state.runs.size()) {
            reader.fail("a run that is not there");
            break;
        }
        const auto plan = findPlan(replayed.state.runs[index], plans, journal);
        if (!plan)
            return tl::unexpected(plan.error());
        replayed.watch.watch(index, *plan);
    }
    archive(replayed.watch);
    if (reader.ok() && !reader.atEnd())
        reader.fail("more bytes than members");
    if (!reader.ok())
        return failure(ErrorCode::Corrupt, fmt::format("it holds {}", reader.error()));
    return replayed;
}

Result<Opened> replayFrom(const journal::Reader &journal, const std::optional<journal::Snapshot> &snapshot, const ReplayEnd &until,
                          std::string_view maker)
{
    Opened opened;
    Replayed from;
    if (snapshot && isWithin(snapshot->head, until) && snapshot->head.position >= journal.base().position) {
        auto decoded = begunWith(journal, *snapshot);
        if (decoded) {
            from = std::move(*decoded);
            opened.snapshotAt = snapshot->head.position;
        } else {
            opened.note = fmt::format("The snapshot of the journal is not used: {}. Everything is read instead.", decoded.error().message);
        }
    }
    if (opened.snapshotAt == 0 && journal.base().position != 0 && isWithin(journal.base(), until)) // else the archives are read
        if (auto left = journal.baseSnapshot(); left && !left->empty())
            if (const auto base = journal::decodeSnapshot(maker, std::move(*left)))
                if (auto decoded = begunWith(journal, *base)) {
                    from = std::move(*decoded);
                    opened.baseAt = base->head.position;
                }
    auto replayed = replay(journal, until, std::move(from));
    if (!replayed)
        return tl::unexpected(replayed.error());
    opened.replayed = std::move(*replayed);
    return opened;
}

Result<MadeSnapshot> makeSnapshot(const std::filesystem::path &journal, std::string_view version)
{
    const std::string maker = snapshotMaker(version);
    const auto earlier = journal::readSnapshot(journal, maker);
    const std::optional<journal::Snapshot> known = earlier.value_or(std::nullopt);
    const auto reader = journal::openCheckedReader(journal, known ? known->head : journal::Head{});
    if (!reader)
        return tl::unexpected(reader.error());
    const journal::Head end = (*reader).end;
    const auto opened = replayFrom(*reader->journal, known, {.position = end.position}, maker);
    if (!opened)
        return tl::unexpected(opened.error());
    MadeSnapshot made{end, opened->snapshotAt, 0, earlier ? opened->note : earlier.error().message};
    journal::Snapshot snapshot{end, encodeSnapshot(opened->replayed)};
    made.bytes = snapshot.body.size();
    if (const auto written = journal::writeSnapshot(journal, maker, snapshot); !written)
        return tl::unexpected(written.error());
    return made;
}

} // namespace weftline::service
