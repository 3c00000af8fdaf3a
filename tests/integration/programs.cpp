// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/integration/programs.h"

#include <QtCore/QDir>
#include <QtCore/QFile>

#include <csignal>

#include <sys/prctl.h>

#include "tests/support/knocking.h"

namespace weftline::test {
namespace {

QByteArray contentOf(const QString &file)
{
    QFile opened(file);
    return opened.open(QIODevice::ReadOnly) ? opened.readAll() : QByteArray();
}

} // namespace

// The name is short: the path of a socket has 107 bytes.
Place::Place() : m_folder(QStringLiteral("/tmp/weft-XXXXXX"))
{
    for (const char *folder : {"home", "run", "state", "data", "config", "cache"}) {
        QDir().mkpath(path(QLatin1String(folder)));
        QFile::setPermissions(path(QLatin1String(folder)), QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    }
}

Place::~Place()
{
    for (const LivingProcess &process : processes())
        ::kill(process.pid, SIGKILL);
}

QProcessEnvironment Place::environment() const
{
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QStringLiteral("HOME"), path(QStringLiteral("home")));
    environment.insert(QStringLiteral("XDG_RUNTIME_DIR"), path(QStringLiteral("run")));
    environment.insert(QStringLiteral("XDG_STATE_HOME"), path(QStringLiteral("state")));
    environment.insert(QStringLiteral("XDG_DATA_HOME"), path(QStringLiteral("data")));
    environment.insert(QStringLiteral("XDG_CONFIG_HOME"), path(QStringLiteral("config")));
    environment.insert(QStringLiteral("XDG_CACHE_HOME"), path(QStringLiteral("cache")));
    environment.insert(QStringLiteral("LC_ALL"), QStringLiteral("C.UTF-8"));
    environment.insert(m_more);
    return environment;
}

std::vector<LivingProcess> Place::processes() const
{
    const QByteArray mine = path(QStringLiteral("home")).toUtf8();
    std::vector<LivingProcess> found;
    for (LivingProcess &process : livingProcesses())
        if (environmentOf(process.pid, "HOME") == mine)
            found.push_back(std::move(process));
    return found;
}

Program::Program(const Place &place, const QString &name, const QStringList &arguments)
    : m_out(place.path(name + QStringLiteral(".out"))), m_err(place.path(name + QStringLiteral(".err")))
{
    m_process.setProgram(QStringLiteral(WEFTLINE_BINARY_DIR "/bin/weft"));
    m_process.setArguments(arguments);
    m_process.setProcessEnvironment(place.environment());
    m_process.setStandardInputFile(QProcess::nullDevice());
    m_process.setStandardOutputFile(m_out);
    m_process.setStandardErrorFile(m_err);
    m_process.setChildProcessModifier([] { prctl(PR_SET_PDEATHSIG, SIGKILL); });
    m_process.start();
    m_process.waitForStarted();
}

Program::~Program() { kill(); }

QByteArray Program::out() const { return contentOf(m_out); }

QByteArray Program::err() const { return contentOf(m_err); }

void Program::signal(int number) const
{
    if (pid() <= 0) // 0 would be our own group
        return;
    expectClosedDoors(pid());
    ::kill(pid(), number);
}

void Program::kill()
{
    if (hasEnded())
        return;
    expectClosedDoors(pid());
    m_process.kill();
    m_process.waitForFinished();
}

Outcome weft(const Place &place, const QStringList &arguments)
{
    Program program(place, QStringLiteral("weft"), arguments);
    if (!program.waitForEnd())
        return {-1, program.out(), "It did not end within two minutes. " + program.err()};
    return {program.exitCode(), program.out(), program.err()};
}

std::unique_ptr<Program> startEngine(const Place &place, const QString &name, const QString &journal, QString &endpoint,
                                     const QStringList &more)
{
    auto engine = std::make_unique<Program>(place, name, QStringList{QStringLiteral("engine"), QStringLiteral("--journal"), journal} + more);
    waitUntil([&] { return engine->hasEnded() || engine->out().contains('\n'); }, runMax);
    endpoint = QString::fromUtf8(engine->out().split('\n').first());
    if (engine->hasEnded())
        qWarning("weft engine: %s", engine->err().constData());
    return engine;
}

std::unique_ptr<Program> startWorker(const Place &place, const QString &file, const QString &name, int slotCount, const QString &endpoint)
{
    return std::make_unique<Program>(place, file, QStringList{QStringLiteral("worker"), QStringLiteral("--join"), endpoint, QStringLiteral("--slots"),
                                                              QString::number(slotCount), QStringLiteral("--name"), name});
}

QString written(const Place &place, const QString &name, const QByteArray &text)
{
    QFile file(place.path(name));
    return file.open(QIODevice::WriteOnly) && file.write(text) == text.size() ? file.fileName() : QString();
}

QByteArray environmentOf(int pid, const QByteArray &variable)
{
    const QByteArray all = contentOf(QStringLiteral("/proc/%1/environ").arg(pid));
    for (const QByteArray &line : all.split('\0'))
        if (line.startsWith(variable + '='))
            return line.mid(variable.size() + 1);
    return {};
}

} // namespace weftline::test
