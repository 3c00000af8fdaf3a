// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/cli/paths.h"

#include <cstdlib>
#include <string>

namespace weftline::cli {
namespace {

std::filesystem::path base(const char *variable, const char *inHome)
{
    const char *named = std::getenv(variable);
    if (named && *named)
        return named;
    const char *home = std::getenv("HOME");
    return std::filesystem::path(home && *home ? home : "/tmp") / inHome;
}

} // namespace

std::filesystem::path runsFolder() { return base("XDG_STATE_HOME", ".local/state") / "weftline" / "runs"; }

std::filesystem::path ownJournal() { return base("XDG_DATA_HOME", ".local/share") / "weftline" / "engine.journal"; }

std::filesystem::path journalOfRun(const std::string &id)
{
    const std::filesystem::path file = runsFolder() / (id + ".journal");
    std::error_code ignored;
    return std::filesystem::exists(file, ignored) ? file : std::filesystem::path();
}

} // namespace weftline::cli
