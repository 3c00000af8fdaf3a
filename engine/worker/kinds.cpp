// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "engine/worker/kind.h"

namespace weftline::worker {

std::vector<std::unique_ptr<KindRunner>> makeKinds(const Place &place)
{
    std::vector<std::unique_ptr<KindRunner>> kinds;
    for (const auto &make : {makeCommandKind, makeScriptKind, makeHttpKind, makeLlmKind, makeEmptyKind})
        kinds.push_back(make(place));
    return kinds;
}

} // namespace weftline::worker
