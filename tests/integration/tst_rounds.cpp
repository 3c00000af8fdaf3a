// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Rounds of whatever can happen to real processes, at moments that a seed draws: engine and workers killed, frozen, ended and
// started again during a graph of 2,000 commands. Each command writes into its worker's own record what it is, and after the
// round the journal has to agree with every record.

#include <QtCore/QElapsedTimer>
#include <QtCore/QFile>

#include <algorithm>
#include <array>
#include <csignal>
#include <memory>
#include <random>

#include "tests/integration/facts.h"
#include "tests/support/test_main.h"

using namespace weftline::test;

namespace {

constexpr int roundsShort = 10;
constexpr int roundsLong = 100;
constexpr int workersOfRound = 4;
constexpr int mappedOfNode = 500; ///< Tasks of each of the four nodes with commands.
constexpr int tasksOfRound = 4 * mappedOfNode + 1;
constexpr int troublesMin = 4;
constexpr int troublesMax = 7;
constexpr int slotsOfWorker = 2;
constexpr int aheadMax = 256; ///< Tasks that may wait at a worker beside those that run.
constexpr int frozenMinMs = 200;
constexpr int frozenMaxMs = 2500; ///< The lease is one second.
constexpr const char *recordVariable = "RECORD_OF_WORKER";

/// "b" and "c" follow "a", and "d" follows both.
QByteArray roundsFlow()
{
    const auto node = [](const char *id) {
        return QByteArray("  { \"id\": \"") + id
            + "\", \"kind\": \"command\", \"map\": \"${list.output}\", \"with\": { \"argv\": [\"sh\", \"-c\","
              " \"echo \\\"$WEFT_TASK $WEFT_ATTEMPT\\\" >> \\\"$RECORD_OF_WORKER\\\"\"] } }";
    };
    return "{ \"weft\": 1, \"name\": \"Rounds\", \"nodes\": [\n  { \"id\": \"list\", \"kind\": \"transform\", \"with\": { \"expression\": "
           "\"Array.from({ length: " + QByteArray::number(mappedOfNode) + " }, (_, i) => i)\" } },\n"
        + node("a") + ",\n" + node("b") + ",\n" + node("c") + ",\n" + node("d")
        + "\n], \"edges\": [[\"list\", \"a\"], [\"list\", \"b\"], [\"list\", \"c\"], [\"list\", \"d\"],"
          " [\"a\", \"b\"], [\"a\", \"c\"], [\"b\", \"d\"], [\"c\", \"d\"]] }\n";
}

QStringList before(const QString &node)
{
    if (node == QLatin1String("d"))
        return {QStringLiteral("b"), QStringLiteral("c")};
    return node == QLatin1String("b") || node == QLatin1String("c") ? QStringList{QStringLiteral("a")} : QStringList();
}

enum class RoundTrouble { KillWorker, FreezeWorker, RestartWorker, KillEngine, RestartEngine };
constexpr int troubleKinds = 5;
constexpr const char *troubleNames[] = {"workers killed", "workers frozen", "workers restarted", "engines killed", "engines restarted"};

/// One life of a worker process, and what it wrote down.
struct Life
{
    int worker = 0;
    int pid = 0;
    QString record;
    std::unique_ptr<Program> process;
    std::unique_ptr<QElapsedTimer> frozen;
    int frozenMs = 0;
};

QStringList linesOf(const QString &file)
{
    QFile opened(file);
    if (!opened.open(QIODevice::ReadOnly))
        return {};
    return QString::fromUtf8(opened.readAll()).split(QLatin1Char('\n'), Qt::SkipEmptyParts);
}

} // namespace

/// All processes of one round.
class Round
{
public:
    explicit Round(unsigned seed) : m_random(seed), m_journal(m_place.path(QStringLiteral("rounds.journal")))
    {
        beginEngine();
        for (int worker = 1; worker <= workersOfRound; ++worker)
            beginLife(worker);
        const int count = pick(troublesMin, troublesMax);
        for (int i = 0; i < count; ++i)
            m_due.push_back(pick(tasksOfRound / 40, tasksOfRound * 19 / 20));
        std::sort(m_due.begin(), m_due.end());
        m_run = std::make_unique<Program>(m_place, QStringLiteral("run"),
                                          QStringList{QStringLiteral("run"), written(m_place, QStringLiteral("rounds.weft"), roundsFlow()),
                                                      QStringLiteral("--engine"), m_endpoint, QStringLiteral("--json")});
    }

    /// Runs to the end of the run; false when that does not come.
    bool carryOut()
    {
        return waitUntil([&] {
            thaw(false);
            if (!m_due.empty() && done() >= m_due.front()) {
                m_due.erase(m_due.begin());
                trouble(static_cast<RoundTrouble>(pick(0, troubleKinds - 1)));
            }
            return m_run->hasEnded();
        }, runMax);
    }

    /// Ends everything that still runs.
    void end()
    {
        thaw(true);
        m_engine->signal(SIGTERM);
        m_engine->waitForEnd();
        for (const auto &life : m_lives)
            life->process->kill();
    }

    [[nodiscard]] const Place &place() const { return m_place; }
    [[nodiscard]] const QString &journal() const { return m_journal; }
    [[nodiscard]] const Program &run() const { return *m_run; }
    [[nodiscard]] const std::vector<std::unique_ptr<Life>> &lives() const { return m_lives; }
    [[nodiscard]] int count(RoundTrouble kind) const { return m_counts[static_cast<std::size_t>(kind)]; }

private:
    int pick(int from, int to) { return std::uniform_int_distribution<int>(from, to)(m_random); }

    /// What all of them have written down.
    [[nodiscard]] int done() const
    {
        qint64 bytes = 0;
        for (const auto &life : m_lives)
            bytes += QFile(life->record).size();
        constexpr int lineSize = 9; // "a[123] 1\n"
        return static_cast<int>(bytes / lineSize);
    }

    void beginEngine()
    {
        m_engine = startEngine(m_place, QStringLiteral("engine-%1").arg(++m_engines), m_journal, m_endpoint);
    }

    void beginLife(int worker)
    {
        auto life = std::make_unique<Life>();
        const QString name = QStringLiteral("worker-%1").arg(worker);
        const QString file = QStringLiteral("%1.%2").arg(name).arg(m_lives.size());
        life->worker = worker;
        life->record = m_place.path(file + QStringLiteral(".record"));
        m_place.set(QLatin1String(recordVariable), life->record);
        life->process = startWorker(m_place, file, name, slotsOfWorker, m_endpoint);
        life->pid = life->process->pid();
        m_lives.push_back(std::move(life));
    }

    /// The living process of a worker.
    Life &living()
    {
        const int worker = pick(1, workersOfRound);
        return **std::find_if(m_lives.rbegin(), m_lives.rend(), [&](const auto &life) { return life->worker == worker; });
    }

    void thaw(bool all)
    {
        for (const auto &life : m_lives)
            if (life->frozen && (all || life->frozen->elapsed() >= life->frozenMs)) {
                ::kill(life->pid, SIGCONT);
                life->frozen.reset();
            }
    }

    void trouble(RoundTrouble kind)
    {
        ++m_counts[static_cast<std::size_t>(kind)];
        if (kind == RoundTrouble::KillEngine || kind == RoundTrouble::RestartEngine) {
            m_engine->signal(kind == RoundTrouble::KillEngine ? SIGKILL : SIGTERM);
            m_engine->waitForEnd();
            beginEngine();
            return;
        }
        Life &life = living();
        if (kind == RoundTrouble::FreezeWorker) {
            if (life.frozen)
                return;
            ::kill(life.pid, SIGSTOP);
            life.frozen = std::make_unique<QElapsedTimer>();
            life.frozen->start();
            life.frozenMs = pick(frozenMinMs, frozenMaxMs);
            return;
        }
        if (life.frozen)
            ::kill(life.pid, SIGCONT);
        life.frozen.reset();
        life.process->signal(kind == RoundTrouble::KillWorker ? SIGKILL : SIGTERM);
        life.process->waitForEnd();
        beginLife(life.worker);
    }

    Place m_place;
    std::mt19937 m_random;
    QString m_journal;
    QString m_endpoint;
    int m_engines = 0;
    std::unique_ptr<Program> m_engine;
    std::vector<std::unique_ptr<Life>> m_lives;
    std::unique_ptr<Program> m_run;
    std::vector<int> m_due;
    std::array<int, troubleKinds> m_counts{};
};

class RoundsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void agreesWithEveryRecord_data()
    {
        QTest::addColumn<unsigned>("seed");
        m_rounds = qEnvironmentVariableIsSet("WEFTLINE_LONG") ? roundsLong : roundsShort;
        for (int seed = 1; seed <= m_rounds; ++seed)
            QTest::addRow("seed %d", seed) << static_cast<unsigned>(seed);
    }

    void agreesWithEveryRecord()
    {
        QFETCH(unsigned, seed);
        Round round(seed);
        QVERIFY2(round.carryOut(), round.run().out().right(500).constData());
        QVERIFY2(round.run().exitCode() == 0, (round.run().out().right(500) + round.run().err()).constData());
        round.end();
        const QJsonObject told = lastLine(round.run().out()).value(QLatin1String("tasks")).toObject();
        QCOMPARE(told.value(QLatin1String("succeeded")).toInt(), tasksOfRound);
        const Outcome verified = weft(round.place(), {QStringLiteral("verify"), round.journal()});
        QVERIFY2(verified.exitCode == 0, (verified.out + verified.err).constData());
        const JournalEvents events = JournalEvents::read(round.place(), round.journal());
        QCOMPARE(whatIsWrong(events), QString());
        QCOMPARE(whatDisagrees(events, round), QString());
        for (int kind = 0; kind < troubleKinds; ++kind)
            m_counts[static_cast<std::size_t>(kind)] += round.count(static_cast<RoundTrouble>(kind));
        m_refused += events.count("result_refused");
        m_lost += events.count("attempt_lost");
    }

    void everyTroubleHappened()
    {
        for (int kind = 0; kind < troubleKinds; ++kind)
            qInfo("%3d %s", m_counts[static_cast<std::size_t>(kind)], troubleNames[kind]);
        qInfo("%d rounds: %d commands carried out for %d tasks, %d attempts lost, %d results refused; of %d commands the journal does not know, "
              "because their engine died first", m_rounds, m_carriedOut, m_rounds * tasksOfRound, m_lost, m_refused, m_unknown);
        for (const int count : m_counts)
            QVERIFY(count > 0);
    }

private:
    /// Every task has ended once, well, and began after those before it.
    static QString whatIsWrong(const JournalEvents &events)
    {
        QSet<QString> ended;
        QHash<QString, int> endedOf;
        for (const JournalEvent &event : events.all()) {
            const QString task = event.text("task");
            const QString node = event.text("node");
            if (event.type == QLatin1String("task_finished")) {
                if (ended.contains(task))
                    return QStringLiteral("task \"%1\" ended twice").arg(task);
                if (event.text("state") != QLatin1String("succeeded"))
                    return QStringLiteral("task \"%1\": %2, %3").arg(task, event.text("state"), event.text("reason"));
                ended.insert(task);
                ++endedOf[node];
            } else if (event.type == QLatin1String("attempt_dispatched") && !event.body.contains(QLatin1String("purpose"))) {
                for (const QString &earlier : before(node))
                    if (endedOf.value(earlier) != mappedOfNode)
                        return QStringLiteral("task \"%1\" began before all of \"%2\" had ended").arg(task, earlier);
            }
        }
        return ended.size() == tasksOfRound ? QString() : QStringLiteral("%1 tasks ended").arg(ended.size());
    }

    /// What the journal says of workers, and what they wrote down themselves.
    QString whatDisagrees(const JournalEvents &events, const Round &round)
    {
        QHash<QString, QSet<QString>> granted; // by session
        QHash<QString, QSet<QString>> counted;
        for (const JournalEvent &event : events.all()) {
            const QString name = event.text("task") + QLatin1Char(' ') + event.body.value(QLatin1String("attempt")).toVariant().toString();
            if (event.type == QLatin1String("attempt_dispatched"))
                granted[event.text("session")].insert(name);
            else if (event.type == QLatin1String("task_finished") && event.text("node") != QLatin1String("list"))
                counted[event.text("session")].insert(name);
        }
        // What a killed engine had given out and not yet written down. That many is all that its workers may hold at once; far
        // fewer are seen, and more would say that it gives out without writing.
        const int unknownMax = round.count(RoundTrouble::KillEngine) * workersOfRound * (slotsOfWorker + aheadMax);
        const bool mayBeUnknown = unknownMax > 0;
        int unknown = 0;
        for (const auto &life : round.lives()) {
            const QStringList lines = linesOf(life->record);
            const QSet<QString> carriedOut(lines.begin(), lines.end());
            const QString session = events.sessionOf(life->pid);
            m_carriedOut += static_cast<int>(lines.size());
            if (carriedOut.size() != lines.size() && !mayBeUnknown)
                return QStringLiteral("%1 carried out one attempt twice").arg(life->record);
            for (const QString &name : carriedOut - granted.value(session)) {
                if (!mayBeUnknown)
                    return QStringLiteral("%1 carried out \"%2\", which nobody granted it").arg(life->record, name);
                ++unknown;
            }
            for (const QString &name : counted.take(session) - carriedOut)
                return QStringLiteral("\"%1\" counted, and %2 does not know it").arg(name, life->record);
        }
        m_unknown += unknown;
        if (unknown > unknownMax)
            return QStringLiteral("%1 commands that the journal does not know, and %2 may be").arg(unknown).arg(unknownMax);
        return counted.isEmpty() ? QString() : QStringLiteral("results of a worker that nobody started counted");
    }

    int m_rounds = 0;
    std::array<int, troubleKinds> m_counts{};
    int m_carriedOut = 0;
    int m_unknown = 0;
    int m_refused = 0;
    int m_lost = 0;
};

WEFTLINE_TEST(RoundsTest)
#include "tst_rounds.moc"
