// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The bells of alerts. Each state has a shape of its own, the same on a node, in a list, on a tab and in a banner.

#pragma once

#include <QtCore/QString>
#include <QtGui/QIcon>

#include "ui/widgets/tokens.h"

class QPainter;
class QRectF;

namespace weftline::ui::widgets {

enum class AlertMark {
    None, // no rule speaks of this
    Inactive,
    Pending,
    Firing,
    Resolved,
    Silenced,
    Trouble, // the rule itself cannot be evaluated
};

[[nodiscard]] Token alertToken(AlertMark mark);

/// The state's word, translated; empty for None.
[[nodiscard]] QString alertWord(AlertMark mark);

/// Paints the bell into a square.
void paintAlertMark(QPainter &painter, const QRectF &square, AlertMark mark);

[[nodiscard]] QIcon alertIcon(AlertMark mark);

} // namespace weftline::ui::widgets
