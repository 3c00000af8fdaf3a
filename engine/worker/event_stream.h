// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Server-sent events (text/event-stream) out of bytes that may be cut anywhere. Only `data` is of interest here.

#pragma once

#include <functional>
#include <string>
#include <string_view>

namespace weftline::worker {

class EventStream
{
public:
    static constexpr std::size_t eventMax = 16U << 20U;
    using Give = std::function<void(std::string_view data)>;

    /// Gives the data of every event that is complete. False: an event is larger than `eventMax`.
    [[nodiscard]] bool add(std::string_view bytes, const Give &give);

private:
    void line(std::string_view line, const Give &give);

    std::string m_rest; ///< The beginning of a line.
    std::string m_data; ///< Of the event so far.
    bool m_hasData = false;
    bool m_isFirst = true;
    bool m_wasReturn = false; ///< The last byte was a CR: an LF after it ends nothing more.
};

} // namespace weftline::worker
