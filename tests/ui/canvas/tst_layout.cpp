// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Places for nodes: by our own layout, by Graphviz, and by one after the other has failed.

#include <QtCore/QByteArray>
#include <QtCore/QCoreApplication>
#include <QtCore/QElapsedTimer>
#include <QtCore/QFile>
#include <QtCore/QIODevice>
#include <QtCore/QPoint>
#include <QtCore/QRect>
#include <QtCore/QStandardPaths>
#include <QtCore/QString>
#include <QtCore/QTemporaryDir>
#include <QtCore/QThreadPool>
#include <QtTest/QTest>

#include "tests/support/test_main.h"
#include "tests/ui/canvas/memory_graph.h"
#include "ui/canvas/canvas_view.h"
#include "ui/canvas/tidy_job.h"
#include "ui/widgets/theme.h"

#include <random>

using namespace weftline;
using namespace weftline::ui::canvas;
using namespace std::chrono_literals;

namespace {

/// Edges lead from lower to higher numbers, most of them not far.
LayoutGraph randomGraph(std::size_t nodes, std::size_t edges, unsigned seed)
{
    std::mt19937 chance(seed);
    LayoutGraph graph;
    for (std::size_t i = 0; i < nodes; ++i)
        graph.nodes.emplace_back(160 + 16 * double(chance() % 6), 56 + 18 * double(chance() % 3));
    for (std::size_t i = 0; i < edges; ++i) {
        const auto from = std::uint32_t(chance() % (nodes - 1));
        const std::size_t far = chance() % 10 == 0 ? nodes : 40;
        graph.edges.emplace_back(from, std::uint32_t(std::min(nodes - 1, from + 1 + chance() % far)));
    }
    return graph;
}

std::size_t overlaps(const LayoutGraph &graph, const LayoutPlaces &places)
{
    std::vector<QRectF> cards;
    for (std::size_t i = 0; i < places.size(); ++i)
        cards.emplace_back(places[i], graph.nodes[i]);
    std::sort(cards.begin(), cards.end(), [](const QRectF &a, const QRectF &b) { return a.left() < b.left(); });
    std::size_t found = 0;
    for (std::size_t i = 0; i < cards.size(); ++i)
        for (std::size_t j = i + 1; j < cards.size() && cards[j].left() < cards[i].right(); ++j)
            found += cards[i].intersects(cards[j]) ? 1 : 0;
    return found;
}

std::size_t backward(const LayoutGraph &graph, const LayoutPlaces &places)
{
    return std::size_t(std::count_if(graph.edges.begin(), graph.edges.end(), [&](const auto &edge) {
        return edge.first != edge.second && places[edge.first].x() + graph.nodes[edge.first].width() >= places[edge.second].x();
    }));
}

bool areOnTheGrid(const LayoutPlaces &places)
{
    return std::all_of(places.begin(), places.end(), [](const QPointF &place) {
        return std::fmod(place.x(), gridStep) == 0 && std::fmod(place.y(), gridStep) == 0 && place.x() >= 0 && place.y() >= 0;
    });
}

struct Outcome
{
    std::optional<LaidOutBy> by;
    LayoutPlaces places;
};

Outcome laidOut(const LayoutGraph &graph, const TidyOptions &options)
{
    TidyJob job;
    job.setOptions(options);
    Outcome outcome;
    QObject::connect(&job, &TidyJob::done, &job, [&](const LayoutPlaces &places, LaidOutBy by) { outcome = {by, places}; });
    job.start(graph);
    (void)QTest::qWaitFor([&] { return outcome.by.has_value(); }, 60'000);
    return outcome;
}

} // namespace

class LayoutTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void standsFromLeftToRightWithoutOverlaps_data();
    void standsFromLeftToRightWithoutOverlaps();
    void aChainIsStraightInColumnsAndRows();
    void aFanIsAroundItsMiddle();
    void untanglesWhatHasNoCrossing();
    void cyclesAndStrayEdgesDoNoHarm();
    void tenThousandNodesTakeSeconds();
    void graphvizIsAsked();
    void fallsBack_data();
    void fallsBack();
    void aCancelledJobSaysNothing();
    void theViewFindsPlacesAndGlides();

private:
    QString script(const QString &name, const QByteArray &text);
    QTemporaryDir m_folder;
};

void LayoutTest::standsFromLeftToRightWithoutOverlaps_data()
{
    QTest::addColumn<int>("nodes");
    QTest::addColumn<int>("edges");
    QTest::newRow("a few") << 12 << 14;
    QTest::newRow("no edges") << 30 << 0;
    QTest::newRow("many edges") << 60 << 400;
    QTest::newRow("hundreds") << 800 << 1200;
}

void LayoutTest::standsFromLeftToRightWithoutOverlaps()
{
    QFETCH(int, nodes);
    QFETCH(int, edges);
    for (unsigned seed = 1; seed <= 5; ++seed) {
        const LayoutGraph graph = randomGraph(std::size_t(nodes), std::size_t(edges), seed);
        const LayoutPlaces places = layeredLayout(graph);
        QCOMPARE(places.size(), graph.nodes.size());
        QCOMPARE(overlaps(graph, places), std::size_t(0));
        QCOMPARE(backward(graph, places), std::size_t(0));
        QVERIFY(areOnTheGrid(places));
        QVERIFY(layeredLayout(graph) == places); // the same again
    }
}

void LayoutTest::aChainIsStraightInColumnsAndRows()
{
    LayoutGraph graph;
    graph.nodes.assign(4, {160, 56});
    graph.edges = {{0, 1}, {1, 2}, {2, 3}};
    const LayoutPlaces chain{{0, 0}, {columnPitch, 0}, {2 * columnPitch, 0}, {3 * columnPitch, 0}};
    QVERIFY(layeredLayout(graph) == chain);
    graph.edges.clear();
    const LayoutPlaces pile{{0, 0}, {0, rowPitch}, {0, 2 * rowPitch}, {0, 3 * rowPitch}};
    QVERIFY(layeredLayout(graph) == pile);
}

void LayoutTest::aFanIsAroundItsMiddle()
{
    LayoutGraph graph;
    graph.nodes.assign(5, {160, 56});
    graph.edges = {{0, 1}, {0, 2}, {0, 3}, {1, 4}, {2, 4}, {3, 4}};
    const LayoutPlaces places = layeredLayout(graph);
    QCOMPARE(places[0].y(), places[2].y());
    QCOMPARE(places[4].y(), places[2].y());
    QCOMPARE(places[2].y() - places[1].y(), rowPitch);
}

void LayoutTest::untanglesWhatHasNoCrossing()
{
    // Two chains, drawn crosswise.
    LayoutGraph graph;
    graph.nodes.assign(8, {160, 56});
    graph.edges = {{0, 3}, {1, 2}, {2, 5}, {3, 4}, {4, 7}, {5, 6}};
    const LayoutPlaces places = layeredLayout(graph);
    for (const auto &[from, to] : graph.edges)
        QCOMPARE(places[from].y(), places[to].y());
}

void LayoutTest::cyclesAndStrayEdgesDoNoHarm()
{
    LayoutGraph graph;
    graph.nodes.assign(3, {160, 56});
    graph.edges = {{0, 1}, {1, 2}, {2, 0}, {1, 1}, {0, 1}, {7, 1}, {1, 900}};
    const LayoutPlaces places = layeredLayout(graph);
    QCOMPARE(overlaps(graph, places), std::size_t(0));
    QVERIFY(places[0].x() < places[1].x() && places[1].x() < places[2].x());
    QVERIFY(layeredLayout({}).empty());
}

void LayoutTest::tenThousandNodesTakeSeconds()
{
    const LayoutGraph graph = randomGraph(10'000, 15'000, 7);
    QElapsedTimer clock;
    clock.start();
    const LayoutPlaces places = layeredLayout(graph);
    qInfo("10,000 nodes and 15,000 edges: %lld ms", clock.elapsed());
    QCOMPARE(overlaps(graph, places), std::size_t(0));
    QCOMPARE(backward(graph, places), std::size_t(0));
    QVERIFY(clock.elapsed() < 60'000); // unoptimised, beside other tests
}

void LayoutTest::graphvizIsAsked()
{
    QVERIFY2(!QStandardPaths::findExecutable(QStringLiteral("dot")).isEmpty(), "graphviz is in packaging/packages");
    const LayoutGraph graph = randomGraph(40, 60, 3);
    const Outcome outcome = laidOut(graph, {QStringLiteral("dot"), 60s, 2000});
    QVERIFY(outcome.by == LaidOutBy::Graphviz);
    QCOMPARE(overlaps(graph, outcome.places), std::size_t(0));
    QCOMPARE(backward(graph, outcome.places), std::size_t(0));
    QVERIFY(areOnTheGrid(outcome.places));
    LayoutGraph chain;
    chain.nodes.assign(3, {160, 56});
    chain.edges = {{0, 1}, {1, 2}};
    const LayoutPlaces straight{{0, 0}, {columnPitch, 0}, {2 * columnPitch, 0}};
    QVERIFY(laidOut(chain, {QStringLiteral("dot"), 60s, 2000}).places == straight); // as our own layout has it
}

QString LayoutTest::script(const QString &name, const QByteArray &text)
{
    const QString path = m_folder.filePath(name);
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write("#!/bin/sh\n" + text) < 0)
        qFatal("cannot write a script");
    file.close();
    file.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    return path;
}

void LayoutTest::fallsBack_data()
{
    QTest::addColumn<QString>("program");
    QTest::newRow("there is no dot") << m_folder.filePath(QStringLiteral("nothing"));
    QTest::newRow("dot is slow") << script(QStringLiteral("slow"), "exec sleep 600\n");
    QTest::newRow("dot fails") << script(QStringLiteral("failing"), "cat >/dev/null\nexit 1\n");
    QTest::newRow("dot says nothing") << script(QStringLiteral("mute"), "cat >/dev/null\n");
    QTest::newRow("dot talks nonsense") << script(QStringLiteral("mad"), "cat >/dev/null\necho node n0 here there 1 1\necho node n99 1 1\n");
    QTest::newRow("dot never stops") << script(QStringLiteral("flood"), "exec yes 'node n0 1 1'\n");
    QTest::newRow("dot does not listen") << script(QStringLiteral("deaf"), "exec <&-\nexec sleep 600\n");
}

void LayoutTest::fallsBack()
{
    QFETCH(QString, program);
    const LayoutGraph graph = randomGraph(300, 500, 5);
    const Outcome outcome = laidOut(graph, {program, 300ms, 2000});
    QVERIFY(outcome.by == LaidOutBy::Layers);
    QVERIFY(outcome.places == layeredLayout(graph));
}

void LayoutTest::aCancelledJobSaysNothing()
{
    TidyJob job;
    job.setOptions({script(QStringLiteral("asleep"), "exec sleep 600\n"), 60s, 2000});
    int done = 0;
    connect(&job, &TidyJob::done, this, [&] { ++done; });
    job.start(randomGraph(30, 40, 1));
    QVERIFY(job.isRunning());
    job.cancel();
    QVERIFY(!job.isRunning());
    job.setOptions({m_folder.filePath(QStringLiteral("nothing")), 1s, 2000});
    job.start(randomGraph(3000, 5000, 1));
    job.start(randomGraph(30, 40, 2)); // in its place
    QTRY_COMPARE(done, 1);
    QThreadPool::globalInstance()->waitForDone();
    QCoreApplication::processEvents();
    QCOMPARE(done, 1);
}

void LayoutTest::theViewFindsPlacesAndGlides()
{
    test::MemoryGraph graph;
    for (int i = 0; i < 3; ++i) {
        NodeView node;
        node.id = QStringLiteral("n%1").arg(i);
        node.position = QPointF(400 - 48.0 * i, 64);
        node.inputs = {{QStringLiteral("in"), PortType::Any}};
        node.outputs = {{QStringLiteral("out"), PortType::Any}};
        graph.put(node);
    }
    for (int i = 0; i < 2; ++i) {
        EdgeView edge;
        edge.id = QStringLiteral("e%1").arg(i);
        edge.from = {QStringLiteral("n%1").arg(i), QStringLiteral("out")};
        edge.to = {QStringLiteral("n%1").arg(i + 1), QStringLiteral("in")};
        graph.put(edge);
    }
    CanvasView view;
    view.setModel(&graph);
    view.resize(800, 500);
    view.show();
    QVERIFY(QTest::qWaitForWindowExposed(&view));
    ui::widgets::Theme::instance().setMotion(ui::widgets::Motion::Full);
    std::vector<NodeMove> found;
    connect(&view, &CanvasView::placesFound, this, [&](const std::vector<NodeMove> &moves) { found = moves; });
    view.setTidyOptions({m_folder.filePath(QStringLiteral("nothing")), 1s, 2000});
    view.findPlaces({});
    QTRY_COMPARE(found.size(), std::size_t(3));
    QCOMPARE(found[0].to, QPointF(304, 64)); // the corner stays
    QCOMPARE(found[2].to, QPointF(304 + 2 * columnPitch, 64));
    view.glide([&] { graph.move(found); });
    QCOMPARE(view.canvasScene().node(QStringLiteral("n0"))->pos(), QPointF(400, 64)); // it only sets out
    QTRY_COMPARE(view.canvasScene().node(QStringLiteral("n0"))->pos(), QPointF(304, 64));
    ui::widgets::Theme::instance().setMotion(ui::widgets::Motion::Off);
    view.glide([&] { graph.move({{QStringLiteral("n0"), {304, 64}, {0, 8}}}); });
    QCOMPARE(view.canvasScene().node(QStringLiteral("n0"))->pos(), QPointF(0, 8));
    view.setHits({QStringLiteral("n1")});
    QVERIFY(view.canvasScene().node(QStringLiteral("n1"))->isHit() && !view.canvasScene().node(QStringLiteral("n0"))->isHit());
    view.setHits({});
    QVERIFY(!view.canvasScene().node(QStringLiteral("n1"))->isHit());
}

WEFTLINE_TEST(LayoutTest)

#include "tst_layout.moc"
