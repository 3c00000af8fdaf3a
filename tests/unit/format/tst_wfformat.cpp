// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "engine/format/dot.h"
#include "engine/format/weft_file.h"
#include "engine/format/wfformat.h"
#include "engine/workflow/plan.h"
#include "tests/support/recorded.h"
#include "tests/support/test_main.h"
#include "tests/support/text.h"

#include <algorithm>
#include <map>

using namespace weftline;
using namespace weftline::format;
using weftline::test::q;
using weftline::test::RecordedShape;

namespace {

double secondsOf(const workflow::Node &node)
{
    const List &argv = *find(node.with, "argv")->asList();
    return q(*argv[1].asString()).toDouble();
}

/// Tasks, edges, levels and the widest level, counted in the import and compared with what is known.
void compare(const std::string &text, const RecordedShape &shape, double tolerance)
{
    const Result<workflow::Workflow> imported = importWfFormat(text, 0.01);
    QVERIFY2(imported.has_value(), imported ? "" : imported.error().message.c_str());
    QCOMPARE(imported->nodes.size(), shape.tasks);
    QCOMPARE(imported->edges.size(), shape.edges);
    std::map<double, std::size_t> columns;
    double runtimes = 0;
    for (const workflow::Node &node : imported->nodes) {
        QVERIFY(imported->layout.nodes.contains(node.id));
        ++columns[imported->layout.nodes.at(node.id).x];
        runtimes += secondsOf(node) * 100;
    }
    QCOMPARE(columns.size(), shape.levels);
    QCOMPARE(std::ranges::max_element(columns, {}, [](const auto &c) { return c.second; })->second, shape.widest);
    QVERIFY2(std::abs(runtimes - shape.runtimes) <= tolerance * shape.runtimes + 1, std::to_string(runtimes).c_str());
    QVERIFY(workflow::compile(*imported).has_value());
    const ReadOutcome again = readWorkflow(writeWorkflow(*imported));
    QVERIFY(again.ok && !again.hasErrors());
    QVERIFY(again.workflow == *imported);
}

} // namespace

class WfFormatTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void importsRecordedWorkflows_data() { names(); }
    void importsRecordedWorkflows()
    {
        const auto folder = test::recordedFolder(WEFTLINE_SOURCE_DIR);
        if (!folder)
            QSKIP("The recorded workflows are not here; set WEFTLINE_SHARED to the folder that has data/wfinstances.");
        QFETCH(int, index);
        const RecordedShape &shape = test::recordedShapes()[static_cast<std::size_t>(index)];
        compare(test::recordedText(*folder, shape), shape, 0.001);
    }

    void importsGeneratedOnesOfTheSameShape_data() { names(); }
    void importsGeneratedOnesOfTheSameShape()
    {
        QFETCH(int, index);
        const RecordedShape &shape = test::recordedShapes()[static_cast<std::size_t>(index)];
        compare(test::generatedText(shape), shape, 1);
    }

    void readsTheOlderLayout()
    {
        const Result<workflow::Workflow> w =
            importWfFormat(R"({"name": "old", "schemaVersion": "1.4", "workflow": {"tasks": [
            {"name": "b_ID02", "id": "ID02", "parents": ["a_ID01"], "runtimeInSeconds": 0.25},
            {"name": "a_ID01", "id": "ID01", "children": ["b_ID02", "ID03"]},
            {"name": "c_ID03", "id": "ID03", "runtimeInSeconds": 10}]}})",
                           0.5);
        QVERIFY2(w.has_value(), w ? "" : w.error().message.c_str());
        QCOMPARE(w->edges.size(), std::size_t{2});
        QCOMPARE(secondsOf(*w->find("b_ID02")), 0.125);
        QCOMPARE(secondsOf(*w->find("a_ID01")), 0.0);
        QCOMPARE(secondsOf(*w->find("c_ID03")), 5.0);
        QCOMPARE(w->layout.nodes.at("b_ID02").x, 216.0);
        QCOMPARE(w->layout.nodes.at("c_ID03").y, 88.0);
    }

    void saysWhatItCannotImport_data()
    {
        QTest::addColumn<QString>("tasks");
        QTest::addColumn<QString>("message");
        const auto row = [](const char *name, const char *tasks, const char *message) {
            QTest::newRow(name) << q(tasks) << q(message);
        };
        row("no id", R"([{"name": "x"}])", "Task 1 has no \"id\"");
        row("a slash", R"([{"id": "a/b"}])", "Task \"a/b\" cannot become a node of that id.");
        row("doubled ids", R"([{"id": "a"}, {"id": "a"}])", "Two tasks are called \"a\".");
        row("no runtime", R"([{"id": "b"}])", "Task \"b\" has no \"runtimeInSeconds\"");
        row("a parent that is none", R"([{"id": "a", "parents": ["z"]}])", "Task \"a\" names \"z\" among its parents");
        row("a cycle", R"([{"id": "a", "parents": ["c"]}, {"id": "c", "parents": ["a"]}])",
            "The edges go round in a cycle");
    }
    void saysWhatItCannotImport()
    {
        QFETCH(QString, tasks);
        QFETCH(QString, message);
        const std::string text = R"({"workflow": {"specification": {"tasks": )" + tasks.toStdString()
            + R"(}, "execution": {"tasks": [{"id": "a", "runtimeInSeconds": 1}, {"id": "c", "runtimeInSeconds": 1}]}}})";
        const auto w = importWfFormat(text);
        QVERIFY(!w);
        QVERIFY2(q(w.error().message).contains(message), w.error().message.c_str());
        QVERIFY(!importWfFormat("{}"));
        QVERIFY(!importWfFormat(test::generatedText(test::recordedShapes()[0]), -1));
    }

    void exportsDot()
    {
        workflow::Workflow w;
        w.name = "A \"name\"";
        w.nodes.resize(2);
        w.nodes[0].id = "a\\";
        w.nodes[1].id = "b";
        w.nodes[1].map = "${x}";
        w.edges.push_back({"a\\", "out", "b", "in", workflow::EdgeCondition::Failure, {}});
        QCOMPARE(q(exportDot(w)),
                 q("digraph \"A \\\"name\\\"\" {\n  rankdir=LR;\n  node [shape=box];\n"
                   "  \"a\\\\\" [label=\"a\\\\\\ncommand\"];\n  \"b\" [label=\"b\\ncommand\", peripheries=2];\n"
                   "  \"a\\\\\" -> \"b\" [label=\"on failure\", style=dashed];\n}\n"));
    }

private:
    static void names()
    {
        QTest::addColumn<int>("index");
        for (std::size_t i = 0; i < test::recordedShapes().size(); ++i)
            QTest::newRow(test::recordedShapes()[i].name.c_str()) << static_cast<int>(i);
    }
};

WEFTLINE_TEST(WfFormatTest)

#include "tst_wfformat.moc"
