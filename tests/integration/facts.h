// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What a journal says, read by `weft events`, and a recorded workflow, read from its own file: neither by the code under test.

#pragma once

#include <QtCore/QHash>
#include <QtCore/QJsonObject>
#include <QtCore/QSet>

#include "tests/integration/programs.h"
#include "tests/support/recorded.h"

namespace weftline::test {

struct JournalEvent
{
    qint64 seq = 0;
    qint64 at = 0; ///< Microseconds since 1970.
    int epoch = 0;
    QString type;
    QJsonObject body;

    [[nodiscard]] QString text(const char *key) const { return body.value(QLatin1String(key)).toString(); }
};

class JournalEvents
{
public:
    /// Runs `weft events`. Empty where that failed.
    static JournalEvents read(const Place &place, const QString &journal);

    [[nodiscard]] const QList<JournalEvent> &all() const { return m_all; }
    [[nodiscard]] QList<JournalEvent> of(const char *type) const;
    [[nodiscard]] int count(const char *type) const { return static_cast<int>(of(type).size()); }
    /// The session of the worker with this process; empty where none joined.
    [[nodiscard]] QString sessionOf(int pid) const;

private:
    QList<JournalEvent> m_all;
};

/// A recorded workflow: what its own file says about it.
struct Recorded
{
    QByteArray text;
    QHash<QString, QStringList> parents; ///< Of each task.
    int edges = 0;
    double runtimes = 0; ///< Seconds, of all tasks.
    double longestPath = 0; ///< Seconds.
    bool isReal = false; ///< Else generated, of the same shape.
};

[[nodiscard]] Recorded recorded(const RecordedShape &shape);
/// The shape of the largest of them, with 902 tasks.
[[nodiscard]] const RecordedShape &largestShape();
/// Imports it so that its runtimes are multiplied by `scale`; the path of the .weft file.
[[nodiscard]] QString imported(const Place &place, const RecordedShape &shape, const Recorded &recorded, double scale);

/// Nothing where every task of `recorded` succeeded exactly once and started only after its parents had; else what is wrong.
[[nodiscard]] QString whatIsWrong(const JournalEvents &events, const Recorded &recorded);

/// Nothing where the last line of `weft run --json` tells of success with all tasks; else what is wrong.
[[nodiscard]] QString whatIsWrong(const Outcome &run, const RecordedShape &shape);
[[nodiscard]] QJsonObject lastLine(const QByteArray &output);
/// How many nodes of one task each are done, by the output of `weft run --json` so far.
[[nodiscard]] int doneSoFar(const QByteArray &output);

/// Microseconds since 1970, now.
[[nodiscard]] qint64 wallClock();

} // namespace weftline::test
