// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The files of the project as the rules of tests/tidy see them. Read once, then only looked at.

#pragma once

#include <QtCore/QString>
#include <QtCore/QStringList>

#include <vector>

namespace weftline::tidy {

/// A text file. Lines are counted from 0 here and from 1 in findings.
struct File
{
    QString path; // from the root of the project, with '/'
    QStringList lines; // as they are
    QStringList uncommented; // of C++ only: comments are blanks
    QStringList code; // of C++ only: comments, strings and characters are blanks

    [[nodiscard]] QString part(qsizetype count) const; // part(2) of "engine/base/value.h" is "engine/base"
    [[nodiscard]] QString folder() const { return part(2); }
    [[nodiscard]] QString name() const;
    [[nodiscard]] bool isHeader() const { return path.endsWith(u".h"); }
    [[nodiscard]] bool isCpp() const { return isHeader() || path.endsWith(u".cpp"); }
    [[nodiscard]] bool isCMake() const { return path.endsWith(u".cmake") || name() == u"CMakeLists.txt"; }
    [[nodiscard]] bool isScript() const { return path.endsWith(u".py") || lines.value(0).startsWith(u"#!"); }
    [[nodiscard]] bool isCode() const { return isCpp() || isCMake() || isScript(); }
};

/// What a rule has to say, printed as `path:line: message`.
struct Finding
{
    QString path;
    qsizetype line = 0; // from 1; 0 is the file as a whole
    QString message;

    [[nodiscard]] QString text() const;
};

struct Tree
{
    QString root;
    std::vector<File> files; // by path
    QStringList folders; // those directly in engine/ and ui/, as "engine/base"

    [[nodiscard]] const File *find(QStringView path) const;
};

/// Reads every text file below `root`, but not those below the paths of `skip` (from the root), nor builds and git's
/// own.
[[nodiscard]] Tree readTree(const QString &root, const QStringList &skip);

/// `text` with its comments replaced by blanks, and, when `literals` says so, its strings and characters too.
/// Lines stay where they are.
[[nodiscard]] QString blanked(const QString &text, bool literals);

} // namespace weftline::tidy
