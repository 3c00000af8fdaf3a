// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "engine/notify/webhook_body.h"

#include <cmath>

#include <fmt/format.h>

namespace weftline::notify {
namespace {

alerts::Labels allLabels(const alerts::Notice &notice)
{
    alerts::Labels labels = notice.labels;
    labels["alertname"] = notice.rule;
    labels["run"] = notice.runId;
    labels["workflow"] = notice.workflow;
    return labels;
}

/// FNV-1a over names and values, each ended by a byte that no text has: Prometheus' own.
std::string fingerprintOf(const alerts::Labels &labels)
{
    std::uint64_t hash = 14695981039346656037U;
    const auto take = [&](std::string_view text) {
        for (const char c : text)
            hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211U;
        hash = (hash ^ 0xffU) * 1099511628211U;
    };
    for (const auto &[name, value] : labels) {
        take(name);
        take(value);
    }
    return fmt::format("{:016x}", hash);
}

Object toObject(const alerts::Labels &labels)
{
    Object out;
    for (const auto &[name, value] : labels)
        out.emplace_back(name, value);
    return out;
}

} // namespace

std::string titleOf(const alerts::Notice &notice)
{
    const std::string &title = notice.title.empty() ? notice.rule : notice.title;
    return notice.state == alerts::AlertState::Firing ? title : title + " (resolved)";
}

std::string textOf(const alerts::Notice &notice)
{
    std::string text = notice.summary;
    const auto add = [&](const std::string &more) { text += (text.empty() ? "" : "\n") + more; };
    for (const auto &[name, value] : notice.labels)
        add(fmt::format("{}: {}", name, value));
    if (notice.state == alerts::AlertState::Firing && std::isfinite(notice.value))
        add(fmt::format("value: {:.4g}", notice.value));
    add(fmt::format("{}, run {}", notice.workflow, notice.runId));
    return text;
}

Value webhookBody(const alerts::Notice &notice)
{
    const bool fires = notice.state == alerts::AlertState::Firing;
    const alerts::Labels labels = allLabels(notice);
    Object annotations{{"title", notice.title}};
    if (!notice.summary.empty())
        annotations.emplace_back("summary", notice.summary);
    if (std::isfinite(notice.value))
        annotations.emplace_back("value", fmt::format("{}", notice.value));
    const char *status = fires ? "firing" : "resolved";
    Object alert{{"status", status},
                 {"labels", toObject(labels)},
                 {"annotations", annotations},
                 {"startsAt", toRfc3339(notice.startedAt)},
                 {"endsAt", fires ? std::string("0001-01-01T00:00:00Z") : toRfc3339(notice.at)},
                 {"generatorURL", ""},
                 {"fingerprint", fingerprintOf(labels)}};
    return Object{{"version", "4"},
                  {"groupKey", fmt::format("{{}}:{{alertname=\"{}\"}}", notice.rule)},
                  {"truncatedAlerts", 0},
                  {"status", status},
                  {"receiver", "weftline"},
                  {"groupLabels", Object{{"alertname", notice.rule}}},
                  {"commonLabels", toObject(labels)},
                  {"commonAnnotations", std::move(annotations)},
                  {"externalURL", ""},
                  {"alerts", List{std::move(alert)}}};
}

} // namespace weftline::notify
