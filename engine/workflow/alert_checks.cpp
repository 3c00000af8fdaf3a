// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "engine/workflow/checks.h"
#include "engine/workflow/names.h"

#include <fmt/format.h>

#include <map>
#include <set>

namespace weftline::workflow {
namespace {

constexpr auto overMin = std::chrono::seconds(1);
constexpr auto overMax = std::chrono::hours(24);
constexpr std::size_t channelsMax = 16;

std::optional<double> numberOf(const Value *value)
{
    if (value && value->asInt())
        return static_cast<double>(*value->asInt());
    return value && value->asDouble() ? std::optional(*value->asDouble()) : std::nullopt;
}

const std::string *textIn(const AlertNode &node, std::string_view name)
{
    const Value *value = find(node.with, name);
    return value ? value->asString() : nullptr;
}

/// One rule. What is wrong with it is an error where it is enabled.
class RuleCheck
{
public:
    RuleCheck(const AlertRule &rule, std::string where, ProblemSink &sink) : m_rule(rule), m_where(std::move(where)), m_sink(sink)
    {
    }

    void run()
    {
        nodes();
        const bool isWhole = stages();
        edges(isWhole);
        metric();
        window();
        condition();
        notify();
        for (const auto &[name, value] : m_rule.extra)
            m_sink.add(Severity::Warning, m_where + pointerStep(name),
                       fmt::format("Alert rule \"{}\" has \"{}\", which this version keeps but does not know.", m_rule.id, name),
                       fmt::format("{}It has no effect.", didYouMean(name, members::alert)));
    }

private:
    void problem(const std::string &where, std::string message, std::string fix, std::vector<QuickFix> quickFixes = {})
    {
        m_sink.add(m_rule.enabled ? Severity::Error : Severity::Warning, where, std::move(message), std::move(fix), {},
                   std::move(quickFixes));
    }

    [[nodiscard]] std::string at(const AlertNode &node, std::string_view field = {}) const
    {
        const std::string here = fmt::format("{}/nodes/{}", m_where, &node - m_rule.nodes.data());
        return field.empty() ? here : here + "/with" + pointerStep(field);
    }

    /// Says what is wrong with a field of a stage; the subject is the field.
    void fieldProblem(const AlertNode &node, std::string_view field, std::string_view what, std::string fix, std::string_view deeper = {},
                      std::vector<QuickFix> quickFixes = {})
    {
        problem(at(node, field) + std::string(deeper),
                fmt::format("\"{}\" of the {} of alert rule \"{}\" {}.", field, infoOf(node.kind).name, m_rule.id, what),
                std::move(fix), std::move(quickFixes));
    }

    void nodes()
    {
        std::set<std::string_view> seen;
        for (const AlertNode &node : m_rule.nodes) {
            if (std::string why = whyNotAnId(node.id); !why.empty())
                problem(at(node) + "/id", fmt::format("A node of alert rule \"{}\" cannot be called \"{}\". {}", m_rule.id, node.id, why),
                        "Choose another id.");
            if (!seen.insert(node.id).second)
                problem(at(node) + "/id", fmt::format("Two nodes of alert rule \"{}\" are called \"{}\".", m_rule.id, node.id),
                        "Give one of them another id.");
            fields(node);
            for (const auto &[name, value] : node.extra)
                m_sink.add(Severity::Warning, at(node) + pointerStep(name),
                           fmt::format("Node \"{}\" of alert rule \"{}\" has \"{}\", which this version keeps but does not know.",
                                       node.id, m_rule.id, name),
                           fmt::format("{}It has no effect.", didYouMean(name, members::alertNode)));
        }
    }

    void fields(const AlertNode &node)
    {
        const AlertKindInfo &info = infoOf(node.kind);
        std::vector<std::string_view> names;
        for (const Field &field : info.fields) {
            names.push_back(field.name);
            if (const Value *value = find(node.with, field.name))
                checkField(node, field, *value);
            else if (field.required)
                fieldProblem(node, field.name, "is missing", std::string(field.help));
        }
        for (const auto &[name, value] : node.with)
            if (!isOneOf(name, names))
                fieldProblem(node, name, "is unknown",
                             fmt::format("{}A {} takes {}.", didYouMean(name, names), info.name, quotedList(names)));
    }

    void checkField(const AlertNode &node, const Field &field, const Value &value)
    {
        switch (field.type) {
        case Field::Type::Choice:
            if (const std::string *name = value.asString(); !name || !isOneOf(*name, field.choices))
                fieldProblem(node, field.name, fmt::format("cannot be {}", toJson(value)),
                             fmt::format("{}It is one of {}.", didYouMean(name ? *name : std::string(), field.choices),
                                         quotedList(field.choices)),
                             {}, useInstead(at(node, field.name), nearest(name ? *name : std::string(), field.choices)));
            break;
        case Field::Type::Number:
            if (!numberOf(&value))
                fieldProblem(node, field.name, "is no number", "Write it in digits, without quotes.");
            break;
        case Field::Type::Duration:
            if (!value.asString() || !parseDuration(*value.asString()))
                fieldProblem(node, field.name, fmt::format("is {}, which is no duration", toJson(value)),
                             "Write a number and a unit in double quotes, such as \"250ms\", \"30s\" or \"5m\".");
            break;
        case Field::Type::Text:
            if (!value.asString())
                fieldProblem(node, field.name, "is no text", "Put it in double quotes.");
            break;
        case Field::Type::TextList:
            if (!value.asList())
                fieldProblem(node, field.name, "is no list of texts", "Write [\"node\"].");
            break;
        case Field::Type::TextMap:
            if (!value.asObject())
                fieldProblem(node, field.name, "is no object of texts", "Write {\"node\": \"…\"}.");
            break;
        default:
            break; // Channels: see notify()
        }
    }

    /// Whether there is exactly one node of each kind.
    bool stages()
    {
        bool isWhole = true;
        for (const AlertKindInfo &info : allAlertKinds()) {
            std::vector<const AlertNode *> found;
            for (const AlertNode &node : m_rule.nodes)
                if (node.kind == info.kind)
                    found.push_back(&node);
            isWhole = isWhole && found.size() == 1;
            if (found.empty())
                problem(m_where + "/nodes", fmt::format("Alert rule \"{}\" has no {} node.", m_rule.id, info.name),
                        "A rule is a chain of metric, window, condition, hold and notify: add the node.");
            for (std::size_t i = 1; i < found.size(); ++i)
                problem(at(*found[i]), fmt::format("Alert rule \"{}\" has a second {} node, \"{}\".", m_rule.id, info.name, found[i]->id),
                        "Keep one of each kind; a further alert is a rule of its own.");
        }
        return isWhole;
    }

    void edges(bool isWhole)
    {
        std::map<std::string_view, AlertKind> kinds;
        for (const AlertNode &node : m_rule.nodes)
            kinds.emplace(node.id, node.kind);
        std::set<AlertKind> left;
        for (std::size_t i = 0; i < m_rule.edges.size(); ++i) {
            const auto &[from, to] = m_rule.edges[i];
            const std::string here = fmt::format("{}/edges/{}", m_where, i);
            const auto start = kinds.find(from);
            const auto end = kinds.find(to);
            if (start == kinds.end() || end == kinds.end()) {
                problem(here, fmt::format("Edge {} of alert rule \"{}\" names node \"{}\", which it does not have.", i + 1, m_rule.id,
                                          start == kinds.end() ? from : to),
                        "Add the node, or remove the edge.");
            } else if (static_cast<int>(end->second) != static_cast<int>(start->second) + 1) {
                problem(here, fmt::format("Edge {} of alert rule \"{}\" leads from the {} to the {}.", i + 1, m_rule.id,
                                          infoOf(start->second).name, infoOf(end->second).name),
                        "The chain is metric, window, condition, hold, notify, each leading to the next.");
            } else if (!left.insert(start->second).second && isWhole) {
                problem(here, fmt::format("Edge {} of alert rule \"{}\" is there already.", i + 1, m_rule.id), "Remove one of the two.");
            }
        }
        for (std::size_t k = 0; isWhole && k + 1 < alertKindCount; ++k)
            if (const auto kind = static_cast<AlertKind>(k); !left.contains(kind))
                problem(m_where + "/edges",
                        fmt::format("In alert rule \"{}\" nothing leads from the {} to the {}.", m_rule.id, infoOf(kind).name,
                                    infoOf(static_cast<AlertKind>(k + 1)).name),
                        fmt::format("Add the edge [\"{}\", \"{}\"].", m_rule.find(kind)->id,
                                    m_rule.find(static_cast<AlertKind>(k + 1))->id));
    }

    [[nodiscard]] const AlertMetricInfo *metricInfo() const
    {
        const AlertNode *node = m_rule.find(AlertKind::Metric);
        const std::string *name = node ? textIn(*node, "metric") : nullptr;
        const std::optional<AlertMetric> metric = name ? alertMetricNamed(*name) : std::nullopt;
        return metric ? &infoOf(*metric) : nullptr;
    }

    void metric()
    {
        const AlertNode *node = m_rule.find(AlertKind::Metric);
        const AlertMetricInfo *info = metricInfo();
        if (!node || !info)
            return;
        const auto check = [&](std::string_view field, std::string_view label, std::string_view deeper) {
            if (isOneOf(label, info->labels))
                return;
            const std::string fix = fmt::format("{}It has {}.", didYouMean(label, info->labels), quotedList(info->labels));
            fieldProblem(*node, field,
                         label == "run" ? std::string("names the run, which is always the one that has the rule")
                                        : fmt::format("names label \"{}\", which {} does not have", label, info->name),
                         fix, deeper);
        };
        const Value *labels = find(node->with, "labels");
        if (labels && labels->asObject())
            for (const auto &[label, value] : *labels->asObject()) {
                check("labels", label, pointerStep(label));
                if (!value.asString())
                    fieldProblem(*node, "labels", fmt::format("has no text for \"{}\"", label), "Put it in double quotes.", pointerStep(label));
            }
        const Value *by = find(node->with, "by");
        for (std::size_t i = 0; by && by->asList() && i < by->asList()->size(); ++i) {
            const std::string *label = (*by->asList())[i].asString();
            if (label)
                check("by", *label, fmt::format("/{}", i));
            else
                fieldProblem(*node, "by", "holds what is no text", "Put it in double quotes.", fmt::format("/{}", i));
        }
    }

    void window()
    {
        const AlertNode *node = m_rule.find(AlertKind::Window);
        if (!node)
            return;
        const std::string *name = textIn(*node, "function");
        const std::string function = name ? *name : std::string(windowFunctionNames.front());
        const auto known = std::find(windowFunctionNames.begin(), windowFunctionNames.end(), function);
        if (const AlertMetricInfo *info = metricInfo(); info && known != windowFunctionNames.end()) {
            const auto index = static_cast<WindowFunction>(known - windowFunctionNames.begin());
            std::vector<std::string_view> fitting;
            for (const WindowFunction fits : info->functions)
                fitting.push_back(windowFunctionNames[static_cast<std::size_t>(fits)]);
            if (std::find(info->functions.begin(), info->functions.end(), index) == info->functions.end())
                fieldProblem(*node, "function", fmt::format("is \"{}\", which makes no sense of {}", function, info->name),
                             fmt::format("Of {} there is {}.", info->name, quotedList(fitting)));
        }
        if (const std::optional<double> q = numberOf(find(node->with, "quantile"))) {
            if (!(*q >= 0 && *q <= 1))
                fieldProblem(*node, "quantile", fmt::format("is {}", *q), "Write a number from 0 to 1, such as 0.99.");
            else if (function != "quantile")
                fieldProblem(*node, "quantile", fmt::format("stands beside function \"{}\"", function),
                             "Remove it, or choose function \"quantile\".");
        }
        const std::string *over = textIn(*node, "over");
        const Result<Duration> length = over ? parseDuration(*over) : Result<Duration>(overMin);
        if (length && (*length < overMin || *length > overMax))
            fieldProblem(*node, "over", fmt::format("is \"{}\"", *over), "Write a duration from \"1s\" to \"1d\".");
    }

    void condition()
    {
        const AlertNode *node = m_rule.find(AlertKind::Condition);
        if (!node)
            return;
        const std::string *name = textIn(*node, "is");
        const std::string is = name ? *name : std::string(conditionNames.front());
        const std::optional<double> value = numberOf(find(node->with, "value"));
        const std::optional<double> high = numberOf(find(node->with, "high"));
        const std::optional<double> clear = numberOf(find(node->with, "clear"));
        const auto unwanted = [&](std::string_view field, bool isThere) {
            if (isThere)
                fieldProblem(*node, field, fmt::format("means nothing to \"{}\"", is), "Remove it.");
        };
        if (is != "absent" && !find(node->with, "value"))
            fieldProblem(*node, "value", "is missing", "Write the threshold, such as \"value\": 0.1.");
        unwanted("value", is == "absent" && value);
        unwanted("high", is != "outside" && high);
        unwanted("clear", (is == "absent" || is == "outside") && clear);
        if (is == "outside" && !find(node->with, "high"))
            fieldProblem(*node, "high", "is missing", "\"outside\" needs a lower threshold, \"value\", and an upper one, \"high\".");
        if (is == "outside" && value && high && *high < *value)
            fieldProblem(*node, "high", fmt::format("is {}, less than \"value\", which is {}", *high, *value), "Exchange the two.");
        if (is == "above" && value && clear && *clear > *value)
            fieldProblem(*node, "clear", fmt::format("is {}, above the threshold {}", *clear, *value),
                         "An alert that fires above a value clears at or below it: write a smaller number.");
        if (is == "below" && value && clear && *clear < *value)
            fieldProblem(*node, "clear", fmt::format("is {}, below the threshold {}", *clear, *value),
                         "An alert that fires below a value clears at or above it: write a larger number.");
    }

    void notify()
    {
        const AlertNode *node = m_rule.find(AlertKind::Notify);
        const Value *channels = node ? find(node->with, "channels") : nullptr;
        if (!channels)
            return;
        const List *list = channels->asList();
        if (!list || list->size() > channelsMax) {
            fieldProblem(*node, "channels", fmt::format("is no list of at most {} channels", channelsMax),
                         "Write [\"desktop\"] or [{\"webhook\": \"https://…\"}].");
            return;
        }
        for (std::size_t i = 0; i < list->size(); ++i) {
            const Value &channel = (*list)[i];
            const std::string here = fmt::format("/{}", i);
            if (const std::string *name = channel.asString()) {
                if (*name != "desktop")
                    fieldProblem(*node, "channels", fmt::format("names channel \"{}\", which does not exist", *name),
                                 "Write \"desktop\" or {\"webhook\": \"https://…\"}.", here);
                continue;
            }
            const Object *object = channel.asObject();
            const Value *url = channel.find("webhook");
            const std::string *text = url ? url->asString() : nullptr;
            if (!object || !text || object->size() != 1)
                fieldProblem(*node, "channels", fmt::format("has {} at place {}, which is no channel", toJson(channel), i + 1),
                             "Write \"desktop\" or {\"webhook\": \"https://…\"}.", here);
            else if (!(text->starts_with("http://") && text->size() > 7) && !(text->starts_with("https://") && text->size() > 8))
                fieldProblem(*node, "channels", fmt::format("has webhook \"{}\", which is no address", *text),
                             "Write an address that begins with http:// or https://.", here + "/webhook");
        }
    }

    const AlertRule &m_rule;
    std::string m_where;
    ProblemSink &m_sink;
};

} // namespace

Problems validate(const AlertRule &rule)
{
    Problems problems;
    ProblemSink sink(problems);
    RuleCheck(rule, {}, sink).run();
    return problems;
}

void checkAlerts(const Workflow &workflow, ProblemSink &sink)
{
    std::map<std::string_view, std::size_t> seen;
    if (workflow.alerts.size() > alertRulesMax)
        sink.error("/alerts", fmt::format("There are {} alert rules, and {} is the most.", workflow.alerts.size(), alertRulesMax),
                   "Remove some; one rule with \"by\" watches many things.");
    for (std::size_t i = 0; i < workflow.alerts.size() && !sink.isFull(); ++i) {
        const AlertRule &rule = workflow.alerts[i];
        const std::string where = fmt::format("/alerts/{}", i);
        if (std::string why = rule.id.find('/') == std::string::npos ? whyNotAName(rule.id, "An alert rule's id")
                                                                      : std::string("An alert rule's id may not hold a \"/\".");
            !why.empty())
            sink.error(where + "/id", std::move(why), "Choose another id.");
        else if (const auto [first, isNew] = seen.emplace(rule.id, i); !isNew)
            sink.error(where + "/id", fmt::format("Two alert rules are called \"{}\": rule {} and rule {}.", rule.id, first->second + 1, i + 1),
                       "Give one of them another id.");
        RuleCheck(rule, where, sink).run();
    }
}

} // namespace weftline::workflow
