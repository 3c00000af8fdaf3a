// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "engine/expressions/check.h"
#include "engine/expressions/evaluator_client.h"
#include "engine/format/weft_file.h"
#include "tests/support/test_main.h"
#include "tests/support/text.h"

#include <cstdlib>
#include <map>

using namespace weftline;
using weftline::test::q;

namespace {

const char *const folder = WEFTLINE_SOURCE_DIR "/tests/data/bad";

/// What expected.json says of one file.
struct Case
{
    std::string file;
    Value expected;
};

std::vector<Case> casesOf(std::string_view stage)
{
    std::vector<Case> cases;
    const Result<std::string> text = format::readTextFile(std::string(folder) + "/expected.json");
    const Result<Value> index = text ? format::parseJson(*text) : Result<Value>(tl::unexpected(text.error()));
    if (!index)
        qFatal("%s", index.error().message.c_str());
    for (const Value &entry : *index->find("files")->asList())
        if (*entry.find("stage")->asString() == stage)
            cases.push_back({*entry.find("file")->asString(), entry});
    return cases;
}

/// As `weft check` does: the expressions are looked at where the graph is sound.
format::ReadOutcome checkFile(const std::string &path)
{
    format::ReadOutcome outcome = format::readWorkflowFile(path);
    if (outcome.ok && !outcome.hasErrors())
        outcome.add(expressions::check(outcome.workflow));
    return outcome;
}

Value described(const format::Located &p)
{
    return Object{{"where", p.problem.where},
                  {"line", p.line},
                  {"column", p.column},
                  {"message", p.problem.message},
                  {"fix", p.problem.fix}};
}

} // namespace

class BadFilesTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void getTheirSentence_data() { rows("check"); }
    void getTheirSentence()
    {
        QFETCH(int, nth);
        const Case one = casesOf("check")[static_cast<std::size_t>(nth)];
        const format::ReadOutcome outcome = checkFile(std::string(folder) + "/" + one.file);
        QVERIFY(outcome.hasErrors());
        List problems;
        for (const format::Located &p : outcome.problems)
            problems.push_back(described(p));
        QCOMPARE(q(toJson(problems)), q(toJson(*one.expected.find("problems"))));
        QCOMPARE(*one.expected.find("exit")->asInt(), std::int64_t{2});
    }

    void getTheirSentenceWhileTheyRun_data() { rows("run"); }
    void getTheirSentenceWhileTheyRun()
    {
        QFETCH(int, nth);
        const Case one = casesOf("run")[static_cast<std::size_t>(nth)];
#if defined(__SANITIZE_ADDRESS__)
        if (one.file == "expression-eats-memory.weft")
            QSKIP("The address sanitizer reserves more memory than any limit.");
#endif
        const format::ReadOutcome outcome = checkFile(std::string(folder) + "/" + one.file);
        QVERIFY(outcome.ok && outcome.problems.empty());
        std::map<std::uint64_t, Result<Value>> results;
        expressions::EvaluatorOptions options;
        options.argv = {WEFTLINE_BINARY_DIR "/bin/tst_evaluator"};
        expressions::EvaluatorClient client(
            options, [&](std::uint64_t id, Result<Value> result) { results.emplace(id, std::move(result)); });
        for (std::size_t i = 0; i < outcome.workflow.nodes.size(); ++i) {
            expressions::Job job;
            job.id = i;
            job.kind = expressions::Job::Kind::Expression;
            job.source = std::make_shared<const Value>(*find(outcome.workflow.nodes[i].with, "expression"));
            QVERIFY(client.submit(nullptr, std::move(job)).has_value());
        }
        QTRY_COMPARE_WITH_TIMEOUT(results.size(), outcome.workflow.nodes.size(), 60'000);
        for (std::size_t i = 0; i < outcome.workflow.nodes.size(); ++i) {
            const bool isBad = outcome.workflow.nodes[i].id == *one.expected.find("node")->asString();
            QCOMPARE(results.at(i).has_value(), !isBad); // the others are not disturbed
            if (isBad)
                QCOMPARE(q(results.at(i).error().message), q(*one.expected.find("message")->asString()));
        }
    }

    void areAllInTheIndex()
    {
        QStringList listed;
        for (const char *const stage : {"check", "run"})
            for (const Case &one : casesOf(stage))
                listed << q(one.file);
        listed.sort();
        QCOMPARE(QDir(q(folder)).entryList({QStringLiteral("*.weft")}, QDir::Files, QDir::Name).join(QLatin1Char(' ')),
                 listed.join(QLatin1Char(' ')));
    }

    void isNoneOfTheExamples()
    {
        const QDir examples(q(WEFTLINE_SOURCE_DIR "/resources/examples"));
        for (const QString &name : examples.entryList({QStringLiteral("*.weft")}, QDir::Files)) {
            const std::string path = examples.filePath(name).toStdString();
            const format::ReadOutcome outcome = checkFile(path);
            QVERIFY2(outcome.ok && outcome.problems.empty(),
                     outcome.problems.empty() ? "" : outcome.problems[0].problem.message.c_str());
            QCOMPARE(q(format::writeWorkflow(outcome.workflow)), q(*format::readTextFile(path)));
            for (const workflow::Node &node : outcome.workflow.nodes)
                QVERIFY(outcome.workflow.layout.nodes.contains(node.id));
        }
    }

private:
    static void rows(std::string_view stage)
    {
        QTest::addColumn<int>("nth");
        int nth = 0;
        for (const Case &one : casesOf(stage))
            QTest::newRow(one.file.c_str()) << nth++;
    }
};

WEFTLINE_TEST(BadFilesTest)

#include "tst_bad_files.moc"
