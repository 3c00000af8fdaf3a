// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/tidy/tree.h"

#include <QtCore/QDir>
#include <QtCore/QDirIterator>
#include <QtCore/QFile>

#include <algorithm>

namespace weftline::tidy {
namespace {

constexpr qint64 fileSizeMax = 1 << 20; // what is larger is data, not written by hand

bool isWord(QChar c)
{
    return c.isLetterOrNumber() || c == u'_';
}

// A quote after a letter or digit belongs to a number (60'000), unless the word before it is a literal's prefix.
bool opensCharacter(const QString &text, qsizetype quote)
{
    qsizetype begin = quote;
    while (begin > 0 && isWord(text[begin - 1]))
        --begin;
    const QString before = text.mid(begin, quote - begin);
    return before.isEmpty() || before == u"u8" || before == u"u" || before == u"U" || before == u"L";
}

// Where the literal that starts with the quote at `open` ends: one past its closing quote, or the end of its line.
qsizetype literalEnd(const QString &text, qsizetype open)
{
    if (text[open] == u'"' && open > 0 && text[open - 1] == u'R') {
        const qsizetype paren = text.indexOf(u'(', open);
        if (paren > 0 && paren - open <= 17) {
            const QString close = u')' + text.mid(open + 1, paren - open - 1) + u'"';
            const qsizetype end = text.indexOf(close, paren);
            return end < 0 ? text.size() : end + close.size();
        }
    }
    for (qsizetype i = open + 1; i < text.size(); ++i) {
        if (text[i] == u'\\')
            ++i;
        else if (text[i] == text[open])
            return i + 1;
        else if (text[i] == u'\n')
            return i;
    }
    return text.size();
}

bool isSkipped(const QString &path, const QStringList &skip)
{
    return std::any_of(skip.begin(), skip.end(),
                       [&](const QString &s) { return path == s || path.startsWith(s + u'/'); });
}

void readFile(const QString &root, const QString &path, Tree &tree)
{
    QFile file(root + u'/' + path);
    if (file.size() > fileSizeMax || !file.open(QIODevice::ReadOnly))
        return;
    const QByteArray bytes = file.readAll();
    if (bytes.contains('\0'))
        return;
    File read;
    read.path = path;
    const QString text = QString::fromUtf8(bytes);
    read.lines = text.split(u'\n');
    if (read.lines.last().isEmpty())
        read.lines.removeLast();
    if (read.isCpp()) {
        read.uncommented = blanked(text, false).split(u'\n');
        read.code = blanked(text, true).split(u'\n');
    }
    tree.files.push_back(std::move(read));
}

} // namespace

QString File::part(qsizetype count) const
{
    return path.count(u'/') < count ? QString() : path.section(u'/', 0, int(count) - 1);
}

QString File::name() const
{
    return path.section(u'/', -1);
}

QString Finding::text() const
{
    return line > 0 ? QStringLiteral("%1:%2: %3").arg(path).arg(line).arg(message)
                    : QStringLiteral("%1: %2").arg(path, message);
}

const File *Tree::find(QStringView path) const
{
    const auto found = std::find_if(files.begin(), files.end(), [&](const File &f) { return f.path == path; });
    return found == files.end() ? nullptr : &*found;
}

Tree readTree(const QString &root, const QStringList &skip)
{
    Tree tree;
    tree.root = root;
    const QStringList all =
        skip + QStringList{QStringLiteral(".git"), QStringLiteral(".cache"), QStringLiteral("build")};
    QStringList waiting{QString()};
    while (!waiting.isEmpty()) {
        const QString folder = waiting.takeFirst();
        const QDir dir(root + u'/' + folder);
        for (const QFileInfo &entry :
             dir.entryInfoList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot | QDir::NoSymLinks)) {
            const QString path = folder.isEmpty() ? entry.fileName() : folder + u'/' + entry.fileName();
            if (isSkipped(path, all))
                continue;
            if (!entry.isDir()) {
                readFile(root, path, tree);
                continue;
            }
            waiting.append(path);
            if (path.count(u'/') == 1 && (path.startsWith(u"engine/") || path.startsWith(u"ui/")))
                tree.folders.append(path);
        }
    }
    std::sort(tree.files.begin(), tree.files.end(), [](const File &a, const File &b) { return a.path < b.path; });
    tree.folders.sort();
    return tree;
}

QString blanked(const QString &text, bool literals)
{
    QString result = text;
    const auto blank = [&](qsizetype from, qsizetype to) {
        for (qsizetype i = from; i < to; ++i) {
            if (result[i] != u'\n')
                result[i] = u' ';
        }
    };
    qsizetype i = 0;
    while (i < text.size()) {
        const QStringView rest = QStringView(text).mid(i);
        qsizetype end = i + 1;
        if (rest.startsWith(u"//")) {
            end = text.indexOf(u'\n', i);
            end = end < 0 ? text.size() : end;
            blank(i, end);
        } else if (rest.startsWith(u"/*")) {
            end = text.indexOf(QStringLiteral("*/"), i + 2);
            end = end < 0 ? text.size() : end + 2;
            blank(i, end);
        } else if (text[i] == u'"' || (text[i] == u'\'' && opensCharacter(text, i))) {
            end = literalEnd(text, i);
            if (literals)
                blank(i, end);
        }
        i = end;
    }
    return result;
}

} // namespace weftline::tidy
