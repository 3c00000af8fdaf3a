// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/inspector/node_properties.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QPointer>
#include <QtCore/QSet>

#include <algorithm>

#include "engine/workflow/template.h"
#include "ui/document/document.h"
#include "ui/fields/text_values.h"
#include "ui/fields/value_field.h"
#include "ui/inspector/kind_words.h"

namespace weftline::ui::inspector {
namespace {

using document::toQString;
using fields::EditorSpec;
using fields::EditorType;
using fields::FieldSpec;
using fields::readDuration;
using fields::readNumber;
using fields::readWhole;
using fields::writeDuration;
using fields::writeNumber;
using workflow::Field;
using workflow::Node;

struct PropertyTexts
{
    Q_DECLARE_TR_FUNCTIONS(NodeProperties)
};

EditorSpec line(const QString &placeholder = {}, bool isName = false)
{
    EditorSpec spec;
    spec.placeholder = placeholder;
    spec.isName = isName;
    return spec;
}

EditorSpec of(EditorType type)
{
    EditorSpec spec;
    spec.type = type;
    return spec;
}

NodeField fieldOfKind(const Field &field)
{
    const QString name = toQString(field.name);
    const fields::FieldWords words{fieldLabel(name), fieldHelp(name, toQString(field.help)), fieldPlaceholder(name), choiceWord};
    NodeField result;
    result.path = QStringLiteral("with/") + name;
    result.label = field.type == Field::Type::Flag ? QString() : words.label;
    result.help = words.help;
    result.editor = fields::editorOf(field, words);
    result.read = [&field](const Node &node) { return fields::readField(field, node.with); };
    result.write = [&field](Node &node, const QString &text) { return fields::writeField(field, node.with, text); };
    return result;
}

/// A field whose text is read into a member of another type.
template <typename T, typename Read, typename Get>
std::function<Result<Done>(Node &, const QString &)> writer(Read read, Get get)
{
    return [read, get](Node &node, const QString &text) -> Result<Done> {
        const Result<T> value = read(text);
        if (!value)
            return tl::unexpected(value.error());
        get(node) = *value;
        return Done{};
    };
}

} // namespace

std::vector<NodeField> kindFields(workflow::Kind kind)
{
    std::vector<NodeField> fields;
    for (const Field &field : workflow::infoOf(kind).fields)
        fields.push_back(fieldOfKind(field));
    return fields;
}

FieldPlace placeOf(workflow::Kind kind, const NodeField &field)
{
    static const QSet<QString> open{
        QStringLiteral("argv"),   QStringLiteral("expression"), QStringLiteral("language"), QStringLiteral("code"),
        QStringLiteral("url"),    QStringLiteral("body"),       QStringLiteral("endpoint"), QStringLiteral("model"),
        QStringLiteral("system"), QStringLiteral("prompt"),     QStringLiteral("key"),      QStringLiteral("cases"),
        QStringLiteral("value"),  QStringLiteral("for")};
    static const QSet<QString> beside{QStringLiteral("ok"), QStringLiteral("method"), QStringLiteral("response"),
                                      QStringLiteral("temperature"), QStringLiteral("tokens_max")};
    const QString name = field.path.section(QLatin1Char('/'), -1);
    if (name == QLatin1String("output"))
        return kind == workflow::Kind::Command ? FieldPlace::Beside : FieldPlace::Open;
    return open.contains(name) ? FieldPlace::Open : beside.contains(name) ? FieldPlace::Beside : FieldPlace::Section;
}

QString languageOf(const Node &node, const QString &path)
{
    const Value *language = path == QLatin1String("with/code") ? find(node.with, "language") : nullptr;
    return language && language->asString() ? toQString(*language->asString()) : QString();
}

NodeField titleField()
{
    return {QStringLiteral("title"), {}, {}, PropertyTexts::tr("Shown on the canvas instead of the name."),
            line(PropertyTexts::tr("as its name"), true), [](const Node &node) { return toQString(node.title); },
            [](Node &node, const QString &text) -> Result<Done> {
                node.title = text.toStdString();
                return Done{};
            }};
}

NodeField mapField()
{
    EditorSpec editor = of(EditorType::Script);
    editor.linesLeast = 2;
    editor.placeholder = PropertyTexts::tr("list.output");
    return {QStringLiteral("map"), PropertyTexts::tr("One task for each item of"), {},
            PropertyTexts::tr("JavaScript that gives a list. In the parameters, item is the item and index its place."), editor,
            [](const Node &node) {
                const std::string &map = node.map;
                const bool isWhole = workflow::isWholeExpression(map);
                return toQString(isWhole ? std::string_view(map).substr(2, map.size() - 3) : std::string_view(map));
            },
            [](Node &node, const QString &text) -> Result<Done> {
                const std::string plain = text.trimmed().toStdString();
                node.map = plain.empty() || plain.starts_with("${") ? plain : "${" + text.toStdString() + "}";
                return Done{};
            }};
}

std::vector<NodeField> retryFields()
{
    const auto whole = [](int least, int most) { return [=](const QString &text) { return readWhole(text, least, most); }; };
    EditorSpec jitter = of(EditorType::Flag);
    jitter.words = {PropertyTexts::tr("Vary each wait by chance")};
    return {
        {QStringLiteral("retry/max"), PropertyTexts::tr("Further attempts"), {}, PropertyTexts::tr("After the first one failed; 0 to 1000."), line(),
         [](const Node &node) { return QString::number(node.retry.max); },
         writer<int>(whole(0, 1000), [](Node &node) -> int & { return node.retry.max; })},
        {QStringLiteral("retry/backoff"), PropertyTexts::tr("First wait"), {}, PropertyTexts::tr("Before the first further attempt."), line(),
         [](const Node &node) { return writeDuration(node.retry.backoff); },
         writer<Duration>(readDuration, [](Node &node) -> Duration & { return node.retry.backoff; })},
        {QStringLiteral("retry/factor"), PropertyTexts::tr("Each wait longer by"), {}, PropertyTexts::tr("A factor from 1 to 100."), line(),
         [](const Node &node) { return writeNumber(node.retry.factor); },
         writer<double>([](const QString &text) { return readNumber(text, 1, 100); },
                        [](Node &node) -> double & { return node.retry.factor; })},
        {QStringLiteral("retry/max_delay"), PropertyTexts::tr("Longest wait"), {}, PropertyTexts::tr("No wait is longer."), line(),
         [](const Node &node) { return writeDuration(node.retry.delayMax); },
         writer<Duration>(readDuration, [](Node &node) -> Duration & { return node.retry.delayMax; })},
        {QStringLiteral("retry/jitter"), {}, {}, PropertyTexts::tr("Between half of it and all of it, so that tasks that failed together do not come back together."), jitter,
         [](const Node &node) { return node.retry.jitter ? QStringLiteral("true") : QStringLiteral("false"); },
         [](Node &node, const QString &text) -> Result<Done> {
             node.retry.jitter = text == QLatin1String("true");
             return Done{};
         }},
    };
}

NodeField timeoutField()
{
    return {QStringLiteral("timeout"), PropertyTexts::tr("Timeout"), {}, PropertyTexts::tr("Of one attempt; it fails when it takes longer."),
            line(PropertyTexts::tr("none")), [](const Node &node) { return node.timeout ? writeDuration(*node.timeout) : QString(); },
            [](Node &node, const QString &text) -> Result<Done> {
                if (text.trimmed().isEmpty()) {
                    node.timeout.reset();
                    return Done{};
                }
                const Result<Duration> timeout = readDuration(text);
                if (!timeout)
                    return tl::unexpected(timeout.error());
                node.timeout = *timeout;
                return Done{};
            }};
}

NodeField priorityField()
{
    return {QStringLiteral("priority"), PropertyTexts::tr("Priority"), {}, PropertyTexts::tr("Higher ones first; -1000 to 1000."), line(),
            [](const Node &node) { return QString::number(node.priority); },
            writer<int>([](const QString &text) { return readWhole(text, -1000, 1000); },
                        [](Node &node) -> int & { return node.priority; })};
}

NodeField poolField()
{
    return {QStringLiteral("pool"), {}, {}, PropertyTexts::tr("The group of workers that carries it out."),
            line(PropertyTexts::tr("default"), true), [](const Node &node) { return toQString(node.pool); },
            [](Node &node, const QString &text) -> Result<Done> {
                node.pool = text.trimmed().isEmpty() ? "default" : text.trimmed().toStdString();
                return Done{};
            }};
}

NodeField lossesField()
{
    return {QStringLiteral("losses"), {}, {},
            PropertyTexts::tr("So many attempts may be lost with their workers before the task is set apart."), line(),
            [](const Node &node) { return QString::number(node.lossesMax); },
            writer<int>([](const QString &text) { return readWhole(text, 1, 1000); },
                        [](Node &node) -> int & { return node.lossesMax; })};
}

NodeField lockField()
{
    return {QStringLiteral("lock"), {}, {},
            PropertyTexts::tr("One task at a time, of all runs, that names the same. It finds its fencing token in WEFT_FENCE."),
            line(PropertyTexts::tr("none"), true), [](const Node &node) { return toQString(node.lock); },
            [](Node &node, const QString &text) -> Result<Done> {
                node.lock = text.trimmed().toStdString();
                return Done{};
            }};
}

NodeField onceField()
{
    EditorSpec editor = of(EditorType::Flag);
    editor.words = {PropertyTexts::tr("Start it once only")};
    return {QStringLiteral("once"), {}, {}, PropertyTexts::tr("Never a second time, not even where nobody knows how the first went."), editor,
            [](const Node &node) { return node.once ? QStringLiteral("true") : QStringLiteral("false"); },
            [](Node &node, const QString &text) -> Result<Done> {
                node.once = text == QLatin1String("true");
                return Done{};
            }};
}

NodeField disabledField()
{
    EditorSpec editor = of(EditorType::Flag);
    editor.words = {PropertyTexts::tr("Skip this node")};
    return {QStringLiteral("disabled"), {}, {}, PropertyTexts::tr("What only follows from it is skipped too."), editor,
            [](const Node &node) { return node.disabled ? QStringLiteral("true") : QStringLiteral("false"); },
            [](Node &node, const QString &text) -> Result<Done> {
                node.disabled = text == QLatin1String("true");
                return Done{};
            }};
}

FieldSpec bindField(document::Document &bound, const ShownNodes &nodes, const NodeField &field)
{
    const QPointer<document::Document> document(&bound); // a field that loses the keys may outlive it by a moment
    FieldSpec spec;
    spec.path = field.path;
    spec.label = field.label;
    spec.hint = field.hint;
    spec.help = field.help;
    spec.editor = field.editor;
    spec.read = [document, nodes, read = field.read]() -> std::optional<QString> {
        std::optional<QString> common;
        for (const workflow::NodeId &id : *nodes) {
            const Node *node = document ? document->node(id) : nullptr;
            if (!node)
                continue;
            const QString text = read(*node);
            if (common && *common != text)
                return std::nullopt;
            common = text;
        }
        return common.value_or(QString());
    };
    const QString step = PropertyTexts::tr("Change %1").arg(field.path.section(QLatin1Char('/'), -1));
    spec.write = [document, nodes, write = field.write, path = field.path, step](const QString &text) -> Result<Done> {
        Node scratch;
        if (const Result<Done> fits = write(scratch, text); !fits)
            return fits;
        if (document)
            document->changeNodes(*nodes, path, step, [&](Node &node) { static_cast<void>(write(node, text)); });
        return Done{};
    };
    spec.done = [document] {
        if (document)
            document->endStep();
    };
    return spec;
}

} // namespace weftline::ui::inspector
