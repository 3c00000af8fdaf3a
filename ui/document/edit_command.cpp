// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/document/edit_command.h"

namespace weftline::ui::document {

EditCommand::EditCommand(Perform perform, const QString &text, Patch patch, QString mergeKey)
    : QUndoCommand(text), m_perform(std::move(perform)), m_patch(std::move(patch)), m_mergeKey(std::move(mergeKey))
{
}

bool EditCommand::mergeWith(const QUndoCommand *other)
{
    const auto *next = static_cast<const EditCommand *>(other); // the stack asks only those of the same id
    if (next->m_mergeKey != m_mergeKey || !join(m_patch, next->m_patch))
        return false;
    setObsolete(isNothing(m_patch));
    return true;
}

} // namespace weftline::ui::document
