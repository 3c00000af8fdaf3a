// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "engine/workflow/workflow.h"

#include <algorithm>

namespace weftline::workflow {

const Node *Workflow::find(const NodeId &id) const
{
    const auto found = std::find_if(nodes.begin(), nodes.end(), [&](const Node &node) { return node.id == id; });
    return found == nodes.end() ? nullptr : &*found;
}

Node *Workflow::find(const NodeId &id) { return const_cast<Node *>(std::as_const(*this).find(id)); }

std::string_view unknownKindOf(const Node &node)
{
    const Value *name = weftline::find(node.extra, "kind");
    return name && name->asString() ? std::string_view(*name->asString()) : std::string_view();
}

} // namespace weftline::workflow
