// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Each quick fix is one step of the document, and the step back gives exactly what was there.

#include <QtCore/QString>
#include <QtTest/QTest>

#include "engine/expressions/check.h"
#include "engine/workflow/validate.h"
#include "tests/support/test_main.h"
#include "tests/ui/inspector/flows.h"
#include "ui/document/document.h"
#include "ui/document/fix_words.h"

using namespace weftline;
using namespace weftline::ui::document;
using workflow::Problem;
using workflow::QuickFix;

Q_DECLARE_METATYPE(weftline::workflow::Workflow)

class FixesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void areOneStepEach_data();
    void areOneStepEach();
    void ofExpressionsAreTheEnginesToFind_data();
    void ofExpressionsAreTheEnginesToFind();
    void areRefusedWhereTheWorkflowHasMovedOn();
    void ofADoubledIdLeavesTheOtherNodeItsEdges();
};

void FixesTest::areOneStepEach_data()
{
    QTest::addColumn<workflow::Workflow>("flow");
    QTest::addColumn<int>("number");
    QTest::addColumn<QString>("words");
    const auto row = [](const char *title, const workflow::Workflow &flow, int number, const char *words) {
        QTest::newRow(title) << flow << number << QString::fromUtf8(words);
    };
    workflow::Workflow flow = test::licenseWords();
    flow.nodes[1].extra = {{"kind", "comand"}};
    row("kind", flow, 0, "Use “command”");
    flow = test::licenseWords();
    flow.nodes[1].with.emplace_back("outptu", "lines");
    row("field renamed", flow, 0, "Rename to “output”");
    row("field removed", flow, 1, "Remove “outptu”");
    flow = test::licenseWords();
    flow.edges[1].to = "totl";
    row("edge to the near node", flow, 0, "Use “total”");
    row("edge removed", flow, 1, "Remove the edge");
    flow = test::licenseWords();
    flow.edges[0].fromPort = "exit";
    row("port", flow, 0, "Use “out”");
    flow = test::licenseWords();
    flow.edges.push_back(flow.edges[0]);
    flow.edges.back().from = "total";
    flow.edges.back().to = "list";
    row("cycle", flow, 0, "Remove the edge");
    flow = test::licenseWords();
    flow.nodes[2].disabled = true;
    row("disabled end enabled", flow, 0, "Enable");
    row("disabled end removed", flow, 1, "Remove the node");
}

void FixesTest::areOneStepEach()
{
    QFETCH(workflow::Workflow, flow);
    QFETCH(int, number);
    QFETCH(QString, words);
    Document document;
    document.setWorkflow(flow);
    QTRY_VERIFY(document.isChecked());
    QCOMPARE(document.problems().size(), std::size_t(1));
    const Problem problem = document.problems().front();
    const QuickFix fix = problem.quickFixes.at(std::size_t(number));
    QCOMPARE(wordsOf(fix), words);
    const Result<Done> applied = document.applyFix(problem, fix);
    QVERIFY2(applied, applied ? "" : applied.error().message.c_str());
    QCOMPARE(document.undoStack().count(), 1);
    QCOMPARE(document.undoStack().undoText(), words);
    QVERIFY(document.workflow() != flow);
    QTRY_VERIFY(document.isChecked() && document.problems().empty());
    document.undoStack().undo();
    QVERIFY(document.workflow() == flow);
    QTRY_COMPARE(document.problems().size(), std::size_t(1));
}

void FixesTest::ofExpressionsAreTheEnginesToFind_data()
{
    QTest::addColumn<QString>("map");
    QTest::addColumn<QString>("words");
    QTest::addColumn<QString>("after");
    QTest::newRow("near name") << QStringLiteral("${lst.output}") << QStringLiteral("Use “list”") << QStringLiteral("${list.output}");
    QTest::newRow("near name in brackets") << QStringLiteral("${nodes[\"lst\"].output}") << QStringLiteral("Use “list”")
                                           << QStringLiteral("${nodes[\"list\"].output}");
    QTest::newRow("near parameter") << QStringLiteral("${[params.foldr]}") << QStringLiteral("Use “folder”")
                                    << QStringLiteral("${[params.folder]}");
    QTest::newRow("the member that a node has") << QStringLiteral("${list.outptu}") << QStringLiteral("Use “output”")
                                                << QStringLiteral("${list.output}");
    QTest::newRow("missing edge") << QStringLiteral("${other.output}") << QStringLiteral("Connect “other” to “count”")
                                  << QStringLiteral("${other.output}");
}

void FixesTest::ofExpressionsAreTheEnginesToFind()
{
    QFETCH(QString, map);
    QFETCH(QString, words);
    QFETCH(QString, after);
    workflow::Workflow flow = test::licenseWords();
    flow.nodes.push_back(flow.nodes[0]);
    flow.nodes.back().id = "other";
    flow.nodes[1].map = map.toStdString();
    Document document;
    document.setWorkflow(flow);
    QTRY_VERIFY(document.isChecked());
    document.setEngineProblems(expressions::check(flow));
    QCOMPARE(document.problems().size(), std::size_t(1));
    const Problem problem = document.problems().front();
    QVERIFY(!problem.quickFixes.empty());
    QCOMPARE(wordsOf(problem.quickFixes.front()), words);
    QVERIFY(document.applyFix(problem, problem.quickFixes.front()));
    QCOMPARE(document.undoStack().count(), 1);
    QCOMPARE(QString::fromStdString(document.node("count")->map), after);
    const workflow::Problems left = expressions::check(document.workflow());
    QVERIFY2(left.empty(), left.empty() ? "" : left[0].message.c_str());
    document.undoStack().undo();
    QVERIFY(document.workflow() == flow);
}

void FixesTest::areRefusedWhereTheWorkflowHasMovedOn()
{
    workflow::Workflow flow = test::licenseWords();
    flow.edges[1].to = "totl";
    Document document;
    document.setWorkflow(flow);
    QTRY_VERIFY(document.isChecked());
    const Problem problem = document.problems().front();
    document.removeParts({"list"}, {}); // the edge has another number now
    const workflow::Workflow before = document.workflow();
    const Result<Done> applied = document.applyFix(problem, problem.quickFixes.back());
    QVERIFY(!applied);
    QVERIFY(document.workflow() == before);
    QCOMPARE(document.undoStack().count(), 1);
}

void FixesTest::ofADoubledIdLeavesTheOtherNodeItsEdges()
{
    workflow::Workflow flow = test::licenseWords();
    flow.nodes.push_back(flow.nodes[0]); // another "list"
    Document document;
    document.setWorkflow(flow);
    QTRY_VERIFY(document.isChecked());
    QCOMPARE(document.problems().size(), std::size_t(1));
    const Problem problem = document.problems().front();
    QCOMPARE(wordsOf(problem.quickFixes.front()), QStringLiteral("Call it “list 2”"));
    QVERIFY(document.applyFix(problem, problem.quickFixes.front()));
    QCOMPARE(QString::fromStdString(document.workflow().nodes[0].id), QStringLiteral("list"));
    QCOMPARE(QString::fromStdString(document.workflow().nodes[3].id), QStringLiteral("list 2"));
    QVERIFY(document.workflow().edges == flow.edges);
    QVERIFY(document.workflow().layout.nodes.contains("list 2"));
    document.undoStack().undo();
    QVERIFY(document.workflow() == flow);
}

WEFTLINE_TEST(FixesTest)

#include "tst_fixes.moc"
