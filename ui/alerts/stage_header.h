// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The head of a stage's fields: the tile of its kind, what it says, and what it is.

#pragma once

#include <QtWidgets/QWidget>

#include "engine/workflow/alert_rule.h"

namespace weftline::ui::widgets {
class TextLabel;
}

namespace weftline::ui::alerts {

class StageHeader final : public QWidget
{
    Q_OBJECT

public:
    explicit StageHeader(QWidget *parent);

    void show(workflow::AlertKind kind, const QString &title, const QString &sentence);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    workflow::AlertKind m_kind = workflow::AlertKind::Metric;
    widgets::TextLabel *m_title;
    widgets::TextLabel *m_sentence;
};

/// Paints the tile of a stage's kind: its icon on its family's tint.
void paintStageTile(QPainter &painter, const QRectF &square, workflow::AlertKind kind);

} // namespace weftline::ui::alerts
