// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "engine/store/file_log_store.h"

#include <cstdio>
#include <list>
#include <map>

#include <fmt/format.h>
#include <sys/stat.h>

#include "engine/encoding/reader.h"
#include "engine/encoding/writer.h"
#include "engine/store/log_pages.h"

namespace weftline::store {
namespace {

constexpr std::size_t openFilesMax = 16;
constexpr std::size_t readAtOnce = 1U << 20U; ///< Holds any record: a text has at most 64 KiB.

struct CloseFile
{
    void operator()(std::FILE *file) const { std::fclose(file); }
};
using File = std::unique_ptr<std::FILE, CloseFile>;

Bytes encoded(const LogRecord &record)
{
    Bytes bytes;
    encoding::Writer(bytes).array(6).instant(record.at).unsignedInteger(record.task).unsignedInteger(record.attempt)
        .unsignedInteger(static_cast<std::uint64_t>(record.stream)).unsignedInteger(record.sequence).string(record.text);
    return bytes;
}

LogRecord decoded(encoding::Reader &in)
{
    LogRecord record;
    in.array(6);
    record.at = in.instant();
    record.task = in.u32();
    record.attempt = in.u32();
    record.stream = in.enumeration<LogStream>(2);
    record.sequence = in.unsignedInteger();
    record.text = in.string();
    return record;
}

class FileLogStore final : public LogStore
{
public:
    explicit FileLogStore(std::filesystem::path dir) : m_dir(std::move(dir)) { }

    void append(const std::string &run, const LogRecord &record) override
    {
        Open *open = openRun(run);
        if (!open || open->bytes >= logBytesMax)
            return;
        Bytes bytes = encoded(record);
        open->bytes += bytes.size();
        if (open->bytes >= logBytesMax) {
            LogRecord last = record;
            last.stream = LogStream::Err;
            last.text = fmt::format("The log of this run has reached {} MiB. What follows is not kept.\n", logBytesMax >> 20U);
            bytes = encoded(last);
        }
        std::fwrite(bytes.data(), 1, bytes.size(), open->file.get());
        std::fflush(open->file.get());
    }

    Result<LogPage> read(const std::string &run, const LogFilter &filter) override
    {
        LogPage page;
        page.next = filter.from;
        const File file(std::fopen(pathOf(run).c_str(), "rbe"));
        if (!file)
            return page; // nothing was written yet
        std::fseek(file.get(), static_cast<long>(filter.from), SEEK_SET);
        Bytes buffer(readAtOnce, '\0');
        while (page.lines.size() < filter.linesMax) {
            const std::size_t size = std::fread(buffer.data(), 1, buffer.size(), file.get());
            const std::size_t used = takeRecords(BytesView(buffer).substr(0, size), filter, page);
            page.next += used;
            page.atEnd = used == size && size < buffer.size();
            if (used == 0 || page.atEnd) {
                page.atEnd = true; // no further whole record
                break;
            }
            std::fseek(file.get(), static_cast<long>(page.next), SEEK_SET);
        }
        return page;
    }

private:
    struct Open
    {
        std::string run;
        File file;
        std::uint64_t bytes = 0;
    };

    /// Reads whole records until there are lines enough; returns how many bytes they take.
    static std::size_t takeRecords(BytesView bytes, const LogFilter &filter, LogPage &page)
    {
        std::size_t used = 0;
        while (used < bytes.size() && page.lines.size() < filter.linesMax) {
            encoding::Reader in(bytes.substr(used));
            const LogRecord record = decoded(in);
            if (!in.ok())
                break; // cut off: the rest is in the next piece, or not written yet
            used += in.position();
            appendLines(record, filter, page);
        }
        return used;
    }

    [[nodiscard]] std::filesystem::path pathOf(const std::string &run) const { return m_dir / "logs" / (run + ".log"); }

    Open *openRun(const std::string &run)
    {
        for (auto at = m_open.begin(); at != m_open.end(); ++at) {
            if (at->run == run) {
                m_open.splice(m_open.begin(), m_open, at);
                return &m_open.front();
            }
        }
        File file(std::fopen(pathOf(run).c_str(), "abe"));
        if (!file)
            return nullptr;
        std::fseek(file.get(), 0, SEEK_END);
        const long size = std::ftell(file.get());
        m_open.push_front({run, std::move(file), static_cast<std::uint64_t>(std::max(size, 0L))});
        if (m_open.size() > openFilesMax)
            m_open.pop_back();
        return &m_open.front();
    }

    std::filesystem::path m_dir;
    std::list<Open> m_open; ///< Most recently used first.
};

} // namespace

Result<std::unique_ptr<LogStore>> openFileLogStore(const std::filesystem::path &dir)
{
    std::error_code error;
    std::filesystem::create_directories(dir / "logs", error);
    if (error)
        return failure(ErrorCode::System, fmt::format("The folder \"{}\" cannot be made: {}.", (dir / "logs").string(), error.message()), dir.string());
    chmod(dir.c_str(), 0700);
    return std::make_unique<FileLogStore>(dir);
}

} // namespace weftline::store
