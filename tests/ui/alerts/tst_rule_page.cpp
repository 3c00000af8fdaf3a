// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A person draws and changes an alert rule: by pointer and keyboard on its page, in its inspector, from its palette. Each edit is
// one step, and all undone is what was there.

#include <QtCore/QCoreApplication>
#include <QtCore/QEvent>
#include <QtCore/QPoint>
#include <QtCore/QString>
#include <QtCore/QStringList>
#include <QtCore/QTemporaryDir>
#include <QtGui/QMouseEvent>
#include <QtTest/QAbstractItemModelTester>
#include <QtTest/QSignalSpy>
#include <QtTest/QTest>
#include <QtWidgets/QCheckBox>
#include <QtWidgets/QComboBox>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QListView>
#include <QtWidgets/QPlainTextEdit>

#include "engine/format/weft_file.h"
#include "engine/workflow/validate.h"
#include "tests/support/fake_engine_client.h"
#include "tests/support/test_main.h"
#include "tests/ui/alerts/alert_views.h"
#include "ui/alerts/rule_edits.h"
#include "ui/alerts/rule_graph_model.h"
#include "ui/alerts/rule_inspector.h"
#include "ui/alerts/rule_page.h"
#include "ui/alerts/rule_words.h"
#include "ui/alerts/stage_palette.h"
#include "ui/alerts/stages_model.h"
#include "ui/document/document.h"
#include "ui/document/problems_model.h"
#include "ui/fields/field_row.h"

using namespace weftline;
using namespace weftline::ui;
using namespace weftline::ui::alerts;
using document::Document;
using workflow::AlertKind;
using workflow::AlertRule;

class RulePageTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_document = std::make_unique<Document>();
        workflow::Workflow drawn;
        drawn.name = "Watched";
        drawn.alerts.push_back(ruleFrom(ruleTemplates().front()));
        m_document->setWorkflow(drawn);
        m_page = std::make_unique<RulePage>(*m_document, "error-rate");
        m_inspector = std::make_unique<RuleInspector>();
        m_inspector->setPage(m_page.get());
        m_page->resize(1300, 500);
        m_inspector->resize(320, 700);
        m_page->show();
        m_inspector->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_page.get()));
        QCoreApplication::processEvents(); // it fits its graph once shown
    }

    void cleanup()
    {
        m_inspector.reset();
        m_page.reset();
        m_document.reset();
    }

    void stagesShowTheirValues()
    {
        const auto node = [this](const char *id) { return *m_page->model().node(QString::fromLatin1(id)); };
        QCOMPARE(node("metric").title, QStringLiteral("error rate"));
        QCOMPARE(node("window").title, QStringLiteral("average"));
        QCOMPARE(node("window").second, QStringLiteral("over 30 s"));
        QCOMPARE(node("condition").title, QStringLiteral("above 10 %"));
        QCOMPARE(node("condition").second, QStringLiteral("clear below 5 %"));
        QCOMPARE(node("hold").title, QStringLiteral("for 10 s"));
        QCOMPARE(node("notify").second, QStringLiteral("desktop"));
        QCOMPARE(m_page->model().edgeIds().size(), 4);
        QCOMPARE(m_page->title(), QStringLiteral("Error rate"));
    }

    void aSumIsACountAndNoRate()
    {
        const auto condition = [](workflow::AlertMetric metric, workflow::WindowFunction function) {
            const workflow::AlertRule rule = workflow::newAlertRule("lost", metric, function, 3);
            return stageText(rule, *rule.find(workflow::AlertKind::Condition)).title;
        };
        QCOMPARE(condition(workflow::AlertMetric::WorkersLost, workflow::WindowFunction::Sum), QStringLiteral("above 3"));
        QCOMPARE(condition(workflow::AlertMetric::WorkersLost, workflow::WindowFunction::Rate), QStringLiteral("above 3 /s"));
        QCOMPARE(condition(workflow::AlertMetric::Throughput, workflow::WindowFunction::Sum), QStringLiteral("above 3 tasks"));
        QCOMPARE(condition(workflow::AlertMetric::Throughput, workflow::WindowFunction::Rate), QStringLiteral("above 3 tasks/s"));
    }

    void everyTemplateIsARuleWithoutProblems()
    {
        for (const RuleTemplate &one : ruleTemplates()) {
            workflow::Workflow drawn;
            drawn.alerts.push_back(ruleFrom(one));
            for (const workflow::Problem &problem : workflow::validate(drawn))
                QVERIFY2(!problem.where.starts_with("/alerts"), (one.id + ": " + problem.message).c_str());
            QCOMPARE(drawn.alerts[0].nodes.size(), workflow::alertKindCount);
        }
    }

    void aDragMovesAStageInOneStep()
    {
        const QPoint from = m_page->view().nodePoint(QStringLiteral("hold"));
        QTest::mousePress(m_page->view().viewport(), Qt::LeftButton, {}, from);
        for (int i = 1; i <= 5; ++i) {
            QMouseEvent move(QEvent::MouseMove, QPointF(from + QPoint(0, 16 * i)), m_page->view().viewport()->mapToGlobal(QPointF(from + QPoint(0, 16 * i))),
                             Qt::NoButton, Qt::LeftButton, Qt::NoModifier);
            QCoreApplication::sendEvent(m_page->view().viewport(), &move);
        }
        QTest::mouseRelease(m_page->view().viewport(), Qt::LeftButton, {}, from + QPoint(0, 80));
        QCOMPARE(m_document->undoStack().count(), 1);
        QVERIFY(rule().layout.nodes.at("hold").y > 40);
        m_document->undoStack().undo();
        QCOMPARE(rule(), ruleFrom(ruleTemplates().front()));
    }

    void fieldsChangeTheRuleInStepsThatCanBeUndone()
    {
        const AlertRule before = rule();
        select("condition");
        retype("with/value", QStringLiteral("20 %"));
        QCOMPARE(*numberOf(rule().find(AlertKind::Condition)->with, "value"), 0.2);
        retype("with/clear", QStringLiteral("8"));
        QCOMPARE(*numberOf(rule().find(AlertKind::Condition)->with, "clear"), 0.08);
        choose("with/no_data", QStringLiteral("ok"));
        QCOMPARE(textOf(rule().find(AlertKind::Condition)->with, "no_data"), std::string("ok"));
        QCOMPARE(m_document->undoStack().count(), 3); // each field, however many letters
        select("hold");
        retype("with/for", QStringLiteral("2 min"));
        QCOMPARE(textOf(rule().find(AlertKind::Hold)->with, "for"), std::string("2m"));
        QCOMPARE(m_page->model().node(QStringLiteral("hold"))->title, QStringLiteral("for 2 min"));
        select("notify");
        auto *channels = m_inspector->findChild<QPlainTextEdit *>(QStringLiteral("with/channels input"));
        QVERIFY(channels);
        channels->setFocus();
        QTest::keyClick(channels, Qt::Key_A, Qt::ControlModifier);
        QTest::keyClicks(channels, QStringLiteral("desktop"));
        QTest::keyClick(channels, Qt::Key_Return);
        QTest::keyClicks(channels, QStringLiteral("http://127.0.0.1:9/x"));
        QCOMPARE(*find(rule().find(AlertKind::Notify)->with, "channels"),
                 Value(List{Value("desktop"), Value(Object{{"webhook", Value("http://127.0.0.1:9/x")}})}));
        QCOMPARE(m_page->model().node(QStringLiteral("notify"))->second, QStringLiteral("desktop, webhook"));
        while (m_document->undoStack().canUndo())
            m_document->undoStack().undo();
        QCOMPARE(rule(), before);
    }

    void whatCannotBeReadSaysWhyAndChangesNothing()
    {
        const AlertRule before = rule();
        select("condition");
        retype("with/value", QStringLiteral("much"));
        QVERIFY(problemOf("with/value").contains(QStringLiteral("\"much\" is no value")));
        QCOMPARE(*numberOf(rule().find(AlertKind::Condition)->with, "value"), 0.1); // what stood there before the last letter is kept
        m_document->undoStack().setIndex(0);
        QCOMPARE(rule(), before);
    }

    void aChoiceTakesWhatMeansNothingAnyMoreWithIt()
    {
        select("condition");
        QVERIFY(!row("with/clear")->isHidden());
        QVERIFY(row("with/high")->isHidden());
        choose("with/is", QStringLiteral("outside"));
        QVERIFY(!numberOf(rule().find(AlertKind::Condition)->with, "clear"));
        QVERIFY(!row("with/high")->isHidden());
        QVERIFY(row("with/clear")->isHidden());
        QCOMPARE(m_document->undoStack().count(), 1);
        m_document->undoStack().undo();
        QCOMPARE(*numberOf(rule().find(AlertKind::Condition)->with, "clear"), 0.05);
        select("metric");
        choose("with/metric", QStringLiteral("latency")); // of which there is no latest value, but a quantile
        QCOMPARE(m_page->model().node(QStringLiteral("condition"))->title, QStringLiteral("above 0.1 ms"));
        select("window");
        auto *functions = m_inspector->findChild<QComboBox *>(QStringLiteral("with/function input"));
        QCOMPARE(functions->count(), 4);
    }

    void problemsStandOnTheirStage()
    {
        select("condition");
        retype("with/clear", QStringLiteral("50 %")); // above the threshold
        QTRY_COMPARE(m_page->model().node(QStringLiteral("condition"))->problem, widgets::ProblemLevel::Error);
        QTRY_VERIFY(problemOf("with/clear").contains(QStringLiteral("above the threshold")));
        QCOMPARE(m_page->model().node(QStringLiteral("hold"))->problem, widgets::ProblemLevel::None);
        const document::ProblemsModel list(*m_document);
        int row = 0;
        while (row < list.rowCount() && list.index(row, document::ProblemsModel::FieldColumn).data().toString() != u"clear")
            ++row; // the workflow may have others
        QCOMPARE(list.index(row, document::ProblemsModel::NodeColumn).data().toString(), QStringLiteral("Error rate"));
    }

    void aMissingStageComesBackFromThePalette()
    {
        StagePalette palette;
        QAbstractItemModelTester tester(palette.list()->model(), QAbstractItemModelTester::FailureReportingMode::QtTest);
        palette.setRule(&m_document->workflow().alerts[0]);
        const auto names = [&] {
            QStringList all;
            for (int i = 0; i < palette.list()->model()->rowCount(); ++i)
                all << palette.list()->model()->index(i, 0).data().toString();
            return all;
        };
        QCOMPARE(names(), QStringList({QStringLiteral("metric"), QStringLiteral("window"), QStringLiteral("condition"), QStringLiteral("hold"),
                                       QStringLiteral("notify")}));
        const auto isThere = [&](int index) { return palette.list()->model()->index(index, 0).flags().testFlag(Qt::ItemIsEnabled); };
        QVERIFY(!isThere(3));
        const AlertRule before = rule();
        QTest::mouseClick(m_page->view().viewport(), Qt::LeftButton, {}, m_page->view().nodePoint(QStringLiteral("hold")));
        QTest::keyClick(m_page->view().viewport(), Qt::Key_Delete);
        QCOMPARE(rule().nodes.size(), std::size_t(4));
        QCOMPARE(m_page->model().edgeIds().size(), 2);
        palette.setRule(&m_document->workflow().alerts[0]);
        QVERIFY(isThere(3));
        connect(&palette, &StagePalette::addRequested, m_page.get(), &RulePage::addStage);
        palette.show();
        palette.list()->setCurrentIndex(palette.list()->model()->index(3, 0));
        palette.list()->setFocus();
        QTest::keyClick(palette.list(), Qt::Key_Return);
        QCOMPARE(rule().nodes.size(), std::size_t(5));
        QCOMPARE(rule().nodes[3].kind, AlertKind::Hold); // in the order of the chain
        QCOMPARE(m_page->model().edgeIds().size(), 4);   // and connected on both sides
        QCOMPARE(m_page->view().selectedNodes(), QStringList({QStringLiteral("hold")}));
        QSignalSpy refused(m_page.get(), &RulePage::refused);
        m_page->addStage(AlertKind::Hold);
        QCOMPARE(refused.size(), 1); // one of each
        QCOMPARE(m_document->undoStack().count(), 2);
        m_document->undoStack().setIndex(0);
        QCOMPARE(rule(), before);
    }

    void anEdgeLeadsOnlyToTheNextStage()
    {
        const canvas::PortRef metric{QStringLiteral("metric"), QStringLiteral("out")};
        const canvas::PortRef hold{QStringLiteral("hold"), QStringLiteral("in")};
        const canvas::PortRef window{QStringLiteral("window"), QStringLiteral("in")};
        QVERIFY(m_page->model().whyNotConnect(metric, hold).contains(QStringLiteral("a metric leads to a window")));
        QVERIFY(!m_page->model().whyNotConnect(metric, window).isEmpty()); // it is there
        removeParts(*m_document, "error-rate", {}, {RuleGraphModel::edgeId({"metric", "window"})});
        QCOMPARE(m_page->model().whyNotConnect(metric, window), QString());
        Q_EMIT m_page->view().connectRequested(metric, window);
        QCOMPARE(m_page->model().edgeIds().size(), 4);
        QCOMPARE(m_document->undoStack().count(), 2);
    }

    void theRuleIsRenamedSwitchedAndRemovedInStepsOfItsOwn()
    {
        m_page->view().clearSelection();
        retype("title", QStringLiteral("Too many errors"));
        QCOMPARE(m_page->title(), QStringLiteral("Too many errors"));
        QCOMPARE(rule().id, std::string("error-rate")); // alerts know it by this
        QTest::mouseClick(m_inspector->findChild<QCheckBox *>(QStringLiteral("enabled input")), Qt::LeftButton);
        QVERIFY(!rule().enabled);
        QVERIFY(m_page->model().node(QStringLiteral("hold"))->disabled);
        QSignalSpy gone(m_page.get(), &RulePage::gone);
        m_document->removeRule("error-rate");
        QCOMPARE(gone.size(), 1);
        QCOMPARE(m_document->undoStack().count(), 3);
        QVERIFY(m_document->workflow().alerts.empty());
        m_document->undoStack().setIndex(0);
        QCOMPARE(rule(), ruleFrom(ruleTemplates().front()));
        m_document->undoStack().setIndex(3);
        QVERIFY(m_document->workflow().alerts.empty());
    }

    void twoRulesOfOneNameAreTwoRules()
    {
        const std::string second = m_document->addRule(ruleFrom(ruleTemplates().front()));
        QCOMPARE(second, std::string("error-rate 2"));
        QCOMPARE(m_document->rule(second)->title, std::string("Error rate 2"));
        QCOMPARE(m_document->undoStack().count(), 1);
    }

    void theFileHasWhatIsDrawn()
    {
        select("condition");
        retype("with/value", QStringLiteral("25 %"));
        QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("watched.weft"));
        bool isSaved = false;
        m_document->save(path, [&](const Result<Done> &done) { isSaved = done.has_value(); });
        QTRY_VERIFY(isSaved);
        constexpr const char *byHand = R"json({ "weft": 1, "name": "Watched", "nodes": [], "edges": [],
          "alerts": [ { "id": "error-rate", "title": "Error rate",
            "nodes": [
              { "id": "metric", "kind": "metric", "with": { "metric": "error_rate" } },
              { "id": "window", "kind": "window", "with": { "function": "average", "over": "30s" } },
              { "id": "condition", "kind": "condition", "with": { "is": "above", "value": 0.25, "no_data": "keep", "clear": 0.05 } },
              { "id": "hold", "kind": "hold", "with": { "for": "10s" } },
              { "id": "notify", "kind": "notify", "with": { "channels": ["desktop"] } } ],
            "edges": [["metric", "window"], ["window", "condition"], ["condition", "hold"], ["hold", "notify"]] } ] })json";
        workflow::Workflow saved = format::readWorkflowFile(path.toStdString()).workflow;
        QCOMPARE(saved.alerts.size(), std::size_t(1));
        QCOMPARE(saved.alerts[0].layout.nodes.size(), std::size_t(5));
        saved.alerts[0].layout = {};
        const workflow::Workflow expected = format::readWorkflow(byHand).workflow;
        QVERIFY(saved.alerts == expected.alerts);
    }

    void aWatchedRunShowsItsValuesAlongTheEdges()
    {
        test::FakeEngineClient client;
        client.setEngine(test::engineWith({test::alertOf(1, "error-rate", client::AlertState::Inactive, 0.02)}));
        m_page->setRun(&client, "run-418");
        const auto along = [this](const char *from, const char *to) { return *m_page->model().edge(RuleGraphModel::edgeId({from, to})); };
        QCOMPARE(along("window", "condition").count, QStringLiteral("2.0 %"));
        QCOMPARE(along("condition", "hold").count, QStringLiteral("false"));
        client.setEngine(test::engineWith({test::alertOf(1, "error-rate", client::AlertState::Firing)}));
        QCOMPARE(along("window", "condition").count, QStringLiteral("12 %"));
        QCOMPARE(along("condition", "hold").state, canvas::EdgeState::Alarm);
        QCOMPARE(along("hold", "notify").count, QStringLiteral("fires"));
        QCOMPARE(m_page->model().node(QStringLiteral("hold"))->alert, widgets::AlertMark::Firing);
        m_page->setRun(&client, {});
        QCOMPARE(m_page->model().node(QStringLiteral("hold"))->alert, widgets::AlertMark::None);
    }

private:
    [[nodiscard]] const AlertRule &rule() const { return m_document->workflow().alerts.at(0); }
    void select(const char *node) { m_page->selectNode(QString::fromLatin1(node)); }
    fields::FieldRow *row(const char *path)
    {
        auto *found = m_inspector->findChild<fields::FieldRow *>(QString::fromLatin1(path));
        if (!found)
            qFatal("There is no field %s.", path);
        return found;
    }
    QString problemOf(const char *path) { return row(path)->problemLine()->isHidden() ? QString() : row(path)->problemLine()->text(); }
    void retype(const char *path, const QString &text)
    {
        auto *line = qobject_cast<QLineEdit *>(row(path)->editor()->input());
        QVERIFY(line);
        line->setFocus();
        QTest::keyClick(line, Qt::Key_A, Qt::ControlModifier);
        QTest::keyClicks(line, text);
        QTest::keyClick(line, Qt::Key_Return);
    }
    void choose(const char *path, const QString &choice)
    {
        auto *box = qobject_cast<QComboBox *>(row(path)->editor()->input());
        QVERIFY(box);
        const int at = box->findText(choiceWord(choice));
        QVERIFY2(at >= 0, qPrintable(choice));
        box->setCurrentIndex(at);
        Q_EMIT box->activated(at);
    }

    std::unique_ptr<Document> m_document;
    std::unique_ptr<RulePage> m_page;
    std::unique_ptr<RuleInspector> m_inspector;
};

WEFTLINE_TEST(RulePageTest)
#include "tst_rule_page.moc"
