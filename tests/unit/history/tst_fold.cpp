// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "engine/history/fold.h"

#include <map>
#include <random>

#include "engine/scheduler/step.h"
#include "tests/support/test_main.h"
#include "tests/support/text.h"
#include "tests/unit/scheduler/random_world.h"

using namespace weftline;
using weftline::test::q;

namespace {

/// The view that a client has after an update came over the wire.
void take(client::RunView &view, const client::RunUpdate &update, bool isSnapshot)
{
    const auto arrived = client::decodeRunUpdate(client::encode(update));
    QVERIFY(arrived.has_value());
    client::apply(view, *arrived, isSnapshot);
}

client::RunView snapshot(const scheduler::State &state, const history::Fold &fold, const scheduler::Run &run)
{
    client::RunView view;
    take(view, fold.run(state, run, 0), true);
    return view;
}

/// What differs, for people; empty where nothing does. What was not measured (NaN) is alike.
QString difference(const client::RunView &left, const client::RunView &right)
{
    if (left.summary != right.summary)
        return QStringLiteral("summary: workers lost %1 and %2").arg(left.summary.workersLost).arg(right.summary.workersLost);
    if (left.nodes.size() != right.nodes.size())
        return QStringLiteral("count of nodes");
    for (std::size_t n = 0; n < left.nodes.size(); ++n) {
        client::NodeView node = left.nodes[n];
        // Why a node is held is looked up when the node or the workers change, not with every slot that is taken or freed.
        node.held = right.nodes[n].held;
        if (node != right.nodes[n])
            return QStringLiteral("node %1: %2 and %3 tasks, reason \"%4\" and \"%5\"").arg(n).arg(node.total())
                .arg(right.nodes[n].total()).arg(q(node.reason), q(right.nodes[n].reason));
    }
    if (left.attempts != right.attempts || left.attemptsDropped != right.attemptsDropped)
        return QStringLiteral("attempts: %1 and %2").arg(left.attempts.size()).arg(right.attempts.size());
    const auto bytesOf = [](const client::RunView &view) {
        client::RunUpdate update;
        update.latency = view.latency;
        for (const auto &[at, point] : view.series)
            update.points.push_back(point);
        return client::encode(update);
    };
    if (bytesOf(left) != bytesOf(right))
        return QStringLiteral("series or latency: %1 and %2 points").arg(left.series.size()).arg(right.series.size());
    return left.workflow == right.workflow && left.parameters == right.parameters ? QString() : QStringLiteral("workflow");
}

constexpr int seeds = 150;

std::vector<scheduler::Event> eventsOf(int seed)
{
    test::RandomWorld world(static_cast<std::uint64_t>(seed));
    (void)world.live(300);
    return world.events();
}

} // namespace

class FoldTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    /// A client that takes what changed, whenever it looks, sees what one sees that comes only now.
    void deltasComeToTheSnapshot()
    {
        std::size_t deltas = 0;
        for (int seed = 0; seed < seeds; ++seed) {
            const std::vector<scheduler::Event> events = eventsOf(seed);
            std::mt19937_64 random(static_cast<std::uint64_t>(seed));
            scheduler::State state;
            history::Fold fold;
            std::map<std::uint32_t, client::RunView> views;
            std::map<std::uint32_t, scheduler::Position> positions;
            for (const scheduler::Event &event : events) {
                scheduler::apply(state, event);
                fold.apply(state, event, state.position);
                if (random() % 8 != 0 && state.position != events.size())
                    continue;
                for (const scheduler::Run &run : state.runs) {
                    scheduler::Position &position = positions[run.index];
                    if (position != 0 && !fold.runChangedAfter(run.index, position))
                        continue;
                    deltas += position != 0 ? 1 : 0;
                    take(views[run.index], fold.run(state, run, position), position == 0);
                    position = state.position;
                    const QString differs = difference(views[run.index], snapshot(state, fold, run));
                    QVERIFY2(differs.isEmpty(), qPrintable(QStringLiteral("seed %1, position %2, after %3: %4").arg(seed)
                                                               .arg(state.position).arg(q(scheduler::typeName(event.fact)), differs)));
                }
            }
        }
        QVERIFY2(deltas > 500, qPrintable(QString::number(deltas)));
    }

    /// The engine folds the events of a turn once it is over, history one by one: both show the same.
    void liveIsWhatAReplayShows()
    {
        for (int seed = 0; seed < seeds; ++seed) {
            const std::vector<scheduler::Event> events = eventsOf(seed);
            std::mt19937_64 random(static_cast<std::uint64_t>(seed));
            scheduler::State state;
            scheduler::State replayed;
            history::Fold live;
            history::Fold past;
            for (std::size_t begin = 0; begin < events.size();) {
                const std::size_t end = std::min<std::size_t>(events.size(), begin + 1 + random() % 40);
                for (std::size_t i = begin; i < end; ++i)
                    scheduler::apply(state, events[i]);
                for (; begin < end; ++begin) {
                    live.apply(state, events[begin], begin + 1);
                    scheduler::apply(replayed, events[begin]);
                    past.apply(replayed, events[begin], begin + 1);
                }
                for (const scheduler::Run &run : state.runs) {
                    const QString differs = difference(snapshot(state, live, run), snapshot(replayed, past, replayed.runs[run.index]));
                    QVERIFY2(differs.isEmpty(), qPrintable(QStringLiteral("seed %1, position %2: %3").arg(seed).arg(begin).arg(differs)));
                }
            }
        }
    }

    /// The counts of a view are those of its nodes, and its attempts those that the run says it had.
    void figuresAgree()
    {
        for (int seed = 0; seed < seeds; ++seed) {
            scheduler::State state;
            history::Fold fold;
            std::map<std::uint32_t, ModelUse> used; // by run
            for (const scheduler::Event &event : eventsOf(seed)) {
                scheduler::apply(state, event);
                fold.apply(state, event, state.position);
                if (const auto *failed = std::get_if<scheduler::AttemptFailed>(&event.fact))
                    used[failed->run] += failed->use;
                else if (const auto *finished = std::get_if<scheduler::TaskFinished>(&event.fact))
                    used[finished->run] += finished->use;
            }
            for (const scheduler::Run &run : state.runs) {
                const client::RunView view = snapshot(state, fold, run);
                client::TaskCounts sum{};
                ModelUse use;
                ModelUse useOfAttempts;
                std::uint32_t retries = 0;
                for (const client::NodeView &node : view.nodes) {
                    for (std::size_t s = 0; s < sum.size(); ++s)
                        sum[s] += node.counts[s];
                    retries += node.retries;
                    use += node.use;
                }
                for (const auto &[id, attempt] : view.attempts)
                    useOfAttempts += attempt.use;
                QVERIFY(use == used[run.index]);
                QVERIFY(view.attemptsDropped > 0 || useOfAttempts == use);
                QVERIFY(sum == view.summary.counts);
                QCOMPARE(std::uint64_t{retries}, view.summary.retries);
                QCOMPARE(std::uint64_t{view.attempts.size()} + view.attemptsDropped, view.summary.attempts);
                std::uint64_t finished = 0;
                for (const auto &[at, point] : view.series)
                    finished += point.finished;
                QVERIFY(finished <= client::sumOf(sum));
                for (const auto &[id, attempt] : view.attempts)
                    QVERIFY2(run.state == scheduler::RunState::Running || attempt.state > client::AttemptState::Running,
                             qPrintable(QStringLiteral("seed %1: attempt %2 has no end").arg(seed).arg(id)));
            }
        }
    }
};

WEFTLINE_TEST(FoldTest)

#include "tst_fold.moc"
