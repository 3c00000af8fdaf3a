// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/tidy/arrows.h"

#include <QtCore/QRegularExpression>

namespace weftline::tidy {
namespace {

QString groupOf(const QString &folder)
{
    return folder.section(u'/', 0, 0);
}

} // namespace

bool arePages(const QString &from, const QString &to)
{
    static const std::set<QString> pages{QStringLiteral("ui/designer"), QStringLiteral("ui/inspector"),
                                         QStringLiteral("ui/runs"),     QStringLiteral("ui/charts"),
                                         QStringLiteral("ui/alerts"),   QStringLiteral("ui/pools")};
    return from != to && pages.contains(from) && pages.contains(to);
}

Arrows::Arrows(const File &page, std::vector<Finding> &findings)
{
    for (qsizetype line = 0; line < page.lines.size(); ++line)
        readRow(page, line, findings);
    check(page, findings);
}

void Arrows::readRow(const File &page, qsizetype line, std::vector<Finding> &findings)
{
    static const QRegularExpression row(
        QStringLiteral("^\\| `((?:engine|ui|app)(?:/[a-z_]+)?)` \\|.*\\| ([^|]+) \\|$"));
    static const QRegularExpression named(QStringLiteral("^`([a-z_]+/)?([a-z_]+)`$"));
    static const QRegularExpression allOf(QStringLiteral("^all of (engine|ui)$"));
    const QRegularExpressionMatch match = row.match(page.lines[line]);
    if (!match.hasMatch())
        return;
    const QString folder = match.captured(1);
    const QString group = groupOf(folder);
    std::set<QString> &arrows = folder == group ? m_limits[folder] : m_direct[folder];
    m_lines[folder] = line + 1;
    for (const QString &cell : match.captured(2).split(QStringLiteral(", "))) {
        const QRegularExpressionMatch name = named.match(cell);
        const QRegularExpressionMatch all = allOf.match(cell);
        if (name.hasMatch())
            arrows.insert((name.captured(1).isEmpty() ? group + u'/' : name.captured(1)) + name.captured(2));
        else if (all.hasMatch())
            arrows.insert(all.captured(1));
        else if (cell != u"–")
            findings.push_back(
                {page.path, line + 1, QStringLiteral("cannot read the arrow \"%1\" of %2").arg(cell, folder)});
    }
}

void Arrows::check(const File &page, std::vector<Finding> &findings) const
{
    for (const auto &[from, targets] : m_direct) {
        const qsizetype line = m_lines.at(from);
        for (const QString &to : targets) {
            if (to.contains(u'/') && !knows(to))
                findings.push_back(
                    {page.path, line, QStringLiteral("%1 may include %2, which has no row").arg(from, to)});
            if (arePages(from, to))
                findings.push_back(
                    {page.path, line,
                     QStringLiteral("%1 and %2 are pages, which never include each other").arg(from, to)});
            if (from.startsWith(u"engine/") && to != u"engine" && engineReach(to).contains(from))
                findings.push_back({page.path, line, QStringLiteral("%1 and %2 include each other").arg(from, to)});
        }
    }
}

// All that the engine folder `from` may include, itself among it.
std::set<QString> Arrows::engineReach(const QString &from) const
{
    std::set<QString> reached{from};
    std::vector<QString> waiting{from};
    while (!waiting.empty()) {
        const auto found = m_direct.find(waiting.back());
        waiting.pop_back();
        if (found == m_direct.end())
            continue;
        for (const QString &next : found->second) {
            if (reached.insert(next).second)
                waiting.push_back(next);
        }
    }
    return reached;
}

bool Arrows::allows(const QString &from, const QString &to) const
{
    if (from == to)
        return true;
    const auto found = m_direct.find(from);
    if (found == m_direct.end())
        return false;
    const QString group = groupOf(to);
    if (const auto limit = m_limits.find(groupOf(from));
        limit != m_limits.end() && groupOf(from) != group && !limit->second.contains(to))
        return false;
    for (const QString &target : found->second) {
        if (target == to || target == group || (group == u"engine" && engineReach(target).contains(to)))
            return true;
    }
    return false;
}

} // namespace weftline::tidy
