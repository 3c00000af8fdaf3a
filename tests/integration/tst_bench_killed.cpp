// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// A benchmark is no special case: killed with -9 at full speed, its journal knows every result of which a worker had the
// acknowledgement. One of its workers is the test itself, and writes down what it hears.

#include <QtCore/QSet>
#include <QtCore/QTimer>
#include <QtTest/QTest>

#include <chrono>
#include <map>

#include "engine/wire/runtime_dir.h"
#include "engine/wire/zmq_peer_transport.h"
#include "tests/integration/facts.h"
#include "tests/support/test_main.h"

using namespace weftline;
using namespace weftline::test;

namespace {

/// Carries out empty tasks, a little at a time.
class WritingWorker
{
public:
    explicit WritingWorker(const QString &socket) : m_socket(socket.toStdString())
    {
        connect();
        // On its own as well: the list of so many tasks may take longer than a lease.
        QObject::connect(&m_pulse, &QTimer::timeout, &m_pulse, [this] { beat(); });
        m_pulse.start(std::chrono::milliseconds(200));
    }

    /// "RUN TASK" of each result that the engine said it has.
    [[nodiscard]] const QSet<QString> &acknowledged() const { return m_acknowledged; }

private:
    void connect()
    {
        m_isLost = false;
        m_transport = wire::ZmqPeerTransport::connectLocal(wire::processContext(), {wire::LocalEndpoint{m_socket}}).value();
        m_transport->setHandler({
            .connected = [this] { hello(); },
            .disconnected = [](const Error &) {},
            .message = [this](wire::Message message) { hear(std::move(message)); },
        });
    }

    void hello()
    {
        m_beats = 0;
        wire::Hello hello;
        hello.name = "writing";
        hello.slots = 1;
        hello.kinds = {"empty"};
        m_transport->send(hello);
    }

    void beat() { m_transport->send(wire::Heartbeat{++m_beats, 0, {}, {}}); }

    void hear(wire::Message message)
    {
        if (const auto *tasks = std::get_if<wire::Tasks>(&message)) {
            wire::Results results;
            for (const wire::Task &task : tasks->tasks) {
                m_names[task.key] = QString::fromStdString(std::string(task.run.view()) + ' ' + task.name());
                wire::AttemptResult result;
                result.key = task.key;
                result.output = task.with;
                results.results.push_back(std::move(result));
            }
            m_transport->send(results);
            beat(); // and while they keep it from its timer
        } else if (const auto *acks = std::get_if<wire::ResultAcks>(&message)) {
            for (const wire::Acknowledgement &ack : acks->acks)
                if (ack.refused.empty())
                    m_acknowledged.insert(m_names.at(ack.key));
        } else if (std::holds_alternative<wire::Disconnect>(message) && !std::exchange(m_isLost, true)) {
            // Taken for lost, on a machine slower than its lease: it comes back as somebody new, as workers do.
            QMetaObject::invokeMethod(&m_pulse, [this] { connect(); }, Qt::QueuedConnection);
        }
    }

    std::string m_socket;
    std::map<wire::AttemptKey, QString> m_names;
    QSet<QString> m_acknowledged;
    std::uint64_t m_beats = 0;
    bool m_isLost = false;
    QTimer m_pulse;
    std::unique_ptr<wire::ZmqPeerTransport> m_transport;
};

} // namespace

class BenchKilledTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void losesNothingThatWasAcknowledged_data()
    {
        QTest::addColumn<int>("results");
        for (const int results : {1, 1'000, 10'000})
            QTest::addRow("after %d", results) << results;
    }

    void losesNothingThatWasAcknowledged()
    {
        QFETCH(int, results);
        const Place place;
        const QString journal = place.path(QStringLiteral("bench.journal"));
        Program bench(place, QStringLiteral("bench"),
                      {QStringLiteral("bench"), QStringLiteral("dispatch"), QStringLiteral("--workers"), QStringLiteral("2"),
                       QStringLiteral("--tasks"), QStringLiteral("300000"), QStringLiteral("--journal"), journal});
        qputenv("XDG_RUNTIME_DIR", place.environment().value(QStringLiteral("XDG_RUNTIME_DIR")).toUtf8());
        const auto socket = wire::socketPathFor(journal.toStdString());
        QVERIFY(socket.has_value());
        WritingWorker worker(QString::fromStdString(socket->string())); // connects when the engine is there
        QVERIFY2(waitUntil([&] { return worker.acknowledged().size() >= results || bench.hasEnded(); }, runMax), bench.err().constData());
        QVERIFY2(!bench.hasEnded(), (bench.out() + bench.err()).constData());
        bench.kill();
        QVERIFY(waitUntil([&] { return place.processes().empty(); })); // its other workers notice

        const Outcome verified = weft(place, {QStringLiteral("verify"), journal});
        QVERIFY2(verified.exitCode == 0, (verified.out + verified.err).constData());
        QSet<QString> kept;
        for (const JournalEvent &event : JournalEvents::read(place, journal).of("task_finished"))
            kept.insert(event.text("run") + u' ' + event.text("task"));
        const QSet<QString> lost = worker.acknowledged() - kept;
        QVERIFY2(lost.isEmpty(), qPrintable(lost.values().value(0)));
        qInfo("killed: %lld results acknowledged to one of three workers, %lld of all in the journal", worker.acknowledged().size(), kept.size());
    }
};

WEFTLINE_TEST(BenchKilledTest)
#include "tst_bench_killed.moc"
