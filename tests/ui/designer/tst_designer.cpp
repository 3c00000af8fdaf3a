// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// A person draws: every gesture on the canvas ends in an edit of the document, and the canvas shows it.

#include <QtCore/QByteArray>
#include <QtCore/QDir>
#include <QtCore/QMimeData>
#include <QtCore/QPoint>
#include <QtCore/QRect>
#include <QtCore/QString>
#include <QtCore/QStringList>
#include <QtGui/QClipboard>
#include <QtGui/QGuiApplication>
#include <QtGui/QKeySequence>
#include <QtTest/QAbstractItemModelTester>
#include <QtTest/QSignalSpy>
#include <QtTest/QTest>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QWidget>

#include "engine/workflow/codec.h"
#include "tests/support/test_main.h"
#include "tests/ui/inspector/fake_engine.h"
#include "tests/ui/inspector/flows.h"
#include "ui/designer/designer_page.h"
#include "ui/designer/kinds_model.h"
#include "ui/designer/kinds_view.h"
#include "ui/designer/palette.h"
#include "ui/designer/quick_add.h"
#include "ui/designer/workflow_graph_model.h"
#include "ui/widgets/theme.h"

using namespace weftline;
using namespace weftline::ui::designer;
using client::TaskState;
using ui::document::Document;
using ui::widgets::Theme;
using ui::widgets::ThemeChoice;

namespace {

class DesignerTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void theKindsAreASoundModel();
    void thePaletteFindsByTyping();
    void whatIsDraggedNamesItsKind();
    void nOpensTheQuickAdd();
    void aDragFromAPortAddsAConnectedNode();
    void nodesAreDraggedAndConnected();
    void deleteAndUndo();
    void copyAndPasteBringsTheSameAgain();
    void ctrlDeleteHeals();
    void tidyIsOneStep();
    void anEditEndsTheTidying();
    void whatNobodyHasPlacedOpensTidied();
    void nodesWithoutAPlaceGetOne();
    void theRunIsShownOnNodesAndEdges();
    void onlyWhatChangedIsReported();
    void itLooksAsItShould();

private:
    QPoint between(const char *from, const char *to) const
    {
        return (m_page->view().nodePoint(QString::fromLatin1(from)) + m_page->view().nodePoint(QString::fromLatin1(to))) / 2;
    }
    void drag(const QPoint &from, const QPoint &to)
    {
        QWidget *canvas = m_page->view().viewport();
        QTest::mousePress(canvas, Qt::LeftButton, {}, from);
        for (int step = 1; step <= 4; ++step)
            QTest::mouseMove(canvas, from + (to - from) * step / 4);
        QTest::mouseRelease(canvas, Qt::LeftButton, {}, to);
    }
    void choose(const QString &typed)
    {
        auto *quickAdd = m_page->findChild<QuickAdd *>();
        QVERIFY(quickAdd->isVisible());
        QTest::keyClicks(quickAdd->kinds()->search(), typed);
        QTest::keyClick(quickAdd->kinds()->search(), Qt::Key_Return);
        QVERIFY(!quickAdd->isVisible());
    }
    void startRun(test::FakeEngine &engine) const
    {
        engine.view.summary.id = "R1";
        engine.view.workflow = workflow::toValue(m_document->workflow());
        engine.view.nodes.resize(3);
        engine.view.nodes[0].counts[std::size_t(TaskState::Succeeded)] = 1;
        engine.view.nodes[1].counts[std::size_t(TaskState::Running)] = 3;
        engine.view.nodes[1].counts[std::size_t(TaskState::Succeeded)] = 14;
        engine.view.nodes[2].counts[std::size_t(TaskState::Waiting)] = 1;
    }

    Document *m_document = nullptr;
    DesignerPage *m_page = nullptr;
};

void DesignerTest::init()
{
    m_document = new Document;
    m_document->setWorkflow(test::licenseWords());
    m_page = new DesignerPage(*m_document);
    m_page->resize(1000, 600);
    m_page->show();
    QVERIFY(QTest::qWaitForWindowActive(m_page));
    m_page->view().fit(false);
    m_page->view().zoomTo(1);
    m_page->view().setFocus();
}

void DesignerTest::cleanup()
{
    delete m_page;
    delete m_document;
    Theme::instance().setChoice(ThemeChoice::Light);
}

void DesignerTest::theKindsAreASoundModel()
{
    for (const bool isGrouped : {true, false}) {
        KindsModel model(isGrouped);
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        QCOMPARE(model.rowCount(), isGrouped ? 10 : 7);
        model.setFilter(QStringLiteral("trans"));
        QCOMPARE(model.rowCount(), isGrouped ? 2 : 1);
        model.setFilter(QStringLiteral("nothing like it"));
        QCOMPARE(model.rowCount(), 0);
        QCOMPARE(model.kindRow(0), -1);
    }
}

void DesignerTest::thePaletteFindsByTyping()
{
    Palette palette;
    palette.resize(200, 400);
    palette.show();
    QVERIFY(QTest::qWaitForWindowActive(&palette));
    std::vector<workflow::Kind> added;
    connect(&palette, &Palette::addRequested, this, [&](workflow::Kind kind) { added.push_back(kind); });
    palette.focusSearch();
    QTest::keyClicks(palette.kinds()->search(), QStringLiteral("value")); // of its sentence
    QTest::keyClick(palette.kinds()->search(), Qt::Key_Return);
    QCOMPARE(added, std::vector{workflow::Kind::Transform});
    QTest::keyClick(palette.kinds()->search(), Qt::Key_Escape);
    QCOMPARE(palette.kinds()->model()->rowCount(), 10);
    const QRect first = palette.kinds()->list()->visualRect(palette.kinds()->model()->index(1));
    QTest::mouseClick(palette.kinds()->list()->viewport(), Qt::LeftButton, {}, first.center());
    QCOMPARE(added.size(), std::size_t(1));
    QTest::mouseDClick(palette.kinds()->list()->viewport(), Qt::LeftButton, {}, first.center());
    QCOMPARE(added.back(), workflow::Kind::Command);
}

void DesignerTest::whatIsDraggedNamesItsKind()
{
    KindsModel model(true);
    const std::unique_ptr<QMimeData> data(model.mimeData({model.index(1)}));
    QCOMPARE(data->data(QString::fromLatin1(ui::canvas::kindMimeType)), QByteArray("command"));
    QVERIFY(!(model.flags(model.index(0)) & Qt::ItemIsDragEnabled));
}

void DesignerTest::nOpensTheQuickAdd()
{
    QTest::keyClick(&m_page->view(), Qt::Key_N);
    choose(QStringLiteral("tra"));
    QVERIFY(m_document->node("transform"));
    QCOMPARE(m_page->selectedNodes(), QStringList{QStringLiteral("transform")});
    QCOMPARE(m_document->undoStack().count(), 1);
}

void DesignerTest::aDragFromAPortAddsAConnectedNode()
{
    const QPoint port = m_page->view().portPoint({QStringLiteral("total"), QStringLiteral("out")}, true);
    drag(port, port + QPoint(60, 90));
    choose(QStringLiteral("comm"));
    QCOMPARE(m_document->predecessorsOf("command"), std::vector<workflow::NodeId>{"total"});
    QCOMPARE(m_document->undoStack().count(), 1);
    m_document->undoStack().undo();
    QVERIFY(m_document->workflow() == test::licenseWords());
}

void DesignerTest::nodesAreDraggedAndConnected()
{
    const workflow::Point before = m_document->workflow().layout.nodes.at("list");
    drag(m_page->view().nodePoint(QStringLiteral("list")), m_page->view().nodePoint(QStringLiteral("list")) + QPoint(0, 96));
    const workflow::Point after = m_document->workflow().layout.nodes.at("list");
    QCOMPARE(after.y - before.y, 96.0);
    QCOMPARE(m_document->undoStack().count(), 1);
    drag(m_page->view().portPoint({QStringLiteral("list"), QStringLiteral("out")}, true),
         m_page->view().portPoint({QStringLiteral("total"), QStringLiteral("in")}, false));
    QCOMPARE(m_document->predecessorsOf("total"), (std::vector<workflow::NodeId>{"count", "list"}));
    drag(m_page->view().portPoint({QStringLiteral("total"), QStringLiteral("out")}, true),
         m_page->view().portPoint({QStringLiteral("list"), QStringLiteral("in")}, false)); // a cycle
    QCOMPARE(m_document->undoStack().count(), 2);
}

void DesignerTest::deleteAndUndo()
{
    m_page->selectNode(QStringLiteral("count"));
    QTest::keyClick(&m_page->view(), Qt::Key_Delete);
    QVERIFY(!m_document->node("count"));
    QVERIFY(m_document->workflow().edges.empty());
    m_document->undoStack().undo();
    QVERIFY(m_document->workflow() == test::licenseWords());
    QVERIFY(m_page->view().canvasScene().node(QStringLiteral("count")));
}

void DesignerTest::copyAndPasteBringsTheSameAgain()
{
    m_page->view().selectAll();
    QTest::keySequence(&m_page->view(), QKeySequence::Copy);
    QVERIFY(QGuiApplication::clipboard()->text().contains(QStringLiteral("\"weft\"")));
    QTest::keySequence(&m_page->view(), QKeySequence::Paste);
    QCOMPARE(m_document->workflow().nodes.size(), std::size_t(6));
    QCOMPARE(m_document->workflow().edges.size(), std::size_t(4));
    QCOMPARE(m_page->selectedNodes(), (QStringList{QStringLiteral("count 2"), QStringLiteral("list 2"), QStringLiteral("total 2")}));
    QSignalSpy refused(m_page, &DesignerPage::refused);
    QGuiApplication::clipboard()->setText(QStringLiteral("not nodes"));
    m_page->paste();
    QCOMPARE(refused.count(), 1);
}

void DesignerTest::ctrlDeleteHeals()
{
    m_page->selectNode(QStringLiteral("count"));
    m_page->view().setFocus();
    QTest::keyClick(&m_page->view(), Qt::Key_Delete, Qt::ControlModifier);
    QCOMPARE(m_document->predecessorsOf("total"), std::vector<workflow::NodeId>{"list"});
}

void DesignerTest::tidyIsOneStep()
{
    m_document->moveNodes({{"total", {0, 8}}, {"list", {500, 400}}}, 77);
    m_page->tidy();
    QTRY_COMPARE(m_document->undoStack().count(), 2);
    QCOMPARE(m_document->undoStack().undoText(), QStringLiteral("Tidy"));
    const auto &places = m_document->workflow().layout.nodes;
    QVERIFY(places.at("list").x < places.at("count").x && places.at("count").x < places.at("total").x);
}

void DesignerTest::anEditEndsTheTidying()
{
    m_page->tidy();
    QVERIFY(m_page->view().isFindingPlaces());
    m_document->moveNodes({{"total", {0, 160}}}, 77);
    QVERIFY(!m_page->view().isFindingPlaces());
    QCOMPARE(m_document->undoStack().count(), 1);
}

void DesignerTest::whatNobodyHasPlacedOpensTidied()
{
    workflow::Workflow flow = test::licenseWords();
    flow.layout.nodes.clear();
    flow.nodes.push_back(flow.nodes[0]);
    flow.nodes.back().id = "second list";
    flow.edges.push_back(flow.edges[0]);
    flow.edges.back().from = "second list";
    m_document->setWorkflow(flow);
    QTRY_VERIFY(!m_page->view().isFindingPlaces());
    const auto at = [&](const char *id) { return m_page->view().model()->node(QString::fromLatin1(id))->position; };
    QCOMPARE(at("list").x(), at("second list").x());
    // Between what feeds it, as far as the grid has a place there: no pile does that.
    QVERIFY(std::abs(at("count").y() - (at("list").y() + at("second list").y()) / 2) <= 8);
    QVERIFY(m_document->workflow() == flow); // nothing was edited
    QVERIFY(!m_document->isModified());
}

void DesignerTest::nodesWithoutAPlaceGetOne()
{
    workflow::Workflow flow = test::licenseWords();
    flow.layout.nodes.clear();
    m_document->setWorkflow(flow);
    WorkflowGraphModel model(*m_document);
    std::set<std::pair<double, double>> places;
    for (const QString &id : model.nodeIds())
        places.insert({model.node(id)->position.x(), model.node(id)->position.y()});
    QCOMPARE(places.size(), std::size_t(3));
    QVERIFY(m_document->workflow() == flow); // looking changes nothing
}

void DesignerTest::theRunIsShownOnNodesAndEdges()
{
    test::FakeEngine engine;
    startRun(engine);
    WorkflowGraphModel model(*m_document);
    QVERIFY(model.node(QStringLiteral("count"))->state == ui::canvas::TaskState::None);
    model.setRun(&engine, "R1");
    const auto count = model.node(QStringLiteral("count"));
    QVERIFY(count->state == ui::canvas::TaskState::Running);
    QCOMPARE(count->number, QStringLiteral("14/17"));
    QCOMPARE(*count->progress, 14.0 / 17);
    QCOMPARE(model.node(QStringLiteral("total"))->second, QStringLiteral("waiting for count"));
    const QStringList edges = model.edgeIds();
    QCOMPARE(model.edge(edges[1])->count, QStringLiteral("14"));
    QVERIFY(model.edge(edges[1])->state == ui::canvas::EdgeState::Live);
    engine.view.nodes[1].counts = {};
    engine.view.nodes[1].counts[std::size_t(TaskState::Ready)] = 3;
    engine.view.nodes[1].held = "no worker in pool gpu";
    QVERIFY(model.node(QStringLiteral("count"))->state == ui::canvas::TaskState::Held);
    QCOMPARE(model.node(QStringLiteral("count"))->second, QStringLiteral("no worker in pool gpu"));
    engine.view.nodes[1].counts = {};
    engine.view.nodes[1].counts[std::size_t(TaskState::Failed)] = 1;
    engine.view.nodes[1].reason = "exit code 1";
    QCOMPARE(model.node(QStringLiteral("count"))->second, QStringLiteral("exit code 1"));
    engine.view.nodes[2].counts = {};
    engine.view.nodes[2].counts[std::size_t(TaskState::Succeeded)] = 1;
    engine.view.nodes[2].use = {700, 112, 0};
    QCOMPARE(model.node(QStringLiteral("total"))->number, QStringLiteral("812 tok"));
}

void DesignerTest::onlyWhatChangedIsReported()
{
    test::FakeEngine engine;
    startRun(engine);
    WorkflowGraphModel model(*m_document);
    model.setRun(&engine, "R1");
    QSignalSpy nodes(&model, &ui::canvas::GraphModel::nodesChanged);
    QSignalSpy reset(&model, &ui::canvas::GraphModel::reset);
    client::RunChange change;
    change.nodes = {2};
    Q_EMIT engine.runChanged("R1", change);
    QCOMPARE(nodes.takeFirst().at(0).toStringList(), QStringList{QStringLiteral("total")});
    Q_EMIT engine.runChanged("another", change);
    change.nodes = {99};
    Q_EMIT engine.runChanged("R1", change);
    QCOMPARE(nodes.count(), 0);
    QCOMPARE(reset.count(), 0);
}

void DesignerTest::itLooksAsItShould()
{
    test::FakeEngine engine;
    startRun(engine);
    const QString folder = QStringLiteral(WEFTLINE_BINARY_DIR "/look");
    QVERIFY(QDir().mkpath(folder));
    for (const ThemeChoice choice : {ThemeChoice::Light, ThemeChoice::Dark}) {
        Theme::instance().setChoice(choice);
        const QString theme = choice == ThemeChoice::Dark ? QStringLiteral("dark") : QStringLiteral("light");
        m_page->setRun(choice == ThemeChoice::Dark ? &engine : nullptr, choice == ThemeChoice::Dark ? "R1" : "");
        m_page->selectNode(QStringLiteral("total"));
        QVERIFY(m_page->grab().save(QStringLiteral("%1/designer-%2.png").arg(folder, theme)));
        Palette palette;
        palette.resize(200, 500);
        QVERIFY(palette.grab().save(QStringLiteral("%1/palette-%2.png").arg(folder, theme)));
        QuickAdd quickAdd(nullptr);
        quickAdd.open({0, 0}, nullptr);
        QVERIFY(quickAdd.grab().save(QStringLiteral("%1/quick-add-%2.png").arg(folder, theme)));
        Document nothing;
        DesignerPage empty(nothing);
        empty.resize(700, 400);
        QVERIFY(empty.grab().save(QStringLiteral("%1/designer-empty-%2.png").arg(folder, theme)));
    }
}

} // namespace

WEFTLINE_TEST(DesignerTest)
#include "tst_designer.moc"
