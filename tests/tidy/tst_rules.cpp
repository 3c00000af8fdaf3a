// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Plants a breach of every rule (fixture/project is a small project full of them) and sees it found, and nothing else.

#include <QtCore/QTemporaryDir>

#include "tests/support/test_main.h"
#include "tests/tidy/headers.h"
#include "tests/tidy/rules.h"

using namespace weftline::tidy;

namespace {

QString fixtureRoot()
{
    return QStringLiteral(WEFTLINE_SOURCE_DIR "/tests/tidy/fixture/project");
}

QStringList texts(const Findings &findings)
{
    QStringList lines;
    for (const Finding &finding : findings)
        lines.append(finding.text());
    return lines;
}

File page(const QString &rows)
{
    File file;
    file.path = QStringLiteral("docs/architecture.md");
    file.lines = rows.split(u'\n');
    return file;
}

} // namespace

class TidyRulesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void findsWhatIsPlanted_data();
    void findsWhatIsPlanted();
    void everyRuleHasSomethingPlanted();
    void findsTheHeaderThatLeans();
    void compilesAHeaderAgainWhenWhatItReadHasChanged();
    void blanksCommentsAndLiterals_data();
    void blanksCommentsAndLiterals();
    void arrowsReachAsFarAsTheTableSays();
    void saysWhatIsWrongWithTheTable();
};

void TidyRulesTest::findsWhatIsPlanted_data()
{
    QTest::addColumn<QStringList>("expected");
    QFile list(fixtureRoot() + QStringLiteral("/../expected.txt"));
    QVERIFY(list.open(QIODevice::ReadOnly));
    std::map<QString, QStringList> expected;
    QString rule;
    for (const QString &line : QString::fromUtf8(list.readAll()).split(u'\n')) {
        if (line.startsWith(u"== "))
            expected[rule = line.mid(3)];
        else if (!line.isEmpty())
            expected[rule].append(line);
    }
    for (const Rule &known : rules())
        QTest::newRow(known.name) << expected[QString::fromLatin1(known.name)];
}

void TidyRulesTest::findsWhatIsPlanted()
{
    QFETCH(QStringList, expected);
    const Tree tree = readTree(fixtureRoot(), {});
    Findings wrongTable;
    const Arrows arrows(*tree.find(u"docs/architecture.md"), wrongTable);
    QCOMPARE(texts(wrongTable), QStringList());
    for (const Rule &rule : rules()) {
        if (QLatin1String(rule.name) == QLatin1String(QTest::currentDataTag()))
            QCOMPARE(texts(rule.find(tree, arrows)).join(u'\n'), expected.join(u'\n'));
    }
}

void TidyRulesTest::everyRuleHasSomethingPlanted()
{
    const Tree tree = readTree(fixtureRoot(), {});
    Findings wrongTable;
    const Arrows arrows(*tree.find(u"docs/architecture.md"), wrongTable);
    for (const Rule &rule : rules())
        QVERIFY2(!rule.find(tree, arrows).empty(), rule.name);
}

void TidyRulesTest::findsTheHeaderThatLeans()
{
    const HeaderCompiler compiler{fixtureRoot(),
                                  QStringLiteral(WEFTLINE_CXX),
                                  {QStringLiteral("-std=c++20"), QStringLiteral("-I") + fixtureRoot()},
                                  {}};
    const QStringList headers{QStringLiteral("engine/base/leans.h"), QStringLiteral("engine/base/stands.h")};
    QCOMPARE(texts(headersThatLean(compiler, headers)),
             QStringList(QStringLiteral(
                 "engine/base/leans.h:9: does not compile alone: 'string' in namespace 'std' does not name a type")));
}

void TidyRulesTest::compilesAHeaderAgainWhenWhatItReadHasChanged()
{
    const QTemporaryDir dir;
    const auto write = [&](const char *name, const char *content) {
        QFile file(dir.filePath(QLatin1String(name)));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(content);
    };
    write("above.h", "#pragma once\n#include \"below.h\"\ninline Number twice(Number n) { return 2 * n; }\n");
    write("below.h", "#pragma once\nusing Number = int;\n");
    const HeaderCompiler compiler{dir.path(),
                                  QStringLiteral(WEFTLINE_CXX),
                                  {QStringLiteral("-std=c++20")},
                                  dir.filePath(QStringLiteral("cache"))};
    const QStringList above{QStringLiteral("above.h")};
    QCOMPARE(texts(headersThatLean(compiler, above)), QStringList());
    HeaderCompiler none = compiler;
    none.compiler = QStringLiteral("/nowhere/compiler");
    QCOMPARE(texts(headersThatLean(none, above)), QStringList()); // nothing changed: not even started
    write("below.h", "#pragma once\nusing Digit = int;\n");
    QCOMPARE(texts(headersThatLean(compiler, above)),
             QStringList(QStringLiteral("above.h:3: does not compile alone: 'Number' does not name a type")));
}

void TidyRulesTest::blanksCommentsAndLiterals_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("code");
    const auto row = [](const char *name, const char *text, const char *code) {
        QTest::newRow(name) << QString::fromLatin1(text) << QString::fromLatin1(code);
    };
    row("a comment ends with its line", "a; // b\nc", "a;     \nc");
    row("a block comment may have lines", "a /* b\n c */ d", "a     \n      d");
    row("a string may hold what looks like a comment", "f(\"// x\"); g", "f(      ); g");
    row("a quote in a string is escaped", "f(\"a\\\"b\", c)", "f(      , c)");
    row("a raw string ends with its own mark", "R\"x(a\")b)x\" c", "R           c");
    row("a character may be a quote", "f('\"', 'a')", "f(   ,    )");
    row("a number may have quotes", "60'000 + rand()", "60'000 + rand()");
}

void TidyRulesTest::blanksCommentsAndLiterals()
{
    QFETCH(QString, text);
    QFETCH(QString, code);
    QCOMPARE(blanked(text, true), code);
}

void TidyRulesTest::arrowsReachAsFarAsTheTableSays()
{
    const Tree tree = readTree(fixtureRoot(), {});
    Findings wrong;
    const Arrows arrows(*tree.find(u"docs/architecture.md"), wrong);
    const auto allows = [&](const char *from, const char *to) {
        return arrows.allows(QLatin1String(from), QLatin1String(to));
    };
    QVERIFY(allows("engine/wire", "engine/wire"));
    QVERIFY(allows("engine/client", "engine/base")); // by way of wire
    QVERIFY(!allows("engine/base", "engine/client"));
    QVERIFY(allows("engine/service", "engine/journal"));
    QVERIFY(!allows("engine/service", "ui/runs"));
    QVERIFY(allows("ui/runs", "engine/base")); // by way of client, and within the limit of ui
    QVERIFY(!allows("ui/runs", "engine/wire")); // by way of client, but beyond the limit
    QVERIFY(!allows("ui/runs", "engine/journal"));
    QVERIFY(allows("ui/shell", "ui/charts"));
    QVERIFY(!allows("ui/runs", "ui/charts"));
    QVERIFY(!allows("engine/unknown", "engine/base"));
}

void TidyRulesTest::saysWhatIsWrongWithTheTable()
{
    Findings wrong;
    const Arrows arrows(page(QStringLiteral("| `engine/base` | values | `wire` |\n"
                                            "| `engine/wire` | messages | `base`, whatever |\n"
                                            "| `ui/runs` | page | `charts` |\n"
                                            "| `ui/charts` | page | `plots` |")),
                        wrong);
    const QString at = QStringLiteral("docs/architecture.md:");
    QCOMPARE(texts(wrong).join(u'\n'),
             QStringList({at + QStringLiteral("2: cannot read the arrow \"whatever\" of engine/wire"),
                          at + QStringLiteral("1: engine/base and engine/wire include each other"),
                          at + QStringLiteral("2: engine/wire and engine/base include each other"),
                          at + QStringLiteral("4: ui/charts may include ui/plots, which has no row"),
                          at + QStringLiteral("3: ui/runs and ui/charts are pages, which never include each other")})
                 .join(u'\n'));
}

WEFTLINE_TEST(TidyRulesTest)
#include "tst_rules.moc"
