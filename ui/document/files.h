// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// `.weft` files, read and written on another thread.

#pragma once

#include <QtCore/QByteArray>
#include <QtCore/QObject>
#include <QtCore/QString>

#include <functional>

#include "engine/base/result.h"
#include "engine/workflow/workflow.h"

namespace weftline::ui::document {

struct FileContent
{
    workflow::Workflow workflow;
    QByteArray hash; ///< Of the file's bytes.
};

/// Two files with the same hash are the same.
[[nodiscard]] QByteArray hashOf(QByteArrayView bytes);

/// `done` comes on the caller's thread, unless `owner` is gone by then. A file whose graph makes no sense is read all the same,
/// so that it can be mended; one that cannot be read without losing something is an error that names file, line and column.
void readWorkflow(const QString &path, QObject *owner, std::function<void(Result<FileContent>)> done);

/// Puts the new file in the old one's place once all of it is on the disk; on failure the old one stays as it was.
/// `done` gets the hash of what was written.
void writeWorkflow(const QString &path, workflow::Workflow workflow, QObject *owner, std::function<void(Result<QByteArray>)> done);

} // namespace weftline::ui::document
