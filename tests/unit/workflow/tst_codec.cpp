// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "engine/workflow/codec.h"
#include "engine/workflow/names.h"
#include "engine/workflow/validate.h"
#include "tests/support/test_main.h"
#include "tests/support/text.h"

using namespace weftline;
using namespace weftline::workflow;
using weftline::test::q;

namespace {

/// Uses every field that a workflow can have, each with a value that is not its default.
Workflow fullWorkflow()
{
    Workflow w;
    w.name = "Every field";
    w.description = "Said in a sentence.";
    w.parameters = {{"folder", ParameterType::String, Value("/tmp"), "Where", {{"unit", "path"}}},
                    {"count", ParameterType::Number, std::nullopt, "", {}},
                    {"nothing", ParameterType::Any, Value(), "", {}}};
    Node a;
    a.id = "a";
    a.with = {{"argv", List{"true"}}, {"output", "lines"}};
    Node b;
    b.id = "b ü \"quoted\"";
    b.title = "Second";
    b.map = "${a.output}";
    b.with = {{"argv", List{"wc", "${item}"}}, {"env", Object{{"X", "1"}}}, {"ok", List{0, 3}}};
    b.retry = {3, std::chrono::seconds(2), 1.5, std::chrono::minutes(1), false};
    b.lossesMax = 7;
    b.timeout = std::chrono::milliseconds(1500);
    b.priority = -3;
    b.pool = "large";
    b.once = true;
    b.lock = "database";
    b.disabled = true;
    b.extra = {{"retry", Object{{"outcomes", List{"failed"}}}}, {"cache", true}};
    w.nodes = {a, b};
    w.edges = {{"a", "out", b.id, "in", EdgeCondition::Always, {{"colour", "red"}}}};
    w.outputs = {{"all", "${nodes[\"b\"].output}"}};
    w.layout = {{{"a", {0, 88}}, {"gone", {1.5, -2}}}, {{"zoom", 2}}};
    AlertRule rule = newAlertRule("slow", AlertMetric::Latency, WindowFunction::Quantile, 250.5);
    rule.title = "Too slow";
    rule.enabled = false;
    rule.nodes[0].extra = {{"note", "x"}};
    rule.layout.extra = {{"zoom", 1}};
    rule.extra = {{"act", Object{{"pause", "run"}}}};
    w.alerts = {rule};
    w.extra = {{"groups", List{Object{{"id", "x"}}}}};
    return w;
}

Workflow read(const Value &value)
{
    Problems problems;
    Workflow workflow = fromValue(value, problems);
    for (const Problem &problem : problems)
        qWarning("%s: %s", problem.where.c_str(), problem.message.c_str());
    return problems.empty() ? workflow : Workflow{};
}

} // namespace

class CodecTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void readsBackWhatItWrote()
    {
        const Workflow w = fullWorkflow();
        QVERIFY(read(toValue(w)) == w);
    }

    void leavesOutDefaults()
    {
        Node node;
        node.id = "n";
        node.with = {{"argv", List{"true"}}};
        QCOMPARE(q(toJson(toValue(node))), q(R"({"id":"n","kind":"command","with":{"argv":["true"]}})"));
        Edge edge;
        edge.from = "a";
        edge.to = "b";
        QCOMPARE(q(toJson(toValue(edge))), q(R"(["a","b"])"));
        edge.toPort = "list";
        edge.on = EdgeCondition::Failure;
        QCOMPARE(q(toJson(toValue(edge))), q(R"({"from":"a","to":["b","list"],"on":"failure"})"));
        node.retry.max = 3;
        node.retry.backoff = std::chrono::seconds(2);
        QCOMPARE(q(toJson(*toValue(node).find("retry"))), q(R"({"max":3,"backoff":"2s"})"));
    }

    void writesMembersInTheOrderOfTheSchema()
    {
        const Value value = toValue(fullWorkflow());
        std::size_t at = 0;
        for (const auto &[name, member] : *value.asObject()) {
            const auto found = std::find(members::workflow.begin(), members::workflow.end(), name);
            if (found == members::workflow.end())
                continue;
            QVERIFY(static_cast<std::size_t>(found - members::workflow.begin()) >= at);
            at = static_cast<std::size_t>(found - members::workflow.begin());
        }
        const Value &node = (*value.find("nodes")->asList())[1];
        for (std::size_t i = 0; i < members::node.size(); ++i)
            QCOMPARE(q((*node.asObject())[i].first), q(members::node[i]));
        const Value *retry = node.find("retry");
        for (std::size_t i = 0; i < members::retry.size(); ++i)
            QCOMPARE(q((*retry->asObject())[i].first), q(members::retry[i]));
    }

    void namesThePlaceOfAWrongType_data()
    {
        QTest::addColumn<QString>("member");
        QTest::addColumn<QString>("where");
        const auto row = [](const char *member, const char *where) { QTest::newRow(where) << q(member) << q(where); };
        row("max", "/nodes/1/retry/max");
        row("backoff", "/nodes/1/retry/backoff");
        row("timeout", "/nodes/1/timeout");
        row("priority", "/nodes/1/priority");
        row("title", "/nodes/1/title");
        row("once", "/nodes/1/once");
        row("lock", "/nodes/1/lock");
        row("disabled", "/nodes/1/disabled");
        row("with", "/nodes/1/with");
        row("kind", "/nodes/1/kind");
    }
    void namesThePlaceOfAWrongType()
    {
        QFETCH(QString, member);
        QFETCH(QString, where);
        Value value = toValue(fullWorkflow());
        List nodes = *value.find("nodes")->asList();
        const std::string name = member.toStdString();
        if (where.contains(QStringLiteral("retry"))) {
            Value retry = *nodes[1].find("retry");
            retry.set(name, List{true});
            nodes[1].set("retry", retry);
        } else {
            nodes[1].set(name, List{true});
        }
        value.set("nodes", nodes);
        Problems problems;
        (void)fromValue(value, problems);
        QCOMPARE(problems.size(), std::size_t{1});
        QCOMPARE(q(problems.front().where), where);
        QCOMPARE(q(problems.front().node), q("b ü \"quoted\""));
        QVERIFY(!problems.front().fix.empty());
    }

    void readsNothingOfANewerVersion()
    {
        Value value = toValue(fullWorkflow());
        value.set("weft", 2);
        Problems problems;
        QVERIFY(fromValue(value, problems) == Workflow{});
        QCOMPARE(problems.size(), std::size_t{1});
        QCOMPARE(q(problems.front().where), q("/weft"));
    }

    void survivesAnyValueAnywhere()
    {
        // Every member in turn is replaced by a value of every type: problems or not, never a crash.
        const List strange{Value(), true, 1, 1.5, "x", List{}, List{List{}}, Object{}, Object{{"", Object{}}}};
        const Value whole = toValue(fullWorkflow());
        for (const auto &[name, member] : *whole.asObject()) {
            for (const Value &odd : strange) {
                Value changed = whole;
                changed.set(name, odd);
                Problems problems;
                const Workflow workflow = fromValue(changed, problems);
                (void)validate(workflow);
                for (const Value &inner : strange) {
                    Problems more;
                    changed.set(name, List{inner, odd});
                    (void)validate(fromValue(changed, more));
                    changed.set(name, Object{{"x", inner}});
                    (void)validate(fromValue(changed, more));
                }
            }
        }
    }
};

WEFTLINE_TEST(CodecTest)

#include "tst_codec.moc"
