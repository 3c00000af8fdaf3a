// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The palette while an alert rule is in front: the stages of a rule in their order, those it has already greyed. A missing one is
// dragged onto the canvas, or added by Enter or a double click.

#pragma once

#include <QtWidgets/QWidget>

#include "engine/workflow/alert_rule.h"

class QListView;

namespace weftline::ui::alerts {

class StagesModel;

class StagePalette final : public QWidget
{
    Q_OBJECT

public:
    explicit StagePalette(QWidget *parent = nullptr);

    /// The rule that is in front; nullptr: none.
    void setRule(const workflow::AlertRule *rule);
    [[nodiscard]] QListView *list() const { return m_list; }

Q_SIGNALS:
    void addRequested(weftline::workflow::AlertKind kind);

private:
    StagesModel *m_model;
    QListView *m_list;
};

} // namespace weftline::ui::alerts
