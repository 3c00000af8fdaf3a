// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The walls of docs/architecture.md.

#include <QtCore/QRegularExpression>

#include "tests/tidy/rules.h"

namespace weftline::tidy {
namespace {

struct Include
{
    qsizetype line = 0;
    bool quoted = false;
    QString path;
};

std::vector<Include> includesOf(const File &file)
{
    static const QRegularExpression directive(QStringLiteral(R"(^\s*#\s*include\s*([<"])([^>"]+)[>"])"));
    std::vector<Include> found;
    for (qsizetype line = 0; line < file.uncommented.size(); ++line) {
        const QRegularExpressionMatch match = directive.match(file.uncommented[line]);
        if (match.hasMatch())
            found.push_back({line + 1, match.captured(1) == u"\"", match.captured(2)});
    }
    return found;
}

// moc and uic write these; they lie in the build folder.
bool isGenerated(const QString &path)
{
    return path.endsWith(u".moc") || path.startsWith(u"moc_") || path.startsWith(u"ui_");
}

bool isLayered(const File &file)
{
    return file.path.startsWith(u"engine/") || file.path.startsWith(u"ui/") || file.path.startsWith(u"app/");
}

bool isPure(const File &file)
{
    static const std::set<QString> pure{QStringLiteral("engine/base"), QStringLiteral("engine/workflow"),
                                        QStringLiteral("engine/scheduler"), QStringLiteral("engine/metrics"),
                                        QStringLiteral("engine/alerts")};
    return pure.contains(file.folder());
}

// Why the pure folders may not have this header of the system or the standard library; empty when they may.
QString reasonAgainst(const QString &header)
{
    static const std::map<QString, QString> standard = [] {
        std::map<QString, QString> headers;
        const auto enter = [&](const char *reason, std::initializer_list<const char *> names) {
            for (const char *name : names)
                headers[QLatin1String(name)] = QLatin1String(reason);
        };
        enter("a thread",
              {"thread", "mutex", "shared_mutex", "condition_variable", "future", "atomic", "stop_token", "semaphore",
               "latch", "barrier"});
        enter("a file", {"fstream", "filesystem", "iostream", "cstdio"});
        enter("a random number", {"random"});
        enter("a clock", {"ctime"});
        return headers;
    }();
    static const QRegularExpression qt(QStringLiteral("^(Q[A-Z]|Qt|qcoro)"));
    if (const auto found = standard.find(header); found != standard.end())
        return found->second;
    if (qt.match(header).hasMatch())
        return QStringLiteral("Qt");
    if (header.startsWith(u"fmt/") || header == u"tl/expected.hpp")
        return {};
    return header.contains(u'.') || header.contains(u'/') ? QStringLiteral("a library of its own") : QString();
}

struct Use
{
    const char *what;
    QRegularExpression pattern;
};

const std::vector<Use> &impureUses()
{
    static const std::vector<Use> uses{
        {"a clock",
         QRegularExpression(QStringLiteral(
             R"(\w*(?:_clock|Clock)\s*::\s*now\b|\b(?:clock_gettime|gettimeofday|localtime(?:_r)?)\b|\bstd::(?:time|clock)\s*\(|(?<![\w.:>])time\s*\(\s*(?:nullptr|NULL|0)\s*\))"))},
        {"a random number",
         QRegularExpression(QStringLiteral(
             R"(\b(?:random_device|mt19937(?:_64)?|minstd_rand0?|default_random_engine|\w+_distribution|srand|drand48|getrandom|arc4random\w*|randombytes\w*)\b|(?<![\w.:>])rand\s*\(|\bstd::rand\b)"))},
        {"a thread",
         QRegularExpression(QStringLiteral(
             R"(\bstd::(?:j?thread|this_thread|(?:\w+_)?mutex|condition_variable\w*|async|future|promise|atomic\w*)\b|\bthread_local\b|\bpthread_\w+)"))},
        {"a file",
         QRegularExpression(QStringLiteral(
             R"(\bstd::(?:filesystem|[io]?fstream|cout|cerr|cin|clog)\b|\b(?:fopen|freopen|tmpfile|getenv|setenv)\b|\bstd::f?printf\b|\bfmt::print\b)"))},
        {"Qt",
         QRegularExpression(QStringLiteral(
             R"(\bQ(?:String|Object|ByteArray|List|Map|Hash|Variant|DateTime|Time|Timer|Thread|File|Dir|Random|Json|Debug)\w*)"))},
    };
    return uses;
}

} // namespace

Findings includesAgainstTheArrows(const Tree &tree, const Arrows &arrows)
{
    static const QRegularExpression layered(QStringLiteral("^((engine|ui|app)/[a-z_]+|tests|packaging|resources)/"));
    Findings found;
    for (const File &file : tree.files) {
        if (!file.isCpp() || !isLayered(file))
            continue;
        const QString from = file.folder();
        for (const Include &include : includesOf(file)) {
            const QRegularExpressionMatch match = layered.match(include.path);
            if (match.hasMatch()) {
                if (!arrows.allows(from, match.captured(1)))
                    found.push_back({file.path, include.line,
                                     QStringLiteral("%1 may not include %2").arg(from, match.captured(1))});
            } else if (include.quoted && !isGenerated(include.path)) {
                found.push_back(
                    {file.path, include.line,
                     QStringLiteral("\"%1\" is not written from the root of the project").arg(include.path)});
            }
        }
    }
    return found;
}

Findings linksAgainstTheArrows(const Tree &tree, const Arrows &arrows)
{
    static const QRegularExpression target(QStringLiteral(R"(\bweftline::(ui_)?([a-z_]+))"));
    Findings found;
    for (const File &file : tree.files) {
        if (!file.isCMake() || !isLayered(file) || file.folder().isEmpty())
            continue;
        for (qsizetype line = 0; line < file.lines.size(); ++line) {
            auto matches = target.globalMatch(file.lines[line].section(u'#', 0, 0));
            while (matches.hasNext()) {
                const QRegularExpressionMatch match = matches.next();
                const QString to = (match.captured(1).isEmpty() ? QStringLiteral("engine/") : QStringLiteral("ui/"))
                    + match.captured(2);
                if (to != u"engine/warnings" && !arrows.allows(file.folder(), to))
                    found.push_back({file.path, line + 1, QStringLiteral("%1 may not link %2").arg(file.folder(), to)});
            }
        }
    }
    return found;
}

Findings foldersWithoutRow(const Tree &tree, const Arrows &arrows)
{
    Findings found;
    for (const QString &folder : tree.folders) {
        if (!arrows.knows(folder))
            found.push_back({folder, 0, QStringLiteral("has no row in docs/architecture.md")});
    }
    return found;
}

Findings windowInTheEngine(const Tree &tree, const Arrows &)
{
    static const QRegularExpression linked(
        QStringLiteral(R"(\bQt6?::(Gui|Widgets|Charts|Svg|SvgWidgets|OpenGL\w*|PrintSupport|Quick\w*)\b)"));
    static const QRegularExpression included(
        QStringLiteral(R"(^Qt(Gui|Widgets|Charts|Svg|SvgWidgets|OpenGL\w*|PrintSupport|Quick\w*)(/|$))"));
    Findings found;
    for (const File &file : tree.files) {
        const QString part = file.path.startsWith(u"engine/") ? QStringLiteral("engine") : file.folder();
        if (part != u"engine" && part != u"app/cli" && part != u"app/bench")
            continue;
        for (const Include &include : includesOf(file)) {
            if (const auto match = included.match(include.path); match.hasMatch())
                found.push_back(
                    {file.path, include.line, QStringLiteral("%1 may not include Qt %2").arg(part, match.captured(1))});
        }
        for (qsizetype line = 0; file.isCMake() && line < file.lines.size(); ++line) {
            if (const auto match = linked.match(file.lines[line].section(u'#', 0, 0)); match.hasMatch())
                found.push_back(
                    {file.path, line + 1, QStringLiteral("%1 may not link Qt %2").arg(part, match.captured(1))});
        }
    }
    return found;
}

Findings chartsOutsideTheirFolder(const Tree &tree, const Arrows &)
{
    static const QRegularExpression charts(QStringLiteral(
        R"(^QtCharts(/|$)|^Q(Chart|ChartView|LineSeries|SplineSeries|ScatterSeries|AreaSeries|XYSeries|AbstractSeries|ValueAxis|DateTimeAxis|LogValueAxis)$)"));
    Findings found;
    for (const File &file : tree.files) {
        if (!file.isCpp() || !file.path.startsWith(u"ui/") || file.folder() == u"ui/charts")
            continue;
        for (const Include &include : includesOf(file)) {
            if (charts.match(include.path).hasMatch())
                found.push_back({file.path, include.line,
                                 QStringLiteral("Qt Charts belongs into ui/charts (<%1>)").arg(include.path)});
        }
    }
    return found;
}

Findings impureCode(const Tree &tree, const Arrows &)
{
    Findings found;
    for (const File &file : tree.files) {
        if (!file.isCpp() || !isPure(file))
            continue;
        for (const Include &include : includesOf(file)) {
            if (const QString reason = include.quoted ? QString() : reasonAgainst(include.path); !reason.isEmpty())
                found.push_back(
                    {file.path, include.line,
                     QStringLiteral("%1 is pure and may not have %2 (<%3>)").arg(file.folder(), reason, include.path)});
        }
        for (qsizetype line = 0; line < file.code.size(); ++line) {
            if (file.code[line].trimmed().startsWith(u'#'))
                continue;
            for (const Use &use : impureUses()) {
                if (const auto match = use.pattern.match(file.code[line]); match.hasMatch())
                    found.push_back({file.path, line + 1,
                                     QStringLiteral("%1 is pure and may not have %2 (%3)")
                                         .arg(file.folder(), QLatin1String(use.what), match.captured(0).trimmed())});
            }
        }
    }
    return found;
}

} // namespace weftline::tidy
