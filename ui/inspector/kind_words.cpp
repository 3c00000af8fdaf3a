// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/inspector/kind_words.h"

#include <QtCore/QCoreApplication>

#include "ui/document/document.h"

namespace weftline::ui::inspector {
namespace {

struct KindTexts
{
    Q_DECLARE_TR_FUNCTIONS(KindWords)
};

struct Word
{
    const char *name;
    const char *text;
};

template <std::size_t Size>
QString wordOf(const Word (&words)[Size], const QString &name, const QString &otherwise)
{
    for (const Word &word : words)
        if (name == QLatin1String(word.name))
            return KindTexts::tr(word.text);
    return otherwise;
}

constexpr Word sentences[] = {
    {"command", QT_TRANSLATE_NOOP("KindWords", "command, runs on a worker")},
    {"transform", QT_TRANSLATE_NOOP("KindWords", "transform, evaluated by the engine")},
    {"empty", QT_TRANSLATE_NOOP("KindWords", "empty, does nothing on a worker")},
    {"script", QT_TRANSLATE_NOOP("KindWords", "script, runs on a worker")},
    {"http", QT_TRANSLATE_NOOP("KindWords", "http, a request by a worker")},
    {"llm", QT_TRANSLATE_NOOP("KindWords", "llm, asks a language model from a worker")},
    {"branch", QT_TRANSLATE_NOOP("KindWords", "branch, evaluated by the engine")},
    {"delay", QT_TRANSLATE_NOOP("KindWords", "delay, waits in the engine")},
};
constexpr Word labels[] = {
    {"argv", QT_TRANSLATE_NOOP("KindWords", "Program and arguments")},
    {"output", QT_TRANSLATE_NOOP("KindWords", "Output")},
    {"stdin", QT_TRANSLATE_NOOP("KindWords", "Standard input")},
    {"cwd", QT_TRANSLATE_NOOP("KindWords", "Folder")},
    {"env", QT_TRANSLATE_NOOP("KindWords", "Environment")},
    {"ok", QT_TRANSLATE_NOOP("KindWords", "Good exit codes")},
    {"expression", QT_TRANSLATE_NOOP("KindWords", "Expression")},
    {"language", QT_TRANSLATE_NOOP("KindWords", "Language")},
    {"code", QT_TRANSLATE_NOOP("KindWords", "Code")},
    {"input", QT_TRANSLATE_NOOP("KindWords", "Input")},
    {"url", QT_TRANSLATE_NOOP("KindWords", "Address")},
    {"method", QT_TRANSLATE_NOOP("KindWords", "Method")},
    {"headers", QT_TRANSLATE_NOOP("KindWords", "Headers")},
    {"body", QT_TRANSLATE_NOOP("KindWords", "Body")},
    {"expect", QT_TRANSLATE_NOOP("KindWords", "Good status codes")},
    {"response", QT_TRANSLATE_NOOP("KindWords", "Answer")},
    {"redirects", QT_TRANSLATE_NOOP("KindWords", "Redirections")},
    {"size_max", QT_TRANSLATE_NOOP("KindWords", "Largest answer")},
    {"endpoint", QT_TRANSLATE_NOOP("KindWords", "Endpoint")},
    {"model", QT_TRANSLATE_NOOP("KindWords", "Model")},
    {"system", QT_TRANSLATE_NOOP("KindWords", "System prompt")},
    {"prompt", QT_TRANSLATE_NOOP("KindWords", "Prompt")},
    {"messages", QT_TRANSLATE_NOOP("KindWords", "Messages")},
    {"key", QT_TRANSLATE_NOOP("KindWords", "Key")},
    {"schema", QT_TRANSLATE_NOOP("KindWords", "Schema of the reply")},
    {"temperature", QT_TRANSLATE_NOOP("KindWords", "Temperature")},
    {"tokens_max", QT_TRANSLATE_NOOP("KindWords", "Most tokens")},
    {"stream", QT_TRANSLATE_NOOP("KindWords", "Show the reply in the log while it comes")},
    {"recorded", QT_TRANSLATE_NOOP("KindWords", "Recorded replies")},
    {"price_in", QT_TRANSLATE_NOOP("KindWords", "Price of a million tokens sent")},
    {"price_out", QT_TRANSLATE_NOOP("KindWords", "Price of a million tokens received")},
    {"cases", QT_TRANSLATE_NOOP("KindWords", "Cases")},
    {"value", QT_TRANSLATE_NOOP("KindWords", "Value")},
    {"for", QT_TRANSLATE_NOOP("KindWords", "Waits for")},
};
constexpr Word helps[] = {
    {"argv", QT_TRANSLATE_NOOP("KindWords", "The program and its arguments, one a line. No shell. ${…} is an expression.")},
    {"output", QT_TRANSLATE_NOOP("KindWords", "What standard output becomes: one text, a list of lines, or the JSON in it.")},
    {"stdin", QT_TRANSLATE_NOOP("KindWords", "Text for standard input. ${…} is an expression.")},
    {"cwd", QT_TRANSLATE_NOOP("KindWords", "The folder it runs in. ${…} is an expression.")},
    {"env", QT_TRANSLATE_NOOP("KindWords", "Further environment variables.")},
    {"ok", QT_TRANSLATE_NOOP("KindWords", "Exit codes that mean success; 0 where none is given.")},
    {"expression", QT_TRANSLATE_NOOP("KindWords", "JavaScript over the outputs of the nodes before this one.")},
    {"language", QT_TRANSLATE_NOOP("KindWords", "The language of the code.")},
    {"code", QT_TRANSLATE_NOOP("KindWords", "The script. Its input comes as JSON on standard input; ${…} means nothing in it.")},
    {"input", QT_TRANSLATE_NOOP("KindWords", "What it gets as JSON on standard input. Without it: the parameters, the item and the outputs of the nodes before it.")},
    {"url", QT_TRANSLATE_NOOP("KindWords", "The address, from http:// or https:// on. ${…} is an expression.")},
    {"method", QT_TRANSLATE_NOOP("KindWords", "What is asked of the server.")},
    {"headers", QT_TRANSLATE_NOOP("KindWords", "Headers of the request. ${secret.NAME} is put in place by the worker, from its environment variable WEFT_SECRET_NAME.")},
    {"body", QT_TRANSLATE_NOOP("KindWords", "What is sent: a text as it is, anything else as JSON. ${…} is an expression.")},
    {"expect", QT_TRANSLATE_NOOP("KindWords", "Status codes that mean success; 200 to 299 where none is given.")},
    {"response", QT_TRANSLATE_NOOP("KindWords", "What the body of the answer becomes: a text, the JSON in it, or a file.")},
    {"redirects", QT_TRANSLATE_NOOP("KindWords", "How many redirections are followed; 0 follows none.")},
    {"size_max", QT_TRANSLATE_NOOP("KindWords", "The most bytes that the answer may have.")},
    {"endpoint", QT_TRANSLATE_NOOP("KindWords", "The base address of a service that speaks OpenAI's protocol, such as https://HOST/v1. Without it the recorded replies answer.")},
    {"model", QT_TRANSLATE_NOOP("KindWords", "The name of the model, as the service calls it.")},
    {"system", QT_TRANSLATE_NOOP("KindWords", "What the model is told before all else. ${…} is an expression.")},
    {"prompt", QT_TRANSLATE_NOOP("KindWords", "What it is asked. ${…} is an expression.")},
    {"messages", QT_TRANSLATE_NOOP("KindWords", "In place of a prompt: the conversation so far. A content of several parts stands as a JSON list.")},
    {"key", QT_TRANSLATE_NOOP("KindWords", "The key for the service: ${secret.NAME}. The worker puts it in place, from its environment variable WEFT_SECRET_NAME; it is never stored or shown.")},
    {"schema", QT_TRANSLATE_NOOP("KindWords", "A JSON Schema that the reply must fit; the output is then the JSON in it.")},
    {"temperature", QT_TRANSLATE_NOOP("KindWords", "How freely it answers, from 0 to 2.")},
    {"tokens_max", QT_TRANSLATE_NOOP("KindWords", "The most tokens that a reply may have.")},
    {"stream", QT_TRANSLATE_NOOP("KindWords", "Show the reply in the log while it comes.")},
    {"recorded", QT_TRANSLATE_NOOP("KindWords", "Replies that were recorded earlier. They answer in turn where there is no endpoint.")},
    {"price_in", QT_TRANSLATE_NOOP("KindWords", "In any currency; the cost is part of what an attempt used.")},
    {"price_out", QT_TRANSLATE_NOOP("KindWords", "In any currency; the cost is part of what an attempt used.")},
    {"cases", QT_TRANSLATE_NOOP("KindWords", "The first case whose expression is true decides which port fires; \"else\" where none is.")},
    {"value", QT_TRANSLATE_NOOP("KindWords", "JavaScript for what leaves the port that fires. Without it: what came in.")},
    {"for", QT_TRANSLATE_NOOP("KindWords", "A number and a unit, such as 30 s, 5 min or 2 h; ${…} is an expression.")},
};
constexpr Word placeholders[] = {
    {"argv", QT_TRANSLATE_NOOP("KindWords", "wc\n-w\n${item}")},
    {"stdin", QT_TRANSLATE_NOOP("KindWords", "nothing")},
    {"cwd", QT_TRANSLATE_NOOP("KindWords", "a fresh one for each attempt")},
    {"ok", QT_TRANSLATE_NOOP("KindWords", "0")},
    {"expression", QT_TRANSLATE_NOOP("KindWords", "count.output.length")},
    {"input", QT_TRANSLATE_NOOP("KindWords", "all there is")},
    {"url", QT_TRANSLATE_NOOP("KindWords", "https://example.org/items/${item}")},
    {"expect", QT_TRANSLATE_NOOP("KindWords", "200 to 299")},
    {"redirects", QT_TRANSLATE_NOOP("KindWords", "5")},
    {"size_max", QT_TRANSLATE_NOOP("KindWords", "67108864")},
    {"endpoint", QT_TRANSLATE_NOOP("KindWords", "none: the recorded replies answer")},
    {"model", QT_TRANSLATE_NOOP("KindWords", "none")},
    {"key", QT_TRANSLATE_NOOP("KindWords", "${secret.NAME}")},
    {"temperature", QT_TRANSLATE_NOOP("KindWords", "as the service likes")},
    {"tokens_max", QT_TRANSLATE_NOOP("KindWords", "as the service likes")},
    {"price_in", QT_TRANSLATE_NOOP("KindWords", "0")},
    {"price_out", QT_TRANSLATE_NOOP("KindWords", "0")},
    {"value", QT_TRANSLATE_NOOP("KindWords", "what came in")},
    {"for", QT_TRANSLATE_NOOP("KindWords", "30 s")},
    {"schema", QT_TRANSLATE_NOOP("KindWords", "{\"type\": \"object\"}")},
};
constexpr Word choices[] = {
    {"text", QT_TRANSLATE_NOOP("KindWords", "text")},
    {"lines", QT_TRANSLATE_NOOP("KindWords", "lines")},
    {"json", QT_TRANSLATE_NOOP("KindWords", "JSON")},
    {"file", QT_TRANSLATE_NOOP("KindWords", "a file")},
    {"python", QT_TRANSLATE_NOOP("KindWords", "Python")},
    {"bash", QT_TRANSLATE_NOOP("KindWords", "Bash")},
    {"javascript", QT_TRANSLATE_NOOP("KindWords", "JavaScript")},
};
constexpr Word portTypes[] = {
    {"any", QT_TRANSLATE_NOOP("KindWords", "any value")}, {"text", QT_TRANSLATE_NOOP("KindWords", "text")},
    {"number", QT_TRANSLATE_NOOP("KindWords", "number")}, {"list", QT_TRANSLATE_NOOP("KindWords", "list")},
    {"object", QT_TRANSLATE_NOOP("KindWords", "object")}, {"file", QT_TRANSLATE_NOOP("KindWords", "file")},
};

} // namespace

QString kindSentence(workflow::Kind kind)
{
    const QString name = document::toQString(workflow::infoOf(kind).name);
    return wordOf(sentences, name, name);
}

QString fieldLabel(const QString &field) { return wordOf(labels, field, field); }
QString fieldHelp(const QString &field, const QString &otherwise) { return wordOf(helps, field, otherwise); }
QString fieldPlaceholder(const QString &field) { return wordOf(placeholders, field, {}); }
QString choiceWord(const QString &choice) { return wordOf(choices, choice, choice); }

QString portTypeWord(workflow::PortType type)
{
    const QString name = document::toQString(workflow::nameOf(type));
    return wordOf(portTypes, name, name);
}

} // namespace weftline::ui::inspector
