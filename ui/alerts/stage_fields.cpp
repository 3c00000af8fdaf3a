// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/alerts/stage_fields.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QPointer>

#include <algorithm>

#include "ui/alerts/rule_graph_model.h"
#include "ui/alerts/rule_words.h"
#include "ui/alerts/stage_values.h"
#include "ui/document/document.h"
#include "ui/fields/value_field.h"

namespace weftline::ui::alerts {

using document::Document;
using document::toQString;
using fields::EditorSpec;
using fields::EditorType;
using fields::FieldSpec;
using workflow::AlertKind;
using workflow::AlertNode;
using workflow::AlertRule;
using workflow::Field;

namespace {

struct StageTexts
{
    Q_DECLARE_TR_FUNCTIONS(StageFields)
};

struct StageWord
{
    const char *name;
    const char *label;
    const char *help;
    const char *placeholder;
};

constexpr StageWord words[] = {
    {"metric", QT_TRANSLATE_NOOP("StageFields", "Measure"), QT_TRANSLATE_NOOP("StageFields", "What to look at."), ""},
    {"labels", QT_TRANSLATE_NOOP("StageFields", "Only where"),
     QT_TRANSLATE_NOOP("StageFields", "Only what has these labels, such as node or worker."), ""},
    {"by", QT_TRANSLATE_NOOP("StageFields", "One alert for each"),
     QT_TRANSLATE_NOOP("StageFields", "Labels, with commas between: one alert for each of their values."),
     QT_TRANSLATE_NOOP("StageFields", "one for the whole run")},
    {"function", QT_TRANSLATE_NOOP("StageFields", "Function"), QT_TRANSLATE_NOOP("StageFields", "What becomes of the samples in the window."), ""},
    {"over", QT_TRANSLATE_NOOP("StageFields", "Over"), QT_TRANSLATE_NOOP("StageFields", "How far back the window reaches."), "1 min"},
    {"quantile", QT_TRANSLATE_NOOP("StageFields", "Quantile"), QT_TRANSLATE_NOOP("StageFields", "Which quantile, from 0 to 1."), "0.99"},
    {"is", QT_TRANSLATE_NOOP("StageFields", "Fires"), QT_TRANSLATE_NOOP("StageFields", "When it is bad."), ""},
    {"value", QT_TRANSLATE_NOOP("StageFields", "Threshold"), QT_TRANSLATE_NOOP("StageFields", "From which value on it is bad."), ""},
    {"high", QT_TRANSLATE_NOOP("StageFields", "Upper threshold"), QT_TRANSLATE_NOOP("StageFields", "Above this it is bad too."), ""},
    {"clear", QT_TRANSLATE_NOOP("StageFields", "Clears at"),
     QT_TRANSLATE_NOOP("StageFields", "Once it fires, it goes on until this is reached."), QT_TRANSLATE_NOOP("StageFields", "the threshold")},
    {"no_data", QT_TRANSLATE_NOOP("StageFields", "Without data"),
     QT_TRANSLATE_NOOP("StageFields", "What it means when there is nothing to look at."), ""},
    {"for", QT_TRANSLATE_NOOP("StageFields", "For"), QT_TRANSLATE_NOOP("StageFields", "How long it has to be bad before the alert fires."),
     QT_TRANSLATE_NOOP("StageFields", "at once")},
    {"keep_firing_for", QT_TRANSLATE_NOOP("StageFields", "Keep firing for"),
     QT_TRANSLATE_NOOP("StageFields", "How long the alert goes on after it is good again."), QT_TRANSLATE_NOOP("StageFields", "not at all")},
    {"channels", QT_TRANSLATE_NOOP("StageFields", "Channels, one a line"),
     QT_TRANSLATE_NOOP("StageFields", "\"desktop\", or the address of a webhook that begins with http:// or https://."), "desktop"},
    {"summary", QT_TRANSLATE_NOOP("StageFields", "Summary"), QT_TRANSLATE_NOOP("StageFields", "What the notice says."),
     QT_TRANSLATE_NOOP("StageFields", "as the rule is called")},
};

fields::FieldWords wordsOf(const Field &field)
{
    const auto found = std::find_if(std::begin(words), std::end(words), [&](const StageWord &word) { return field.name == word.name; });
    if (found == std::end(words))
        return {toQString(field.name), toQString(field.help), {}, choiceWord};
    const auto translated = [](const char *text) { return *text == '\0' ? QString() : StageTexts::tr(text); };
    return {translated(found->label), translated(found->help), translated(found->placeholder), choiceWord};
}

/// The functions that make sense of the rule's metric; all where it has none.
QStringList functionsOf(const AlertRule &rule)
{
    QStringList names;
    if (const auto metric = metricOf(rule))
        for (const workflow::WindowFunction function : workflow::infoOf(*metric).functions)
            names.push_back(toQString(workflow::windowFunctionNames[std::size_t(function)]));
    else
        for (const std::string_view name : workflow::windowFunctionNames)
            names.push_back(toQString(name));
    return names;
}

EditorSpec editorFor(const Field &field, const fields::FieldWords &naming, const AlertRule &rule)
{
    EditorSpec spec = fields::editorOf(field, naming);
    if (field.name == "function") {
        spec.choices = functionsOf(rule);
        spec.words.clear();
        for (const QString &choice : spec.choices)
            spec.words.push_back(choiceWord(choice));
    }
    if (field.name == "by")
        spec.type = EditorType::Line;
    if (field.name == "summary" || field.name == "channels") {
        spec.type = EditorType::Lines;
        spec.linesLeast = 2;
    }
    return spec;
}

bool appliesTo(const std::string &field, const AlertNode &node)
{
    const std::string is = textOf(node.with, "is", workflow::conditionNames.front());
    if (field == "quantile")
        return textOf(node.with, "function") == "quantile";
    if (field == "value")
        return is != "absent";
    if (field == "high")
        return is == "outside";
    if (field == "clear")
        return is == "above" || is == "below";
    return true;
}

} // namespace

std::vector<StageField> stageFields(AlertKind kind, const AlertRule &rule)
{
    std::vector<StageField> result;
    for (const Field &field : workflow::infoOf(kind).fields) {
        const fields::FieldWords naming = wordsOf(field);
        StageField one;
        one.path = QStringLiteral("with/") + toQString(field.name);
        one.label = naming.label;
        one.help = naming.help;
        one.editor = editorFor(field, naming, rule);
        one.read = [&field](const AlertRule &of, const AlertNode &node) { return readStage(field, of, node); };
        one.write = [&field](AlertRule &of, AlertNode &node, const QString &text) { return writeStage(field, of, node, text); };
        one.applies = [&field](const AlertRule &, const AlertNode &node) {
            return appliesTo(std::string(field.name), node) || find(node.with, field.name) != nullptr;
        };
        result.push_back(std::move(one));
    }
    return result;
}

FieldSpec bindField(Document &bound, const std::string &rule, const workflow::NodeId &node, const StageField &field)
{
    const QPointer<Document> document(&bound); // a field that loses the keys may outlive it by a moment
    FieldSpec spec;
    spec.path = field.path;
    spec.label = field.label;
    spec.help = field.help;
    spec.editor = field.editor;
    spec.read = [document, rule, node, read = field.read]() -> std::optional<QString> {
        const AlertRule *drawn = document ? document->rule(rule) : nullptr;
        const AlertNode *stage = drawn ? nodeOf(*drawn, node) : nullptr;
        return stage ? std::optional(read(*drawn, *stage)) : std::nullopt;
    };
    const QString step = StageTexts::tr("Change %1").arg(field.path.section(QLatin1Char('/'), -1));
    spec.write = [document, rule, node, write = field.write, path = field.path, step](const QString &text) -> Result<Done> {
        const AlertRule *drawn = document ? document->rule(rule) : nullptr;
        if (!drawn || !nodeOf(*drawn, node))
            return Done{};
        AlertRule changed = *drawn;
        const auto stage = std::find_if(changed.nodes.begin(), changed.nodes.end(), [&](const AlertNode &one) { return one.id == node; });
        if (const Result<Done> fits = write(changed, *stage, text); !fits)
            return fits;
        document->changeRule(rule, toQString(node) + QLatin1Char('/') + path, step, [&](AlertRule &after) { after = changed; });
        return Done{};
    };
    spec.done = [document] {
        if (document)
            document->endStep();
    };
    return spec;
}

} // namespace weftline::ui::alerts
