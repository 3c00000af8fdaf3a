// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// `script` attempts as real interpreters.

#include <csignal>

#include <fmt/format.h>

#include "tests/support/test_main.h"
#include "tests/unit/worker/attempt.h"

using namespace weftline;
using namespace weftline::worker;
using namespace std::chrono_literals;

namespace {

struct Script : test::Attempt
{
    Script(const char *language, std::string code, Object more = {}, Duration timeout = Duration{0},
           std::vector<std::string> environment = test::thisEnvironment())
        : Attempt(makeScriptKind, test::taskOf("script", with(language, std::move(code), std::move(more)), timeout), 10min, std::move(environment))
    {
    }

    static Value with(const char *language, std::string code, Object more)
    {
        more.emplace_back("language", language);
        more.emplace_back("code", std::move(code));
        return more;
    }
};

} // namespace

class ScriptTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { signal(SIGPIPE, SIG_IGN); }

    void givesJsonForJson_data()
    {
        QTest::addColumn<QByteArray>("language");
        QTest::addColumn<QByteArray>("code");
        QTest::newRow("Python") << QByteArray("python") << QByteArray("import sys, json\nn = json.load(sys.stdin)\nprint(json.dumps({'twice': [2 * x for x in n]}))\n");
        QTest::newRow("Bash") << QByteArray("bash") << QByteArray("read -r line; line=${line//[\\[\\]]/}; IFS=, read -ra n <<<\"$line\"\necho \"{\\\"twice\\\": [$((2 * n[0])), $((2 * n[1]))]}\"\n");
        QTest::newRow("JavaScript") << QByteArray("javascript") << QByteArray("const n = JSON.parse(require('fs').readFileSync(0, 'utf8'));\nconsole.log(JSON.stringify({ twice: n.map(x => 2 * x) }));\n");
    }

    void givesJsonForJson()
    {
        QFETCH(QByteArray, language);
        QFETCH(QByteArray, code);
        Script a(language.constData(), code.toStdString(), {{"input", List{3, 20}}});
        QVERIFY(a.finish());
        QVERIFY2(a.hasSucceeded(), a.result.reason.c_str());
        QCOMPARE(a.output(), Value(Object{{"twice", List{6, 40}}}));
        QVERIFY(a.pid > 0);
    }

    void givesTextAndLines()
    {
        Script a("bash", "echo a; echo b", {{"output", "lines"}});
        QVERIFY(a.finish());
        QCOMPARE(a.output(), Value(List{"a", "b"}));
        Script b("bash", "echo a; echo b", {{"output", "text"}});
        QVERIFY(b.finish());
        QCOMPARE(b.output(), Value("a\nb"));
    }

    void givesNothingWhereItWritesNothing()
    {
        Script a("bash", "true");
        QVERIFY(a.finish());
        QVERIFY(a.hasSucceeded());
        QCOMPARE(a.output(), Value());
    }

    void saysWhereItsJsonBreaks()
    {
        Script a("bash", "printf '{\"a\": 1,\\n \"b\": }'");
        QVERIFY(a.finish());
        QCOMPARE(a.result.outcome, wire::Outcome::Failed);
        QVERIFY2(a.result.reason.starts_with("What the Bash script wrote is no JSON."),
                 a.result.reason.c_str());
        QVERIFY2(a.result.reason.find("Line 2, column 7") != std::string::npos, a.result.reason.c_str());
    }

    void tellsOfAnException_data()
    {
        QTest::addColumn<QByteArray>("language");
        QTest::addColumn<QByteArray>("code");
        QTest::addColumn<QByteArray>("place");
        QTest::newRow("Python") << QByteArray("python") << QByteArray("def f():\n    raise ValueError('the box is empty')\nf()\n") << QByteArray("File \"code\", line 2, in f");
        QTest::newRow("JavaScript") << QByteArray("javascript") << QByteArray("\nthrow new Error('the box is empty');\n") << QByteArray("code:2");
        QTest::newRow("Bash") << QByteArray("bash") << QByteArray("echo 'the box is empty' >&2\nnosuchprogram\nexit 1\n") << QByteArray("code: line 2: nosuchprogram");
    }

    void tellsOfAnException()
    {
        QFETCH(QByteArray, language);
        QFETCH(QByteArray, code);
        QFETCH(QByteArray, place);
        Script a(language.constData(), code.toStdString());
        QVERIFY(a.finish());
        QCOMPARE(a.result.outcome, wire::Outcome::Failed);
        QVERIFY2(a.result.reason.find("script ended with exit code 1. Its last errors were:\n") != std::string::npos, a.result.reason.c_str());
        QVERIFY2(a.result.reason.find("the box is empty") != std::string::npos, a.result.reason.c_str());
        QVERIFY2(a.result.reason.find(place.toStdString()) != std::string::npos, a.result.reason.c_str());
        QVERIFY2(a.err.find("the box is empty") != std::string::npos, a.err.c_str());
    }

    void mayBeLongerThanArgumentsMayBe()
    {
        std::string code = "x = '''" + std::string(5'000'000, 'y') + "'''\nprint(len(x))\n"; // the system takes 128 KiB as an argument
        Script a("python", std::move(code), {{"input", std::string(3'000'000, 'z')}});
        QVERIFY(a.finish());
        QVERIFY2(a.hasSucceeded(), a.result.reason.c_str());
        QCOMPARE(a.output(), Value(5'000'000));
    }

    void isNeitherInterpolatedNorReadByAShell()
    {
        Script a("python", "print('\"${params.x} $HOME `id` $(id) ${secret.key} %s\"')");
        QVERIFY(a.finish());
        QVERIFY2(a.hasSucceeded(), a.result.reason.c_str());
        QCOMPARE(a.output(), Value("${params.x} $HOME `id` $(id) ${secret.key} %s"));
    }

    void hasItsFolderAndEnvironment()
    {
        Script a("bash", "echo $PWD $COLOUR $WEFT_RUN $WEFT_TASK $WEFT_ATTEMPT $WEFT_SECRET_KEY", {{"cwd", "/usr"}, {"env", Object{{"COLOUR", "red"}}}, {"output", "text"}});
        QVERIFY(a.finish());
        QCOMPARE(a.output(), Value("/usr red run-a count[7] 3"));
    }

    void cannotChangeItsCode()
    {
        Script a("bash", "echo broken 2>/dev/null >/proc/self/fd/3 && echo true || echo false");
        QVERIFY(a.finish());
        QVERIFY2(a.hasSucceeded(), a.result.reason.c_str());
        QCOMPARE(a.output(), Value(false));
    }

    void namesTheInterpreterThatIsMissing()
    {
        Script a("javascript", "1", {}, Duration{0}, {"PATH=/nowhere"});
        QCOMPARE(a.ends, 1);
        QCOMPARE(a.result.reason, std::string("Node \"count\" cannot run JavaScript on worker \"lab-1\": there is no program \"nodejs\" (PATH=/nowhere). "
                                              "Install Debian's package nodejs there, or put the node into a pool whose workers have it."));
    }

    void refusesWrongParameters_data()
    {
        QTest::addColumn<Value>("with");
        QTest::addColumn<QByteArray>("why");
        const auto row = [](const char *name, Value with, const char *why) { QTest::newRow(name) << with << QByteArray(why); };
        row("no object", Value(7), "with could not be read by the worker.");
        row("no language", Value(Object{{"code", "1"}}), "language must say what the code is written in.");
        row("another language", Value(Object{{"code", "1"}, {"language", "perl"}}), "language must be one of \"python\", \"bash\" and \"javascript\".");
        row("no code", Value(Object{{"language", "bash"}}), "code must be the text of a script.");
        row("code that is none", Value(Object{{"language", "bash"}, {"code", List{}}}), "code must be the text of a script.");
        row("another output", Value(Object{{"language", "bash"}, {"code", "1"}, {"output", 3}}), "output must be one of \"json\", \"text\" and \"lines\".");
        row("env", Value(Object{{"language", "bash"}, {"code", "1"}, {"env", Object{{"A=B", "x"}}}}), "env.A=B is no name for a variable.");
    }

    void refusesWrongParameters()
    {
        QFETCH(Value, with);
        QFETCH(QByteArray, why);
        test::Attempt a(makeScriptKind, test::taskOf("script", with));
        QCOMPARE(a.ends, 1);
        QCOMPARE(a.result.reason, fmt::format("Node \"count\" cannot run: {}", std::string_view(why)));
    }

    void stopsWithAllItStarted()
    {
        Script a("python", "import subprocess, time\nsubprocess.Popen(['sleep', '600'])\nprint('ready', flush=True)\ntime.sleep(600)\n", {{"output", "text"}});
        QVERIFY(test::waitUntil([&] { return a.out == "ready\n"; }));
        a.running->stop(false);
        QVERIFY(a.finish());
        QVERIFY(a.killed);
        QVERIFY(test::waitUntil([&] { return test::livingInGroup(a.pid) == 0; }));
    }

    void stopsAtItsTimeout()
    {
        Script a("bash", "sleep 600", {}, 50ms);
        QVERIFY(a.finish());
        QCOMPARE(a.result.outcome, wire::Outcome::TimedOut);
        QCOMPARE(a.result.reason, std::string("The Bash script ran longer than its timeout of 50ms and was stopped."));
    }
};


WEFTLINE_TEST(ScriptTest)
#include "tst_script.moc"
