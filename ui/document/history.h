// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// A workflow and the steps that led to it, as plain values: what a document can be brought back from. Each function does to it
// what the undo stack does, so that a list of what was done to the stack gives the same steps anywhere, on any thread.

#pragma once

#include <QtCore/QString>

#include <cstddef>
#include <optional>
#include <vector>

#include "engine/workflow/workflow.h"
#include "ui/document/patch.h"

namespace weftline::ui::document {

/// The undo stack holds so many steps; the oldest goes first.
constexpr int stepsMax = 1000;

struct Step
{
    QString text; ///< For the menu.
    Patch patch;
};

struct History
{
    workflow::Workflow workflow; ///< As it is after the first `index` steps.
    std::vector<Step> steps;
    std::size_t index = 0;
    std::optional<std::size_t> clean = 0; ///< The index at which it is what the file has; none: at no index any more.

    [[nodiscard]] bool isModified() const { return clean != index; }

    /// A new step. Those that were undone are gone.
    void push(Step step);
    /// What the last step did not do yet; a step that does nothing any more goes. False, and nothing is different, where there is
    /// no step or it does not fit.
    [[nodiscard]] bool joinLast(const Patch &next);
    /// Undoes or redoes. False where there are not so many steps.
    [[nodiscard]] bool moveTo(std::size_t to);
    void markClean() { clean = index; }
    /// Forgets the oldest steps.
    void forget(std::size_t count);

private:
    void forgetUndone();
};

} // namespace weftline::ui::document
