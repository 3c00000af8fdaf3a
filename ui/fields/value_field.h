// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// A field of a table of kinds as an editor, a text, and a value in the object that holds it.

#pragma once

#include <QtCore/QString>

#include <functional>

#include "engine/base/result.h"
#include "engine/base/value.h"
#include "engine/workflow/kind.h"
#include "ui/fields/field_editor.h"

namespace weftline::ui::fields {

/// What a field is called in the language of the window.
struct FieldWords
{
    QString label;
    QString help;
    QString placeholder;
    std::function<QString(const QString &choice)> choice; ///< None: choices are shown as they are stored.
};

[[nodiscard]] EditorSpec editorOf(const workflow::Field &field, const FieldWords &words);

/// Its text; what is used where nothing is said, if `with` has no such member.
[[nodiscard]] QString readField(const workflow::Field &field, const Object &with);

/// Sets or removes the member, or says why this text cannot be and leaves it.
Result<Done> writeField(const workflow::Field &field, Object &with, const QString &text);

} // namespace weftline::ui::fields
