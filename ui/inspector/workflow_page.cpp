// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/inspector/workflow_page.h"

#include <QtCore/QHash>
#include <QtCore/QPointer>
#include <QtWidgets/QVBoxLayout>

#include <algorithm>

#include "ui/document/document.h"
#include "ui/fields/field_row.h"
#include "ui/fields/json_string.h"
#include "ui/inspector/rules_list.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/units.h"

namespace weftline::ui::inspector {
namespace {

using document::Document;
using document::Head;
using document::toQString;
using fields::EditorSpec;
using fields::EditorType;
using fields::FieldRow;
using fields::FieldSpec;
using fields::joinRows;
using fields::ProblemLine;
using fields::readJsonValue;
using fields::splitRows;
using widgets::TextRole;
using widgets::Token;
using workflow::Parameter;
using workflow::ParameterType;

constexpr const char *typeNames[] = {"string", "number", "boolean", "list", "object", "any"};

tl::unexpected<Error> wrong(const QString &message) { return failure(ErrorCode::InvalidInput, message.toStdString()); }

QString writeParameters(const std::vector<Parameter> &parameters)
{
    QList<QStringList> rows;
    for (const Parameter &parameter : parameters) {
        QString text;
        if (parameter.defaultValue) {
            const std::string *string = parameter.defaultValue->asString();
            text = toQString(string && parameter.type == ParameterType::String ? *string : toJson(*parameter.defaultValue));
        }
        rows.push_back({toQString(parameter.name), QString::fromLatin1(typeNames[std::size_t(parameter.type)]), text});
    }
    return joinRows(rows);
}

/// One row; `old` is the parameter of that name, whose description and further members stay.
Result<Parameter> readParameter(const QStringList &row, const Parameter &old)
{
    Parameter parameter = old;
    parameter.name = row.value(0).trimmed().toStdString();
    if (parameter.name.empty())
        return wrong(WorkflowPage::tr("A parameter has no name. Give it one, or delete the row."));
    const QString type = row.value(1).isEmpty() ? QStringLiteral("string") : row.value(1);
    const auto found = std::find_if(std::begin(typeNames), std::end(typeNames), [&](const char *name) { return type == QLatin1String(name); });
    if (found == std::end(typeNames))
        return wrong(WorkflowPage::tr("\"%1\" is no type. It is one of string, number, boolean, list, object, any.").arg(type));
    parameter.type = ParameterType(std::distance(std::begin(typeNames), found));
    const QString text = row.value(2);
    parameter.defaultValue.reset();
    if (text.isEmpty())
        return parameter;
    if (parameter.type == ParameterType::String) {
        parameter.defaultValue = Value(text.toStdString());
        return parameter;
    }
    const std::optional<Value> value = readJsonValue(text);
    if (!value)
        return wrong(WorkflowPage::tr("The default of \"%1\" is no JSON: %2. Write a number, true, a [list], an {object} or a "
                                      "\"text\" in quotes.").arg(row.value(0), text));
    parameter.defaultValue = *value;
    return parameter;
}

Result<std::vector<Parameter>> readParameters(const QString &text, const std::vector<Parameter> &before)
{
    std::vector<Parameter> parameters;
    const QList<QStringList> rows = splitRows(text);
    for (qsizetype i = 0; i < rows.size(); ++i) {
        const std::string name = rows[i].value(0).trimmed().toStdString();
        const auto named = [&](const Parameter &parameter) { return parameter.name == name; };
        const auto old = std::find_if(before.begin(), before.end(), named);
        const bool isRenamed = old == before.end() && rows.size() == qsizetype(before.size());
        Result<Parameter> parameter = readParameter(rows[i], old != before.end() ? *old : isRenamed ? before[std::size_t(i)] : Parameter());
        if (!parameter)
            return tl::unexpected(parameter.error());
        if (std::any_of(parameters.begin(), parameters.end(), named))
            return wrong(WorkflowPage::tr("There are two parameters \"%1\". Rename one of them.").arg(toQString(name)));
        parameters.push_back(std::move(*parameter));
    }
    return parameters;
}

QString writeOutputs(const std::vector<std::pair<std::string, std::string>> &outputs)
{
    QList<QStringList> rows;
    for (const auto &[name, text] : outputs)
        rows.push_back({toQString(name), toQString(text)});
    return joinRows(rows);
}

Result<std::vector<std::pair<std::string, std::string>>> readOutputs(const QString &text)
{
    std::vector<std::pair<std::string, std::string>> outputs;
    const QList<QStringList> rows = splitRows(text);
    for (const QStringList &row : rows) {
        const std::string name = row.value(0).trimmed().toStdString();
        if (name.empty())
            return wrong(WorkflowPage::tr("An output has no name. Give it one, or delete the row."));
        if (std::any_of(outputs.begin(), outputs.end(), [&](const auto &output) { return output.first == name; }))
            return wrong(WorkflowPage::tr("There are two outputs \"%1\". Rename one of them.").arg(toQString(name)));
        outputs.emplace_back(name, row.value(1).toStdString());
    }
    return outputs;
}

FieldSpec headField(Document &bound, const QString &path, const QString &label, EditorSpec editor,
                    std::function<QString(const Head &)> read, std::function<Result<Done>(Head &, const QString &)> write)
{
    const QPointer<Document> document(&bound); // a field that loses the keys may outlive it by a moment
    FieldSpec spec;
    spec.path = path;
    spec.label = label;
    spec.editor = std::move(editor);
    spec.read = [document, read = std::move(read)] {
        return document ? std::optional(read(document::headOf(document->workflow()))) : std::nullopt;
    };
    spec.write = [document, write = std::move(write), path](const QString &text) -> Result<Done> {
        if (!document)
            return Done{};
        Head scratch = document::headOf(document->workflow());
        if (const Result<Done> fits = write(scratch, text); !fits)
            return fits;
        document->changeHead(path, WorkflowPage::tr("Change %1").arg(path), [&](Head &head) { head = scratch; });
        return Done{};
    };
    spec.done = [document] {
        if (document)
            document->endStep();
    };
    return spec;
}

FieldSpec nameField(Document &document)
{
    EditorSpec editor;
    editor.isName = true;
    editor.placeholder = WorkflowPage::tr("Untitled workflow");
    return headField(document, QStringLiteral("name"), WorkflowPage::tr("Name"), editor,
                     [](const Head &head) { return toQString(head.name); },
                     [](Head &head, const QString &text) -> Result<Done> {
                         head.name = text.toStdString();
                         return Done{};
                     });
}

FieldSpec descriptionField(Document &document)
{
    EditorSpec editor;
    editor.type = EditorType::Lines;
    editor.placeholder = WorkflowPage::tr("What it is for");
    return headField(document, QStringLiteral("description"), WorkflowPage::tr("Description"), editor,
                     [](const Head &head) { return toQString(head.description); },
                     [](Head &head, const QString &text) -> Result<Done> {
                         head.description = text.toStdString();
                         return Done{};
                     });
}

FieldSpec parametersField(Document &document)
{
    EditorSpec editor;
    editor.type = EditorType::Table;
    editor.words = {WorkflowPage::tr("Name"), WorkflowPage::tr("Type"), WorkflowPage::tr("Default")};
    for (const char *name : typeNames)
        editor.columnChoices.push_back(QString::fromLatin1(name));
    return headField(document, QStringLiteral("parameters"), WorkflowPage::tr("Parameters"), editor,
                     [](const Head &head) { return writeParameters(head.parameters); },
                     [](Head &head, const QString &text) -> Result<Done> {
                         auto parameters = readParameters(text, head.parameters);
                         if (!parameters)
                             return tl::unexpected(parameters.error());
                         head.parameters = std::move(*parameters);
                         return Done{};
                     });
}

FieldSpec outputsField(Document &document)
{
    EditorSpec editor;
    editor.type = EditorType::Table;
    editor.words = {WorkflowPage::tr("Name"), WorkflowPage::tr("Value")};
    return headField(document, QStringLiteral("outputs"), WorkflowPage::tr("Outputs of a run"), editor,
                     [](const Head &head) { return writeOutputs(head.outputs); },
                     [](Head &head, const QString &text) -> Result<Done> {
                         auto outputs = readOutputs(text);
                         if (!outputs)
                             return tl::unexpected(outputs.error());
                         head.outputs = std::move(*outputs);
                         return Done{};
                     });
}

} // namespace

WorkflowPage::WorkflowPage(Document &document, QWidget *parent)
    : QWidget(parent),
      m_document(document),
      m_counts(new widgets::TextLabel(QString(), TextRole::Small, Token::Text3, this)),
      m_otherProblems(new ProblemLine(this)),
      m_rules(new RulesList(document, this))
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(14, 12, 14, 16);
    column->setSpacing(12);
    column->addWidget(new widgets::TextLabel(tr("Workflow"), TextRole::Title, Token::Text, this));
    column->addWidget(m_counts);
    column->addWidget(m_otherProblems);
    for (FieldSpec &spec : std::vector<FieldSpec>{nameField(document), descriptionField(document), parametersField(document),
                                                  outputsField(document)}) {
        m_rows.push_back(new FieldRow(std::move(spec), this));
        column->addWidget(m_rows.back());
    }
    column->addWidget(new widgets::Hairline(this));
    column->addWidget(m_rules);
    column->addStretch(1);
    connect(m_rules, &RulesList::ruleRequested, this, &WorkflowPage::ruleRequested);
    connect(m_rules, &RulesList::newRuleRequested, this, &WorkflowPage::newRuleRequested);
    refresh();
    showProblems();
}

void WorkflowPage::refresh()
{
    m_rules->refresh();
    for (FieldRow *row : m_rows)
        row->refresh();
    refreshCounts();
}

void WorkflowPage::refreshCounts()
{
    const int nodes = int(m_document.workflow().nodes.size());
    const int edges = int(m_document.workflow().edges.size());
    const QString nodeWords = nodes == 1 ? tr("1 node") : tr("%1 nodes").arg(nodes);
    const QString edgeWords = edges == 1 ? tr("1 edge") : tr("%1 edges").arg(edges);
    m_counts->setText(widgets::joined({nodeWords, edgeWords}));
}

void WorkflowPage::showProblems()
{
    workflow::Problems rest;
    QHash<QString, workflow::Problems> byPath;
    for (const workflow::Problem &problem : m_document.problems()) {
        if (!problem.node.empty())
            continue;
        const QString path = toQString(problem.where).section(QLatin1Char('/'), 1, 1);
        const bool hasRow = std::any_of(m_rows.begin(), m_rows.end(), [&](const FieldRow *row) { return row->path() == path; });
        if (hasRow)
            byPath[path].push_back(problem);
        else
            rest.push_back(problem);
    }
    for (FieldRow *row : m_rows)
        row->setProblems(byPath.value(row->path()));
    m_otherProblems->setProblems(rest);
}

} // namespace weftline::ui::inspector
