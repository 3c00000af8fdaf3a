// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What small workflows are put together from.

#pragma once

#include <string>

#include "engine/workflow/workflow.h"

namespace weftline::test {

/// A node that has nothing wrong with it.
inline workflow::Node command(const std::string &id)
{
    workflow::Node node;
    node.id = id;
    node.with = {{"argv", List{"true"}}};
    return node;
}

inline workflow::Edge edge(const std::string &from, const std::string &to)
{
    workflow::Edge edge;
    edge.from = from;
    edge.to = to;
    return edge;
}

} // namespace weftline::test
