// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// A journal on a disk that fills up, or that refuses to be written to: the engine says so, accepts nothing that it cannot keep,
// loses nothing that it accepted, and goes on when there is room.

#include <QtCore/QDir>
#include <QtCore/QFile>

#include <csignal>
#include <memory>

#include <sched.h>
#include <sys/mount.h>
#include <sys/resource.h>

#include "tests/integration/facts.h"
#include "tests/support/test_main.h"

using namespace weftline::test;

namespace {

constexpr int mappedFilling = 1500;
constexpr int largeMapped = 400; ///< Whose values lie in files of their own.
constexpr const char *fillingFlow = R"json({ "weft": 1, "name": "Filling", "nodes": [
  { "id": "list", "kind": "transform", "with": { "expression": "Array.from({ length: 1500 }, (_, i) => i)" } },
  { "id": "fill", "kind": "command", "map": "${list.output}", "with": { "argv": ["sh", "-c", "printf %03000d ${item}"] } }
], "edges": [["list", "fill"]] }
)json";
constexpr const char *largeFlow = R"json({ "weft": 1, "name": "Filling", "nodes": [
  { "id": "list", "kind": "transform", "with": { "expression": "Array.from({ length: 400 }, (_, i) => i)" } },
  { "id": "fill", "kind": "command", "map": "${list.output}", "with": { "argv": ["sh", "-c", "printf %020000d ${item}"] } }
], "edges": [["list", "fill"]] }
)json";
constexpr const char *small = R"json({ "weft": 1, "name": "Small", "nodes": [
  { "id": "one", "kind": "command", "with": { "argv": ["true"] } }
], "edges": [] }
)json";
constexpr const char *smallDisk = "size=48m";

/// In a name space of our own we may mount what nobody else sees.
bool mountSmallDisk(const QString &folder)
{
    QDir().mkpath(folder);
    return ::unshare(CLONE_NEWNS) == 0 && ::mount("none", "/", nullptr, MS_REC | MS_PRIVATE, nullptr) == 0
        && ::mount("tmpfs", folder.toUtf8().constData(), "tmpfs", 0, smallDisk) == 0;
}

} // namespace

/// What keeps an engine from writing, and lets it again.
class Obstacle
{
public:
    virtual ~Obstacle() = default;
    virtual void begin(int engine) = 0;
    virtual void end(int engine) = 0;
    /// Whether it did all that it can do.
    [[nodiscard]] virtual bool hasHit() const { return true; }
};

/// A file that takes all the room there is.
class Filler final : public Obstacle
{
public:
    explicit Filler(const QString &folder) : m_file(folder + QStringLiteral("/filler")) { }
    void begin(int /*engine*/) override
    {
        QFile file(m_file);
        const QByteArray piece(4096, 'x');
        while (file.isOpen() || file.open(QIODevice::WriteOnly | QIODevice::Unbuffered))
            if (file.write(piece) != piece.size())
                return;
    }
    void end(int /*engine*/) override { QFile::remove(m_file); }

private:
    QString m_file;
};

/// Every write beyond so many bytes of a file fails.
class FileLimit final : public Obstacle
{
public:
    void begin(int engine) override { set(engine, 400'000); }
    void end(int engine) override
    {
        if (engine > 0) // else it has ended, and the next one has no limit
            set(engine, RLIM_INFINITY);
    }

private:
    static void set(int engine, rlim_t bytes)
    {
        const rlimit limit{bytes, RLIM_INFINITY};
        if (::prlimit(engine, RLIMIT_FSIZE, &limit, nullptr) != 0)
            qWarning("prlimit failed");
    }
};

/// The engine's own library calls fail: failing_disk.cpp, which it loads first.
class FailingCalls final : public Obstacle
{
public:
    /// Of the files that have `file` in their path.
    FailingCalls(Place &place, const QString &folder, const QString &file) : m_place(place), m_while(folder + QStringLiteral("/failing"))
    {
        m_place.set(QStringLiteral("LD_PRELOAD"), QStringLiteral(WEFTLINE_BINARY_DIR "/bin/failing_disk.so"));
        m_place.set(QStringLiteral("WEFTLINE_FAILING_WHILE"), m_while);
        m_place.set(QStringLiteral("WEFTLINE_FAILING_FILE"), file);
    }
    ~FailingCalls() override
    {
        for (const char *variable : {"LD_PRELOAD", "WEFTLINE_FAILING_WHILE", "WEFTLINE_FAILING_FILE"})
            m_place.set(QLatin1String(variable), QString());
    }
    FailingCalls(const FailingCalls &) = delete;
    FailingCalls &operator=(const FailingCalls &) = delete;

    void begin(int /*engine*/) override { QVERIFY(QFile(m_while).open(QIODevice::WriteOnly)); }
    void end(int /*engine*/) override { QFile::remove(m_while); }
    [[nodiscard]] bool hasHit() const override
    {
        QFile told(m_while);
        const QByteArray letters = told.open(QIODevice::ReadOnly) ? told.readAll() : QByteArray();
        return letters.contains('f') && letters.contains('h') && letters.contains('s');
    }

private:
    Place &m_place;
    QString m_while;
};

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr bool mayLoadFirst = false; // a sanitizer has to be the first
#else
constexpr bool mayLoadFirst = true;
#endif

class FullDiskTest : public QObject
{
    Q_OBJECT

public:
    enum class What : std::uint8_t { Filled, Limited, Failing };
    Q_ENUM(What)

private Q_SLOTS:
    void initTestCase()
    {
        ::signal(SIGXFSZ, SIG_IGN); // the engine inherits that: its writes fail, and it lives
        m_hasSmallDisk = mountSmallDisk(m_place.path(QStringLiteral("small")));
        m_flow = written(m_place, QStringLiteral("filling.weft"), fillingFlow);
        m_largeFlow = written(m_place, QStringLiteral("large.weft"), largeFlow);
        m_small = written(m_place, QStringLiteral("one.weft"), small);
    }
    void cleanupTestCase()
    {
        ::signal(SIGXFSZ, SIG_DFL);
        if (m_hasSmallDisk)
            ::umount2(m_place.path(QStringLiteral("small")).toUtf8().constData(), MNT_DETACH);
    }

    void losesNothing_data()
    {
        QTest::addColumn<What>("what");
        QTest::addColumn<bool>("kills");
        QTest::addColumn<bool>("large");
        QTest::newRow("full, and then room") << What::Filled << false << false;
        QTest::newRow("full, the engine killed, and then room") << What::Filled << true << false;
        QTest::newRow("full, with large values, and then room") << What::Filled << false << true;
        QTest::newRow("writes beyond a limit fail, and then none") << What::Limited << false << false;
        QTest::newRow("writes beyond a limit fail, the engine killed, and then none") << What::Limited << true << false;
        QTest::newRow("failing calls, and then none") << What::Failing << false << false;
        QTest::newRow("failing calls, the engine killed, and then none") << What::Failing << true << false;
        QTest::newRow("failing calls, with large values, and then none") << What::Failing << false << true;
    }

    void losesNothing()
    {
        QFETCH(What, what);
        QFETCH(bool, kills);
        QFETCH(bool, large);
        const QByteArray says = large ? "Cannot keep a value" : "Cannot use journal";
        const int ofList = large ? largeMapped : mappedFilling;
        if (what == What::Filled && !m_hasSmallDisk)
            QSKIP("Only root can mount a small disk.");
        if (what == What::Failing && !mayLoadFirst)
            QSKIP("The library with the failing calls cannot be loaded before a sanitizer's.");
        const QString folder = m_place.path(QStringLiteral("%1/%2%3").arg(QLatin1String(folderOf(what))).arg(kills).arg(large));
        QDir().mkpath(folder);
        m_journal = folder + QStringLiteral("/full.journal");
        const std::unique_ptr<Obstacle> obstacle = obstacleOf(what, folder, large);
        start();
        std::vector<std::unique_ptr<Program>> hands;
        for (int i = 1; i <= 2; ++i) {
            const QString name = QStringLiteral("worker-%1").arg(i);
            hands.push_back(startWorker(m_place, name, name, 2, m_endpoint));
        }
        Program run(m_place, QStringLiteral("run"), runOf(large ? m_largeFlow : m_flow));
        QVERIFY(waitUntil([&] { return run.hasEnded() || run.out().contains("fill"); }, runMax));
        obstacle->begin(m_engine->pid());
        QVERIFY2(waitUntil([&] { return m_engine->err().contains(says); }, runMax), "it does not say so");
        QVERIFY2(waitUntil([&] { return obstacle->hasHit(); }, runMax), "it was not hit by everything");
        QVERIFY(!run.hasEnded());
        QVERIFY2(m_engine->err().contains("Make room on its disk"), m_engine->err().constData());

        const Outcome refused = weft(m_place, runOf(m_small));
        QCOMPARE(refused.exitCode, 1);
        QVERIFY2(refused.err.contains("The engine takes no runs now. " + says), refused.err.constData());
        QVERIFY(!m_engine->hasEnded());
        QVERIFY2(waitUntil([&] { return run.err().contains(says); }), "who waits for the run is not told");
        const int keptWhenFull = finished();
        QVERIFY(keptWhenFull > 0 && keptWhenFull < ofList);

        if (kills)
            m_engine->kill();
        obstacle->end(m_engine->pid());
        if (kills)
            start();
        else
            QVERIFY2(waitUntil([&] { return m_engine->err().contains("can be written again"); }, runMax), "it does not say that it goes on");
        QVERIFY2(run.waitForEnd(), run.out().right(500).constData());
        QCOMPARE(run.exitCode(), 0);
        const Outcome accepted = weft(m_place, runOf(m_small));
        QVERIFY2(accepted.exitCode == 0, accepted.err.constData());
        m_engine->signal(SIGTERM);
        QVERIFY(m_engine->waitForEnd());

        const Outcome verified = weft(m_place, {QStringLiteral("verify"), m_journal});
        QVERIFY2(verified.exitCode == 0, (verified.out + verified.err).constData());
        const JournalEvents events = JournalEvents::read(m_place, m_journal);
        QSet<QString> ended;
        for (const JournalEvent &event : events.of("task_finished")) {
            QCOMPARE(event.text("state"), QStringLiteral("succeeded"));
            QVERIFY2(!ended.contains(event.text("run") + event.text("task")), qPrintable(event.text("task")));
            ended.insert(event.text("run") + event.text("task"));
        }
        QCOMPARE(ended.size(), ofList + 2);
        QCOMPARE(events.count("run_accepted"), 2); // the one that was refused is not among them
        for (const auto &worker : hands)
            QVERIFY2(!worker->hasEnded(), worker->err().constData());
        qInfo("%d tasks had ended when nothing could be written", keptWhenFull);
    }

private:
    static const char *folderOf(What what) { return what == What::Filled ? "small" : what == What::Limited ? "limit" : "failing"; }

    std::unique_ptr<Obstacle> obstacleOf(What what, const QString &folder, bool large)
    {
        if (what == What::Filled)
            return std::make_unique<Filler>(folder);
        if (what == What::Limited)
            return std::make_unique<FileLimit>();
        return std::make_unique<FailingCalls>(m_place, folder, large ? m_journal + QStringLiteral(".d/") : m_journal); // then its values only
    }

    void start()
    {
        m_engine = startEngine(m_place, QStringLiteral("engine-%1").arg(++m_engines), m_journal, m_endpoint);
        QVERIFY2(!m_engine->hasEnded(), m_engine->err().constData());
    }

    [[nodiscard]] QStringList runOf(const QString &file) const
    {
        return {QStringLiteral("run"), file, QStringLiteral("--engine"), m_endpoint, QStringLiteral("--json")};
    }

    /// Tasks of which the journal says now that they have ended.
    [[nodiscard]] int finished() const
    {
        const Outcome verified = weft(m_place, {QStringLiteral("verify"), m_journal, QStringLiteral("--json")});
        return lastLine(verified.out).value(QLatin1String("by_type")).toObject().value(QLatin1String("task_finished")).toInt();
    }

    Place m_place;
    QString m_flow;
    QString m_largeFlow;
    QString m_small;
    QString m_journal;
    QString m_endpoint;
    bool m_hasSmallDisk = false;
    int m_engines = 0;
    std::unique_ptr<Program> m_engine;
};

WEFTLINE_TEST(FullDiskTest)
#include "tst_full_disk.moc"
