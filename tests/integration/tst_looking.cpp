// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Runs looked at, cancelled and done again from other terminals: `weft runs`, `show`, `logs`, `cancel`, `retry`.

#include <QtCore/QFile>
#include <QtCore/QJsonArray>
#include <QtCore/QJsonDocument>

#include <csignal>

#include "tests/integration/facts.h"
#include "tests/support/test_main.h"

using namespace weftline::test;

namespace {

/// A chain: `before` succeeds and counts how often it was carried out, `flaky` needs a file, `after` follows it.
QByteArray flakyWorkflow(const Place &place)
{
    const auto command = [](const QString &script) {
        return QJsonObject{{QStringLiteral("argv"), QJsonArray{QStringLiteral("sh"), QStringLiteral("-c"), script}}};
    };
    const auto node = [&](const QString &id, const QString &script) {
        return QJsonObject{{QStringLiteral("id"), id}, {QStringLiteral("kind"), QStringLiteral("command")}, {QStringLiteral("with"), command(script)}};
    };
    const auto edge = [](const QString &from, const QString &to) { return QJsonArray{from, to}; };
    const QJsonArray nodes{
        node(QStringLiteral("before"), QStringLiteral("echo once >> '%1'; echo first of all").arg(place.path(QStringLiteral("counted")))),
        node(QStringLiteral("flaky"), QStringLiteral("cat '%1'").arg(place.path(QStringLiteral("needed")))),
        node(QStringLiteral("after"), QStringLiteral("echo Done at last")),
    };
    const QJsonArray edges{edge(QStringLiteral("before"), QStringLiteral("flaky")), edge(QStringLiteral("flaky"), QStringLiteral("after"))};
    return QJsonDocument(QJsonObject{{QStringLiteral("weft"), 1}, {QStringLiteral("name"), QStringLiteral("Flaky chain")},
                                     {QStringLiteral("nodes"), nodes}, {QStringLiteral("edges"), edges}}).toJson();
}

/// Writes a line, and goes on until a file is there.
QByteArray waitingWorkflow(const Place &place)
{
    const QString script = QStringLiteral("echo I have begun; while [ ! -e '%1' ]; do sleep 0.05; done; echo I may end").arg(place.path(QStringLiteral("go")));
    return QStringLiteral("{\"weft\":1,\"name\":\"Waiting\",\"nodes\":[{\"id\":\"wait\",\"kind\":\"command\",\"with\":{\"argv\":[\"sh\",\"-c\",\"%1\"]}}]}")
        .arg(script).toUtf8();
}

void write(const QString &path, const QByteArray &text)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(text);
}

QList<QJsonObject> lines(const QByteArray &output)
{
    QList<QJsonObject> objects;
    for (const QByteArray &line : output.split('\n'))
        if (!line.isEmpty())
            objects.push_back(QJsonDocument::fromJson(line).object());
    return objects;
}

QString text(const QJsonObject &object, const char *key) { return object.value(QLatin1String(key)).toString(); }
int tasks(const QJsonObject &run, const char *key) { return run.value(QLatin1String("tasks")).toObject().value(QLatin1String(key)).toInt(-1); }

} // namespace

class LookingTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_place = std::make_unique<Place>();
        m_file = m_place->path(QStringLiteral("flow.weft"));
        m_journal = m_place->path(QStringLiteral("lab.journal"));
    }
    void cleanup() { m_place.reset(); }

    void whatFailedIsDoneAgainOnceItsCauseIsGone()
    {
        write(m_file, flakyWorkflow(*m_place));
        const Program engine(*m_place, QStringLiteral("engine"), engineArguments());
        const QString url = urlOf(engine);
        const Outcome first = weft(*m_place, {QStringLiteral("run"), m_file, QStringLiteral("--engine"), url, QStringLiteral("--json")});
        QCOMPARE(first.exitCode, 1);
        write(m_place->path(QStringLiteral("needed")), "the cause is gone\n");
        const Outcome again = weft(*m_place, {QStringLiteral("retry"), QStringLiteral("1"), QStringLiteral("--engine"), url, QStringLiteral("--json")});
        QCOMPARE(again.exitCode, 0);
        const QJsonObject run = lastLine(again.out);
        QCOMPARE(text(run, "state"), QStringLiteral("succeeded"));
        QCOMPARE(run.value(QLatin1String("retry_of")).toInt(), 1);
        QCOMPARE(run.value(QLatin1String("tasks_taken")).toInt(), 1);
        QCOMPARE(run.value(QLatin1String("attempts")).toInt(), 2);
        QCOMPARE(tasks(run, "succeeded"), 3);
        QFile counted(m_place->path(QStringLiteral("counted")));
        QVERIFY(counted.open(QIODevice::ReadOnly));
        QCOMPARE(counted.readAll(), QByteArray("once\n")); // it was taken over, not done again

        const Outcome shown = weft(*m_place, {QStringLiteral("show"), text(lastLine(first.out), "run"), QStringLiteral("--engine"), url, QStringLiteral("--json")});
        QCOMPARE(text(lastLine(shown.out), "state"), QStringLiteral("failed")); // the earlier one stays as it is
        QCOMPARE(notRefused({QStringLiteral("retry"), QStringLiteral("2"), QStringLiteral("--engine"), url}, 2, "All of it succeeded."), QByteArray());
        const JournalEvents events = JournalEvents::read(*m_place, m_journal);
        const QList<JournalEvent> accepted = events.of("run_accepted");
        QCOMPARE(accepted.size(), 2);
        QCOMPARE(accepted.last().text("retry_of"), text(lastLine(first.out), "run"));
        QCOMPARE(accepted.last().body.value(QLatin1String("taken_over")).toArray(), QJsonArray{QStringLiteral("before")});
        QCOMPARE(weft(*m_place, {QStringLiteral("verify"), m_journal}).exitCode, 0);
    }

    void aRetriedRunGoesOnAfterItsEngineWasKilled()
    {
        write(m_file, flakyWorkflow(*m_place));
        {
            Program engine(*m_place, QStringLiteral("engine"), engineArguments());
            const QString url = urlOf(engine);
            QCOMPARE(weft(*m_place, {QStringLiteral("run"), m_file, QStringLiteral("--engine"), url}).exitCode, 1);
            engine.kill();
        }
        QCOMPARE(notRefused({QStringLiteral("retry"), QStringLiteral("1"), QStringLiteral("--journal"), m_journal}, 3, "weft engine --journal"), QByteArray());
        QCOMPARE(notRefused({QStringLiteral("cancel"), QStringLiteral("1"), QStringLiteral("--journal"), m_journal}, 2, "has ended already: failed."), QByteArray());
        const Program engine(*m_place, QStringLiteral("engine2"), engineArguments());
        (void)urlOf(engine);
        write(m_place->path(QStringLiteral("needed")), "there\n");
        // A journal that an engine holds leads to the engine.
        QCOMPARE(weft(*m_place, {QStringLiteral("retry"), QStringLiteral("last"), QStringLiteral("--journal"), m_journal}).exitCode, 0);
        QCOMPARE(weft(*m_place, {QStringLiteral("verify"), m_journal}).exitCode, 0);
    }

    void logsAreFollowedWhileARunGoes()
    {
        write(m_file, waitingWorkflow(*m_place));
        const Program engine(*m_place, QStringLiteral("engine"), engineArguments());
        const QString url = urlOf(engine);
        Program run(*m_place, QStringLiteral("run"), {QStringLiteral("run"), m_file, QStringLiteral("--engine"), url});
        QVERIFY(waitUntil([&] { return states(url) == QStringList{QStringLiteral("running")}; }, runMax));
        Program logs(*m_place, QStringLiteral("logs"), {QStringLiteral("logs"), QStringLiteral("last"), QStringLiteral("--follow"), QStringLiteral("--engine"), url});
        QVERIFY(waitUntil([&] { return logs.out().contains("I have begun"); }, runMax));
        QVERIFY(!logs.hasEnded());
        write(m_place->path(QStringLiteral("go")), "x");
        QVERIFY(logs.waitForEnd());
        QCOMPARE(logs.exitCode(), 0);
        QVERIFY2(logs.out().contains("I may end"), logs.out().constData());
        QVERIFY(run.waitForEnd());
        const Outcome some = weft(*m_place, {QStringLiteral("logs"), QStringLiteral("1"), QStringLiteral("--engine"), url, QStringLiteral("--grep"),
                                             QStringLiteral("MAY"), QStringLiteral("--node"), QStringLiteral("wait"), QStringLiteral("--json")});
        QCOMPARE(lines(some.out).size(), 1);
        QCOMPARE(text(lines(some.out).front(), "text"), QStringLiteral("I may end"));
        QVERIFY(weft(*m_place, {QStringLiteral("logs"), QStringLiteral("1"), QStringLiteral("--engine"), url, QStringLiteral("--stream"), QStringLiteral("err")}).out.isEmpty());
        QCOMPARE(notRefused({QStringLiteral("logs"), QStringLiteral("1"), QStringLiteral("--node"), QStringLiteral("wat"), QStringLiteral("--engine"), url}, 2, "It has \"wait\"."), QByteArray());
    }

    void logsOfARunWhoseEngineEndsWithItAreWhole()
    {
        write(m_file, waitingWorkflow(*m_place));
        Program run(*m_place, QStringLiteral("run"), {QStringLiteral("run"), m_file, QStringLiteral("--workers"), QStringLiteral("1")});
        QVERIFY(waitUntil([&] { return weft(*m_place, {QStringLiteral("runs"), QStringLiteral("--json")}).out.contains("running"); }, runMax));
        Program logs(*m_place, QStringLiteral("logs"), {QStringLiteral("logs"), QStringLiteral("last"), QStringLiteral("--follow")});
        QVERIFY(waitUntil([&] { return logs.out().contains("I have begun"); }, runMax));
        write(m_place->path(QStringLiteral("go")), "x");
        QVERIFY(run.waitForEnd() && logs.waitForEnd());
        QCOMPARE(logs.exitCode(), 0);
        QCOMPARE(logs.out().count('\n'), 2);
        QVERIFY2(logs.out().contains("I may end"), logs.out().constData());
    }

    void aRunIsCancelledFromAnotherTerminal()
    {
        write(m_file, waitingWorkflow(*m_place));
        // The run's engine is that of `weft run` itself; the journal in the runs folder leads to it.
        Program run(*m_place, QStringLiteral("run"), {QStringLiteral("run"), m_file, QStringLiteral("--workers"), QStringLiteral("1"), QStringLiteral("--json")});
        QVERIFY(waitUntil([&] { return lines(weft(*m_place, {QStringLiteral("runs"), QStringLiteral("--json")}).out).size() == 2; }, runMax));
        const QJsonObject listed = lines(weft(*m_place, {QStringLiteral("runs"), QStringLiteral("--json")}).out).front();
        QCOMPARE(text(listed, "name"), QStringLiteral("Waiting"));
        const QString id = text(listed, "run");
        const Outcome cancelled = weft(*m_place, {QStringLiteral("cancel"), id.left(20).toLower()});
        QVERIFY2(cancelled.exitCode == 0, cancelled.err.constData());
        QVERIFY(run.waitForEnd());
        QCOMPARE(run.exitCode(), 1);
        QCOMPARE(text(lastLine(run.out()), "state"), QStringLiteral("cancelled"));
        QCOMPARE(text(lastLine(weft(*m_place, {QStringLiteral("show"), QStringLiteral("last"), QStringLiteral("--json")}).out), "state"), QStringLiteral("cancelled"));
        QCOMPARE(notRefused({QStringLiteral("cancel"), id}, 2, "has ended already: cancelled."), QByteArray());
        QCOMPARE(notRefused({QStringLiteral("retry"), id}, 3, "No engine holds its journal"), QByteArray());
    }

    void runsAreListedAndFound()
    {
        write(m_file, flakyWorkflow(*m_place));
        const Program engine(*m_place, QStringLiteral("engine"), engineArguments());
        const QString url = urlOf(engine);
        for (int i = 0; i < 3; ++i) {
            QCOMPARE(weft(*m_place, {QStringLiteral("run"), m_file, QStringLiteral("--engine"), url}).exitCode, i == 2 ? 0 : 1);
            if (i == 1) // before the third run its cause is gone
                write(m_place->path(QStringLiteral("needed")), "x\n");
        }
        QCOMPARE(states(url), (QStringList{QStringLiteral("succeeded"), QStringLiteral("failed"), QStringLiteral("failed")}));
        const auto listed = [&](const QStringList &more) {
            return lines(weft(*m_place, QStringList{QStringLiteral("runs"), QStringLiteral("--engine"), url, QStringLiteral("--json")} + more).out);
        };
        QCOMPARE(listed({QStringLiteral("--state"), QStringLiteral("failed")}).size(), 3); // and the line that counts them
        QCOMPARE(listed({QStringLiteral("--limit"), QStringLiteral("1")}).size(), 2);
        QCOMPARE(listed({QStringLiteral("--name"), QStringLiteral("FLAKY")}).size(), 4);
        QCOMPARE(listed({QStringLiteral("--name"), QStringLiteral("other")}).size(), 1);
        QCOMPARE(lines(weft(*m_place, {QStringLiteral("runs"), QStringLiteral("--journal"), m_journal, QStringLiteral("--json")}).out).size(), 4);
        const Outcome table = weft(*m_place, {QStringLiteral("runs"), QStringLiteral("--engine"), url});
        for (const QByteArray &line : table.out.split('\n'))
            QVERIFY2(QString::fromUtf8(line).size() <= 80, line.constData());
        QVERIFY2(table.out.contains("Flaky chain") && table.out.contains("failed"), table.out.constData());

        QCOMPARE(notRefused({QStringLiteral("show"), QStringLiteral("99"), QStringLiteral("--engine"), url}, 2, "There are 3 runs; the newest: 3 ("), QByteArray());
        QCOMPARE(notRefused({QStringLiteral("show"), QStringLiteral("flaky"), QStringLiteral("--journal"), m_journal}, 2, "Runs of workflows with such a name: 3 ("), QByteArray());
        QCOMPARE(notRefused({QStringLiteral("show"), QStringLiteral("0"), QStringLiteral("--engine"), url}, 2, "is the beginning of 3 runs"), QByteArray());
        QCOMPARE(notRefused({QStringLiteral("show"), QStringLiteral("nobody")}, 2, "weft runs lists what there is."), QByteArray());
        QCOMPARE(notRefused({QStringLiteral("runs"), QStringLiteral("--state"), QStringLiteral("done")}, 2, "--state"), QByteArray());
        QCOMPARE(notRefused({QStringLiteral("cancel"), QStringLiteral("1"), QStringLiteral("--engine"), QStringLiteral("ipc://") + m_place->path(QStringLiteral("no.sock"))}, 3, "No engine answers"), QByteArray());
        QCOMPARE(notRefused({QStringLiteral("runs"), QStringLiteral("--journal"), m_file}, 2, "flow.weft"), QByteArray());
        for (const char *command : {"runs", "show", "logs", "cancel", "retry"}) {
            const Outcome help = weft(*m_place, {QLatin1String(command), QStringLiteral("--help")});
            QCOMPARE(help.exitCode, 0);
            QVERIFY2(help.out.contains("Example: weft"), help.out.constData());
        }
    }

private:
    [[nodiscard]] QStringList engineArguments() const
    {
        return {QStringLiteral("engine"), QStringLiteral("--journal"), m_journal, QStringLiteral("--workers"), QStringLiteral("2")};
    }

    [[nodiscard]] static QString urlOf(const Program &engine)
    {
        if (!waitUntil([&] { return engine.out().contains('\n'); }))
            return {};
        return QString::fromUtf8(engine.out().split('\n').front());
    }

    [[nodiscard]] QStringList states(const QString &url) const
    {
        QStringList all;
        for (const QJsonObject &run : lines(weft(*m_place, {QStringLiteral("runs"), QStringLiteral("--engine"), url, QStringLiteral("--json")}).out))
            if (run.contains(QLatin1String("state")))
                all += text(run, "state");
        return all;
    }

    /// Nothing where the command ends so and complains with these words; else what it did.
    [[nodiscard]] QByteArray notRefused(const QStringList &arguments, int exitCode, const char *words) const
    {
        const Outcome outcome = weft(*m_place, arguments);
        if (outcome.exitCode == exitCode && outcome.err.contains(words))
            return {};
        return "exit code " + QByteArray::number(outcome.exitCode) + ": " + outcome.err;
    }

    std::unique_ptr<Place> m_place;
    QString m_file;
    QString m_journal;
};

WEFTLINE_TEST(LookingTest)
#include "tst_looking.moc"
