// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What is read of an expression before it is evaluated: tokens, names, simple paths, templates. It never takes a part of the
// expression for something that does not stand in it.

#include <cstdint>
#include <cstdlib>
#include <string>

#include "engine/expressions/check.h"
#include "engine/expressions/simple_path.h"
#include "engine/workflow/template.h"

using namespace weftline;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const std::string text(reinterpret_cast<const char *>(data), size);
    static_cast<void>(expressions::referencesOf(text));
    static_cast<void>(expressions::referencesInTemplates(Value(text)));
    static_cast<void>(expressions::mayWrite(text));
    static_cast<void>(expressions::isSecret(text));
    static_cast<void>(workflow::isWholeExpression(text));
    if (const auto path = expressions::simplePath(text))
        static_cast<void>(expressions::follow(Value(Object{{"a", 1}}), *path, 0, 0));
    return 0;
}
