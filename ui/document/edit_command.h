// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The one command of the undo stack: a patch of values under a name.

#pragma once

#include <QtGui/QUndoCommand>

#include <functional>

#include "ui/document/patch.h"

namespace weftline::ui::document {

class EditCommand final : public QUndoCommand
{
public:
    using Perform = std::function<void(const Patch &, bool forward)>;

    /// Commands that follow each other and have the same `mergeKey` are one step; none where it is empty.
    EditCommand(Perform perform, const QString &text, Patch patch, QString mergeKey);

    void redo() override { m_perform(m_patch, true); }
    void undo() override { m_perform(m_patch, false); }
    [[nodiscard]] const Patch &patch() const { return m_patch; }
    [[nodiscard]] int id() const override { return m_mergeKey.isEmpty() ? -1 : 1; }
    bool mergeWith(const QUndoCommand *other) override;

private:
    Perform m_perform;
    Patch m_patch;
    QString m_mergeKey;
};

} // namespace weftline::ui::document
