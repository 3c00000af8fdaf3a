// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The drafts that a window finds when it starts: what earlier ones could not save.

#pragma once

#include <QtCore/QStringList>

#include <memory>
#include <vector>

#include "ui/drafts/draft_file.h"

namespace weftline::ui::drafts {

/// What became of the file of a draft's document meanwhile.
enum class OnDisk { Same, Changed, Gone, NeverWas };

struct FoundDraft
{
    std::shared_ptr<DraftFile> file; ///< Ours from now on.
    Content content;
    OnDisk onDisk = OnDisk::NeverWas;
    QString name; ///< Of the file that was found.
};

struct FoundDrafts
{
    std::vector<FoundDraft> drafts;
    QStringList troubles; ///< Sentences about those that are damaged, and where they lie now.
};

/// Takes all drafts in `folder` that no other window has. Waits for the disk.
[[nodiscard]] FoundDrafts findDrafts(const QString &folder);

} // namespace weftline::ui::drafts
