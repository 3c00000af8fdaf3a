// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The one table of colours: every token in light and in dark. No colour literal stands anywhere else in the window.

#pragma once

#include <QtGui/QRgb>

#include <array>
#include <string_view>

namespace weftline::ui::widgets {

enum class Token {
    Chrome,
    Panel,
    Canvas,
    Raised,
    Sunken,
    Hover,
    Press,
    Tooltip,
    Line,
    Line2,
    Grid,
    Text,
    Text2,
    Text3,
    AccentText,
    Disabled,
    AccentFill,
    OnAccent,
    AccentHover,
    Accent,
    AccentLine,
    AccentSoft,
    Sel,
    Focus,
    Waiting,
    Ready,
    Running,
    Succeeded,
    Failed,
    Cancelled,
    Skipped,
    Held,
    Quarantined,
    Refused,
    WaitingBg,
    ReadyBg,
    RunningBg,
    SucceededBg,
    FailedBg,
    CancelledBg,
    SkippedBg,
    HeldBg,
    QuarantinedBg,
    RefusedBg,
    Edge,
    EdgeDone,
    TileRun,
    TileReach,
    TileModel,
    TileEvaluate,
    TileWait,
    IconRun,
    IconReach,
    IconModel,
    IconEvaluate,
    IconWait,
    ChartThroughput,
    ChartP50,
    ChartP90,
    ChartP99,
    ChartMax,
    ChartErrors,
    ChartQueue,
};

struct TokenRow
{
    Token token;
    std::string_view name;
    QRgb light;
    QRgb dark;
};

inline constexpr std::size_t tokenCount = std::size_t(Token::ChartQueue) + 1;

/// All tokens, in the order of the enumeration.
[[nodiscard]] const std::array<TokenRow, tokenCount> &tokenTable();

} // namespace weftline::ui::widgets
