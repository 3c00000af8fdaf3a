// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What a person does to a rule on the canvas, each as one step of the document.

#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/base/result.h"
#include "ui/canvas/graph_model.h"
#include "ui/document/document.h"

namespace weftline::ui::alerts {

/// Adds the stage that is missing, connected to those before and after it. Refuses a second one. Returns its id.
Result<workflow::NodeId> addStage(document::Document &document, const std::string &rule, workflow::AlertKind kind,
                                  std::optional<workflow::Point> at);
void removeParts(document::Document &document, const std::string &rule, const QStringList &nodes, const QStringList &edges);
void connectStages(document::Document &document, const std::string &rule, const QString &from, const QString &to);
/// Moves of one `gesture` are one step.
void moveStages(document::Document &document, const std::string &rule, const std::vector<canvas::NodeMove> &moves, int gesture);
/// In a row, in the order of the chain.
void tidyStages(document::Document &document, const std::string &rule);
void renameRule(document::Document &document, const std::string &rule, const QString &title);
void setEnabled(document::Document &document, const std::string &rule, bool enabled);

/// The stages that a rule has none of, in the order of the chain.
[[nodiscard]] std::vector<workflow::AlertKind> missingStages(const workflow::AlertRule &rule);

} // namespace weftline::ui::alerts
