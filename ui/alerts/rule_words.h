// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What the stages, measures and values of alert rules are called in the language of the window.

#pragma once

#include <QtCore/QString>

#include <map>
#include <optional>
#include <string>

#include "engine/base/result.h"
#include "engine/client/views.h"
#include "engine/workflow/alert_rule.h"
#include "ui/canvas/graph_model.h"

namespace weftline::ui::alerts {

[[nodiscard]] canvas::TileFamily familyOf(workflow::AlertKind kind);
[[nodiscard]] QString stageName(workflow::AlertKind kind); ///< As in the file; also the name of its icon.
[[nodiscard]] QString stageWord(workflow::AlertKind kind); ///< For people.
[[nodiscard]] QString stageSentence(workflow::AlertKind kind);
[[nodiscard]] QString metricWord(workflow::AlertMetric metric); ///< "error rate"
/// A choice of any field of a stage: "average", "above", "keep".
[[nodiscard]] QString choiceWord(const QString &choice);

/// The two rows of a stage's node: "above 10 %", "clear below 5 %".
struct StageText
{
    QString title;
    QString second;
};
[[nodiscard]] StageText stageText(const workflow::AlertRule &rule, const workflow::AlertNode &node);

[[nodiscard]] std::optional<workflow::AlertMetric> metricOf(const workflow::AlertRule &rule);
/// The unit of what the rule's condition looks at: that of its metric, and a number without the second where the window adds up.
[[nodiscard]] std::string unitOf(const workflow::AlertRule &rule);
[[nodiscard]] std::optional<double> numberOf(const Object &with, std::string_view name);
[[nodiscard]] std::string textOf(const Object &with, std::string_view name, std::string_view otherwise = {});

/// A measured value: "12 %", "310 ms", "–".
[[nodiscard]] QString valueText(const std::string &unit, double value);
/// A threshold exactly, in the same unit.
[[nodiscard]] QString thresholdText(const std::string &unit, double value);
/// The opposite; a plain number is in the unit that thresholdText() shows.
[[nodiscard]] Result<double> readThreshold(const std::string &unit, const QString &text);

/// "node count, worker lab-03"; empty without labels.
[[nodiscard]] QString labelsText(const std::map<std::string, std::string> &labels);

[[nodiscard]] widgets::AlertMark markOf(const client::AlertView &alert);

/// What an alert says in a sentence: measure, value, since when. Without `rule` the measure is not known.
[[nodiscard]] QString sentenceOf(const client::AlertView &alert, const workflow::AlertRule *rule);

} // namespace weftline::ui::alerts
