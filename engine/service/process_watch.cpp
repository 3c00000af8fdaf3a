// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "engine/service/process_watch.h"

#include <QtCore/QSocketNotifier>

#include <sys/syscall.h>
#include <unistd.h>

namespace weftline::service {

struct PidfdWatch::Watched
{
    int fd = -1;
    std::unique_ptr<QSocketNotifier> notifier;
    std::vector<std::function<void()>> exited;

    explicit Watched(int opened) : fd(opened), notifier(std::make_unique<QSocketNotifier>(opened, QSocketNotifier::Read)) { }
    Watched(const Watched &) = delete;
    Watched &operator=(const Watched &) = delete;
    ~Watched()
    {
        notifier.reset();
        close(fd);
    }
};

PidfdWatch::PidfdWatch() = default;
PidfdWatch::~PidfdWatch() = default;

bool PidfdWatch::watch(std::int64_t pid, std::function<void()> exited)
{
    if (const auto found = m_watched.find(pid); found != m_watched.end()) {
        found->second->exited.push_back(std::move(exited));
        return true;
    }
    const auto fd = static_cast<int>(syscall(SYS_pidfd_open, static_cast<pid_t>(pid), 0U));
    if (pid <= 0 || fd < 0)
        return false;
    auto watched = std::make_unique<Watched>(fd);
    watched->exited.push_back(std::move(exited));
    QObject::connect(watched->notifier.get(), &QSocketNotifier::activated, watched->notifier.get(), [this, pid] {
        auto node = m_watched.extract(pid);
        if (node.empty())
            return;
        node.mapped()->notifier->setEnabled(false);
        node.mapped()->notifier.release()->deleteLater(); // it is calling us
        for (const auto &call : node.mapped()->exited)
            call();
    });
    m_watched.emplace(pid, std::move(watched));
    return true;
}

} // namespace weftline::service
