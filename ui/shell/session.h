// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What the next window brings back: which tabs were open, in their order, which one was in front, and how the window stood.

#pragma once

#include <QtCore/QByteArray>
#include <QtCore/QStringList>

#include <optional>
#include <vector>

namespace weftline::ui::shell {

struct SessionTab
{
    QString file; ///< Of a workflow; empty where it has none.
    QString draft; ///< The name of its draft; empty where it has none.
    QStringList rules; ///< Its alert rules that have pages.
    QString run; ///< The id of a run, of which this is the page; then the others are empty.

    bool operator==(const SessionTab &) const = default;
};

struct Session
{
    std::vector<SessionTab> tabs;
    int current = -1; ///< One of them; -1: the start page.
    QString currentRule; ///< The rule of it that was in front; empty: itself.
    bool showsRun = false; ///< The perspective.
    std::vector<int> hiddenAreas; ///< Docks that were put away.
    QByteArray geometry;

    bool operator==(const Session &) const = default;
};

[[nodiscard]] QByteArray toText(const Session &session);
/// What of it makes sense.
[[nodiscard]] Session sessionFrom(const QByteArray &text);

/// The session's file, which belongs to the first window of a user: the others open without one, and take it over when that one
/// is gone. Waits for the disk: never from the window's thread. One thread at a time.
class SessionFile final
{
public:
    explicit SessionFile(QString folder) : m_folder(std::move(folder)) { }
    ~SessionFile();
    SessionFile(const SessionFile &) = delete;
    SessionFile &operator=(const SessionFile &) = delete;

    /// None where another window has it, or there is none yet.
    [[nodiscard]] std::optional<Session> read();
    void write(const Session &session);

private:
    [[nodiscard]] bool take();
    [[nodiscard]] QString path() const;

    QString m_folder;
    int m_lock = -1;
};

} // namespace weftline::ui::shell
