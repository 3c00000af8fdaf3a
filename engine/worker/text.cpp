// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "engine/worker/text.h"

#include "engine/wire/utf8.h"

namespace weftline::worker {
namespace {

constexpr std::string_view replacement = "\xEF\xBF\xBD";

// The length of the valid character at the start of `text`; 0: there is none.
std::size_t characterLength(std::string_view text)
{
    const auto first = static_cast<unsigned char>(text[0]);
    const std::size_t length = first < 0x80 ? 1 : first < 0xc0 ? 0 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
    return length == 1 || (length > 0 && length <= text.size() && wire::isUtf8(text.substr(0, length))) ? length : 0;
}

void givePieces(std::string_view bytes, const LineCutter::Give &give)
{
    const std::string clean = replaceInvalid(bytes); // may have grown
    std::string_view rest = clean;
    while (!rest.empty()) {
        const std::string_view piece = wire::utf8Prefix(rest, LineCutter::pieceMax);
        give(std::string(piece));
        rest.remove_prefix(piece.size());
    }
}

} // namespace

std::string replaceInvalid(std::string_view bytes)
{
    if (wire::isUtf8(bytes))
        return std::string(bytes);
    std::string clean;
    clean.reserve(bytes.size() + 16);
    while (!bytes.empty()) {
        const std::size_t length = characterLength(bytes);
        clean += length > 0 ? bytes.substr(0, length) : replacement;
        bytes.remove_prefix(length > 0 ? length : 1);
    }
    return clean;
}

void LineCutter::add(std::string_view bytes, const Give &give)
{
    m_rest += bytes;
    std::string_view rest = m_rest;
    while (!rest.empty()) {
        const std::string_view window = rest.substr(0, pieceMax);
        const std::size_t newline = window.rfind('\n');
        if (newline == std::string_view::npos && window.size() < pieceMax)
            break;
        const std::size_t size = newline == std::string_view::npos ? window.size() : newline + 1;
        givePieces(rest.substr(0, size), give);
        rest.remove_prefix(size);
    }
    m_rest.erase(0, m_rest.size() - rest.size());
}

void LineCutter::end(const Give &give)
{
    givePieces(m_rest, give);
    m_rest.clear();
}

} // namespace weftline::worker
