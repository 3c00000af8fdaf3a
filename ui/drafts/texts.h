// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Translations for the free functions of this folder.

#pragma once

#include <QtCore/QCoreApplication>

namespace weftline::ui::drafts {

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(Drafts)
};

} // namespace weftline::ui::drafts
