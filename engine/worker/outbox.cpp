// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "engine/worker/outbox.h"

namespace weftline::worker {

void Outbox::send(wire::Message message, const Try &transport)
{
    if (m_waiting.empty() && transport(message) != wire::Sent::Full)
        return;
    if (const auto *log = std::get_if<wire::Log>(&message)) {
        if (m_logBytes + log->text.size() > logBytesMax)
            return;
        m_logBytes += log->text.size();
    }
    m_waiting.push_back(std::move(message));
}

void Outbox::drain(const Try &transport)
{
    while (!m_waiting.empty() && transport(m_waiting.front()) != wire::Sent::Full) {
        if (const auto *log = std::get_if<wire::Log>(&m_waiting.front()))
            m_logBytes -= log->text.size();
        m_waiting.pop_front();
    }
}

void Outbox::clear()
{
    m_waiting.clear();
    m_logBytes = 0;
}

} // namespace weftline::worker
