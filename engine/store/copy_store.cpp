// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "engine/store/copy_store.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

namespace weftline::store {
namespace {

namespace fs = std::filesystem;

void synchronise(const fs::path &place, int flags)
{
    const int fd = ::open(place.c_str(), O_RDONLY | O_CLOEXEC | flags);
    if (fd < 0)
        return;
    (void)::fsync(fd);
    ::close(fd);
}

/// All files below `from`; their number, and their bytes added to `bytes`.
std::uint64_t copyFiles(const fs::path &from, const fs::path &to, std::uint64_t &bytes, std::error_code &error)
{
    std::uint64_t count = 0;
    if (!fs::exists(from, error))
        return count;
    fs::create_directories(to, error);
    for (auto at = error ? fs::directory_iterator() : fs::directory_iterator(from, error); !error && at != fs::directory_iterator(); at.increment(error)) {
        const fs::path target = to / at->path().filename();
        if (at->is_directory(error)) {
            count += copyFiles(at->path(), target, bytes, error);
        } else if (at->is_regular_file(error) && at->path().extension() != ".part") { // that one is not whole yet
            fs::copy_file(at->path(), target, fs::copy_options::overwrite_existing, error);
            if (error)
                break;
            synchronise(target, 0);
            bytes += fs::file_size(target, error);
            ++count;
        }
    }
    synchronise(to, O_DIRECTORY);
    return count;
}

} // namespace

Result<StoreCopy> copyStore(const fs::path &from, const fs::path &to)
{
    StoreCopy copy;
    std::error_code error;
    copy.values = copyFiles(from / "values", to / "values", copy.bytes, error);
    if (!error)
        copy.logs = copyFiles(from / "logs", to / "logs", copy.bytes, error);
    if (error)
        return failure(ErrorCode::System,
                       fmt::format("Cannot copy the values and logs in \"{}\" to \"{}\": {}. Look at the rights of the folder, and "
                                   "make room on its disk.",
                                   from.string(), to.string(), error.message()),
                       to.string());
    return copy;
}

} // namespace weftline::store
