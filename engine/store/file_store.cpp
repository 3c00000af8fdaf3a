// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "engine/store/file_store.h"

#include "engine/base/payload.h"
#include "engine/encoding/blake2b.h"
#include "engine/store/chunks.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <list>
#include <map>

namespace weftline::store {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t unkeptMax = 256U << 20U; ///< Bytes of values that wait for room on the disk.

/// Closes with the scope.
struct Fd
{
    explicit Fd(int opened) : fd(opened) { }
    Fd(const Fd &) = delete;
    Fd &operator=(const Fd &) = delete;
    ~Fd()
    {
        if (fd >= 0)
            ::close(fd);
    }

    int fd;
};

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

bool syncFolder(const fs::path &folder)
{
    const Fd fd(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    return fd.fd >= 0 && ::fsync(fd.fd) == 0;
}

class FileStore final : public Store
{
public:
    FileStore(fs::path folder, FileStoreOptions options) : m_folder(std::move(folder)), m_options(options) { }

    Result<Hash> put(BytesView bytes) override
    {
        if (bytes.size() > valueSizeMax)
            return failure(
                ErrorCode::Limit,
                fmt::format("A value of {} bytes cannot be kept: at most {} are allowed.", bytes.size(), valueSizeMax));
        const Hash hash = encoding::blake2b({bytes});
        if (auto kept = keep(hash, bytes); !kept)
            return tl::unexpected(kept.error());
        return hash;
    }

    [[nodiscard]] Result<Bytes> get(const Hash &hash) override
    {
        if (const auto cached = m_cached.find(hash); cached != m_cached.end()) {
            m_recent.splice(m_recent.begin(), m_recent, cached->second);
            return cached->second->second;
        }
        auto bytes = readFile(hash);
        if (bytes)
            cache(hash, *bytes);
        return bytes;
    }

    [[nodiscard]] bool has(const Hash &hash) const override
    {
        struct stat file = {};
        return m_cached.contains(hash) || (::stat(pathOf(hash).c_str(), &file) == 0 && S_ISREG(file.st_mode));
    }

    Result<bool> addChunk(const SessionId &from, const Hash &hash, std::uint64_t size, std::uint64_t offset,
                          BytesView bytes) override
    {
        const bool isLast = offset + bytes.size() == size;
        if (has(hash))
            return isLast;
        Bytes whole;
        if (const auto waiting = m_unkept.find({from, hash}); waiting != m_unkept.end()) {
            if (!isLast)
                return false;
            whole = std::move(waiting->second);
            m_unkeptBytes -= whole.size();
            m_unkept.erase(waiting);
        } else {
            auto added = m_chunks.add(from, hash, size, offset, bytes);
            if (!added)
                return tl::unexpected(added.error());
            if (!*added)
                return false;
            whole = std::move(**added);
        }
        if (auto kept = keep(hash, whole); !kept) {
            if (kept.error().code == ErrorCode::System && m_unkeptBytes + whole.size() <= unkeptMax) {
                m_unkeptBytes += whole.size();
                m_unkept.emplace(std::pair{from, hash}, std::move(whole));
            }
            return tl::unexpected(kept.error());
        }
        return true;
    }

    void dropChunks(const SessionId &from) override
    {
        m_chunks.drop(from);
        for (auto value = m_unkept.lower_bound({from, Hash{}}); value != m_unkept.end() && value->first.first == from;) {
            m_unkeptBytes -= value->second.size();
            value = m_unkept.erase(value);
        }
    }

private:
    fs::path pathOf(const Hash &hash) const
    {
        const std::string hex = toHex(hash);
        return m_folder / "values" / hex.substr(0, 2) / hex.substr(2);
    }

    Result<Done> keep(const Hash &hash, BytesView bytes)
    {
        if (has(hash))
            return Done{};
        if (const std::uint64_t held = total(); bytes.size() > m_options.totalMax - std::min(held, m_options.totalMax))
            return failure(
                ErrorCode::Limit,
                fmt::format("Folder \"{}\" holds {} bytes of values; at most {} are allowed. Remove the journals of "
                            "old runs with the folders beside them.",
                            m_folder.string(), held, m_options.totalMax),
                m_folder.string());
        auto written = writeFile(pathOf(hash), bytes);
        if (written) {
            *m_total += bytes.size();
            cache(hash, Bytes(bytes));
        }
        return written;
    }

    /// Written beside its place, synchronised, and moved there.
    Result<Done> writeFile(const fs::path &path, BytesView bytes)
    {
        const auto trouble = [&](int code) {
            return failure(ErrorCode::System,
                           fmt::format("Cannot keep a value of {} bytes in \"{}\": {}. Make room on its disk, "
                                       "or look at the rights of the folder.",
                                       bytes.size(), path.string(), std::strerror(code)),
                           path.string());
        };
        std::error_code error;
        const bool isNewFolder = fs::create_directories(path.parent_path(), error);
        if (error)
            return trouble(error.value());
        const std::string temporary = path.string() + ".part";
        {
            const Fd file(::open(temporary.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0600));
            if (file.fd < 0)
                return trouble(errno);
            if (!writeAll(file.fd, bytes) || ::fdatasync(file.fd) != 0) {
                const int code = errno;
                ::unlink(temporary.c_str());
                return trouble(code);
            }
        }
        if (::rename(temporary.c_str(), path.c_str()) != 0 || !syncFolder(path.parent_path()))
            return trouble(errno);
        if (isNewFolder)
            for (const fs::path &parent : {m_folder / "values", m_folder, fs::absolute(m_folder).parent_path()})
                (void)syncFolder(parent);
        return Done{};
    }

    Result<Bytes> readFile(const Hash &hash) const
    {
        const fs::path path = pathOf(hash);
        const Fd file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
        struct stat status = {};
        if (file.fd < 0 || ::fstat(file.fd, &status) != 0)
            return failure(
                errno == ENOENT ? ErrorCode::NotFound : ErrorCode::System,
                fmt::format("Cannot read value {}: \"{}\": {}.", toHex(hash), path.string(), std::strerror(errno)),
                toHex(hash));
        Bytes bytes;
        if (static_cast<std::uint64_t>(status.st_size) <= valueSizeMax) {
            bytes.resize(static_cast<std::size_t>(status.st_size));
            std::size_t at = 0;
            for (ssize_t count = 1; at < bytes.size() && count > 0;
                 at += count > 0 ? static_cast<std::size_t>(count) : 0)
                count = ::read(file.fd, bytes.data() + at, bytes.size() - at);
            bytes.resize(at);
        }
        if (encoding::blake2b({bytes}) != hash)
            return failure(ErrorCode::Corrupt,
                           fmt::format("Value {} is damaged: \"{}\" does not hold what its name says. Put a "
                                       "copy of the file in its place, or run the task again.",
                                       toHex(hash), path.string()),
                           toHex(hash));
        return bytes;
    }

    void cache(const Hash &hash, Bytes bytes)
    {
        if (bytes.size() > m_options.cacheMax / 2)
            return;
        m_cacheBytes += bytes.size();
        m_recent.emplace_front(hash, std::move(bytes));
        m_cached[hash] = m_recent.begin();
        while (m_cacheBytes > m_options.cacheMax) {
            m_cacheBytes -= m_recent.back().second.size();
            m_cached.erase(m_recent.back().first);
            m_recent.pop_back();
        }
    }

    /// Counted with the first value that is kept, then kept up to date.
    std::uint64_t total()
    {
        if (m_total)
            return *m_total;
        m_total = 0;
        std::error_code error;
        for (fs::recursive_directory_iterator at(m_folder / "values", error), end; !error && at != end;
             at.increment(error)) {
            std::error_code gone;
            if (const std::uint64_t size = at->is_regular_file(gone) ? at->file_size(gone) : 0; !gone)
                *m_total += size;
        }
        return *m_total;
    }

    fs::path m_folder;
    FileStoreOptions m_options;
    Chunks m_chunks;
    std::map<std::pair<SessionId, Hash>, Bytes> m_unkept; ///< Whole, and the disk refused them.
    std::size_t m_unkeptBytes = 0;
    std::optional<std::uint64_t> m_total;
    std::list<std::pair<Hash, Bytes>> m_recent; ///< Used last first.
    std::map<Hash, std::list<std::pair<Hash, Bytes>>::iterator> m_cached;
    std::size_t m_cacheBytes = 0;
};

} // namespace

Result<std::unique_ptr<Store>> openFileStore(const std::filesystem::path &folder, FileStoreOptions options)
{
    std::error_code error;
    const fs::file_status status = fs::status(folder, error);
    if (fs::exists(status) && !fs::is_directory(status))
        return failure(ErrorCode::InvalidInput,
                       fmt::format("\"{}\" is a file. Values need a folder of this name.", folder.string()),
                       folder.string());
    return std::make_unique<FileStore>(folder, options);
}

} // namespace weftline::store
