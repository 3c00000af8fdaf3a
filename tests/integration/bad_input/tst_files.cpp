// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "engine/format/weft_file.h"
#include "tests/integration/bad_input/sandbox.h"
#include "tests/support/test_main.h"

#include <fmt/format.h>

using namespace weftline;
using namespace weftline::test;

namespace {

const QString folder = QStringLiteral(WEFTLINE_SOURCE_DIR "/tests/data/bad/");

List casesOf(std::string_view stage)
{
    List cases;
    const auto text = format::readTextFile((folder + QStringLiteral("expected.json")).toStdString());
    const Result<Value> index = text ? format::parseJson(*text) : Result<Value>(tl::unexpected(text.error()));
    if (!index)
        qFatal("%s", index.error().message.c_str());
    for (const Value &entry : *index->find("files")->asList())
        if (textAt(entry, "stage") == stage)
            cases.push_back(entry);
    return cases;
}

void rows(std::string_view stage)
{
    QTest::addColumn<int>("nth");
    int nth = 0;
    for (const Value &one : casesOf(stage))
        QTest::newRow(textAt(one, "file").c_str()) << nth++;
}

} // namespace

/// The files of tests/data/bad, given to `weft`.
class BadFilesProgramTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void areRefused_data() { rows("check"); }
    void areRefused()
    {
        QFETCH(int, nth);
        const Value one = casesOf("check")[static_cast<std::size_t>(nth)];
        const QString file = folder + q(textAt(one, "file"));
        const Ran checked = m_box.weft({QStringLiteral("check"), file});
        QCOMPARE(std::int64_t{checked.code}, numberAt(one, "exit"));
        std::string expected;
        for (const Value &problem : *one.find("problems")->asList())
            expected += fmt::format("{}:{}:{}: error: {} {}\n", file.toStdString(), numberAt(problem, "line"),
                                    numberAt(problem, "column"), textAt(problem, "message"), textAt(problem, "fix"));
        QCOMPARE(q(checked.err), q(expected));
        QVERIFY(checked.out.empty());
    }

    void areRefusedByRunToo()
    {
        const Ran ran = m_box.weft({QStringLiteral("run"), folder + QStringLiteral("cycle.weft")});
        QCOMPARE(ran.code, 2);
        QVERIFY2(ran.says("The edges go round in a cycle"), ran.all());
        QVERIFY(!QDir(m_box.file(QStringLiteral("xdg_state_home/weftline"))).exists()); // no journal for what never ran
    }

    void areToldToMachines()
    {
        const Ran checked = m_box.weft({QStringLiteral("check"), QStringLiteral("--json"), folder + QStringLiteral("wrong-type.weft")});
        QCOMPARE(checked.code, 2);
        QVERIFY(checked.err.empty());
        const Value said = checked.lastLine();
        QVERIFY(said.find("ok") && said.find("ok")->asBool() && !*said.find("ok")->asBool());
        List problems; // as in the index, with the severity before the rest
        for (const Value &one : casesOf("check"))
            if (textAt(one, "file") == "wrong-type.weft")
                for (const Value &problem : *one.find("problems")->asList()) {
                    Object with{{"severity", "error"}};
                    with.insert(with.end(), problem.asObject()->begin(), problem.asObject()->end());
                    problems.push_back(std::move(with));
                }
        QCOMPARE(q(toJson(*said.find("problems"))), q(toJson(problems)));
    }

    void failWhileTheyRun_data() { rows("run"); }
    void failWhileTheyRun()
    {
        QFETCH(int, nth);
        const Value one = casesOf("run")[static_cast<std::size_t>(nth)];
#if defined(__SANITIZE_ADDRESS__)
        if (textAt(one, "file") == "expression-eats-memory.weft")
            QSKIP("The address sanitizer reserves more memory than any limit.");
#endif
        const Ran ran = m_box.weft({QStringLiteral("run"), folder + q(textAt(one, "file")), QStringLiteral("--workers"), QStringLiteral("1")});
        QCOMPARE(std::int64_t{ran.code}, numberAt(one, "exit"));
        const std::string slow = "did not end within 5 s"; // on a busy machine memory may be eaten more slowly than time
        const bool mayBeSlow = textAt(one, "file") == "expression-eats-memory.weft";
        QVERIFY2(ran.says(fmt::format("Node \"{}\": {}", textAt(one, "node"), textAt(one, "message")))
                     || (mayBeSlow && ran.says(slow)), ran.all());
        QVERIFY2(ran.says("1 of 2 tasks succeeded"), ran.all()); // the other node was not disturbed
    }

    void leaveTheNextRunAlone()
    {
        const QString file = m_box.write(QStringLiteral("fine.weft"), slowWorkflow(2, "0"));
        const Ran ran = m_box.weft({QStringLiteral("run"), file, QStringLiteral("--json")});
        QCOMPARE(ran.code, 0);
        QCOMPARE(numberAt(ran.lastLine(), "tasks.succeeded"), std::int64_t{3});
    }

    void ofHundredMegabytesAreRefusedQuickly()
    {
        const QString file = m_box.write(QStringLiteral("large.weft"), QByteArray(100 << 20, ' '));
        QElapsedTimer clock;
        clock.start();
        const Ran checked = m_box.weft({QStringLiteral("check"), file});
        QCOMPARE(checked.code, 2);
        QVERIFY2(checked.says("large.weft") && checked.says("MiB"), checked.all());
        QVERIFY2(clock.elapsed() < 5000, "It was read to its end.");
    }

    void thatDoNotExist()
    {
        for (const char *const command : {"check", "run"}) {
            const Ran ran = m_box.weft({q(command), QStringLiteral("nowhere.weft")});
            QCOMPARE(ran.code, 2);
            QVERIFY2(ran.says("\"nowhere.weft\"") && ran.says("no such file"), ran.all());
        }
    }

    void thatAreFolders()
    {
        const Ran ran = m_box.weft({QStringLiteral("check"), m_box.file(QString())});
        QCOMPARE(ran.code, 2);
        QVERIFY2(ran.says("folder"), ran.all());
    }

private:
    Sandbox m_box;
};

WEFTLINE_TEST(BadFilesProgramTest)

/// Wrong words on the command line.
class BadUsageTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void isExplained_data()
    {
        QTest::addColumn<QString>("arguments");
        QTest::addColumn<QString>("sentence");
        const auto row = [](const char *arguments, const char *sentence) {
            QTest::newRow(*arguments ? arguments : "nothing") << q(arguments) << q(sentence);
        };
        row("", "weft --help");
        row("nonsense", "nonsense");
        row("run", "weft run FILE");
        row("run a.weft b.weft", "b.weft");
        row("run a.weft --no-such-thing", "--no-such-thing");
        row("run a.weft --workers many", "--workers");
        row("run a.weft --workers 0", "--workers");
        row("run a.weft --workers 2 --engine ipc:///tmp/x.sock", "together with --engine");
        row("run a.weft --resume b.journal", "--resume");
        row("check", "FILE");
        row("worker", "--join");
        row("worker --join nonsense", "\"nonsense\"");
        row("worker --join ipc:///tmp/x.sock --allow magic", "magic");
        row("engine --listen 127.0.0.1:1", "tcp://0.0.0.0:5570");
        row("keys add tooshort --name lab", "\"tooshort\"");
        row("keys add abcdefghijabcdefghijabcdefghijabcdefghij --name lab --role king", "king");
        row("keys", "weft keys --help");
        row("verify", "JOURNAL");
        row("bench nonsense", "nonsense");
    }
    void isExplained()
    {
        QFETCH(QString, arguments);
        QFETCH(QString, sentence);
        const Ran ran = m_box.weft(arguments.split(QLatin1Char(' '), Qt::SkipEmptyParts));
        QCOMPARE(ran.code, 2);
        QVERIFY2(ran.err.find(sentence.toStdString()) != std::string::npos, ran.all());
        QVERIFY(ran.out.empty());
    }

    void ofParameters_data()
    {
        QTest::addColumn<QStringList>("given");
        QTest::addColumn<QString>("sentence");
        QTest::newRow("unknown") << QStringList{QStringLiteral("-p"), QStringLiteral("cuont=3")} << QStringLiteral("\"cuont\"");
        QTest::newRow("type") << QStringList{QStringLiteral("-p"), QStringLiteral("count=many")} << QStringLiteral("\"count\"");
        QTest::newRow("no value") << QStringList{QStringLiteral("-p"), QStringLiteral("count")} << QStringLiteral("-p name=value");
    }
    void ofParameters()
    {
        QFETCH(QStringList, given);
        QFETCH(QString, sentence);
        const QString file = parametrised();
        const Ran ran = m_box.weft(QStringList{QStringLiteral("run"), file} + given);
        QCOMPARE(ran.code, 2);
        QVERIFY2(ran.err.find(sentence.toStdString()) != std::string::npos, ran.all());
    }

    void takesParametersInAnyPlace()
    {
        const Ran ran = m_box.weft({QStringLiteral("run"), QStringLiteral("-p"), QStringLiteral("count=3"), parametrised(),
                                    QStringLiteral("--json")});
        QVERIFY2(ran.code == 0, ran.all());
        QCOMPARE(numberAt(ran.lastLine(), "outputs.twice"), std::int64_t{6});
    }

    void isShownByHelp()
    {
        for (const char *const command : {"run", "check", "engine", "worker", "show", "logs", "events", "verify", "import", "export", "keys", "bench"}) {
            const Ran ran = m_box.weft({q(command), QStringLiteral("--help")});
            QCOMPARE(ran.code, 0);
            QVERIFY2(ran.out.find(fmt::format("Example: weft {}", command)) != std::string::npos, ran.all());
        }
    }

private:
    [[nodiscard]] QString parametrised() const
    {
        return m_box.write(QStringLiteral("p.weft"),
                           "{ \"weft\": 1, \"name\": \"P\", \"parameters\": { \"count\": { \"type\": \"number\", \"default\": 1 } },\n"
                           "  \"nodes\": [{ \"id\": \"twice\", \"kind\": \"transform\", \"with\": { \"expression\": \"params.count * 2\" } }],\n"
                           "  \"edges\": [] }\n");
    }

    Sandbox m_box;
};

WEFTLINE_TEST(BadUsageTest)

#include "tst_files.moc"
