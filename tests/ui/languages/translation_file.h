// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A .ts file as values.

#pragma once

#include <QtCore/QStringList>

#include <map>
#include <optional>

namespace weftline::test {

struct MessageKey
{
    QString context;
    QString source;
    QString comment; ///< What tells two of the same source apart.

    auto operator<=>(const MessageKey &other) const
    {
        return std::tie(context, source, comment) <=> std::tie(other.context, other.source, other.comment);
    }
    bool operator==(const MessageKey &) const = default;
    [[nodiscard]] QString text() const { return QStringLiteral("%1: %2").arg(context, source); }
};

struct TranslatedMessage
{
    bool isPlural = false;
    bool isFinished = false;
    QStringList forms; ///< One, or one for each plural form of the language.
};

using TranslationFile = std::map<MessageKey, TranslatedMessage>;

/// Nothing where it is no such file.
[[nodiscard]] std::optional<TranslationFile> readTranslations(const QString &path);

/// What of the source its translation must have too: %1, %n, …, sorted.
[[nodiscard]] QStringList placesIn(const QString &text);

} // namespace weftline::test
