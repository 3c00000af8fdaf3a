// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "engine/workflow/plan.h"
#include "engine/workflow/validate.h"
#include "tests/support/test_main.h"
#include "tests/support/text.h"
#include "tests/unit/workflow/parts.h"

#include <algorithm>

using namespace weftline;
using namespace weftline::workflow;
using weftline::test::command;
using weftline::test::edge;
using weftline::test::q;

namespace {

Workflow chain(std::size_t count)
{
    Workflow w;
    for (std::size_t i = 0; i < count; ++i) {
        w.nodes.push_back(command("n" + std::to_string(i)));
        if (i > 0)
            w.edges.push_back(edge(w.nodes[i - 1].id, w.nodes[i].id));
    }
    return w;
}

/// The only problem there is, as "pointer | message | fix".
QString only(const Workflow &w)
{
    const Problems problems = validate(w);
    if (problems.size() != 1)
        return QStringLiteral("%1 problems").arg(problems.size());
    return q(problems[0].where + " | " + problems[0].message + " | " + problems[0].fix);
}

} // namespace

class ValidateTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void findsNothingInAGoodWorkflow() { QVERIFY(validate(chain(5)).empty()); }

    void refusesDoubledIds()
    {
        Workflow w = chain(2);
        w.nodes.push_back(command("n1"));
        QCOMPARE(only(w),
                 q("/nodes/2/id | Two nodes are called \"n1\": node 2 and node 3. | Give one of them another id."));
    }

    void refusesIdsThatCannotBe_data()
    {
        QTest::addColumn<QString>("id");
        QTest::addColumn<bool>("good");
        QTest::newRow("empty") << QString() << false;
        QTest::newRow("slash") << q("a/b") << false;
        QTest::newRow("line break") << q("a\nb") << false;
        QTest::newRow("200 letters") << QString(200, QLatin1Char('x')) << true;
        QTest::newRow("201 letters") << QString(201, QLatin1Char('x')) << false;
        QTest::newRow("200 wide letters") << QString(200, QChar(0x4e2d)) << true;
        QTest::newRow("spaces and quotes") << q("any \"id\" ü") << true;
        QTest::newRow("text that turns around") << q("a\u202Eb") << false;
    }
    void refusesIdsThatCannotBe()
    {
        QFETCH(QString, id);
        QFETCH(bool, good);
        QCOMPARE(whyNotAnId(id.toStdString()).empty(), good);
        Workflow w;
        w.nodes = {command(id.toStdString())};
        QCOMPARE(hasErrors(validate(w)), !good);
    }

    void suggestsAFieldThatIsNear()
    {
        Workflow w = chain(1);
        w.nodes[0].with = {{"argv", List{"true"}}, {"outptu", "text"}};
        QVERIFY2(only(w).startsWith(q("/nodes/0/with/outptu | Node \"n0\" has \"outptu\", which a command does not "
                                      "take. | Did you mean \"output\"?")),
                 qPrintable(only(w)));
    }

    void wantsWhatAKindNeeds()
    {
        Workflow w = chain(1);
        w.nodes[0].with.clear();
        QVERIFY2(only(w).startsWith(q("/nodes/0/with/argv | Node \"n0\" has no \"argv\", which a command needs.")),
                 qPrintable(only(w)));
    }

    void refusesWrongTypesOfFields_data()
    {
        QTest::addColumn<QString>("field");
        QTest::addColumn<int>("which");
        QTest::addColumn<QString>("where");
        QTest::newRow("a number as argv") << q("argv") << 0 << q("/nodes/0/with/argv");
        QTest::newRow("a number in argv") << q("argv") << 1 << q("/nodes/0/with/argv/1");
        QTest::newRow("no program at all") << q("argv") << 2 << q("/nodes/0/with/argv");
        QTest::newRow("an unknown choice") << q("output") << 3 << q("/nodes/0/with/output");
        QTest::newRow("an exit code of 256") << q("ok") << 4 << q("/nodes/0/with/ok/0");
        QTest::newRow("a list as environment") << q("env") << 2 << q("/nodes/0/with/env");
        QTest::newRow("a template that never ends") << q("cwd") << 5 << q("/nodes/0/with/cwd");
    }
    void refusesWrongTypesOfFields()
    {
        QFETCH(QString, field);
        QFETCH(int, which);
        QFETCH(QString, where);
        const List values{3, List{"wc", 3}, List{}, "line", List{256}, "${params.x"};
        Value with(chain(1).nodes[0].with);
        with.set(field.toStdString(), values[static_cast<std::size_t>(which)]);
        Workflow w = chain(1);
        w.nodes[0].with = *with.asObject();
        const Problems problems = validate(w);
        QCOMPARE(problems.size(), std::size_t{1});
        QCOMPARE(q(problems[0].where), where);
        QVERIFY(!problems[0].fix.empty());
        QCOMPARE(q(problems[0].node), q("n0"));
    }

    void refusesEdgesThatCannotBe()
    {
        Workflow w = chain(2);
        w.edges = {edge("n0", "n2")};
        QCOMPARE(only(w),
                 q("/edges/0 | Edge 1 from \"n0\" to \"n2\" leads to node \"n2\", which does not exist. | Did you mean "
                   "\"n0\"? "
                   "Add the node, or remove the edge."));
        w.edges = {edge("n0", "n0")};
        QCOMPARE(only(w), q("/edges/0 | Edge 1 leads from node \"n0\" to itself. | Remove it."));
        w.edges = {edge("n0", "n1"), edge("n0", "n1")};
        QVERIFY(only(w).startsWith(q("/edges/1 | Edge 2 from \"n0\" to \"n1\" is there already, as edge 1.")));
        w.edges = {edge("n0", "n1")};
        w.edges[0].fromPort = "yes";
        QCOMPARE(only(w), q("/edges/0 | Node \"n0\" has no output port \"yes\". | Its output port is \"out\"."));
    }

    void namesTheNodesOfACycle()
    {
        Workflow w = chain(4);
        w.edges.push_back(edge("n3", "n1"));
        QCOMPARE(only(w),
                 q("/edges/3 | The edges go round in a cycle: \"n1\" → \"n2\" → \"n3\" → \"n1\". | Remove one of its "
                   "edges, such as "
                   "the one from \"n3\" to \"n1\"."));
        Workflow large = chain(100);
        large.edges.push_back(edge("n99", "n0"));
        QVERIFY2(only(large).contains(q("\"n6\" → 92 more → \"n99\" → \"n0\"")), qPrintable(only(large)));
    }

    void refusesToMapOverText()
    {
        Workflow w = chain(2);
        w.nodes[1].map = "${n0.output}";
        QVERIFY2(only(w).startsWith(
                     q("/edges/0 | Node \"n0\" gives text, and \"n1\" cannot work on that: it takes a list.")),
                 qPrintable(only(w)));
        QVERIFY(!whyNotConnectable({w.name, {}, {}, w.nodes, {}, {}, {}, {}, {}}, "n0", "n1").empty());
        w.nodes[0].with.emplace_back("output", "lines");
        QVERIFY(validate(w).empty());
        w.nodes[1].map = "n0.output";
        QVERIFY(only(w).startsWith(q("/nodes/1/map | \"map\" of node \"n1\" is not one expression.")));
    }

    void refusesNumbersOutOfRange()
    {
        Workflow w = chain(1);
        w.nodes[0].retry = {1001, {}, 0.5, {}, true};
        w.nodes[0].lossesMax = 0;
        w.nodes[0].priority = 1001;
        w.nodes[0].timeout = Duration{0};
        QStringList places;
        for (const Problem &problem : validate(w))
            places << q(problem.where);
        QCOMPARE(places.join(QLatin1Char(' ')),
                 q("/nodes/0/retry/max /nodes/0/losses /nodes/0/priority /nodes/0/retry/factor /nodes/0/timeout"));
    }

    void refusesOnceWhereItCannotHold()
    {
        Workflow w = chain(1);
        w.nodes[0].once = true;
        QVERIFY(compile(w).has_value());
        w.nodes[0].retry.max = 2;
        QVERIFY(only(w).startsWith(q("/nodes/0/once | Node \"n0\" may be started once only, and is to be tried again when it fails.")));
        w.nodes[0].retry.max = 0;
        w.nodes[0].kind = Kind::Transform;
        w.nodes[0].with = {{"expression", "1"}};
        QVERIFY(only(w).startsWith(q("/nodes/0/once | Node \"n0\" has \"once\", and no worker carries it out.")));
    }

    void warnsOfMembersItDoesNotKnow()
    {
        Workflow w = chain(1);
        w.nodes[0].extra = {{"timout", "3s"}};
        const Problems problems = validate(w);
        QCOMPARE(problems.size(), std::size_t{1});
        QCOMPARE(problems[0].severity, Severity::Warning);
        QCOMPARE(q(problems[0].fix), q("Did you mean \"timeout\"? It has no effect."));
        QVERIFY(compile(w).has_value());
    }

    void saysWhyTwoNodesCannotBeConnected()
    {
        const Workflow w = chain(3);
        QVERIFY(whyNotConnectable(w, "n0", "n2").empty());
        QVERIFY(!whyNotConnectable(w, "n2", "n0").empty());
        QVERIFY(!whyNotConnectable(w, "n0", "n1").empty());
        QVERIFY(!whyNotConnectable(w, "n0", "n0").empty());
        QVERIFY(!whyNotConnectable(w, "n0", "nowhere").empty());
    }

    void keepsErrorsBehindManyWarnings()
    {
        Workflow w = chain(3000);
        for (Node &node : w.nodes)
            node.extra = {{"once", true}};
        w.edges.push_back(edge("n2999", "n0"));
        QVERIFY(hasErrors(validate(w)));
        for (Node &node : w.nodes)
            node.with.clear();
        QCOMPARE(static_cast<std::size_t>(std::ranges::count(validate(w), Severity::Error, &Problem::severity)),
                 problemsMax);
    }

    void takesTimeInProportion()
    {
        // A dense graph and a long chain end soon; nothing here recurses by depth. The times are printed, not judged.
        Workflow w = chain(10'000);
        for (std::size_t i = 0; i + 7 < w.nodes.size(); ++i)
            w.edges.push_back(edge(w.nodes[i].id, w.nodes[i + 7].id));
        QElapsedTimer timer;
        timer.start();
        QVERIFY(validate(w).empty());
        qInfo("10,000 nodes and %zu edges: %lld ms", w.edges.size(), static_cast<long long>(timer.elapsed()));
        QVERIFY(validate(chain(300'000)).empty());
    }
};

WEFTLINE_TEST(ValidateTest)

#include "tst_validate.moc"
