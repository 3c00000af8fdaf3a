// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/cli/retention_options.h"

#include <array>
#include <charconv>

#include <fmt/format.h>

namespace weftline::cli {
namespace {

Result<std::uint64_t> bytesOf(const std::string &text)
{
    struct Unit
    {
        std::string_view name;
        std::uint64_t bytes;
    };
    constexpr std::array<Unit, 5> units{{{"", 1}, {"kB", 1000}, {"MB", 1'000'000}, {"GB", 1'000'000'000}, {"TB", 1'000'000'000'000}}};
    std::uint64_t number = 0;
    const auto [rest, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    const std::string_view unit(rest, static_cast<std::size_t>(text.data() + text.size() - rest));
    for (const Unit &known : units)
        if (error == std::errc() && unit == known.name && number <= 1'000'000'000'000'000'000 / known.bytes)
            return number * known.bytes;
    return failure(ErrorCode::InvalidInput, fmt::format("--keep takes a size such as 500MB or 10GB, not \"{}\".", text));
}

} // namespace

void addRetentionOptions(CLI::App &command, std::string &older, std::string &keep)
{
    command.add_option("--older", older, "Runs that ended longer ago go to the archive")->type_name("DURATION")->capture_default_str();
    command.add_option("--keep", keep, "And before that those that make the journal larger than this")
        ->type_name("SIZE")
        ->capture_default_str();
}

Result<service::Retention> retentionOf(const std::string &older, const std::string &keep)
{
    const auto duration = parseDuration(older);
    if (!duration)
        return failure(ErrorCode::InvalidInput, fmt::format("--older: {}", duration.error().message));
    const auto bytes = bytesOf(keep);
    if (!bytes)
        return tl::unexpected(bytes.error());
    return service::Retention{*duration, *bytes};
}

} // namespace weftline::cli
