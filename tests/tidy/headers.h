// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Compiles each header by itself, twice included, and says which of them lean on what others include. A header is
// compiled again only when it, something it includes from the project, or a flag has changed.

#pragma once

#include "tests/tidy/tree.h"

namespace weftline::tidy {

struct HeaderCompiler
{
    QString root; // headers are named from here
    QString compiler;
    QStringList flags; // language, definitions, where to look for includes
    QString cache; // a folder for what is known from last time; empty for no memory
};

/// The flags with which the files below `folder` ("engine", "ui") are compiled, of compile_commands.json; the places to
/// look for includes are those of all of them together.
[[nodiscard]] QStringList flagsOf(const QString &compileCommands, const QString &folder);

/// Compiles `headers`, two at a time.
[[nodiscard]] std::vector<Finding> headersThatLean(const HeaderCompiler &compiler, const QStringList &headers);

} // namespace weftline::tidy
