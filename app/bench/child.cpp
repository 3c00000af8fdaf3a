// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/bench/child.h"

#include <QtCore/QDeadlineTimer>
#include <QtCore/QStringList>

#include <fmt/format.h>
#include <sys/prctl.h>

namespace weftline::bench {

Child::Child(const std::string &program, const std::vector<std::string> &arguments, const std::string &log, int orphaned)
{
    QStringList list;
    for (const std::string &argument : arguments)
        list << QString::fromStdString(argument);
    m_process.setStandardInputFile(QProcess::nullDevice());
    m_process.setStandardErrorFile(log.empty() ? QProcess::nullDevice() : QString::fromStdString(log), QIODevice::Append);
    m_process.setChildProcessModifier([orphaned] { prctl(PR_SET_PDEATHSIG, orphaned); });
    m_process.start(QString::fromStdString(program), list, QIODevice::ReadOnly);
    m_process.waitForStarted();
}

Child::~Child() { kill(); }

Result<std::string> Child::firstLine(std::chrono::milliseconds patience)
{
    QDeadlineTimer deadline(patience);
    while (!m_process.canReadLine() && !deadline.hasExpired())
        if (!m_process.waitForReadyRead(static_cast<int>(deadline.remainingTime())) && !runs())
            break;
    if (!m_process.canReadLine())
        return failure(ErrorCode::System, fmt::format("\"{} {}\" did not begin its work within {} s.", m_process.program().toStdString(),
                                                      m_process.arguments().value(0).toStdString(),
                                                      std::chrono::duration_cast<std::chrono::seconds>(patience).count()));
    return m_process.readLine().trimmed().toStdString();
}

void Child::kill()
{
    if (!runs())
        return;
    m_process.kill();
    m_process.waitForFinished(-1);
}

void Child::end(std::chrono::milliseconds patience)
{
    if (!runs())
        return;
    m_process.terminate();
    if (!m_process.waitForFinished(static_cast<int>(patience.count())))
        kill();
}

} // namespace weftline::bench
