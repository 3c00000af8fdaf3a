// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The project itself, held against every rule.

#include <QtCore/QFile>
#include <QtCore/QProcess>

#include <algorithm>

#include "tests/support/test_main.h"
#include "tests/tidy/headers.h"
#include "tests/tidy/rules.h"

using namespace weftline::tidy;

namespace {

const Tree &project()
{
    static const Tree tree = readTree(QStringLiteral(WEFTLINE_SOURCE_DIR),
                                      {QStringLiteral("tests/data"), QStringLiteral("tests/tidy/fixture")});
    return tree;
}

// An empty list when nothing is wrong, else what is wrong, a line each.
QByteArray report(const Findings &findings)
{
    QString lines;
    for (const Finding &finding : findings)
        lines += u'\n' + finding.text();
    return lines.toUtf8();
}

/// The build has compiled such a header by itself already: its .cpp includes it before anything else.
bool isFirstOfItsSource(const File &header)
{
    const File *source = project().find(QString(header.path).replace(QStringLiteral(".h"), QStringLiteral(".cpp")));
    if (!source)
        return false;
    const auto first = std::find_if(source->lines.begin(), source->lines.end(), [](const QString &line) { return line.startsWith(u"#include"); });
    return first != source->lines.end() && *first == QStringLiteral("#include \"%1\"").arg(header.path);
}

} // namespace

class TidyProjectTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theTablesOfTheArrowsAreSound();
    void keepsTheRule_data();
    void keepsTheRule();
    void weftLoadsNoWindow();
};

void TidyProjectTest::theTablesOfTheArrowsAreSound()
{
    const File *page = project().find(u"docs/architecture.md");
    QVERIFY(page);
    Findings findings;
    const Arrows arrows(*page, findings);
    QVERIFY2(findings.empty(), report(findings).constData());
    QVERIFY(arrows.knows(QStringLiteral("engine/base")));
    QVERIFY(arrows.knows(QStringLiteral("ui/shell")));
}

void TidyProjectTest::keepsTheRule_data()
{
    QTest::addColumn<qsizetype>("rule");
    for (qsizetype i = 0; i < qsizetype(rules().size()); ++i)
        QTest::newRow(rules()[std::size_t(i)].name) << i;
}

void TidyProjectTest::keepsTheRule()
{
    QFETCH(qsizetype, rule);
    Findings findings;
    const Arrows arrows(*project().find(u"docs/architecture.md"), findings);
    findings = rules()[std::size_t(rule)].find(project(), arrows);
    QVERIFY2(findings.empty(), report(findings).constData());
}

void TidyProjectTest::weftLoadsNoWindow()
{
#ifdef WEFTLINE_WEFT
    QProcess ldd;
    ldd.start(QStringLiteral("ldd"), {QStringLiteral(WEFTLINE_WEFT)});
    QVERIFY2(ldd.waitForFinished(), qPrintable(ldd.errorString()));
    const QByteArray libraries = ldd.readAllStandardOutput();
    QVERIFY2(libraries.contains("libQt6Core"), libraries.constData());
    for (const char *window : {"libQt6Gui", "libQt6Widgets", "libQt6Charts", "libQt6Svg"})
        QVERIFY2(!libraries.contains(window), libraries.constData());
#else
    QVERIFY(!QFile::exists(QStringLiteral(WEFTLINE_SOURCE_DIR "/app/cli/CMakeLists.txt")));
#endif
}

class TidyHeadersTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void eachHeaderStandsAlone_data();
    void eachHeaderStandsAlone();
};

void TidyHeadersTest::eachHeaderStandsAlone_data()
{
    QTest::addColumn<QString>("part");
    QTest::newRow("engine") << QStringLiteral("engine");
    QTest::newRow("app") << QStringLiteral("app");
#ifdef WEFTLINE_HAS_WINDOW
    QTest::newRow("ui") << QStringLiteral("ui");
#endif
}

void TidyHeadersTest::eachHeaderStandsAlone()
{
    QFETCH(QString, part);
    QStringList headers;
    for (const File &file : project().files) {
        if (file.isHeader() && file.path.startsWith(part + u'/') && !isFirstOfItsSource(file))
            headers.append(file.path);
    }
    const QString build = QStringLiteral(WEFTLINE_BINARY_DIR);
    const HeaderCompiler compiler{QStringLiteral(WEFTLINE_SOURCE_DIR), QStringLiteral(WEFTLINE_CXX),
                                  flagsOf(build + QStringLiteral("/compile_commands.json"), part),
                                  build + QStringLiteral("/tests/tidy/headers")};
    QVERIFY2(headers.isEmpty() || !compiler.flags.isEmpty(), "nothing of this part is in compile_commands.json");
    const Findings findings = headersThatLean(compiler, headers);
    QVERIFY2(findings.empty(), report(findings).constData());
}

WEFTLINE_TEST(TidyProjectTest)
WEFTLINE_TEST(TidyHeadersTest)
#include "tst_project.moc"
