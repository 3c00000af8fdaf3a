// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "engine/store/file_store.h"

#include <cerrno>
#include <cstring>
#include <list>

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include "engine/base/payload.h"
#include "engine/encoding/blake2b.h"
#include "engine/store/chunks.h"

namespace weftline::store {
namespace {

constexpr std::size_t cachedBytesMax = 64U << 20U;

class Fd
{
public:
    explicit Fd(int fd) : m_fd(fd) { }
    ~Fd()
    {
        if (m_fd >= 0)
            close(m_fd);
    }
    Fd(const Fd &) = delete;
    Fd &operator=(const Fd &) = delete;
    [[nodiscard]] int get() const { return m_fd; }

private:
    int m_fd;
};

Error systemError(std::string what)
{
    return {ErrorCode::System, fmt::format("{}: {}. Look at the folder's rights and the free space.", what, std::strerror(errno)), {}};
}

bool writeAll(int fd, BytesView bytes)
{
    while (!bytes.empty()) {
        const ssize_t written = write(fd, bytes.data(), bytes.size());
        if (written < 0 && errno == EINTR)
            continue;
        if (written <= 0)
            return false;
        bytes.remove_prefix(static_cast<std::size_t>(written));
    }
    return true;
}

class FileStore final : public Store
{
public:
    explicit FileStore(std::filesystem::path dir) : m_dir(std::move(dir)) { }

    Result<Hash> put(BytesView bytes) override
    {
        const Hash hash = encoding::blake2b({bytes});
        const std::filesystem::path file = pathOf(hash);
        if (bytes.size() > valueSizeMax)
            return failure(ErrorCode::Limit, fmt::format("A value of {} bytes is more than the {} that are allowed.", bytes.size(), valueSizeMax));
        if (access(file.c_str(), R_OK) != 0) {
            std::error_code ignored;
            std::filesystem::create_directories(file.parent_path(), ignored);
            const std::filesystem::path draft = file.parent_path() / fmt::format("draft-{}-{}", getpid(), ++m_drafts);
            const auto written = writeWhole(draft, file, bytes);
            if (!written) {
                unlink(draft.c_str());
                return tl::unexpected(written.error());
            }
        }
        remember(hash, Bytes(bytes));
        return hash;
    }

    Result<Bytes> get(const Hash &hash) override
    {
        for (auto at = m_cache.begin(); at != m_cache.end(); ++at) {
            if (at->first == hash) {
                m_cache.splice(m_cache.begin(), m_cache, at);
                return at->second;
            }
        }
        const std::filesystem::path file = pathOf(hash);
        const Fd fd(open(file.c_str(), O_RDONLY | O_CLOEXEC));
        if (fd.get() < 0)
            return failure(ErrorCode::NotFound, fmt::format("The value {} is not in the store \"{}\".", toHex(hash), m_dir.string()), toHex(hash));
        Bytes bytes;
        char buffer[65536];
        ssize_t size = 0;
        while ((size = read(fd.get(), buffer, sizeof buffer)) > 0 && bytes.size() <= valueSizeMax)
            bytes.append(buffer, static_cast<std::size_t>(size));
        if (size < 0)
            return tl::unexpected(systemError(fmt::format("\"{}\" cannot be read", file.string())));
        if (encoding::blake2b({bytes}) != hash)
            return failure(ErrorCode::Corrupt, fmt::format("The value in \"{}\" is damaged: it is not what its name says.", file.string()), toHex(hash));
        remember(hash, bytes);
        return bytes;
    }

    bool has(const Hash &hash) const override { return access(pathOf(hash).c_str(), R_OK) == 0; }

    Result<bool> addChunk(const SessionId &from, const Hash &hash, std::uint64_t size, std::uint64_t offset, BytesView bytes) override
    {
        const auto whole = m_chunks.add(from, hash, size, offset, bytes);
        if (!whole)
            return tl::unexpected(whole.error());
        if (!*whole)
            return false;
        const auto kept = put(**whole);
        return kept ? Result<bool>(true) : tl::unexpected(kept.error());
    }

    void dropChunks(const SessionId &from) override { m_chunks.drop(from); }

private:
    [[nodiscard]] std::filesystem::path pathOf(const Hash &hash) const
    {
        const std::string name = toHex(hash);
        return m_dir / "values" / name.substr(0, 2) / name.substr(2);
    }

    /// Under another name first, so that a file with a hash's name is always whole.
    static Result<Done> writeWhole(const std::filesystem::path &draft, const std::filesystem::path &file, BytesView bytes)
    {
        const Fd fd(open(draft.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600));
        if (fd.get() < 0 || !writeAll(fd.get(), bytes) || fdatasync(fd.get()) != 0)
            return tl::unexpected(systemError(fmt::format("A value cannot be written to \"{}\"", draft.string())));
        if (rename(draft.c_str(), file.c_str()) != 0)
            return tl::unexpected(systemError(fmt::format("\"{}\" cannot be renamed", draft.string())));
        const Fd folder(open(file.parent_path().c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
        if (folder.get() < 0 || fsync(folder.get()) != 0)
            return tl::unexpected(systemError(fmt::format("\"{}\" cannot be synchronised", file.parent_path().string())));
        return Done{};
    }

    void remember(const Hash &hash, Bytes bytes)
    {
        m_cachedBytes += bytes.size();
        m_cache.emplace_front(hash, std::move(bytes));
        while (m_cachedBytes > cachedBytesMax && m_cache.size() > 1) {
            m_cachedBytes -= m_cache.back().second.size();
            m_cache.pop_back();
        }
    }

    std::filesystem::path m_dir;
    std::list<std::pair<Hash, Bytes>> m_cache; ///< Most recently used first.
    std::size_t m_cachedBytes = 0;
    Chunks m_chunks;
    std::uint64_t m_drafts = 0;
};

} // namespace

Result<std::unique_ptr<Store>> openFileStore(const std::filesystem::path &dir)
{
    std::error_code error;
    std::filesystem::create_directories(dir / "values", error);
    if (error)
        return failure(ErrorCode::System, fmt::format("The store \"{}\" cannot be made: {}.", dir.string(), error.message()), dir.string());
    chmod(dir.c_str(), 0700);
    return std::make_unique<FileStore>(dir);
}

} // namespace weftline::store
