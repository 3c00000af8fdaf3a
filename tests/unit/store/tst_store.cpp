// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <QtCore/QTemporaryDir>

#include "engine/base/payload.h"
#include "engine/encoding/blake2b.h"
#include "engine/store/chunks.h"
#include "engine/store/file_store.h"
#include "engine/store/memory_store.h"
#include "tests/support/test_main.h"

#include <sys/resource.h>

#include <algorithm>
#include <csignal>
#include <filesystem>
#include <fstream>

using namespace weftline;
using namespace weftline::store;

namespace {

Bytes noise(std::size_t size, unsigned seed)
{
    Bytes bytes(size, '\0');
    for (char &c : bytes)
        c = static_cast<char>((seed = seed * 1664525U + 1013904223U) >> 24U);
    return bytes;
}

SessionId session(std::uint8_t number)
{
    SessionId id;
    id.bytes[0] = number;
    return id;
}

/// Both kinds keep the same promises.
std::vector<std::pair<const char *, std::unique_ptr<Store>>> bothKinds(const std::string &folder)
{
    std::vector<std::pair<const char *, std::unique_ptr<Store>>> kinds;
    kinds.emplace_back("memory", std::make_unique<MemoryStore>());
    kinds.emplace_back("files", openFileStore(folder).value());
    return kinds;
}

std::vector<std::filesystem::path> filesIn(const std::string &folder)
{
    std::vector<std::filesystem::path> files;
    for (const auto &entry : std::filesystem::recursive_directory_iterator(folder))
        if (entry.is_regular_file())
            files.push_back(entry.path());
    return files;
}

/// What `attempt` gives while no file can be larger than a few bytes.
template <typename Attempt>
auto onAFullDisk(Attempt attempt)
{
    struct sigaction ignore = {};
    struct sigaction before = {};
    ignore.sa_handler = SIG_IGN;
    sigaction(SIGXFSZ, &ignore, &before);
    rlimit unlimited = {};
    getrlimit(RLIMIT_FSIZE, &unlimited);
    rlimit small = unlimited;
    small.rlim_cur = 10'000;
    setrlimit(RLIMIT_FSIZE, &small);
    auto result = attempt();
    setrlimit(RLIMIT_FSIZE, &unlimited);
    sigaction(SIGXFSZ, &before, nullptr);
    return result;
}

} // namespace

class StoreTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatWasPutCanBeHad();
    void theSameBytesTwiceAreKeptOnce();
    void aValueBeyondTheLimitIsRefused();
    void anotherProcessFindsTheValues();
    void lookingMakesNoFolder();
    void aDamagedFileIsNamed();
    void theTotalLimitIsVisible();
    void aFullDiskLeavesNoPartOfAFile();
    void piecesWaitForRoomOnTheDisk();
    void piecesMakeAValue();
    void piecesOutOfOrderWithAWrongHashOrTooManyAreRefused();
};

void StoreTest::whatWasPutCanBeHad()
{
    QTemporaryDir folder;
    for (const auto &[kind, store] : bothKinds(folder.path().toStdString())) {
        for (const std::size_t size : {std::size_t{0}, std::size_t{1}, std::size_t{5000}, std::size_t{3} << 20U}) {
            const Bytes bytes = noise(size, 1);
            const auto hash = store->put(bytes);
            QVERIFY2(hash.has_value(), kind);
            QVERIFY2(*hash == encoding::blake2b({bytes}), kind);
            QVERIFY2(store->has(*hash), kind);
            QVERIFY2(store->get(*hash).value() == bytes, kind);
        }
        QCOMPARE(store->get(Hash{}).error().code, ErrorCode::NotFound);
        QVERIFY(!store->has(Hash{}));
    }
}

void StoreTest::theSameBytesTwiceAreKeptOnce()
{
    QTemporaryDir folder;
    const auto store = openFileStore(folder.path().toStdString()).value();
    QCOMPARE(store->put("twice").value(), store->put("twice").value());
    QCOMPARE(filesIn(folder.path().toStdString()).size(), std::size_t{1});
}

void StoreTest::aValueBeyondTheLimitIsRefused()
{
    QTemporaryDir folder;
    const Bytes huge(valueSizeMax + 1, 'x');
    for (const auto &[kind, store] : bothKinds(folder.path().toStdString()))
        QCOMPARE(store->put(huge).error().code, ErrorCode::Limit);
}

void StoreTest::anotherProcessFindsTheValues()
{
    QTemporaryDir folder;
    const Bytes bytes = noise(100'000, 2);
    const Hash hash = openFileStore(folder.path().toStdString()).value()->put(bytes).value();
    QVERIFY(openFileStore(folder.path().toStdString()).value()->get(hash).value() == bytes);
}

void StoreTest::lookingMakesNoFolder()
{
    QTemporaryDir folder;
    const std::string path = folder.path().toStdString() + "/none";
    QVERIFY(!openFileStore(path).value()->has(Hash{}));
    QVERIFY(!std::filesystem::exists(path));
    std::ofstream(path) << "a file";
    QCOMPARE(openFileStore(path).error().code, ErrorCode::InvalidInput);
}

void StoreTest::aDamagedFileIsNamed()
{
    QTemporaryDir folder;
    const Hash hash = openFileStore(folder.path().toStdString()).value()->put(noise(5000, 3)).value();
    const auto file = filesIn(folder.path().toStdString()).front();
    std::fstream(file, std::ios::in | std::ios::out | std::ios::binary).seekp(2500).put('!');
    const auto got = openFileStore(folder.path().toStdString()).value()->get(hash);
    QCOMPARE(got.error().code, ErrorCode::Corrupt);
    QVERIFY(got.error().message.find(file.string()) != std::string::npos);
}

void StoreTest::theTotalLimitIsVisible()
{
    QTemporaryDir folder;
    const auto store = openFileStore(folder.path().toStdString(), {10'000, 1000}).value();
    const Hash first = store->put(noise(6000, 1)).value();
    const auto second = store->put(noise(6000, 2));
    QCOMPARE(second.error().code, ErrorCode::Limit);
    QVERIFY(second.error().message.find("10000") != std::string::npos);
    QVERIFY(store->get(first).has_value());
    QVERIFY(store->put(noise(4000, 3)).has_value());
    QVERIFY(!openFileStore(folder.path().toStdString(), {10'000, 1000}).value()->put("x").has_value()); // counted again
}

void StoreTest::aFullDiskLeavesNoPartOfAFile()
{
    QTemporaryDir folder;
    const auto store = openFileStore(folder.path().toStdString()).value();
    const auto failed = onAFullDisk([&] { return store->put(noise(100'000, 4)); });
    QCOMPARE(failed.error().code, ErrorCode::System);
    QVERIFY(filesIn(folder.path().toStdString()).empty());
    QVERIFY(store->put(noise(100'000, 4)).has_value());
}

void StoreTest::piecesWaitForRoomOnTheDisk()
{
    QTemporaryDir folder;
    const auto store = openFileStore(folder.path().toStdString()).value();
    const Bytes bytes = noise(100'000, 9);
    const Hash hash = encoding::blake2b({bytes});
    const auto give = [&](std::size_t from, std::size_t count) {
        return store->addChunk(session(1), hash, bytes.size(), from, BytesView(bytes).substr(from, count));
    };
    QCOMPARE(give(0, 60'000).value(), false);
    for (int i = 0; i < 2; ++i)
        QCOMPARE(onAFullDisk([&] { return give(60'000, 40'000); }).error().code, ErrorCode::System);
    QCOMPARE(give(0, 60'000).value(), false); // begins again, for whoever was interrupted
    QCOMPARE(give(60'000, 40'000).value(), true);
    QVERIFY(store->get(hash).value() == bytes);
}

void StoreTest::piecesMakeAValue()
{
    QTemporaryDir folder;
    for (const auto &[kind, store] : bothKinds(folder.path().toStdString())) {
        const Bytes bytes = noise(1'000'000, 5);
        const Hash hash = encoding::blake2b({bytes});
        for (const std::uint8_t from :
             {std::uint8_t{1}, std::uint8_t{2}}) { // the second one is thanked for what is known
            for (std::size_t at = 0; at < bytes.size(); at += 256U << 10U) {
                const BytesView piece = BytesView(bytes).substr(at, 256U << 10U);
                const auto whole = store->addChunk(session(from), hash, bytes.size(), at, piece);
                QVERIFY2(whole.has_value(), kind);
                QCOMPARE(*whole, at + piece.size() == bytes.size());
            }
        }
        QVERIFY2(store->get(hash).value() == bytes, kind);
    }
}

void StoreTest::piecesOutOfOrderWithAWrongHashOrTooManyAreRefused()
{
    const Bytes bytes = noise(1000, 6);
    const Hash hash = encoding::blake2b({bytes});
    const auto piece = [&](std::size_t at) { return BytesView(bytes).substr(at, 100); };
    Chunks chunks;
    QVERIFY(!chunks.add(session(1), hash, 1000, 100, piece(100)).has_value()); // its beginning is missing
    QVERIFY(chunks.add(session(1), hash, 1000, 0, piece(0)).has_value());
    QVERIFY(!chunks.add(session(1), hash, 1000, 200, piece(200)).has_value()); // a gap
    QVERIFY(!chunks.add(session(1), hash, 1000, 100, piece(100)).has_value()); // and it begins again
    QVERIFY(!chunks.add(session(1), hash, 1000, 950, piece(0)).has_value()); // beyond the end
    QVERIFY(!chunks.add(session(1), hash, 1000, ~std::uint64_t{0} - 10, piece(0)).has_value());
    QCOMPARE(chunks.add(session(1), hash, valueSizeMax + 1, 0, piece(0)).error().code, ErrorCode::Limit);
    QCOMPARE(chunks.add(session(1), Hash{}, 100, 0, piece(0)).error().code, ErrorCode::Corrupt); // another hash

    QVERIFY(chunks.add(session(3), hash, 1000, 0, piece(0)).has_value());
    for (std::size_t at = 100; at < 900; at += 100)
        for (int time = 0; time < 2; ++time) { // each comes twice
            const auto whole = chunks.add(session(3), hash, 1000, at, piece(at));
            QVERIFY(whole.has_value() && !whole->has_value());
        }
    QCOMPARE(chunks.add(session(3), hash, 1000, 900, piece(900)).value().value(), bytes);

    for (std::uint8_t i = 0; i < Chunks::unfinishedMax; ++i)
        QVERIFY(chunks.add(session(2), encoding::blake2b({Bytes(i, 'x')}), 1000, 0, piece(0)).has_value());
    QCOMPARE(chunks.add(session(2), hash, 1000, 0, piece(0)).error().code, ErrorCode::Limit);
    QVERIFY(chunks.add(session(3), hash, 1000, 0, piece(0)).has_value()); // nobody else is disturbed
    chunks.drop(session(2));
    QVERIFY(chunks.add(session(2), hash, 1000, 0, piece(0)).has_value());
}

WEFTLINE_TEST(StoreTest)

#include "tst_store.moc"
