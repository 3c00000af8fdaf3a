// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "engine/expressions/check.h"
#include "engine/expressions/simple_path.h"
#include "tests/support/test_main.h"
#include "tests/support/text.h"

using namespace weftline;
using namespace weftline::expressions;
using weftline::test::q;

namespace {

/// a → b (mapped over a) → c; d stands alone. The expression under test is put into c, b or the outputs.
workflow::Workflow graph()
{
    workflow::Workflow w;
    w.parameters = {{"folder", workflow::ParameterType::String, Value("/tmp"), "", {}}};
    for (const char *const id : {"a", "b", "c", "d", "any id"}) {
        workflow::Node node;
        node.id = id;
        node.with = {{"argv", List{"true"}}};
        w.nodes.push_back(node);
    }
    w.nodes[1].map = "${a.output}";
    w.nodes[2].kind = workflow::Kind::Transform;
    w.edges = {{"a", "out", "b", "in", {}, {}}, {"b", "out", "c", "in", {}, {}}, {"any id", "out", "c", "in", {}, {}}};
    return w;
}

QString checked(const std::string &text)
{
    workflow::Workflow w = graph();
    w.nodes[2].with = {{"expression", text}};
    QStringList lines;
    for (const workflow::Problem &problem : check(w))
        lines << q(problem.where + " | " + problem.message + " | " + problem.fix);
    return lines.join(QLatin1Char('\n'));
}

} // namespace

class CheckTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void acceptsWhatMeansSomething_data()
    {
        QTest::addColumn<QString>("text");
        for (const char *const text :
             {"b.output.reduce((sum, line) => sum + parseInt(line), 0)", "nodes[\"any id\"].output",
              "params.folder + run.id",
              "b.output.map(function named(x, i) { const {y, z: w} = x, [v] = y; let u = 1; return u + y + w + v; })",
              "({item: 1, other: b, short() { return 1; }}).item",
              "b.output.filter(l => /a[/]b/.test(l)).length / 2 / 3", "`${b.output} and ${`${params.folder}`}`",
              "(() => { for (const [k, v] of Object.entries(b.output)) { if (k) return v; } return 1; })()",
              "b.output.map(({a, c = 1}, ...rest) => a + c + rest.length)",
              "typeof b.output === 'string' ? JSON.parse(b.output) : 1",
              "(() => { try { return 1; } catch (problem) { return String(problem); } })()", "nodes[b.output[0]]"})
            QTest::newRow(text) << q(text);
    }
    void acceptsWhatMeansSomething()
    {
        QFETCH(QString, text);
        QCOMPARE(checked(text.toStdString()), QString());
    }

    void saysWhatMeansNothing_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("problem");
        const auto row = [](const char *text, const char *problem) { QTest::newRow(text) << q(text) << q(problem); };
        row("count.output", "Nothing is called \"count\" here. | The nodes before \"c\" are \"any id\" and \"b\".");
        row("a.output", "Node \"c\" uses \"a\", which is not a direct predecessor. | Connect \"a\" to \"c\".");
        row("nodes.d", "Node \"c\" uses \"d\", which is not a direct predecessor. | Connect \"d\" to \"c\".");
        row("c.output", "Node \"c\" cannot see its own output. | Use the output of a node before it.");
        row("b.outptu", "\"b.outptu\" is nothing: of a node only \"output\" can be seen. | Write b.output.");
        row("params.foldr",
            "The workflow has no parameter \"foldr\". | Did you mean \"folder\"? Its parameters are \"folder\".");
        row("item",
            "\"item\" stands for nothing here: node \"c\" has no \"map\". | It is there in the parameters of a node "
            "with \"map\".");
        row("parsInt(b.output)",
            "Nothing is called \"parsInt\" here. | Did you mean \"parseInt\"? The nodes before \"c\" are \"any id\" "
            "and \"b\".");
        row("eval('1')", "Nothing is called \"eval\" here. | The nodes before \"c\" are \"any id\" and \"b\".");
        row("secret['KEY']",
            "The expression \"secret['KEY']\" computes with a secret. | A secret stands alone: ${secret.NAME}, the name of letters, digits and \"_\".");
        row("secret.KEY + 1",
            "The expression \"secret.KEY + 1\" computes with a secret. | A secret stands alone: ${secret.NAME}, the name of letters, digits and \"_\".");
        row("1 +", "The expression \"1 +\" cannot be read: ");
        row("return 1;", "The expression \"return 1;\" cannot be read: ");
        row("1) + (2",
            "The expression \"1) + (2\" cannot be read: There is a ')' too many. | Write one JavaScript expression "
            "(ES2016).");
        row("'abc", "The expression \"'abc\" cannot be read: A text that starts with ' is never closed.");
        row("{...b}", "The expression \"{...b}\" cannot be read: ");
    }
    void saysWhatMeansNothing()
    {
        QFETCH(QString, text);
        QFETCH(QString, problem);
        const QString got = checked(text.toStdString());
        QVERIFY2(got.startsWith(q("/nodes/2/with/expression | ") + problem), qPrintable(got));
        QVERIFY2(!got.contains(QLatin1Char('\n')), qPrintable(got));
    }

    void checksMapsParametersAndOutputs()
    {
        workflow::Workflow w = graph();
        w.nodes[2].with = {{"expression", "1"}};
        w.nodes[1].with = {{"argv", List{"wc", "${item} ${index}"}},
                           {"env", Object{{"X", "${a.output} ${secret.KEY}"}}}};
        w.outputs = {{"all", "${d.output}"}};
        QVERIFY(check(w).empty());
        w.nodes[1].map = "${item}";
        w.nodes[1].with = {{"argv", List{"wc", "${item} ${nope}"}}};
        w.outputs = {{"all", "${e.output} ${item}"}};
        QStringList places;
        for (const workflow::Problem &problem : check(w))
            places << q(problem.where);
        QCOMPARE(places.join(QLatin1Char(' ')), q("/nodes/1/map /nodes/1/with/argv/1 /outputs/all /outputs/all"));
    }

    void neverRunsWhatItChecks() { QCOMPARE(checked("(() => { while (true) { } })()"), QString()); }

    void knowsWhatIsUsed()
    {
        const References r =
            referencesOf("list.output.map(x => x + nodes['any id'].output[index] + params.folder + item + run.id)");
        QVERIFY(r.uses("list") && r.uses("any id") && !r.uses("other") && r.index && r.item && r.run && !r.allNodes
                && !r.allParams);
        QCOMPARE(r.params.size(), std::size_t{1});
        QVERIFY(referencesOf("nodes[x].output").uses("other"));
        QVERIFY(referencesOf("(x => x.list)(nodes)").allNodes);
        QVERIFY(referencesInTemplates(Object{{"argv", List{"${a.output}", "x${b.output}"}}}).uses("b"));
        QVERIFY(!referencesOf("'list' + x.list").uses("list"));
    }

    void knowsWhatMayWrite_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<bool>("writes");
        const auto row = [](const char *text, bool writes) { QTest::newRow(text) << q(text) << writes; };
        row("a.b + c[0] == d && e >= f || g => h", false);
        row("(() => { let s = 0; for (const x of y) s += x; s++; --s; return s; })()", false);
        row("y.map((x = 1) => x)", false);
        row("a[0] = 1", true);
        row("a.b += 1", true);
        row("a.b++", true);
        row("++a.b", true);
        row("--a[0]", true);
        row("[a[0]] = [1]", true);
        row("({x: a[0]} = b)", true);
        row("(() => { for (a[0] of b); })()", true);
        row("a[0] **= 2", true);
        row("`${a[0] = 1}`", true);
        row("(x) / 2 / a", true); // might be a pattern to us: then the worst is assumed
    }
    void knowsWhatMayWrite()
    {
        QFETCH(QString, text);
        QFETCH(bool, writes);
        QCOMPARE(mayWrite(text.toStdString()), writes);
    }

    void knowsPlainPaths()
    {
        const Value value = Object{{"a b", List{1, Object{{"c", "x"}}}}, {"length", 7}};
        const auto path = simplePath("item['a b'][index].c");
        QVERIFY(path.has_value());
        QCOMPARE(q(*follow(value, *path, 0, 1)->asString()), q("x"));
        QVERIFY(follow(value, *path, 0, 0) == nullptr);
        for (const char *const more : {"item()", "item + 1", "item[a]", "item?.b", "(item)", "item[-1]", "item[1.5]",
                                       "", "this.x", "item.", "item[`x`]", "item[99999999999999999999999]", "item[00]"})
            QVERIFY2(!simplePath(more), more);
    }

    void survivesAnyText()
    {
        const std::string text =
            "a.b['c'](`x${d[0]}`, /e[/]/g, (f = 1) => {const {g} = h; return g / 2;}, 'i\\'j') // k";
        for (std::size_t from = 0; from < text.size(); ++from)
            for (std::size_t to = from; to <= text.size(); ++to) {
                (void)referencesOf(text.substr(from, to - from));
                (void)mayWrite(text.substr(from, to - from));
            }
    }
};

WEFTLINE_TEST(CheckTest)

#include "tst_check.moc"
