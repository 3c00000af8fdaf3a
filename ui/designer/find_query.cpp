// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/designer/find_query.h"

#include <QtCore/QCoreApplication>

#include <algorithm>

#include "engine/workflow/template.h"
#include "ui/document/document.h"
#include "ui/document/script_tokens.h"
#include "ui/widgets/units.h"

namespace weftline::ui::designer {
namespace {

using document::ScriptToken;
using document::toQString;
using Key = FindTerm::Key;

struct QueryTexts
{
    Q_DECLARE_TR_FUNCTIONS(FindQuery)
};

constexpr qsizetype termsMax = 32;

struct Word
{
    QString text; ///< Without quotes.
    qsizetype colon = -1; ///< The first one outside of quotes.
    bool isNegated = false;
};

/// Words between spaces; quotes keep spaces and colons in.
std::vector<Word> wordsOf(const QString &text)
{
    std::vector<Word> words;
    for (qsizetype i = 0; i < text.size() && qsizetype(words.size()) < termsMax;) {
        if (text[i].isSpace()) {
            ++i;
            continue;
        }
        Word word;
        if (text[i] == u'-' && i + 1 < text.size() && !text[i + 1].isSpace()) {
            word.isNegated = true;
            ++i;
        }
        for (bool isQuoted = false; i < text.size() && (isQuoted || !text[i].isSpace()); ++i) {
            if (text[i] == u'"') {
                isQuoted = !isQuoted;
                continue;
            }
            if (text[i] == u':' && !isQuoted && word.colon < 0)
                word.colon = word.text.size();
            word.text += text[i];
        }
        words.push_back(std::move(word));
    }
    return words;
}

bool isKeyLike(const QString &word)
{
    return !word.isEmpty() && std::all_of(word.begin(), word.end(), [](QChar c) { return c.isLetter(); });
}

QString unquoted(std::string_view literal)
{
    return literal.size() < 2 ? QString() : toQString(literal.substr(1, literal.size() - 2));
}

} // namespace

const QStringList &findKeys()
{
    static const QStringList keys{QStringLiteral("is:"), QStringLiteral("kind:"), QStringLiteral("worker:"),
                                  QStringLiteral("uses:"), QStringLiteral("pool:")};
    return keys;
}

const QStringList &findStates()
{
    static const QStringList states{
        QStringLiteral("waiting"),   QStringLiteral("ready"),   QStringLiteral("running"), QStringLiteral("succeeded"),
        QStringLiteral("failed"),    QStringLiteral("cancelled"), QStringLiteral("skipped"), QStringLiteral("held"),
        QStringLiteral("quarantined"), QStringLiteral("disabled"), QStringLiteral("mapped"),  QStringLiteral("problem")};
    return states;
}

FindQuery parseFind(const QString &text)
{
    constexpr Key keys[] = {Key::Is, Key::Kind, Key::Worker, Key::Uses, Key::Pool}; // as in findKeys()
    FindQuery query;
    for (const Word &word : wordsOf(text)) {
        FindTerm term{Key::Text, word.text.toLower(), word.isNegated};
        const QString before = word.colon > 0 ? term.value.left(word.colon) : QString();
        const QString after = word.colon > 0 ? term.value.mid(word.colon + 1) : QString();
        if (isKeyLike(before) && !after.startsWith(QLatin1String("//"))) { // https://… is text
            const qsizetype at = findKeys().indexOf(before + u':');
            if (at < 0) {
                query.trouble = QueryTexts::tr("There is no term “%1:”. There are %2; in quotes it is text.")
                                    .arg(before, widgets::joined(findKeys()));
                continue;
            }
            term.key = keys[at];
            term.value = after;
            const auto isStart = [&](const QString &state) { return state.startsWith(after); };
            if (term.key == Key::Is && std::none_of(findStates().begin(), findStates().end(), isStart))
                query.trouble = QueryTexts::tr("Nothing can be “%1”. After “is:” stands one of %2.")
                                    .arg(after, widgets::joined(findStates()));
        }
        if (!word.text.isEmpty())
            query.terms.push_back(std::move(term));
    }
    return query;
}

bool matches(const FindQuery &query, const FindSubject &subject)
{
    if (!query.trouble.isEmpty())
        return false;
    const auto holds = [&](const FindTerm &term) {
        switch (term.key) {
        case Key::Text: return subject.text.contains(term.value);
        case Key::Is: return subject.states.contains(term.value);
        case Key::Kind: return subject.kind.startsWith(term.value) || subject.kindWord.startsWith(term.value);
        case Key::Worker: return subject.workers.contains(term.value);
        case Key::Pool: return subject.pool == term.value;
        case Key::Uses:
            return std::any_of(subject.uses.begin(), subject.uses.end(), [&](const QString &path) {
                return path.startsWith(term.value) && (path.size() == term.value.size() || path[term.value.size()] == u'.');
            });
        }
        return false;
    };
    return std::all_of(query.terms.begin(), query.terms.end(),
                       [&](const FindTerm &term) { return term.value.isEmpty() || holds(term) != term.isNegated; });
}

void addUsesOfExpression(QStringList &uses, std::string_view expression)
{
    std::vector<ScriptToken> tokens = document::scriptTokens(expression);
    std::erase_if(tokens, [](const ScriptToken &token) { return token.type == ScriptToken::Type::Comment; });
    const auto at = [&](std::size_t i) { return i < tokens.size() ? tokens[i].text : std::string_view(); };
    for (std::size_t i = 0; i < tokens.size(); ++i) {
        if (tokens[i].type != ScriptToken::Type::Name || (i > 0 && at(i - 1) == "."))
            continue;
        QString path = toQString(tokens[i].text);
        for (std::size_t next = i + 1; next + 1 < tokens.size();) {
            if (at(next) == "." && tokens[next + 1].type == ScriptToken::Type::Name) {
                path += u'.' + toQString(at(next + 1));
                next += 2;
            } else if (at(next) == "[" && tokens[next + 1].type == ScriptToken::Type::String && at(next + 2) == "]") {
                path += u'.' + unquoted(at(next + 1));
                next += 3;
            } else {
                break;
            }
        }
        if (path.startsWith(QLatin1String("nodes."))) // nodes["list"].output is list.output
            path.remove(0, 6);
        uses.push_back(path.toLower());
    }
}

void addUses(QStringList &uses, const QString &templateText)
{
    if (!templateText.contains(QLatin1String("${")))
        return;
    const std::string text = templateText.toStdString();
    if (const auto parts = workflow::splitTemplate(text))
        for (const workflow::TemplatePart &part : *parts)
            if (part.isExpression)
                addUsesOfExpression(uses, part.text);
}

} // namespace weftline::ui::designer
