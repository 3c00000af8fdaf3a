// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "engine/wire/archive.h"

#include <fmt/format.h>

namespace weftline::wire {

void WritingArchive::sentence(std::string_view text)
{
    if (text.size() <= reasonMax) {
        m_writer.string(text);
        return;
    }
    constexpr std::string_view ellipsis = "…";
    m_writer.string(std::string(utf8Prefix(text, reasonMax - ellipsis.size())).append(ellipsis));
}

void WritingArchive::payload(const Payload &payload)
{
    if (payload.stored)
        m_writer.array(2).hash(*payload.stored).unsignedInteger(payload.size);
    else if (payload.isEmpty())
        m_writer.nil();
    else
        m_writer.binary(payload.bytes);
}

void ReadingArchive::real(double &number)
{
    number = m_reader.number();
    if (!std::isfinite(number)) {
        m_reader.fail("a number that is not finite");
        number = 0;
    }
}

void ReadingArchive::duration(Duration &duration)
{
    duration = m_reader.duration();
    if (duration < Duration{0} || duration > durationMax) {
        m_reader.fail("a duration that is negative or above 3650 days");
        duration = Duration{0};
    }
}

void ReadingArchive::payload(Payload &payload)
{
    payload = {};
    if (m_reader.nilNext())
        return;
    if (!m_reader.binaryNext()) {
        m_reader.array(2);
        payload.stored = m_reader.hash();
        payload.size = m_reader.unsignedInteger();
        if (payload.size == 0 || payload.size > valueSizeMax)
            m_reader.fail(fmt::format("a stored value whose size is not between 1 and {} bytes", valueSizeMax));
        return;
    }
    const BytesView bytes = m_reader.binary();
    if (bytes.empty() || bytes.size() > Payload::inlineMax)
        m_reader.fail(fmt::format("a value whose size is not between 1 and {} bytes", Payload::inlineMax));
    else
        payload = Payload::of(Bytes(bytes));
}

void ReadingArchive::name(SharedText &text)
{
    const std::string_view read = m_reader.string();
    for (const SharedText &shared : m_shared) // was looked at then
        if (shared.view() == read) {
            text = shared;
            return;
        }
    text = checked(read, nameMax);
    m_shared[m_oldest] = text;
    m_oldest = (m_oldest + 1) % m_shared.size();
}

std::string_view ReadingArchive::checked(std::string_view text, std::size_t sizeMax)
{
    if (text.size() > sizeMax)
        m_reader.fail(fmt::format("a text of {} bytes where at most {} are allowed", text.size(), sizeMax));
    else if (!isUtf8(text))
        m_reader.fail("a text that is not UTF-8");
    else
        return text;
    return {};
}

void ReadingArchive::failCount(std::size_t count, std::size_t countMin, std::size_t countMax)
{
    m_reader.fail(fmt::format("a list of {} members where {} to {} are allowed", count, countMin, countMax));
}

} // namespace weftline::wire
