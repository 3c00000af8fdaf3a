// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <QtCore/QDateTime>
#include <QtCore/QRandomGenerator>

#include "engine/client/engine_client.h"

namespace weftline::client {

std::string newRunId()
{
    constexpr std::string_view digits = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"; // Crockford's base 32
    std::string id(26, '0');
    auto time = static_cast<quint64>(QDateTime::currentMSecsSinceEpoch());
    for (std::size_t i = 10; i-- > 0; time >>= 5U)
        id[i] = digits[time & 31U];
    for (std::size_t i = 10; i < id.size(); ++i)
        id[i] = digits[QRandomGenerator::system()->generate() & 31U];
    return id;
}

} // namespace weftline::client
