// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// One parameter of a node against its row in the table of kinds. Used by the .cpp files of this folder only.

#pragma once

#include "engine/workflow/checks.h"

namespace weftline::workflow {

class FieldCheck
{
public:
    FieldCheck(const Node &node, const Field &field, std::string where, ProblemSink &sink)
        : m_node(node), m_field(field), m_where(std::move(where)), m_sink(sink)
    {
    }

    void check(const Value &value);

private:
    void problem(const std::string &where, std::string_view what, std::string fix, std::vector<QuickFix> quickFixes = {});
    void wrongType(const Value &value, std::string_view what);
    static std::string describe(const Value &value);

    void textList(const Value &value);
    void textMap(const Value &value);
    void choice(const Value &value);
    void codes(const Value &value);
    void number(const Value &value);
    void duration(const Value &value);

    // field_lists.cpp: lists of objects
    void cases(const Value &value);
    void port(const Value &entry, const std::string &where, std::vector<std::string> &seen);
    void messages(const Value &value);
    void recorded(const Value &value);
    void schema(const Value &value);
    /// The object at place `i`, all of whose members are among `names`; null where it is none.
    const Object *entry(const Value &list, std::size_t i, std::span<const std::string_view> names);
    /// A member that has to be text; null where it is none.
    const std::string *text(const Value &entry, std::string_view name, const std::string &where, std::string_view fix);

    const Node &m_node;
    const Field &m_field;
    std::string m_where;
    ProblemSink &m_sink;
};

/// What concerns several parameters of a node together.
void checkTogether(const Node &node, const std::string &where, ProblemSink &sink);

} // namespace weftline::workflow
