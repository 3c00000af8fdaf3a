// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "engine/service/posted.h"

#include <QtCore/QObject>
#include <QtCore/QtGlobal>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <iterator>
#include <utility>

#include <sys/eventfd.h>
#include <unistd.h>

namespace weftline::service {

Posted::Posted() : m_wake(eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK))
{
    if (m_wake < 0)
        qFatal("eventfd: %s", std::strerror(errno));
    m_notifier = std::make_unique<QSocketNotifier>(m_wake, QSocketNotifier::Read);
    QObject::connect(m_notifier.get(), &QSocketNotifier::activated, m_notifier.get(), [this] { callAll(); });
}

Posted::~Posted()
{
    m_notifier.reset();
    ::close(m_wake);
}

void Posted::post(std::function<void()> function)
{
    const std::scoped_lock lock(m_mutex);
    m_functions.push_back(std::move(function));
    if (m_functions.size() == 1) {
        const std::uint64_t one = 1;
        (void)!::write(m_wake, &one, sizeof one); // cannot be full: it is read before the next one
    }
}

void Posted::callAll()
{
    {
        const std::scoped_lock lock(m_mutex);
        std::uint64_t count = 0;
        (void)!::read(m_wake, &count, sizeof count);
        std::move(m_functions.begin(), m_functions.end(), std::back_inserter(m_due));
        m_functions.clear();
    }
    while (!m_due.empty()) {
        const std::function<void()> function = std::move(m_due.front());
        m_due.pop_front();
        function();
    }
}

} // namespace weftline::service
