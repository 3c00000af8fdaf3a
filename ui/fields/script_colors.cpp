// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/fields/script_colors.h"

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

// A line by itself: a comment or template string over several lines is coloured in its first one only.
void ScriptColors::highlightBlock(const QString &text)
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
