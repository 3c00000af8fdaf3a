// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// One bit of a journal's files is another: is it named, or does it change nothing, or is the journal shorter, and is that said?

#include <QtCore/QFile>
#include <QtCore/QJsonArray>
#include <QtCore/QJsonDocument>

#include <map>
#include <random>

#include <fcntl.h>
#include <unistd.h>

#include "engine/journal/log_scan.h"
#include "engine/journal/sqlite_file.h"
#include "engine/journal/verify.h"
#include "tests/integration/facts.h"
#include "tests/support/test_main.h"

using namespace weftline;
using namespace weftline::test;

namespace {

constexpr std::size_t flips = 1000; ///< Of the files that a killed engine leaves.
constexpr std::size_t flipsOfOneThatEnded = 300;
constexpr std::size_t programEvery = 50; ///< So often the real program is asked too.
constexpr const char *flipsFlow = R"json({ "weft": 1, "name": "Flips", "nodes": [
  { "id": "list", "kind": "transform", "with": { "expression": "Array.from({ length: 150 }, (_, i) => i)" } },
  { "id": "long", "kind": "command", "map": "${list.output}", "with": { "argv": ["printf", "%0700d", "${item}"] } }
], "edges": [["list", "long"]] }
)json";

struct Part
{
    std::string file;
    std::uint64_t size = 0; ///< Of what is in use.
    double weight = 0; ///< How often a bit of it is chosen.
};

/// The rows as SQLite gives them, whatever they are.
std::vector<journal::Row> rowsOf(const std::string &file)
{
    std::vector<journal::Row> rows;
    const auto opened = journal::SqliteFile::open(file, journal::SqliteFile::Use::Look);
    std::uint64_t before = std::uint64_t{1} << 63U;
    for (auto row = opened ? opened->rowAfter(before) : std::optional<journal::Row>(); row && *row; row = opened->rowAfter(before)) {
        before = (*row)->first;
        rows.push_back(std::move(**row));
    }
    return rows;
}

void flip(const std::string &file, std::uint64_t bit)
{
    const int fd = ::open(file.c_str(), O_RDWR | O_CLOEXEC);
    char byte = 0;
    const bool isDone = ::pread(fd, &byte, 1, static_cast<off_t>(bit / 8)) == 1;
    byte = static_cast<char>(byte ^ (1 << (bit % 8)));
    if (!isDone || ::pwrite(fd, &byte, 1, static_cast<off_t>(bit / 8)) != 1)
        qFatal("cannot change %s", file.c_str());
    ::close(fd);
}

std::string allOf(const journal::VerifyReport &report)
{
    std::string all;
    for (const std::string &problem : report.problems)
        all += problem + '\n';
    return all;
}

QByteArray bytesOf(const std::string &file)
{
    QFile read(QString::fromStdString(file));
    return read.open(QIODevice::ReadOnly) ? read.readAll() : QByteArray();
}

} // namespace

class FlippedBitsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void areNamedOrChangeNothing_data()
    {
        QTest::addColumn<bool>("killed");
        QTest::newRow("of an engine that was killed") << true;
        QTest::newRow("of one that ended") << false;
    }

    void areNamedOrChangeNothing()
    {
        QFETCH(bool, killed);
        make(killed);
        std::mt19937_64 random(killed ? 1 : 2);
        std::vector<double> weights;
        for (const Part &part : m_parts)
            weights.push_back(part.weight);
        std::discrete_distribution<std::size_t> choose(weights.begin(), weights.end());
        for (std::size_t i = 0; i < (killed ? flips : flipsOfOneThatEnded); ++i) {
            const Part &part = m_parts[choose(random)];
            const std::uint64_t bit = std::uniform_int_distribution<std::uint64_t>(0, part.size * 8 - 1)(random);
            flip(part.file, bit);
            const std::string wrong = judge(i % programEvery == 0);
            flip(part.file, bit);
            QVERIFY2(wrong.empty(), (part.file + ", byte " + std::to_string(bit / 8) + ", bit " + std::to_string(bit % 8) + ": " + wrong).c_str());
        }
        for (const Part &part : m_parts)
            QVERIFY2(bytesOf(part.file) == m_content[part.file], "looking changed a file");
        for (const auto &[what, count] : m_counts)
            qInfo("%4d %s", count, what.c_str());
        QVERIFY(m_counts["named, with a batch that is another"] > 100);
    }

private:
    void make(bool killed)
    {
        m_counts.clear();
        m_parts.clear();
        m_journal = m_place.path(killed ? QStringLiteral("killed.journal") : QStringLiteral("ended.journal"));
        const QString file = written(m_place, QStringLiteral("flips.weft"), flipsFlow);
        const QStringList arguments{QStringLiteral("run"), file, QStringLiteral("--workers"), QStringLiteral("1"), QStringLiteral("--journal"),
                                    m_journal, QStringLiteral("--json")};
        const Outcome ran = weft(m_place, arguments);
        QVERIFY2(ran.exitCode == 0, ran.err.constData());
        if (killed) {
            QString endpoint;
            const auto engine = startEngine(m_place, QStringLiteral("engine"), m_journal, endpoint, {QStringLiteral("--workers"), QStringLiteral("1")});
            const Outcome second = weft(m_place, {QStringLiteral("run"), file, QStringLiteral("--engine"), endpoint});
            QVERIFY2(second.exitCode == 0, second.err.constData());
            engine->kill();
        }
        const std::string journal = m_journal.toStdString();
        const auto log = journal::scanLog(journal);
        QVERIFY(log.has_value());
        m_parts.push_back({journal, std::filesystem::file_size(journal), 0.55});
        m_parts.push_back({journal + ".position", std::filesystem::file_size(journal + ".position"), 0.05});
        if (killed) {
            QVERIFY(log->frames > 10);
            m_parts.push_back({journal + "-wal", 32 + log->frames * (24 + 4096), 0.4}); // behind it are zeroes
        }
        for (const Part &part : m_parts)
            m_content[part.file] = bytesOf(part.file);
        m_rows = rowsOf(journal);
        QVERIFY(m_rows.size() > 50);
        const auto report = journal::verify(journal);
        QVERIFY2(report && report->ok, report ? allOf(*report).c_str() : report.error().message.c_str());
        qInfo("%zu batches, %llu events, %lld bytes of them in the log", m_rows.size(), static_cast<unsigned long long>(report->events),
              killed ? static_cast<long long>(m_parts.back().size) : 0LL);
    }

    /// What is wrong with what verify() says now; counts what it is.
    std::string judge(bool asksProgram)
    {
        const std::string journal = m_journal.toStdString();
        const std::vector<journal::Row> rows = rowsOf(journal);
        const auto report = journal::verify(journal);
        QFile::remove(m_journal + QStringLiteral("-shm"));
        if (!report)
            return "it is taken for something else: " + report.error().message;
        const std::string said = allOf(*report);
        const auto [is, was] = std::mismatch(rows.begin(), rows.end(), m_rows.begin(), m_rows.end());
        if (asksProgram) {
            const Outcome program = weft(m_place, {QStringLiteral("verify"), m_journal});
            QFile::remove(m_journal + QStringLiteral("-shm"));
            if (program.exitCode != (report->ok ? 0 : 1) || program.err.toStdString() != said)
                return "the program says something else: " + program.err.toStdString() + " instead of " + said;
        }
        if (!report->ok) {
            const bool isOther = is != rows.end();
            const auto says = [&](const std::string &what) { return said.find(what) != std::string::npos; };
            const bool isNamed = isOther && says(", position " + std::to_string(is->first) + ":");
            if (isOther && report->isReadable && !isNamed)
                return "batch " + std::to_string(is->first) + " is another, and is not named: " + said;
            const std::string end = "ends at position " + std::to_string(rows.empty() ? 0 : rows.back().first + rows.back().count - 1);
            if (!isNamed && !says("page ") && !says("Page ") && !says(end + ",") && !says(end + ":")
                && !says("the beginning of the write-ahead log"))
                return "no place is named: " + said;
            ++m_counts[isOther ? "named, with a batch that is another"
                           : was != m_rows.end() ? "named, with batches that cannot be read" : "named, and all can be read"];
            return {};
        }
        if (is != rows.end())
            return "batch " + std::to_string(is->first) + " is another, and nothing is said";
        ++m_counts[was == m_rows.end() ? "change nothing" : "make it shorter"];
        return was == m_rows.end() || report->head.position == was->first - 1 ? "" : "it does not say where it ends";
    }

    const Place m_place;
    QString m_journal;
    std::vector<Part> m_parts;
    std::map<std::string, QByteArray> m_content;
    std::vector<journal::Row> m_rows;
    std::map<std::string, int> m_counts;
};

WEFTLINE_TEST(FlippedBitsTest)
#include "tst_flipped_bits.moc"
