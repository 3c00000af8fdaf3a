// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// A document, and the run of it that is watched, as the canvas wants them: titles, second rows, marks, counts, progress.
// Reports only what changed.

#pragma once

#include <QtCore/QHash>
#include <QtCore/QPointer>

#include <map>
#include <string>
#include <unordered_set>

#include "engine/client/engine_client.h"
#include "ui/canvas/graph_model.h"
#include "ui/document/document.h"

namespace weftline::ui::designer {

class WorkflowGraphModel final : public canvas::GraphModel
{
    Q_OBJECT

public:
    /// `document` outlives this.
    explicit WorkflowGraphModel(const document::Document &document, QObject *parent = nullptr);

    /// Shows the states of this run; an empty id shows none. The caller watches it.
    void setRun(client::EngineClient *client, const std::string &run);

    [[nodiscard]] QStringList nodeIds() const override;
    [[nodiscard]] QStringList edgeIds() const override;
    [[nodiscard]] std::optional<canvas::NodeView> node(const QString &id) const override;
    [[nodiscard]] std::optional<canvas::EdgeView> edge(const QString &id) const override;
    [[nodiscard]] QString whyNotConnect(const canvas::PortRef &output, const canvas::PortRef &input) const override;

    /// Where a node stands, also one that nobody has placed.
    void setPlaces(const std::map<workflow::NodeId, workflow::Point> &places); ///< For nodes that nobody has placed.
    [[nodiscard]] workflow::Point placeOf(const workflow::NodeId &id) const;

private:
    [[nodiscard]] bool surelyFits(const workflow::NodeId &from, const std::string &port, const workflow::NodeId &to) const;
    [[nodiscard]] std::unordered_set<std::string> reach(const workflow::NodeId &start, bool forward) const;
    void documentNodesChanged(const QStringList &ids);
    void problemsChanged();
    void runChanged(const std::string &id, const client::RunChange &change);
    void readRun();
    void readAlerts();
    void everything();
    [[nodiscard]] const client::RunView *run() const;
    [[nodiscard]] const client::NodeView *live(const workflow::NodeId &id) const;
    void showLive(canvas::NodeView &view, const client::NodeView &live) const;
    [[nodiscard]] QString waitingFor(const workflow::NodeId &id) const;

    const document::Document &m_document;
    QPointer<client::EngineClient> m_client;
    std::string m_run;
    QHash<QString, std::uint32_t> m_nodesOfRun;
    std::vector<QString> m_idsOfRun;
    QHash<QString, canvas::ProblemLevel> m_problems;
    std::map<workflow::NodeId, canvas::AlertMark> m_alerts; ///< Of the run that is watched.
    std::map<workflow::NodeId, workflow::Point> m_places; ///< Of nodes that nobody has placed.

    // While an edge is drawn every port is asked about, so the nodes that would close a circle are found once.
    mutable std::string m_lastTo;
    mutable std::string m_pathsOf; ///< Empty: nothing is known.
    mutable bool m_pathsForward = false;
    mutable std::unordered_set<std::string> m_paths;
};

} // namespace weftline::ui::designer
