// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// A person of their own for a test: home, settings, runtime folder; and `weft` run by them. What listens over TCP is knocked at
// with a wrong key when it has spoken and before it is ended (knocking.h).

#pragma once

#include <QtCore/QDir>
#include <QtCore/QProcess>
#include <QtCore/QTemporaryDir>
#include <QtCore/QUrl>

#include <memory>

#include "engine/base/value.h"
#include "engine/format/json.h"
#include "tests/support/knocking.h"
#include "tests/support/processes.h"
#include "tests/support/text.h"

namespace weftline::test {

/// How a program ended.
struct Ran
{
    int code = -1; ///< Below 0: it crashed or did not end in time.
    std::string out;
    std::string err;

    [[nodiscard]] bool says(std::string_view text) const { return out.find(text) != out.npos || err.find(text) != err.npos; }
    /// The last line of its output, as JSON; null where it is none.
    [[nodiscard]] Value lastLine() const
    {
        const std::size_t end = out.find_last_not_of('\n');
        const std::size_t before = end == out.npos ? out.npos : out.rfind('\n', end);
        const auto value = format::parseJson(end == out.npos ? std::string() : out.substr(before == out.npos ? 0 : before + 1, end - before));
        return value.value_or(Value());
    }
    [[nodiscard]] QByteArray all() const { return QByteArray::fromStdString(out + "\n" + err + "\n" + std::to_string(code)); }
};

/// Ends with it, the hard way where it has to.
class Program
{
public:
    /// `before`: a program, with its arguments, that starts `weft` as its last arguments.
    explicit Program(const QProcessEnvironment &environment, const QString &folder, const QStringList &arguments, QStringList before = {})
    {
        m_process.setProcessEnvironment(environment);
        m_process.setWorkingDirectory(folder);
        before << q(WEFTLINE_BINARY_DIR "/bin/weft") << arguments;
        const QString first = before.takeFirst();
        m_process.start(first, before);
    }
    ~Program()
    {
        expectClosedDoors(static_cast<int>(m_process.processId()));
        m_process.terminate();
        if (!m_process.waitForFinished(10'000)) {
            m_process.kill();
            m_process.waitForFinished(10'000);
        }
    }
    Program(const Program &) = delete;
    Program &operator=(const Program &) = delete;

    QProcess *operator->() { return &m_process; }

    /// True once it has printed `text` on either stream.
    [[nodiscard]] bool hasSaid(const QByteArray &text)
    {
        const bool said = waitUntil([&] {
            m_heard += m_process.readAllStandardOutput() + m_process.readAllStandardError();
            return m_heard.contains(text);
        });
        expectClosedDoors(static_cast<int>(m_process.processId()));
        return said;
    }
    [[nodiscard]] const QByteArray &heard() const { return m_heard; }

    [[nodiscard]] Ran ended(int milliseconds = 60'000)
    {
        Ran ran;
        if (m_process.state() != QProcess::NotRunning && !m_process.waitForFinished(milliseconds)) {
            m_process.kill();
            m_process.waitForFinished(10'000);
        } else if (m_process.exitStatus() == QProcess::NormalExit) {
            ran.code = m_process.exitCode();
        }
        ran.out = (m_heard + m_process.readAllStandardOutput()).toStdString();
        ran.err = m_process.readAllStandardError().toStdString();
        return ran;
    }

private:
    QProcess m_process;
    QByteArray m_heard;
};

class Sandbox
{
public:
    Sandbox()
    {
        m_environment = QProcessEnvironment::systemEnvironment();
        for (const char *const name : {"XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_DATA_HOME"}) {
            m_environment.insert(q(name), file(QString::fromLatin1(name).toLower()));
            QDir().mkpath(m_environment.value(q(name)));
        }
        const QString runtime = file(QStringLiteral("r"));
        QDir().mkpath(runtime);
        QFile::setPermissions(runtime, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
        m_environment.insert(QStringLiteral("XDG_RUNTIME_DIR"), runtime);
        m_environment.insert(QStringLiteral("HOME"), m_folder.path());
    }

    [[nodiscard]] QString file(const QString &name) const { return m_folder.filePath(name); }
    [[nodiscard]] QString write(const QString &name, const QByteArray &text) const
    {
        QFile written(file(name));
        return written.open(QIODevice::WriteOnly) && written.write(text) == text.size() ? written.fileName() : QString();
    }
    [[nodiscard]] std::unique_ptr<Program> start(const QStringList &arguments, const QStringList &before = {}) const
    {
        return std::make_unique<Program>(m_environment, m_folder.path(), arguments, before);
    }
    [[nodiscard]] Ran weft(const QStringList &arguments, int milliseconds = 60'000) const
    {
        return start(arguments)->ended(milliseconds);
    }

private:
    QTemporaryDir m_folder;
    QProcessEnvironment m_environment;
};

/// A list of `count` commands that each sleep `seconds`, on however many workers there are.
inline QByteArray slowWorkflow(int count, const char *seconds)
{
    return QByteArray("{ \"weft\": 1, \"name\": \"Slow\", \"nodes\": [\n"
                      "  { \"id\": \"list\", \"kind\": \"transform\", \"with\": { \"expression\": \"Array.from({ length: ")
        + QByteArray::number(count)
        + " }, (_, i) => i)\" } },\n"
          "  { \"id\": \"wait\", \"kind\": \"command\", \"map\": \"${list.output}\", \"with\": { \"argv\": [\"sleep\", \""
        + seconds + "\"] } }\n], \"edges\": [[\"list\", \"wait\"]] }\n";
}

/// The member `path` ("tasks.succeeded") of a summary; -1 where there is none.
inline std::int64_t numberAt(const Value &value, std::string_view path)
{
    const std::size_t dot = path.find('.');
    const Value *member = value.find(path.substr(0, dot));
    if (!member)
        return -1;
    if (dot != path.npos)
        return numberAt(*member, path.substr(dot + 1));
    return member->asInt() ? *member->asInt() : -1;
}

inline std::string textAt(const Value &value, std::string_view name)
{
    const Value *member = value.find(name);
    return member && member->asString() ? *member->asString() : std::string();
}

} // namespace weftline::test
