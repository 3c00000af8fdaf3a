// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/support/test_main.h"

#include "engine/scheduler/state.h"

using weftline::scheduler::TaskIndex;
using weftline::scheduler::TaskQueue;

class TaskQueueTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void givesBackInTheOrderOfComing()
    {
        TaskQueue queue;
        QVERIFY(queue.empty());
        TaskIndex expected = 0;
        for (TaskIndex task = 0; task < 10'000; ++task) { // two in, one out: through every rearrangement
            queue.push(2 * task);
            queue.push(2 * task + 1);
            QCOMPARE(queue.front(), expected++);
            queue.pop();
            QCOMPARE(queue.size(), task + 1);
        }
        for (; !queue.empty(); queue.pop())
            QCOMPARE(queue.front(), expected++);
        QCOMPARE(expected, 20'000U);
    }

    void removesOneFromAnywhere()
    {
        TaskQueue queue;
        for (const TaskIndex task : {5U, 6U, 7U, 8U})
            queue.push(task);
        queue.pop();
        queue.remove(7);
        queue.remove(5); // gone already
        QCOMPARE(queue.size(), 2U);
        QCOMPARE(queue.front(), 6U);
        queue.remove(6);
        QCOMPARE(queue.front(), 8U);
        queue.remove(8);
        QVERIFY(queue.empty());
        queue.push(9);
        QCOMPARE(queue.front(), 9U);
    }

    void isEqualWhenItHoldsTheSame()
    {
        TaskQueue one;
        TaskQueue other;
        one.push(1);
        one.push(2);
        one.pop();
        other.push(2);
        QVERIFY(one == other);
        other.push(3);
        QVERIFY(!(one == other));
    }
};

WEFTLINE_TEST(TaskQueueTest)

#include "tst_task_queue.moc"
