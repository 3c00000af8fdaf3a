// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/tidy/headers.h"

#include <QtCore/QCryptographicHash>
#include <QtCore/QDir>
#include <QtCore/QFile>
#include <QtCore/QJsonArray>
#include <QtCore/QJsonDocument>
#include <QtCore/QJsonObject>
#include <QtCore/QProcess>
#include <QtCore/QProcessEnvironment>
#include <QtCore/QRegularExpression>

#include <algorithm>
#include <atomic>
#include <mutex>
#include <optional>
#include <thread>

namespace weftline::tidy {
namespace {

constexpr int jobs = 2;
constexpr int compileMillisecondsMax = 120'000;

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

// As a shell would split it, for what CMake writes: blanks, backslashes and double quotes.
QStringList splitCommand(const QString &command)
{
    QStringList words;
    QString word;
    bool quoted = false;
    for (qsizetype i = 0; i < command.size(); ++i) {
        const QChar c = command[i];
        if (c == u'\\' && i + 1 < command.size()) {
            word += command[++i];
        } else if (c == u'"') {
            quoted = !quoted;
        } else if (c == u' ' && !quoted) {
            if (!word.isEmpty())
                words.append(word);
            word.clear();
        } else {
            word += c;
        }
    }
    return word.isEmpty() ? words : words << word;
}

// The answer to the last compilation of a header, as long as nothing that it read has changed.
class Memory
{
public:
    Memory(const HeaderCompiler &compiler, const QString &header)
        : m_compiler(compiler),
          m_file(compiler.cache + u'/' + QString(header).replace(u'/', u'.') + QStringLiteral(".ok"))
    {
    }

    [[nodiscard]] bool stillStands() const
    {
        if (m_compiler.cache.isEmpty())
            return false;
        const QStringList lines = QString::fromUtf8(contentOf(m_file)).split(u'\n', Qt::SkipEmptyParts);
        return lines.size() > 1 && lines.first() == digest(lines.mid(1));
    }

    void keep(const QStringList &read) const
    {
        QFile file(m_file);
        if (!m_compiler.cache.isEmpty() && file.open(QIODevice::WriteOnly))
            file.write((QStringList{digest(read)} + read).join(u'\n').toUtf8());
    }

private:
    [[nodiscard]] QString digest(const QStringList &read) const
    {
        QCryptographicHash hash(QCryptographicHash::Blake2b_256);
        hash.addData((m_compiler.flags + read).join(u'\n').toUtf8());
        for (const QString &path : read)
            hash.addData(contentOf(path));
        return QString::fromLatin1(hash.result().toHex());
    }

    const HeaderCompiler &m_compiler;
    QString m_file;
};

Finding findingOf(const QString &root, const QString &header, const QString &said)
{
    static const QRegularExpression error(QStringLiteral("^([^\n:]+):(\\d+):\\d+: (?:fatal )?error: ([^\n]+)$"),
                                          QRegularExpression::MultilineOption);
    const QRegularExpressionMatch match = error.match(said);
    if (!match.hasMatch())
        return {header, 0, QStringLiteral("does not compile alone: ") + said.left(500).trimmed()};
    const QString where = QDir(root).relativeFilePath(match.captured(1));
    const QString what = match.captured(3);
    if (where == header)
        return {header, match.captured(2).toInt(), QStringLiteral("does not compile alone: ") + what};
    return {header, 0, QStringLiteral("does not compile alone: %1:%2: %3").arg(where, match.captured(2), what)};
}

// What was read, of a make rule "header: a b \ c".
QStringList dependencies(const QString &root, const QString &rule)
{
    static const QRegularExpression between(QStringLiteral("[\\s\\\\]+"));
    QStringList read = rule.mid(rule.indexOf(u':') + 1).split(between, Qt::SkipEmptyParts);
    for (QString &path : read)
        path = QDir(root).absoluteFilePath(path);
    return read;
}

std::optional<Finding> compileAlone(const HeaderCompiler &compiler, const QString &header)
{
    const Memory memory(compiler, header);
    if (memory.stillStands())
        return {};
    QProcess process;
    process.setWorkingDirectory(compiler.root);
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QStringLiteral("LC_ALL"), QStringLiteral("C")); // the quotes of its messages are then plain
    process.setProcessEnvironment(environment);
    process.start(compiler.compiler,
                  compiler.flags
                      + QStringLiteral("-w -fsyntax-only -MMD -MF /dev/stdout -MT header -x c++ -").split(u' '));
    process.write(QStringLiteral("#include \"%1\"\n#include \"%1\"\n").arg(header).toUtf8());
    process.closeWriteChannel();
    if (!process.waitForFinished(compileMillisecondsMax))
        return Finding{header, 0, QStringLiteral("could not be compiled: ") + process.errorString()};
    if (process.exitStatus() != QProcess::NormalExit || process.exitCode() != 0)
        return findingOf(compiler.root, header, QString::fromLocal8Bit(process.readAllStandardError()));
    memory.keep(dependencies(compiler.root, QString::fromLocal8Bit(process.readAllStandardOutput())));
    return {};
}

} // namespace

QStringList flagsOf(const QString &compileCommands, const QString &folder)
{
    static const QRegularExpression kept(QStringLiteral("^-(std=|D|f|I|isystem)"));
    QStringList flags;
    const QJsonArray commands = QJsonDocument::fromJson(contentOf(compileCommands)).array();
    for (const QJsonValue &entry : commands) {
        const QStringList words = splitCommand(entry[QStringLiteral("command")].toString());
        if (!entry[QStringLiteral("file")].toString().contains(u'/' + folder + u'/'))
            continue;
        for (qsizetype i = 0; i < words.size(); ++i) {
            QString flag = words[i];
            if (flag == u"-isystem") // the only one of them in two words
                flag += words.value(++i);
            if (kept.match(flag).hasMatch() && !flag.startsWith(u"-fsanitize") && !flags.contains(flag))
                flags.append(flag);
        }
    }
    return flags;
}

std::vector<Finding> headersThatLean(const HeaderCompiler &compiler, const QStringList &headers)
{
    std::vector<Finding> findings;
    std::mutex mutex;
    std::atomic<qsizetype> next = 0;
    const auto work = [&] {
        for (qsizetype i = next++; i < headers.size(); i = next++) {
            if (auto finding = compileAlone(compiler, headers[i])) {
                const std::lock_guard lock(mutex);
                findings.push_back(std::move(*finding));
            }
        }
    };
    if (!compiler.cache.isEmpty())
        QDir().mkpath(compiler.cache);
    {
        std::vector<std::jthread> workers;
        for (int job = 0; job < jobs; ++job)
            workers.emplace_back(work);
    }
    std::sort(findings.begin(), findings.end(), [](const Finding &a, const Finding &b) { return a.path < b.path; });
    return findings;
}

} // namespace weftline::tidy
