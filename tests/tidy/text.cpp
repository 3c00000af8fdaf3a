// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What holds for every file, whatever it says.

#include <QtCore/QRegularExpression>

#include "tests/tidy/rules.h"

namespace weftline::tidy {
namespace {

constexpr qsizetype linesMax = 600;
constexpr qsizetype readmeLinesMin = 3;
constexpr qsizetype readmeLinesMax = 20;

} // namespace

Findings missingLicence(const Tree &tree, const Arrows &)
{
    static const QString copyright = QStringLiteral("SPDX-FileCopyrightText: ");
    static const QString licence = QStringLiteral("SPDX-License-Identifier: GPL-3.0-or-later");
    Findings found;
    for (const File &file : tree.files) {
        if (!file.isCode())
            continue;
        const qsizetype first = file.lines.value(0).startsWith(u"#!") ? 1 : 0;
        if (!file.lines.value(first).contains(copyright) || !file.lines.value(first + 1).contains(licence))
            found.push_back({file.path, first + 1, QStringLiteral("does not begin with the two SPDX lines")});
        if (file.isHeader() && !file.lines.contains(QStringLiteral("#pragma once")))
            found.push_back({file.path, 0, QStringLiteral("has no #pragma once")});
    }
    return found;
}

Findings longFiles(const Tree &tree, const Arrows &)
{
    Findings found;
    for (const File &file : tree.files) {
        if (file.isCode() && file.lines.size() > linesMax)
            found.push_back({file.path, linesMax + 1,
                             QStringLiteral("has %1 lines, more than %2").arg(file.lines.size()).arg(linesMax)});
    }
    return found;
}

Findings leftOpen(const Tree &tree, const Arrows &)
{
    static const QRegularExpression words(QStringLiteral(R"(\b(TO(?:DO)|FIX(?:ME)|X(?:XX))\b)"));
    Findings found;
    for (const File &file : tree.files) {
        for (qsizetype line = 0; file.isCode() && line < file.lines.size(); ++line) {
            if (const auto match = words.match(file.lines[line]); match.hasMatch())
                found.push_back(
                    {file.path, line + 1, QStringLiteral("leaves something open (%1)").arg(match.captured(1))});
        }
    }
    return found;
}

Findings waitsForATime(const Tree &tree, const Arrows &)
{
    static const QRegularExpression waits(QStringLiteral(
        R"(\b(sleep_for|sleep_until|qSleep|qWait|usleep|nanosleep|QThread::m?u?sleep)\s*\(|(?<![\w.:>])(sleep)\s*\()"));
    Findings found;
    for (const File &file : tree.files) {
        if (!file.path.startsWith(u"tests/"))
            continue;
        for (qsizetype line = 0; line < file.code.size(); ++line) {
            if (const auto match = waits.match(file.code[line]); match.hasMatch())
                found.push_back({file.path, line + 1,
                                 QStringLiteral("waits for a time and not for a condition (%1)")
                                     .arg(match.captured(1) + match.captured(2))});
        }
    }
    return found;
}

Findings pathsOfOneMachine(const Tree &tree, const Arrows &)
{
    static const QRegularExpression path(QStringLiteral(R"((?<![\w.}/-])/(home|root|Users|work|farm|scratch)/[\w.]+)"));
    Findings found;
    for (const File &file : tree.files) {
        for (qsizetype line = 0; line < file.lines.size(); ++line) {
            if (const auto match = path.match(file.lines[line]); match.hasMatch())
                found.push_back(
                    {file.path, line + 1, QStringLiteral("names a path of one machine (%1)").arg(match.captured(0))});
        }
    }
    return found;
}

Findings missingReadme(const Tree &tree, const Arrows &)
{
    Findings found;
    for (const QString &folder : tree.folders) {
        const QString path = folder + QStringLiteral("/README.md");
        const File *readme = tree.find(path);
        if (!readme)
            found.push_back({path, 0, QStringLiteral("is missing")});
        else if (readme->lines.value(0) != QStringLiteral("# ") + folder)
            found.push_back({path, 1, QStringLiteral("does not begin with \"# %1\"").arg(folder)});
        else if (readme->lines.size() < readmeLinesMin || readme->lines.size() > readmeLinesMax)
            found.push_back(
                {path, readme->lines.size(),
                 QStringLiteral("has not between %1 and %2 lines").arg(readmeLinesMin).arg(readmeLinesMax)});
    }
    return found;
}

Findings wordsThatAreNotTranslated(const Tree &tree, const Arrows &)
{
    // Names stay as they are in every language: the program's, its style's and those of fonts.
    static const QRegularExpression names(QStringLiteral("^(Weftline|Fusion|English|Inter|(JetBrains|Noto|DejaVu) .*)$"));
    static const QRegularExpression words(QStringLiteral(
        R"re((?:QStringLiteral|QLatin1String|QLatin1StringView|fromLatin1|fromUtf8)\(\s*"([A-Z][a-z]{2,}[^"]*|[^"]*[A-Za-z]{2,} [a-z]{2,}[^"]*)"\))re"));
    Findings found;
    for (const File &file : tree.files) {
        for (qsizetype line = 0; file.path.startsWith(u"ui/") && file.isCpp() && line < file.uncommented.size(); ++line) {
            for (auto match = words.globalMatch(file.uncommented[line]); match.hasNext();) {
                const QString text = match.next().captured(1);
                if (!names.match(text).hasMatch())
                    found.push_back({file.path, line + 1, QStringLiteral("says \"%1\" in one language only (tr)").arg(text)});
            }
        }
    }
    return found;
}

} // namespace weftline::tidy
