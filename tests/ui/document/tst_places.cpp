// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Where nodes stand that nobody has placed.

#include <QtTest/QTest>

#include "tests/support/test_main.h"
#include "ui/document/places.h"

using namespace weftline;
using namespace weftline::ui::document;

namespace {

workflow::Workflow flowOf(std::initializer_list<const char *> nodes, std::initializer_list<std::pair<const char *, const char *>> edges)
{
    workflow::Workflow flow;
    for (const char *id : nodes) {
        flow.nodes.emplace_back();
        flow.nodes.back().id = id;
    }
    for (const auto &[from, to] : edges) {
        flow.edges.emplace_back();
        flow.edges.back().from = from;
        flow.edges.back().to = to;
    }
    return flow;
}

class PlacesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatFollowsStandsToTheRight();
    void noTwoNodesStandOnEachOther();
    void aCycleIsPlacedToo();
    void placedNodesStay();
};

void PlacesTest::whatFollowsStandsToTheRight()
{
    const auto places = arrangedPlaces(flowOf({"c", "a", "b"}, {{"a", "b"}, {"b", "c"}, {"a", "c"}}));
    QCOMPARE(places.at("a").x, 0.0);
    QCOMPARE(places.at("b").x, 216.0);
    QCOMPARE(places.at("c").x, 432.0);
}

void PlacesTest::noTwoNodesStandOnEachOther()
{
    workflow::Workflow flow;
    for (int i = 0; i < 900; ++i) {
        flow.nodes.emplace_back();
        flow.nodes.back().id = "n" + std::to_string(i);
        if (i > 0) {
            flow.edges.emplace_back();
            flow.edges.back().from = "n" + std::to_string(i / 3);
            flow.edges.back().to = flow.nodes.back().id;
        }
    }
    std::map<double, std::vector<double>> columns;
    for (const auto &[id, place] : arrangedPlaces(flow))
        columns[place.x].push_back(place.y);
    for (auto &[x, column] : columns) {
        std::sort(column.begin(), column.end());
        for (std::size_t i = 1; i < column.size(); ++i)
            QVERIFY(column[i] - column[i - 1] >= 80);
    }
}

void PlacesTest::aCycleIsPlacedToo()
{
    QCOMPARE(arrangedPlaces(flowOf({"a", "b", "c"}, {{"a", "b"}, {"b", "a"}, {"b", "c"}, {"x", "c"}})).size(), std::size_t(3));
}

void PlacesTest::placedNodesStay()
{
    workflow::Workflow flow = flowOf({"a", "b"}, {{"a", "b"}});
    flow.layout.nodes["a"] = {40, 48};
    const auto places = placesOfOthers(flow);
    QVERIFY(!places.contains("a"));
    QVERIFY(places.at("b").y >= 48 + 80);
    flow.layout.nodes["b"] = {0, 0};
    QVERIFY(placesOfOthers(flow).empty());
}

} // namespace

WEFTLINE_TEST(PlacesTest)
#include "tst_places.moc"
