// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "engine/journal/snapshot_file.h"

#include "engine/encoding/blake2b.h"
#include "engine/encoding/reader.h"
#include "engine/encoding/writer.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

namespace weftline::journal {
namespace {

constexpr std::string_view snapshotMagic = "weftline snapshot";
constexpr std::size_t snapshotHashSize = sizeof(Hash::bytes);

class Descriptor
{
public:
    explicit Descriptor(int fd) : m_fd(fd) { }
    ~Descriptor()
    {
        if (m_fd >= 0)
            ::close(m_fd);
    }
    Descriptor(const Descriptor &) = delete;
    Descriptor &operator=(const Descriptor &) = delete;
    [[nodiscard]] int operator*() const { return m_fd; }

private:
    int m_fd;
};

Hash hashOf(BytesView bytes)
{
    return encoding::blake2b({bytes});
}

tl::unexpected<Error> trouble(const std::string &what, const std::string &path)
{
    const int code = errno;
    return failure(ErrorCode::System, fmt::format("Cannot {} \"{}\": {}.", what, path, std::strerror(code)), path);
}

bool writeAll(int fd, BytesView bytes)
{
    while (!bytes.empty()) {
        const ssize_t written = ::write(fd, bytes.data(), bytes.size());
        if (written < 0 && errno == EINTR)
            continue;
        if (written <= 0)
            return false;
        bytes.remove_prefix(static_cast<std::size_t>(written));
    }
    return true;
}

/// Gives less where the file ends earlier.
bool readAll(int fd, Bytes &bytes)
{
    std::size_t at = 0;
    while (at < bytes.size()) {
        const ssize_t read = ::pread(fd, bytes.data() + at, bytes.size() - at, static_cast<off_t>(at));
        if (read < 0 && errno == EINTR)
            continue;
        if (read < 0)
            return false;
        if (read == 0)
            break;
        at += static_cast<std::size_t>(read);
    }
    bytes.resize(at);
    return true;
}

void syncFolderOf(const std::filesystem::path &file)
{
    const Descriptor folder(::open(std::filesystem::absolute(file).parent_path().c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (*folder >= 0)
        (void)::fsync(*folder);
}

} // namespace

std::filesystem::path snapshotFileOf(const std::filesystem::path &journal)
{
    return journal.string() + ".snapshot";
}

Bytes encodeSnapshot(std::string_view maker, const Snapshot &snapshot)
{
    Bytes bytes;
    encoding::Writer(bytes)
        .array(5)
        .string(snapshotMagic)
        .string(maker)
        .unsignedInteger(snapshot.head.position)
        .hash(snapshot.head.hash)
        .instant(snapshot.head.at);
    bytes += snapshot.body;
    const Hash hash = hashOf(bytes);
    bytes.append(reinterpret_cast<const char *>(hash.bytes.data()), hash.bytes.size());
    return bytes;
}

Result<Snapshot> decodeSnapshot(std::string_view maker, Bytes bytes)
{
    if (bytes.size() < snapshotHashSize)
        return failure(ErrorCode::Corrupt, "it is cut short");
    const BytesView all(bytes.data(), bytes.size() - snapshotHashSize);
    const Hash hash = hashOf(all);
    if (std::memcmp(hash.bytes.data(), bytes.data() + all.size(), snapshotHashSize) != 0)
        return failure(ErrorCode::Corrupt, "it is damaged");
    encoding::Reader reader(all);
    reader.array(5);
    const bool isOne = reader.string() == snapshotMagic;
    const std::string_view from = reader.string();
    Snapshot snapshot;
    snapshot.head.position = reader.unsignedInteger();
    snapshot.head.hash = reader.hash();
    snapshot.head.at = reader.instant();
    if (!reader.ok() || !isOne)
        return failure(ErrorCode::Corrupt, "it is no snapshot");
    if (from != maker)
        return failure(ErrorCode::InvalidInput, "another version of Weftline wrote it");
    snapshot.body = all.substr(reader.position());
    return snapshot;
}

Result<Done> writeSnapshot(const std::filesystem::path &journal, std::string_view maker, const Snapshot &snapshot)
{
    const std::filesystem::path file = snapshotFileOf(journal);
    const std::string part = file.string() + ".part";
    const Descriptor fd(::open(part.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600));
    if (*fd < 0)
        return trouble("make", part);
    struct stat opened = {};
    struct stat named = {};
    // Who had it open before may have given it its name by now: then it is the snapshot, and not ours to write.
    if (::flock(*fd, LOCK_EX | LOCK_NB) != 0 || ::fstat(*fd, &opened) != 0 || ::stat(part.c_str(), &named) != 0 || opened.st_ino != named.st_ino)
        return failure(ErrorCode::Refused, fmt::format("Another process writes \"{}\" at this moment.", file.string()), file.string());
    if (::ftruncate(*fd, 0) != 0 || !writeAll(*fd, encodeSnapshot(maker, snapshot)) || ::fsync(*fd) != 0
        || ::rename(part.c_str(), file.c_str()) != 0) {
        auto error = trouble("write", part);
        ::unlink(part.c_str());
        return error;
    }
    syncFolderOf(file);
    return Done{};
}

Result<std::optional<Snapshot>> readSnapshot(const std::filesystem::path &journal, std::string_view maker)
{
    const std::string file = snapshotFileOf(journal).string();
    const auto ignored = [&](const std::string &why) {
        return failure(ErrorCode::Corrupt, fmt::format("The snapshot \"{}\" is not used: {}. Everything is read instead.", file, why), file);
    };
    const Descriptor fd(::open(file.c_str(), O_RDONLY | O_CLOEXEC));
    if (*fd < 0 && errno == ENOENT)
        return std::nullopt;
    struct stat status = {};
    if (*fd < 0 || ::fstat(*fd, &status) != 0)
        return ignored(fmt::format("it cannot be opened ({})", std::strerror(errno)));
    if (!S_ISREG(status.st_mode))
        return ignored("it is no file");
    Bytes bytes(static_cast<std::size_t>(status.st_size), '\0');
    if (!readAll(*fd, bytes))
        return ignored(fmt::format("it cannot be read ({})", std::strerror(errno)));
    auto snapshot = decodeSnapshot(maker, std::move(bytes));
    if (!snapshot)
        return ignored(snapshot.error().message);
    return std::move(*snapshot);
}

} // namespace weftline::journal
