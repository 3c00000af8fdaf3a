// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "engine/format/json.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <unordered_map>

namespace weftline::format {
namespace {

bool isContinuation(char c)
{
    return (static_cast<unsigned char>(c) & 0xc0U) == 0x80;
}

/// The length of the UTF-8 character at `at`, or 0 where there is none (RFC 3629: no surrogates, no longer forms than
/// needed).
std::size_t characterLength(std::string_view text, std::size_t at)
{
    const auto byte = [&](std::size_t i) {
        return at + i < text.size() ? static_cast<unsigned char>(text[at + i]) : 0U;
    };
    const unsigned lead = byte(0);
    if (lead < 0x80)
        return 1;
    const std::size_t length = lead >= 0xc2 && lead < 0xe0 ? 2
        : lead >= 0xe0 && lead < 0xf0                      ? 3
        : lead >= 0xf0 && lead < 0xf5                      ? 4
                                                           : 0;
    for (std::size_t i = 1; i < length; ++i)
        if (at + i >= text.size() || !isContinuation(text[at + i]))
            return 0;
    if ((lead == 0xe0 && byte(1) < 0xa0) || (lead == 0xed && byte(1) >= 0xa0) || (lead == 0xf0 && byte(1) < 0x90)
        || (lead == 0xf4 && byte(1) >= 0x90))
        return 0;
    return length;
}

void appendUtf8(std::string &out, std::uint32_t c)
{
    const auto add = [&](std::uint32_t byte) { out += static_cast<char>(byte); };
    if (c < 0x80) {
        add(c);
    } else if (c < 0x800) {
        add(0xc0U | (c >> 6U));
        add(0x80U | (c & 0x3fU));
    } else if (c < 0x10000) {
        add(0xe0U | (c >> 12U));
        add(0x80U | ((c >> 6U) & 0x3fU));
        add(0x80U | (c & 0x3fU));
    } else {
        add(0xf0U | (c >> 18U));
        add(0x80U | ((c >> 12U) & 0x3fU));
        add(0x80U | ((c >> 6U) & 0x3fU));
        add(0x80U | (c & 0x3fU));
    }
}

/// Keys already seen in one object: a short list is searched, a long one is hashed.
class KeyMemory
{
public:
    /// Where `key` was seen before, or nothing; remembers it.
    const std::uint32_t *add(const std::string &key, std::uint32_t offset, const Object &members)
    {
        m_offsets.push_back(offset);
        if (m_offsets.size() <= searchedMax) {
            for (std::size_t i = 0; i < members.size(); ++i)
                if (members[i].first == key)
                    return &m_offsets[i];
            return nullptr;
        }
        if (m_byKey.empty())
            for (std::size_t i = 0; i < members.size(); ++i)
                m_byKey.emplace(members[i].first, m_offsets[i]);
        const auto [found, isNew] = m_byKey.emplace(key, offset);
        return isNew ? nullptr : &found->second;
    }

private:
    static constexpr std::size_t searchedMax = 12;

    std::vector<std::uint32_t> m_offsets;
    std::unordered_map<std::string, std::uint32_t> m_byKey;
};

class Parser
{
public:
    Parser(std::string_view text, std::vector<JsonMark> *marks) : m_text(text), m_marks(marks) { }

    tl::expected<Value, JsonFault> document()
    {
        if (m_text.size() > jsonSizeMax)
            return tl::unexpected(JsonFault{
                0, fmt::format("The text has {} bytes, and {} MiB is the most.", m_text.size(), jsonSizeMax >> 20U),
                "Split it up, or keep large data in files of its own."});
        if (m_text.substr(0, 3) == "\xef\xbb\xbf")
            m_at = 3; // the byte order mark that some editors write
        if (m_at = std::min(m_text.find_first_not_of(" \t\r\n", m_at), m_text.size()); m_at == m_text.size())
            return tl::unexpected(JsonFault{0, "There is nothing in it.", "Write JSON into it."});
        Value value;
        if (!this->value(value, m_at, 1))
            return tl::unexpected(std::move(m_fault));
        skipSpace();
        if (m_at < m_text.size()) {
            fail(m_at, fmt::format("After the end of the JSON comes {}.", found()),
                 "Remove what follows, or the bracket that ended it too early.");
            return tl::unexpected(std::move(m_fault));
        }
        return value;
    }

private:
    bool fail(std::size_t offset, std::string message, std::string fix)
    {
        m_fault = {offset, std::move(message), std::move(fix)};
        return false;
    }

    [[nodiscard]] std::string place(std::size_t offset) const
    {
        const auto [line, column] = lineColumnOf(m_text, offset);
        return fmt::format("line {}, column {}", line, column);
    }

    bool failEnd(std::string_view what, std::size_t start)
    {
        return fail(m_text.size(), fmt::format("The file ends inside {} that starts at {}.", what, place(start)),
                    "It was probably cut short: fetch or save it again.");
    }

    /// What stands here, for messages.
    [[nodiscard]] std::string found() const
    {
        if (m_at >= m_text.size())
            return "the end of the file";
        const auto byte = static_cast<unsigned char>(m_text[m_at]);
        const std::size_t length = characterLength(m_text, m_at);
        if (byte < 0x20 || byte == 0x7f || length == 0)
            return fmt::format("the byte 0x{:02x}", static_cast<unsigned>(byte));
        return fmt::format("'{}'", m_text.substr(m_at, length));
    }

    void skipSpace()
    {
        while (m_at < m_text.size()
               && (m_text[m_at] == ' ' || m_text[m_at] == '\n' || m_text[m_at] == '\r' || m_text[m_at] == '\t'))
            ++m_at;
    }

    [[nodiscard]] bool next(char c) const { return m_at < m_text.size() && m_text[m_at] == c; }

    bool value(Value &out, std::size_t key, int depth)
    {
        std::size_t mark = 0;
        if (m_marks) {
            mark = m_marks->size();
            m_marks->push_back({static_cast<std::uint32_t>(key), static_cast<std::uint32_t>(m_at), 0});
        }
        const bool good = valueOf(out, depth);
        if (m_marks)
            (*m_marks)[mark].next = static_cast<std::uint32_t>(m_marks->size());
        return good;
    }

    bool valueOf(Value &out, int depth)
    {
        const char c = m_at < m_text.size() ? m_text[m_at] : '\0';
        if ((c == '{' || c == '[') && depth > jsonDepthMax)
            return fail(m_at, fmt::format("Lists and objects are nested more than {} deep here.", jsonDepthMax),
                        "Nest them less deeply.");
        if (c == '{')
            return object(out, depth);
        if (c == '[')
            return list(out, depth);
        if (c == '"') {
            std::string text;
            if (!string(text))
                return false;
            out = std::move(text);
            return true;
        }
        if (c == '-' || (c >= '0' && c <= '9'))
            return number(out);
        return word(out);
    }

    bool word(Value &out)
    {
        const std::size_t start = m_at;
        std::size_t end = start;
        while (end < m_text.size()
               && ((m_text[end] >= 'a' && m_text[end] <= 'z') || (m_text[end] >= 'A' && m_text[end] <= 'Z')))
            ++end;
        const std::string_view name = m_text.substr(start, end - start);
        m_at = end;
        if (name == "true" || name == "false")
            out = name == "true";
        else if (name == "null")
            out = nullptr;
        else
            return notAValue(start, name);
        return true;
    }

    bool notAValue(std::size_t start, std::string_view name)
    {
        m_at = start;
        if (!name.empty() && start + name.size() == m_text.size())
            for (const std::string_view whole : {"true", "false", "null"})
                if (whole.starts_with(name))
                    return fail(m_text.size(),
                                fmt::format("The file ends inside the word that starts at {}.", place(start)),
                                "It was probably cut short: fetch or save it again.");
        if (!name.empty())
            return fail(start, fmt::format("\"{}\" is no JSON value.", name.substr(0, 40)),
                        "Text stands in double quotes; the words are true, false and null.");
        if (next('\''))
            return fail(start, "A text starts with ' here.", "In JSON text stands in double quotes.");
        if (next('/'))
            return fail(start, "A '/' stands where a value is expected.", "JSON has no comments: remove it.");
        return fail(start, fmt::format("Here a value is expected, and {} stands here.", found()),
                    "Write text in double quotes, a number, true, false, null, a list or an object.");
    }

    bool list(Value &out, int depth)
    {
        const std::size_t start = m_at++;
        List items;
        skipSpace();
        while (!next(']')) {
            if (m_at >= m_text.size())
                return failEnd("a list", start);
            if (!value(items.emplace_back(), m_at, depth + 1) || !separator(']', "a list", start))
                return false;
        }
        ++m_at;
        out = std::move(items);
        return true;
    }

    bool object(Value &out, int depth)
    {
        const std::size_t start = m_at++;
        Object members;
        KeyMemory keys;
        skipSpace();
        while (!next('}')) {
            if (m_at >= m_text.size())
                return failEnd("an object", start);
            if (!next('"'))
                return fail(m_at, fmt::format("Here a name in double quotes is expected, and {} stands here.", found()),
                            "Write \"name\": value.");
            const std::size_t keyAt = m_at;
            std::string key;
            if (!string(key))
                return false;
            if (const std::uint32_t *earlier = keys.add(key, static_cast<std::uint32_t>(keyAt), members))
                return fail(
                    keyAt, fmt::format("The key \"{}\" stands twice in one object, first at {}.", key, place(*earlier)),
                    "Remove or rename one of the two.");
            skipSpace();
            if (m_at >= m_text.size())
                return failEnd("an object", start);
            if (!next(':'))
                return fail(m_at,
                            fmt::format("After the name \"{}\" a ':' is expected, and {} stands here.", key, found()),
                            "Write \"name\": value.");
            ++m_at;
            skipSpace();
            if (m_at >= m_text.size())
                return failEnd("an object", start);
            auto &member = members.emplace_back(std::move(key), Value());
            if (!value(member.second, keyAt, depth + 1) || !separator('}', "an object", start))
                return false;
        }
        ++m_at;
        out = std::move(members);
        return true;
    }

    /// A comma with a value after it, or `closing` ahead.
    bool separator(char closing, std::string_view what, std::size_t start)
    {
        skipSpace();
        if (next(closing))
            return true;
        if (m_at >= m_text.size())
            return failEnd(what, start);
        if (!next(','))
            return fail(m_at, fmt::format("Here a ',' or a '{}' is expected, and {} stands here.", closing, found()),
                        fmt::format("Put a ',' between two members, or end {} that starts at {}.",
                                    what == "a list" ? "the list" : "the object", place(start)));
        const std::size_t comma = m_at++;
        skipSpace();
        if (next(closing))
            return fail(comma, fmt::format("A ',' stands before the '{}'.", closing),
                        "Remove it: JSON has none after the last member.");
        return true;
    }

    bool string(std::string &out)
    {
        const std::size_t start = m_at++;
        while (true) {
            const std::size_t plain = m_at;
            while (m_at < m_text.size() && isPlain(m_text[m_at]))
                ++m_at;
            out.append(m_text.substr(plain, m_at - plain));
            if (m_at >= m_text.size())
                return failEnd("a string", start);
            const char c = m_text[m_at];
            if (c == '"') {
                ++m_at;
                return true;
            }
            if (c == '\\') {
                if (!escape(out, start))
                    return false;
            } else if (static_cast<unsigned char>(c) < 0x20) {
                return fail(m_at, fmt::format("A string holds {}.", c == '\n' ? "a line break" : found()),
                            c == '\n' ? "Write it as \\n, or end the string with a double quote."
                                      : "Write it as \\u and four hexadecimal digits.");
            } else {
                const std::size_t length = characterLength(m_text, m_at);
                if (length == 0)
                    return fail(m_at, fmt::format("The text is not UTF-8: {} is no character.", found()),
                                "Save the file as UTF-8.");
                out.append(m_text.substr(m_at, length));
                m_at += length;
            }
        }
    }

    static bool isPlain(char c)
    {
        return static_cast<unsigned char>(c) >= 0x20 && static_cast<unsigned char>(c) < 0x80 && c != '"' && c != '\\';
    }

    bool escape(std::string &out, std::size_t start)
    {
        const std::size_t backslash = m_at++;
        if (m_at >= m_text.size())
            return failEnd("a string", start);
        constexpr std::string_view letters = "\"\\/bfnrt";
        constexpr std::string_view meanings = "\"\\/\b\f\n\r\t";
        const char c = m_text[m_at++];
        if (const std::size_t i = letters.find(c); i != std::string_view::npos) {
            out += meanings[i];
            return true;
        }
        std::uint32_t unit = 0;
        if (c != 'u')
            return fail(
                backslash,
                fmt::format("\"\\{}\" is no escape that JSON has.",
                            m_text.substr(m_at - 1, std::max<std::size_t>(1, characterLength(m_text, m_at - 1)))),
                "Write a backslash as \\\\.");
        if (!hex(unit, backslash, start))
            return false;
        if (unit >= 0xd800 && unit < 0xdc00 && m_text.substr(m_at, 2) == "\\u") {
            m_at += 2;
            std::uint32_t low = 0;
            if (!hex(low, backslash, start))
                return false;
            if (low >= 0xdc00 && low < 0xe000) {
                appendUtf8(out, 0x10000 + ((unit - 0xd800) << 10U) + (low - 0xdc00));
                return true;
            }
        }
        if (unit >= 0xd800 && unit < 0xe000)
            return fail(backslash, "Half of a surrogate pair stands alone here.",
                        "Write both halves, or the character itself.");
        appendUtf8(out, unit);
        return true;
    }

    bool hex(std::uint32_t &out, std::size_t backslash, std::size_t start)
    {
        if (m_text.size() - m_at < 4)
            return failEnd("a string", start);
        const char *const from = m_text.data() + m_at;
        const auto [end, error] = std::from_chars(from, from + 4, out, 16);
        if (error != std::errc() || end != from + 4)
            return fail(backslash, "After \"\\u\" four hexadecimal digits are expected.", "Write a backslash as \\\\.");
        m_at += 4;
        return true;
    }

    bool digits()
    {
        const std::size_t from = m_at;
        while (m_at < m_text.size() && m_text[m_at] >= '0' && m_text[m_at] <= '9')
            ++m_at;
        return m_at > from;
    }

    bool number(Value &out)
    {
        const std::size_t start = m_at;
        const auto bad = [&] {
            return fail(start, "This is not how JSON writes a number.",
                        "Write it like 12, -3.5 or 6e7: no leading zero, no sign '+', no bare point.");
        };
        if (next('-'))
            ++m_at;
        const bool zero = next('0');
        if (!digits() || (zero && m_text[m_at - 1] != '0') || (zero && m_at - start > (m_text[start] == '-' ? 2U : 1U)))
            return bad();
        bool isWhole = true;
        if (next('.')) {
            isWhole = false;
            ++m_at;
            if (!digits())
                return bad();
        }
        if (next('e') || next('E')) {
            isWhole = false;
            ++m_at;
            if (next('+') || next('-'))
                ++m_at;
            if (!digits())
                return bad();
        }
        const char *const from = m_text.data() + start;
        const char *const to = m_text.data() + m_at;
        std::int64_t whole = 0;
        const bool minusZero = m_text.substr(start, m_at - start) == "-0"; // only a double keeps its sign
        if (isWhole && !minusZero && std::from_chars(from, to, whole).ec == std::errc()) {
            out = whole;
            return true;
        }
        double number = 0;
        if (std::from_chars(from, to, number).ec == std::errc::result_out_of_range && !tooSmall(from, to, number))
            return fail(start, "The number is larger than any that can be kept.",
                        "Write a smaller one, or put it in double quotes as text.");
        out = number;
        return true;
    }

    /// from_chars says "out of range" of what is nearly zero, too: that is read as zero.
    static bool tooSmall(const char *from, const char *to, double &number)
    {
        const std::string text(from, to);
        const std::size_t e = text.find_first_of("eE");
        number = 0;
        return e != std::string::npos && e + 1 < text.size() && text[e + 1] == '-';
    }

    std::string_view m_text;
    std::vector<JsonMark> *m_marks;
    std::size_t m_at = 0;
    JsonFault m_fault;
};

} // namespace

LineColumn lineColumnOf(std::string_view text, std::size_t offset)
{
    const std::string_view before = text.substr(0, std::min(offset, text.size()));
    const std::size_t lineStart = before.rfind('\n') == std::string_view::npos ? 0 : before.rfind('\n') + 1;
    const auto characters = std::count_if(before.begin() + static_cast<std::ptrdiff_t>(lineStart), before.end(),
                                          [](char c) { return !isContinuation(c); });
    return {static_cast<int>(std::count(before.begin(), before.end(), '\n')) + 1, static_cast<int>(characters) + 1};
}

tl::expected<Value, JsonFault> readJson(std::string_view text, std::vector<JsonMark> *marks)
{
    return Parser(text, marks).document();
}

Result<Value> parseJson(std::string_view text)
{
    auto value = readJson(text);
    if (value)
        return std::move(*value);
    const auto [line, column] = lineColumnOf(text, value.error().offset);
    return failure(ErrorCode::InvalidInput,
                   fmt::format("Line {}, column {}: {} {}", line, column, value.error().message, value.error().fix));
}

std::string jsonStringAt(std::string_view text, std::size_t offset)
{
    std::size_t end = offset + 1;
    while (end < text.size() && text[end] != '"')
        end += text[end] == '\\' ? 2 : 1;
    const auto value = readJson(text.substr(offset, end + 1 - offset));
    return value && value->asString() ? *value->asString() : std::string();
}

} // namespace weftline::format
