// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// References to nodes inside expressions, and what becomes of them when a node gets another id. Only what is surely a
// reference is touched: `id.output` and `nodes["id"]` outside of strings and comments.

#pragma once

#include <map>
#include <string>
#include <string_view>

#include "engine/workflow/workflow.h"

namespace weftline::ui::document {

using Renames = std::map<workflow::NodeId, workflow::NodeId>; ///< Old to new.

struct Rewritten
{
    std::string text;
    bool isSure = true; ///< False when a name also stands for something else there, so that `name.output` was left alone.
};

/// `text` is JavaScript.
[[nodiscard]] Rewritten renameInExpression(std::string_view text, const Renames &renames);

/// `text` is a template with ${…} in it; one that is never closed stays as it is.
[[nodiscard]] Rewritten renameInTemplate(std::string_view text, const Renames &renames);

/// In the map, the parameters and their members, each as the node's kind reads it. Returns false when something was left alone.
[[nodiscard]] bool renameInNode(workflow::Node &node, const Renames &renames);

/// Whether an expression can say `id.output`; otherwise it is `nodes["id"].output`.
[[nodiscard]] bool isPlainName(std::string_view id);

/// How an expression names the output of this node.
[[nodiscard]] std::string outputOf(std::string_view id);

} // namespace weftline::ui::document
