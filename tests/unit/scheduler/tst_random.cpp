// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Two thousand small worlds. WEFTLINE_SEED=n lives through that one only.

#include "tests/support/test_main.h"

#include <map>

#include "tests/unit/scheduler/random_world.h"

using namespace weftline::scheduler;
using weftline::test::RandomWorld;

namespace {

/// Facts that reach the scheduler and that it never makes.
bool isOfTheService(std::string_view name)
{
    return name == "command_received" || name == "sampled" || name == "alert_changed" || name == "notice_sent"
        || name == "notice_failed" || name == "engine_alive";
}

} // namespace

class RandomSchedulesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyPromiseIsKept_data()
    {
        QTest::addColumn<int>("first");
        QTest::addColumn<int>("count");
        if (qEnvironmentVariableIsSet("WEFTLINE_SEED")) {
            const int seed = qEnvironmentVariableIntValue("WEFTLINE_SEED");
            QTest::addRow("seed %d", seed) << seed << 1;
            return;
        }
        for (int first = 0; first < 2000; first += 50)
            QTest::addRow("seeds %d to %d", first, first + 49) << first << 50;
    }

    void everyPromiseIsKept()
    {
        QFETCH(int, first);
        QFETCH(int, count);
        for (int seed = first; seed < first + count; ++seed) {
            RandomWorld world(static_cast<std::uint64_t>(seed));
            const std::string broken = world.live(300);
            QVERIFY2(broken.empty(), qPrintable(QStringLiteral("seed %1: %2").arg(seed).arg(QString::fromStdString(broken))));
            m_lostBatches += world.lostBatches();
            for (const Event &event : world.events())
                ++m_seen[typeName(event.fact)];
        }
    }

    /// A fault that never happened was not tested.
    void cleanupTestCase()
    {
        QStringList figures{QStringLiteral("batches lost with their engine %1").arg(m_lostBatches)};
        for (const auto &[name, count] : m_seen)
            figures += QStringLiteral("%1 %2").arg(QString::fromUtf8(name.data(), qsizetype(name.size()))).arg(count);
        qInfo("%s", qPrintable(figures.join(QStringLiteral(", "))));
        if (qEnvironmentVariableIsSet("WEFTLINE_SEED"))
            return;
        QVERIFY(m_lostBatches > 0);
        for (std::size_t n = 0; n < std::variant_size_v<Fact>; ++n)
            if (const std::string_view name = typeName(n); !isOfTheService(name))
                QVERIFY2(m_seen[name] > 0, qPrintable(QString::fromUtf8(name.data(), qsizetype(name.size()))));
    }

private:
    std::map<std::string_view, int> m_seen;
    int m_lostBatches = 0;
};

WEFTLINE_TEST(RandomSchedulesTest)

#include "tst_random.moc"
