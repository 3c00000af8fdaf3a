// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "engine/journal/lock_file.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <sys/vfs.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <string>
#include <utility>

namespace weftline::journal {
namespace {

std::string readPid(int fd)
{
    std::array<char, 32> text{};
    const ssize_t size = ::pread(fd, text.data(), text.size() - 1, 0);
    std::string pid(text.data(), size > 0 ? static_cast<std::size_t>(size) : 0);
    pid.erase(std::find_if(pid.begin(), pid.end(), [](char c) { return c < '0' || c > '9'; }), pid.end());
    return pid;
}

} // namespace

LockFile::~LockFile()
{
    if (m_fd >= 0)
        ::close(m_fd);
}

LockFile::LockFile(LockFile &&other) noexcept : m_fd(std::exchange(other.m_fd, -1)) { }

LockFile &LockFile::operator=(LockFile &&other) noexcept
{
    std::swap(m_fd, other.m_fd);
    return *this;
}

Result<LockFile> lockJournal(const std::filesystem::path &journal, const LockWaits &waits)
{
    const std::string path = journal.string() + ".lock";
    LockFile lock;
    lock.m_fd = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (lock.m_fd < 0)
        return failure(ErrorCode::System,
                       fmt::format("Cannot open \"{}\": {}. A journal needs a folder that may be written to.", path,
                                   std::strerror(errno)),
                       path);
    int locked = ::flock(lock.m_fd, LOCK_EX | LOCK_NB);
    if (locked != 0 && errno == EWOULDBLOCK && waits) {
        waits(std::strtoll(readPid(lock.m_fd).c_str(), nullptr, 10));
        do
            locked = ::flock(lock.m_fd, LOCK_EX);
        while (locked != 0 && errno == EINTR);
    }
    if (locked != 0) {
        if (errno != EWOULDBLOCK)
            return failure(ErrorCode::System, fmt::format("Cannot lock \"{}\": {}.", path, std::strerror(errno)), path);
        const std::string pid = readPid(lock.m_fd);
        return failure(
            ErrorCode::Refused,
            fmt::format("Journal \"{}\" is held by another engine{}. End that one, or choose another journal.",
                        journal.string(), pid.empty() ? "" : fmt::format(" (process {})", pid)),
            journal.string());
    }
    const std::string pid = fmt::format("{}\n", ::getpid());
    if (::ftruncate(lock.m_fd, 0) != 0
        || ::pwrite(lock.m_fd, pid.data(), pid.size(), 0) != static_cast<ssize_t>(pid.size()))
        return failure(ErrorCode::System, fmt::format("Cannot write \"{}\": {}.", path, std::strerror(errno)), path);
    return lock;
}

bool isHeld(const std::filesystem::path &journal)
{
    const int fd = ::open((journal.string() + ".lock").c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
    if (fd < 0)
        return false;
    const bool isTaken = ::flock(fd, LOCK_SH | LOCK_NB) != 0 && errno == EWOULDBLOCK;
    ::close(fd);
    return isTaken;
}

bool isNetworkFileSystem(long type)
{
    // statfs(2): NFS, SMB, SMB2, CIFS, AFS, OpenAFS, Ceph, Coda, NCP, Lustre, OCFS2, GFS2.
    constexpr std::array<std::uint32_t, 12> types{0x6969,     0x517b,     0xfe534d42, 0xff534d42,
                                                  0x6b414653, 0x5346414f, 0x00c36400, 0x73757245,
                                                  0x564c,     0x0bd00bd0, 0x7461636f, 0x01161970};
    return std::find(types.begin(), types.end(), static_cast<std::uint32_t>(type)) != types.end();
}

Result<Done> checkPlace(const std::filesystem::path &journal)
{
    const std::filesystem::path folder = std::filesystem::absolute(journal).parent_path();
    struct statfs place = {};
    if (::statfs(folder.c_str(), &place) != 0)
        return failure(ErrorCode::NotFound,
                       fmt::format("Cannot open journal \"{}\": its folder \"{}\": {}. Make the folder first.",
                                   journal.string(), folder.string(), std::strerror(errno)),
                       journal.string());
    if (isNetworkFileSystem(static_cast<long>(place.f_type)))
        return failure(ErrorCode::Refused,
                       fmt::format("Journal \"{}\" lies on a network file system, where two engines could write it at "
                                   "once. Choose a folder on a disk of this machine.",
                                   journal.string()),
                       journal.string());
    return Done{};
}

} // namespace weftline::journal
