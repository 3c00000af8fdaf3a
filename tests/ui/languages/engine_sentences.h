// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the engine may say: the literals of its sources that have more than a word in them.

#pragma once

#include <QtCore/QString>

#include <map>

namespace weftline::test {

/// The string literals of C++ source, those that stand side by side as one, without raw ones; escapes are read.
[[nodiscard]] QStringList literalsOf(const QString &source);

/// Every literal of two words and more below `folder`, and the first file that has it, from there.
[[nodiscard]] std::map<QString, QString> sentencesBelow(const QString &folder);

} // namespace weftline::test
