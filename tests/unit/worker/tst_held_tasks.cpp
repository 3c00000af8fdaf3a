// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <QtTest/QTest>

#include <map>
#include <random>

#include "engine/worker/held_tasks.h"
#include "tests/support/test_main.h"

using namespace weftline;
using namespace weftline::worker;

namespace {

constexpr int stepsOfTest = 20'000;
constexpr std::uint32_t tasksOfTest = 300; ///< Few, so that most come again.

} // namespace

class HeldTasksTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void holdsWhatAMapWouldHold()
    {
        std::mt19937 random(7);
        const auto below = [&](std::uint32_t limit) { return std::uniform_int_distribution<std::uint32_t>(0, limit - 1)(random); };
        HeldTasks held;
        std::map<wire::AttemptKey, std::uint64_t> expected;
        for (int step = 1; step <= stepsOfTest; ++step) {
            const wire::AttemptKey key{below(2), below(tasksOfTest), 1 + below(3), 1};
            if (below(2) == 0) {
                HeldTask *const added = held.add(key);
                QCOMPARE(added == nullptr, expected.contains(key));
                if (added) {
                    added->logs = static_cast<std::uint64_t>(step);
                    expected.emplace(key, added->logs);
                }
            } else {
                held.erase(key);
                expected.erase(key);
            }
            QCOMPARE(held.size(), expected.size());
        }
        const std::vector<wire::AttemptKey> keys = held.keys();
        QVERIFY(std::equal(keys.begin(), keys.end(), expected.begin(), expected.end(), [](const auto &key, const auto &of) { return key == of.first; }));
        for (const auto &[key, logs] : expected)
            QCOMPARE(held.at(key).logs, logs);
    }

    void aPlaceThatIsUsedAgainIsFresh()
    {
        HeldTasks held;
        HeldTask *const first = held.add({1, 1, 1, 1});
        first->stage = HeldTask::Stage::Finished;
        first->pid = 17;
        first->hasBegun = first->startTold = first->cancelled = first->offered = true;
        first->logs = 3;
        first->startedAt = Instant{5};
        first->cancelReason = "It was told to.";
        first->task.with = Payload::of("parameters");
        first->result.output = Payload::of("output");
        first->uploads.push_back({});
        held.erase({1, 1, 1, 1});
        HeldTask *const again = held.add({1, 2, 1, 1});
        QVERIFY(again->stage == HeldTask::Stage::Queued && again->pid == 0 && again->logs == 0 && again->startedAt == Instant{});
        QVERIFY(!again->hasBegun && !again->startTold && !again->cancelled && !again->offered);
        QVERIFY(again->cancelReason.empty() && again->uploads.empty());
        QVERIFY(again->task.with.isEmpty() && again->result.output.isEmpty());
    }
};

WEFTLINE_TEST(HeldTasksTest)
#include "tst_held_tasks.moc"
