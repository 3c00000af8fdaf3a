// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What is read of an expression before it is evaluated: tokens, names, simple paths, templates. It never takes a part of the
// expression for something that does not stand in it: each name that comes out is written there, letter by letter, unless
// the expression has a '\', behind which a letter is written otherwise.

#include <cstdint>
#include <cstdlib>
#include <set>
#include <string>
#include <string_view>

#include "engine/expressions/check.h"
#include "engine/expressions/simple_path.h"
#include "engine/workflow/template.h"

using namespace weftline;

namespace {

void demand(bool isTrue)
{
    if (!isTrue)
        std::abort();
}

void demandWritten(const std::set<std::string> &names, std::string_view text)
{
    for (const std::string &name : names)
        demand(text.find(name) != std::string_view::npos);
}

void demandWritten(const expressions::References &found, std::string_view text)
{
    demandWritten(found.names, text);
    if (text.find('\\') != std::string_view::npos)
        return;
    demandWritten(found.nodes, text);
    demandWritten(found.params, text);
}

/// The names of its steps stand there one after the other.
void demandWritten(const expressions::SimplePath &path, std::string_view text)
{
    std::size_t at = text.find(path.root);
    demand(at != std::string_view::npos);
    at += path.root.size();
    for (const auto &step : path.steps) {
        const std::string *name = std::get_if<std::string>(&step);
        if (!name)
            continue;
        at = text.find(*name, at);
        demand(at != std::string_view::npos);
        at += name->size();
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const std::string text(reinterpret_cast<const char *>(data), size);
    demandWritten(expressions::referencesOf(text), text);
    demandWritten(expressions::referencesInTemplates(Value(text)), text);
    static_cast<void>(expressions::mayWrite(text));
    demand(!expressions::isSecret(text) || text.find("secret.") != std::string::npos);
    demand(!workflow::isWholeExpression(text) || (text.starts_with("${") && text.ends_with('}')));
    if (const auto path = expressions::simplePath(text)) {
        demandWritten(*path, text);
        static_cast<void>(expressions::follow(Value(Object{{"a", 1}}), *path, 0, 0));
    }
    return 0;
}
