// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/integration/facts.h"

#include <QtCore/QDateTime>
#include <QtCore/QFile>
#include <QtCore/QJsonArray>
#include <QtCore/QJsonDocument>

#include <algorithm>
#include <chrono>
#include <functional>

namespace weftline::test {
namespace {

/// "2026-11-23T21:46:54.382538Z"
qint64 microseconds(const QString &instant)
{
    constexpr int secondsLength = 19;
    QDateTime whole = QDateTime::fromString(instant.left(secondsLength), Qt::ISODate);
    whole.setTimeSpec(Qt::UTC);
    const QString fraction = instant.mid(secondsLength + 1).chopped(1).leftJustified(6, QLatin1Char('0'));
    return whole.toSecsSinceEpoch() * 1'000'000 + fraction.toLongLong();
}

void measure(Recorded &recorded, const QHash<QString, double> &runtimes)
{
    QHash<QString, double> ends;
    const std::function<double(const QString &)> endOf = [&](const QString &task) {
        if (const auto known = ends.constFind(task); known != ends.constEnd())
            return *known;
        double begin = 0;
        for (const QString &parent : recorded.parents.value(task))
            begin = std::max(begin, endOf(parent));
        ends.insert(task, begin + runtimes.value(task));
        return begin + runtimes.value(task);
    };
    for (auto it = recorded.parents.cbegin(); it != recorded.parents.cend(); ++it) {
        recorded.edges += static_cast<int>(it->size());
        recorded.runtimes += runtimes.value(it.key());
        recorded.longestPath = std::max(recorded.longestPath, endOf(it.key()));
    }
}

} // namespace

JournalEvents JournalEvents::read(const Place &place, const QString &journal)
{
    JournalEvents events;
    const Outcome told = weft(place, {QStringLiteral("events"), journal});
    if (told.exitCode != 0) {
        qWarning("weft events: %s", told.err.constData());
        return events;
    }
    for (const QByteArray &line : told.out.split('\n')) {
        if (line.isEmpty())
            continue;
        JournalEvent event;
        event.body = QJsonDocument::fromJson(line).object();
        event.seq = event.body.value(QLatin1String("seq")).toInteger();
        event.at = microseconds(event.text("at"));
        event.epoch = event.body.value(QLatin1String("epoch")).toInt();
        event.type = event.text("type");
        events.m_all.push_back(std::move(event));
    }
    return events;
}

QList<JournalEvent> JournalEvents::of(const char *type) const
{
    QList<JournalEvent> found;
    for (const JournalEvent &event : m_all)
        if (event.type == QLatin1String(type))
            found.push_back(event);
    return found;
}

QString JournalEvents::sessionOf(int pid) const
{
    for (const JournalEvent &event : m_all)
        if (event.type == QLatin1String("worker_joined") && event.body.value(QLatin1String("pid")).toInt() == pid)
            return event.text("session");
    return {};
}

Recorded recorded(const RecordedShape &shape)
{
    Recorded recorded;
    const auto folder = recordedFolder(WEFTLINE_SOURCE_DIR);
    recorded.isReal = folder.has_value();
    recorded.text = QByteArray::fromStdString(folder ? recordedText(*folder, shape) : generatedText(shape));
    const QJsonObject workflow = QJsonDocument::fromJson(recorded.text).object().value(QLatin1String("workflow")).toObject();
    const auto tasksOf = [&](const char *part) {
        return workflow.value(QLatin1String(part)).toObject().value(QLatin1String("tasks")).toArray();
    };
    QHash<QString, double> runtimes;
    for (const QJsonValue &task : tasksOf("execution"))
        runtimes.insert(task[QLatin1String("id")].toString(), task[QLatin1String("runtimeInSeconds")].toDouble());
    for (const QJsonValue &task : tasksOf("specification")) {
        QStringList parents;
        for (const QJsonValue &parent : task[QLatin1String("parents")].toArray())
            parents.push_back(parent.toString());
        recorded.parents.insert(task[QLatin1String("id")].toString(), parents);
    }
    measure(recorded, runtimes);
    return recorded;
}

const RecordedShape &largestShape()
{
    return *std::max_element(recordedShapes().begin(), recordedShapes().end(),
                             [](const RecordedShape &a, const RecordedShape &b) { return a.tasks < b.tasks; });
}

QString imported(const Place &place, const RecordedShape &shape, const Recorded &recorded, double scale)
{
    const QString name = QString::fromStdString(shape.name);
    const QString from = place.path(name + QStringLiteral(".json"));
    const QString to = place.path(name + QStringLiteral(".weft"));
    QFile file(from);
    if (!file.open(QIODevice::WriteOnly) || file.write(recorded.text) != recorded.text.size())
        return {};
    file.close();
    const Outcome done = weft(place, {QStringLiteral("import"), QStringLiteral("wfformat"), from, QStringLiteral("-o"), to,
                                      QStringLiteral("--time-scale"), QString::number(scale, 'g', 10)});
    if (done.exitCode != 0)
        qWarning("weft import: %s", done.err.constData());
    return done.exitCode == 0 ? to : QString();
}

QString whatIsWrong(const JournalEvents &events, const Recorded &recorded)
{
    QHash<QString, qint64> finishedAt;
    for (const JournalEvent &event : events.all()) {
        const QString task = event.text("task");
        if (event.type == QLatin1String("task_finished")) {
            if (finishedAt.contains(task))
                return QStringLiteral("task \"%1\" finished twice").arg(task);
            if (event.text("state") != QLatin1String("succeeded"))
                return QStringLiteral("task \"%1\": %2, %3").arg(task, event.text("state"), event.text("reason"));
            finishedAt.insert(task, event.seq);
        } else if (event.type == QLatin1String("attempt_dispatched") || event.type == QLatin1String("attempt_started")) {
            if (!recorded.parents.contains(task))
                return QStringLiteral("nobody knows a task \"%1\"").arg(task);
            for (const QString &parent : recorded.parents.value(task))
                if (!finishedAt.contains(parent))
                    return QStringLiteral("task \"%1\" began before \"%2\" was finished").arg(task, parent);
        }
    }
    for (auto it = recorded.parents.keyBegin(); it != recorded.parents.keyEnd(); ++it)
        if (!finishedAt.contains(*it))
            return QStringLiteral("task \"%1\" is not finished").arg(*it);
    return {};
}

QString whatIsWrong(const Outcome &run, const RecordedShape &shape)
{
    if (run.exitCode != 0)
        return QStringLiteral("exit status %1: %2").arg(run.exitCode).arg(QString::fromUtf8(run.err));
    const QJsonObject summary = lastLine(run.out);
    const QJsonObject tasks = summary.value(QLatin1String("tasks")).toObject();
    const auto wanted = static_cast<qint64>(shape.tasks);
    if (summary.value(QLatin1String("state")).toString() != QLatin1String("succeeded")
        || tasks.value(QLatin1String("total")).toInteger() != wanted || tasks.value(QLatin1String("succeeded")).toInteger() != wanted)
        return QStringLiteral("not %1 tasks that succeeded: %2").arg(wanted).arg(QString::fromUtf8(run.out.right(2000)));
    if (summary.value(QLatin1String("edges")).toInteger() != static_cast<qint64>(shape.edges))
        return QStringLiteral("%1 edges, not %2").arg(summary.value(QLatin1String("edges")).toInteger()).arg(shape.edges);
    return {};
}

QJsonObject lastLine(const QByteArray &output)
{
    const QByteArray text = output.trimmed();
    return QJsonDocument::fromJson(text.mid(text.lastIndexOf('\n') + 1)).object();
}

int doneSoFar(const QByteArray &output) { return static_cast<int>(output.count("\"done\":1,")); }

qint64 wallClock()
{
    return std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::system_clock::now().time_since_epoch()).count();
}

} // namespace weftline::test
