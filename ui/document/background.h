// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Work on another thread, its result back on this one.

#pragma once

#include <QtCore/QCoreApplication>
#include <QtCore/QObject>
#include <QtCore/QPointer>
#include <QtCore/QThreadPool>

#include <memory>
#include <utility>

namespace weftline::ui::document {

/// Runs `work` on a thread of the pool, then `done` with its result on the caller's thread, unless `owner` is gone by then.
/// The caller is the window's thread; what `work` needs it holds itself.
template <typename T, typename Work, typename Finish>
void inBackground(QObject *owner, Work work, Finish done, QThreadPool *pool = QThreadPool::globalInstance())
{
    pool->start([owner = QPointer<QObject>(owner), work = std::move(work), done = std::move(done)]() mutable {
        auto result = std::make_shared<T>(work());
        const auto deliver = [owner, result, done = std::move(done)]() mutable {
            if (owner)
                done(std::move(*result));
        };
        // The pointer is looked at on its own thread only; the application outlives all windows.
        if (QCoreApplication *application = QCoreApplication::instance())
            QMetaObject::invokeMethod(application, deliver, Qt::QueuedConnection);
    });
}

} // namespace weftline::ui::document
