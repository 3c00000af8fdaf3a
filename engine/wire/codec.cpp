// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "engine/wire/codec.h"

#include <array>

#include <fmt/format.h>

#include "engine/wire/members.h"

namespace weftline::wire {
namespace {

enum SaidBy : std::uint8_t { ByEngine = 1, ByWorker = 2, ByClient = 4, ByTicket = 8 };

/// What the codec knows of one kind of message.
struct Kind
{
    std::string_view name;
    std::uint8_t saidBy = 0;
    std::size_t memberCount = 0; ///< Of the head, after version and number.
    bool hasRaw = false;
};

/// By the message's place in the variant; the number on the wire is one more.
constexpr std::array<Kind, std::variant_size_v<Message>> kinds{{
    {"Hello", ByWorker, 8, false},
    {"Started", ByWorker, 3, false},
    {"Log", ByWorker, 4, true},
    {"Results", ByWorker, 1, false},
    {"Drain", ByEngine | ByWorker, 0, false},
    {"Bye", ByEngine | ByWorker | ByClient, 1, false},
    {"Welcome", ByEngine, 4, false},
    {"Tasks", ByEngine, 1, false},
    {"ResultAcks", ByEngine, 1, false},
    {"CancelAttempt", ByEngine, 2, false},
    {"Heartbeat", ByEngine | ByWorker | ByClient, 4, false},
    {"Disconnect", ByEngine | ByWorker, 2, false},
    {"Chunk", ByEngine | ByWorker | ByClient, 3, true},
    {"Have", ByEngine | ByWorker | ByClient, 2, false},
    {"Get", ByEngine | ByWorker | ByClient, 1, false},
    {"ClientHello", ByClient, 2, false},
    {"Request", ByClient, 3, false},
    {"Reply", ByEngine, 3, false},
    {"ViewUpdate", ByEngine, 3, true},
    {"Join", ByTicket, 3, false},
    {"Joined", ByEngine, 2, false},
}};

// The numbers on the wire are for ever: a message may be added at the end, never between.
template <typename T, std::size_t number>
constexpr bool stands = std::is_same_v<std::variant_alternative_t<number - 1, Message>, T>;

BytesView rawOf(const auto &) { return {}; }
BytesView rawOf(const Log &log) { return log.text; }
BytesView rawOf(const Chunk &chunk) { return chunk.bytes; }
BytesView rawOf(const ViewUpdate &update) { return update.body; }

/// Takes the raw payload in; says what is wrong with it.
std::string takeRaw(auto &, BytesView) { return {}; }

std::string takeRaw(Log &log, BytesView raw)
{
    if (raw.size() > logTextMax)
        return fmt::format("its text has {} bytes and at most {} are allowed", raw.size(), logTextMax);
    if (!isUtf8(raw))
        return "its text is not UTF-8";
    log.text.assign(raw);
    return {};
}

std::string takeRaw(Chunk &chunk, BytesView raw)
{
    if (raw.empty() || raw.size() > Chunk::chunkMax)
        return fmt::format("it carries {} bytes and 1 to {} are allowed", raw.size(), Chunk::chunkMax);
    if (chunk.size > valueSizeMax)
        return fmt::format("its value has {} bytes and at most {} are allowed", chunk.size, valueSizeMax);
    if (chunk.offset > chunk.size || raw.size() > chunk.size - chunk.offset)
        return fmt::format("{} bytes from offset {} do not fit into {}", raw.size(), chunk.offset, chunk.size);
    chunk.bytes.assign(raw);
    return {};
}

std::string takeRaw(ViewUpdate &update, BytesView raw)
{
    update.body.assign(raw);
    return {};
}

tl::unexpected<Error> unreadable(std::string_view name, std::string_view why)
{
    return failure(ErrorCode::InvalidInput, fmt::format("Cannot read a \"{}\" message: {}.", name, why), std::string(name));
}

template <typename T>
Result<Message> decodeAs(const Kind &kind, encoding::Reader &reader, BytesView raw)
{
    Result<Message> message(Message(std::in_place_type<T>));
    T &content = std::get<T>(*message);
    ReadingArchive archive(reader);
    members(archive, content);
    if (!reader.ok())
        return unreadable(kind.name, reader.error());
    if (!reader.atEnd())
        return unreadable(kind.name, fmt::format("something follows its end at byte {}", reader.position()));
    if (const std::string wrong = takeRaw(content, raw); !wrong.empty())
        return unreadable(kind.name, wrong);
    return message;
}

using Decode = Result<Message> (*)(const Kind &, encoding::Reader &, BytesView);

template <std::size_t... Index>
constexpr std::array<Decode, sizeof...(Index)> decoders(std::index_sequence<Index...>)
{
    return {&decodeAs<std::variant_alternative_t<Index, Message>>...};
}

constexpr auto decodeByIndex = decoders(std::make_index_sequence<std::variant_size_v<Message>>{});

/// Reads version and number; the kind's place in the table, or what is wrong.
Result<std::size_t> kindOf(encoding::Reader &reader)
{
    const std::size_t count = reader.array();
    const std::uint64_t version = reader.unsignedInteger();
    if (!reader.ok())
        return failure(ErrorCode::InvalidInput,
                       fmt::format("Cannot read a message: its head does not begin with a list and a protocol version "
                                   "({}).", reader.error()));
    if (version != protocolVersion)
        return failure(ErrorCode::InvalidInput,
                       fmt::format("Cannot read a message of protocol version {}: this program speaks version {}. Use "
                                   "the same version of Weftline at both ends.", version, protocolVersion));
    const std::uint64_t number = reader.unsignedInteger();
    if (!reader.ok() || number == 0 || number > kinds.size())
        return failure(ErrorCode::InvalidInput,
                       fmt::format("Cannot read a message of type {}: the types are 1 to {}.", number, kinds.size()));
    const std::size_t index = static_cast<std::size_t>(number) - 1;
    if (count != kinds[index].memberCount + 2)
        return unreadable(kinds[index].name, fmt::format("its head has {} members and must have {}", count,
                                                         kinds[index].memberCount + 2));
    return index;
}

} // namespace

static_assert(stands<Hello, 1> && stands<Started, 2> && stands<Log, 3> && stands<Results, 4> && stands<Drain, 5>);
static_assert(stands<Bye, 6> && stands<Welcome, 7> && stands<Tasks, 8> && stands<ResultAcks, 9>);
static_assert(stands<CancelAttempt, 10> && stands<Heartbeat, 11> && stands<Disconnect, 12> && stands<Chunk, 13>);
static_assert(stands<Have, 14> && stands<Get, 15> && stands<ClientHello, 16> && stands<Request, 17>);
static_assert(stands<Reply, 18> && stands<ViewUpdate, 19> && stands<Join, 20> && stands<Joined, 21> && kinds.size() == 21);

void encode(const Message &message, Encoded &into)
{
    const std::size_t index = message.index();
    into.head.clear();
    WritingArchive archive(into.head);
    archive.list(kinds[index].memberCount + 2);
    archive.whole(protocolVersion);
    archive.whole(static_cast<std::uint64_t>(index + 1));
    into.hasRaw = kinds[index].hasRaw;
    std::visit([&](const auto &content) {
        members(archive, content);
        into.raw = rawOf(content);
    }, message);
}

std::vector<Bytes> encode(const Message &message)
{
    Encoded encoded;
    encode(message, encoded);
    std::vector<Bytes> frames{std::move(encoded.head)};
    if (encoded.hasRaw)
        frames.emplace_back(encoded.raw);
    return frames;
}

Result<Message> decode(std::span<const BytesView> frames, Side from)
{
    if (frames.empty() || frames.size() > framesMax)
        return failure(ErrorCode::InvalidInput, fmt::format("Cannot read a message of {} frames: it has one or two.",
                                                            frames.size()));
    encoding::Reader reader(frames[0], {.countMax = valueMembersMax});
    const Result<std::size_t> index = kindOf(reader);
    if (!index)
        return tl::unexpected(index.error());
    const Kind &kind = kinds[*index];
    const bool said = from == Side::Engine ? (kind.saidBy & ByEngine) != 0 : (kind.saidBy & (ByWorker | ByClient | ByTicket)) != 0;
    if (!said)
        return unreadable(kind.name, from == Side::Engine ? "the engine does not send such messages"
                                                          : "only the engine sends such messages");
    const std::size_t framesOfKind = kind.hasRaw ? 2 : 1;
    if (frames.size() != framesOfKind)
        return unreadable(kind.name, fmt::format("it has {} frames and must have {}", frames.size(), framesOfKind));
    for (const BytesView frame : frames)
        if (frame.size() > frameMax)
            return unreadable(kind.name, fmt::format("a frame has {} bytes and at most {} are allowed", frame.size(), frameMax));
    return decodeByIndex[*index](kind, reader, kind.hasRaw ? frames[1] : BytesView{});
}

Result<Message> decode(const std::vector<Bytes> &frames, Side from)
{
    const std::vector<BytesView> views(frames.begin(), frames.end());
    return decode(std::span<const BytesView>(views), from);
}

Result<Message> decode(std::span<const BytesView> frames, Role from)
{
    Result<Message> message = decode(frames, Side::Peer);
    if (message && !maySay(from, *message))
        return failure(ErrorCode::Refused, fmt::format("Cannot take a \"{}\" message: the role of this peer's key does not allow it.",
                                                       nameOf(*message)));
    return message;
}

std::string_view nameOf(const Message &message) { return kinds[message.index()].name; }

bool maySay(Role role, const Message &message)
{
    const std::uint8_t saidBy = kinds[message.index()].saidBy;
    switch (role) {
    case Role::Worker: return (saidBy & ByWorker) != 0;
    case Role::Viewer:
    case Role::Operator: return (saidBy & ByClient) != 0;
    case Role::Admin: return (saidBy & (ByWorker | ByClient)) != 0;
    case Role::Join: return (saidBy & ByTicket) != 0;
    }
    return false;
}

} // namespace weftline::wire
