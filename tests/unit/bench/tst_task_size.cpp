// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <QtTest/QTest>

#include "app/bench/dispatch.h"
#include "app/bench/workloads.h"
#include "engine/client/engine_client.h"
#include "engine/encoding/writer.h"
#include "engine/wire/codec.h"
#include "engine/workflow/kind.h"
#include "tests/support/test_main.h"

#include <cmath>

using namespace weftline;

namespace {

constexpr std::uint32_t firstIndex = 500'000; ///< In the middle of the million.

/// What the engine makes of `count` items of the map.
std::size_t bytesOf(std::uint32_t count)
{
    const workflow::Workflow workflow = bench::emptyMap(1'000'000, bench::dispatchIdSize);
    const workflow::Node &node = workflow.nodes.front();
    Bytes with;
    encoding::Writer(with).value(node.with);
    const std::string run = client::newRunId();
    wire::Tasks tasks;
    for (std::uint32_t i = firstIndex; i < firstIndex + count; ++i) {
        wire::Task task;
        task.key = {0, i + 1, 1, 1};
        task.kind = workflow::infoOf(node.kind).name;
        task.with = Payload::of(Bytes(with));
        task.timeout = node.timeout.value_or(Duration{0});
        task.run = run;
        task.node = node.id;
        task.item = i;
        tasks.tasks.push_back(std::move(task));
    }
    std::size_t bytes = 0;
    for (const Bytes &frame : wire::encode(wire::Message(std::move(tasks))))
        bytes += frame.size();
    return bytes;
}

} // namespace

class TaskSizeTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void isOfTwoHundredBytes()
    {
        const double ofOne = static_cast<double>(bytesOf(256) - bytesOf(1)) / 255;
        QVERIFY2(std::abs(ofOne - 200) <= 10, qPrintable(QString::number(ofOne)));
    }
};

WEFTLINE_TEST(TaskSizeTest)
#include "tst_task_size.moc"
