// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "engine/workflow/plan.h"
#include "engine/workflow/template.h"
#include "engine/workflow/validate.h"
#include "tests/support/test_main.h"
#include "tests/support/text.h"

using namespace weftline;
using namespace weftline::workflow;
using weftline::test::q;

namespace {

Node make(Kind kind, Object with, std::string id = "n")
{
    Node node;
    node.id = std::move(id);
    node.kind = kind;
    node.with = std::move(with);
    return node;
}

Object cases(std::initializer_list<const char *> ports)
{
    List list;
    for (const char *const port : ports)
        list.push_back(Object{{"port", port}, {"when", "true"}});
    return {{"cases", std::move(list)}};
}

/// All problems of a workflow, one a line: "pointer | message | fix".
QString problemsOf(const Workflow &w)
{
    QStringList lines;
    for (const Problem &problem : validate(w))
        lines << q(problem.where + " | " + problem.message + " | " + problem.fix);
    return lines.join(QLatin1Char('\n'));
}

QString problemsOf(Kind kind, Object with)
{
    Workflow w;
    w.nodes = {make(kind, std::move(with))};
    return problemsOf(w);
}

Object with(Object base, std::string_view name, Value value)
{
    Value all(std::move(base));
    all.set(name, std::move(value));
    return std::move(*all.asObject());
}

const Object script{{"language", "python"}, {"code", "print(1)"}};
const Object http{{"url", "http://localhost/${item}"}};
const Object llm{{"prompt", "Why?"}, {"recorded", List{Object{{"content", "Because."}}}}};

} // namespace

class KindsTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void takeWhatTheyCan()
    {
        QCOMPARE(problemsOf(Kind::Script, script), QString());
        QCOMPARE(problemsOf(Kind::Script, {{"language", "bash"}, {"code", "echo ${never closed"}, {"input", List{1, "${item}"}}}), QString());
        QCOMPARE(problemsOf(Kind::Http, with(with(http, "method", "POST"), "body", Object{{"a", 1}})), QString());
        QCOMPARE(problemsOf(Kind::Llm, llm), QString());
        QCOMPARE(problemsOf(Kind::Llm, {{"messages", List{Object{{"role", "user"}, {"content", "${item}"}}}},
                                        {"endpoint", "https://host/v1"}, {"model", "m"}, {"key", "${secret.KEY}"},
                                        {"temperature", 0.5}, {"schema", Object{{"type", "object"}}}}), QString());
        QCOMPARE(problemsOf(Kind::Branch, cases({"big", "small"})), QString());
        QCOMPARE(problemsOf(Kind::Delay, {{"for", "30s"}}), QString());
        QCOMPARE(problemsOf(Kind::Delay, {{"for", "${params.wait}"}}), QString());
    }

    void sayWhatTheyCannotTake_data()
    {
        QTest::addColumn<int>("kind");
        QTest::addColumn<QString>("json");
        QTest::addColumn<QString>("start");
        const auto row = [](const char *name, Kind kind, const Object &all, const char *start) {
            QTest::newRow(name) << int(kind) << q(toJson(Value(all))) << q(start);
            s_objects[name] = all;
        };
        row("a language there is not", Kind::Script, with(script, "language", "pyton"),
            "/nodes/0/with/language | \"language\" of node \"n\" cannot be \"pyton\". | Did you mean \"python\"?");
        row("no code", Kind::Script, {{"language", "bash"}}, "/nodes/0/with/code | Node \"n\" has no \"code\", which a script needs.");
        row("empty code", Kind::Script, with(script, "code", " \n"), "/nodes/0/with/code | \"code\" of node \"n\" is empty.");
        row("a status code of 99", Kind::Http, with(http, "expect", List{200, 99}),
            "/nodes/0/with/expect/1 | \"expect\" of node \"n\" has 99 at place 2. | It takes whole numbers from 100 to 599.");
        row("more redirects than there may be", Kind::Http, with(http, "redirects", 51),
            "/nodes/0/with/redirects | \"redirects\" of node \"n\" must be a whole number from 0 to 50, and this is 51.");
        row("an answer of no bytes", Kind::Http, with(http, "size_max", 0),
            "/nodes/0/with/size_max | \"size_max\" of node \"n\" must be a whole number from 1 to 67108864, and this is 0.");
        row("headers that are a list", Kind::Http, with(http, "headers", List{}), "/nodes/0/with/headers | \"headers\" of node \"n\" must be an object of texts");
        row("a field of another kind", Kind::Http, with(http, "argv", List{}),
            "/nodes/0/with/argv | Node \"n\" has \"argv\", which an http request does not take. | An http request takes \"url\"");
        row("nobody who answers", Kind::Llm, {{"prompt", "Why?"}},
            "/nodes/0/with | Node \"n\" has neither an \"endpoint\" nor \"recorded\" replies: nobody would answer.");
        row("an endpoint without a model", Kind::Llm, with(llm, "endpoint", "http://host/v1"),
            "/nodes/0/with | Node \"n\" has an \"endpoint\" and no \"model\".");
        row("nothing that is asked", Kind::Llm, {{"recorded", List{Object{{"content", "x"}}}}}, "/nodes/0/with | Node \"n\" has neither a \"prompt\" nor \"messages\".");
        row("two questions", Kind::Llm, with(llm, "messages", List{Object{{"role", "user"}, {"content", "x"}}}),
            "/nodes/0/with/messages | Node \"n\" has both a \"prompt\" and \"messages\".");
        row("a role there is not", Kind::Llm, {{"recorded", List{Object{{"content", "x"}}}}, {"messages", List{Object{{"role", "usr"}, {"content", "x"}}}}},
            "/nodes/0/with/messages/0/role | \"messages\" of node \"n\" has a message of the role \"usr\". | Did you mean \"user\"?");
        row("a reply with more than there is", Kind::Llm, with(llm, "recorded", List{Object{{"content", "x"}, {"text", "x"}}}),
            "/nodes/0/with/recorded/0/text | \"recorded\" of node \"n\" has \"text\" at place 1, which means nothing there.");
        row("tokens below none", Kind::Llm, with(llm, "recorded", List{Object{{"content", "x"}, {"tokens_in", -1}}}),
            "/nodes/0/with/recorded/0/tokens_in | \"recorded\" of node \"n\" has -1 as \"tokens_in\".");
        row("a schema that cannot be checked", Kind::Llm, with(llm, "schema", Object{{"pattern", "a"}}), "/nodes/0/with/schema");
        row("a temperature of 3", Kind::Llm, with(llm, "temperature", 3), "/nodes/0/with/temperature | \"temperature\" of node \"n\" must be a number from 0 to 2, and this is 3.");
        row("no cases", Kind::Branch, {{"cases", List{}}}, "/nodes/0/with/cases | \"cases\" of node \"n\" is empty. | Write 1 to 32 cases");
        row("two ports of one name", Kind::Branch, cases({"a", "a"}), "/nodes/0/with/cases/1/port | \"cases\" of node \"n\" has two cases \"a\".");
        row("a case called else", Kind::Branch, cases({"else"}), "/nodes/0/with/cases/0/port | \"cases\" of node \"n\" has a case \"else\" that cannot be called so.");
        row("a case without a condition", Kind::Branch, {{"cases", List{Object{{"port", "a"}}}}},
            "/nodes/0/with/cases/0 | \"cases\" of node \"n\" has no \"when\".");
        row("a case that is a text", Kind::Branch, {{"cases", List{"a"}}}, "/nodes/0/with/cases/0 | \"cases\" of node \"n\" has text at place 1, where an object has to stand.");
        row("no duration", Kind::Delay, {{"for", "soon"}}, "/nodes/0/with/for | \"for\" of node \"n\" cannot be used: \"soon\" is not a duration.");
        row("a number as a duration", Kind::Delay, {{"for", 3}}, "/nodes/0/with/for | \"for\" of node \"n\" must be a number and a unit in double quotes, and this is 3.");
        row("longer than ten years", Kind::Delay, {{"for", "4000d"}}, "/nodes/0/with/for | \"for\" of node \"n\" cannot be used: \"4000d\" is not a duration.");
    }
    void sayWhatTheyCannotTake()
    {
        QFETCH(int, kind);
        QFETCH(QString, start);
        const QString got = problemsOf(Kind(kind), s_objects.at(QTest::currentDataTag()));
        QVERIFY2(got.startsWith(start), qPrintable(got));
        QVERIFY2(!got.contains(QLatin1Char('\n')), qPrintable(got)); // once is enough
    }

    void aBranchHasAPortForEachCase()
    {
        const Object with = cases({"big", "small"});
        QCOMPARE(outputPorts(Kind::Branch, with), (std::vector<std::string>{"big", "small", "else"}));
        QCOMPARE(outputPortIndex(Kind::Branch, with, "small"), std::optional<std::uint16_t>(1));
        QVERIFY(!outputPortIndex(Kind::Branch, with, "out"));
        QCOMPARE(outputPorts(Kind::Command, {}), std::vector<std::string>{"out"});
        Workflow w;
        w.nodes = {make(Kind::Branch, with, "size"), make(Kind::Empty, {}, "a"), make(Kind::Empty, {}, "b")};
        w.edges = {{"size", "small", "a", "in", {}, {}}, {"size", "big", "a", "in", {}, {}}, {"size", "else", "b", "in", EdgeCondition::Failure, {}}};
        QCOMPARE(problemsOf(w), QString());
        const auto plan = compile(w);
        QVERIFY(plan.has_value());
        const auto edges = (*plan)->successorsOf(0);
        QCOMPARE(edges.size(), std::size_t{3});
        QCOMPARE(edges[0].port, std::uint16_t{1});
        QCOMPARE(edges[1].port, std::uint16_t{0});
        QCOMPARE((*plan)->predecessorsOf(2)[0].port, std::uint16_t{2});
        QVERIFY((*plan)->nodes[2].awaitsFailure && !(*plan)->nodes[1].awaitsFailure);
        w.edges[0].fromPort = "smal";
        QCOMPARE(problemsOf(w), q("/edges/0 | Node \"size\" has no output port \"smal\". | Did you mean \"small\"? Its output ports are \"big\", \"small\" and \"else\"."));
        QVERIFY(whyNotConnectable(w, "size", "b", "big").empty());
        QVERIFY(!whyNotConnectable(w, "size", "b", "else").empty());
    }

    void aBranchIsNotMapped()
    {
        Workflow w;
        w.nodes = {make(Kind::Branch, cases({"a"}))};
        w.nodes[0].map = "${[1]}";
        QVERIFY(problemsOf(w).startsWith(q("/nodes/0/map | Node \"n\" is a branch and has a \"map\"")));
    }

    void whatIsEvaluatedFirstIsPrepared_data()
    {
        QTest::addColumn<bool>("isPrepared");
        const auto row = [](const char *name, Kind kind, const Object &all, bool isPrepared) {
            QTest::newRow(name) << isPrepared;
            s_nodes[name] = make(kind, all);
        };
        row("a script without input", Kind::Script, script, true);
        row("a script with its own", Kind::Script, with(script, "input", 1), false);
        row("code is never looked at", Kind::Script, with(with(script, "input", 1), "code", "${HOME}"), false);
        row("an expression", Kind::Http, http, true);
        row("a secret alone", Kind::Http, {{"url", "http://localhost/?key=${secret.KEY}"}}, false);
        row("a secret and more", Kind::Http, {{"url", "http://${params.host}/?key=${secret.KEY}"}}, true);
        row("letters that are no expression", Kind::Command, {{"argv", List{"$${x}"}}}, true);
        row("a recorded reply", Kind::Llm, with(llm, "recorded", List{Object{{"content", "${x}"}}}), false);
        row("a delay", Kind::Delay, {{"for", "1s"}}, true);
        row("a branch", Kind::Branch, cases({"a"}), false);
    }
    void whatIsEvaluatedFirstIsPrepared()
    {
        QFETCH(bool, isPrepared);
        Workflow w;
        w.nodes = {s_nodes.at(QTest::currentDataTag())};
        const auto plan = compile(w);
        QVERIFY2(plan.has_value(), plan ? "" : plan.error().message.c_str());
        QCOMPARE((*plan)->nodes[0].prepared, isPrepared);
    }

    void secretsAreNamed()
    {
        QCOMPARE(q(std::string(secretName(" secret.KEY_2 "))), q("KEY_2"));
        for (const char *const text : {"secret", "secret.", "secret.2", "secret.a b", "secret[\"a\"]", "secret.ä", "params.x"})
            QVERIFY2(secretName(text).empty(), text);
    }

    void dataNeverBecomesASecret_data()
    {
        QTest::addColumn<QString>("data");
        for (const char *const text : {"${secret.KEY}", "a $${secret.KEY} b", "${secret.${secret.KEY}}", "$$$${secret.KEY}", "plain", "${secret.", ""})
            QTest::newRow(text) << q(text);
    }
    void dataNeverBecomesASecret()
    {
        QFETCH(QString, data);
        const auto never = [](std::string_view) { return Result<std::string>("THE SECRET"); };
        const auto back = fillSecrets(withoutSecrets(data.toStdString()), never);
        QVERIFY(back.has_value());
        QCOMPARE(q(*back), data);
    }

    void secretsArePutInPlace()
    {
        const auto lookUp = [](std::string_view name) {
            return name == "KEY" ? Result<std::string>("${secret.KEY}!") : failure(ErrorCode::NotFound, "There is none.");
        };
        QCOMPARE(q(fillSecrets("a ${secret.KEY} b ${ secret.KEY }", lookUp).value()), q("a ${secret.KEY}! b ${ secret.KEY }"));
        QVERIFY(!fillSecrets("${secret.OTHER}", lookUp));
        QCOMPARE(q(fillSecrets("${secret.not a name} ${x}", lookUp).value()), q("${secret.not a name} ${x}"));
    }

private:
    static inline std::map<std::string, Object> s_objects;
    static inline std::map<std::string, Node> s_nodes;
};

WEFTLINE_TEST(KindsTest)
#include "tst_kinds.moc"
