// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// One description of a message's members serves writing and reading: `members(archive, message)` is called with a
// WritingArchive or a ReadingArchive, which have the same functions. For codec.cpp.

#pragma once

#include <array>
#include <cmath>
#include <concepts>
#include <string>
#include <utility>
#include <vector>

#include "engine/base/payload.h"
#include "engine/base/shared_text.h"
#include "engine/encoding/reader.h"
#include "engine/encoding/writer.h"
#include "engine/wire/limits.h"
#include "engine/wire/utf8.h"

namespace weftline::wire {

class WritingArchive
{
public:
    explicit WritingArchive(Bytes &out) : m_writer(out) { }

    void list(std::size_t count) { m_writer.array(count); }
    void boolean(bool b) { m_writer.boolean(b); }
    void whole(std::uint32_t number) { m_writer.unsignedInteger(number); }
    void whole(std::uint64_t number) { m_writer.unsignedInteger(number); }
    void whole(std::int64_t number) { m_writer.integer(number); }
    void real(double number) { m_writer.number(number); }
    void instant(Instant at) { m_writer.instant(at); }
    void duration(Duration duration) { m_writer.duration(duration); }
    void hash(const Hash &hash) { m_writer.hash(hash); }
    void name(std::string_view text) { m_writer.string(text); }
    void name(const SharedText &text) { m_writer.string(text.view()); }
    void sentence(std::string_view text);
    void payload(const Payload &payload);
    void value(const Value &value) { m_writer.value(value); }

    template <typename Enum>
    void code(Enum code, std::uint64_t)
    {
        m_writer.unsignedInteger(static_cast<std::uint64_t>(code));
    }

    template <typename Item, typename Each>
    void items(const std::vector<Item> &items, std::size_t, std::size_t, Each each)
    {
        m_writer.array(items.size());
        for (const Item &item : items)
            each(item);
    }

    template <typename T, typename Each>
    void optional(const std::optional<T> &item, Each each)
    {
        if (item)
            each(*item);
        else
            m_writer.nil();
    }

private:
    encoding::Writer m_writer;
};

class ReadingArchive
{
public:
    explicit ReadingArchive(encoding::Reader &reader) : m_reader(reader) { }

    void list(std::size_t count) { m_reader.array(count); }
    void boolean(bool &b) { b = m_reader.boolean(); }
    void whole(std::uint32_t &number) { number = m_reader.u32(); }
    void whole(std::uint64_t &number) { number = m_reader.unsignedInteger(); }
    void whole(std::int64_t &number) { number = m_reader.integer(); }
    void real(double &number);
    void instant(Instant &at) { at = m_reader.instant(); }
    void duration(Duration &duration);
    void hash(Hash &hash) { hash = m_reader.hash(); }
    void name(std::string &text) { text.assign(checked(m_reader.string(), nameMax)); }
    /// Shares the text with one that was read shortly before, where it is the same.
    void name(SharedText &text);
    void sentence(std::string &text) { text.assign(checked(m_reader.string(), reasonMax)); }
    void payload(Payload &payload);
    void value(Value &value) { value = m_reader.value(); }

    template <typename Enum>
    void code(Enum &code, std::uint64_t count)
    {
        code = m_reader.enumeration<Enum>(count);
    }

    template <typename Item, typename Each>
    void items(std::vector<Item> &items, std::size_t countMin, std::size_t countMax, Each each)
    {
        const std::size_t count = m_reader.array();
        if (m_reader.ok() && (count < countMin || count > countMax))
            failCount(count, countMin, countMax);
        if (!m_reader.ok())
            return;
        items.resize(count);
        for (Item &item : items) {
            each(item);
            if (!m_reader.ok())
                return;
        }
    }

    template <typename T, typename Each>
    void optional(std::optional<T> &item, Each each)
    {
        if (!m_reader.nilNext())
            each(item.emplace());
    }

private:
    /// The text where it is UTF-8 and not too long; else empty, and reading has failed.
    std::string_view checked(std::string_view text, std::size_t sizeMax);
    void failCount(std::size_t count, std::size_t countMin, std::size_t countMax);

    encoding::Reader &m_reader;
    std::array<SharedText, 2> m_shared; ///< Those read last: of tasks by the hundred, the run and the node.
    std::size_t m_oldest = 0; ///< Of these.
};

} // namespace weftline::wire
