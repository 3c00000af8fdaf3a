// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// A text that many hold and nobody changes, such as the id of a run beside each of its tasks.

#pragma once

#include <memory>
#include <string>
#include <string_view>

namespace weftline {

/// Copies share the text and ask for no memory. May be copied in any thread, like a shared_ptr.
class SharedText
{
public:
    SharedText() = default;
    explicit SharedText(std::string_view text) { *this = text; }
    /// Asks for memory only where the text is another one.
    SharedText &operator=(std::string_view text)
    {
        if (view() != text)
            m_text = text.empty() ? nullptr : std::make_shared<const std::string>(text);
        return *this;
    }

    [[nodiscard]] std::string_view view() const { return m_text ? std::string_view(*m_text) : std::string_view(); }
    bool operator==(const SharedText &other) const { return m_text == other.m_text || view() == other.view(); }

private:
    std::shared_ptr<const std::string> m_text; ///< Null: empty.
};

} // namespace weftline
