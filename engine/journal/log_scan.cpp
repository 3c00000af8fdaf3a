// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "engine/journal/log_scan.h"

#include "engine/base/bytes.h"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>

namespace weftline::journal {
namespace {

// As "WAL-mode File Format" of SQLite's documentation has it: a header, then frames of a header and a page. Each header holds
// two salts, the same for all that belongs together, and a sum over all before it.
constexpr std::size_t headerSize = 32;
constexpr std::size_t frameHeaderSize = 24;
constexpr std::size_t summedOfHeader = 24;
constexpr std::size_t summedOfFrame = 8;
constexpr std::uint32_t magic = 0x377f0682; ///< Its lowest bit: the sums take words as big-endian.

std::uint32_t bigEndian(BytesView bytes, std::size_t at)
{
    std::uint32_t word = 0;
    for (std::size_t i = 0; i < 4; ++i)
        word = word << 8U | static_cast<std::uint8_t>(bytes[at + i]);
    return word;
}

class Sum
{
public:
    explicit Sum(bool isBigEndian) : m_isBigEndian(isBigEndian) { }

    void add(BytesView bytes)
    {
        for (std::size_t at = 0; at + 8 <= bytes.size(); at += 8) {
            m_first += word(bytes, at) + m_second;
            m_second += word(bytes, at + 4) + m_first;
        }
    }
    [[nodiscard]] bool isAt(BytesView bytes, std::size_t at) const
    {
        return bigEndian(bytes, at) == m_first && bigEndian(bytes, at + 4) == m_second;
    }

private:
    [[nodiscard]] std::uint32_t word(BytesView bytes, std::size_t at) const
    {
        const std::uint32_t big = bigEndian(bytes, at);
        return m_isBigEndian ? big : __builtin_bswap32(big);
    }

    bool m_isBigEndian;
    std::uint32_t m_first = 0;
    std::uint32_t m_second = 0;
};

class Scanner
{
public:
    explicit Scanner(BytesView log) : m_log(log) { }

    LogScan scan()
    {
        if (m_log.size() < headerSize + frameHeaderSize)
            return m_scan;
        const BytesView header = m_log.substr(0, headerSize);
        const std::uint32_t pageSize = bigEndian(header, 8);
        Sum sum((bigEndian(header, 0) & 1U) != 0);
        sum.add(header.substr(0, summedOfHeader));
        const bool isUsed = bigEndian(m_log, headerSize) != 0; // else it was made, and nothing written
        if ((bigEndian(header, 0) & ~1U) != magic || !sum.isAt(header, summedOfHeader) || pageSize < 512) {
            m_scan.isHeaderDamaged = m_scan.hasLost = isUsed;
            return m_scan;
        }
        m_frameSize = frameHeaderSize + pageSize;
        std::uint64_t next = 1;
        for (; isThere(next) && isRight(next, sum); ++next)
            if (endsCommit(next))
                m_scan.frames = next;
        lookBehind(next);
        return m_scan;
    }

private:
    [[nodiscard]] std::size_t at(std::uint64_t frame) const { return headerSize + (frame - 1) * m_frameSize; }
    [[nodiscard]] bool isThere(std::uint64_t frame) const { return at(frame) + m_frameSize <= m_log.size(); }
    [[nodiscard]] bool isOurs(std::uint64_t frame) const { return m_log.substr(at(frame) + 8, 8) == m_log.substr(16, 8); }
    [[nodiscard]] bool endsCommit(std::uint64_t frame) const { return bigEndian(m_log, at(frame) + 4) != 0; }

    [[nodiscard]] bool isRight(std::uint64_t frame, Sum &sum) const
    {
        const BytesView bytes = m_log.substr(at(frame), m_frameSize);
        Sum after = sum;
        after.add(bytes.substr(0, summedOfFrame));
        after.add(bytes.substr(frameHeaderSize));
        if (!isOurs(frame) || bigEndian(bytes, 0) == 0 || !after.isAt(bytes, 16))
            return false;
        sum = after;
        return true;
    }

    /// `end` is the first frame that is not right. Of the commit it belongs to nothing may follow the last frame: the next
    /// one is begun when this one is on the disk, and then all of it was.
    void lookBehind(std::uint64_t end)
    {
        m_scan.framesBehind = end - 1 - m_scan.frames;
        const bool isDamaged = isThere(end) && isOurs(end);
        bool hasEnded = isDamaged && endsCommit(end);
        std::uint64_t ours = 0;
        for (std::uint64_t frame = end + 1; isThere(frame); ++frame) {
            if (!isOurs(frame))
                continue;
            ++ours;
            m_scan.hasLost = m_scan.hasLost || hasEnded;
            hasEnded = hasEnded || endsCommit(frame);
        }
        m_scan.framesBehind += ours + (isDamaged ? 1 : 0);
        if (isDamaged || ours > 0) {
            m_scan.damagedFrame = end;
            m_scan.damagedPage = bigEndian(m_log, at(end));
        }
    }

    BytesView m_log;
    std::size_t m_frameSize = 0;
    LogScan m_scan;
};

} // namespace

std::string LogScan::judge() const
{
    if (!hasLost)
        return {};
    if (isHeaderDamaged)
        return "the beginning of the write-ahead log is damaged, and nothing that it held can be read";
    return fmt::format("the write-ahead log is damaged in frame {}, which holds page {}: nothing can be read of what was "
                       "written from there on, {} frames at least",
                       damagedFrame, damagedPage, framesBehind);
}

Result<LogScan> scanLog(const std::filesystem::path &journal)
{
    const std::string path = journal.string() + "-wal";
    std::error_code error;
    const auto size = std::filesystem::file_size(path, error);
    if (error || size == 0)
        return LogScan{};
    Bytes log(size, '\0');
    std::ifstream file(path, std::ios::binary);
    if (!file.read(log.data(), static_cast<std::streamsize>(log.size())))
        return failure(ErrorCode::System, fmt::format("Cannot read \"{}\". Look at the rights of the file.", path), path);
    return Scanner(log).scan();
}

} // namespace weftline::journal
