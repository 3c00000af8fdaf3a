// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What the check offers as data mends what it complains about.

#include <charconv>

#include "engine/workflow/codec.h"
#include "engine/workflow/quick_fix.h"
#include "engine/workflow/validate.h"
#include "tests/support/test_main.h"
#include "tests/support/text.h"
#include "tests/unit/workflow/parts.h"

using namespace weftline;
using namespace weftline::workflow;
using weftline::test::command;
using weftline::test::edge;
using weftline::test::q;

namespace {

Workflow threeInARow()
{
    Workflow w;
    w.nodes = {command("list"), command("count"), command("total")};
    w.edges = {edge("list", "count"), edge("count", "total")};
    return w;
}

/// As a document does it, for the fixes of nodes and edges.
Workflow mended(Workflow w, const QuickFix &fix)
{
    Value whole = toValue(w);
    if (!applyWithin(whole, fix.where, fix)) { // an edge in its short form has no members
        const std::vector<std::string> steps = pointerSteps(fix.where);
        std::size_t at = 0;
        std::from_chars(steps[1].data(), steps[1].data() + steps[1].size(), at);
        w.edges.at(at) = fixedEdge(w.edges.at(at), pointerStep(steps[2]), fix).value();
        return w;
    }
    Problems problems;
    Workflow read = fromValue(whole, problems);
    return problems.empty() ? read : w;
}

} // namespace

Q_DECLARE_METATYPE(weftline::workflow::Workflow)

class QuickFixTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void mendsWhatTheCheckFound_data()
    {
        QTest::addColumn<Workflow>("before");
        QTest::addColumn<int>("fix"); // which of the only problem's
        QTest::addColumn<QString>("name"); // what it brings in
        const auto row = [](const char *title, const Workflow &w, int fix, const char *name = "") {
            QTest::newRow(title) << w << fix << q(name);
        };
        Workflow w = threeInARow();
        w.nodes[1].extra = {{"kind", "comand"}};
        row("an unknown kind becomes the near one", w, 0, "command");
        w = threeInARow();
        w.nodes[1].with.emplace_back("outptu", "lines");
        row("an unknown field gets the near name", w, 0, "output");
        row("an unknown field goes", w, 1);
        w = threeInARow();
        w.nodes[1].with.emplace_back("output", "line");
        row("a choice becomes the near one", w, 0, "lines");
        w = threeInARow();
        w.edges[1].from = "cout";
        row("an edge from nowhere comes from the near node", w, 0, "count");
        row("an edge from nowhere goes", w, 1);
        w = threeInARow();
        w.edges[0].toPort = "into";
        row("an edge to a port that is not there leads to the one that is", w, 0);
        w = threeInARow();
        w.edges.push_back(edge("total", "list"));
        row("a cycle is opened", w, 0);
        w = threeInARow();
        w.edges.push_back(edge("list", "list"));
        row("an edge to itself goes", w, 0);
        w = threeInARow();
        w.edges.push_back(edge("list", "count"));
        row("a doubled edge goes", w, 0);
        w = threeInARow();
        w.nodes.push_back(command("count"));
        row("a doubled id becomes a free one", w, 0, "count 2");
        w = threeInARow();
        w.nodes[2].extra = {{"timeuot", "3s"}};
        row("an unknown member gets the near name", w, 0, "timeout");
        row("an unknown member goes", w, 1);
        w = threeInARow();
        w.nodes[2].disabled = true;
        row("a disabled end is enabled", w, 0);
    }
    void mendsWhatTheCheckFound()
    {
        QFETCH(Workflow, before);
        QFETCH(int, fix);
        QFETCH(QString, name);
        const Problems problems = validate(before);
        QCOMPARE(problems.size(), std::size_t{1});
        QVERIFY(std::size_t(fix) < problems[0].quickFixes.size());
        const QuickFix &wanted = problems[0].quickFixes[std::size_t(fix)];
        if (!name.isEmpty())
            QCOMPARE(q(*wanted.value.asString()), name);
        const Problems left = validate(mended(before, wanted));
        QVERIFY2(left.empty(), left.empty() ? "" : left[0].message.c_str());
    }

    void aKindThatIsNotThereIsKept()
    {
        const Value text = Object{{"weft", 1},
                                  {"name", ""},
                                  {"nodes", List{Object{{"id", "a"}, {"kind", "teleport"}, {"with", Object{{"to", "moon"}}}}}},
                                  {"edges", List{}}};
        Problems none;
        const Workflow w = fromValue(text, none);
        QVERIFY(none.empty());
        QCOMPARE(q(toJson(toValue(w))), q(toJson(text)));
        const Problems problems = validate(w);
        QCOMPARE(problems.size(), std::size_t{1});
        QCOMPARE(q(problems[0].where), q("/nodes/0/kind"));
        QVERIFY(problems[0].quickFixes.empty()); // nothing is near
    }

    void whatIsMissingIsShown()
    {
        Workflow w = threeInARow();
        w.nodes[1].with.clear();
        const Problems problems = validate(w);
        QCOMPARE(problems.size(), std::size_t{1});
        QCOMPARE(problems[0].quickFixes.size(), std::size_t{1});
        QVERIFY(problems[0].quickFixes[0].type == QuickFix::Type::Fill);
        QCOMPARE(q(problems[0].quickFixes[0].where), q("/nodes/1/with/argv"));
    }

    void aPlaceThatIsGoneIsRefused()
    {
        const QuickFix fix{QuickFix::Type::Remove, "/nodes/0/with/nothing", {}};
        QVERIFY(!fixedNode(command("a"), "/with/nothing", fix));
        const QuickFix wrong{QuickFix::Type::Set, "/nodes/0/timeout", 3};
        QVERIFY(!fixedNode(command("a"), "/timeout", wrong)); // no timeout is a number
        const QuickFix taken{QuickFix::Type::Rename, "/nodes/0/with/argv", "argv"};
        QVERIFY(!fixedNode(command("a"), "/with/argv", taken));
    }

    void travelsAsAValue()
    {
        const std::vector<QuickFix> fixes{{QuickFix::Type::Set, "/a~1b/0", List{"x", 1}, "x"},
                                          {QuickFix::Type::Connect, {}, List{"a", "b"}},
                                          {QuickFix::Type::Fill, "/nodes/0", {}}};
        const Value value = toValue(fixes);
        QVERIFY(quickFixesFrom(&value) == fixes);
        const Value bad = List{Object{{"type", "explode"}, {"where", ""}, {"value", 1}}, "no object", Object{}};
        QVERIFY(quickFixesFrom(&bad).empty());
        QVERIFY(quickFixesFrom(nullptr).empty());
    }

};

WEFTLINE_TEST(QuickFixTest)

#include "tst_quick_fix.moc"
