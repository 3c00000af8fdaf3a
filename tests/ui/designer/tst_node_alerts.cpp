// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Which nodes alerts speak of.

#include <QtTest/QTest>

#include "tests/support/test_main.h"
#include "ui/designer/node_alerts.h"

using namespace weftline;
using namespace weftline::ui::designer;
using client::AlertState;
using ui::widgets::AlertMark;

class NodeAlertsTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_engine = {};
        m_engine.runs[3].id = "run";
        m_workflow = {};
        for (const auto &[id, pool] : std::vector<std::pair<std::string, std::string>>{{"a", "default"}, {"b", "gpu"}, {"c", "gpu"}}) {
            workflow::Node node;
            node.id = id;
            node.pool = pool;
            m_workflow.nodes.push_back(node);
        }
        m_workflow.nodes[2].kind = workflow::Kind::Transform;
    }

    void aLabelNamesItsNodes()
    {
        add({{"node", "a"}}, AlertState::Firing);
        QCOMPARE(marks(), (Marks{{"a", AlertMark::Firing}}));
        add({{"pool", "gpu"}}, AlertState::Pending);
        QCOMPARE(marks(), (Marks{{"a", AlertMark::Firing}, {"b", AlertMark::Pending}, {"c", AlertMark::Pending}}));
        add({{"pool", "gpu"}, {"kind", "transform"}}, AlertState::Firing); // both labels have to fit
        QCOMPARE(marks(), (Marks{{"a", AlertMark::Firing}, {"b", AlertMark::Pending}, {"c", AlertMark::Firing}}));
        add({{"pool", "gpu"}}, AlertState::Pending); // firing goes before pending
        QCOMPARE(marks().at("c"), AlertMark::Firing);
    }

    void whatIsAboutTheRunOrOverMarksNoNode()
    {
        add({}, AlertState::Firing);
        add({{"worker", "w1"}}, AlertState::Firing);
        add({{"node", "a"}}, AlertState::Resolved);
        add({{"node", "gone"}}, AlertState::Firing);
        QVERIFY(marks().empty());
        add({{"node", "a"}}, AlertState::Firing);
        QVERIFY(nodeAlerts(m_engine, "another run", m_workflow).empty());
    }

private:
    using Marks = std::map<workflow::NodeId, AlertMark>;
    [[nodiscard]] Marks marks() const { return nodeAlerts(m_engine, "run", m_workflow); }
    void add(std::map<std::string, std::string> labels, AlertState state)
    {
        client::AlertView alert;
        alert.id = m_engine.alerts.size() + 1;
        alert.run = 3;
        alert.labels = std::move(labels);
        alert.state = state;
        m_engine.alerts[alert.id] = alert;
    }

    client::EngineView m_engine;
    workflow::Workflow m_workflow;
};

WEFTLINE_TEST(NodeAlertsTest)
#include "tst_node_alerts.moc"
