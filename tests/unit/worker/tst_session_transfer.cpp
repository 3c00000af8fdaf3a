// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Large outputs and parameters, and logs.

#include <QtTest/QTest>

#include "engine/encoding/blake2b.h"
#include "tests/support/test_main.h"
#include "tests/unit/worker/session_table.h"

using namespace weftline;
using namespace weftline::worker;
using namespace std::chrono_literals;

namespace {

constexpr std::size_t chunkMax = wire::Chunk::chunkMax;

wire::Tasks withStored(std::uint32_t number, const Bytes &bytes)
{
    wire::Task task = SessionTable::task(number);
    task.with.stored = encoding::blake2b({bytes});
    task.with.size = bytes.size();
    return {{task}};
}

} // namespace

class SessionTransferTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void sendsALargeOutputAheadOfItsResult()
    {
        SessionTable t;
        t.join();
        t.grant({1});
        const Bytes output(chunkMax * 20 + 5, 'x');
        t.effects.clear();
        t.end(t.key(1), false, output);
        Bytes arrived;
        for (int round = 0; round < 10; ++round) {
            for (const wire::Chunk &chunk : t.sent<wire::Chunk>()) {
                QCOMPARE(chunk.offset, arrived.size());
                QCOMPARE(chunk.size, output.size());
                arrived += chunk.bytes;
            }
            QVERIFY(t.sent<wire::Chunk>().size() <= 8);
            t.effects.clear();
            t.echo(); // shows that they have arrived
        }
        QVERIFY(arrived == output);
        QVERIFY(t.results().empty());
        t.hear(wire::Have{encoding::blake2b({output}), {}});
        QCOMPARE(t.results().size(), std::size_t(1));
        QCOMPARE(t.results()[0].output.stored, std::optional(encoding::blake2b({output})));
        QCOMPARE(t.results()[0].output.size, output.size());
        QVERIFY(t.results()[0].output.bytes.empty());
    }

    void beginsAnUploadAnewAfterAReconnect()
    {
        SessionTable t;
        t.join();
        t.grant({1});
        t.end(t.key(1), false, Bytes(chunkMax * 9, 'x'));
        t.give(Disconnected{});
        t.effects.clear();
        t.give(Connected{});
        QVERIFY(t.sent<wire::Chunk>().empty());
        t.hear(wire::Welcome{1, 1s, 250ms, "1"});
        QCOMPARE(t.sent<wire::Chunk>().size(), std::size_t(8));
        QCOMPARE(t.sent<wire::Chunk>()[0].offset, std::uint64_t(0));
    }

    void sendsArtefactsAheadOfTheResult()
    {
        SessionTable t(2);
        t.join();
        t.grant({1, 2});
        const std::vector<Bytes> artefacts{Bytes(chunkMax + 1, 'a'), Bytes("b")};
        t.effects.clear();
        wire::AttemptResult result;
        result.key = t.key(1);
        result.output = Payload::of("\x01");
        t.give(ProcessEnded{result, false, artefacts});
        t.end(t.key(2), false, Bytes("b") + Bytes(5000, 'x'));
        QCOMPARE(t.sent<wire::Chunk>().size(), std::size_t(2)); // of the first
        t.hear(wire::Have{encoding::blake2b({artefacts[0]}), {}});
        QCOMPARE(t.sent<wire::Chunk>().back().bytes, artefacts[1]);
        QVERIFY(t.results().empty());
        t.hear(wire::Have{encoding::blake2b({artefacts[1]}), {}});
        QCOMPARE(t.results().size(), std::size_t(1));
        QCOMPARE(t.results()[0].output.bytes, Bytes("\x01"));
        QCOMPARE(t.sent<wire::Chunk>().back().size, std::uint64_t(5001));
        QCOMPARE(t.state.outputBytes, std::size_t(5001));
    }

    void failsAResultWhoseArtefactCannotBeKept()
    {
        SessionTable t;
        t.join();
        t.grant({1});
        wire::AttemptResult result;
        result.key = t.key(1);
        t.give(ProcessEnded{result, false, {Bytes("a"), Bytes("b")}});
        t.hear(wire::Have{encoding::blake2b({Bytes("a")}), "The disk is full."});
        QCOMPARE(t.results().at(0).outcome, wire::Outcome::Failed);
        QCOMPARE(t.state.outputBytes, std::size_t(0));
        QVERIFY(t.state.uploads.empty());
    }

    void failsAnOutputThatCannotBeKept()
    {
        SessionTable t;
        t.join();
        t.grant({1});
        const Bytes output(5000, 'x');
        t.end(t.key(1), false, output);
        t.hear(wire::Have{encoding::blake2b({output}), "The disk is full."});
        QCOMPARE(t.results().at(0).outcome, wire::Outcome::Failed);
        QCOMPARE(t.results()[0].reason, std::string("Its output could not be kept. The disk is full."));
    }

    void startsNothingWhileTooMuchWaitsToBeHandedOver()
    {
        SessionTable t(8);
        t.join();
        t.grant({1, 2, 3, 4, 5});
        for (std::uint32_t i = 1; i <= 5; ++i)
            t.end(t.key(i), false, Bytes(60U << 20U, static_cast<char>('a' + i)));
        t.grant({6});
        QCOMPARE(t.started().size(), std::size_t(5));
        t.hear(wire::Have{*t.state.held.at(t.key(1)).result.output.stored, {}});
        QCOMPARE(t.started().size(), std::size_t(6));
    }

    void fetchesLargeParameters()
    {
        SessionTable t;
        t.join();
        const Bytes with(chunkMax + 10, 'p');
        const Hash hash = encoding::blake2b({with});
        t.hear(withStored(1, with));
        QCOMPARE(t.sent<wire::Get>().at(0).hash, hash);
        QVERIFY(t.started().empty());
        t.hear(wire::Chunk{hash, with.size(), 0, with.substr(0, chunkMax)});
        t.hear(wire::Chunk{hash, with.size(), chunkMax, with.substr(chunkMax)});
        QCOMPARE(t.all<Start>().size(), std::size_t(1));
        QVERIFY(t.all<Start>()[0].task.with.bytes == with);
        t.end(t.key(1));
        t.hear(withStored(2, with)); // known by now
        QCOMPARE(t.sent<wire::Get>().size(), std::size_t(1));
        QCOMPARE(t.all<Start>().size(), std::size_t(2));
    }

    void fetchesThemAnewAfterAReconnect()
    {
        SessionTable t;
        t.join();
        const Bytes with(5000, 'p');
        t.hear(withStored(1, with));
        t.give(Disconnected{});
        t.give(Connected{});
        t.hear(wire::Welcome{1, 1s, 250ms, "1"});
        QCOMPARE(t.sent<wire::Get>().size(), std::size_t(2));
        t.hear(wire::Chunk{encoding::blake2b({with}), with.size(), 0, with});
        QCOMPARE(t.all<Start>().size(), std::size_t(1));
    }

    void failsParametersThatCannotBeHad_data()
    {
        QTest::addColumn<int>("how");
        QTest::newRow("the engine has lost them") << 0;
        QTest::newRow("they have another hash") << 1;
        QTest::newRow("they have another size") << 2;
    }

    void failsParametersThatCannotBeHad()
    {
        QFETCH(int, how);
        SessionTable t;
        t.join();
        const Bytes with(5000, 'p');
        const Hash hash = encoding::blake2b({with});
        t.hear(withStored(1, with));
        if (how == 0)
            t.hear(wire::Have{hash, "Value \"p\" is gone."});
        else if (how == 1)
            t.hear(wire::Chunk{hash, with.size(), 0, Bytes(5000, 'q')});
        else
            t.hear(wire::Chunk{hash, 6000, 0, with});
        QVERIFY(t.started().empty());
        QCOMPARE(t.results().at(0).outcome, wire::Outcome::Failed);
        QVERIFY(t.results()[0].reason.starts_with("Its parameters could not be fetched. "));
        QCOMPARE(t.state.used, 0U);
    }

    void forgetsParametersOfACancelledTask()
    {
        SessionTable t;
        t.join();
        const Bytes with(5000, 'p');
        t.hear(withStored(1, with));
        t.hear(wire::CancelAttempt{t.key(1), "No."});
        t.hear(wire::Chunk{encoding::blake2b({with}), with.size(), 0, with});
        QVERIFY(t.started().empty());
        QCOMPARE(t.results().at(0).outcome, wire::Outcome::Cancelled);
    }

    void numbersAnAttemptsLogs()
    {
        SessionTable t(2);
        t.join();
        t.grant({1, 2});
        t.give(LogRead{t.key(1), wire::Stream::Out, "a\n"});
        t.give(LogRead{t.key(2), wire::Stream::Out, "b\n"});
        t.give(LogRead{t.key(1), wire::Stream::Err, "c\n"});
        const auto logs = t.sent<wire::Log>();
        QCOMPARE(logs.size(), std::size_t(3));
        QCOMPARE(logs[0].sequence, std::uint64_t(0));
        QCOMPARE(logs[1].sequence, std::uint64_t(0));
        QCOMPARE(logs[2].sequence, std::uint64_t(1));
    }

    void dropsLogsThatPileUpAndShowsTheGap()
    {
        SessionTable t;
        t.join();
        t.grant({1});
        t.effects.clear();
        constexpr std::size_t piece = 64U << 10U;
        constexpr std::size_t window = SessionLimits::logBytesMax / piece;
        for (std::size_t i = 0; i < 3 * window; ++i)
            t.give(LogRead{t.key(1), wire::Stream::Out, std::string(piece, 'x')});
        QCOMPARE(t.sent<wire::Log>().size(), window); // the rest waits, and what is too much for that is dropped
        t.pass(250ms);
        t.effects.clear();
        t.echo();
        QCOMPARE(t.sent<wire::Log>().size(), window);
        t.pass(250ms);
        t.effects.clear();
        t.echo();
        t.give(LogRead{t.key(1), wire::Stream::Out, "end\n"});
        const auto logs = t.sent<wire::Log>();
        QCOMPARE(logs.size(), std::size_t(1));
        QCOMPARE(logs[0].sequence, std::uint64_t(3 * window));
    }

    void keepsLogsWhileItIsAlone()
    {
        SessionTable t;
        t.join();
        t.grant({1});
        t.give(Disconnected{});
        t.give(LogRead{t.key(1), wire::Stream::Out, "a\n"});
        t.effects.clear();
        t.give(Connected{});
        QVERIFY(t.sent<wire::Log>().empty());
        t.hear(wire::Welcome{1, 1s, 250ms, "1"});
        QCOMPARE(t.sent<wire::Log>().size(), std::size_t(1));
    }
};

WEFTLINE_TEST(SessionTransferTest)
#include "tst_session_transfer.moc"
