// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/support/test_main.h"

#include "engine/scheduler/event.h"

#include <set>

using namespace weftline::scheduler;

namespace {

template <typename Enum>
std::set<std::string_view> namesOf(std::uint64_t count)
{
    std::set<std::string_view> names;
    for (std::uint64_t n = 0; n < count; ++n)
        names.insert(nameOf(static_cast<Enum>(n)));
    names.erase(std::string_view());
    return names;
}

} // namespace

class SchedulerNamesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyFactHasItsOwnName()
    {
        std::set<std::string_view> names;
        for (std::size_t n = 0; n < std::variant_size_v<Fact>; ++n)
            names.insert(typeName(n));
        names.erase(std::string_view());
        QCOMPARE(names.size(), std::variant_size_v<Fact>);
    }

    void factsAreNamedAsTheirTypes()
    {
        QVERIFY(typeName(EngineStarted{}) == "engine_started");
        QVERIFY(typeName(RunFinished{}) == "run_finished");
        QVERIFY(typeName(AttemptDispatched{}) == "attempt_dispatched");
        QVERIFY(typeName(AttemptAdopted{}) == "attempt_adopted");
        QVERIFY(typeName(TaskFinished{}) == "task_finished");
        QVERIFY(typeName(WorkerLost{}) == "worker_lost");
        QVERIFY(typeName(ResultOfferedAgain{}) == "result_offered_again");
        QVERIFY(typeName(Sampled{}) == "sampled");
        QVERIFY(typeName(AlertChanged{}) == "alert_changed");
        QVERIFY(typeName(EngineAlive{}) == "engine_alive");
    }

    void everyValueHasItsOwnName()
    {
        QCOMPARE(namesOf<TaskState>(taskStateCount).size(), taskStateCount);
        QCOMPARE(namesOf<RunState>(runStateCount).size(), runStateCount);
        QCOMPARE(namesOf<Outcome>(outcomeCount).size(), outcomeCount);
        QCOMPARE(namesOf<NoticedBy>(noticedByCount).size(), noticedByCount);
        QCOMPARE(namesOf<Purpose>(purposeCount).size(), purposeCount);
        QVERIFY(nameOf(TaskState::Quarantined) == "quarantined" && nameOf(Outcome::TimedOut) == "timed_out");
        QVERIFY(nameOf(NoticedBy::Leave) == "leave" && nameOf(Purpose::Outputs) == "outputs");
    }
};

WEFTLINE_TEST(SchedulerNamesTest)

#include "tst_names.moc"
