// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Plays every *.txt of this folder and compares what follows with what is written there. With WEFTLINE_REWRITE=1 in the
// environment it writes there what follows instead.

#include <QtCore/QDir>
#include <QtCore/QFile>

#include "tests/support/test_main.h"
#include "tests/transcripts/stage.h"

namespace {

using weftline::test::Stage;

const QString folder = QStringLiteral(WEFTLINE_SOURCE_DIR "/tests/transcripts");

/// The transcript as it comes out when it is played. Comments and commands stay as they are.
QStringList played(const QStringList &written)
{
    Stage stage;
    QStringList result;
    QStringList following;
    bool isExpected = false;
    for (const QString &line : written) {
        if (isExpected && !line.isEmpty())
            continue;
        isExpected = false;
        result += line;
        if (line == QStringLiteral("----")) {
            isExpected = true;
            result += following;
            following.clear();
        } else if (!line.isEmpty() && !line.startsWith(QLatin1Char('#'))) {
            const auto lines = stage.carryOut(line.toStdString());
            if (!lines)
                following += QStringLiteral("error   ") + QString::fromStdString(lines.error().message);
            else
                for (const std::string &each : *lines)
                    following += QString::fromStdString(each);
        }
    }
    return result + following;
}

} // namespace

class TranscriptsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void comesOutAsWritten_data()
    {
        QTest::addColumn<QString>("path");
        const QDir dir(folder);
        const QStringList files = dir.entryList({QStringLiteral("*.txt")}, QDir::Files, QDir::Name);
        QVERIFY(files.size() > 20);
        for (const QString &file : files)
            if (file != QStringLiteral("CMakeLists.txt"))
                QTest::newRow(qPrintable(file)) << dir.filePath(file);
    }

    void comesOutAsWritten()
    {
        QFETCH(QString, path);
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QStringList written = QString::fromUtf8(file.readAll()).split(QLatin1Char('\n'));
        file.close();
        const QStringList result = played(written);
        if (qEnvironmentVariableIntValue("WEFTLINE_REWRITE") == 1 && result != written) {
            QVERIFY(file.open(QIODevice::WriteOnly));
            file.write(result.join(QLatin1Char('\n')).toUtf8());
        } else {
            for (qsizetype i = 0; i < std::min(result.size(), written.size()); ++i)
                if (result[i] != written[i])
                    QFAIL(qPrintable(QStringLiteral("line %1\n  written:  %2\n  follows:  %3").arg(i + 1).arg(written[i], result[i])));
            QCOMPARE(result.size(), written.size());
        }
        for (const QString &line : result)
            QVERIFY2(!line.startsWith(QStringLiteral("error ")), qPrintable(line));
    }
};

WEFTLINE_TEST(TranscriptsTest)

#include "tst_transcripts.moc"
