// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/fields/json_string.h"

#include "engine/format/json.h"
#include "ui/document/document.h"

namespace weftline::ui::fields {

constexpr qsizetype textMax = 1'000'000;

std::optional<Value> readJsonValue(const QString &text)
{
    if (text.size() > textMax)
        return std::nullopt;
    Result<Value> value = format::parseJson(text.toStdString());
    return value ? std::optional(std::move(*value)) : std::nullopt;
}

std::optional<QString> readJsonString(const QString &text)
{
    const std::optional<Value> value = readJsonValue(text);
    const std::string *string = value ? value->asString() : nullptr;
    return string ? std::optional(document::toQString(*string)) : std::nullopt;
}

} // namespace weftline::ui::fields
