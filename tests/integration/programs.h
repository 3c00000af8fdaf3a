// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Real processes of `weft`, each test's with a home, journals and sockets of its own. Before one is ended, every TCP socket
// that it listens on must have refused a wrong key (knocking.h).

#pragma once

#include <QtCore/QProcess>
#include <QtCore/QTemporaryDir>

#include <memory>
#include <vector>

#include "tests/support/processes.h"

namespace weftline::test {

/// What a run of seconds may last on a machine that has much else to do.
constexpr int runMax = 120'000;

/// Where one test lives. What still runs with it in its environment is killed at its end.
class Place
{
public:
    Place();
    ~Place();
    Place(const Place &) = delete;
    Place &operator=(const Place &) = delete;

    [[nodiscard]] QString path(const QString &name) const { return m_folder.filePath(name); }
    [[nodiscard]] QProcessEnvironment environment() const;
    /// One variable more for the programs that are started from here on.
    void set(const QString &variable, const QString &value) { m_more.insert(variable, value); }
    /// The processes that were started from here, directly or not.
    [[nodiscard]] std::vector<LivingProcess> processes() const;

private:
    QTemporaryDir m_folder;
    QProcessEnvironment m_more;
};

/// One process of `weft`, its output in files. Killed when this goes, and when the test itself is killed.
class Program
{
public:
    Program(const Place &place, const QString &name, const QStringList &arguments);
    ~Program();
    Program(const Program &) = delete;
    Program &operator=(const Program &) = delete;

    [[nodiscard]] int pid() const { return static_cast<int>(m_process.processId()); }
    [[nodiscard]] bool hasEnded() const { return m_process.state() == QProcess::NotRunning; }
    [[nodiscard]] int exitCode() const { return m_process.exitStatus() == QProcess::NormalExit ? m_process.exitCode() : -1; }
    [[nodiscard]] QByteArray out() const;
    [[nodiscard]] QByteArray err() const;
    /// Waits until it has ended by itself.
    bool waitForEnd(int milliseconds = runMax) { return hasEnded() || m_process.waitForFinished(milliseconds); }
    /// Sends it a signal, unless it has ended.
    void signal(int number) const;
    /// kill -9, and waits until it is gone.
    void kill();

private:
    QProcess m_process;
    QString m_out;
    QString m_err;
};

struct Outcome
{
    int exitCode = -1;
    QByteArray out;
    QByteArray err;
};

/// Runs `weft` to its end.
[[nodiscard]] Outcome weft(const Place &place, const QStringList &arguments);

/// `weft engine` on `journal`, once it has said where it listens, which `endpoint` is then; or has ended.
[[nodiscard]] std::unique_ptr<Program> startEngine(const Place &place, const QString &name, const QString &journal, QString &endpoint,
                                                   const QStringList &more = {});

/// `weft worker` of that name and so many slots; its output lies under `file`.
[[nodiscard]] std::unique_ptr<Program> startWorker(const Place &place, const QString &file, const QString &name, int slotCount,
                                                   const QString &endpoint);

/// Makes a file there; its path, empty where that failed.
[[nodiscard]] QString written(const Place &place, const QString &name, const QByteArray &text);

/// The variable of a process's environment; empty where it has none, or is gone.
[[nodiscard]] QByteArray environmentOf(int pid, const QByteArray &variable);

} // namespace weftline::test
