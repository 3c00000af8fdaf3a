// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// A draft on the disk: a line that names the format, then a record a line, each with a hash over itself and all before it.
// Whoever has this object has the file alone; the system takes the lock back when the process ends, however it ends.
//
// All calls wait for the disk: never from the window's thread. One thread at a time.

#pragma once

#include <QtCore/QByteArray>
#include <QtCore/QString>

#include <memory>
#include <string>
#include <vector>

#include "engine/base/result.h"
#include "ui/drafts/record.h"

namespace weftline::ui::drafts {

constexpr qint64 draftSizeMax = 256LL << 20;

class DraftFile final
{
public:
    /// There need not be such a file yet; the first rewrite() makes it.
    explicit DraftFile(QString path);
    ~DraftFile();
    DraftFile(const DraftFile &) = delete;
    DraftFile &operator=(const DraftFile &) = delete;

    /// A name for a new one in `folder`.
    [[nodiscard]] static QString newPath(const QString &folder);
    /// Takes one that is there. nullptr where another process has it, or it is gone.
    [[nodiscard]] static Result<std::unique_ptr<DraftFile>> take(const QString &path);

    struct Reading
    {
        Content content;
        int lineWrong = 0; ///< The first line that is damaged, with more behind it; 0 where all is well.
    };
    /// A last line that was not written to its end is cut off. An error where not even a beginning can be read;
    /// ErrorCode::Refused where a newer program wrote it.
    [[nodiscard]] Result<Reading> read();

    /// Puts `content` in the place of all that is there, all or nothing. The oldest steps are left out where they are too much.
    [[nodiscard]] Result<Done> rewrite(Content content);
    /// Adds records; they survive a crash of program and machine when this returns. On failure nothing is added. Shortens the file
    /// where it has become long.
    [[nodiscard]] Result<Done> append(const std::vector<Record> &records);
    /// Puts the file beside itself under another name, for people to look at, and forgets it. Gives the new name.
    QString putAside();
    void remove();

    [[nodiscard]] QString path() const { return m_path; }
    [[nodiscard]] qint64 size() const { return m_size; }
    /// Where append() shortens; tests set it.
    void setShortensAt(qint64 size) { m_shortensAt = size; }

private:
    [[nodiscard]] Result<Done> failed(const char *what) const;
    void close();

    QString m_path;
    int m_file = -1;
    qint64 m_size = 0;
    qint64 m_shortensAt = 0;
    QByteArray m_chain; ///< The hash of the last line.
};

} // namespace weftline::ui::drafts
