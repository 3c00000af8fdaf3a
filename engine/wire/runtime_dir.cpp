// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "engine/wire/runtime_dir.h"

#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>

#include <fmt/format.h>

#include "engine/encoding/blake2b.h"
#include "engine/wire/endpoint.h"

namespace weftline::wire {
namespace {

tl::unexpected<Error> unusable(const std::filesystem::path &dir, std::string_view why)
{
    return failure(ErrorCode::Refused, fmt::format("Cannot use the folder \"{}\". {}", dir.string(), why), dir.string());
}

} // namespace

Result<std::filesystem::path> ownDir(const std::filesystem::path &dir)
{
    if (::mkdir(dir.c_str(), 0700) != 0 && errno != EEXIST)
        return unusable(dir, fmt::format("It cannot be made: {}.", std::strerror(errno)));
    struct stat found{};
    if (::lstat(dir.c_str(), &found) != 0) // Not stat: a link would lead to somebody else's folder.
        return unusable(dir, fmt::format("It cannot be read: {}.", std::strerror(errno)));
    if (!S_ISDIR(found.st_mode))
        return unusable(dir, "It is a link or a file. Remove it.");
    if (found.st_uid != ::geteuid())
        return unusable(dir, fmt::format("It belongs to user {}. Set XDG_RUNTIME_DIR to a folder of your own.", found.st_uid));
    if ((found.st_mode & 0777U) != 0700)
        return unusable(dir, fmt::format("Others may enter it. Run \"chmod 700 {}\".", dir.string()));
    return dir;
}

Result<std::filesystem::path> runtimeDir()
{
    if (const char *variable = std::getenv("XDG_RUNTIME_DIR"); variable != nullptr && *variable != '\0') {
        const std::filesystem::path parent(variable);
        if (!parent.is_absolute())
            return unusable(parent, "XDG_RUNTIME_DIR must be an absolute path.");
        return ownDir(parent / "weftline");
    }
    std::error_code error;
    const std::filesystem::path temporary = std::filesystem::temp_directory_path(error);
    if (error)
        return unusable(temporary, fmt::format("There is no temporary folder: {}. Set XDG_RUNTIME_DIR.", error.message()));
    return ownDir(temporary / fmt::format("weftline-{}", ::geteuid()));
}

Result<std::filesystem::path> socketPathFor(const std::filesystem::path &journal)
{
    std::error_code error;
    const std::filesystem::path canonical = std::filesystem::weakly_canonical(std::filesystem::absolute(journal), error);
    if (error)
        return unusable(journal, fmt::format("The journal's path cannot be resolved: {}.", error.message()));
    const Result<std::filesystem::path> dir = runtimeDir();
    if (!dir)
        return tl::unexpected(dir.error());
    const std::string digits = toHex(encoding::blake2b({canonical.native()})).substr(0, 16);
    std::filesystem::path path = *dir / (digits + ".sock");
    if (path.native().size() > socketPathMax)
        return unusable(*dir, fmt::format("A socket in it would have a path of {} bytes and may have {}. Set "
                                          "XDG_RUNTIME_DIR to a shorter one.", path.native().size(), socketPathMax));
    return path;
}

} // namespace weftline::wire
