// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Our evaluator beside Prometheus 2.42's, on random rules and traces: the same states at every instant.

#include <QtCore/QFileInfo>
#include <QtCore/QTemporaryDir>

#include "tests/integration/alerts/promtool.h"
#include "tests/support/test_main.h"

using namespace weftline;
using namespace weftline::test;

namespace {

constexpr unsigned pairsCompared = 200;

/// Where packaging/test unpacks it; another one may be named.
QString promtoolProgram()
{
    const QString named = qEnvironmentVariable("WEFTLINE_PROMTOOL");
    const QString unpacked = QStringLiteral(WEFTLINE_SOURCE_DIR "/build/prometheus/usr/bin/promtool");
    return !named.isEmpty() ? named : QFileInfo::exists(unpacked) ? unpacked : QString();
}

} // namespace

class PromtoolTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        const QString program = promtoolProgram();
        if (program.isEmpty())
            QSKIP("promtool is not there: packaging/test unpacks it into build/prometheus, or WEFTLINE_PROMTOOL names it.");
        QTemporaryDir folder;
        for (unsigned seed = 1; seed <= pairsCompared; ++seed)
            m_pairs.push_back(randomPair(seed));
        m_theirs = promtools(program, folder.path(), m_pairs);
        QCOMPARE(m_theirs.size(), m_pairs.size());
    }

    void givesTheStatesOfPrometheusAtEveryInstant()
    {
        int differences = 0;
        std::size_t firing = 0;
        std::size_t pending = 0;
        for (std::size_t p = 0; p < m_pairs.size(); ++p) {
            const Timeline mine = ours(m_pairs[p]);
            for (const auto &now : mine)
                for (const auto &[labels, state] : now)
                    ++(state == "firing" ? firing : pending);
            if (mine == m_theirs[p])
                continue;
            if (++differences <= 5)
                qWarning("%s\n  promtool: %s\n  ours:     %s", toText(m_pairs[p]).c_str(), toText(m_theirs[p]).c_str(), toText(mine).c_str());
        }
        qInfo("%zu pairs of %d instants, %zu pending and %zu firing: %d differences", m_pairs.size(), stepsOfATrace, pending, firing, differences);
        QVERIFY(firing > 1000 && pending > 500); // it says something
        QCOMPARE(differences, 0);
    }

    void findsAnAlertThatFiresOneIntervalTooLate()
    {
        int differences = 0;
        for (std::size_t p = 0; p < m_pairs.size(); ++p)
            differences += ours(m_pairs[p], stepLength) != m_theirs[p] ? 1 : 0;
        qInfo("With alerts that fire one interval too late %d pairs differ.", differences);
        QVERIFY(differences > 50);
    }

private:
    std::vector<Pair> m_pairs;
    std::vector<Timeline> m_theirs;
};

WEFTLINE_TEST(PromtoolTest)

#include "tst_promtool.moc"
