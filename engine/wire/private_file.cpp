// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "engine/wire/private_file.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>

#include <fmt/format.h>

namespace weftline::wire {
namespace {

constexpr std::size_t sizeMax = 1U << 20U;

/// Closes what it holds.
struct Descriptor
{
    explicit Descriptor(int descriptor) : number(descriptor) { }
    ~Descriptor()
    {
        if (number >= 0)
            ::close(number);
    }
    Descriptor(const Descriptor &) = delete;
    Descriptor &operator=(const Descriptor &) = delete;

    int number;
};

tl::unexpected<Error> cannot(ErrorCode code, std::string_view what, const std::filesystem::path &file, std::string_view why)
{
    return failure(code, fmt::format("Cannot {} \"{}\": {}.", what, file.string(), why), file.string());
}

bool writeAll(int descriptor, std::string_view text)
{
    while (!text.empty()) {
        const ssize_t written = ::write(descriptor, text.data(), text.size());
        if (written < 0 && errno != EINTR)
            return false;
        text.remove_prefix(written < 0 ? 0 : static_cast<std::size_t>(written));
    }
    return true;
}

} // namespace

Result<std::optional<std::string>> readPrivateFile(const std::filesystem::path &file)
{
    const Descriptor in(::open(file.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK));
    if (in.number < 0 && errno == ENOENT)
        return std::optional<std::string>();
    if (in.number < 0)
        return cannot(ErrorCode::System, "read", file, std::strerror(errno));
    struct stat found{};
    if (::fstat(in.number, &found) != 0 || !S_ISREG(found.st_mode))
        return cannot(ErrorCode::Refused, "read", file, "it is no ordinary file");
    if (found.st_uid != ::geteuid())
        return cannot(ErrorCode::Refused, "use", file, fmt::format("it belongs to user {}", found.st_uid));
    if ((found.st_mode & 0077U) != 0)
        return cannot(ErrorCode::Refused, "use", file, fmt::format("others may read or change it. Run \"chmod 600 {}\"",
                                                                   file.string()));
    if (static_cast<std::size_t>(found.st_size) > sizeMax)
        return cannot(ErrorCode::Limit, "read", file, "it is larger than 1 MiB");
    std::string text(static_cast<std::size_t>(found.st_size), '\0');
    std::size_t at = 0;
    while (at < text.size()) {
        const ssize_t size = ::read(in.number, text.data() + at, text.size() - at);
        if (size < 0 && errno != EINTR)
            return cannot(ErrorCode::System, "read", file, std::strerror(errno));
        if (size == 0)
            break;
        at += size < 0 ? 0 : static_cast<std::size_t>(size);
    }
    text.resize(at);
    return std::optional(std::move(text));
}

Result<Done> writePrivateFile(const std::filesystem::path &file, std::string_view text)
{
    const std::filesystem::path fresh = file.string() + ".new";
    ::unlink(fresh.c_str()); // Left over from a crash.
    {
        const Descriptor out(::open(fresh.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600));
        if (out.number < 0 || !writeAll(out.number, text) || ::fsync(out.number) != 0)
            return cannot(ErrorCode::System, "write", file, std::strerror(errno));
    }
    if (::rename(fresh.c_str(), file.c_str()) != 0)
        return cannot(ErrorCode::System, "write", file, std::strerror(errno));
    const Descriptor dir(::open(file.parent_path().c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (dir.number >= 0)
        ::fsync(dir.number);
    return Done{};
}

FolderLock::FolderLock(const std::filesystem::path &dir)
    : m_descriptor(::open(dir.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC))
{
    while (m_descriptor >= 0 && ::flock(m_descriptor, LOCK_EX) != 0 && errno == EINTR)
        continue;
}

FolderLock::~FolderLock()
{
    if (m_descriptor >= 0)
        ::close(m_descriptor);
}

} // namespace weftline::wire
