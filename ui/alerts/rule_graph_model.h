// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// An alert rule of a document as the canvas wants it, and what becomes of it in the run that is watched: values along the
// edges, a bell on the hold.

#pragma once

#include <QtCore/QHash>
#include <QtCore/QPointer>

#include <string>
#include <vector>

#include "engine/client/engine_client.h"
#include "ui/canvas/graph_model.h"
#include "ui/document/document.h"

namespace weftline::ui::alerts {

class RuleGraphModel final : public canvas::GraphModel
{
    Q_OBJECT

public:
    /// `document` outlives this.
    RuleGraphModel(const document::Document &document, std::string rule, QObject *parent = nullptr);

    /// Nothing once it was deleted.
    [[nodiscard]] const workflow::AlertRule *rule() const { return m_document.rule(m_rule); }
    [[nodiscard]] const std::string &ruleId() const { return m_rule; }

    /// Shows what the rule says of this run; an empty id shows nothing of any.
    void setRun(client::EngineClient *client, const std::string &run);
    /// The alert of the watched run that matters most; nullptr where there is none.
    [[nodiscard]] const client::AlertView *alert() const { return m_hasAlert ? &m_alert : nullptr; }

    [[nodiscard]] QStringList nodeIds() const override;
    [[nodiscard]] QStringList edgeIds() const override;
    [[nodiscard]] std::optional<canvas::NodeView> node(const QString &id) const override;
    [[nodiscard]] std::optional<canvas::EdgeView> edge(const QString &id) const override;
    [[nodiscard]] QString whyNotConnect(const canvas::PortRef &output, const canvas::PortRef &input) const override;

    /// Where a node stands, also one that nobody has placed: in the order of the chain.
    [[nodiscard]] static workflow::Point placeOf(const workflow::AlertRule &rule, const workflow::AlertNode &node);
    [[nodiscard]] static QString edgeId(const workflow::AlertEdge &edge);

Q_SIGNALS:
    void alertChanged();

private:
    void rulesChanged(const QStringList &ids);
    void problemsChanged();
    void readAlert();
    void showAlong(canvas::EdgeView &view, workflow::AlertKind from) const;

    const document::Document &m_document;
    std::string m_rule;
    QPointer<client::EngineClient> m_client;
    std::string m_run;
    client::AlertView m_alert;
    bool m_hasAlert = false;
    QHash<QString, canvas::ProblemLevel> m_problems; ///< By node.
    QStringList m_shownNodes;
    QStringList m_shownEdges;
};

/// The problems of a rule that are about one of its nodes, or with an empty node about the rule as a whole; `where` is what
/// follows the rule's or node's own place.
[[nodiscard]] workflow::Problems problemsOf(const document::Document &document, const std::string &rule, const workflow::NodeId &node);

/// The first node of this id.
[[nodiscard]] const workflow::AlertNode *nodeOf(const workflow::AlertRule &rule, const workflow::NodeId &node);

/// Firing before pending before all others; of equals the newer one.
[[nodiscard]] bool mattersMore(const client::AlertView &one, const client::AlertView &other);

/// The index by which the engine calls a run; nothing where it does not know it.
[[nodiscard]] std::optional<std::uint32_t> indexOfRun(const client::EngineView &engine, const std::string &run);

} // namespace weftline::ui::alerts
