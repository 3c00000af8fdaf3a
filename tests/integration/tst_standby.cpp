// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Engines that are killed in the middle of a run while a standby waits on their journal. Workers and the client that asked for
// the run follow to it, by the same local socket or by the second of two addresses.

#include <QtCore/QJsonDocument>
#include <QtCore/QJsonObject>
#include <QtNetwork/QTcpServer>

#include <algorithm>
#include <csignal>
#include <memory>
#include <random>

#include "tests/integration/facts.h"
#include "tests/support/test_main.h"

using namespace weftline::test;

namespace {

constexpr int workersOfStandby = 4;
constexpr double standbyWork = 4; ///< Seconds of work in a run.

/// `weft engine --json`, and what its first line says.
struct Engine
{
    Engine(const Place &place, const QString &name, const QString &journal, const QStringList &more)
        : program(place, name, QStringList{QStringLiteral("engine"), QStringLiteral("--json"), QStringLiteral("--journal"), journal} + more)
    {
    }

    [[nodiscard]] bool isThere()
    {
        if (!waitUntil([this] { return program.hasEnded() || program.out().contains('\n'); }, runMax) || program.hasEnded())
            qWarning("weft engine: %s", program.err().constData());
        return !program.hasEnded();
    }
    [[nodiscard]] QString address(const char *which) const
    {
        return QJsonDocument::fromJson(program.out().split('\n').first()).object().value(QLatin1String(which)).toString();
    }
    [[nodiscard]] bool standsBy()
    {
        return waitUntil([this] { return program.hasEnded() || program.err().contains("Standing by:"); }) && !program.hasEnded();
    }

    Program program;
};

quint16 freePort()
{
    QTcpServer server;
    return server.listen(QHostAddress::LocalHost) ? server.serverPort() : 0;
}

} // namespace

class StandbyTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        m_recorded = recorded(largestShape());
        m_file = imported(m_place, largestShape(), m_recorded, standbyWork / m_recorded.runtimes);
        QVERIFY(!m_file.isEmpty());
    }

    void takesOver_data()
    {
        QTest::addColumn<unsigned>("seed");
        QTest::addColumn<bool>("network");
        for (unsigned seed = 1; seed <= 4; ++seed)
            QTest::addRow("%s, seed %u", seed % 3 == 0 ? "two addresses" : "one socket", seed) << seed << (seed % 3 == 0);
    }

    void takesOver()
    {
        QFETCH(unsigned, seed);
        QFETCH(bool, network);
        const auto tasks = static_cast<int>(largestShape().tasks);
        std::mt19937 random(seed);
        const int killFrom = std::uniform_int_distribution<int>(tasks / 10, tasks * 8 / 10)(random);
        const QString journal = m_place.path(QStringLiteral("%1.journal").arg(seed));
        const QStringList ports{QString::number(freePort()), QString::number(freePort())};
        const auto more = [&](int i) {
            return network ? QStringList{QStringLiteral("--listen"), QStringLiteral("tcp://127.0.0.1:") + ports[i]} : QStringList{};
        };
        if (network)
            admitOwnKey();
        Engine active(m_place, QStringLiteral("active"), journal, more(0));
        QVERIFY(active.isThere());
        Engine standby(m_place, QStringLiteral("standby"), journal, QStringList{QStringLiteral("--standby")} + more(1));
        QVERIFY2(standby.standsBy(), standby.program.err().constData());
        QVERIFY2(standby.program.err().contains(QByteArray::number(active.program.pid())), standby.program.err().constData());
        QVERIFY(standby.program.out().isEmpty());

        QStringList addresses{active.address(network ? "remote" : "local")};
        if (network)
            addresses << QString(addresses[0]).replace(QLatin1Char(':') + ports[0], QLatin1Char(':') + ports[1]);
        const auto each = [&](const char *option) {
            QStringList arguments;
            for (const QString &address : addresses)
                arguments << QString::fromLatin1(option) << address;
            return arguments;
        };
        std::vector<std::unique_ptr<Program>> hands;
        for (int i = 1; i <= workersOfStandby; ++i) {
            const QString name = QStringLiteral("worker-%1").arg(i);
            hands.push_back(std::make_unique<Program>(
                m_place, name, QStringList{QStringLiteral("worker"), QStringLiteral("--slots"), QStringLiteral("1"), QStringLiteral("--name"), name} + each("--join")));
        }
        Program run(m_place, QStringLiteral("run"), QStringList{QStringLiteral("run"), m_file, QStringLiteral("--json")} + each("--engine"));
        QVERIFY(waitUntil([&] { return run.hasEnded() || doneSoFar(run.out()) >= killFrom; }, runMax));
        QVERIFY2(!run.hasEnded(), run.err().constData());
        QVERIFY(!standby.program.err().contains("Took over"));
        active.program.kill();
        QVERIFY(standby.isThere());
        QVERIFY2(standby.program.err().contains("Took over the journal"), standby.program.err().constData());
        if (network)
            QVERIFY2(standby.address("remote").contains(QLatin1Char(':') + ports[1]), qPrintable(standby.address("remote")));
        else
            QCOMPARE(standby.address("local"), addresses[0]);
        QVERIFY2(waitUntil([&] { return run.hasEnded(); }, runMax), run.out().right(500).constData());
        QCOMPARE(whatIsWrong(Outcome{run.exitCode(), run.out(), run.err()}, largestShape()), QString());
        for (const auto &worker : hands)
            QVERIFY2(!worker->hasEnded(), worker->err().constData());
        look(journal);
    }

    void waitsNoLongerWhenItIsTold()
    {
        const QString journal = m_place.path(QStringLiteral("told.journal"));
        Engine active(m_place, QStringLiteral("active"), journal, {});
        QVERIFY(active.isThere());
        Engine standby(m_place, QStringLiteral("standby"), journal, {QStringLiteral("--standby")});
        QVERIFY(standby.standsBy());
        standby.program.signal(SIGINT);
        QVERIFY(standby.program.waitForEnd());
        QVERIFY(!active.program.hasEnded());
        Engine second(m_place, QStringLiteral("second"), journal, {});
        QVERIFY(second.program.waitForEnd());
        QVERIFY2(second.program.err().contains("is held by another engine"), second.program.err().constData());
    }

    void howLongItTook()
    {
        std::sort(m_pauses.begin(), m_pauses.end());
        QVERIFY(!m_pauses.isEmpty());
        qInfo("%d takeovers, %d attempts adopted; from the last event before to the next start of an attempt: median %.0f ms, maximum %.0f ms (goal 1000)",
              static_cast<int>(m_pauses.size()), m_adopted, m_pauses[m_pauses.size() / 2], m_pauses.last());
        QVERIFY(m_adopted >= 1);
        QVERIFY(m_pauses[m_pauses.size() / 2] < 10'000);
    }

private:
    /// Lists the key of this home's user among those who may join.
    void admitOwnKey()
    {
        if (std::exchange(m_isAdmitted, true))
            return;
        const Outcome made = weft(m_place, {QStringLiteral("keys"), QStringLiteral("init"), QStringLiteral("--json")});
        const QString key = QJsonDocument::fromJson(made.out).object().value(QLatin1String("own")).toString();
        QVERIFY2(made.exitCode == 0 && !key.isEmpty(), (made.out + made.err).constData());
        const Outcome added = weft(m_place, {QStringLiteral("keys"), QStringLiteral("add"), QStringLiteral("--role"), QStringLiteral("admin"),
                                             QStringLiteral("--name"), QStringLiteral("everybody"), key});
        QVERIFY2(added.exitCode == 0, added.err.constData());
    }

    void look(const QString &journal)
    {
        const Outcome verified = weft(m_place, {QStringLiteral("verify"), journal});
        QVERIFY2(verified.exitCode == 0, (verified.out + verified.err).constData());
        const JournalEvents events = JournalEvents::read(m_place, journal);
        QCOMPARE(whatIsWrong(events, m_recorded), QString());
        QCOMPARE(events.count("engine_started"), 2);
        qint64 lastOfFirst = 0;
        const auto &all = events.all();
        for (const JournalEvent &event : all)
            if (event.epoch == 1)
                lastOfFirst = event.at;
        const auto next = std::find_if(all.begin(), all.end(), [](const JournalEvent &event) {
            return event.epoch == 2 && event.type == QLatin1String("attempt_started");
        });
        QVERIFY(next != all.end());
        m_pauses.push_back(static_cast<double>(next->at - lastOfFirst) / 1000);
        m_adopted += events.count("attempt_adopted");
    }

    const Place m_place;
    Recorded m_recorded;
    QString m_file;
    bool m_isAdmitted = false;
    int m_adopted = 0;
    QList<double> m_pauses;
};

WEFTLINE_TEST(StandbyTest)
#include "tst_standby.moc"
