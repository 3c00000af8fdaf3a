// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What one can look for in a graph, as text: `is:failed kind:http worker:w3 uses:params.folder pool:gpu resize "two words"
// -kind:command`. A node is found when all terms are true of it. Pure: texts in, terms and answers out.

#pragma once

#include <QtCore/QString>
#include <QtCore/QStringList>

#include <optional>
#include <vector>

namespace weftline::ui::designer {

struct FindTerm
{
    enum class Key { Text, Is, Kind, Worker, Uses, Pool };
    Key key = Key::Text;
    QString value; ///< In small letters, without quotes. Empty while it is being typed: true of every node.
    bool isNegated = false;

    bool operator==(const FindTerm &) const = default;
};

struct FindQuery
{
    std::vector<FindTerm> terms;
    QString trouble; ///< Why nothing can be found, as a sentence: a term that does not exist. Empty: none.

    [[nodiscard]] bool isEmpty() const { return terms.empty() && trouble.isEmpty(); }
};

[[nodiscard]] FindQuery parseFind(const QString &text);

/// What a term can ask of a node, all in small letters.
struct FindSubject
{
    QString text; ///< Id, title and parameters.
    QString kind; ///< Its name in files.
    QString kindWord; ///< As people read it.
    QString pool;
    QStringList states; ///< Words of findStates().
    QStringList workers; ///< Names, of all of its attempts.
    QStringList uses; ///< What its expressions read: "params.folder", "list.output".
};

[[nodiscard]] bool matches(const FindQuery &query, const FindSubject &subject);

/// The words after `is:`.
[[nodiscard]] const QStringList &findStates();
/// "is:", "kind:", …
[[nodiscard]] const QStringList &findKeys();

/// What the expressions in a text with ${…} read, and what one expression reads.
void addUses(QStringList &uses, const QString &templateText);
void addUsesOfExpression(QStringList &uses, std::string_view expression);

} // namespace weftline::ui::designer
