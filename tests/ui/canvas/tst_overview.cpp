// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Large graphs: from far away all nodes are painted at once, with the same selection and clicks. Frame times are
// printed; no test fails on a time.

#include <QtCore/QElapsedTimer>
#include <QtCore/QPoint>
#include <QtCore/QString>
#include <QtCore/QStringList>
#include <QtGui/QImage>
#include <QtTest/QTest>

#include "tests/support/test_main.h"
#include "tests/ui/canvas/memory_graph.h"
#include "ui/canvas/canvas_view.h"
#include "ui/widgets/theme.h"

using namespace weftline;
using namespace weftline::ui::canvas;
namespace widgets = weftline::ui::widgets;

namespace {

QString idOf(int number) { return QStringLiteral("n%1").arg(number); }

void fillGrid(test::MemoryGraph &graph, int columns, int rows)
{
    for (int i = 0; i < columns * rows; ++i) {
        NodeView node;
        node.id = node.title = idOf(i);
        node.second = QStringLiteral("command");
        node.icon = QStringLiteral("command");
        node.position = QPointF(i / rows * 216, i % rows * 88);
        node.inputs = {{QStringLiteral("in"), PortType::Any}};
        node.outputs = {{QStringLiteral("out"), PortType::Any}};
        node.state = i % 3 == 0 ? TaskState::Succeeded : i % 3 == 1 ? TaskState::Running : TaskState::Waiting;
        graph.put(node);
        for (const int back : {rows, rows + 1}) {
            if (i < back || (back > rows && i % 2))
                continue;
            EdgeView edge;
            edge.id = QStringLiteral("%1-%2").arg(i - back).arg(i);
            edge.from = {idOf(i - back), QStringLiteral("out")};
            edge.to = {node.id, QStringLiteral("in")};
            graph.put(edge);
        }
    }
}

} // namespace

class OverviewTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void tenThousandNodesArePaintedAtOnce()
    {
        test::MemoryGraph graph;
        fillGrid(graph, 100, 100);
        CanvasView view;
        view.resize(1400, 800);
        QElapsedTimer timer;
        timer.start();
        view.setModel(&graph);
        view.show();
        QVERIFY(QTest::qWaitForWindowExposed(&view));
        view.fit(false);
        qInfo("opened 10,000 nodes in %lld ms, scale %.3f", timer.elapsed(), view.scale());
        QVERIFY(view.scale() < overviewScale);

        QImage picture(view.size(), QImage::Format_ARGB32_Premultiplied);
        view.viewport()->render(&picture);
        const auto at = [&](int number) { return picture.pixelColor(view.nodePoint(idOf(number))); };
        QCOMPARE(at(0), widgets::color(widgets::Token::Succeeded));
        QCOMPARE(at(1), widgets::color(widgets::Token::Running));
        QCOMPARE(at(2), widgets::color(widgets::Token::Edge));

        // A changed state shows without any item being painted.
        NodeView failed = *graph.node(idOf(2));
        failed.state = TaskState::Failed;
        graph.put(failed);
        view.viewport()->render(&picture);
        QCOMPARE(at(2), widgets::color(widgets::Token::Failed));

        QTest::mouseClick(view.viewport(), Qt::LeftButton, {}, view.nodePoint(idOf(5050)));
        QCOMPARE(view.selectedNodes(), QStringList({idOf(5050)}));

        std::vector<qint64> frames;
        for (int i = 0; i < 30; ++i) {
            timer.restart();
            view.viewport()->repaint();
            frames.push_back(timer.nsecsElapsed());
        }
        std::sort(frames.begin(), frames.end());
        qInfo("a frame with all in view: median %.1f ms, p95 %.1f ms", double(frames[15]) / 1e6, double(frames[28]) / 1e6);

        frames.clear();
        for (int i = 0; i < 100; ++i) {
            timer.restart();
            NodeView node = *graph.node(idOf(i * 90));
            node.state = i % 2 ? TaskState::Succeeded : TaskState::Running;
            graph.put(node);
            frames.push_back(timer.nsecsElapsed());
        }
        std::sort(frames.begin(), frames.end());
        qInfo("a state change: median %.3f ms", double(frames[50]) / 1e6);
    }

    void panningNearByIsMeasured()
    {
        test::MemoryGraph graph;
        fillGrid(graph, 40, 20);
        CanvasView view;
        view.resize(1400, 800);
        view.setModel(&graph);
        view.show();
        QVERIFY(QTest::qWaitForWindowExposed(&view));
        for (const double scale : {1.0, 0.5, 0.3, 0.2}) {
            view.zoomTo(scale);
            view.viewport()->repaint();
            std::vector<qint64> frames;
            for (int i = 0; i < 20; ++i) {
                QElapsedTimer timer;
                timer.start();
                view.viewport()->repaint();
                frames.push_back(timer.nsecsElapsed());
            }
            std::sort(frames.begin(), frames.end());
            qInfo("800 nodes at scale %.1f, whole view: median %.1f ms", scale, double(frames[10]) / 1e6);
            QCOMPARE(view.scale(), scale);
        }
    }
};

WEFTLINE_TEST(OverviewTest)
#include "tst_overview.moc"
