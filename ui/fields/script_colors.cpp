// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/fields/script_colors.h"

#include <QtGui/QTextDocument>

#include <algorithm>
#include <array>

#include "ui/document/script_tokens.h"
#include "ui/widgets/theme.h"

namespace weftline::ui::fields {
namespace {

using document::ScriptToken;
using widgets::Token;

constexpr std::array<std::string_view, 26> keywords{"async", "await",  "case",   "const",  "delete", "else",  "false",
                                                    "for",   "function", "if",   "in",     "instanceof", "let", "new",
                                                    "null",  "of",     "return", "switch", "this",   "throw", "true",
                                                    "typeof", "undefined", "var", "void",  "while"};

constexpr std::array<std::string_view, 35> pythonWords{
    "False", "None",  "True",   "and",     "as",     "assert", "async",  "await",    "break", "class", "continue", "def",
    "del",   "elif",  "else",   "except",  "finally", "for",   "from",   "global",   "if",    "import", "in",      "is",
    "lambda", "nonlocal", "not", "or",     "pass",   "raise",  "return", "try",      "while", "with",  "yield"};
constexpr std::array<std::string_view, 21> bashWords{"if",   "then",  "else",   "elif",   "fi",     "for",    "while",
                                                     "until", "do",   "done",   "case",   "esac",   "in",     "function",
                                                     "return", "local", "export", "read",  "select", "break",  "continue"};

std::optional<Token> colourOf(const std::vector<ScriptToken> &tokens, std::size_t at)
{
    const ScriptToken &token = tokens[at];
    switch (token.type) {
    case ScriptToken::Type::String:
    case ScriptToken::Type::Expression: return Token::Succeeded;
    case ScriptToken::Type::Number: return Token::Running;
    case ScriptToken::Type::Comment: return Token::Text3;
    case ScriptToken::Type::Name:
        if (std::find(keywords.begin(), keywords.end(), token.text) != keywords.end())
            return Token::AccentText;
        if (at + 1 < tokens.size() && tokens[at + 1].text == "(")
            return Token::IconReach;
        return std::nullopt;
    case ScriptToken::Type::Sign: return std::nullopt;
    }
    return std::nullopt;
}

} // namespace

ScriptColors::ScriptColors(QTextDocument *document) : QSyntaxHighlighter(document)
{
    connect(&widgets::Theme::instance(), &widgets::Theme::changed, this, &ScriptColors::rehighlight);
}

void ScriptColors::setLanguage(const QString &language)
{
    if (m_language == language)
        return;
    m_language = language;
    rehighlight();
}

void ScriptColors::highlightBlock(const QString &text)
{
    if (m_language == QLatin1String("python") || m_language == QLatin1String("bash"))
        highlightWords(text);
    else
        highlightJavaScript(text);
}

void ScriptColors::highlightWords(const QString &text)
{
    const bool isPython = m_language == QLatin1String("python");
    for (int i = 0; i < text.size();) {
        const int from = i;
        const QChar c = text[i];
        if (c == QLatin1Char('#') && (isPython || i == 0 || text[i - 1].isSpace())) {
            setFormat(from, int(text.size()) - from, widgets::color(Token::Text3));
            return;
        }
        if (c == QLatin1Char('"') || c == QLatin1Char('\'')) {
            for (++i; i < text.size() && text[i] != c; ++i)
                i += text[i] == QLatin1Char('\\') ? 1 : 0;
            i = std::min(i + 1, int(text.size()));
            setFormat(from, i - from, widgets::color(Token::Succeeded));
        } else if (c.isLetter() || c == QLatin1Char('_')) {
            while (i < text.size() && (text[i].isLetterOrNumber() || text[i] == QLatin1Char('_')))
                ++i;
            const std::string word = text.mid(from, i - from).toStdString();
            const bool isKeyword = isPython ? std::find(pythonWords.begin(), pythonWords.end(), word) != pythonWords.end()
                                            : std::find(bashWords.begin(), bashWords.end(), word) != bashWords.end();
            if (isKeyword)
                setFormat(from, i - from, widgets::color(Token::AccentText));
            else if (isPython && i < text.size() && text[i] == QLatin1Char('('))
                setFormat(from, i - from, widgets::color(Token::IconReach));
        } else if (c.isDigit()) {
            while (i < text.size() && (text[i].isLetterOrNumber() || text[i] == QLatin1Char('.')))
                ++i;
            setFormat(from, i - from, widgets::color(Token::Running));
        } else {
            ++i;
        }
    }
}

// A line by itself: a comment or template string over several lines is coloured in its first one only.
void ScriptColors::highlightJavaScript(const QString &text)
{
    const QByteArray bytes = text.toUtf8();
    const std::vector<ScriptToken> tokens = document::scriptTokens({bytes.constData(), std::size_t(bytes.size())});
    qsizetype byte = 0;
    int place = 0; // in UTF-16 units, as the editor counts
    const auto placeOf = [&](std::size_t offset) {
        place += int(QString::fromUtf8(bytes.mid(byte, qsizetype(offset) - byte)).size());
        byte = qsizetype(offset);
        return place;
    };
    for (std::size_t i = 0; i < tokens.size(); ++i) {
        const int from = placeOf(tokens[i].offset);
        const int to = placeOf(tokens[i].offset + tokens[i].text.size());
        if (const auto colour = colourOf(tokens, i))
            setFormat(from, to - from, widgets::color(*colour));
    }
}

} // namespace weftline::ui::fields
