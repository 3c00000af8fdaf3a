// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Draws the graphs of the design's pictures, in both themes, into build/…/look, and holds the parts that can be
// measured against the table: fills, borders, marks.

#include <QtCore/QByteArray>
#include <QtCore/QDir>
#include <QtCore/QPoint>
#include <QtCore/QRect>
#include <QtCore/QSet>
#include <QtCore/QString>
#include <QtGui/QImage>
#include <QtGui/QPainter>
#include <QtTest/QTest>
#include <QtWidgets/QWidget>

#include "tests/support/test_main.h"
#include "tests/ui/canvas/memory_graph.h"
#include "ui/canvas/canvas_view.h"
#include "ui/canvas/paint_edge.h"
#include "ui/widgets/theme.h"

using namespace weftline;
namespace widgets = weftline::ui::widgets;
using namespace weftline::ui::canvas;
using widgets::Theme;
using widgets::ThemeChoice;
using widgets::Token;

namespace {

struct Row
{
    const char *title;
    const char *second;
    const char *icon;
    TileFamily family;
    QPointF position;
    TaskState state;
    const char *number;
    bool map;
    PortType in;
    PortType out;
    int inputs;
};

NodeView nodeOf(const Row &row)
{
    NodeView view;
    view.id = view.title = QString::fromUtf8(row.title);
    view.second = QString::fromUtf8(row.second);
    view.icon = QString::fromUtf8(row.icon);
    view.family = row.family;
    view.position = row.position;
    view.state = row.state;
    view.number = QString::fromUtf8(row.number);
    view.map = row.map;
    for (int i = 0; i < row.inputs; ++i)
        view.inputs.push_back({QStringLiteral("in%1").arg(i), row.in});
    view.outputs.push_back({QStringLiteral("out"), row.out});
    if (row.state == TaskState::Running)
        view.progress = 0.82;
    return view;
}

void join(test::MemoryGraph &graph, const char *from, const char *to, int input, EdgeState state, const char *count)
{
    EdgeView edge;
    edge.id = QString::fromUtf8(from) + QLatin1Char('>') + QString::fromUtf8(to);
    edge.from = {QString::fromUtf8(from), QStringLiteral("out")};
    edge.to = {QString::fromUtf8(to), QStringLiteral("in%1").arg(input)};
    edge.state = state;
    edge.count = QString::fromUtf8(count);
    if (state == EdgeState::Live) {
        edge.rate = QStringLiteral("1.2 /s");
        edge.sparkline = {3, 4, 2, 5, 4, 6, 5, 7, 8, 7, 9, 8, 8, 9};
    }
    graph.put(edge);
}

void fill(test::MemoryGraph &graph, bool running)
{
    const auto state = [&](TaskState wanted) { return running ? wanted : TaskState::None; };
    using enum TaskState;
    const Row rows[] = {
        {"list", running ? "17 files" : "command", "command", TileFamily::Run, {32, 80}, state(Succeeded), "", false, PortType::Any, PortType::List, 0},
        {"count", running ? "map" : "command · map", "command", TileFamily::Run, {248, 80}, state(Running), running ? "14/17" : "", true, PortType::List, PortType::List, 1},
        {"stop words", running ? "127 words" : "http", "http", TileFamily::Reach, {248, 184}, state(Succeeded), "", false, PortType::Any, PortType::List, 0},
        {"total", running ? "waiting for count" : "transform", "transform", TileFamily::Evaluate, {464, 128}, state(Waiting), "", false, PortType::List, PortType::Object, 2},
        {"history", running ? "lock db, run 417" : "sql", "sql", TileFamily::Reach, {464, 232}, state(Held), "", false, PortType::Any, PortType::List, 0},
        {"refine", running ? "no reply, 3 of 3 tries" : "llm", "llm", TileFamily::Model, {680, 240}, state(Failed), "", false, PortType::Object, PortType::Text, 1},
        {"chart", running ? "skipped" : "script · python", "script", TileFamily::Run, {680, 128}, state(Skipped), "", false, PortType::Object, PortType::File, 2},
        {"approve", running ? "by Mara" : "approval", "approval", TileFamily::Wait, {896, 184}, state(Quarantined), "2.1 s", false, PortType::File, PortType::Number, 1},
    };
    for (const Row &row : rows)
        graph.put(nodeOf(row));
    const auto flow = [&](EdgeState wanted) { return running ? wanted : EdgeState::Idle; };
    join(graph, "list", "count", 0, flow(EdgeState::Done), running ? "17" : "");
    join(graph, "count", "total", 0, flow(EdgeState::Live), running ? "14" : "");
    join(graph, "stop words", "total", 1, flow(EdgeState::Done), running ? "1" : "");
    join(graph, "total", "chart", 0, flow(EdgeState::Idle), "");
    join(graph, "history", "chart", 1, flow(EdgeState::Skipped), "");
    join(graph, "chart", "approve", 0, flow(EdgeState::Idle), "");
    EdgeView failure = *graph.edge(QStringLiteral("chart>approve"));
    failure.dashed = true;
    failure.label = QStringLiteral("on failure");
    graph.put(failure);
    if (!running) {
        NodeView words = *graph.node(QStringLiteral("stop words"));
        words.problem = ProblemLevel::Warning;
        graph.put(words);
    }
}

void save(const QImage &picture, const QString &name)
{
    QDir().mkpath(QStringLiteral(WEFTLINE_BINARY_DIR "/look"));
    QVERIFY(picture.save(QStringLiteral(WEFTLINE_BINARY_DIR "/look/%1.png").arg(name)));
}

QImage grabbed(QWidget &widget, double ratio)
{
    QImage picture(widget.size() * ratio, QImage::Format_ARGB32_Premultiplied);
    picture.setDevicePixelRatio(ratio);
    widget.render(&picture);
    return picture;
}

} // namespace

class LookTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void cleanup() { Theme::instance().setChoice(ThemeChoice::Light); }

    void aNodeIsPaintedFromTheTable_data()
    {
        QTest::addColumn<bool>("dark");
        QTest::addColumn<bool>("running");
        for (const bool dark : {false, true}) {
            for (const bool running : {false, true})
                QTest::addRow("%s-%s", running ? "running" : "designing", dark ? "dark" : "light") << dark << running;
        }
    }

    void aNodeIsPaintedFromTheTable()
    {
        QFETCH(bool, dark);
        QFETCH(bool, running);
        Theme::instance().setChoice(dark ? ThemeChoice::Dark : ThemeChoice::Light);
        test::MemoryGraph graph;
        CanvasView view;
        view.resize(1100, 460);
        view.setModel(&graph);
        fill(graph, running);
        view.show();
        QVERIFY(QTest::qWaitForWindowExposed(&view));
        view.fit(false);
        view.select({QStringLiteral("stop words")}, {QStringLiteral("list>count")});
        const QImage one = grabbed(view, 1);
        save(grabbed(view, 2), QString::fromLatin1(QTest::currentDataTag()));

        // A place on the card with nothing on it, one on the canvas, and the tile beside its icon.
        QCOMPARE(view.scale(), 1.0);
        const QPoint list = view.nodePoint(QStringLiteral("list")) - QPoint(80, 28);
        QCOMPARE(one.pixelColor(list + QPoint(80, 6)), widgets::color(Token::Raised));
        QCOMPARE(one.pixelColor(list + QPoint(12, 28)), widgets::color(Token::TileRun));
        const QPoint held = view.nodePoint(QStringLiteral("history")) - QPoint(80, 28);
        QCOMPARE(one.pixelColor(held + QPoint(80, 0)), widgets::color(running ? Token::Held : Token::Line2));
        if (running) { // the mark's corner of the filled square, and the progress line
            QCOMPARE(one.pixelColor(held + QPoint(137, 20)), widgets::color(Token::Held));
            const QPoint count = view.nodePoint(QStringLiteral("count")) - QPoint(80, 28);
            QCOMPARE(one.pixelColor(count + QPoint(40, 49)), widgets::color(Token::Running));
            QCOMPARE(one.pixelColor(count + QPoint(146, 49)), widgets::color(Token::RunningBg));
        }
    }

    void everyMarkAndPortIsDrawn_data()
    {
        QTest::addColumn<bool>("dark");
        QTest::newRow("light") << false;
        QTest::newRow("dark") << true;
    }

    void everyMarkAndPortIsDrawn()
    {
        QFETCH(bool, dark);
        Theme::instance().setChoice(dark ? ThemeChoice::Dark : ThemeChoice::Light);
        QImage picture(800, 400, QImage::Format_ARGB32_Premultiplied);
        picture.setDevicePixelRatio(2);
        picture.fill(widgets::color(Token::Canvas));
        QPainter painter(&picture);
        const int states = int(TaskState::Refused);
        for (int i = 1; i <= states; ++i) {
            const QRectF square(20 + (i - 1) % 3 * 120, 16 + (i - 1) / 3 * 25, 15, 15);
            widgets::paintStateMark(painter, square, TaskState(i));
            painter.setFont(widgets::font(widgets::TextRole::Body));
            painter.setPen(widgets::color(Token::Text));
            painter.drawText(square.bottomRight() + QPointF(8, -3), widgets::stateWord(TaskState(i)));
        }
        for (int i = 0; i < 3; ++i)
            widgets::paintProblemMark(painter, QRectF(20 + i * 40, 120, 15, 15), ProblemLevel(i + 1));
        for (int i = 0; i < 6; ++i) {
            paintPort(painter, QPointF(27 + i * 40, 165), PortType(i), PortFit::Plain);
            paintPort(painter, QPointF(27 + i * 40, 185), PortType(i), i % 2 ? PortFit::Fits : PortFit::Refused);
        }
        painter.end();
        save(picture, QStringLiteral("marks-%1").arg(QString::fromLatin1(QTest::currentDataTag())));
        // No two states may look the same in grey: shape alone has to tell them apart.
        QSet<QByteArray> shapes;
        for (int i = 1; i <= states; ++i) {
            QImage one(30, 30, QImage::Format_ARGB32_Premultiplied);
            one.fill(Qt::transparent);
            QPainter single(&one);
            widgets::paintStateMark(single, QRectF(0, 0, 30, 30), TaskState(i));
            single.end();
            const QImage shape = one.convertToFormat(QImage::Format_Alpha8);
            shapes.insert(QByteArray(reinterpret_cast<const char *>(shape.constBits()), shape.sizeInBytes())
                          + (one.pixelColor(15, 15) == widgets::color(widgets::stateToken(TaskState(i))) ? "1" : "0"));
        }
        QCOMPARE(int(shapes.size()), states);
    }
};

WEFTLINE_TEST(LookTest)
#include "tst_look.moc"
