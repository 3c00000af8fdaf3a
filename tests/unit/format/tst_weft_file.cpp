// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "engine/format/weft_file.h"
#include "engine/workflow/names.h"
#include "tests/support/test_main.h"
#include "tests/support/text.h"

using namespace weftline;
using namespace weftline::format;
using weftline::test::q;

namespace {

const char *const small = R"({
  "weft": 1,
  "name": "Small",
  "nodes": [
    { "id": "a/b", "kind": "command", "with": { "argv": ["true"] } },
    { "id": "c", "kind": "command", "with": { "argv": ["true"], "x/y": 1 } }
  ],
  "edges": [["c",
             "d"]]
}
)";

} // namespace

class WeftFileTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void givesEveryProblemItsPlace()
    {
        const ReadOutcome outcome = readWorkflow(small);
        QVERIFY(outcome.ok); // it can be shown and mended in the window
        QVERIFY(outcome.hasErrors());
        QStringList places;
        for (const Located &p : outcome.problems)
            places << q(p.problem.where + "@" + std::to_string(p.line) + ":" + std::to_string(p.column));
        QCOMPARE(places.join(QLatin1Char(' ')), q("/nodes/0/id@5:13 /nodes/1/with/x~1y@6:72 /edges/0@8:13"));
    }

    void findsTheNearestPlaceOfWhatIsMissing()
    {
        const ReadOutcome outcome = readWorkflow(small);
        QCOMPARE(outcome.source->locate("/nodes/1/with/cwd"), (LineColumn{6, 45}));
        QCOMPARE(outcome.source->locate("/nodes/9"), (LineColumn{4, 12}));
        QCOMPARE(outcome.source->locate("/edges/0/1"), (LineColumn{9, 14}));
        QCOMPARE(outcome.source->locate(""), (LineColumn{1, 1}));
    }

    void keepsWhatItDoesNotKnowAndItsOrder()
    {
        const char *const text =
            R"({ "weft": 1, "name": "N", "zeta": [1, 2.5], "groups": [], "alpha": { "b": null, "a": true },
  "nodes": [{ "id": "a", "kind": "empty", "undo": "b", "retry": { "outcomes": ["x"], "max": 2 }, "cache": {} }],
  "edges": [{ "from": "a", "to": "a", "bend": [1, 2] }], "layout": { "zoom": 1.5, "nodes": { "a": [1, 2] } } })";
        const ReadOutcome first = readWorkflow(text);
        QVERIFY(first.ok);
        const std::string written = writeWorkflow(first.workflow);
        const ReadOutcome second = readWorkflow(written);
        QVERIFY(second.workflow == first.workflow);
        QCOMPARE(q(writeWorkflow(second.workflow)), q(written));
        for (const char *const kept : {R"("zeta": [1, 2.5])", R"("alpha": { "b": null, "a": true })", R"("undo": "b")",
                                       R"("cache": {})", R"("outcomes": ["x"])", R"("bend": [1, 2])", R"("zoom": 1.5)"})
            QVERIFY2(written.find(kept) != std::string::npos, kept);
    }

    void changesOneLineForOneMovedNode()
    {
        workflow::Workflow w;
        for (int i = 0; i < 50; ++i) {
            workflow::Node node;
            node.id = "node" + std::to_string(i);
            node.with = {{"argv", List{"true"}}};
            w.nodes.push_back(node);
            w.layout.nodes[node.id] = {216.0 * i, 0};
        }
        const QStringList before = q(writeWorkflow(w)).split(QLatin1Char('\n'));
        w.layout.nodes["node7"].y = 88.5;
        const QStringList after = q(writeWorkflow(w)).split(QLatin1Char('\n'));
        QCOMPARE(after.size(), before.size());
        int changed = 0;
        for (qsizetype i = 0; i < before.size(); ++i)
            changed += before[i] != after[i] ? 1 : 0;
        QCOMPARE(changed, 1);
    }

    void doesNotReadWhatIsTooLarge()
    {
        QTemporaryDir folder;
        const std::string path = folder.filePath(QStringLiteral("large.weft")).toStdString();
        std::filesystem::resize_file((QFile(q(path)).open(QIODevice::WriteOnly), path), 100ULL << 20U);
        QElapsedTimer timer;
        timer.start();
        const ReadOutcome outcome = readWorkflowFile(path);
        QVERIFY(!outcome.ok);
        QCOMPARE(outcome.problems.size(), std::size_t{1});
        QCOMPARE(q(outcome.problems[0].problem.message),
                 q("Cannot read \"" + path
                   + "\": it is larger than 64 MiB, the most there may be. Keep large data in files of its own."));
    }

    void saysWhyAFileCannotBeRead()
    {
        QTemporaryDir folder;
        const std::string base = folder.path().toStdString();
        QCOMPARE(q(readWorkflowFile(base + "/none.weft").problems[0].problem.message),
                 q("Cannot read \"" + base + "/none.weft\": there is no such file. Check the path."));
        QCOMPARE(q(readWorkflowFile(base).problems[0].problem.message),
                 q("Cannot read \"" + base + "\": it is a folder. Name a file in it."));
        QVERIFY(!readWorkflowFile("/dev/zero").ok); // endless, and is left at the limit
    }

    void describesEveryFieldInTheSchema()
    {
        QFile file(q(WEFTLINE_SOURCE_DIR "/docs/workflow.schema.json"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const Result<Value> schema = parseJson(file.readAll().toStdString());
        QVERIFY2(schema.has_value(), schema ? "" : schema.error().message.c_str());
        compare(*schema->find("properties"), workflow::members::workflow, workflow::members::later);
        const Value &defs = *schema->find("$defs");
        compare(*defs.find("node")->find("properties"), workflow::members::node, {});
        compare(*defs.find("retry")->find("properties"), workflow::members::retry, {});
        compare(*defs.find("edge")->find("properties"), workflow::members::edge, {});
        compare(*defs.find("parameter")->find("properties"), workflow::members::parameter, {});
        compare(*defs.find("layout")->find("properties"), workflow::members::layout, {});
        compareEnum(*defs.find("parameter")->find("properties")->find("type"), workflow::parameterTypeNames);
        compareEnum(*defs.find("edge")->find("properties")->find("on"), workflow::edgeConditionNames);
        std::vector<std::string_view> kinds;
        for (const workflow::KindInfo &info : workflow::allKinds()) {
            kinds.push_back(info.name);
            std::vector<std::string_view> fields;
            std::vector<std::string_view> required;
            for (const workflow::Field &field : info.fields) {
                fields.push_back(field.name);
                if (field.required)
                    required.push_back(field.name);
            }
            const Value *described = defs.find("with_" + std::string(info.name));
            QVERIFY2(described, info.name.data());
            compare(*described->find("properties"), fields, {});
            const Value *needed = described->find("required");
            QCOMPARE(needed ? needed->asList()->size() : 0, required.size());
            for (const workflow::Field &field : info.fields)
                if (!field.choices.empty())
                    compareEnum(*described->find("properties")->find(field.name), field.choices);
        }
        compareEnum(*defs.find("node")->find("properties")->find("kind"), kinds);
    }

    void describesEveryFieldOfAlertRulesInTheSchema()
    {
        QFile file(q(WEFTLINE_SOURCE_DIR "/docs/workflow.schema.json"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const Result<Value> schema = parseJson(file.readAll().toStdString());
        QVERIFY(schema.has_value());
        const Value &defs = *schema->find("$defs");
        compare(*defs.find("alert")->find("properties"), workflow::members::alert, {});
        compare(*defs.find("alert_node")->find("properties"), workflow::members::alertNode, {});
        std::vector<std::string_view> kinds;
        for (const workflow::AlertKindInfo &info : workflow::allAlertKinds()) {
            kinds.push_back(info.name);
            std::vector<std::string_view> fields;
            for (const workflow::Field &field : info.fields)
                fields.push_back(field.name);
            const Value *described = defs.find("alert_" + std::string(info.name));
            QVERIFY2(described, info.name.data());
            compare(*described->find("properties"), fields, {});
            for (const workflow::Field &field : info.fields)
                if (!field.choices.empty())
                    compareEnum(*described->find("properties")->find(field.name), field.choices);
        }
        compareEnum(*defs.find("alert_node")->find("properties")->find("kind"), kinds);
    }

private:
    static QStringList sorted(std::span<const std::string_view> names)
    {
        QStringList out;
        for (const std::string_view name : names)
            out << q(name);
        out.sort();
        return out;
    }

    /// `described` names exactly `known` and `further`.
    static void compare(const Value &described, std::span<const std::string_view> known,
                        std::span<const std::string_view> further)
    {
        QStringList names;
        for (const auto &[name, value] : *described.asObject())
            names << q(name);
        names.sort();
        QStringList expected = sorted(known) + sorted(further);
        expected.sort();
        QCOMPARE(names.join(QLatin1Char(' ')), expected.join(QLatin1Char(' ')));
    }

    static void compareEnum(const Value &described, std::span<const std::string_view> known)
    {
        QStringList names;
        for (const Value &name : *described.find("enum")->asList())
            names << q(*name.asString());
        names.sort();
        QCOMPARE(names.join(QLatin1Char(' ')), sorted(known).join(QLatin1Char(' ')));
    }
};

WEFTLINE_TEST(WeftFileTest)

#include "tst_weft_file.moc"
