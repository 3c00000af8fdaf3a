// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/widgets/tokens.h"

namespace weftline::ui::widgets {

const std::array<TokenRow, tokenCount> &tokenTable()
{
    static constexpr std::array<TokenRow, tokenCount> table{{
        {Token::Chrome, "chrome", 0xffeceef2, 0xff181b21},
        {Token::Panel, "panel", 0xfffafbfc, 0xff1c1f26},
        {Token::Canvas, "canvas", 0xfff5f6f9, 0xff13151a},
        {Token::Raised, "raised", 0xffffffff, 0xff242831},
        {Token::Sunken, "sunken", 0xfff0f2f5, 0xff14171c},
        {Token::Hover, "hover", 0xffe6e9ee, 0xff2a2f39},
        {Token::Press, "press", 0xffdadee6, 0xff343a46},
        {Token::Tooltip, "tooltip", 0xff20242d, 0xffe8eaf0},
        {Token::Line, "line", 0xffdde1e8, 0xff2b303a},
        {Token::Line2, "line2", 0xffc2c8d2, 0xff404754},
        {Token::Grid, "grid", 0xffdadee6, 0xff22262e},
        {Token::Text, "text", 0xff1a1d26, 0xffe7e9ee},
        {Token::Text2, "text2", 0xff454c5b, 0xffb6bcc8},
        {Token::Text3, "text3", 0xff5f6675, 0xff949baa},
        {Token::AccentText, "accentText", 0xff4347c4, 0xffa3a7ff},
        {Token::Disabled, "disabled", 0xff9aa1af, 0xff5f6675},
        {Token::AccentFill, "accentFill", 0xff4b50d0, 0xff5b5fde},
        {Token::OnAccent, "onAccent", 0xffffffff, 0xffffffff},
        {Token::AccentHover, "accentHover", 0xff3f44bc, 0xff6367e3},
        {Token::Accent, "accent", 0xff4b50d0, 0xff6e73ee},
        {Token::AccentLine, "accentLine", 0xffb9bbf2, 0xff4c50a0},
        {Token::AccentSoft, "accentSoft", 0xffe9e9fb, 0xff292b4a},
        {Token::Sel, "sel", 0xffe3e4fa, 0xff2b2e57},
        {Token::Focus, "focus", 0xff4b50d0, 0xff9a9eff},
        {Token::Waiting, "waiting", 0xff626978, 0xff98a0af},
        {Token::Ready, "ready", 0xff4a6484, 0xff9db4d0},
        {Token::Running, "running", 0xff0868b8, 0xff56b4f5},
        {Token::Succeeded, "succeeded", 0xff0a7650, 0xff3cc494},
        {Token::Failed, "failed", 0xffb01030, 0xffff7a66},
        {Token::Cancelled, "cancelled", 0xff75654f, 0xffbba98e},
        {Token::Skipped, "skipped", 0xff646b79, 0xff8e96a5},
        {Token::Held, "held", 0xff8f6200, 0xffedb445},
        {Token::Quarantined, "quarantined", 0xff8b1a6b, 0xfff77fc8},
        {Token::Refused, "refused", 0xff665497, 0xffb5a4e3},
        {Token::WaitingBg, "waitingBg", 0xffeef0f3, 0xff272b33},
        {Token::ReadyBg, "readyBg", 0xffe8edf3, 0xff28303b},
        {Token::RunningBg, "runningBg", 0xffe3f0fb, 0xff17324a},
        {Token::SucceededBg, "succeededBg", 0xffe1f3ec, 0xff16362d},
        {Token::FailedBg, "failedBg", 0xfffbe7ea, 0xff45221f},
        {Token::CancelledBg, "cancelledBg", 0xfff3efe9, 0xff332e27},
        {Token::SkippedBg, "skippedBg", 0xfff0f1f4, 0xff262a32},
        {Token::HeldBg, "heldBg", 0xfffbf0d9, 0xff3b2f14},
        {Token::QuarantinedBg, "quarantinedBg", 0xfff9e6f2, 0xff41233a},
        {Token::RefusedBg, "refusedBg", 0xffeeeaf6, 0xff302b43},
        {Token::Edge, "edge", 0xff808a9a, 0xff606a7d},
        {Token::EdgeDone, "edgeDone", 0xff667082, 0xff7f899b},
        {Token::TileRun, "tileRun", 0xffe8ecf2, 0xff2e3541},
        {Token::TileReach, "tileReach", 0xffe3f0f0, 0xff223a3c},
        {Token::TileModel, "tileModel", 0xffefeaf8, 0xff342f49},
        {Token::TileEvaluate, "tileEvaluate", 0xfff6efe2, 0xff3a3324},
        {Token::TileWait, "tileWait", 0xfff3e9ea, 0xff3d2d32},
        {Token::IconRun, "iconRun", 0xff44546b, 0xffaebbce},
        {Token::IconReach, "iconReach", 0xff2b6a70, 0xff86c6c8},
        {Token::IconModel, "iconModel", 0xff62519a, 0xffbdaeec},
        {Token::IconEvaluate, "iconEvaluate", 0xff7a5a1e, 0xffddbd80},
        {Token::IconWait, "iconWait", 0xff86505a, 0xffe0a6af},
        {Token::ChartThroughput, "chartThroughput", 0xff2b74c4, 0xff5aa9f0},
        {Token::ChartP50, "chartP50", 0xff4597a2, 0xff3c8a95},
        {Token::ChartP90, "chartP90", 0xff1f7683, 0xff5fbcc0},
        {Token::ChartP99, "chartP99", 0xff0b4b57, 0xffb4ede0},
        {Token::ChartMax, "chartMax", 0xff7b8290, 0xff8a92a2},
        {Token::ChartErrors, "chartErrors", 0xffb01030, 0xffff7a66},
        {Token::ChartQueue, "chartQueue", 0xff8a6a1f, 0xffd8b463},
    }};
    return table;
}

} // namespace weftline::ui::widgets
