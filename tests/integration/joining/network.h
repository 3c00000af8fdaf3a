// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// A network of its own for one machine of a test: a namespace joined to this one by a pair of virtual cards. Where the rights for
// that are missing, the loop of this machine. Whatever was made is gone with it.

#pragma once

#include <QtCore/QProcess>

#include <filesystem>

#include "tests/support/processes.h"
#include "tests/support/text.h"

namespace weftline::test {

class OtherNetwork
{
public:
    OtherNetwork()
    {
        const auto number = QCoreApplication::applicationPid() % 60'000;
        m_here = QStringLiteral("wjh%1").arg(number);
        const QString there = QStringLiteral("wjt%1").arg(number);
        const QString net = QStringLiteral("10.%1.%2.").arg(200 + number / 6000).arg(number % 250);
        m_keeper.start(QStringLiteral("unshare"), {QStringLiteral("-n"), QStringLiteral("cat")});
        const bool isApart = m_keeper.waitForStarted() && waitUntil([this] { return isInside(); }, 5'000);
        const QString pid = QString::number(m_keeper.processId());
        m_isApart = isApart
            && ip({QStringLiteral("link"), QStringLiteral("add"), m_here, QStringLiteral("type"), QStringLiteral("veth"), QStringLiteral("peer"),
                   QStringLiteral("name"), there, QStringLiteral("netns"), pid})
            && ip({QStringLiteral("addr"), QStringLiteral("add"), net + QStringLiteral("1/30"), QStringLiteral("dev"), m_here})
            && ip({QStringLiteral("link"), QStringLiteral("set"), m_here, QStringLiteral("up")})
            && inside({QStringLiteral("addr"), QStringLiteral("add"), net + QStringLiteral("2/30"), QStringLiteral("dev"), there})
            && inside({QStringLiteral("link"), QStringLiteral("set"), there, QStringLiteral("up")});
        if (m_isApart)
            m_host = net + QStringLiteral("1");
    }
    ~OtherNetwork()
    {
        if (m_isApart)
            ip({QStringLiteral("link"), QStringLiteral("del"), m_here});
        m_keeper.kill();
        m_keeper.waitForFinished();
    }
    OtherNetwork(const OtherNetwork &) = delete;
    OtherNetwork &operator=(const OtherNetwork &) = delete;

    [[nodiscard]] bool isApart() const { return m_isApart; }
    /// By which address the machine over there reaches this one.
    [[nodiscard]] QString host() const { return m_host; }
    /// What a program's command line begins with to run over there.
    [[nodiscard]] QStringList prefix() const
    {
        return m_isApart ? QStringList{QStringLiteral("nsenter"), QStringLiteral("-t"), QString::number(m_keeper.processId()), QStringLiteral("-n")}
                         : QStringList();
    }

private:
    /// `unshare` has done its part: `cat` runs, in another network than ours.
    [[nodiscard]] bool isInside() const
    {
        const QString there = QStringLiteral("/proc/%1/ns/net").arg(m_keeper.processId());
        return m_keeper.state() != QProcess::Running
            || std::filesystem::read_symlink(there.toStdString(), m_error) != std::filesystem::read_symlink("/proc/self/ns/net", m_error);
    }
    bool ip(const QStringList &arguments) const { return done(QStringLiteral("ip"), arguments); }
    bool inside(const QStringList &arguments) const
    {
        return done(QStringLiteral("nsenter"), QStringList{QStringLiteral("-t"), QString::number(m_keeper.processId()), QStringLiteral("-n"),
                                                           QStringLiteral("ip")} + arguments);
    }
    static bool done(const QString &program, const QStringList &arguments)
    {
        QProcess process;
        process.start(program, arguments);
        return process.waitForStarted() && process.waitForFinished(10'000) && process.exitCode() == 0;
    }

    QProcess m_keeper;
    QString m_here;
    QString m_host = QStringLiteral("127.0.0.1");
    mutable std::error_code m_error;
    bool m_isApart = false;
};

} // namespace weftline::test
