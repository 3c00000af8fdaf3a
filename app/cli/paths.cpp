// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/cli/paths.h"

#include <algorithm>
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
    std::error_code error;
    const std::filesystem::path file = runsFolder() / (id + ".journal");
    if (std::filesystem::exists(file, error))
        return file;
    const bool isAny = id.empty() || id == "last";
    if (!isAny || std::filesystem::exists(ownJournal(), error))
        return ownJournal();
    std::filesystem::path newest; // their names begin with the time
    for (auto entry = std::filesystem::directory_iterator(runsFolder(), error); !error && entry != std::filesystem::directory_iterator();
         entry.increment(error))
        if (entry->path().extension() == ".journal")
            newest = std::max(newest, entry->path());
    return newest.empty() ? ownJournal() : newest;
}

} // namespace weftline::cli
