// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the canvas shows: nodes with ports, and edges between them, as plain values asked from a model. Ids are strings
// that stay the same for the life of a node or edge. The view never changes a model; it emits requests, someone turns
// them into edits, and the model reports what changed.

#pragma once

#include <QtCore/QObject>
#include <QtCore/QPointF>
#include <QtCore/QString>
#include <QtCore/QStringList>

#include "ui/widgets/alert_mark.h"
#include "ui/widgets/state_mark.h"

#include <optional>
#include <vector>

namespace weftline::ui::canvas {

using widgets::AlertMark;
using widgets::ProblemLevel;
using widgets::TaskState;

enum class PortType { Any, Text, Number, List, Object, File };

/// By what a node is carried out; gives its tile one of five quiet tints.
enum class TileFamily { Run, Reach, Model, Evaluate, Wait };

struct Port
{
    QString name;
    PortType type = PortType::Any;
    bool isQuiet = false; // nothing comes out of it in the run that is shown

    bool operator==(const Port &) const = default;
};

struct PortRef
{
    QString node;
    QString port;

    bool operator==(const PortRef &) const = default;
};

struct NodeView
{
    QString id;
    QString title;
    QString second;                            // the kind while designing, what matters while running
    QString icon;                              // a name of resources/icons
    TileFamily family = TileFamily::Run;
    QString number;                            // the one number: "14/17", "2.1 s"
    std::optional<double> progress;            // 0 to 1, shown while running
    TaskState state = TaskState::None;
    ProblemLevel problem = ProblemLevel::None; // its mark stands where the state's does, before a run
    AlertMark alert = AlertMark::None;         // its bell stands beside the state's mark, or in its place
    bool map = false;                          // two more cards behind
    bool disabled = false;
    QPointF position;                          // top left, in scene units
    std::vector<Port> inputs;
    std::vector<Port> outputs;

    bool operator==(const NodeView &) const = default;
};

enum class EdgeState { Idle, Done, Live, Skipped, Alarm }; // Alarm: what it leads on is bad

struct EdgeView
{
    QString id;
    PortRef from; // an output
    PortRef to;   // an input
    EdgeState state = EdgeState::Idle;
    bool dashed = false;          // on failure, always
    QString label;                // a condition in words: "on failure"
    QString count;                // how much has flowed: "14"
    QString rate;                 // "1.2 /s", beside the sparkline
    std::vector<float> sparkline; // the last minute, oldest first; empty draws none

    bool operator==(const EdgeView &) const = default;
};

struct NodeMove
{
    QString node;
    QPointF from;
    QPointF to;

    bool operator==(const NodeMove &) const = default;
};

class GraphModel : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    /// All ids, in the order in which Tab walks through them.
    [[nodiscard]] virtual QStringList nodeIds() const = 0;
    [[nodiscard]] virtual QStringList edgeIds() const = 0;

    /// Nothing for an id that is not there (any more).
    [[nodiscard]] virtual std::optional<NodeView> node(const QString &id) const = 0;
    [[nodiscard]] virtual std::optional<EdgeView> edge(const QString &id) const = 0;

    /// Why an edge from this output to this input cannot be drawn, as a short sentence; empty when it can.
    [[nodiscard]] virtual QString whyNotConnect(const PortRef &output, const PortRef &input) const = 0;

Q_SIGNALS:
    /// These nodes are new, different or gone. A view asks for each.
    void nodesChanged(const QStringList &ids);
    void edgesChanged(const QStringList &ids);

    /// Anything may be different.
    void reset();
};

} // namespace weftline::ui::canvas
