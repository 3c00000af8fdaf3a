// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What the inspector shows of a watched run: values as trees, attempts as rows, and words where there is nothing yet.

#include <QtCore/QPersistentModelIndex>
#include <QtCore/QString>
#include <QtCore/QStringList>
#include <QtTest/QAbstractItemModelTester>
#include <QtTest/QTest>
#include <QtWidgets/QLabel>
#include <QtWidgets/QSpinBox>
#include <QtWidgets/QTableView>
#include <QtWidgets/QTreeView>

#include "engine/workflow/codec.h"
#include "tests/support/test_main.h"
#include "tests/ui/inspector/fake_engine.h"
#include "tests/ui/inspector/flows.h"
#include "ui/document/document.h"
#include "ui/inspector/attempts_model.h"
#include "ui/inspector/inspector.h"
#include "ui/inspector/value_tree_model.h"

using namespace weftline;
using namespace weftline::ui::inspector;
using client::AttemptState;
using client::TaskPart;
using client::TaskState;
using ui::document::Document;

namespace {

client::AttemptView attempt(std::uint64_t id, std::uint32_t node, std::uint32_t item, AttemptState state)
{
    client::AttemptView view;
    view.id = id;
    view.node = node;
    view.item = item;
    view.state = state;
    view.startedAt = {1'000'000};
    view.endedAt = {state == AttemptState::Running ? 0 : 1'310'000};
    return view;
}

class RunPagesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void withoutARunEachTabNamesTheNextAction();
    void theOutputIsATree();
    void eachItemOfAMapHasItsOutput();
    void whatIsNotSeenIsNotAskedFor();
    void attemptsComeOneByOne();
    void aNodeThatWasNotInTheRunSaysSo();
    void largeValuesAreCut();
    void theTreeIsASoundModel_data();
    void theTreeIsASoundModel();

private:
    [[nodiscard]] QStringList visibleWords() const
    {
        QStringList words;
        for (const QLabel *label : m_inspector->findChildren<QLabel *>())
            if (label->isVisible())
                words.push_back(label->text());
        return words;
    }

    Document *m_document = nullptr;
    test::FakeEngine *m_engine = nullptr;
    Inspector *m_inspector = nullptr;
};

void RunPagesTest::init()
{
    m_document = new Document;
    m_document->setWorkflow(test::licenseWords());
    m_engine = new test::FakeEngine;
    m_engine->view.summary.id = "R1";
    m_engine->view.workflow = workflow::toValue(m_document->workflow());
    m_engine->view.nodes.resize(3);
    for (std::uint32_t i = 0; i < 3; ++i)
        m_engine->view.nodes[i].index = i;
    m_engine->view.nodes[0].counts[std::size_t(TaskState::Succeeded)] = 1;
    m_engine->view.nodes[1].counts[std::size_t(TaskState::Running)] = 4;
    m_engine->view.nodes[2].counts[std::size_t(TaskState::Waiting)] = 1;
    m_engine->values[{0, 0, TaskPart::Output}] = Value(List{Value("GPL-3"), Value("MIT")});
    m_engine->values[{1, 2, TaskPart::Output}] = Value("5644 GPL-2");
    m_inspector = new Inspector;
    m_inspector->setDocument(m_document);
    m_inspector->resize(320, 700);
    m_inspector->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_inspector));
}

void RunPagesTest::cleanup()
{
    delete m_inspector;
    delete m_engine;
    delete m_document;
}

void RunPagesTest::withoutARunEachTabNamesTheNextAction()
{
    for (const Inspector::Tab tab : {Inspector::Input, Inspector::Output, Inspector::Attempts}) {
        m_inspector->setTab(tab);
        m_inspector->setSelection({});
        QVERIFY(visibleWords().join(QLatin1Char('\n')).contains(QStringLiteral("Select a node")));
        m_inspector->setSelection({QStringLiteral("list")});
        QVERIFY(visibleWords().join(QLatin1Char('\n')).contains(QStringLiteral("Press Run")));
    }
}

void RunPagesTest::theOutputIsATree()
{
    m_inspector->setRun(m_engine, "R1");
    m_inspector->setTab(Inspector::Output);
    m_inspector->setSelection({QStringLiteral("list")});
    QTreeView *tree = nullptr;
    QTRY_VERIFY([&] {
        for (auto *one : m_inspector->findChildren<QTreeView *>())
            if (one->isVisible())
                tree = one;
        return tree != nullptr;
    }());
    QCOMPARE(tree->model()->rowCount(), 2);
    QCOMPARE(tree->model()->index(1, ValueTreeModel::ValueColumn).data().toString(), QStringLiteral("MIT"));
    m_inspector->setSelection({QStringLiteral("total")});
    QTRY_VERIFY(visibleWords().join(QLatin1Char('\n')).contains(QStringLiteral("There is no output yet.")));
}

void RunPagesTest::eachItemOfAMapHasItsOutput()
{
    m_inspector->setRun(m_engine, "R1");
    m_inspector->setTab(Inspector::Output);
    m_inspector->setSelection({QStringLiteral("count")});
    QTRY_VERIFY(visibleWords().join(QLatin1Char('\n')).contains(QStringLiteral("There is no output yet.")));
    QSpinBox *item = nullptr;
    for (auto *one : m_inspector->findChildren<QSpinBox *>(QStringLiteral("item")))
        if (one->maximum() == 3)
            item = one;
    QVERIFY(item);
    item->setValue(2);
    QTRY_VERIFY(visibleWords().contains(QStringLiteral("string")));
}

void RunPagesTest::whatIsNotSeenIsNotAskedFor()
{
    m_inspector->setRun(m_engine, "R1");
    m_inspector->setSelection({QStringLiteral("list")});
    client::RunChange change;
    change.nodes = {0};
    for (int i = 0; i < 100; ++i)
        Q_EMIT m_engine->runChanged("R1", change);
    QCOMPARE(m_engine->asked, 0);
    m_inspector->setTab(Inspector::Output);
    QTRY_VERIFY(visibleWords().contains(QStringLiteral("2 items")));
    QCOMPARE(m_engine->asked, 1);
    m_engine->values[{0, 0, TaskPart::Output}] = Value(List{Value(1), Value(2), Value(3)});
    for (int i = 0; i < 100; ++i)
        Q_EMIT m_engine->runChanged("R1", change);
    QTRY_VERIFY(visibleWords().contains(QStringLiteral("3 items")));
    QVERIFY2(m_engine->asked < 10, qPrintable(QString::number(m_engine->asked)));
}

void RunPagesTest::attemptsComeOneByOne()
{
    m_inspector->setRun(m_engine, "R1");
    m_inspector->setTab(Inspector::Attempts);
    m_inspector->setSelection({QStringLiteral("count")});
    QVERIFY(visibleWords().join(QLatin1Char('\n')).contains(QStringLiteral("Nothing of this node was tried yet.")));
    auto *table = m_inspector->findChild<QTableView *>();
    m_engine->view.attempts = {{3, attempt(3, 1, 0, AttemptState::Running)}, {4, attempt(4, 0, 0, AttemptState::Succeeded)}};
    client::RunChange change;
    change.attempts = {3, 4};
    Q_EMIT m_engine->runChanged("R1", change);
    for (auto *one : m_inspector->findChildren<QTableView *>())
        if (qobject_cast<AttemptsModel *>(one->model()))
            table = one;
    QVERIFY(table->isVisible());
    QAbstractItemModelTester tester(table->model(), QAbstractItemModelTester::FailureReportingMode::QtTest);
    QCOMPARE(table->model()->rowCount(), 1);
    const QPersistentModelIndex state = table->model()->index(0, AttemptsModel::StateColumn);
    QCOMPARE(state.data().toString(), QStringLiteral("running"));
    m_engine->view.attempts[3] = attempt(3, 1, 0, AttemptState::Lost);
    m_engine->view.attempts[9] = attempt(9, 1, 0, AttemptState::Succeeded);
    change.attempts = {3, 9};
    Q_EMIT m_engine->runChanged("R1", change);
    QCOMPARE(state.data().toString(), QStringLiteral("lost"));
    QCOMPARE(table->model()->rowCount(), 2);
    QCOMPARE(table->model()->index(1, AttemptsModel::TimeColumn).data().toString(), QStringLiteral("310 ms"));
    m_engine->view.attempts.erase(3);
    change.attempts = {3};
    Q_EMIT m_engine->runChanged("R1", change);
    QCOMPARE(table->model()->rowCount(), 1);
}

void RunPagesTest::aNodeThatWasNotInTheRunSaysSo()
{
    m_inspector->setRun(m_engine, "R1");
    m_inspector->setTab(Inspector::Output);
    m_document->addNode({});
    m_inspector->setSelection({QStringLiteral("command")});
    QVERIFY(visibleWords().join(QLatin1Char('\n')).contains(QStringLiteral("was not part of the run")));
}

void RunPagesTest::largeValuesAreCut()
{
    List list;
    for (int i = 0; i < 5000; ++i)
        list.emplace_back(std::string(2000, 'x'));
    ValueTreeModel model;
    model.setValue(Value(std::move(list)));
    QCOMPARE(model.rowCount(), int(ValueTreeModel::membersMax) + 1);
    QCOMPARE(model.index(0, ValueTreeModel::ValueColumn).data().toString().size(), ValueTreeModel::charactersMax + 1);
    QVERIFY(model.index(int(ValueTreeModel::membersMax), ValueTreeModel::ValueColumn).data().toString().contains(QStringLiteral("and 4000 more")));
}

void RunPagesTest::theTreeIsASoundModel_data()
{
    QTest::addColumn<QString>("shape");
    for (const char *shape : {"null", "text", "list", "object"})
        QTest::newRow(shape) << QString::fromLatin1(shape);
}

void RunPagesTest::theTreeIsASoundModel()
{
    QFETCH(QString, shape);
    const std::map<QString, Value> values{
        {QStringLiteral("null"), Value()},
        {QStringLiteral("text"), Value("a\nb")},
        {QStringLiteral("list"), Value(List{Value(1), Value(List{}), Value(Object{{"a", Value(List{Value(true)})}})})},
        {QStringLiteral("object"), Value(Object{{"a", Value(1.5)}, {"b", Value(Object{{"c", Value()}})}})}};
    ValueTreeModel model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setValue(values.at(shape));
    QCOMPARE(model.rowCount(), shape == QLatin1String("null") ? 0 : shape == QLatin1String("text") ? 1 : shape == QLatin1String("list") ? 3 : 2);
    model.setValue(Value(List{Value("other")}));
    QCOMPARE(model.rowCount(), 1);
}

} // namespace

WEFTLINE_TEST(RunPagesTest)
#include "tst_run_pages.moc"
