// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// race FILE: writes a journal and asks where it ends while its thread writes; all of it called by Qt's event loop, as in an
// engine. Made to be run under the thread sanitizer.

#include <QtCore/QCoreApplication>
#include <QtCore/QTimer>

#include <cstdio>

#include "engine/journal/sqlite_journal.h"
#include "engine/service/posted.h"

using namespace weftline;

namespace {

constexpr std::uint64_t commits = 200;

/// Commits one event a turn of the loop.
class Writer : public QObject
{
public:
    explicit Writer(std::unique_ptr<journal::Journal> journal) : m_journal(std::move(journal))
    {
        connect(&m_timer, &QTimer::timeout, this, [this] { turn(); });
        m_timer.start(0);
    }
    [[nodiscard]] bool isWhole() const { return m_told == commits && m_journal->head().position == commits; }

private:
    void turn()
    {
        if (m_committed == commits) {
            m_timer.stop();
            return;
        }
        scheduler::Event event;
        event.fact = scheduler::EngineStarted{static_cast<std::uint32_t>(++m_committed), "race"};
        m_journal->commit({event}, [this](const Result<scheduler::Position> &) {
            if (++m_told == commits)
                QCoreApplication::quit();
        });
        m_seen = m_journal->head().position;
    }

    std::unique_ptr<journal::Journal> m_journal;
    QTimer m_timer;
    std::uint64_t m_committed = 0;
    std::uint64_t m_told = 0;
    std::uint64_t m_seen = 0;
};

} // namespace

int main(int count, char **arguments)
{
    const QCoreApplication application(count, arguments);
    if (count != 2)
        return 2;
    service::Posted posted;
    auto journal = journal::openSqliteJournal(arguments[1], {[&](std::function<void()> function) { posted.post(std::move(function)); }});
    if (!journal) {
        std::fprintf(stderr, "%s\n", journal.error().message.c_str());
        return 2;
    }
    const Writer writer(std::move(*journal));
    QCoreApplication::exec();
    return writer.isWhole() ? 0 : 1;
}
