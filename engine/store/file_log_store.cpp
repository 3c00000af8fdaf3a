// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "engine/store/file_log_store.h"

#include "engine/encoding/blake2b.h"
#include "engine/encoding/reader.h"
#include "engine/encoding/writer.h"
#include "engine/store/log_page.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <list>
#include <map>

namespace weftline::store {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t recordMax = LogPager::textMax + 256; ///< Encoded.
constexpr std::size_t filesMax = 32; ///< Open at a time.
constexpr std::size_t sequencesMax = 100'000; ///< Attempts of one log whose next piece is remembered.

/// A run's id as the name of a file. Whoever submits makes it, so what could mean something else in a path is hashed.
std::string fileName(const std::string &run)
{
    const bool isPlain =
        !run.empty() && run.size() <= 100 && run.front() != '.' && std::all_of(run.begin(), run.end(), [](char c) {
            return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_'
                || c == '.';
        });
    return isPlain ? run + ".log" : "~" + toHex(encoding::blake2b({run})) + ".log";
}

/// Appends the record's length and the record.
void encode(const LogRecord &record, Bytes &out)
{
    const std::size_t start = out.size();
    out.append(4, '\0');
    encoding::Writer writer(out);
    writer.array(6).instant(record.at).unsignedInteger(record.task).unsignedInteger(record.attempt);
    writer.unsignedInteger(static_cast<std::uint64_t>(record.stream))
        .unsignedInteger(record.sequence)
        .string(record.text);
    const std::size_t size = out.size() - start - 4;
    for (unsigned i = 0; i < 4; ++i)
        out[start + i] = static_cast<char>(size >> (8U * i) & 0xffU);
}

std::size_t lengthAt(const char *bytes)
{
    std::size_t size = 0;
    for (unsigned i = 0; i < 4; ++i)
        size |= static_cast<std::size_t>(static_cast<std::uint8_t>(bytes[i])) << (8U * i);
    return size;
}

bool decode(BytesView bytes, LogRecord &record)
{
    encoding::Reader reader(bytes);
    reader.array(6);
    record.at = reader.instant();
    record.task = reader.u32();
    record.attempt = reader.u32();
    record.stream = reader.enumeration<LogStream>(2);
    record.sequence = reader.unsignedInteger();
    record.text = reader.string();
    return reader.ok() && reader.atEnd();
}

/// One run's log, open for writing.
struct LogFile
{
    std::string run;
    int fd = -1;
    std::uint64_t size = 0;
    std::uint64_t lost = 0; ///< Records that could not be written since the last that could.
    bool isFull = false;
    bool isRagged = false; ///< There are bytes behind `size` that are no record.
    std::map<std::pair<std::uint32_t, std::uint32_t>, std::uint64_t> next; ///< Sequence, by task and attempt.
};

/// Goes through the file's records to the last whole one.
void findEnd(LogFile &file, std::uint64_t size)
{
    std::uint64_t at = 0;
    std::uint64_t last = 0;
    std::array<char, 4> length{};
    while (at + length.size() <= size && ::pread(file.fd, length.data(), length.size(), static_cast<off_t>(at)) == 4) {
        const std::size_t record = lengthAt(length.data());
        if (record == 0 || record > recordMax || record > size - at - length.size())
            break;
        last = at;
        at += length.size() + record;
    }
    file.size = at;
    file.isRagged = at < size;
    Bytes bytes(at - last, '\0');
    LogRecord record;
    if (at > 0
        && ::pread(file.fd, bytes.data(), bytes.size(), static_cast<off_t>(last)) == static_cast<ssize_t>(bytes.size()))
        file.isFull = decode(BytesView(bytes).substr(4), record) && record.sequence == lastSequence;
}

class FileLogStore final : public LogStore
{
public:
    FileLogStore(const fs::path &folder, FileLogOptions options) : m_folder(folder / "logs"), m_options(options) { }
    FileLogStore(const FileLogStore &) = delete;
    FileLogStore &operator=(const FileLogStore &) = delete;
    ~FileLogStore() override
    {
        for (const LogFile &file : m_files)
            close(file);
    }

    void append(const std::string &run, const LogRecord &record) override
    {
        LogFile &file = open(run);
        if (file.isFull)
            return;
        m_buffer.clear();
        if (file.lost > 0)
            encode(noteOfGap(record, file.lost), m_buffer);
        if (file.next.size() > sequencesMax)
            file.next.clear();
        const auto [next, isNew] = file.next.try_emplace({record.task, record.attempt}, record.sequence);
        if (record.sequence > next->second)
            encode(noteOfGap(record, record.sequence - next->second), m_buffer);
        next->second = record.sequence + 1;
        encode(bounded(record), m_buffer);
        if (file.size + m_buffer.size() > m_options.bytesMax) {
            m_buffer.clear();
            encode(noteOfLimit(record, m_options.bytesMax), m_buffer);
            file.isFull = true;
        }
        write(file);
    }

    [[nodiscard]] Result<LogPage> read(const std::string &run, const LogFilter &filter) override
    {
        LogPager pager(filter);
        const fs::path path = m_folder / fileName(run);
        const int fd = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
        if (fd < 0 && errno == ENOENT)
            return pager.finish(0, true);
        if (fd < 0)
            return failure(ErrorCode::System,
                           fmt::format("Cannot read log \"{}\": {}.", path.string(), std::strerror(errno)),
                           path.string());
        auto page = readPage(fd, path, pager);
        ::close(fd);
        return page;
    }

private:
    LogFile &open(const std::string &run)
    {
        const auto found =
            std::find_if(m_files.begin(), m_files.end(), [&](const LogFile &file) { return file.run == run; });
        if (found != m_files.end()) {
            m_files.splice(m_files.begin(), m_files, found);
            return m_files.front();
        }
        if (m_files.size() >= filesMax) {
            close(m_files.back());
            m_files.pop_back();
        }
        std::error_code error;
        fs::create_directories(m_folder, error); // where that fails, so does open()
        LogFile &file = m_files.emplace_front();
        file.run = run;
        file.fd = ::open((m_folder / fileName(run)).c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
        struct stat status = {};
        if (file.fd >= 0 && ::fstat(file.fd, &status) == 0)
            findEnd(file, static_cast<std::uint64_t>(status.st_size));
        return file;
    }

    static void close(const LogFile &file)
    {
        if (file.fd >= 0)
            ::close(file.fd);
    }

    /// All of m_buffer or nothing of it.
    void write(LogFile &file)
    {
        if (file.fd >= 0 && file.isRagged)
            file.isRagged = ::ftruncate(file.fd, static_cast<off_t>(file.size)) != 0;
        if (file.fd >= 0 && !file.isRagged
            && ::pwrite(file.fd, m_buffer.data(), m_buffer.size(), static_cast<off_t>(file.size))
                == static_cast<ssize_t>(m_buffer.size())) {
            file.size += m_buffer.size();
            file.lost = 0;
            return;
        }
        ++file.lost;
        file.isFull = false;
        file.isRagged = true;
    }

    Result<LogPage> readPage(int fd, const fs::path &path, LogPager &pager) const
    {
        std::uint64_t at = pager.place();
        const std::uint64_t start = at;
        Bytes buffer;
        std::uint64_t bufferAt = at;
        LogRecord record;
        for (;;) {
            if (at - start > m_options.scanMax)
                return pager.finish(at, false);
            const BytesView rest = fill(fd, buffer, bufferAt, at);
            const std::size_t length = rest.size() >= 4 ? lengthAt(rest.data()) : 0;
            if (rest.size() < 4 || (length <= recordMax && rest.size() - 4 < length))
                return pager.finish(at, true); // the end, or a record that is being written
            if (length == 0 || length > recordMax || !decode(rest.substr(4, length), record))
                return failure(ErrorCode::Corrupt,
                               fmt::format("Log \"{}\" has no record at byte {}.", path.string(), at), path.string());
            if (!pager.add(record, at))
                return pager.finish(at, false);
            at += 4 + length;
        }
    }

    /// What the file holds from `at` on: a whole record at least, if there is one.
    static BytesView fill(int fd, Bytes &buffer, std::uint64_t &bufferAt, std::uint64_t at)
    {
        const auto rest = [&] {
            return BytesView(buffer).substr(std::min<std::uint64_t>(at - bufferAt, buffer.size()));
        };
        if (const BytesView have = rest(); have.size() >= 4 && have.size() - 4 >= lengthAt(have.data()))
            return have;
        buffer.resize(4 + recordMax);
        bufferAt = at;
        const ssize_t size = ::pread(fd, buffer.data(), buffer.size(), static_cast<off_t>(at));
        buffer.resize(size > 0 ? static_cast<std::size_t>(size) : 0);
        return rest();
    }

    fs::path m_folder;
    FileLogOptions m_options;
    std::list<LogFile> m_files; ///< Used last first.
    Bytes m_buffer;
};

} // namespace

Result<std::unique_ptr<LogStore>> openFileLogStore(const std::filesystem::path &folder, FileLogOptions options)
{
    std::error_code error;
    const fs::file_status status = fs::status(folder, error);
    if (fs::exists(status) && !fs::is_directory(status))
        return failure(ErrorCode::InvalidInput,
                       fmt::format("\"{}\" is a file. Logs need a folder of this name.", folder.string()),
                       folder.string());
    return std::make_unique<FileLogStore>(folder, options);
}

} // namespace weftline::store
