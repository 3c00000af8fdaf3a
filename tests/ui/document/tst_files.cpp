// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Opening and saving happen elsewhere and tell how they went; problems come by themselves after each change.

#include <QtCore/QByteArray>
#include <QtCore/QElapsedTimer>
#include <QtCore/QFile>
#include <QtCore/QFileInfo>
#include <QtCore/QIODevice>
#include <QtCore/QPersistentModelIndex>
#include <QtCore/QString>
#include <QtCore/QTemporaryDir>
#include <QtCore/QTimer>
#include <QtTest/QAbstractItemModelTester>
#include <QtTest/QTest>

#include <fstream>

#include "engine/format/weft_file.h"
#include "tests/support/test_main.h"
#include "ui/document/document.h"
#include "ui/document/problems_model.h"

using namespace weftline;
using namespace weftline::ui::document;

namespace {

workflow::Workflow chain(int count, std::size_t bytesEach)
{
    workflow::Workflow flow;
    flow.name = "Chain";
    for (int i = 0; i < count; ++i) {
        workflow::Node node;
        node.id = "n" + std::to_string(i);
        node.with = {{"argv", Value(List{Value("echo"), Value(std::string(bytesEach, 'x'))})}};
        flow.layout.nodes[node.id] = {double(i), double(i)};
        flow.nodes.push_back(std::move(node));
        if (i > 0) {
            workflow::Edge edge;
            edge.from = "n" + std::to_string(i - 1);
            edge.to = "n" + std::to_string(i);
            flow.edges.push_back(edge);
        }
    }
    return flow;
}

/// Waits for a load or save and returns how it went.
template <typename Start>
Result<Done> outcomeOf(Start start)
{
    std::optional<Result<Done>> outcome;
    start([&](Result<Done> result) { outcome = std::move(result); });
    if (!QTest::qWaitFor([&] { return outcome.has_value(); }, 20'000))
        return failure(ErrorCode::System, "It did not end.");
    return *outcome;
}

class FilesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void savedIsWhatIsOpened();
    void aLargeFileDoesNotHoldTheWindow();
    void whatIsTypedWhileSavingIsNotSaved();
    void aFileThatCannotBeReadChangesNothing_data();
    void aFileThatCannotBeReadChangesNothing();
    void aPlaceThatCannotBeWrittenSaysSo();
    void problemsFollowEdits();
    void theProblemsModelKeepsRows();
};

void FilesTest::savedIsWhatIsOpened()
{
    QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("a b.weft"));
    Document document;
    document.setWorkflow(chain(3, 4));
    document.addNode({workflow::Kind::Transform, {8, 8}, std::nullopt, std::nullopt, {}});
    QVERIFY(document.isModified());
    QVERIFY(outcomeOf([&](auto done) { document.save(path, done); }).has_value());
    QVERIFY(!document.isModified());
    QCOMPARE(document.path(), path);
    Document other;
    QVERIFY(outcomeOf([&](auto done) { other.load(path, done); }).has_value());
    QVERIFY(other.workflow() == document.workflow());
    document.undoStack().undo();
    QVERIFY(document.isModified());
    document.undoStack().redo();
    QVERIFY(!document.isModified());
}

void FilesTest::aLargeFileDoesNotHoldTheWindow()
{
    QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("large.weft"));
    {
        std::ofstream file(path.toStdString());
        file << format::writeWorkflow(chain(1000, 5000));
    }
    QVERIFY(QFileInfo(path).size() > 5'000'000);
    Document document;
    QElapsedTimer since;
    qint64 longest = 0;
    QTimer probe;
    since.start();
    connect(&probe, &QTimer::timeout, this, [&] { longest = std::max(longest, since.restart()); });
    probe.start(1);
    QVERIFY(outcomeOf([&](auto done) { document.load(path, done); }).has_value());
    QTRY_VERIFY_WITH_TIMEOUT(document.isChecked(), 10'000);
    QVERIFY(outcomeOf([&](auto done) { document.save(path, done); }).has_value());
    longest = std::max(longest, since.elapsed());
    QCOMPARE(document.workflow().nodes.size(), std::size_t(1000));
    qInfo("The longest gap of the window's thread was %lld ms.", static_cast<long long>(longest));
    QVERIFY2(longest < 100, qPrintable(QString::number(longest)));
}

void FilesTest::whatIsTypedWhileSavingIsNotSaved()
{
    QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("a.weft"));
    Document document;
    document.setWorkflow(chain(3, 4));
    const workflow::Workflow written = document.workflow();
    const Result<Done> saved = outcomeOf([&](auto done) {
        document.save(path, done);
        document.removeParts({"n0"}, {});
    });
    QVERIFY(saved.has_value());
    QVERIFY(document.isModified());
    QVERIFY(format::readWorkflowFile(path.toStdString()).workflow == written);
}

void FilesTest::aFileThatCannotBeReadChangesNothing_data()
{
    QTest::addColumn<QByteArray>("content");
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("cut short") << QByteArray("{\"weft\": 1, \"nodes\": [");
    QTest::newRow("binary") << QByteArray("\x7f"
                                          "ELF\0\1\2",
                                          7);
    QTest::newRow("a newer version") << QByteArray("{\"weft\": 99}");
}

void FilesTest::aFileThatCannotBeReadChangesNothing()
{
    QFETCH(QByteArray, content);
    QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("bad.weft"));
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(content);
    file.close();
    Document document;
    document.setWorkflow(chain(2, 1));
    const workflow::Workflow before = document.workflow();
    const Result<Done> opened = outcomeOf([&](auto done) { document.load(path, done); });
    QVERIFY(!opened.has_value());
    QVERIFY2(opened.error().message.find("bad.weft") != std::string::npos, opened.error().message.c_str());
    QVERIFY(document.workflow() == before);
    QVERIFY(document.path().isEmpty());
    QVERIFY(!document.isBusy());
}

void FilesTest::aPlaceThatCannotBeWrittenSaysSo()
{
    Document document;
    document.setWorkflow(chain(2, 1));
    document.removeParts({"n0"}, {});
    const Result<Done> saved = outcomeOf([&](auto done) { document.save(QStringLiteral("/nowhere/at/all.weft"), done); });
    QVERIFY(!saved.has_value());
    QVERIFY2(saved.error().message.starts_with("Cannot save \"/nowhere/at/all.weft\"."), saved.error().message.c_str());
    QVERIFY(document.isModified());
}

void FilesTest::problemsFollowEdits()
{
    Document document;
    document.setWorkflow(chain(2, 1));
    QTRY_VERIFY(document.isChecked());
    QVERIFY(!workflow::hasErrors(document.problems()));
    document.addNode({});
    QTRY_VERIFY(document.isChecked());
    QVERIFY(workflow::hasErrors(document.problems()));
    QCOMPARE(document.problems().front().node, std::string("command"));
    document.undoStack().undo();
    QTRY_VERIFY(!workflow::hasErrors(document.problems()));
}

void FilesTest::theProblemsModelKeepsRows()
{
    Document document;
    ProblemsModel model(document);
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    document.addNode({});
    QTRY_COMPARE(model.rowCount(), 1);
    const QPersistentModelIndex first = model.index(0, ProblemsModel::NodeColumn);
    document.addNode({});
    QTRY_COMPARE(model.rowCount(), 2);
    QVERIFY(first.isValid());
    QCOMPARE(first.data().toString(), QStringLiteral("command"));
    QCOMPARE(model.index(1, ProblemsModel::FieldColumn).data().toString(), QStringLiteral("argv"));
    document.undoStack().setIndex(0);
    QTRY_COMPARE(model.rowCount({}), int(document.problems().size()));
}

} // namespace

WEFTLINE_TEST(FilesTest)
#include "tst_files.moc"
