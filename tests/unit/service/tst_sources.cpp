// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What the evaluator is asked for the kinds that say less than they get.

#include "engine/service/sources.h"
#include "tests/support/test_main.h"
#include "tests/support/text.h"

using namespace weftline;
using service::prepareSource;
using service::runSource;
using weftline::test::q;
using workflow::Kind;

namespace {

workflow::Node make(Kind kind, Object with, std::string map = {})
{
    workflow::Node node;
    node.id = "n";
    node.kind = kind;
    node.with = std::move(with);
    node.map = std::move(map);
    return node;
}

using Before = std::vector<workflow::NodeId>;

} // namespace

class SourcesTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aScriptWithoutInputGetsAllThereIs()
    {
        const auto source = prepareSource(make(Kind::Script, {{"language", "bash"}, {"code", "${x"}}, "${[1]}"), Before{"a", "b \"c\""});
        QCOMPARE(source.kind, expressions::Job::Kind::Parameters);
        QCOMPARE(q(*source.value.find("input")->asString()),
                 q("${({\"params\": params, \"item\": item, \"index\": index, \"run\": run, \"nodes\": {\"a\": nodes[\"a\"].output, "
                   "\"b \\\"c\\\"\": nodes[\"b \\\"c\\\"\"].output}})}"));
        QVERIFY(!source.value.find("code")); // nothing in it is an expression
        const auto alone = prepareSource(make(Kind::Script, {{"language", "bash"}, {"code", "true"}}), Before{});
        QCOMPARE(q(*alone.value.find("input")->asString()),
                 q("${({\"params\": params, \"item\": null, \"index\": 0, \"run\": run, \"nodes\": {}})}"));
        const auto own = prepareSource(make(Kind::Script, {{"language", "bash"}, {"code", "true"}, {"input", "${item}"}}), Before{"a"});
        QCOMPARE(q(*own.value.find("input")->asString()), q("${item}"));
    }

    void whatIsTakenAsItIsComesBackInItsPlace()
    {
        const workflow::Node node = make(Kind::Script, {{"language", "bash"}, {"code", "${x"}, {"cwd", "${item}"}});
        const Value with = service::preparedParameters(node, Object{{"language", "bash"}, {"cwd", "/tmp"}, {"input", 7}});
        QCOMPARE(q(toJson(with)), q("{\"language\":\"bash\",\"code\":\"${x\",\"cwd\":\"/tmp\",\"input\":7}"));
    }

    void aBranchPassesOnWhatCameIn()
    {
        const Object with{{"cases", List{Object{{"port", "a"}, {"when", "x > 1"}}}}};
        const auto valueOf = [&](const Before &before) { return q(*runSource(make(Kind::Branch, with), before).value.find("value")->asString()); };
        QCOMPARE(valueOf({"list"}), q("nodes[\"list\"].output"));
        QCOMPARE(valueOf({}), q("null"));
        QCOMPARE(valueOf({"a", "b"}), q("({\"a\": nodes[\"a\"].output, \"b\": nodes[\"b\"].output})"));
        const auto source = runSource(make(Kind::Branch, {{"cases", with[0].second}, {"value", "7"}}), Before{"a"});
        QCOMPARE(source.kind, expressions::Job::Kind::Branch);
        QCOMPARE(expressions::expressionsOfBranch(source.value), (std::vector<std::string>{"x > 1", "7"}));
    }

    void aDelayPassesOnWhatCameIn()
    {
        const auto source = prepareSource(make(Kind::Delay, {{"for", "2s"}}, "${list.output}"), Before{"list"});
        QCOMPARE(q(toJson(source.value)), q("{\"for\":\"2s\",\"output\":\"${item}\"}"));
    }
};

WEFTLINE_TEST(SourcesTest)
#include "tst_sources.moc"
