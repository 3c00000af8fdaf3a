// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/widgets/engine_words.h"

#include <QtCore/QCache>
#include <QtCore/QFile>
#include <QtCore/QIODevice>
#include <QtCore/QRegularExpressionMatch>

#include <algorithm>

#include "ui/widgets/language.h"

namespace weftline::ui::widgets {
namespace {

constexpr int depthMax = 4; ///< A sentence in a sentence in a sentence.
constexpr qsizetype textMax = 4000; ///< Longer texts are no sentences.
constexpr qsizetype weightMin = 5; ///< Less says nothing about what it is.

/// Behind it a known sentence may begin, also in a text of ours that has one of the engine's in it.
const QRegularExpression &sentenceEnd()
{
    static const QRegularExpression end(QStringLiteral("[.:] |[\\x{3002}\\x{ff1a}]")); // the last two are Chinese ones
    return end;
}

struct Piece
{
    QString literal;
    int place = -1; ///< Of the argument that follows; -1: none.
};

/// What fmt would read: texts, and after each the place of an argument.
std::vector<Piece> piecesOf(const QString &form)
{
    std::vector<Piece> pieces(1);
    int next = 0;
    for (qsizetype i = 0; i < form.size(); ++i) {
        const QChar c = form[i];
        const bool doubled = i + 1 < form.size() && form[i + 1] == c;
        if ((c == u'{' || c == u'}') && doubled) {
            pieces.back().literal += c;
            ++i;
        } else if (c == u'{') {
            const qsizetype end = form.indexOf(u'}', i);
            if (end < 0)
                return {{form, -1}};
            bool isNumber = false;
            const int number = QStringView(form).mid(i + 1, end - i - 1).split(u':').front().toInt(&isNumber);
            pieces.back().place = isNumber ? number : next++;
            pieces.emplace_back();
            i = end;
        } else {
            pieces.back().literal += c;
        }
    }
    return pieces;
}

} // namespace

QString SentenceBook::unescaped(const QString &text)
{
    QString out;
    for (qsizetype i = 0; i < text.size(); ++i) {
        const bool isEscape = text[i] == u'\\' && i + 1 < text.size();
        const QChar next = isEscape ? text[++i] : text[i];
        out += !isEscape ? next : next == u'n' ? QChar(u'\n') : next == u't' ? QChar(u'\t') : next;
    }
    return out;
}

SentenceBook::SentenceBook(const QString &lines)
{
    for (const QString &line : lines.split(u'\n', Qt::SkipEmptyParts)) {
        const qsizetype tab = line.indexOf(u'\t');
        const QString translation = line.mid(tab + 1);
        if (tab > 0 && !line.startsWith(u'#') && translation != u"=")
            add(unescaped(line.left(tab)), unescaped(translation));
    }
    std::stable_sort(m_forms.begin(), m_forms.end(), [](const Form &a, const Form &b) { return a.weight > b.weight; });
}

void SentenceBook::add(const QString &form, const QString &translation)
{
    const std::vector<Piece> pieces = piecesOf(form);
    Form made;
    made.translation = translation;
    made.prefix = pieces.front().literal;
    QString pattern;
    for (std::size_t i = 0; i < pieces.size(); ++i) {
        made.weight += pieces[i].literal.size();
        pattern += QRegularExpression::escape(pieces[i].literal);
        if (pieces[i].place < 0)
            continue;
        made.groups.push_back(pieces[i].place);
        const bool isLast = i + 2 == pieces.size() && pieces.back().literal.isEmpty();
        pattern += isLast ? QStringLiteral("(.*)") : QStringLiteral("(.*?)");
    }
    if (made.groups.empty())
        m_whole.insert(made.prefix, translation);
    if (made.weight < weightMin)
        return;
    made.pattern = QRegularExpression(pattern + QStringLiteral("(?=\\s|$)"), QRegularExpression::DotMatchesEverythingOption);
    m_forms.push_back(std::move(made));
}

const SentenceBook::Form *SentenceBook::bestAt(const QString &text, qsizetype at, QRegularExpressionMatch &best) const
{
    const QStringView rest = QStringView(text).mid(at);
    for (const Form &form : m_forms) {
        if (!rest.startsWith(form.prefix))
            continue;
        best = form.pattern.match(text, at, QRegularExpression::NormalMatch, QRegularExpression::AnchorAtOffsetMatchOption);
        if (best.hasMatch())
            return &form;
    }
    return nullptr;
}

QString SentenceBook::filled(const Form &form, const QRegularExpressionMatch &match, int depth) const
{
    QString out;
    for (const Piece &piece : piecesOf(form.translation)) {
        out += piece.literal;
        const auto group = std::find(form.groups.begin(), form.groups.end(), piece.place);
        if (piece.place >= 0 && group != form.groups.end())
            out += say(match.captured(int(group - form.groups.begin()) + 1), depth + 1);
    }
    return out;
}

QString SentenceBook::say(const QString &text, int depth) const
{
    if (const auto whole = m_whole.constFind(text); whole != m_whole.constEnd())
        return *whole;
    if (!text.isEmpty() && text.front().isUpper()) // of one that stands at the beginning of a sentence
        if (const auto whole = m_whole.constFind(text.front().toLower() + text.mid(1)); whole != m_whole.constEnd())
            return *whole;
    if (depth >= depthMax || text.size() > textMax || !text.contains(u' '))
        return text;
    QString out;
    for (qsizetype at = 0; at < text.size();) {
        QRegularExpressionMatch match;
        if (const Form *form = bestAt(text, at, match)) {
            out += filled(*form, match, depth);
            at = match.capturedEnd();
            while (at < text.size() && text[at] == u' ') // Chinese has no space between sentences
                ++at;
            continue;
        }
        const auto boundary = sentenceEnd().match(text, at);
        const qsizetype next = boundary.hasMatch() ? boundary.capturedEnd() : text.size();
        out += QStringView(text).mid(at, next - at);
        at = next;
    }
    return out;
}

QString inWords(const QString &sentence)
{
    if (spokenLanguage() == Language::English || sentence.isEmpty())
        return sentence;
    static const SentenceBook book = [] {
        QFile file(QStringLiteral(":/weftline/languages/engine_zh_CN.tsv"));
        return SentenceBook(file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString());
    }();
    static QCache<QString, QString> said(2000);
    if (const QString *known = said.object(sentence))
        return *known;
    auto *words = new QString(book.say(sentence));
    const QString result = *words;
    said.insert(sentence, words);
    return result;
}

QString inWords(std::string_view sentence) { return inWords(QString::fromUtf8(sentence.data(), qsizetype(sentence.size()))); }

} // namespace weftline::ui::widgets
