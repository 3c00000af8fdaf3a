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

namespace weftline::service {
namespace {

/// Raised whenever a snapshot has other members, or the same events come to another state, fold or watch.
constexpr int layout = 1;

bool holdsPlan(const scheduler::State &state, const scheduler::Run &run)
{
    return run.state == scheduler::RunState::Running || std::find(state.finished.begin(), state.finished.end(), run.index) != state.finished.end();
}

/// Of the runs that are not over, and those whose tasks are held.
Result<Done> readPlans(scheduler::State &state, const journal::Reader &journal)
{
    for (scheduler::Run &run : state.runs) {
        if (!holdsPlan(state, run))
            continue;
        auto plan = journal::planOf(journal, run);
        if (!plan)
            return tl::unexpected(plan.error());
        if ((*plan)->nodes.size() != run.nodes.size())
            return failure(ErrorCode::Corrupt, fmt::format("run \"{}\" has other nodes than the journal says", run.id));
        run.plan = std::move(*plan);
    }
    return Done{};
}

} // namespace

std::string snapshotMaker(std::string_view version)
{
    return fmt::format("{} {}", version, layout);
}

Bytes encodeSnapshot(const Replayed &replayed)
{
    Bytes body;
    encoding::Writer writer(body);
    encoding::MembersWriter archive(writer);
    archive(replayed.state, replayed.fold, replayed.watch.watched(), replayed.watch);
    return body;
}

Result<Replayed> decodeSnapshot(BytesView body, const journal::Reader &journal)
{
    encoding::Reader reader(body, {.depthMax = 128, .countMax = 64U << 20U});
    encoding::MembersReader archive(reader);
    Replayed replayed;
    std::vector<scheduler::RunIndex> watched;
    archive(replayed.state, replayed.fold, watched);
    if (reader.ok())
        if (const auto read = readPlans(replayed.state, journal); !read)
            return tl::unexpected(read.error());
    for (const scheduler::RunIndex index : watched) {
        if (!reader.ok() || index >= replayed.state.runs.size()) {
            reader.fail("a run that is not there");
            break;
        }
        const auto plan = journal::planOf(journal, replayed.state.runs[index]);
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

Result<Opened> replayFrom(const journal::Reader &journal, const std::optional<journal::Snapshot> &snapshot, const ReplayEnd &until)
{
    Opened opened;
    Replayed from;
    if (snapshot && snapshot->head.position <= until.position && snapshot->head.at <= until.at) {
        const auto head = journal.headAt(snapshot->head.position);
        auto decoded = head && *head == snapshot->head ? decodeSnapshot(snapshot->body, journal)
                                                       : failure(ErrorCode::Corrupt, "it belongs to another journal");
        if (decoded && decoded->state.position != snapshot->head.position)
            decoded = failure(ErrorCode::Corrupt, "it is of another position than it says");
        if (decoded) {
            from = std::move(*decoded);
            opened.snapshotAt = snapshot->head.position;
        } else {
            opened.note = fmt::format("The snapshot of the journal is not used: {}. Everything is read instead.", decoded.error().message);
        }
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
    const auto opened = replayFrom(*reader->journal, known, {.position = end.position});
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
