// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Edges that start at one of several ports.

#include <QtCore/QString>
#include <QtTest/QTest>

#include "tests/support/test_main.h"
#include "ui/document/document.h"
#include "ui/document/rename.h"

using namespace weftline;
using namespace weftline::ui::document;

namespace {

workflow::Node make(const char *id, workflow::Kind kind, Object with = {})
{
    workflow::Node node;
    node.id = id;
    node.kind = kind;
    node.with = std::move(with);
    return node;
}

Value caseOf(const char *port, const char *when) { return Object{{"port", port}, {"when", when}}; }

class PortsTest : public QObject
{
    Q_OBJECT

private:
    Document m_document;

    std::vector<std::string> ports() const
    {
        std::vector<std::string> all;
        for (const workflow::Edge &edge : m_document.workflow().edges)
            all.push_back(edge.from + "." + edge.fromPort + " " + edge.to);
        return all;
    }
    void setCases(List cases)
    {
        m_document.changeNodes({"size"}, QStringLiteral("with/cases"), QStringLiteral("Change"), [&](workflow::Node &node) {
            node.with = {{"cases", cases}};
        });
    }

private Q_SLOTS:
    void init()
    {
        workflow::Workflow flow;
        flow.nodes = {make("list", workflow::Kind::Empty),
                      make("size", workflow::Kind::Branch, {{"cases", List{caseOf("big", "list.output"), caseOf("small", "1")}}}),
                      make("a", workflow::Kind::Empty), make("b", workflow::Kind::Empty)};
        flow.edges = {{"list", "out", "size", "in", {}, {}}, {"size", "big", "a", "in", {}, {}}, {"size", "small", "b", "in", {}, {}}};
        m_document.setWorkflow(flow);
    }

    void anotherNameOfAPortIsThatOfItsEdges()
    {
        const std::vector<std::string> before = ports();
        setCases({caseOf("large", "list.output"), caseOf("small", "1")});
        QCOMPARE(ports(), (std::vector<std::string>{"list.out size", "size.large a", "size.small b"}));
        QVERIFY(m_document.edge("size\x1flarge\x1f" "a\x1fin"));
        m_document.undoStack().undo();
        QCOMPARE(ports(), before); // one step
        QCOMPARE(m_document.undoStack().index(), 0);
    }

    void casesThatChangePlacesKeepTheirEdges()
    {
        const std::vector<std::string> before = ports();
        setCases({caseOf("small", "1"), caseOf("big", "list.output")});
        QCOMPARE(ports(), before);
        setCases({caseOf("small", "1")});
        QCOMPARE(ports(), before); // the edge of a port that is gone is a problem to be seen, and not lost
    }

    void twoPortsMayLeadToOneNode()
    {
        QVERIFY(m_document.whyNotConnect("size", "a", "small").isEmpty());
        QVERIFY(!m_document.whyNotConnect("size", "a", "big").isEmpty());
        QVERIFY(m_document.connectNodes({"size", "else", "a", "in", {}, {}}).has_value());
        QCOMPARE(ports().back(), std::string("size.else a"));
    }

    void aNewNodeIsConnectedToThePortItWasDrawnFrom()
    {
        NewNode wanted{workflow::Kind::Delay, {}, "size", std::nullopt, {}};
        wanted.fromPort = "else";
        const auto added = m_document.addNode(wanted);
        QCOMPARE(ports().back(), "size.else " + added);
        QCOMPARE(*find(m_document.node(added)->with, "for"), Value("30s"));
    }

    void aBranchOnAnEdgeGoesOnFromItsFirstPort()
    {
        const auto added = m_document.addNode({workflow::Kind::Branch, {}, std::nullopt, std::nullopt, "list\x1fout\x1fsize\x1fin"});
        QCOMPARE(ports()[2], "list.out " + added);
        QCOMPARE(ports()[3], added + ".yes size");
    }

    void theConditionsOfCasesFollowARename()
    {
        QVERIFY(m_document.rename("list", "files").has_value());
        const Value *cases = find(m_document.node("size")->with, "cases");
        QCOMPARE(*(*cases->asList())[0].find("when"), Value("files.output"));
    }

    void codeStaysAsItIs()
    {
        workflow::Node node = make("s", workflow::Kind::Script, {{"language", "bash"}, {"code", "echo ${list.output}"}, {"cwd", "${list.output}"}});
        QVERIFY(renameInNode(node, {{"list", "files"}}));
        QCOMPARE(*find(node.with, "code"), Value("echo ${list.output}"));
        QCOMPARE(*find(node.with, "cwd"), Value("${files.output}"));
    }
};

} // namespace

WEFTLINE_TEST(PortsTest)
#include "tst_ports.moc"
