// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <QtCore/QByteArray>
#include <QtCore/QString>
#include <QtTest/QTest>

#include <algorithm>

#include "engine/encoding/writer.h"
#include "engine/wire/codec.h"
#include "engine/wire/utf8.h"
#include "tests/support/test_main.h"
#include "tests/unit/wire/random_messages.h"

using namespace weftline;
using namespace weftline::wire;

namespace {

constexpr std::size_t kindCount = std::variant_size_v<Message>;

/// Any side that may send it.
Result<Message> decodeFromEither(const std::vector<Bytes> &frames)
{
    Result<Message> message = decode(frames, Side::Peer);
    return message ? message : decode(frames, Side::Engine);
}

QString errorOf(const std::vector<Bytes> &frames, Side from)
{
    const Result<Message> message = decode(frames, from);
    return message ? QStringLiteral("accepted") : QString::fromStdString(message.error().message);
}

/// The head of a message with the given members, written by `write`.
template <typename Write>
Bytes head(std::size_t count, std::uint64_t version, std::uint64_t number, Write write)
{
    Bytes bytes;
    encoding::Writer writer(bytes);
    writer.array(count).unsignedInteger(version).unsignedInteger(number);
    write(writer);
    return bytes;
}

/// A message with one member set.
template <typename T, typename M>
T with(M T::*member, std::type_identity_t<M> value)
{
    T message;
    message.*member = std::move(value);
    return message;
}

} // namespace

class CodecTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyMessageComesBackAsItWas();
    void aMessageIsTakenOnlyFromTheSideThatSaysIt();
    void everyTruncationIsAnError();
    void damageIsAnErrorOrAnotherMessage();
    void noiseIsAnError();
    void errorsSayWhatIsWrong_data();
    void errorsSayWhatIsWrong();
    void limitsAreKept_data();
    void limitsAreKept();
    void tasksShareTheirTexts();
    void longSentencesAreClippedBetweenCharacters();
    void rolesMaySayWhatTheyAreFor();
    void textIsLookedAtToItsLastByte();
    void theLayoutIsAsDocumented();
};

void CodecTest::everyMessageComesBackAsItWas()
{
    std::mt19937_64 random(1);
    for (int i = 0; i < 1000; ++i) {
        const Message message = test::randomMessage(static_cast<std::size_t>(i) % kindCount, random);
        const Result<Message> back = decodeFromEither(encode(message));
        QVERIFY2(back, back ? "" : back.error().message.c_str());
        QVERIFY2(*back == message, std::string(nameOf(message)).c_str());
    }
}

void CodecTest::aMessageIsTakenOnlyFromTheSideThatSaysIt()
{
    QVERIFY(errorOf(encode(Message(Welcome{})), Side::Peer).contains(QStringLiteral("only the engine")));
    QVERIFY(errorOf(encode(Message(ClientHello{})), Side::Engine).contains(QStringLiteral("the engine does not send")));
    QVERIFY(decode(encode(Message(Heartbeat{})), Side::Engine));
    QVERIFY(decode(encode(Message(Heartbeat{})), Side::Peer));
}

void CodecTest::everyTruncationIsAnError()
{
    std::mt19937_64 random(2);
    for (std::size_t kind = 0; kind < kindCount; ++kind) {
        const std::vector<Bytes> frames = encode(test::randomMessage(kind, random));
        const std::size_t step = 1 + frames[0].size() / 500;
        for (std::size_t size = 0; size < frames[0].size(); size += step) {
            std::vector<Bytes> cut = frames;
            cut[0].resize(size);
            QVERIFY(!decodeFromEither(cut));
        }
        std::vector<Bytes> longer = frames;
        longer[0] += '\0';
        QVERIFY(!decodeFromEither(longer));
        longer = frames;
        longer.emplace_back("more");
        QVERIFY(!decodeFromEither(longer));
    }
    QVERIFY(!decodeFromEither({}));
}

void CodecTest::damageIsAnErrorOrAnotherMessage()
{
    std::mt19937_64 random(3);
    int refused = 0;
    for (int i = 0; i < 5'000; ++i) {
        std::vector<Bytes> frames = encode(test::randomMessage(random() % kindCount, random));
        for (std::uint64_t flips = 1 + random() % 3; flips > 0; --flips) {
            Bytes &frame = frames[random() % frames.size()];
            if (!frame.empty())
                frame[random() % std::min<std::size_t>(frame.size(), 64)] ^= static_cast<char>(1U << (random() % 8));
        }
        if (const Result<Message> message = decodeFromEither(frames))
            QCOMPARE(decodeFromEither(encode(*message)), message); // What is accepted is within all limits.
        else
            ++refused;
    }
    QVERIFY(refused > 1000);
}

void CodecTest::noiseIsAnError()
{
    std::mt19937_64 random(4);
    for (int i = 0; i < 20'000; ++i) {
        Bytes noise(random() % 200, '\0');
        for (char &c : noise)
            c = static_cast<char>(random());
        if (i % 2 == 0 && noise.size() > 3) // With a right beginning the rest is looked at too.
            noise = head(2 + random() % 9, 1, 1 + random() % kindCount, [&](auto &) { }) + noise;
        const Result<Message> message = decodeFromEither({noise});
        QVERIFY(!message || decodeFromEither(encode(*message)) == message);
    }
}

void CodecTest::errorsSayWhatIsWrong_data()
{
    QTest::addColumn<QByteArray>("frame");
    QTest::addColumn<QString>("message");
    const auto row = [](const char *name, const Bytes &frame, const char *message) {
        QTest::newRow(name) << QByteArray::fromStdString(frame) << QString::fromUtf8(message);
    };
    const auto nothing = [](encoding::Writer &) { };
    row("no list", "\x01", "does not begin with a list and a protocol version");
    row("another version", head(2, 2, 1, nothing), "protocol version 2: this program speaks version 1");
    row("type zero", head(2, 1, 0, nothing), "a message of type 0: the types are 1 to 21");
    row("an unknown type", head(2, 1, 22, nothing), "a message of type 22");
    row("too few members", head(2, 1, 6, nothing), "\"Bye\" message: its head has 2 members and must have 3");
    row("too many members", head(3, 1, 5, [](auto &w) { w.nil(); }), "\"Drain\" message: its head has 3");
    row("another shape", head(3, 1, 6, [](auto &w) { w.unsignedInteger(5); }), "something that is not text at byte 4");
    row("not UTF-8", head(3, 1, 6, [](auto &w) { w.string("\xff"); }), "a text that is not UTF-8");
    row("a hash too short", head(3, 1, 15, [](auto &w) { w.binary("short"); }), "a hash that is not 32 bytes long");
    row("one frame of two", head(5, 1, 13, [](auto &w) { w.hash({}).unsignedInteger(1).unsignedInteger(0); }),
        "\"Chunk\" message: it has 1 frames and must have 2");
}

void CodecTest::errorsSayWhatIsWrong()
{
    QFETCH(QByteArray, frame);
    QFETCH(QString, message);
    const QString error = errorOf({frame.toStdString()}, Side::Peer);
    QVERIFY2(error.contains(message), qPrintable(error));
}

void CodecTest::limitsAreKept_data()
{
    QTest::addColumn<std::vector<Bytes>>("atLimit");
    QTest::addColumn<std::vector<Bytes>>("above");
    const auto row = [](const char *name, const Message &atLimit, const Message &above) {
        QTest::newRow(name) << encode(atLimit) << encode(above);
    };
    const auto payload = [](std::size_t size) {
        return Tasks{{with(&Task::with, Payload::of(Bytes(size, 'x')))}};
    };
    row("tasks", Tasks{std::vector<Task>(tasksMax)}, Tasks{std::vector<Task>(tasksMax + 1)});
    row("at least one task", Tasks{std::vector<Task>(1)}, Tasks{});
    row("results", Results{std::vector<AttemptResult>(resultsMax)}, Results{std::vector<AttemptResult>(resultsMax + 1)});
    row("at least one result", Results{std::vector<AttemptResult>(1)}, Results{});
    row("acks", ResultAcks{std::vector<Acknowledgement>(acksMax)}, ResultAcks{std::vector<Acknowledgement>(acksMax + 1)});
    row("held", with(&Hello::held, std::vector<HeldAttempt>(heldMax)), with(&Hello::held, std::vector<HeldAttempt>(heldMax + 1)));
    row("kinds", with(&Hello::kinds, std::vector<std::string>(kindsMax)), with(&Hello::kinds, std::vector<std::string>(kindsMax + 1)));
    row("names", with(&Hello::name, std::string(nameMax, 'n')), with(&Hello::name, std::string(nameMax + 1, 'n')));
    row("inline values", payload(Payload::inlineMax), payload(Payload::inlineMax + 1));
    row("log text", with(&Log::text, std::string(logTextMax, 't')), with(&Log::text, std::string(logTextMax + 1, 't')));
    row("chunks", Chunk{{}, Chunk::chunkMax + 1, 0, Bytes(Chunk::chunkMax, 'c')},
        Chunk{{}, Chunk::chunkMax + 1, 0, Bytes(Chunk::chunkMax + 1, 'c')});
    row("a chunk within its value", Chunk{{}, 10, 5, "12345"}, Chunk{{}, 10, 6, "12345"});
    row("a value's size", Chunk{{}, valueSizeMax, 0, "1"}, Chunk{{}, valueSizeMax + 1, 0, "1"});
    row("durations", with(&Welcome::lease, durationMax), with(&Welcome::lease, durationMax + Duration{1}));
    row("no negative durations", with(&Welcome::lease, Duration{0}), with(&Welcome::lease, Duration{-1}));
    row("finite numbers", Heartbeat{}, with(&Heartbeat::metrics, {std::numeric_limits<double>::quiet_NaN(), 0, 0}));
}

void CodecTest::limitsAreKept()
{
    QFETCH(std::vector<Bytes>, atLimit);
    QFETCH(std::vector<Bytes>, above);
    QVERIFY(decodeFromEither(atLimit));
    QVERIFY(!decodeFromEither(above));
}

/// Tasks come by the hundred: what many of them have in common asks for memory once.
void CodecTest::tasksShareTheirTexts()
{
    Tasks tasks{std::vector<Task>(5)};
    for (std::size_t i = 0; i < tasks.tasks.size(); ++i) {
        tasks.tasks[i].run = "a run whose id is longer than a short text";
        tasks.tasks[i].node = i < 3 ? "a node whose id is longer than a short text" : "another one whose id is longer than that";
    }
    const Result<Message> back = decode(encode(Message(tasks)), Side::Engine);
    QVERIFY(back && *back == Message(tasks));
    const std::vector<Task> &read = std::get<Tasks>(*back).tasks;
    const auto share = [&](SharedText Task::*text, std::size_t a, std::size_t b) {
        return (read[a].*text).view().data() == (read[b].*text).view().data();
    };
    QVERIFY(share(&Task::run, 0, 2) && share(&Task::node, 0, 2) && share(&Task::node, 3, 4));
    QVERIFY(!share(&Task::node, 2, 3));
}

void CodecTest::longSentencesAreClippedBetweenCharacters()
{
    std::string text = "a";
    while (text.size() <= reasonMax)
        text += "€";
    const Result<Message> back = decode(encode(Message(Bye{text})), Side::Peer);
    QVERIFY(back);
    const std::string &reason = std::get<Bye>(*back).reason;
    QVERIFY(reason.size() <= reasonMax && reason.size() > reasonMax - 6);
    QVERIFY(reason.ends_with("…"));
}

void CodecTest::rolesMaySayWhatTheyAreFor()
{
    QVERIFY(maySay(Role::Worker, Hello{}) && maySay(Role::Worker, Results{}) && !maySay(Role::Worker, Request{}));
    QVERIFY(maySay(Role::Viewer, Request{}) && !maySay(Role::Viewer, Results{}) && !maySay(Role::Operator, Hello{}));
    QVERIFY(maySay(Role::Admin, Hello{}) && maySay(Role::Admin, Request{}));
    QVERIFY(!maySay(Role::Join, Hello{}) && !maySay(Role::Join, Heartbeat{}));
    const Bytes hello = encode(Message(with(&Hello::kinds, std::vector<std::string>{"command"}))).front();
    const std::vector<BytesView> frames{hello};
    QVERIFY(decode(std::span<const BytesView>(frames), Role::Worker));
    const Result<Message> refused = decode(std::span<const BytesView>(frames), Role::Viewer);
    QVERIFY(!refused && refused.error().code == ErrorCode::Refused);
    QVERIFY(refused.error().message.starts_with("Cannot take a \"Hello\" message"));
}

/// It is read in steps of 32 bytes, of 8 and of single characters.
void CodecTest::textIsLookedAtToItsLastByte()
{
    for (std::size_t size = 1; size <= 80; ++size)
        for (std::size_t place = 0; place < size; ++place) {
            std::string text(size, 'x');
            QVERIFY(isUtf8(text));
            text[place] = '\xff';
            QVERIFY(!isUtf8(text));
            text.replace(place, 1, "ü");
            QVERIFY(isUtf8(text));
            text.erase(place, 1);
            QVERIFY(!isUtf8(text));
        }
}

void CodecTest::theLayoutIsAsDocumented()
{
    const Bytes expected("\x96\x01\x0b\x07\x06\x2a\x93\xcb\0\0\0\0\0\0\0\0\x01\x02", 18);
    Bytes first = encode(Message(Heartbeat{7, 6, {42}, {0, 1, 2}})).front();
    QCOMPARE(QByteArray::fromStdString(first), QByteArray::fromStdString(expected));
    QCOMPARE(encode(Message(with(&Log::text, "hello")))[1], Bytes("hello"));
}

WEFTLINE_TEST(CodecTest)
#include "codec_test.moc"
