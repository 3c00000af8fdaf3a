// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The edits of alert rules. Rules are few and small: a step holds a rule as it was and as it is.

#include <algorithm>

#include <fmt/format.h>

#include "ui/document/document.h"

namespace weftline::ui::document {

using workflow::AlertRule;

std::optional<std::size_t> Document::ruleIndex(const std::string &id) const
{
    const auto &rules = m_workflow.alerts;
    const auto found = std::find_if(rules.begin(), rules.end(), [&](const AlertRule &rule) { return rule.id == id; });
    return found == rules.end() ? std::nullopt : std::optional(std::size_t(found - rules.begin()));
}

const AlertRule *Document::rule(const std::string &id) const
{
    const auto at = ruleIndex(id);
    return at ? &m_workflow.alerts[*at] : nullptr;
}

std::string Document::addRule(AlertRule rule)
{
    const std::string wanted = rule.id;
    for (std::size_t number = 2; ruleIndex(rule.id); ++number) // ends: only so many are taken
        rule.id = fmt::format("{} {}", wanted, number);
    if (rule.id != wanted && !rule.title.empty())
        rule.title += rule.id.substr(wanted.size());
    std::string id = rule.id;
    const QString name = toQString(rule.name());
    endStep();
    push(tr("Add alert rule %1").arg(name), {RuleChange{m_workflow.alerts.size(), std::nullopt, std::move(rule)}});
    return id;
}

void Document::removeRule(const std::string &id)
{
    const auto at = ruleIndex(id);
    if (!at)
        return;
    const AlertRule &rule = m_workflow.alerts[*at];
    push(tr("Delete alert rule %1").arg(toQString(rule.name())), {RuleChange{*at, rule, std::nullopt}});
}

void Document::changeRule(const std::string &id, const QString &field, const QString &text,
                          const std::function<void(AlertRule &)> &set)
{
    const auto at = ruleIndex(id);
    if (!at)
        return;
    AlertRule after = m_workflow.alerts[*at];
    set(after);
    after.id = id;
    const QString key = field.isEmpty() ? QString() : QStringLiteral("rule\n%1\n%2").arg(toQString(id), field);
    push(text, {RuleChange{*at, m_workflow.alerts[*at], std::move(after)}}, key);
}

} // namespace weftline::ui::document
