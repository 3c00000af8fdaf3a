// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "engine/journal/position_file.h"

#include "engine/encoding/blake2b.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <array>
#include <charconv>

namespace weftline::journal {
namespace {

constexpr std::string_view title = "weftline position ";
constexpr std::size_t digits = 20; ///< Of each number: the line is as long whatever it says, and written over in place.
constexpr std::size_t hashDigits = 64;
constexpr std::size_t checkDigits = 16;
constexpr std::size_t lineSize = title.size() + 2 * (digits + 1) + hashDigits + 1 + checkDigits + 1;

std::string pathOf(const std::filesystem::path &journal)
{
    return journal.string() + ".position";
}

/// "weftline position POSITION MICROSECONDS HASH CHECK"
std::string encode(const Head &head)
{
    std::string line = fmt::format("{}{:020} {:020} {} ", title, head.position, head.at.us, toHex(head.hash));
    line += toHex(encoding::blake2b({line})).substr(0, checkDigits);
    return line + '\n';
}

Head decode(std::string_view line)
{
    Head head;
    const std::string_view position = line.substr(title.size(), digits);
    const std::string_view at = line.substr(title.size() + digits + 1, digits);
    std::from_chars(position.data(), position.data() + position.size(), head.position);
    std::from_chars(at.data(), at.data() + at.size(), head.at.us);
    if (const auto hash = fromHex(line.substr(title.size() + 2 * (digits + 1), hashDigits)))
        for (std::size_t i = 0; i < head.hash.bytes.size(); ++i)
            head.hash.bytes[i] = static_cast<std::uint8_t>((*hash)[i]);
    return head;
}

} // namespace

void notePosition(const std::filesystem::path &journal, const Head &head)
{
    const int fd = ::open(pathOf(journal).c_str(), O_WRONLY | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (fd < 0)
        return;
    const std::string line = encode(head);
    (void)!::pwrite(fd, line.data(), line.size(), 0);
    ::close(fd);
}

Result<std::optional<Head>> notedPosition(const std::filesystem::path &journal)
{
    const std::string path = pathOf(journal);
    const int fd = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return std::nullopt;
    std::array<char, lineSize> line{};
    const ssize_t size = ::pread(fd, line.data(), line.size(), 0);
    ::close(fd);
    if (size <= 0)
        return std::nullopt;
    const std::string_view text(line.data(), line.size());
    const Head head = decode(text);
    if (static_cast<std::size_t>(size) != lineSize || encode(head) != text)
        return failure(ErrorCode::Corrupt,
                       fmt::format("\"{}\" is damaged, so nothing is known of a later end of the journal.", path), path);
    return head;
}

std::string KnownEnd::judge(const Head &last) const
{
    if (!m_known || m_isMet)
        return {};
    if (last.position < m_known->position)
        return fmt::format("it ends at position {}{}, but it once went to position {}, {}, as the file .position beside it "
                           "knows: the last {} events are lost",
                           last.position, last.position == 0 ? std::string() : ", " + toRfc3339(last.at),
                           m_known->position, toRfc3339(m_known->at), m_known->position - last.position);
    return fmt::format("its events up to position {} are others than those that the file .position beside it knows of",
                       m_known->position);
}

} // namespace weftline::journal
