// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <QtCore/QByteArray>
#include <QtCore/QDir>
#include <QtCore/QFile>
#include <QtCore/QIODevice>
#include <QtCore/QJsonArray>
#include <QtCore/QJsonDocument>
#include <QtCore/QJsonObject>
#include <QtCore/QPoint>
#include <QtCore/QProcess>
#include <QtCore/QProcessEnvironment>
#include <QtCore/QRect>
#include <QtCore/QString>
#include <QtCore/QStringList>
#include <QtTest/QTest>

#include "tests/support/knocking.h"
#include "tests/ui/xvfb/desk.h"

#include <csignal>

namespace weftline::test {

Desk::Desk()
{
    QDir().mkpath(file(QStringLiteral("data")));
    QDir().mkpath(file(QStringLiteral("config")));
    QDir().mkpath(file(QStringLiteral("run")));
    QFile::setPermissions(file(QStringLiteral("run")), QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    // The server looks for a free number itself and tells it.
    m_server.start(QStringLiteral("Xvfb"), {QStringLiteral("-displayfd"), QStringLiteral("1"), QStringLiteral("-screen"), QStringLiteral("0"),
                                            QStringLiteral("1600x1000x24"), QStringLiteral("-nolisten"), QStringLiteral("tcp"),
                                            QStringLiteral("-noreset")}); // which it would do when the only window is killed
    if (!m_server.waitForStarted())
        return;
    while (!m_server.canReadLine() && m_server.waitForReadyRead(20'000)) { }
    if (m_server.canReadLine())
        m_display = QLatin1Char(':') + QString::fromLatin1(m_server.readLine().trimmed());
}

Desk::~Desk()
{
    if (m_window) {
        m_window->kill();
        m_window->waitForFinished();
    }
    if (const qint64 engine = enginePid(); engine > 0) {
        expectClosedDoors(static_cast<int>(engine));
        ::kill(static_cast<pid_t>(engine), SIGTERM); // ends its workers too
        (void) QTest::qWaitFor([engine] { return !QFile::exists(QStringLiteral("/proc/%1").arg(engine)); }, 10'000);
    }
    m_server.terminate();
    m_server.waitForFinished();
}

QProcessEnvironment Desk::environment() const
{
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QStringLiteral("DISPLAY"), m_display);
    environment.insert(QStringLiteral("QT_QPA_PLATFORM"), QStringLiteral("xcb"));
    environment.insert(QStringLiteral("XDG_DATA_HOME"), file(QStringLiteral("data")));
    environment.insert(QStringLiteral("XDG_CONFIG_HOME"), file(QStringLiteral("config")));
    environment.insert(QStringLiteral("XDG_RUNTIME_DIR"), file(QStringLiteral("run")));
    return environment;
}

void Desk::openWindow(const QStringList &arguments)
{
    m_window = std::make_unique<QProcess>();
    m_window->setProcessEnvironment(environment());
    m_window->setProcessChannelMode(QProcess::ForwardedErrorChannel);
    m_rest.clear();
    m_said = {};
    m_window->start(QStringLiteral(WEFTLINE_BINARY_DIR "/bin/weftline"), QStringList{QStringLiteral("--print-geometry")} + arguments);
    QVERIFY(m_window->waitForStarted());
}

void Desk::killWindow()
{
    m_window->kill();
    QVERIFY(m_window->waitForFinished());
}

const QJsonObject &Desk::said()
{
    m_window->waitForReadyRead(20);
    m_rest += m_window->readAllStandardOutput();
    const qsizetype end = m_rest.lastIndexOf('\n');
    if (end > 0) {
        const qsizetype begin = m_rest.lastIndexOf('\n', end - 1) + 1;
        m_said = QJsonDocument::fromJson(m_rest.mid(begin, end - begin)).object();
        m_rest.remove(0, end + 1);
    }
    return m_said;
}

QRect Desk::place(const QString &name)
{
    const QJsonArray rect = said().value(QStringLiteral("places")).toObject().value(name).toArray();
    return {rect.at(0).toInt(), rect.at(1).toInt(), rect.at(2).toInt(), rect.at(3).toInt()};
}

void Desk::xdotool(const QStringList &arguments)
{
    QProcess tool;
    tool.setProcessEnvironment(environment());
    tool.start(QStringLiteral("xdotool"), arguments);
    QVERIFY2(tool.waitForFinished(30'000) && tool.exitCode() == 0, tool.readAllStandardError().constData());
}

void Desk::focusWindow()
{
    QTRY_VERIFY(said().value(QStringLiteral("window")).toInteger() != 0);
    xdotool({QStringLiteral("windowfocus"), QString::number(said().value(QStringLiteral("window")).toInteger())});
    QTRY_VERIFY(!said().value(QStringLiteral("focus")).toString().isEmpty());
}

void Desk::click(const QString &name)
{
    QTRY_VERIFY2(!place(name).isNull(), qPrintable(name));
    const QPoint at = place(name).center();
    xdotool({QStringLiteral("mousemove"), QString::number(at.x()), QString::number(at.y()), QStringLiteral("click"), QStringLiteral("1")});
}

void Desk::doubleClick(const QString &name, const QPoint &from)
{
    QTRY_VERIFY2(!place(name).isNull(), qPrintable(name));
    clickAt(place(name).topLeft() + from, 2);
}

void Desk::clickAt(const QPoint &at, int times)
{
    xdotool({QStringLiteral("mousemove"), QString::number(at.x()), QString::number(at.y()), QStringLiteral("click"),
             QStringLiteral("--repeat"), QString::number(times), QStringLiteral("--delay"), QStringLiteral("60"), QStringLiteral("1")});
}

void Desk::awaitWindowsEnd() { QVERIFY(m_window->state() == QProcess::NotRunning || m_window->waitForFinished()); }

void Desk::drag(const QString &from, const QString &to)
{
    QTRY_VERIFY2(!place(from).isNull() && !place(to).isNull(), qPrintable(from + to));
    drag(place(from).center(), place(to).center());
}

void Desk::drag(const QPoint &a, const QPoint &b)
{
    QStringList steps{QStringLiteral("mousemove"), QString::number(a.x()), QString::number(a.y()), QStringLiteral("mousedown"), QStringLiteral("1")};
    for (int i = 1; i <= 8; ++i) {
        const QPoint at = a + (b - a) * i / 8;
        steps << QStringLiteral("mousemove") << QString::number(at.x()) << QString::number(at.y()) << QStringLiteral("sleep") << QStringLiteral("0.02");
    }
    steps << QStringLiteral("mouseup") << QStringLiteral("1");
    xdotool(steps);
}

void Desk::type(const QString &text) { xdotool({QStringLiteral("type"), QStringLiteral("--delay"), QStringLiteral("15"), text}); }
void Desk::keys(const QStringList &all) { xdotool(QStringList{QStringLiteral("key")} + all); }

QJsonObject Desk::weft(const QStringList &arguments) const
{
    QProcess weft;
    weft.setProcessEnvironment(environment());
    weft.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    weft.start(QStringLiteral(WEFTLINE_BINARY_DIR "/bin/weft"), arguments);
    weft.waitForFinished();
    return QJsonDocument::fromJson(weft.readAllStandardOutput()).object();
}

void Desk::keepPicture(const QString &name) const
{
    QProcess taker;
    taker.setProcessEnvironment(environment());
    taker.start(QStringLiteral("import"), {QStringLiteral("-window"), QStringLiteral("root"), QStringLiteral(WEFTLINE_BINARY_DIR "/tests/") + name});
    taker.waitForFinished();
}

qint64 Desk::enginePid() const
{
    const QByteArray home = QByteArrayLiteral("XDG_DATA_HOME=") + file(QStringLiteral("data")).toLocal8Bit();
    for (const QString &pid : QDir(QStringLiteral("/proc")).entryList({QStringLiteral("[0-9]*")}, QDir::Dirs)) {
        QFile command(QStringLiteral("/proc/%1/cmdline").arg(pid));
        QFile variables(QStringLiteral("/proc/%1/environ").arg(pid));
        if (!command.open(QIODevice::ReadOnly) || !command.readAll().contains(QByteArray("\0engine\0--local", 15)))
            continue;
        if (variables.open(QIODevice::ReadOnly) && variables.readAll().contains(home))
            return pid.toLongLong();
    }
    return 0;
}

double Desk::takeGap()
{
    const double gap = said().value(QStringLiteral("gap")).toDouble();
    ::kill(static_cast<pid_t>(windowPid()), SIGUSR1);
    return gap;
}

} // namespace weftline::test
