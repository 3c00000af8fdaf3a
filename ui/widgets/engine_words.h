// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The engine says its sentences in English: it knows no window and no language. Here they are found again by their form and
// said in the language of the window. resources/translations/engine_zh_CN.tsv holds the forms, as the engine's sources have
// them for fmt, and what each becomes; "=" is what nobody reads or what is the same in every language.

#pragma once

#include <QtCore/QHash>
#include <QtCore/QRegularExpression>
#include <QtCore/QString>

#include <string_view>
#include <vector>

namespace weftline::ui::widgets {

/// Sentences by their forms. Values; one thread.
class SentenceBook
{
public:
    /// Lines of `form TAB translation`, escaped; "#" starts a comment. Places are fmt's: {}, {0}, {:g}.
    /// A translation may have them in another order, by number.
    explicit SentenceBook(const QString &lines);

    /// The text with every sentence that is known said in the other language; what is put into one is looked up too.
    /// What is not known stays as it is.
    [[nodiscard]] QString say(const QString &text) const { return say(text, 0); }

    /// \n, \t and \\ stand for a line's end, a tabulator and a backslash.
    [[nodiscard]] static QString unescaped(const QString &text);

private:
    struct Form
    {
        QString prefix; ///< What every such sentence begins with.
        QRegularExpression pattern;
        std::vector<int> groups; ///< The place that each captured part fills.
        QString translation;
        qsizetype weight = 0; ///< Characters that are not of a place.
    };

    void add(const QString &form, const QString &translation);
    [[nodiscard]] QString say(const QString &text, int depth) const;
    [[nodiscard]] QString filled(const Form &form, const QRegularExpressionMatch &match, int depth) const;
    [[nodiscard]] const Form *bestAt(const QString &text, qsizetype at, QRegularExpressionMatch &best) const;

    QHash<QString, QString> m_whole; ///< Forms without places.
    std::vector<Form> m_forms; ///< Heaviest first.
};

/// A sentence of the engine's in the language that is spoken. Window thread only.
[[nodiscard]] QString inWords(const QString &sentence);
[[nodiscard]] QString inWords(std::string_view sentence);

} // namespace weftline::ui::widgets
