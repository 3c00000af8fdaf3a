// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/document/history.h"

#include <algorithm>

namespace weftline::ui::document {

void History::forgetUndone()
{
    steps.resize(index);
    if (clean && *clean > index)
        clean.reset();
}

void History::push(Step step)
{
    document::apply(step.patch, workflow);
    forgetUndone();
    steps.push_back(std::move(step));
    ++index;
    if (steps.size() > std::size_t(stepsMax))
        forget(steps.size() - std::size_t(stepsMax));
}

bool History::joinLast(const Patch &next)
{
    if (index == 0 || clean == index || !join(steps[index - 1].patch, next))
        return false;
    document::apply(next, workflow);
    forgetUndone();
    if (isNothing(steps.back().patch)) {
        steps.pop_back();
        --index;
    }
    return true;
}

bool History::moveTo(std::size_t to)
{
    if (to > steps.size())
        return false;
    while (index < to)
        document::apply(steps[index++].patch, workflow);
    while (index > to)
        document::revert(steps[--index].patch, workflow);
    return true;
}

void History::forget(std::size_t count)
{
    count = std::min(count, index);
    steps.erase(steps.begin(), steps.begin() + std::ptrdiff_t(count));
    index -= count;
    if (clean)
        clean = *clean < count ? std::nullopt : std::optional(*clean - count);
}

} // namespace weftline::ui::document
