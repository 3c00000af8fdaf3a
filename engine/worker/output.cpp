// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "engine/worker/output.h"

#include <algorithm>

#include <fmt/format.h>

#include "engine/encoding/writer.h"
#include "engine/format/json.h"
#include "engine/wire/utf8.h"

namespace weftline::worker {
namespace {

List linesOf(std::string_view text)
{
    List lines;
    while (!text.empty()) {
        const std::size_t newline = std::min(text.find('\n'), text.size());
        lines.emplace_back(text.substr(0, newline));
        text.remove_prefix(std::min(newline + 1, text.size()));
    }
    return lines;
}

} // namespace

std::string capital(std::string text)
{
    if (!text.empty() && text[0] >= 'a' && text[0] <= 'z')
        text[0] = static_cast<char>(text[0] - 'a' + 'A');
    return text;
}

std::size_t firstInvalid(std::string_view text)
{
    std::size_t low = 0;
    std::size_t high = text.size();
    while (low < high) { // a valid beginning stays valid when it is cut between characters
        const std::size_t middle = low + (high - low) / 2;
        const std::string_view begin = wire::utf8Prefix(text, middle + 1);
        if (begin.size() > low && wire::isUtf8(begin.substr(low)))
            low = begin.size();
        else
            high = middle;
    }
    return low;
}

Result<Value> outputOf(OutputForm form, std::string_view bytes, std::string_view who)
{
    if (!wire::isUtf8(bytes))
        return failure(ErrorCode::InvalidInput,
                       fmt::format("{} wrote bytes that are no UTF-8 text, the first after {} bytes. Have it write text, for "
                                   "example through iconv or base64.",
                                   capital(std::string(who)), firstInvalid(bytes)));
    switch (form) {
    case OutputForm::Text:
        if (bytes.ends_with('\n')) // as $(…) of a shell does, so that it can be an argument
            bytes.remove_suffix(1);
        return Value(bytes);
    case OutputForm::Lines: return Value(linesOf(bytes));
    case OutputForm::Json: break;
    }
    auto value = format::parseJson(bytes);
    if (!value)
        return failure(ErrorCode::InvalidInput, fmt::format("What {} wrote is no JSON. {}", who, value.error().message));
    return value;
}

Result<Payload> payloadOf(const Value &value, std::string_view what)
{
    Bytes encoded;
    encoding::Writer(encoded).value(value);
    if (encoded.size() > valueSizeMax)
        return failure(ErrorCode::Limit, fmt::format("{} is larger than {} MiB as a value. Have it give less, or a file.", what,
                                                     valueSizeMax >> 20U));
    return Payload::of(std::move(encoded));
}

} // namespace weftline::worker
