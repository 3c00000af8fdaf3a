// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Values written and read by one list of their members, so that the two cannot differ. A type says its members once, as
// `members(archive, value)` beside it, or as a static function of that name where they are private:
//
//     void members(auto &archive, Of<Task> auto &task) { archive(task.state, task.attempts); }
//
// Nothing is written but the members, in their order: what is read has to have been written by the same list. Bytes may come
// from anybody all the same: each member takes at least one, counts are held against what is left, and codes and numbers against
// what their types hold.

#pragma once

#include <array>
#include <deque>
#include <limits>
#include <map>
#include <optional>
#include <set>
#include <type_traits>
#include <vector>

#include "engine/base/members_of.h"
#include "engine/base/model_use.h"
#include "engine/base/payload.h"
#include "engine/encoding/reader.h"
#include "engine/encoding/writer.h"

namespace weftline::encoding {

class MembersWriter
{
public:
    static constexpr bool reads = false;

    explicit MembersWriter(Writer &writer) : m_writer(writer) { }

    template <class... Members>
    void operator()(const Members &...members)
    {
        (put(members), ...);
    }

    void put(bool b) { m_writer.boolean(b); }
    void put(double d) { m_writer.number(d); }
    void put(const std::string &text) { m_writer.string(text); }
    void put(Duration duration) { m_writer.duration(duration); }
    void put(Instant at) { m_writer.instant(at); }
    void put(const SessionId &session) { m_writer.session(session); }
    void put(const Hash &hash) { m_writer.hash(hash); }
    void put(const Value &value) { m_writer.value(value); }

    template <std::integral Number>
    void put(Number number)
    {
        if constexpr (std::is_signed_v<Number>)
            m_writer.integer(number);
        else
            m_writer.unsignedInteger(number);
    }

    template <class Enum>
    requires std::is_enum_v<Enum>
    void put(Enum code) { m_writer.unsignedInteger(static_cast<std::uint64_t>(code)); }

    void put(const Payload &payload)
    {
        if (payload.stored)
            m_writer.array(2).hash(*payload.stored).unsignedInteger(payload.size);
        else if (payload.isEmpty())
            m_writer.nil();
        else
            m_writer.binary(payload.bytes);
    }

    /// Hardly anything has any.
    void put(const ModelUse &use)
    {
        if (use.isEmpty())
            m_writer.nil();
        else
            m_writer.array(3).unsignedInteger(use.tokensIn).unsignedInteger(use.tokensOut).unsignedInteger(use.cost);
    }

    template <class T>
    void put(const std::vector<T> &all) { putAll(all); }
    template <class T>
    void put(const std::deque<T> &all) { putAll(all); }
    template <class T>
    void put(const std::set<T> &all) { putAll(all); }
    template <class K, class V, class C>
    void put(const std::map<K, V, C> &all) { putAll(all); }

    template <class T, std::size_t size>
    void put(const std::array<T, size> &all)
    {
        for (const T &one : all)
            put(one);
    }

    template <class A, class B>
    void put(const std::pair<A, B> &both)
    {
        put(both.first);
        put(both.second);
    }

    template <class T>
    void put(const std::optional<T> &one)
    {
        put(one.has_value());
        if (one)
            put(*one);
    }

    template <class T>
    requires std::is_class_v<T>
    void put(const T &one)
    {
        if constexpr (requires { T::members(*this, one); })
            T::members(*this, one);
        else
            members(*this, one);
    }

protected:
    Writer &m_writer;

private:
    template <class All>
    void putAll(const All &all)
    {
        m_writer.array(all.size());
        for (const auto &one : all)
            put(one);
    }
};

class MembersReader
{
public:
    static constexpr bool reads = true;

    explicit MembersReader(Reader &reader) : m_reader(reader) { }

    template <class... Members>
    void operator()(Members &&...members)
    {
        (get(members), ...);
    }

    [[nodiscard]] bool ok() const { return m_reader.ok(); }
    void fail(std::string_view what) { m_reader.fail(what); }

    void get(bool &b) { b = m_reader.boolean(); }
    void get(double &d) { d = m_reader.number(); }
    void get(std::string &text) { text = m_reader.string(); }
    void get(Duration &duration) { duration = m_reader.duration(); }
    void get(Instant &at) { at = m_reader.instant(); }
    void get(SessionId &session) { session = m_reader.session(); }
    void get(Hash &hash) { hash = m_reader.hash(); }
    void get(Value &value) { value = m_reader.value(); }

    template <std::integral Number>
    void get(Number &number)
    {
        if constexpr (std::is_signed_v<Number>)
            take(number, m_reader.integer());
        else
            take(number, m_reader.unsignedInteger());
    }

    /// countOf() stands beside the enumeration.
    template <class Enum>
    requires std::is_enum_v<Enum>
    void get(Enum &code) { code = m_reader.enumeration<Enum>(countOf(Enum{})); }

    void get(Payload &payload)
    {
        if (m_reader.nilNext())
            return;
        if (m_reader.binaryNext()) {
            payload.bytes = m_reader.binary();
            payload.size = payload.bytes.size();
            return;
        }
        m_reader.array(2);
        payload.stored = m_reader.hash();
        payload.size = m_reader.unsignedInteger();
    }

    void get(ModelUse &use)
    {
        if (m_reader.nilNext())
            return;
        m_reader.array(3);
        use.tokensIn = m_reader.unsignedInteger();
        use.tokensOut = m_reader.unsignedInteger();
        use.cost = m_reader.unsignedInteger();
    }

    template <class T>
    void get(std::vector<T> &all) { getAll(all); }
    template <class T>
    void get(std::deque<T> &all) { getAll(all); }

    template <class T>
    void get(std::set<T> &all)
    {
        all.clear();
        for (std::size_t left = m_reader.array(); left > 0 && ok(); --left) {
            T one{};
            get(one);
            all.insert(all.end(), std::move(one));
        }
    }

    template <class K, class V, class C>
    void get(std::map<K, V, C> &all)
    {
        all.clear();
        for (std::size_t left = m_reader.array(); left > 0 && ok(); --left) {
            K key{};
            get(key);
            get(all.try_emplace(all.end(), std::move(key))->second);
        }
    }

    template <class T, std::size_t size>
    void get(std::array<T, size> &all)
    {
        for (T &one : all)
            get(one);
    }

    template <class A, class B>
    void get(std::pair<A, B> &both)
    {
        get(both.first);
        get(both.second);
    }

    template <class T>
    void get(std::optional<T> &one)
    {
        one.reset();
        if (m_reader.boolean())
            get(one.emplace());
    }

    template <class T>
    requires std::is_class_v<T>
    void get(T &one)
    {
        if constexpr (requires { T::members(*this, one); })
            T::members(*this, one);
        else
            members(*this, one);
    }

protected:
    Reader &m_reader;

private:
    template <class Number, class Wide>
    void take(Number &number, Wide read)
    {
        if (read < Wide{std::numeric_limits<Number>::min()} || read > Wide{std::numeric_limits<Number>::max()})
            m_reader.fail("a number that is too large");
        else
            number = static_cast<Number>(read);
    }

    template <class All>
    void getAll(All &all)
    {
        all.clear();
        for (std::size_t left = m_reader.array(); left > 0 && ok(); --left)
            get(all.emplace_back());
    }
};

} // namespace weftline::encoding
