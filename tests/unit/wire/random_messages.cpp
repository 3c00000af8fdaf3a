// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/unit/wire/random_messages.h"

#include "engine/wire/codec.h"

namespace weftline::test {
namespace {

using namespace wire;

/// Fills the members of a message with chance.
class Chance
{
public:
    explicit Chance(std::mt19937_64 &random) : m_random(random) { }

    std::uint64_t below(std::uint64_t bound) { return m_random() % bound; }
    bool coin() { return below(2) == 1; }
    /// Small and large ones alike, so that every width is met.
    std::uint64_t whole() { return m_random() >> below(64); }
    std::uint32_t narrow() { return static_cast<std::uint32_t>(whole()); }
    std::int64_t signedWhole() { return static_cast<std::int64_t>(whole()) * (coin() ? 1 : -1); }
    Duration duration() { return Duration{static_cast<std::int64_t>(whole()) & 0xffff'ffff'ffffLL}; }
    Instant instant() { return {signedWhole()}; }

    Bytes bytes(std::size_t sizeMax)
    {
        Bytes bytes(below(sizeMax + 1), '\0');
        for (char &c : bytes)
            c = static_cast<char>(m_random());
        return bytes;
    }

    std::string text(std::size_t sizeMax = 40)
    {
        static const std::vector<std::string> letters{"a", "Z", "0", " ", "\n", "ö", "€", "𝄞", std::string(1, '\0')};
        std::string text;
        const std::size_t size = below(sizeMax + 1);
        while (text.size() + 4 <= size)
            text += letters[below(letters.size())];
        return text;
    }

    Hash hash()
    {
        Hash hash;
        for (auto &byte : hash.bytes)
            byte = static_cast<std::uint8_t>(m_random());
        return hash;
    }

    Payload payload()
    {
        Payload payload;
        if (coin())
            payload = Payload::of("x" + bytes(coin() ? 300 : Payload::inlineMax - 1));
        else if (coin()) {
            payload.stored = hash();
            payload.size = 1 + below(valueSizeMax);
        }
        return payload;
    }

    AttemptKey key() { return {narrow(), narrow(), narrow(), narrow()}; }

    Value value(int depth = 0)
    {
        switch (below(depth < 4 ? 7 : 5)) {
        case 0: return {};
        case 1: return coin();
        case 2: return signedWhole();
        case 3: return static_cast<double>(signedWhole()) / 7;
        case 4: return text();
        case 5: {
            List list;
            for (std::uint64_t i = below(20); i > 0; --i)
                list.push_back(value(depth + 1));
            return list;
        }
        default: {
            Object object;
            for (std::uint64_t i = below(20); i > 0; --i)
                object.emplace_back("k" + std::to_string(i), value(depth + 1));
            return object;
        }
        }
    }

private:
    std::mt19937_64 &m_random;
};

void fill(Chance &c, Hello &m)
{
    m = {c.text(), c.text(), c.narrow(), {}, c.text(), c.signedWhole(), c.text(), {}};
    for (std::uint64_t i = c.below(20); i > 0; --i)
        m.kinds.push_back(c.text());
    for (std::uint64_t i = c.below(300); i > 0; --i)
        m.held.push_back({c.key(), c.coin(), c.coin()});
}
void fill(Chance &c, Started &m) { m = {c.key(), c.instant(), c.signedWhole()}; }
void fill(Chance &c, Log &m)
{
    m = {c.key(), c.coin() ? Stream::Out : Stream::Err, c.whole(), c.instant(), c.text(c.coin() ? 100 : logTextMax)};
}
void fill(Chance &c, Results &m)
{
    for (std::uint64_t i = 1 + c.below(c.coin() ? 3 : resultsMax); i > 0; --i)
        m.results.push_back({c.key(), static_cast<Outcome>(c.below(outcomeCount)), c.text(200), c.instant(), c.instant(),
                             c.payload(), {c.signedWhole(), c.duration(), {c.whole(), c.whole(), c.whole()}}, c.coin()});
}
void fill(Chance &, Drain &) { }
void fill(Chance &c, Bye &m) { m = {c.text(reasonMax)}; }
void fill(Chance &c, Welcome &m) { m = {c.narrow(), c.duration(), c.duration(), c.text()}; }
void fill(Chance &c, Tasks &m)
{
    for (std::uint64_t i = 1 + c.below(c.coin() ? 3 : tasksMax); i > 0; --i)
        m.tasks.push_back({c.key(), c.text(), c.payload(), c.duration(), SharedText(c.text()), SharedText(c.text(nameMax)),
                           c.coin() ? std::optional(c.narrow()) : std::nullopt, c.whole()});
}
void fill(Chance &c, ResultAcks &m)
{
    for (std::uint64_t i = 1 + c.below(acksMax); i > 0; --i)
        m.acks.push_back({c.key(), c.text()});
}
void fill(Chance &c, CancelAttempt &m) { m = {c.key(), c.text()}; }
void fill(Chance &c, Heartbeat &m)
{
    m = {c.whole(), c.whole(), c.instant(), {static_cast<double>(c.below(1000)) / 1000, c.signedWhole(), c.signedWhole()}};
}
void fill(Chance &c, Disconnect &m) { m = {c.text(), c.coin()}; }
void fill(Chance &c, Chunk &m)
{
    m = {c.hash(), 0, c.below(1U << 20U), "x" + c.bytes(c.coin() ? 100 : Chunk::chunkMax - 1)};
    m.size = m.offset + m.bytes.size() + c.below(1000);
}
void fill(Chance &c, Have &m) { m = {c.hash(), c.text()}; }
void fill(Chance &c, Get &m) { m = {c.hash()}; }
void fill(Chance &c, ClientHello &m) { m = {c.text(), c.text()}; }
void fill(Chance &c, Request &m) { m = {c.whole(), c.text(), c.value()}; }
void fill(Chance &c, Reply &m)
{
    m = {c.whole(), c.value(), {}};
    if (c.coin())
        m.error = Error{static_cast<ErrorCode>(c.below(8)), c.text(), c.text()};
}
void fill(Chance &c, ViewUpdate &m) { m = {c.text(), c.whole(), c.whole(), c.bytes(5000)}; }
void fill(Chance &c, Join &m) { m = {c.text(), c.text(), c.text()}; }
void fill(Chance &c, Joined &m) { m = {c.text(), c.text()}; }

template <std::size_t... Index>
Message make(std::size_t index, Chance &chance, std::index_sequence<Index...>)
{
    Message message;
    (..., [&] {
        if (Index == index)
            fill(chance, message.emplace<Index>());
    }());
    return message;
}

} // namespace

Message randomMessage(std::size_t index, std::mt19937_64 &random)
{
    Chance chance(random);
    return make(index, chance, std::make_index_sequence<std::variant_size_v<Message>>{});
}

} // namespace weftline::test
