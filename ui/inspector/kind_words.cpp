// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/inspector/kind_words.h"

#include <QtCore/QCoreApplication>

#include "ui/document/document.h"

namespace weftline::ui::inspector {
namespace {

struct Texts
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
            return Texts::tr(word.text);
    return otherwise;
}

constexpr Word sentences[] = {
    {"command", QT_TRANSLATE_NOOP("KindWords", "command, runs on a worker")},
    {"transform", QT_TRANSLATE_NOOP("KindWords", "transform, evaluated by the engine")},
    {"empty", QT_TRANSLATE_NOOP("KindWords", "empty, does nothing on a worker")},
};
constexpr Word labels[] = {
    {"argv", QT_TRANSLATE_NOOP("KindWords", "Program and arguments")},
    {"output", QT_TRANSLATE_NOOP("KindWords", "Output")},
    {"stdin", QT_TRANSLATE_NOOP("KindWords", "Standard input")},
    {"cwd", QT_TRANSLATE_NOOP("KindWords", "Folder")},
    {"env", QT_TRANSLATE_NOOP("KindWords", "Environment")},
    {"ok", QT_TRANSLATE_NOOP("KindWords", "Good exit codes")},
    {"expression", QT_TRANSLATE_NOOP("KindWords", "Expression")},
};
constexpr Word helps[] = {
    {"argv", QT_TRANSLATE_NOOP("KindWords", "The program and its arguments, one a line. No shell. ${…} is an expression.")},
    {"output", QT_TRANSLATE_NOOP("KindWords", "What standard output becomes: one text, a list of lines, or the JSON in it.")},
    {"stdin", QT_TRANSLATE_NOOP("KindWords", "Text for standard input. ${…} is an expression.")},
    {"cwd", QT_TRANSLATE_NOOP("KindWords", "The folder it runs in. ${…} is an expression.")},
    {"env", QT_TRANSLATE_NOOP("KindWords", "Further environment variables.")},
    {"ok", QT_TRANSLATE_NOOP("KindWords", "Exit codes that mean success; 0 where none is given.")},
    {"expression", QT_TRANSLATE_NOOP("KindWords", "JavaScript over the outputs of the nodes before this one.")},
};
constexpr Word placeholders[] = {
    {"argv", QT_TRANSLATE_NOOP("KindWords", "wc\n-w\n${item}")},
    {"stdin", QT_TRANSLATE_NOOP("KindWords", "nothing")},
    {"cwd", QT_TRANSLATE_NOOP("KindWords", "a fresh one for each attempt")},
    {"ok", QT_TRANSLATE_NOOP("KindWords", "0")},
    {"expression", QT_TRANSLATE_NOOP("KindWords", "count.output.length")},
};
constexpr Word choices[] = {
    {"text", QT_TRANSLATE_NOOP("KindWords", "text")},
    {"lines", QT_TRANSLATE_NOOP("KindWords", "lines")},
    {"json", QT_TRANSLATE_NOOP("KindWords", "JSON")},
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
