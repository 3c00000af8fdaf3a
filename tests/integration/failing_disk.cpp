// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// A disk that fails, for a program that loads this library first (LD_PRELOAD). While the file WEFTLINE_FAILING_WHILE exists,
// files that have WEFTLINE_FAILING_FILE in their path can never be synchronised, and a write into them fails, stops half way
// or does what it should. WEFTLINE_FAILING_WHILE is told of each with a letter: s, f, h. All else goes where it always went.

#include <array>
#include <atomic>
#include <cerrno>
#include <cstdint>
#include <cstdlib>
#include <random>
#include <string>
#include <string_view>

#include <dlfcn.h>
#include <fcntl.h>
#include <unistd.h>

namespace {

template<typename Function>
Function original(const char *name)
{
    return reinterpret_cast<Function>(::dlsym(RTLD_NEXT, name));
}

using Write = ssize_t (*)(int, const void *, size_t);
using WriteAt = ssize_t (*)(int, const void *, size_t, off_t);
using Sync = int (*)(int);

struct Settings
{
    std::string whileFile;
    std::string failingFile;
};

// Read once: later the environment may be another. Never destroyed: a program writes to its end.
const Settings &settings()
{
    const auto textOf = [](const char *variable) {
        const char *value = std::getenv(variable);
        return std::string(value ? value : "");
    };
    static const Settings &read = *new Settings{textOf("WEFTLINE_FAILING_WHILE"), textOf("WEFTLINE_FAILING_FILE")};
    return read;
}

// Those that the program starts do without.
[[maybe_unused]] const int isForThisOne = ::unsetenv("LD_PRELOAD");

bool isHit(int fd)
{
    const auto &[whileFile, failingFile] = settings();
    if (whileFile.empty() || failingFile.empty())
        return false;
    const int before = errno;
    std::array<char, 4096> path{};
    const bool isOn = ::access(whileFile.c_str(), F_OK) == 0;
    const ssize_t size = isOn ? ::readlink(("/proc/self/fd/" + std::to_string(fd)).c_str(), path.data(), path.size()) : 0;
    errno = before;
    return size > 0 && std::string_view(path.data(), static_cast<std::size_t>(size)).find(failingFile) != std::string_view::npos;
}

void tell(char what)
{
    static const Write write = original<Write>("write");
    const int fd = ::open(settings().whileFile.c_str(), O_WRONLY | O_APPEND | O_CLOEXEC);
    if (fd < 0)
        return;
    (void)!write(fd, &what, 1);
    ::close(fd);
}

/// Whether to write all, half, or nothing of it.
enum class Fate : std::uint8_t { Whole, Half, Nothing };
Fate fateOf(int fd, std::size_t size)
{
    static std::atomic<std::uint32_t> writes = 0;
    if (!isHit(fd))
        return Fate::Whole;
    std::minstd_rand random(++writes); // always the same ones; most writes pass, for what is synchronised is of many
    random.discard(2);
    const auto chance = random() >> 16U & 15U;
    const Fate fate = chance < 2 ? Fate::Nothing : chance < 4 && size > 1 ? Fate::Half : Fate::Whole;
    if (fate != Fate::Whole)
        tell(fate == Fate::Half ? 'h' : 'f');
    return fate;
}

ssize_t failed()
{
    errno = EIO;
    return -1;
}

ssize_t writeAt(WriteAt original, int fd, const void *bytes, size_t size, off_t at)
{
    const Fate fate = fateOf(fd, size);
    return fate == Fate::Nothing ? failed() : original(fd, bytes, fate == Fate::Half ? size / 2 : size, at);
}

int sync(Sync original, int fd)
{
    if (!isHit(fd))
        return original(fd);
    tell('s');
    return static_cast<int>(failed());
}

} // namespace

extern "C" {

ssize_t pwrite(int fd, const void *bytes, size_t size, off_t at)
{
    static const auto next = original<WriteAt>("pwrite");
    return writeAt(next, fd, bytes, size, at);
}

ssize_t pwrite64(int fd, const void *bytes, size_t size, off64_t at)
{
    static const auto next = original<WriteAt>("pwrite64");
    return writeAt(next, fd, bytes, size, at);
}

ssize_t write(int fd, const void *bytes, size_t size)
{
    static const auto next = original<Write>("write");
    const Fate fate = fateOf(fd, size);
    return fate == Fate::Nothing ? failed() : next(fd, bytes, fate == Fate::Half ? size / 2 : size);
}

int fsync(int fd)
{
    static const auto next = original<Sync>("fsync");
    return sync(next, fd);
}

int fdatasync(int fd)
{
    static const auto next = original<Sync>("fdatasync");
    return sync(next, fd);
}

} // extern "C"
