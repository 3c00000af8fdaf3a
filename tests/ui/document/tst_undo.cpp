// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Edits of a document are steps; all of them undone gives exactly the workflow that was there, all redone exactly the last.

#include <QtCore/QString>
#include <QtCore/QStringList>
#include <QtTest/QSignalSpy>
#include <QtTest/QTest>

#include "tests/support/test_main.h"
#include "tests/ui/document/random_editor.h"

using namespace weftline;
using namespace weftline::ui::document;
using workflow::Edge;
using workflow::Kind;
using workflow::Node;
using workflow::NodeId;
using test::command;
using test::edge;
using test::Editor;
using test::flowToEdit;

namespace {

class UndoTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void randomEditsComeBackExactly_data();
    void randomEditsComeBackExactly();
    void movesOfOneGestureAreOneStep();
    void typingInOneFieldIsOneStep();
    void anEditThatChangesNothingIsNoStep();
    void typingBackToTheStartIsNoStep();
    void viewsHearOfWhatChangedOnly();
    void deletingANodeTakesItsEdgesAlong();
    void healingJoinsWhatIsLeft();
    void insertingOnAnEdgeSplitsIt();
    void newNodesGetIdsOfTheirOwn();
    void aCycleIsRefusedAndChangesNothing();
    void pasteRenamesWhatRefersToTheCopies();
    void pasteIntoAnotherDocument();
    void pastingNonsenseSaysSo_data();
    void pastingNonsenseSaysSo();
};

void UndoTest::randomEditsComeBackExactly_data()
{
    QTest::addColumn<unsigned>("seed");
    for (unsigned seed = 1; seed <= 60; ++seed)
        QTest::addRow("seed %u", seed) << seed;
}

void UndoTest::randomEditsComeBackExactly()
{
    QFETCH(unsigned, seed);
    Document document;
    document.setWorkflow(flowToEdit());
    const workflow::Workflow start = document.workflow();
    Editor editor(document, seed);
    for (int i = 0; i < 60; ++i)
        editor.edit();
    const workflow::Workflow end = document.workflow();
    QVERIFY(document.undoStack().count() > 5);
    for (int round = 0; round < 2; ++round) {
        document.undoStack().setIndex(0);
        QVERIFY(document.workflow() == start);
        QVERIFY(!document.isModified());
        document.undoStack().setIndex(document.undoStack().count());
        QVERIFY(document.workflow() == end);
    }
    for (std::size_t i = 0; i < end.nodes.size(); ++i)
        QCOMPARE(document.indexOf(end.nodes[i].id), std::optional(i));
}

void UndoTest::movesOfOneGestureAreOneStep()
{
    Document document;
    document.setWorkflow(flowToEdit());
    for (int x = 0; x < 50; ++x)
        document.moveNodes({{"list", {double(x), 8}}}, 1);
    QCOMPARE(document.undoStack().count(), 1);
    document.moveNodes({{"list", {400, 8}}}, 2);
    QCOMPARE(document.undoStack().count(), 2);
    document.undoStack().undo();
    QCOMPARE(document.workflow().layout.nodes.at("list"), (workflow::Point{49, 8}));
    document.undoStack().undo();
    QVERIFY(document.workflow() == flowToEdit());
}

void UndoTest::typingInOneFieldIsOneStep()
{
    Document document;
    document.setWorkflow(flowToEdit());
    const auto type = [&](const QString &field, const std::string &text) {
        document.changeNodes({"list"}, field, QStringLiteral("Change"), [&](Node &node) { node.title = text; });
    };
    for (const char *text : {"F", "Fi", "Fil", "File"})
        type(QStringLiteral("title"), text);
    QCOMPARE(document.undoStack().count(), 1);
    document.endStep();
    type(QStringLiteral("title"), "Files");
    QCOMPARE(document.undoStack().count(), 2);
    document.undoStack().undo();
    QCOMPARE(document.node("list")->title, std::string("File"));
}

void UndoTest::anEditThatChangesNothingIsNoStep()
{
    Document document;
    document.setWorkflow(flowToEdit());
    document.changeNodes({"list"}, QStringLiteral("priority"), QStringLiteral("Change"), [](Node &node) { node.priority = 0; });
    document.moveNodes({{"list", {0, 0}}}, 1);
    document.removeParts({"nobody"}, {"nothing"});
    QVERIFY(document.rename("list", "list").has_value());
    QCOMPARE(document.undoStack().count(), 0);
    QVERIFY(!document.isModified());
}

void UndoTest::typingBackToTheStartIsNoStep()
{
    Document document;
    document.setWorkflow(flowToEdit());
    for (const char *text : {"F", ""})
        document.changeNodes({"list"}, QStringLiteral("title"), QStringLiteral("Change"), [&](Node &node) { node.title = text; });
    QCOMPARE(document.undoStack().count(), 0);
    QVERIFY(document.workflow() == flowToEdit());
}

void UndoTest::viewsHearOfWhatChangedOnly()
{
    Document document;
    document.setWorkflow(flowToEdit());
    QSignalSpy nodes(&document, &Document::nodesChanged);
    QSignalSpy edges(&document, &Document::edgesChanged);
    QSignalSpy reset(&document, &Document::reset);
    document.moveNodes({{"count", {8, 8}}}, 1);
    QCOMPARE(nodes.takeFirst().at(0).toStringList(), QStringList{QStringLiteral("count")});
    QCOMPARE(edges.count(), 0);
    document.removeParts({}, {edgeId(document.workflow().edges.front())});
    QCOMPARE(nodes.count(), 0);
    QCOMPARE(edges.count(), 1);
    document.undoStack().undo();
    QCOMPARE(edges.count(), 2);
    QCOMPARE(reset.count(), 0);
}

void UndoTest::deletingANodeTakesItsEdgesAlong()
{
    Document document;
    document.setWorkflow(flowToEdit());
    document.removeParts({"count"}, {});
    QCOMPARE(document.workflow().nodes.size(), std::size_t(2));
    QVERIFY(document.workflow().edges.empty());
    QVERIFY(!document.workflow().layout.nodes.contains("count"));
    document.undoStack().undo();
    QVERIFY(document.workflow() == flowToEdit());
}

void UndoTest::healingJoinsWhatIsLeft()
{
    Document document;
    document.setWorkflow(flowToEdit());
    document.removeAndHeal({"count"});
    QCOMPARE(document.workflow().edges, std::vector<Edge>{edge("list", "total")});
    document.undoStack().undo();
    QVERIFY(document.workflow() == flowToEdit());
}

void UndoTest::insertingOnAnEdgeSplitsIt()
{
    Document document;
    document.setWorkflow(flowToEdit());
    const NodeId added = document.addNode({Kind::Command, {100, 0}, std::nullopt, std::nullopt, edgeId(edge("list", "count"))});
    QCOMPARE(document.undoStack().count(), 1);
    QCOMPARE(document.workflow().edges, (std::vector<Edge>{edge("count", "total"), edge("list", added), edge(added, "count")}));
}

void UndoTest::newNodesGetIdsOfTheirOwn()
{
    Document document;
    QCOMPARE(document.addNode({}), std::string("command"));
    QCOMPARE(document.addNode({}), std::string("command 2"));
    QCOMPARE(document.addNode({}), std::string("command 3"));
    document.removeParts({"command 2"}, {});
    QCOMPARE(document.addNode({}), std::string("command 2"));
    QCOMPARE(document.duplicate({"command 3"}, {8, 8}), std::vector<NodeId>{"command 4"});
}

void UndoTest::aCycleIsRefusedAndChangesNothing()
{
    Document document;
    document.setWorkflow(flowToEdit());
    QVERIFY(!document.whyNotConnect("total", "list").isEmpty());
    const Result<Done> connected = document.connectNodes(edge("total", "list"));
    QVERIFY(!connected.has_value());
    QVERIFY2(connected.error().message.find("\"list\"") != std::string::npos, connected.error().message.c_str());
    QVERIFY(document.workflow() == flowToEdit());
}

void UndoTest::pasteRenamesWhatRefersToTheCopies()
{
    Document document;
    document.setWorkflow(flowToEdit());
    const auto pasted = document.paste(document.copyText({"list", "count"}), {1000, 500});
    QVERIFY(pasted.has_value());
    QCOMPARE(*pasted, (std::vector<NodeId>{"list 2", "count 2"}));
    QCOMPARE(document.node("count 2")->map, std::string("${nodes[\"list 2\"].output}"));
    QCOMPARE(document.workflow().edges.back(), edge("list 2", "count 2"));
    QCOMPARE(document.workflow().layout.nodes.at("list 2"), (workflow::Point{1000, 500}));
    QCOMPARE(document.workflow().layout.nodes.at("count 2"), (workflow::Point{1216, 500}));
    QCOMPARE(document.undoStack().count(), 1);
}

void UndoTest::pasteIntoAnotherDocument()
{
    Document one;
    one.setWorkflow(flowToEdit());
    Document two;
    QVERIFY(two.paste(one.copyText({"list", "count", "total"}), {0, 0}).has_value());
    QCOMPARE(two.workflow().nodes, one.workflow().nodes);
    QCOMPARE(two.workflow().edges, one.workflow().edges);
}

void UndoTest::pastingNonsenseSaysSo_data()
{
    QTest::addColumn<QString>("text");
    QTest::newRow("nothing") << QString();
    QTest::newRow("prose") << QStringLiteral("Dear all");
    QTest::newRow("other JSON") << QStringLiteral("{\"nodes\": []}");
    QTest::newRow("no nodes") << QStringLiteral("{\"weft\": 1, \"nodes\": []}");
    QTest::newRow("a newer version") << QStringLiteral("{\"weft\": 99, \"nodes\": []}");
    QTest::newRow("doubled id") << QStringLiteral(
        "{\"weft\": 1, \"nodes\": [{\"id\": \"a\", \"kind\": \"command\"}, {\"id\": \"a\", \"kind\": \"command\"}]}");
}

void UndoTest::pastingNonsenseSaysSo()
{
    QFETCH(QString, text);
    Document document;
    const auto pasted = document.paste(text, {0, 0});
    QVERIFY(!pasted.has_value());
    QVERIFY2(pasted.error().message.starts_with("Cannot paste: "), pasted.error().message.c_str());
    QCOMPARE(document.undoStack().count(), 0);
    QVERIFY(document.workflow() == workflow::Workflow());
}

} // namespace

WEFTLINE_TEST(UndoTest)
#include "tst_undo.moc"
