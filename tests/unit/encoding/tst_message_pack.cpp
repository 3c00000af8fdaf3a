// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <QtTest/QTest>

#include "engine/base/hash_draw.h"
#include "engine/encoding/blake2b.h"
#include "engine/encoding/reader.h"
#include "engine/encoding/writer.h"
#include "tests/support/test_main.h"
#include "tests/support/text.h"

#include <msgpack.hpp>

#include <cmath>
#include <limits>

using namespace weftline;
using namespace weftline::encoding;
using weftline::test::q;

namespace {

/// Values of all shapes; the same ones for a seed.
class Values
{
public:
    explicit Values(std::uint64_t seed) : m_state(seed) { }

    Value next(int depth = 0)
    {
        switch (draw() % (depth < 4 ? 8 : 6)) {
        case 0:
            return {};
        case 1:
            return draw() % 2 == 0;
        case 2:
            return static_cast<std::int64_t>(draw() >> (draw() % 64)); // of every size
        case 3:
            return -static_cast<std::int64_t>((draw() >> 1U) >> (draw() % 63));
        case 4: // never a whole number within 64 bits: the other library would make an integer of it
            return std::ldexp(static_cast<double>((draw() >> 11U) | 1U), draw() % 2 == 0 ? -60 : 40);
        case 5:
            return std::string(draw() % (draw() % 8 == 0 ? 70'000 : 40), 'x');
        case 6: {
            List list;
            for (std::uint64_t n = draw() % 20; n > 0; --n)
                list.push_back(next(depth + 1));
            return list;
        }
        default: {
            Object object;
            for (std::uint64_t n = draw() % 20; n > 0; --n)
                object.emplace_back("k" + std::to_string(n), next(depth + 1));
            return object;
        }
        }
    }

private:
    std::uint64_t draw() { return mixBits(++m_state); }

    std::uint64_t m_state;
};

/// What msgpack-cxx reads, as a value of ours.
Value fromOracle(const msgpack::object &object)
{
    switch (object.type) {
    case msgpack::type::BOOLEAN:
        return object.via.boolean;
    case msgpack::type::POSITIVE_INTEGER:
        return static_cast<std::int64_t>(object.via.u64);
    case msgpack::type::NEGATIVE_INTEGER:
        return object.via.i64;
    case msgpack::type::FLOAT64:
        return object.via.f64;
    case msgpack::type::STR:
        return std::string(object.via.str.ptr, object.via.str.size);
    case msgpack::type::ARRAY: {
        List list;
        for (std::uint32_t i = 0; i < object.via.array.size; ++i)
            list.push_back(fromOracle(object.via.array.ptr[i]));
        return list;
    }
    case msgpack::type::MAP: {
        Object members;
        for (std::uint32_t i = 0; i < object.via.map.size; ++i)
            members.emplace_back(object.via.map.ptr[i].key.as<std::string>(), fromOracle(object.via.map.ptr[i].val));
        return members;
    }
    default:
        return {};
    }
}

/// Appends what a packer writes.
struct Appender
{
    std::string &out;
    void write(const char *data, std::size_t size) { out.append(data, size); }
};

void packWithOracle(msgpack::packer<Appender> &packer, const Value &value)
{
    if (const bool *b = value.asBool()) {
        packer.pack(*b);
    } else if (const std::int64_t *i = value.asInt()) {
        packer.pack(*i);
    } else if (const double *d = value.asDouble()) {
        packer.pack_double(*d);
    } else if (const std::string *s = value.asString()) {
        packer.pack(*s);
    } else if (const List *list = value.asList()) {
        packer.pack_array(static_cast<std::uint32_t>(list->size()));
        for (const Value &item : *list)
            packWithOracle(packer, item);
    } else if (const Object *object = value.asObject()) {
        packer.pack_map(static_cast<std::uint32_t>(object->size()));
        for (const auto &[key, member] : *object) {
            packer.pack(key);
            packWithOracle(packer, member);
        }
    } else {
        packer.pack_nil();
    }
}

Bytes written(const Value &value)
{
    Bytes bytes;
    Writer(bytes).value(value);
    return bytes;
}

} // namespace

class MessagePackTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void agreesWithAnotherLibrary()
    {
        Values values(1);
        for (int n = 0; n < 500; ++n) {
            const Value value = values.next();
            const Bytes ours = written(value);
            const msgpack::object_handle handle = msgpack::unpack(ours.data(), ours.size());
            QVERIFY(fromOracle(handle.get()) == value);
            std::string theirs;
            Appender appender{theirs};
            msgpack::packer<Appender> packer(appender);
            packWithOracle(packer, value);
            QVERIFY(theirs == ours);
            Reader reader(theirs);
            QVERIFY(reader.value() == value);
            QVERIFY(reader.ok() && reader.atEnd());
        }
    }

    void survivesEveryTruncation()
    {
        Values values(2);
        int cut = 0;
        for (int n = 0; n < 200; ++n) {
            const Bytes whole = written(values.next());
            for (std::size_t size = 0; size < std::min<std::size_t>(whole.size(), 400); ++size) {
                Reader reader(BytesView(whole).substr(0, size));
                (void)reader.value();
                QVERIFY(!reader.ok());
                QVERIFY(!reader.error().empty());
                ++cut;
            }
        }
        QVERIFY(cut > 1000);
    }

    void survivesEveryChangedByte()
    {
        const Bytes whole = written(
            Object{{"a", List{1, -200, 3.5, "text", nullptr, true}}, {"b", Object{{"c", std::int64_t{1} << 40U}}}});
        for (std::size_t at = 0; at < whole.size(); ++at)
            for (int byte = 0; byte < 256; ++byte) {
                Bytes changed = whole;
                changed[at] = static_cast<char>(byte);
                Reader reader(changed);
                (void)reader.value();
                Reader other(changed);
                (void)other.map();
                (void)other.string();
                (void)other.array();
                (void)other.u32();
                (void)other.binary();
            }
    }

    void believesNoLengthBeforeItIsThere()
    {
        for (const char *const bytes :
             {"\xdd\xff\xff\xff\xff", "\xdf\xff\xff\xff\xff", "\xdb\xff\xff\xff\xff", "\xc6\xff\xff\xff\xff"}) {
            Reader reader(BytesView(bytes, 5));
            (void)reader.value();
            QVERIFY(!reader.ok());
        }
    }

    void refusesWhatIsNestedTooDeeply()
    {
        Bytes bytes(100, '\x91');
        bytes += '\xc0';
        Reader reader(bytes);
        (void)reader.value();
        QVERIFY(!reader.ok());
        Reader patient(bytes, {200, 1000});
        (void)patient.value();
        QVERIFY(patient.ok() && patient.atEnd());
    }

    void keepsTheFirstError()
    {
        const Bytes bytes = written(List{"x", 1});
        Reader reader(bytes);
        reader.array(2);
        (void)reader.integer();
        const std::string first = reader.error();
        QVERIFY(!first.empty());
        QCOMPARE(reader.integer(), std::int64_t{0});
        QCOMPARE(q(reader.error()), q(first));
    }

    void readsTypedFields()
    {
        Bytes bytes;
        SessionId session;
        session.bytes[3] = 7;
        const Hash hash = blake2b({"abc"});
        Writer(bytes)
            .array(5)
            .session(session)
            .hash(hash)
            .instant({-5})
            .duration(Duration{9})
            .unsignedInteger(std::numeric_limits<std::uint64_t>::max());
        Reader reader(bytes);
        reader.array(5);
        QVERIFY(reader.session() == session);
        QVERIFY(reader.hash() == hash);
        QCOMPARE(reader.instant().us, std::int64_t{-5});
        QCOMPARE(reader.duration().count(), std::int64_t{9});
        QCOMPARE(reader.unsignedInteger(), std::numeric_limits<std::uint64_t>::max());
        QVERIFY(reader.ok() && reader.atEnd());
    }

    void hashesAsTheStandardSays()
    {
        // BLAKE2b with 32 bytes of output, of "abc": as b2sum -l 256 prints it.
        QCOMPARE(q(toHex(blake2b({"abc"}))), q("bddd813c634239723171ef3fee98579b94964e3bb1cb3e427262c8c068d52319"));
        QVERIFY(blake2b({"a", "bc"}) == blake2b({"abc"}));
    }
};

WEFTLINE_TEST(MessagePackTest)

#include "tst_message_pack.moc"
