// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// A person types into the inspector: what can be understood changes the document, what cannot says why and stays.

#include <QtCore/QAbstractItemModel>
#include <QtCore/QCoreApplication>
#include <QtCore/QEvent>
#include <QtCore/QPersistentModelIndex>
#include <QtCore/QPoint>
#include <QtCore/QString>
#include <QtCore/QStringList>
#include <QtGui/QAction>
#include <QtGui/QKeySequence>
#include <QtGui/QTextCursor>
#include <QtTest/QAbstractItemModelTester>
#include <QtTest/QTest>
#include <QtWidgets/QCheckBox>
#include <QtWidgets/QComboBox>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QPlainTextEdit>
#include <QtWidgets/QTableView>
#include <QtWidgets/QWidget>

#include "tests/support/test_main.h"
#include "tests/ui/inspector/flows.h"
#include "ui/document/document.h"
#include "ui/fields/field_row.h"
#include "ui/fields/rows_model.h"
#include "ui/fields/text_values.h"
#include "ui/inspector/inspector.h"
#include "ui/widgets/section.h"

using namespace weftline;
using namespace weftline::ui::fields;
using namespace weftline::ui::inspector;
using ui::document::Document;

namespace {

class FieldsTest : public QObject
{
    Q_OBJECT

private:
    Document *m_document = nullptr;
    Inspector *m_inspector = nullptr;

    template <typename T>
    T *input(const char *path)
    {
        auto *found = m_inspector->findChild<T *>(QString::fromLatin1(path) + QStringLiteral(" input"));
        if (!found)
            qFatal("There is no field %s.", path);
        return found;
    }
    QString problemOf(const char *path)
    {
        const auto *row = m_inspector->findChild<FieldRow *>(QString::fromLatin1(path));
        const auto *line = row->problemLine();
        return line->isHidden() ? QString() : line->text();
    }
    void select(const QStringList &ids) { m_inspector->setSelection(ids); }
    void open(const char *section) { m_inspector->findChild<ui::widgets::Section *>(QString::fromLatin1(section))->setOpen(true); }
    void retype(QWidget *widget, const QString &text)
    {
        widget->setFocus();
        QTest::keyClick(widget, Qt::Key_A, Qt::ControlModifier);
        if (text.isEmpty())
            QTest::keyClick(widget, Qt::Key_Delete);
        QTest::keyClicks(widget, text);
    }
    const workflow::Node &node(const char *id) { return *m_document->node(id); }

private Q_SLOTS:
    void init();
    void cleanup();
    void argumentsStandOneALine();
    void typingIsOneStepAndUndoShowsTheOldText();
    void aDurationIsReadInTheWaysPeopleWriteIt_data();
    void aDurationIsReadInTheWaysPeopleWriteIt();
    void wrongInputStaysAndChangesNothing();
    void undoInAFieldIsTheWindows();
    void theOutputIsChosen();
    void codesAreNumbersWithCommas();
    void theMapIsAnExpression();
    void variablesAreTypedIntoATable();
    void messagesStandInATable();
    void recordedRepliesStandInATable();
    void flagsAreTicked();
    void problemsStandUnderTheirField();
    void theNameIsTypedOver();
    void aNameThatIsTakenSaysSo();
    void severalNodesShareFields();
    void aLockAndOnceAreForWhatWorkersDo();
    void nothingSelectedShowsTheWorkflow();
    void parametersAreTypedIntoATable();
    void aSelectedNodeThatGoesLeavesTheWorkflow();
    void theDocumentMayGo();
    void goingToAFieldOpensItsSection();
    void tablesAreSoundModels();
};

void FieldsTest::init()
{
    m_document = new Document;
    m_document->setWorkflow(test::licenseWords());
    m_inspector = new Inspector;
    m_inspector->setDocument(m_document);
    m_inspector->resize(320, 900);
    m_inspector->show();
    QVERIFY(QTest::qWaitForWindowActive(m_inspector));
}

void FieldsTest::cleanup()
{
    delete m_inspector;
    delete m_document;
}

void FieldsTest::argumentsStandOneALine()
{
    select({QStringLiteral("list")});
    auto *edit = input<QPlainTextEdit>("with/argv");
    QCOMPARE(edit->toPlainText(), QStringLiteral("find\n${params.folder}\n-type\nf"));
    edit->setFocus();
    edit->moveCursor(QTextCursor::End);
    QTest::keyClick(edit, Qt::Key_Return);
    QTest::keyClicks(edit, QStringLiteral("-print now"));
    QCOMPARE(node("list").with[0].second,
             Value(List{Value("find"), Value("${params.folder}"), Value("-type"), Value("f"), Value("-print now")}));
    QCOMPARE(edit->toPlainText().size(), QStringLiteral("find\n${params.folder}\n-type\nf\n-print now").size());
}

void FieldsTest::typingIsOneStepAndUndoShowsTheOldText()
{
    select({QStringLiteral("total")});
    auto *edit = input<QPlainTextEdit>("with/expression");
    retype(edit, QStringLiteral("count.output.length"));
    QCOMPARE(*node("total").with[0].second.asString(), std::string("count.output.length"));
    QCOMPARE(m_document->undoStack().count(), 1);
    m_document->undoStack().undo();
    QVERIFY(m_document->workflow() == test::licenseWords());
    QVERIFY(edit->toPlainText().startsWith(QStringLiteral("({\n  files")));
    m_document->undoStack().redo();
    QCOMPARE(edit->toPlainText(), QStringLiteral("count.output.length"));
}

void FieldsTest::aDurationIsReadInTheWaysPeopleWriteIt_data()
{
    QTest::addColumn<QString>("typed");
    QTest::addColumn<qint64>("milliseconds");
    QTest::newRow("with a space") << QStringLiteral("45 s") << qint64(45'000);
    QTest::newRow("without") << QStringLiteral("45s") << qint64(45'000);
    QTest::newRow("a plain number is seconds") << QStringLiteral("45") << qint64(45'000);
    QTest::newRow("minutes") << QStringLiteral("2 min") << qint64(120'000);
    QTest::newRow("short") << QStringLiteral("250ms") << qint64(250);
    QTest::newRow("a part") << QStringLiteral("1.5 h") << qint64(5'400'000);
}

void FieldsTest::aDurationIsReadInTheWaysPeopleWriteIt()
{
    QFETCH(QString, typed);
    QFETCH(qint64, milliseconds);
    select({QStringLiteral("count")});
    auto *edit = input<QLineEdit>("timeout");
    QCOMPARE(edit->text(), QStringLiteral("30 s"));
    retype(edit, typed);
    QCOMPARE(node("count").timeout, std::optional<Duration>(std::chrono::milliseconds(milliseconds)));
    QCOMPARE(edit->text(), typed); // as typed, while one types
    QTest::keyClick(edit, Qt::Key_Return);
    QCOMPARE(edit->text(), writeDuration(std::chrono::milliseconds(milliseconds)));
    retype(edit, {});
    QVERIFY(!node("count").timeout.has_value());
}

void FieldsTest::wrongInputStaysAndChangesNothing()
{
    select({QStringLiteral("count")});
    auto *edit = input<QLineEdit>("timeout");
    retype(edit, QStringLiteral("x"));
    QVERIFY2(problemOf("timeout").startsWith(QStringLiteral("\"x\" is not a duration.")), qPrintable(problemOf("timeout")));
    QTest::keyClick(edit, Qt::Key_Return);
    QCOMPARE(edit->text(), QStringLiteral("x"));
    QCOMPARE(node("count").timeout, std::optional<Duration>(std::chrono::seconds(30)));
    QVERIFY(m_document->workflow() == test::licenseWords());
    retype(edit, QStringLiteral("5s"));
    QCOMPARE(problemOf("timeout"), QString());
    auto *priority = input<QLineEdit>("priority");
    retype(priority, QStringLiteral("1001"));
    QVERIFY(problemOf("priority").contains(QStringLiteral("-1000 to 1000")));
    QCOMPARE(node("count").priority, 100); // what one had typed so far
}

void FieldsTest::undoInAFieldIsTheWindows()
{
    QAction undo;
    undo.setShortcut(QKeySequence::Undo);
    connect(&undo, &QAction::triggered, m_document, [this] { m_document->undoStack().undo(); });
    m_inspector->addAction(&undo);
    select({QStringLiteral("count")});
    retype(input<QLineEdit>("timeout"), QStringLiteral("7s"));
    retype(input<QPlainTextEdit>("with/argv"), QStringLiteral("cat"));
    QCOMPARE(m_document->undoStack().count(), 2);
    QTest::keySequence(input<QPlainTextEdit>("with/argv"), QKeySequence::Undo);
    QCOMPARE(input<QPlainTextEdit>("with/argv")->toPlainText(), QStringLiteral("wc\n-w\n${item}"));
    input<QLineEdit>("timeout")->setFocus();
    QTest::keySequence(input<QLineEdit>("timeout"), QKeySequence::Undo);
    QCOMPARE(input<QLineEdit>("timeout")->text(), QStringLiteral("30 s"));
    QVERIFY(m_document->workflow() == test::licenseWords());
    QCOMPARE(m_document->undoStack().index(), 0);
}

void FieldsTest::theOutputIsChosen()
{
    select({QStringLiteral("list")});
    auto *box = input<QComboBox>("with/output");
    QCOMPARE(box->currentData().toString(), QStringLiteral("lines"));
    box->setFocus();
    QTest::keyClick(box, Qt::Key_Down);
    QCOMPARE(*find(node("list").with, "output")->asString(), std::string("json"));
    m_document->undoStack().undo();
    QCOMPARE(box->currentData().toString(), QStringLiteral("lines"));
    QTest::keyClick(box, Qt::Key_Up);
    QCOMPARE(find(node("list").with, "output"), nullptr); // the default is not written
}

void FieldsTest::codesAreNumbersWithCommas()
{
    select({QStringLiteral("list")});
    auto *edit = input<QLineEdit>("with/ok");
    retype(edit, QStringLiteral("0, 1 2"));
    QCOMPARE(*find(node("list").with, "ok"), Value(List{Value(0), Value(1), Value(2)}));
    QTest::keyClick(edit, Qt::Key_Return);
    QCOMPARE(edit->text(), QStringLiteral("0, 1, 2"));
    retype(edit, QStringLiteral("many"));
    QVERIFY(problemOf("with/ok").startsWith(QStringLiteral("\"many\" is no exit code.")));
}

void FieldsTest::theMapIsAnExpression()
{
    select({QStringLiteral("count")});
    open("map");
    auto *edit = input<QPlainTextEdit>("map");
    QCOMPARE(edit->toPlainText(), QStringLiteral("list.output"));
    retype(edit, QStringLiteral("list.output.slice(0, 3)"));
    QCOMPARE(node("count").map, std::string("${list.output.slice(0, 3)}"));
    retype(edit, {});
    QCOMPARE(node("count").map, std::string());
}

void FieldsTest::variablesAreTypedIntoATable()
{
    select({QStringLiteral("list")});
    open("env");
    auto *table = input<QTableView>("with/env");
    QAbstractItemModel *rows = table->model();
    QAbstractItemModelTester tester(rows, QAbstractItemModelTester::FailureReportingMode::QtTest);
    table->setFocus();
    table->setCurrentIndex(rows->index(0, 0));
    QTest::keyClick(table, Qt::Key_F2);
    auto *cell = table->findChild<QLineEdit *>();
    QVERIFY(cell);
    QTest::keyClicks(cell, QStringLiteral("LANG"));
    QTest::keyClick(cell, Qt::Key_Return);
    QTRY_VERIFY(find(node("list").with, "env")); // the table takes a cell's text when the keys are through
    QCOMPARE(*find(node("list").with, "env"), Value(Object{{"LANG", Value("")}}));
    rows->setData(rows->index(0, 1), QStringLiteral("C"), Qt::EditRole);
    QCOMPARE(*find(node("list").with, "env"), Value(Object{{"LANG", Value("C")}}));
    rows->setData(rows->index(1, 0), QStringLiteral("LANG"), Qt::EditRole);
    QVERIFY(problemOf("with/env").startsWith(QStringLiteral("\"LANG\" stands there twice.")));
    QCOMPARE(find(node("list").with, "env")->asObject()->size(), std::size_t(1));
    table->setCurrentIndex(rows->index(1, 0));
    QTest::keyClick(table, Qt::Key_Delete);
    QCOMPARE(problemOf("with/env"), QString());
    table->setCurrentIndex(rows->index(0, 0));
    QTest::keyClick(table, Qt::Key_Delete);
    QCOMPARE(find(node("list").with, "env"), nullptr);
}

void FieldsTest::messagesStandInATable()
{
    workflow::Workflow flow = test::licenseWords();
    const Value parts(List{Value(Object{{"type", "text"}, {"text", "Look."}})});
    flow.nodes[2].kind = workflow::Kind::Llm;
    flow.nodes[2].with = {{"messages", Value(List{Value(Object{{"role", "system"}, {"content", "Be brief."}, {"name", "house"}}),
                                                  Value(Object{{"role", "user"}, {"content", parts}})})}};
    m_document->setWorkflow(flow);
    select({QStringLiteral("total")});
    open("messages");
    QAbstractItemModel *rows = input<QTableView>("with/messages")->model();
    QAbstractItemModelTester tester(rows, QAbstractItemModelTester::FailureReportingMode::QtTest);
    const auto cell = [&](int row, int column) { return rows->index(row, column).data(Qt::EditRole).toString(); };
    QCOMPARE(cell(0, 0), QStringLiteral("system"));
    QCOMPARE(cell(0, 1), QStringLiteral("Be brief."));
    QCOMPARE(cell(1, 1), QString::fromStdString(toJson(parts)));
    const auto message = [&](std::size_t i) { return (*find(node("total").with, "messages")->asList())[i]; };
    rows->setData(rows->index(0, 1), QStringLiteral("Be brief, and\nkind."), Qt::EditRole); // its name stays
    QCOMPARE(message(0), Value(Object{{"role", "system"}, {"content", "Be brief, and\nkind."}, {"name", "house"}}));
    QCOMPARE(*message(1).find("content"), parts);
    rows->setData(rows->index(2, 1), QStringLiteral("${list.output}"), Qt::EditRole); // without a role: of the user
    QCOMPARE(message(2), Value(Object{{"role", "user"}, {"content", "${list.output}"}}));
    QCOMPARE(*message(0).find("name"), Value("house"));
    rows->removeRow(0);
    QCOMPARE(message(0), Value(Object{{"role", "user"}, {"content", parts}}));
    m_document->changeNodes({"total"}, QString(), QString(), [](workflow::Node &one) { one.with = {{"messages", Value("${list.output}")}}; });
    QCOMPARE(rows->rowCount(), 2); // and the one that adds
    QCOMPARE(cell(0, 1), QStringLiteral("${list.output}"));
    rows->setData(rows->index(0, 1), QStringLiteral("${list.output.reverse()}"), Qt::EditRole);
    QCOMPARE(*find(node("total").with, "messages"), Value("${list.output.reverse()}"));
    rows->removeRow(0);
    QCOMPARE(find(node("total").with, "messages"), nullptr);
}

void FieldsTest::recordedRepliesStandInATable()
{
    workflow::Workflow flow = test::licenseWords();
    flow.nodes[2].kind = workflow::Kind::Llm;
    flow.nodes[2].with = {{"prompt", "?"}, {"recorded", Value(List{Value(Object{{"content", "[1]"}, {"tokens_in", 3}, {"model", "m"}}),
                                                                   Value(Object{{"content", Value(Object{{"ok", true}})}})})}};
    m_document->setWorkflow(flow);
    select({QStringLiteral("total")});
    open("recorded");
    QAbstractItemModel *rows = input<QTableView>("with/recorded")->model();
    const auto cell = [&](int row, int column) { return rows->index(row, column).data(Qt::EditRole).toString(); };
    QCOMPARE(cell(0, 0), QStringLiteral("\"[1]\"")); // a text, not a list
    QCOMPARE(cell(0, 1), QStringLiteral("3"));
    QCOMPARE(cell(1, 0), QStringLiteral("{\"ok\":true}"));
    const auto reply = [&](std::size_t i) { return (*find(node("total").with, "recorded")->asList())[i]; };
    rows->setData(rows->index(0, 2), QStringLiteral("7"), Qt::EditRole);
    QCOMPARE(reply(0), Value(Object{{"content", "[1]"}, {"tokens_in", 3}, {"tokens_out", 7}, {"model", "m"}}));
    QCOMPARE(reply(1), Value(Object{{"content", Value(Object{{"ok", true}})}}));
    rows->setData(rows->index(0, 1), QString(), Qt::EditRole);
    QCOMPARE(reply(0), Value(Object{{"content", "[1]"}, {"tokens_out", 7}, {"model", "m"}}));
    rows->setData(rows->index(1, 1), QStringLiteral("many"), Qt::EditRole);
    QVERIFY(problemOf("with/recorded").contains(QStringLiteral("\"many\" does not fit.")));
    QCOMPARE(reply(1), Value(Object{{"content", Value(Object{{"ok", true}})}}));
}

void FieldsTest::flagsAreTicked()
{
    select({QStringLiteral("count")});
    open("retry");
    auto *jitter = input<QCheckBox>("retry/jitter");
    QVERIFY(jitter->isChecked());
    QTest::mouseClick(jitter, Qt::LeftButton, {}, QPoint(8, jitter->height() / 2));
    QVERIFY(!node("count").retry.jitter);
    QCOMPARE(m_document->undoStack().undoText(), QStringLiteral("Change jitter"));
    auto *factor = input<QLineEdit>("retry/factor");
    retype(factor, QStringLiteral("1.5"));
    QCOMPARE(node("count").retry.factor, 1.5);
    retype(input<QLineEdit>("retry/max_delay"), QStringLiteral("1 m"));
    QCOMPARE(node("count").retry.delayMax, Duration(std::chrono::minutes(1)));
}

void FieldsTest::problemsStandUnderTheirField()
{
    select({QStringLiteral("list")});
    QTRY_VERIFY(m_document->isChecked());
    QCOMPARE(problemOf("with/argv"), QString());
    auto *edit = input<QPlainTextEdit>("with/argv");
    retype(edit, {});
    QTRY_VERIFY2(problemOf("with/argv").contains(QStringLiteral("argv")), qPrintable(problemOf("with/argv")));
    QTest::keyClicks(edit, QStringLiteral("true"));
    QTRY_COMPARE(problemOf("with/argv"), QString());
}

void FieldsTest::theNameIsTypedOver()
{
    select({QStringLiteral("list")});
    auto *name = m_inspector->findChild<QLineEdit *>(QStringLiteral("name"));
    retype(name, QStringLiteral("files"));
    QVERIFY(m_document->node("list")); // not while one types
    QTest::keyClick(name, Qt::Key_Return);
    QVERIFY(m_document->node("files"));
    QCOMPARE(node("count").map, std::string("${files.output}"));
    QCOMPARE(m_inspector->selection(), QStringList{QStringLiteral("files")});
    auto *priority = input<QLineEdit>("priority");
    retype(priority, QStringLiteral("7"));
    QCOMPARE(node("files").priority, 7);
    m_document->undoStack().undo();
    m_document->undoStack().undo();
    QVERIFY(m_document->workflow() == test::licenseWords());
    QCOMPARE(m_inspector->selection(), QStringList{QStringLiteral("list")});
    QCOMPARE(name->text(), QStringLiteral("list"));
}

void FieldsTest::aNameThatIsTakenSaysSo()
{
    select({QStringLiteral("list")});
    auto *name = m_inspector->findChild<QLineEdit *>(QStringLiteral("name"));
    retype(name, QStringLiteral("count"));
    QTest::keyClick(name, Qt::Key_Return);
    QCOMPARE(name->text(), QStringLiteral("count"));
    const auto *line = name->parentWidget()->findChild<ProblemLine *>();
    QVERIFY(line->isVisible());
    QVERIFY2(line->text().startsWith(QStringLiteral("There is already a node \"count\".")), qPrintable(line->text()));
    QVERIFY(m_document->workflow() == test::licenseWords());
}

void FieldsTest::severalNodesShareFields()
{
    select({QStringLiteral("list"), QStringLiteral("count")});
    auto *timeout = input<QLineEdit>("timeout");
    QCOMPARE(timeout->text(), QString());
    QCOMPARE(timeout->placeholderText(), QStringLiteral("several values"));
    retype(timeout, QStringLiteral("9s"));
    QCOMPARE(node("list").timeout, node("count").timeout);
    QCOMPARE(m_document->undoStack().count(), 1);
    open("pool");
    retype(input<QLineEdit>("pool"), QStringLiteral("gpu"));
    QCOMPARE(node("list").pool + node("count").pool, std::string("gpugpu"));
    m_document->undoStack().setIndex(0);
    QVERIFY(m_document->workflow() == test::licenseWords());
    QCOMPARE(timeout->placeholderText(), QStringLiteral("several values"));
}

void FieldsTest::aLockAndOnceAreForWhatWorkersDo()
{
    select({QStringLiteral("list")});
    open("lock");
    retype(input<QLineEdit>("lock"), QStringLiteral("database"));
    QCOMPARE(node("list").lock, std::string("database"));
    open("once");
    QCheckBox *once = input<QCheckBox>("once");
    QVERIFY(!once->isChecked());
    QTest::mouseClick(once, Qt::LeftButton, {}, QPoint(10, once->height() / 2));
    QVERIFY(node("list").once);
    QCOMPARE(m_inspector->findChild<ui::widgets::Section *>(QStringLiteral("lock"))->summary(), QStringLiteral("database"));
    m_document->undoStack().setIndex(0);
    QVERIFY(m_document->workflow() == test::licenseWords());
    select({QStringLiteral("total")}); // evaluated by the engine
    QVERIFY(!m_inspector->findChild<ui::widgets::Section *>(QStringLiteral("lock")));
    select({QStringLiteral("list"), QStringLiteral("total")});
    QVERIFY(!m_inspector->findChild<ui::widgets::Section *>(QStringLiteral("lock")));
    select({QStringLiteral("list"), QStringLiteral("count")});
    QVERIFY(m_inspector->findChild<ui::widgets::Section *>(QStringLiteral("lock")));
}

void FieldsTest::nothingSelectedShowsTheWorkflow()
{
    auto *name = input<QLineEdit>("name");
    QCOMPARE(name->text(), QStringLiteral("License words"));
    retype(name, QStringLiteral("Words"));
    QCOMPARE(m_document->workflow().name, std::string("Words"));
    retype(input<QPlainTextEdit>("description"), QStringLiteral("Counts."));
    QCOMPARE(m_document->workflow().description, std::string("Counts."));
    QCOMPARE(m_document->undoStack().count(), 2);
}

void FieldsTest::parametersAreTypedIntoATable()
{
    QAbstractItemModel *rows = input<QTableView>("parameters")->model();
    QCOMPARE(rows->index(0, 2).data().toString(), QStringLiteral("/usr/share/common-licenses"));
    rows->setData(rows->index(0, 0), QStringLiteral("place"), Qt::EditRole);
    QCOMPARE(m_document->workflow().parameters.at(0).name, std::string("place"));
    QCOMPARE(m_document->workflow().parameters.at(0).description, std::string("Where the texts lie"));
    rows->setData(rows->index(1, 0), QStringLiteral("least"), Qt::EditRole);
    rows->setData(rows->index(1, 1), QStringLiteral("number"), Qt::EditRole);
    rows->setData(rows->index(1, 2), QStringLiteral("many"), Qt::EditRole);
    QVERIFY(problemOf("parameters").startsWith(QStringLiteral("The default of \"least\" is no JSON")));
    QVERIFY(!m_document->workflow().parameters.at(1).defaultValue.has_value());
    rows->setData(rows->index(1, 2), QStringLiteral("3"), Qt::EditRole);
    QCOMPARE(*m_document->workflow().parameters.at(1).defaultValue, Value(3));
    QCOMPARE(problemOf("parameters"), QString());
}

void FieldsTest::aSelectedNodeThatGoesLeavesTheWorkflow()
{
    select({QStringLiteral("list")});
    m_document->removeParts({"list"}, {});
    QVERIFY(m_inspector->selection().isEmpty());
    QCOMPARE(input<QLineEdit>("name")->text(), QStringLiteral("License words"));
}

void FieldsTest::theDocumentMayGo()
{
    select({QStringLiteral("list")});
    input<QPlainTextEdit>("with/argv")->setFocus();
    delete m_document;
    m_document = nullptr;
    QVERIFY(m_inspector->selection().isEmpty());
    QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
}

void FieldsTest::goingToAFieldOpensItsSection()
{
    select({QStringLiteral("count")});
    m_inspector->goToField(QStringLiteral("/nodes/1/retry/backoff"));
    QVERIFY(m_inspector->findChild<ui::widgets::Section *>(QStringLiteral("retry"))->isOpen());
    QVERIFY(input<QLineEdit>("retry/backoff")->hasFocus());
}

void FieldsTest::tablesAreSoundModels()
{
    RowsModel rows({QStringLiteral("Name"), QStringLiteral("Value")}, nullptr);
    QAbstractItemModelTester tester(&rows, QAbstractItemModelTester::FailureReportingMode::QtTest);
    rows.setRows({{QStringLiteral("a"), QStringLiteral("1")}, {QStringLiteral("b"), QStringLiteral("2")}});
    const QPersistentModelIndex first = rows.index(0, 1);
    rows.setRows({{QStringLiteral("a"), QStringLiteral("3")}});
    QCOMPARE(first.data().toString(), QStringLiteral("3"));
    QCOMPARE(rows.rowCount(), 2);
    QVERIFY(!rows.removeRow(1)); // the empty one stays
    rows.setRows({});
    QCOMPARE(rows.rowCount(), 1);
}

} // namespace

WEFTLINE_TEST(FieldsTest)
#include "tst_fields.moc"
