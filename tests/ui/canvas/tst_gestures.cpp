// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What a person does with mouse and keyboard, and which requests come of it.

#include <QtCore/QPoint>
#include <QtCore/QString>
#include <QtCore/QStringList>
#include <QtGui/QWheelEvent>
#include <QtTest/QSignalSpy>
#include <QtTest/QTest>
#include <QtWidgets/QApplication>
#include <QtWidgets/QWidget>

#include "tests/support/test_main.h"
#include "tests/ui/canvas/memory_graph.h"
#include "ui/canvas/canvas_view.h"
#include "ui/canvas/notice.h"

using namespace weftline;
using namespace weftline::ui::canvas;

namespace {

const QString a = QStringLiteral("a");
const QString b = QStringLiteral("b");
const QString c = QStringLiteral("c");
const QString in = QStringLiteral("in");
const QString out = QStringLiteral("out");
const QString ab = QStringLiteral("a>b");

NodeView box(const QString &id, const QPointF &position, PortType input, PortType output)
{
    NodeView view;
    view.id = view.title = id;
    view.icon = QStringLiteral("command");
    view.position = position;
    view.inputs = {{in, input}};
    view.outputs = {{out, output}};
    return view;
}

void drag(QWidget *viewport, const QPoint &from, const QPoint &to, Qt::KeyboardModifiers modifiers = Qt::NoModifier)
{
    QTest::mousePress(viewport, Qt::LeftButton, modifiers, from);
    QTest::mouseMove(viewport, (from + to) / 2);
    QTest::mouseMove(viewport, to);
    QTest::mouseRelease(viewport, Qt::LeftButton, modifiers, to);
}

} // namespace

class GesturesTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_graph = std::make_unique<test::MemoryGraph>();
        m_graph->put(box(a, {0, 0}, PortType::Any, PortType::List));
        m_graph->put(box(b, {240, 0}, PortType::List, PortType::Text));
        m_graph->put(box(c, {240, 160}, PortType::Number, PortType::Text));
        EdgeView edge;
        edge.id = ab;
        edge.from = {a, out};
        edge.to = {b, in};
        m_graph->put(edge);
        m_view = std::make_unique<CanvasView>();
        m_view->resize(900, 600);
        m_view->setModel(m_graph.get());
        m_view->show();
        QVERIFY(QTest::qWaitForWindowActive(m_view.get()));
        m_view->fit(false);
        m_view->setFocus();
        QCOMPARE(m_view->scale(), 1.0);
    }

    void cleanup()
    {
        m_view.reset();
        m_graph.reset();
    }

    void aClickSelectsANodeAndAClickBesideSelectsNothing()
    {
        QSignalSpy changed(m_view.get(), &CanvasView::selectionChanged);
        QTest::mouseClick(viewport(), Qt::LeftButton, {}, m_view->nodePoint(a));
        QCOMPARE(m_view->selectedNodes(), QStringList({a}));
        QTest::mouseClick(viewport(), Qt::LeftButton, Qt::ControlModifier, m_view->nodePoint(c));
        QCOMPARE(m_view->selectedNodes(), QStringList({a, c}));
        QTest::mouseClick(viewport(), Qt::LeftButton, {}, m_view->nodePoint(a));
        QCOMPARE(m_view->selectedNodes(), QStringList({a}));
        QTest::mouseClick(viewport(), Qt::LeftButton, {}, m_view->nodePoint(a) + QPoint(0, 100));
        QCOMPARE(m_view->selectedNodes(), QStringList());
        QCOMPARE(changed.count(), 4);
    }

    void aClickOnAnEdgeSelectsIt()
    {
        const QPoint middle = (m_view->portPoint({a, out}, true) + m_view->portPoint({b, in}, false)) / 2;
        QTest::mouseClick(viewport(), Qt::LeftButton, {}, middle + QPoint(0, 3));
        QCOMPARE(m_view->selectedEdges(), QStringList({ab}));
        QCOMPARE(m_view->selectedNodes(), QStringList());
    }

    void aDragAsksForAMoveOntoTheGrid()
    {
        QSignalSpy moved(m_view.get(), &CanvasView::moveRequested);
        m_view->select({a, b});
        drag(viewport(), m_view->nodePoint(a), m_view->nodePoint(a) + QPoint(37, -21));
        QCOMPARE(moved.count(), 1);
        const auto moves = moved.at(0).at(0).value<std::vector<NodeMove>>();
        const std::vector<NodeMove> expected{{a, {0, 0}, {40, -24}}, {b, {240, 0}, {280, -24}}};
        QVERIFY(moves == expected);
        // Nobody took the request, so both are where the model has them.
        QCOMPARE(m_view->canvasScene().node(a)->pos(), QPointF(0, 0));
        QCOMPARE(m_view->canvasScene().node(b)->pos(), QPointF(240, 0));
    }

    void anAcceptedMoveStaysAndTakesTheEdgeAlong()
    {
        connect(m_view.get(), &CanvasView::moveRequested, m_graph.get(), [this](const auto &moves) { m_graph->move(moves); });
        const QPointF before = m_view->canvasScene().edge(ab)->curve().from;
        drag(viewport(), m_view->nodePoint(a), m_view->nodePoint(a) + QPoint(16, 48));
        QCOMPARE(m_view->canvasScene().node(a)->pos(), QPointF(16, 48));
        QCOMPARE(m_view->canvasScene().edge(ab)->curve().from, before + QPointF(16, 48));
    }

    void aTremblingClickMovesNothing()
    {
        QSignalSpy moved(m_view.get(), &CanvasView::moveRequested);
        drag(viewport(), m_view->nodePoint(a), m_view->nodePoint(a) + QPoint(2, 1));
        QCOMPARE(moved.count(), 0);
    }

    void escapeDuringADragPutsEverythingBack()
    {
        QSignalSpy moved(m_view.get(), &CanvasView::moveRequested);
        QTest::mousePress(viewport(), Qt::LeftButton, {}, m_view->nodePoint(a));
        QTest::mouseMove(viewport(), m_view->nodePoint(a) + QPoint(64, 64));
        QCOMPARE(m_view->canvasScene().node(a)->pos(), QPointF(64, 64));
        QTest::keyClick(m_view.get(), Qt::Key_Escape);
        QCOMPARE(m_view->canvasScene().node(a)->pos(), QPointF(0, 0));
        QTest::mouseRelease(viewport(), Qt::LeftButton, {}, m_view->nodePoint(a));
        QCOMPARE(moved.count(), 0);
    }

    void liveStatesDuringADragLeaveTheNodeAtThePointer()
    {
        QTest::mousePress(viewport(), Qt::LeftButton, {}, m_view->nodePoint(a));
        QTest::mouseMove(viewport(), m_view->nodePoint(a) + QPoint(64, 64));
        NodeView running = *m_graph->node(a);
        running.state = TaskState::Running;
        m_graph->put(running);
        QCOMPARE(m_view->canvasScene().node(a)->pos(), QPointF(64, 64));
        QCOMPARE(m_view->canvasScene().node(a)->view().state, TaskState::Running);
        QTest::mouseRelease(viewport(), Qt::LeftButton, {}, m_view->nodePoint(a));
        QCOMPARE(m_view->canvasScene().node(a)->pos(), QPointF(0, 0));
    }

    void aDragFromPortToPortAsksForAnEdge_data()
    {
        QTest::addColumn<bool>("backwards");
        QTest::newRow("from the output") << false;
        QTest::newRow("from the input") << true;
    }

    void aDragFromPortToPortAsksForAnEdge()
    {
        QFETCH(bool, backwards);
        QSignalSpy connected(m_view.get(), &CanvasView::connectRequested);
        const QPoint output = m_view->portPoint({b, out}, true);
        const QPoint input = m_view->portPoint({a, in}, false);
        drag(viewport(), backwards ? input : output, backwards ? output : input);
        QCOMPARE(connected.count(), 1);
        QVERIFY(connected.at(0).at(0).value<PortRef>() == PortRef({b, out}));
        QVERIFY(connected.at(0).at(1).value<PortRef>() == PortRef({a, in}));
    }

    void aPortThatDoesNotFitFadesAndSaysWhy()
    {
        QSignalSpy connected(m_view.get(), &CanvasView::connectRequested);
        QSignalSpy added(m_view.get(), &CanvasView::addFromPortRequested);
        auto *notice = m_view->findChild<Notice *>();
        QVERIFY(notice && !notice->isVisible());
        QTest::mousePress(viewport(), Qt::LeftButton, {}, m_view->portPoint({a, out}, true));
        QTest::mouseMove(viewport(), m_view->portPoint({c, in}, false));
        QCOMPARE(notice->text(), QStringLiteral("the types do not fit"));
        QVERIFY(notice->isVisible());
        QCOMPARE(m_view->canvasScene().node(c)->fit(false, 0), PortFit::Refused);
        QCOMPARE(m_view->canvasScene().node(b)->fit(false, 0), PortFit::Fits);
        QCOMPARE(m_view->canvasScene().node(b)->fit(true, 0), PortFit::Refused);
        QTest::mouseRelease(viewport(), Qt::LeftButton, {}, m_view->portPoint({c, in}, false));
        QVERIFY(!notice->isVisible());
        QCOMPARE(m_view->canvasScene().node(c)->fit(false, 0), PortFit::Plain);
        QCOMPARE(connected.count() + added.count(), 0);
    }

    void aDragIntoEmptySpaceAsksForANodeThere()
    {
        QSignalSpy added(m_view.get(), &CanvasView::addFromPortRequested);
        const QPoint free = m_view->nodePoint(a) + QPoint(0, 130);
        drag(viewport(), m_view->portPoint({a, out}, true), free);
        QCOMPARE(added.count(), 1);
        QVERIFY(added.at(0).at(0).value<PortRef>() == PortRef({a, out}));
        QCOMPARE(added.at(0).at(1).toBool(), true);
        QCOMPARE(added.at(0).at(2).toPointF(), m_view->mapToScene(free));
    }

    void aDoubleClickOnEmptySpaceAsksForANode()
    {
        QSignalSpy added(m_view.get(), &CanvasView::addRequested);
        QSignalSpy activated(m_view.get(), &CanvasView::nodeActivated);
        const QPoint free = m_view->nodePoint(a) + QPoint(0, 130);
        QTest::mouseDClick(viewport(), Qt::LeftButton, {}, free);
        QCOMPARE(added.count(), 1);
        QTest::mouseDClick(viewport(), Qt::LeftButton, {}, m_view->nodePoint(a));
        QCOMPARE(added.count(), 1);
        QCOMPARE(activated.count(), 1);
    }

    void aRubberBandSelectsWhatItTouches()
    {
        const QPoint corner = m_view->mapFromScene(QPointF(200, -60));
        drag(viewport(), corner, m_view->mapFromScene(QPointF(300, 250)));
        QCOMPARE(m_view->selectedNodes(), QStringList({b, c}));
        drag(viewport(), m_view->mapFromScene(QPointF(-20, -40)), m_view->mapFromScene(QPointF(30, 30)), Qt::ShiftModifier);
        QCOMPARE(m_view->selectedNodes(), QStringList({a, b, c}));
    }

    void deleteAsksForRemovalOfWhatIsSelected()
    {
        QSignalSpy removed(m_view.get(), &CanvasView::removeRequested);
        QTest::keyClick(m_view.get(), Qt::Key_Delete);
        QCOMPARE(removed.count(), 0); // nothing is selected
        m_view->select({a, c}, {ab});
        QTest::keyClick(m_view.get(), Qt::Key_Delete);
        QCOMPARE(removed.count(), 1);
        QCOMPARE(removed.at(0).at(0).toStringList(), QStringList({a, c}));
        QCOMPARE(removed.at(0).at(1).toStringList(), QStringList({ab}));
        m_graph->removeEdge(ab);
        m_graph->removeNode(a);
        QCOMPARE(m_view->selectedNodes(), QStringList({c}));
        QCOMPARE(m_view->selectedEdges(), QStringList());
    }

    void aGraphThatMayNotBeEditedAsksForNothing()
    {
        m_view->setEditable(false);
        QSignalSpy moved(m_view.get(), &CanvasView::moveRequested);
        QSignalSpy removed(m_view.get(), &CanvasView::removeRequested);
        QSignalSpy connected(m_view.get(), &CanvasView::connectRequested);
        QSignalSpy added(m_view.get(), &CanvasView::addRequested);
        drag(viewport(), m_view->nodePoint(a), m_view->nodePoint(a) + QPoint(64, 64));
        QCOMPARE(m_view->selectedNodes(), QStringList({a}));
        QTest::keyClick(m_view.get(), Qt::Key_Delete);
        drag(viewport(), m_view->portPoint({b, out}, true), m_view->portPoint({a, in}, false));
        QTest::mouseDClick(viewport(), Qt::LeftButton, {}, m_view->nodePoint(a) + QPoint(0, 130));
        QCOMPARE(moved.count() + removed.count() + connected.count() + added.count(), 0);
    }

    void theKeyboardWalksAndSelects()
    {
        QTest::keyClick(m_view.get(), Qt::Key_Tab);
        QCOMPARE(m_view->focusedNode(), a);
        QTest::keyClick(m_view.get(), Qt::Key_Right);
        QCOMPARE(m_view->focusedNode(), b);
        QTest::keyClick(m_view.get(), Qt::Key_Down);
        QCOMPARE(m_view->focusedNode(), c);
        QCOMPARE(m_view->selectedNodes(), QStringList({c}));
        QSignalSpy moved(m_view.get(), &CanvasView::moveRequested);
        QTest::keyClick(m_view.get(), Qt::Key_Left, Qt::ShiftModifier);
        QCOMPARE(moved.count(), 1);
        QCOMPARE(moved.at(0).at(0).value<std::vector<NodeMove>>().at(0).to, QPointF(232, 160));
        QTest::keyClick(m_view.get(), Qt::Key_A, Qt::ControlModifier);
        QCOMPARE(m_view->selectedNodes(), QStringList({a, b, c}));
        QCOMPARE(m_view->selectedEdges(), QStringList({ab}));
        QTest::keyClick(m_view.get(), Qt::Key_Escape);
        QCOMPARE(m_view->selectedNodes(), QStringList());
    }

    void theWheelKeepsWhatIsUnderThePointer()
    {
        const QPoint pointer = m_view->nodePoint(c);
        const QPointF before = m_view->mapToScene(pointer);
        QWheelEvent wheel(pointer, viewport()->mapToGlobal(pointer), {}, {0, 120}, Qt::NoButton, Qt::NoModifier, Qt::NoScrollPhase, false);
        QApplication::sendEvent(viewport(), &wheel);
        QVERIFY(m_view->scale() > 1.1);
        const QPointF off = m_view->mapToScene(pointer) - before;
        QVERIFY2(std::hypot(off.x(), off.y()) < 2.0, qPrintable(QStringLiteral("%1, %2").arg(off.x()).arg(off.y())));
    }

    void theMiddleButtonPans()
    {
        const QPoint before = m_view->nodePoint(a);
        QTest::mousePress(viewport(), Qt::MiddleButton, {}, {500, 300});
        QTest::mouseMove(viewport(), {540, 320});
        QTest::mouseRelease(viewport(), Qt::MiddleButton, {}, {540, 320});
        QCOMPARE(m_view->nodePoint(a), before + QPoint(40, 20));
    }

    void theModelMayGoBeforeTheView()
    {
        m_view->select({a});
        m_graph.reset();
        QCOMPARE(m_view->selectedNodes(), QStringList());
        QVERIFY(m_view->canvasScene().nodes().isEmpty());
        QTest::mouseClick(viewport(), Qt::LeftButton, {}, {300, 300});
        QTest::keyClick(m_view.get(), Qt::Key_Tab);
    }

private:
    [[nodiscard]] QWidget *viewport() const { return m_view->viewport(); }

    std::unique_ptr<test::MemoryGraph> m_graph;
    std::unique_ptr<CanvasView> m_view;
};

WEFTLINE_TEST(GesturesTest)
#include "tst_gestures.moc"
