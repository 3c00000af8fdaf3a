// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What becomes of expressions when a node gets another id.

#include <QtCore/QString>
#include <QtTest/QSignalSpy>
#include <QtTest/QTest>

#include "tests/support/test_main.h"
#include "ui/document/document.h"
#include "ui/document/rename.h"
#include "ui/document/script_tokens.h"

using namespace weftline;
using namespace weftline::ui::document;

namespace {

class RenameTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void referencesFollow_data();
    void referencesFollow();
    void aNameThatAlsoMeansAnotherThingIsLeftAlone();
    void edgesLayoutAndOutputsFollow();
    void anIdThatCannotBeIsRefused_data();
    void anIdThatCannotBeIsRefused();
    void tokensCoverTheTextWhateverItIs();
};

void RenameTest::referencesFollow_data()
{
    QTest::addColumn<std::string>("before");
    QTest::addColumn<std::string>("to");
    QTest::addColumn<std::string>("after");
    const auto row = [](const char *name, const char *before, const char *to, const char *after) {
        QTest::newRow(name) << std::string(before) << std::string(to) << std::string(after);
    };
    row("by name", "list.output.length", "files", "files.output.length");
    row("by name, spaced", "list . output", "files", "files . output");
    row("to a name with a space", "list.output", "my files", "nodes[\"my files\"].output");
    row("to a word of the language", "list.output", "new", "nodes[\"new\"].output");
    row("in brackets", "nodes[\"list\"].output + nodes['list'].output", "files", "nodes[\"files\"].output + nodes[\"files\"].output");
    row("a longer name stays", "listing.output + mylist.output", "files", "listing.output + mylist.output");
    row("a member of that name stays", "other.list.output", "files", "other.list.output");
    row("text stays", "\"list.output\" + 'list.output' + `list.output`", "files", "\"list.output\" + 'list.output' + `list.output`");
    row("comments stay", "1 // list.output\n/* list.output */", "files", "1 // list.output\n/* list.output */");
    row("regular expressions stay", "/list.output/.test(a)", "files", "/list.output/.test(a)");
    row("inside a template string", "`${list.output} of ${1}`", "files", "`${files.output} of ${1}`");
    row("spread", "[...list.output]", "files", "[...files.output]");
    row("a key of that name stays", "({ list: list.output })", "files", "({ list: files.output })");
    row("after a division", "a / list.output / 2", "files", "a / files.output / 2");
}

void RenameTest::referencesFollow()
{
    QFETCH(std::string, before);
    QFETCH(std::string, to);
    QFETCH(std::string, after);
    const Rewritten rewritten = renameInExpression(before, {{"list", to}});
    QCOMPARE(rewritten.text, after);
    QVERIFY(rewritten.isSure);
    QCOMPARE(renameInTemplate("x ${" + before + "\n} y", {{"list", to}}).text, "x ${" + after + "\n} y");
}

void RenameTest::aNameThatAlsoMeansAnotherThingIsLeftAlone()
{
    const std::string text = "all.output.map((list) => list.output)";
    const Rewritten rewritten = renameInExpression(text, {{"list", "files"}});
    QCOMPARE(rewritten.text, text);
    QVERIFY(!rewritten.isSure);
}

void RenameTest::edgesLayoutAndOutputsFollow()
{
    workflow::Workflow flow;
    for (const char *id : {"list", "count"}) {
        flow.nodes.emplace_back();
        flow.nodes.back().id = id;
        flow.layout.nodes[id] = {8, 8};
    }
    flow.nodes[1].map = "${list.output}";
    flow.nodes[1].with = {{"argv", Value(List{Value("wc"), Value("${list.output[0]}")})}};
    flow.edges.push_back({});
    flow.edges[0].from = "list";
    flow.edges[0].to = "count";
    flow.outputs = {{"files", "${list.output}"}};
    Document document;
    document.setWorkflow(flow);
    QSignalSpy renamed(&document, &Document::nodeRenamed);
    QVERIFY(document.rename("list", "files").has_value());
    QCOMPARE(renamed.count(), 1);
    const workflow::Workflow &now = document.workflow();
    QCOMPARE(now.nodes[0].id, std::string("files"));
    QCOMPARE(now.nodes[1].map, std::string("${files.output}"));
    QCOMPARE(*now.nodes[1].with[0].second.asList(), (List{Value("wc"), Value("${files.output[0]}")}));
    QCOMPARE(now.edges[0].from, std::string("files"));
    QCOMPARE(now.outputs[0].second, std::string("${files.output}"));
    QVERIFY(now.layout.nodes.contains("files") && !now.layout.nodes.contains("list"));
    QCOMPARE(document.undoStack().count(), 1);
    document.undoStack().undo();
    QVERIFY(document.workflow() == flow);
    QCOMPARE(renamed.last().at(1).toString(), QStringLiteral("list"));
}

void RenameTest::anIdThatCannotBeIsRefused_data()
{
    QTest::addColumn<std::string>("id");
    QTest::newRow("empty") << std::string();
    QTest::newRow("with a slash") << std::string("a/b");
    QTest::newRow("taken") << std::string("count");
    QTest::newRow("too long") << std::string(201, 'x');
}

void RenameTest::anIdThatCannotBeIsRefused()
{
    QFETCH(std::string, id);
    workflow::Workflow flow;
    for (const char *one : {"list", "count"}) {
        flow.nodes.emplace_back();
        flow.nodes.back().id = one;
    }
    Document document;
    document.setWorkflow(flow);
    const auto renamed = document.rename("list", id);
    QVERIFY(!renamed.has_value());
    QVERIFY(!renamed.error().message.empty());
    QVERIFY(document.workflow() == flow);
}

void RenameTest::tokensCoverTheTextWhateverItIs()
{
    for (const char *text : {"`a${`b${c}`}`", "`open ${x", "'open", "/[/", "/* open", "}}}", "a\\", "1.5e3.x", "\xff\xfe", "\"\\"}) {
        std::size_t end = 0;
        for (const ScriptToken &token : scriptTokens(text)) {
            QVERIFY(!token.text.empty());
            QVERIFY(token.offset >= end);
            end = token.offset + token.text.size();
        }
        QVERIFY(end <= std::strlen(text));
    }
}

} // namespace

WEFTLINE_TEST(RenameTest)
#include "tst_rename.moc"
