// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "engine/service/snapshot_keeper.h"

#include <algorithm>
#include <csignal>

#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace weftline::service {
namespace {

constexpr int failuresMost = 6;

/// In the child, before it becomes the program.
void giveWay()
{
    constexpr int ofProcess = 1;
    constexpr int idle = 3 << 13; // the class of ioprio_set(2) whose turn comes when nobody else wants the disk
    (void)::setpriority(PRIO_PROCESS, 0, 19);
    (void)::syscall(SYS_ioprio_set, ofProcess, 0, idle);
    (void)::prctl(PR_SET_PDEATHSIG, SIGKILL);
}

} // namespace

SnapshotKeeper::SnapshotKeeper(const std::string &program, const std::filesystem::path &journal, SnapshotPace pace, scheduler::Position at,
                               std::function<scheduler::Position()> durable)
    : m_pace(pace), m_durable(std::move(durable)), m_at(at)
{
    m_process.setProgram(QString::fromStdString(program));
    m_process.setArguments({QStringLiteral("snapshot"), QString::fromStdString(std::filesystem::absolute(journal).string())});
    m_process.setStandardInputFile(QProcess::nullDevice());
    m_process.setStandardOutputFile(QProcess::nullDevice());
    m_process.setStandardErrorFile(QString::fromStdString(journal.string() + ".d/snapshot.log"));
    m_process.setChildProcessModifier(giveWay);
    QObject::connect(&m_process, &QProcess::finished, &m_process,
                     [this](int code, QProcess::ExitStatus status) { ended(status == QProcess::NormalExit && code == 0); });
    QObject::connect(&m_process, &QProcess::errorOccurred, &m_process, [this](QProcess::ProcessError error) {
        if (error == QProcess::FailedToStart)
            ended(false);
    });
    QObject::connect(&m_timer, &QTimer::timeout, &m_process, [this] { look(); });
    m_timer.start(m_pace.look);
}

SnapshotKeeper::~SnapshotKeeper()
{
    m_process.disconnect();
    if (m_process.state() == QProcess::NotRunning)
        return;
    m_process.kill();
    m_process.waitForFinished();
}

void SnapshotKeeper::look()
{
    if (m_process.state() != QProcess::NotRunning)
        return;
    if (m_sinceStart.isValid() && std::chrono::milliseconds(m_sinceStart.elapsed()) < m_pace.pause * (1 << m_failures))
        return;
    const scheduler::Position end = m_durable();
    if (end < m_at + m_pace.events)
        return;
    m_next = end;
    m_sinceStart.start();
    m_process.start();
}

void SnapshotKeeper::ended(bool well)
{
    m_at = well ? m_next : m_at;
    m_failures = well ? 0 : std::min(m_failures + 1, failuresMost);
}

} // namespace weftline::service
