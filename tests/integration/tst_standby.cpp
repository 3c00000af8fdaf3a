// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Engines that are killed in the middle of a run while a standby waits on their journal. Workers and the client that asked for
// the run follow to it, by the same local socket or by the second of two addresses.

#include <QtCore/QFile>
#include <QtCore/QJsonDocument>
#include <QtCore/QJsonObject>
#include <QtNetwork/QTcpServer>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <memory>
#include <random>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "tests/integration/facts.h"
#include "tests/support/test_main.h"

using namespace weftline::test;

namespace {

constexpr int workersOfStandby = 4;
constexpr double standbyWork = 4; ///< Seconds of work in a run.
constexpr int slotsOfMany = 100; ///< Of each worker where very much is in flight.
constexpr int inFlight = workersOfStandby * slotsOfMany;
/// Each writes its number into the first file, and ends once somebody has written to the second, a pipe.
constexpr const char *waitingFlow = R"json({ "weft": 1, "name": "Waiting", "nodes": [
  { "id": "wait", "kind": "command", "map": "${Array.from({ length: %1 }, (_, i) => i)}",
    "with": { "argv": ["sh", "-c", "echo ${item} >> %2; exec cat %3"] } }
], "edges": [] }
)json";

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

QList<QByteArray> wholeLinesOf(const QString &file)
{
    QFile read(file);
    QList<QByteArray> lines = read.open(QIODevice::ReadOnly) ? read.readAll().split('\n') : QList<QByteArray>{{}};
    lines.removeLast(); // what follows the last end of a line
    return lines;
}

/// Lets those go who wait for a pipe to be written to; false where that is not possible.
bool letGo(const QString &pipe)
{
    const int fd = ::open(pipe.toUtf8().constData(), O_WRONLY | O_NONBLOCK | O_CLOEXEC);
    if (fd < 0)
        return errno == ENXIO; // nobody waits
    ::close(fd);
    return true;
}

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

    /// Each task writes down by itself that it began: nobody who counts is under test.
    void takesOverVeryMuch()
    {
        const QString begun = m_place.path(QStringLiteral("begun"));
        const QString gate = m_place.path(QStringLiteral("gate"));
        const QString journal = m_place.path(QStringLiteral("much.journal"));
        QCOMPARE(::mkfifo(gate.toUtf8().constData(), 0600), 0);
        const QString file = written(m_place, QStringLiteral("waiting.weft"),
                                     QString::fromLatin1(waitingFlow).arg(QString::number(inFlight), begun, gate).toUtf8());
        Engine active(m_place, QStringLiteral("much-active"), journal, {});
        QVERIFY(active.isThere());
        Engine standby(m_place, QStringLiteral("much-standby"), journal, {QStringLiteral("--standby")});
        QVERIFY2(standby.standsBy(), standby.program.err().constData());
        const QString endpoint = active.address("local");
        std::vector<std::unique_ptr<Program>> hands;
        for (int i = 1; i <= workersOfStandby; ++i) {
            const QString name = QStringLiteral("much-%1").arg(i);
            hands.push_back(startWorker(m_place, name, name, slotsOfMany, endpoint));
        }
        Program run(m_place, QStringLiteral("much-run"),
                    {QStringLiteral("run"), file, QStringLiteral("--json"), QStringLiteral("--engine"), endpoint});
        QVERIFY(waitUntil([&] { return run.hasEnded() || wholeLinesOf(begun).size() >= inFlight; }, runMax));
        QVERIFY2(!run.hasEnded(), run.err().constData());
        const qint64 killedAt = wallClock();
        active.program.kill();
        QVERIFY(standby.isThere());
        JournalEvents events;
        QList<JournalEvent> adopted;
        qsizetype lost = 0;
        QVERIFY(waitUntil([&] {
            events = JournalEvents::read(m_place, journal);
            adopted = events.of("attempt_adopted");
            lost = events.count("attempt_lost");
            return adopted.size() + lost >= inFlight;
        }, runMax));
        QVERIFY2(waitUntil([&] { return run.hasEnded() || !letGo(gate); }, runMax), run.out().right(500).constData());
        QVERIFY(run.hasEnded());
        QCOMPARE(run.exitCode(), 0);
        QCOMPARE(lastLine(run.out()).value(QLatin1String("tasks")).toObject().value(QLatin1String("succeeded")).toInt(), inFlight);

        const QList<QByteArray> lines = wholeLinesOf(begun);
        QCOMPARE(QSet<QByteArray>(lines.begin(), lines.end()).size(), inFlight);
        const Outcome verified = weft(m_place, {QStringLiteral("verify"), journal});
        QVERIFY2(verified.exitCode == 0, (verified.out + verified.err).constData());
        events = JournalEvents::read(m_place, journal);
        lost = events.count("attempt_lost"); // none, unless no engine was heard for a whole lease: then workers end what they have
        QVERIFY2(lines.size() <= inFlight + lost, qPrintable(QStringLiteral("%1 began, %2 lost").arg(lines.size()).arg(lost)));
        QVERIFY(events.count("attempt_started") <= lines.size());
        QCOMPARE(events.count("task_finished"), inFlight);
        qInfo("%d tasks in flight: %d adopted, the last %.0f ms after the kill (goal 1000); %d lost", inFlight, static_cast<int>(adopted.size()),
              adopted.isEmpty() ? 0 : static_cast<double>(adopted.last().at - killedAt) / 1000, static_cast<int>(lost));
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
