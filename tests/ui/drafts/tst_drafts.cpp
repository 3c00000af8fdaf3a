// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What was edited is there again: whole, or cut off at any byte up to the last step before it, or damaged and said so.

#include <QtCore/QByteArray>
#include <QtCore/QDir>
#include <QtCore/QFile>
#include <QtCore/QFileInfo>
#include <QtCore/QIODevice>
#include <QtCore/QString>
#include <QtCore/QStringList>
#include <QtCore/QTemporaryDir>
#include <QtGui/QUndoStack>
#include <QtTest/QSignalSpy>
#include <QtTest/QTest>

#include "engine/format/weft_file.h"
#include "tests/support/test_main.h"
#include "tests/ui/document/random_editor.h"
#include "ui/document/files.h"
#include "ui/drafts/draft.h"
#include "ui/drafts/found_drafts.h"

using namespace weftline;
using namespace weftline::ui::drafts;
using namespace weftline::ui::document;
using test::Editor;
using test::flowToEdit;

namespace {

/// A document with its draft, as an open tab has them.
struct Open
{
    Document document;
    DraftStore store;
    std::unique_ptr<Draft> draft;

    explicit Open(const QString &folder, workflow::Workflow flow = flowToEdit()) : store(folder)
    {
        document.setWorkflow(std::move(flow));
        draft = std::make_unique<Draft>(document, store);
    }

    [[nodiscard]] bool isSaved() const { return draft->state() == Draft::State::Saved; }
};

QByteArray readAll(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

bool writeAll(const QString &path, const QByteArray &text)
{
    QFile file(path);
    return file.open(QIODevice::WriteOnly) && file.write(text) == text.size();
}

/// The same workflow at every step, one being undone and redone beside the other.
bool isSame(History a, History b)
{
    if (a.index != b.index || a.clean != b.clean || a.steps.size() != b.steps.size() || a.workflow != b.workflow)
        return false;
    for (std::size_t i = 0; i < a.steps.size(); ++i)
        if (a.steps[i].text != b.steps[i].text)
            return false;
    for (std::size_t i = 0; i <= a.steps.size(); ++i)
        if (!a.moveTo(i) || !b.moveTo(i) || a.workflow != b.workflow)
            return false;
    return true;
}

} // namespace

class DraftsTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_home = std::make_unique<QTemporaryDir>();
        QVERIFY(m_home->isValid());
        m_folder = m_home->filePath(QStringLiteral("drafts"));
    }

    void randomEditsComeBack_data();
    void randomEditsComeBack();
    void aDraftCutOffAnywhereGivesTheStepsBefore();
    void aRecoveredDraftIsGoneOnWith();
    void undoIsRememberedAndSoIsTheCleanMark();
    void savingUnderANameIsRemembered();
    void aFileWithoutChangesHasNoDraft();
    void aDraftThatWasDiscardedIsGone();
    void aDamagedDraftIsKeptAsideAndSaid();
    void nonsenseIsKeptAsideAndSaid_data();
    void nonsenseIsKeptAsideAndSaid();
    void aDraftOfANewerProgramStays();
    void aDraftOfAnotherWindowIsLeftAlone();
    void aFileThatChangedMeanwhileIsSeen();
    void aDiskThatRefusesIsSaidAndTriedAgain();
    void aLongDraftIsShortened();
    void namesThatStandTwiceSurvive();
    void alertRulesComeBack();
    void moreStepsThanTheStackHoldsComeBackAsItHasThem();

private:
    [[nodiscard]] QStringList files(const QString &pattern = QStringLiteral("*")) const
    {
        return QDir(m_folder).entryList({pattern}, QDir::Files);
    }
    [[nodiscard]] QString theFile() const { return QDir(m_folder).filePath(files(QStringLiteral("*.draft")).value(0)); }
    void writeDraft(History &written);

    std::unique_ptr<QTemporaryDir> m_home;
    QString m_folder;
};

void DraftsTest::randomEditsComeBack_data()
{
    QTest::addColumn<unsigned>("seed");
    for (unsigned seed = 1; seed <= 30; ++seed)
        QTest::addRow("seed %u", seed) << seed;
}

void DraftsTest::randomEditsComeBack()
{
    QFETCH(unsigned, seed);
    History expected;
    {
        Open open(m_folder);
        Editor editor(open.document, seed);
        std::mt19937 chance(seed);
        for (int i = 0; i < 60; ++i) {
            editor.edit();
            QUndoStack &stack = open.document.undoStack();
            if (chance() % 4 == 0)
                stack.setIndex(int(chance() % unsigned(stack.count() + 1)));
            if (chance() % 10 == 0)
                stack.undo();
        }
        expected = open.document.history();
    }
    const FoundDrafts found = findDrafts(m_folder);
    QCOMPARE(found.troubles, QStringList());
    QCOMPARE(found.drafts.size(), std::size_t(1));
    QVERIFY(isSame(found.drafts.front().content.history, expected));

    Document restored;
    restored.restore(found.drafts.front().content.history, {}, {});
    QVERIFY(isSame(restored.history(), expected));
    QCOMPARE(restored.isModified(), expected.isModified());
    restored.undoStack().setIndex(0);
    QVERIFY(restored.workflow() == flowToEdit());
    restored.undoStack().setIndex(restored.undoStack().count());
    QVERIFY(expected.moveTo(expected.steps.size()));
    QVERIFY(restored.workflow() == expected.workflow);
}

/// Some steps, each awaited, so that each is a line.
void DraftsTest::writeDraft(History &written)
{
    Open open(m_folder);
    QTRY_VERIFY(open.isSaved());
    Editor editor(open.document, 7);
    for (int i = 0; i < 25; ++i)
        editor.edit();
    open.document.undoStack().undo();
    written = open.document.history();
}

void DraftsTest::aDraftCutOffAnywhereGivesTheStepsBefore()
{
    History whole;
    writeDraft(whole);
    const QString path = theFile();
    const QByteArray text = readAll(path);
    // What each line leads to.
    std::vector<History> after;
    std::vector<qsizetype> ends;
    for (qsizetype end = text.indexOf('\n', text.indexOf('\n') + 1); end >= 0; end = text.indexOf('\n', end + 1)) {
        QVERIFY(writeAll(path, text.left(end + 1)));
        const FoundDrafts found = findDrafts(m_folder);
        QCOMPARE(found.drafts.size(), std::size_t(1));
        after.push_back(found.drafts.front().content.history);
        ends.push_back(end);
    }
    QVERIFY(after.size() > 20);
    QVERIFY(isSame(after.back(), whole));
    std::mt19937 chance(3);
    for (int i = 0; i < 300; ++i) {
        const qsizetype length = ends.front() + 1 + qsizetype(chance() % std::size_t(text.size() - ends.front() - 1));
        QVERIFY(writeAll(path, text.left(length)));
        const FoundDrafts found = findDrafts(m_folder);
        QCOMPARE(found.troubles, QStringList());
        QCOMPARE(found.drafts.size(), std::size_t(1));
        const auto last = std::upper_bound(ends.begin(), ends.end(), length - 1) - ends.begin() - 1;
        QVERIFY(isSame(found.drafts.front().content.history, after[std::size_t(last)]));
        QCOMPARE(QFileInfo(path).size(), ends[std::size_t(last)] + 1); // what follows will stand on whole lines
    }
}

void DraftsTest::aRecoveredDraftIsGoneOnWith()
{
    History expected;
    writeDraft(expected);
    for (int round = 0; round < 3; ++round) {
        FoundDrafts found = findDrafts(m_folder);
        QCOMPARE(found.drafts.size(), std::size_t(1));
        Document document;
        document.restore(std::move(found.drafts.front().content.history), {}, {});
        QVERIFY(isSame(document.history(), expected));
        DraftStore store(m_folder);
        Draft draft(document, store, std::move(found.drafts.front().file));
        document.undoStack().undo();
        document.addNode({});
        document.undoStack().undo();
        QTRY_COMPARE(draft.state(), Draft::State::Saved);
        expected = document.history();
    }
    QCOMPARE(files().size(), 1);
}

void DraftsTest::undoIsRememberedAndSoIsTheCleanMark()
{
    const QString path = m_home->filePath(QStringLiteral("flow.weft"));
    {
        Open open(m_folder);
        open.document.addNode({});
        open.document.addNode({});
        QSignalSpy saved(&open.document, &Document::saved);
        open.document.save(path, {});
        QTRY_COMPARE(saved.count(), 1);
        open.document.addNode({});
        open.document.undoStack().setIndex(1);
    }
    const FoundDrafts found = findDrafts(m_folder);
    const Content &content = found.drafts.at(0).content;
    QCOMPARE(content.path, path);
    QCOMPARE(content.history.steps.size(), std::size_t(3));
    QCOMPARE(content.history.index, std::size_t(1));
    QCOMPARE(content.history.clean, std::optional<std::size_t>(2));
    QCOMPARE(found.drafts.at(0).onDisk, OnDisk::Same);
    Document document;
    document.restore(content.history, content.path, content.fileHash);
    QVERIFY(document.isModified());
    document.undoStack().redo();
    QVERIFY(!document.isModified());
}

void DraftsTest::savingUnderANameIsRemembered()
{
    const QString path = m_home->filePath(QStringLiteral("named.weft"));
    {
        Open open(m_folder);
        QSignalSpy saved(&open.document, &Document::saved);
        open.document.save(path, {});
        open.document.addNode({}); // while it is written
        QTRY_COMPARE(saved.count(), 1);
        QVERIFY(open.document.isModified());
    }
    const FoundDrafts found = findDrafts(m_folder);
    QCOMPARE(found.drafts.at(0).content.path, path);
    QVERIFY(found.drafts.at(0).content.history.isModified());
}

void DraftsTest::aFileWithoutChangesHasNoDraft()
{
    const QString path = m_home->filePath(QStringLiteral("flow.weft"));
    QVERIFY(writeAll(path, QByteArray::fromStdString(format::writeWorkflow(flowToEdit()))));
    Document document;
    bool loaded = false;
    document.load(path, [&](const Result<Done> &done) { loaded = done.has_value(); });
    QTRY_VERIFY(loaded);
    DraftStore store(m_folder);
    Draft draft(document, store);
    store.pool().waitForDone();
    QCOMPARE(draft.state(), Draft::State::None);
    QVERIFY(files().isEmpty());
    document.addNode({});
    QTRY_COMPARE(draft.state(), Draft::State::Saved);
    QCOMPARE(files().size(), 1);
}

void DraftsTest::aDraftThatWasDiscardedIsGone()
{
    Open open(m_folder);
    open.document.addNode({});
    open.draft->discard();
    open.document.addNode({});
    open.store.pool().waitForDone();
    QVERIFY(files().isEmpty());
    QCOMPARE(open.draft->state(), Draft::State::None);
}

void DraftsTest::aDamagedDraftIsKeptAsideAndSaid()
{
    History whole;
    writeDraft(whole);
    const QString path = theFile();
    QByteArray text = readAll(path);
    const qsizetype lines = text.count('\n');
    qsizetype at = 0;
    for (qsizetype line = 0; line < lines / 2; ++line)
        at = text.indexOf('\n', at) + 1;
    text[at + 30] = char(text[at + 30] ^ 1);
    QVERIFY(writeAll(path, text));
    const FoundDrafts found = findDrafts(m_folder);
    QCOMPARE(found.drafts.size(), std::size_t(1));
    QCOMPARE(found.troubles.size(), 1);
    QVERIFY2(found.troubles.front().contains(QStringLiteral("line %1").arg(lines / 2 + 1)), qPrintable(found.troubles.front()));
    QVERIFY2(found.troubles.front().startsWith(QStringLiteral("The draft of \"")), qPrintable(found.troubles.front()));
    QCOMPARE(files(QStringLiteral("*.damaged")).size(), 1);
    QCOMPARE(readAll(QDir(m_folder).filePath(files(QStringLiteral("*.damaged")).front())), text);
    QVERIFY(found.drafts.front().content.history.steps.size() > 3);
    QVERIFY(found.drafts.front().content.history.steps.size() < whole.steps.size());
}

void DraftsTest::nonsenseIsKeptAsideAndSaid_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("nothing") << QByteArray();
    QTest::newRow("zeros") << QByteArray(4096, '\0');
    QTest::newRow("another file") << QByteArray("{ \"weft\": 1 }\n");
    QTest::newRow("its first line only") << QByteArray("weftline-draft 1\n");
    QTest::newRow("a step before the beginning") << QByteArray("weftline-draft 1\n0123456789abcdef [\"at\",0]\n");
}

void DraftsTest::nonsenseIsKeptAsideAndSaid()
{
    QFETCH(QByteArray, text);
    QVERIFY(QDir().mkpath(m_folder));
    QVERIFY(writeAll(QDir(m_folder).filePath(QStringLiteral("a.draft")), text));
    const FoundDrafts found = findDrafts(m_folder);
    QVERIFY(found.drafts.empty());
    QCOMPARE(found.troubles.size(), 1);
    QCOMPARE(files(), QStringList{QStringLiteral("a.draft.damaged")});
}

void DraftsTest::aDraftOfANewerProgramStays()
{
    QVERIFY(QDir().mkpath(m_folder));
    const QByteArray text("weftline-draft 2\nwho knows\n");
    QVERIFY(writeAll(QDir(m_folder).filePath(QStringLiteral("a.draft")), text));
    const FoundDrafts found = findDrafts(m_folder);
    QVERIFY(found.drafts.empty());
    QVERIFY(found.troubles.value(0).contains(QStringLiteral("newer")));
    QCOMPARE(readAll(theFile()), text);
}

void DraftsTest::aDraftOfAnotherWindowIsLeftAlone()
{
    Open open(m_folder);
    open.document.addNode({});
    QTRY_VERIFY(open.isSaved());
    const FoundDrafts found = findDrafts(m_folder);
    QVERIFY(found.drafts.empty());
    QCOMPARE(found.troubles, QStringList());
    open.draft.reset();
    open.store.pool().waitForDone();
    QTRY_COMPARE(findDrafts(m_folder).drafts.size(), std::size_t(1));
}

void DraftsTest::aFileThatChangedMeanwhileIsSeen()
{
    const QString path = m_home->filePath(QStringLiteral("flow.weft"));
    {
        Open open(m_folder);
        QSignalSpy saved(&open.document, &Document::saved);
        open.document.save(path, {});
        QTRY_COMPARE(saved.count(), 1);
        open.document.addNode({});
    }
    QCOMPARE(findDrafts(m_folder).drafts.at(0).onDisk, OnDisk::Same);
    QVERIFY(writeAll(path, readAll(path) + "\n"));
    QCOMPARE(findDrafts(m_folder).drafts.at(0).onDisk, OnDisk::Changed);
    QVERIFY(QFile::remove(path));
    QCOMPARE(findDrafts(m_folder).drafts.at(0).onDisk, OnDisk::Gone);
}

void DraftsTest::aDiskThatRefusesIsSaidAndTriedAgain()
{
    QVERIFY(writeAll(m_folder, "a file where the folder should be"));
    Open open(m_folder);
    open.document.addNode({});
    QTRY_COMPARE(open.draft->state(), Draft::State::Failed);
    QVERIFY2(open.draft->trouble().startsWith(QStringLiteral("Cannot keep a draft in \"")), qPrintable(open.draft->trouble()));
    QVERIFY(QFile::remove(m_folder));
    open.document.addNode({});
    QTRY_VERIFY(open.isSaved());
    const History expected = open.document.history();
    open.draft.reset();
    open.store.pool().waitForDone();
    QTRY_COMPARE(findDrafts(m_folder).drafts.size(), std::size_t(1));
    QVERIFY(isSame(findDrafts(m_folder).drafts.at(0).content.history, expected));
}

void DraftsTest::aLongDraftIsShortened()
{
    DraftFile file(DraftFile::newPath(m_folder));
    Document document;
    document.setWorkflow(flowToEdit());
    QVERIFY(file.rewrite({document.history(), {}, {}, true}).has_value());
    file.setShortensAt(20'000);
    connect(&document, &Document::stepDone, this, [&](const QString &text, const Patch &patch, bool joined) {
        QVERIFY(file.append({StepDone{text, patch, joined}}).has_value());
    });
    qint64 largest = 0;
    for (int i = 0; i < 400; ++i) { // somebody types, all in one step
        document.changeNodes({"list"}, QStringLiteral("title"), QStringLiteral("Title"),
                             [i](workflow::Node &node) { node.title = std::string(std::size_t(i + 1), 'x'); });
        largest = std::max(largest, file.size());
    }
    QVERIFY(largest > 20'000 - 1'000);
    QVERIFY2(file.size() < 200'000, qPrintable(QString::number(file.size())));
    const auto reading = file.read();
    QVERIFY(reading.has_value());
    QVERIFY(isSame(reading->content.history, document.history()));
    QCOMPARE(reading->content.history.steps.size(), std::size_t(1));
}

void DraftsTest::namesThatStandTwiceSurvive()
{
    workflow::Workflow flow = flowToEdit();
    flow.nodes[0].with.emplace_back("env", Object{{"A", "1"}, {"A", "2"}, {"", 2.0}});
    workflow::Parameter parameter;
    parameter.name = "twice";
    flow.parameters = {parameter, parameter};
    flow.outputs = {{"", "a"}, {"", "b"}};
    {
        Open open(m_folder, flow);
        open.document.changeHead(QStringLiteral("name"), QStringLiteral("Name"), [](Head &head) { head.parameters[1].description = "x"; });
        open.document.changeNodes({"list"}, QStringLiteral("with"), QStringLiteral("With"), [](workflow::Node &node) {
            node.with.back().second = Object{{"weftline pairs", "no pairs"}};
        });
        flow = open.document.workflow();
    }
    FoundDrafts found = findDrafts(m_folder);
    QCOMPARE(found.drafts.size(), std::size_t(1));
    QVERIFY(found.drafts.front().content.history.workflow == flow);
    QVERIFY(found.drafts.front().content.history.moveTo(0));
    QVERIFY(found.drafts.front().content.history.workflow.parameters.size() == 2);
}

void DraftsTest::alertRulesComeBack()
{
    History expected;
    {
        Open open(m_folder);
        workflow::AlertRule rule;
        rule.id = "errors";
        rule.title = "Errors";
        open.document.addRule(rule);
        open.document.addRule(rule);
        open.document.changeRule("errors", QStringLiteral("title"), QStringLiteral("Title"), [](workflow::AlertRule &one) { one.title = "Many"; });
        open.document.changeRule("errors", QStringLiteral("title"), QStringLiteral("Title"), [](workflow::AlertRule &one) { one.enabled = false; });
        open.document.removeRule("errors");
        open.document.undoStack().undo();
        expected = open.document.history();
        QVERIFY(expected.steps.size() >= 4);
    }
    const FoundDrafts found = findDrafts(m_folder);
    QCOMPARE(found.drafts.size(), std::size_t(1));
    QVERIFY(isSame(found.drafts.front().content.history, expected));
}

void DraftsTest::moreStepsThanTheStackHoldsComeBackAsItHasThem()
{
    History expected;
    {
        Open open(m_folder);
        for (int i = 0; i < stepsMax + 60; ++i)
            open.document.moveNodes({{"list", {double(i + 1), 8}}}, i);
        open.document.undoStack().undo();
        expected = open.document.history();
        QCOMPARE(expected.steps.size(), std::size_t(stepsMax));
    }
    const FoundDrafts found = findDrafts(m_folder);
    QCOMPARE(found.drafts.size(), std::size_t(1));
    QVERIFY(isSame(found.drafts.front().content.history, expected));
}

WEFTLINE_TEST(DraftsTest)
#include "tst_drafts.moc"
