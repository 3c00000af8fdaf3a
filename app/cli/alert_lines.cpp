// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/cli/alert_lines.h"

#include <cmath>

#include <fmt/format.h>

#include "app/cli/progress.h"

namespace weftline::cli {
namespace {

using client::AlertSpan;
using client::AlertState;

std::string nameOf(const AlertSpan &span)
{
    std::string labels;
    for (const auto &[name, value] : span.labels)
        labels += fmt::format("{}{}={}", labels.empty() ? " (" : ", ", name, value);
    return fmt::format("\"{}\"{}", span.rule, labels.empty() ? labels : labels + ")");
}

std::string valueOf(const AlertSpan &span) { return std::isfinite(span.value) ? fmt::format(", value {:.4g}", span.value) : std::string(); }

Object toObject(const AlertSpan &span)
{
    Object labels;
    for (const auto &[name, value] : span.labels)
        labels.emplace_back(name, value);
    return {{"rule", span.rule},
            {"labels", std::move(labels)},
            {"state", client::nameOf(span.state)},
            {"from", toRfc3339(span.from)},
            {"to", span.to.us == 0 ? Value() : Value(toRfc3339(span.to))},
            {"value", span.value}};
}

} // namespace

std::vector<AlertNews::Line> AlertNews::take(const client::RunView &run)
{
    std::vector<Line> out;
    for (const AlertSpan &span : run.alertSpans) {
        if (span.state != AlertState::Firing)
            continue;
        const std::string identity = fmt::format("{}@{}", nameOf(span), span.from.us);
        const auto news = [&](const char *state, std::string text) {
            out.push_back({std::move(text), Object{{"type", "alert"}, {"run", run.summary.id}, {"state", state}, {"alert", toObject(span)}}});
        };
        if (m_told.insert(identity).second)
            news("firing", fmt::format("Alert {} fires{}.", nameOf(span), valueOf(span)));
        if (span.to.us != 0 && m_told.insert(identity + " over").second)
            news("resolved", fmt::format("Alert {} is over after {}.", nameOf(span), forPeople(span.to - span.from)));
    }
    return out;
}

Value alertsOf(const client::RunView &run)
{
    List out;
    for (const AlertSpan &span : run.alertSpans)
        out.push_back(toObject(span));
    return out;
}

std::string alertLines(const client::RunView &run)
{
    std::string out;
    for (const AlertSpan &span : run.alertSpans)
        if (span.state == AlertState::Firing)
            out += fmt::format("\nAlert {} fired at {}{}, {}.", nameOf(span), toRfc3339(span.from), valueOf(span),
                               span.to.us == 0 ? "and still does" : "for " + forPeople(span.to - span.from));
    return out;
}

} // namespace weftline::cli
