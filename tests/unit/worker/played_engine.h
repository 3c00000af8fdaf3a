// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// A whole worker process over a real socket, with the test as its engine.

#pragma once

#include <QtCore/QProcess>
#include <QtCore/QProcessEnvironment>
#include <QtCore/QString>
#include <QtCore/QStringList>
#include <QtCore/QTemporaryDir>
#include <QtTest/QTest>

#include <csignal>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "engine/encoding/writer.h"
#include "engine/wire/zmq_engine_transport.h"
#include "tests/support/processes.h"

namespace weftline::test {

struct PlayedEngine
{
    QTemporaryDir folder;
    std::string socket = folder.filePath(QStringLiteral("e.sock")).toStdString();
    std::unique_ptr<wire::ZmqEngineTransport> transport;
    std::uint32_t epoch = 1;
    std::uint64_t heartbeats = 0;
    bool answers = true; ///< Heartbeats.
    std::optional<wire::Peer> peer;
    std::vector<wire::Hello> hellos;
    std::vector<wire::Started> started;
    std::vector<std::size_t> heardAtBeats; ///< How many starts and results, at each heartbeat.
    std::vector<wire::AttemptResult> results;
    std::vector<wire::Chunk> chunks;
    std::string logs;
    int byes = 0;
    int closed = 0;

    SessionId lost; ///< One that is sent away whenever it says Hello.

    PlayedEngine() { open(); }

    void open()
    {
        transport = std::make_unique<wire::ZmqEngineTransport>(wire::processContext());
        transport->setHandler({
            .message = [this](const wire::Peer &from, wire::Message message) { onMessage(from, std::move(message)); },
            .closed = [this](const SessionId &) { ++closed; },
            .garbage = [](const wire::Peer &, const Error &error) { qWarning("%s", error.message.c_str()); },
        });
        QVERIFY(transport->listenLocal(socket));
    }

    void onMessage(const wire::Peer &from, wire::Message message)
    {
        peer = from;
        if (const auto *hello = std::get_if<wire::Hello>(&message)) {
            hellos.push_back(*hello);
            if (from.session == lost)
                say(wire::Disconnect{"This session was taken for lost.", true});
            else
                say(wire::Welcome{epoch, std::chrono::seconds(1), std::chrono::milliseconds(100), "test"});
        } else if (const auto *beat = std::get_if<wire::Heartbeat>(&message)) {
            heardAtBeats.push_back(started.size() + results.size());
            if (answers)
                say(wire::Heartbeat{++heartbeats, beat->number, {}, {}});
        } else if (const auto *one = std::get_if<wire::Started>(&message)) {
            started.push_back(*one);
        } else if (const auto *log = std::get_if<wire::Log>(&message)) {
            logs += log->text;
        } else if (const auto *some = std::get_if<wire::Results>(&message)) {
            results.insert(results.end(), some->results.begin(), some->results.end());
        } else if (const auto *chunk = std::get_if<wire::Chunk>(&message)) {
            chunks.push_back(*chunk);
            if (chunk->offset + chunk->bytes.size() == chunk->size)
                say(wire::Have{chunk->hash, {}});
        } else if (std::holds_alternative<wire::Bye>(message)) {
            ++byes;
        }
    }

    void say(const wire::Message &message) { transport->send(peer->session, message); }

    static wire::Task task(std::uint32_t number, std::string kind, const Value &with)
    {
        wire::Task task;
        task.key = {0, number, 1, 1};
        task.kind = std::move(kind);
        task.run = "r";
        task.node = "n";
        Bytes encoded;
        encoding::Writer(encoded).value(with);
        task.with = Payload::of(std::move(encoded));
        return task;
    }
    static wire::Task command(std::uint32_t number, std::initializer_list<const char *> arguments)
    {
        List argv;
        for (const char *argument : arguments)
            argv.emplace_back(argument);
        return task(number, "command", Object{{"argv", std::move(argv)}});
    }
    void acknowledge(const wire::AttemptKey &key) { say(wire::ResultAcks{{{key, {}}}}); }
    bool hears(std::size_t count)
    {
        return waitUntil([&] { return results.size() >= count; });
    }
};

struct WorkerProcess
{
    QProcess process;

    WorkerProcess(const PlayedEngine &engine, int slots, bool ephemeral = false)
    {
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(QStringLiteral("WEFT_SECRET_KEY"), QStringLiteral("open sesame"));
        process.setProcessEnvironment(environment);
        QStringList arguments{QStringLiteral("worker"), QString::fromStdString(engine.socket), QString::number(slots),
                              QStringLiteral("command,script,http,llm,empty")};
        if (ephemeral)
            arguments << QStringLiteral("ephemeral");
        process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
        process.start(QStringLiteral(WEFTLINE_BINARY_DIR "/bin/weftline_test_worker"), arguments);
    }
    ~WorkerProcess()
    {
        if (process.state() != QProcess::NotRunning) {
            signal(SIGCONT);
            signal(SIGKILL);
        }
        process.waitForFinished();
    }
    void signal(int number) const { ::kill(static_cast<pid_t>(process.processId()), number); }
    bool ends()
    {
        return waitUntil([&] { return process.state() == QProcess::NotRunning; });
    }
};

} // namespace weftline::test
