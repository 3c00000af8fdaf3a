// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/cli/target.h"

#include <algorithm>
#include <cctype>

#include <fmt/format.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "app/cli/connect.h"
#include "app/cli/past.h"
#include "app/cli/paths.h"
#include "engine/wire/endpoint.h"
#include "engine/wire/runtime_dir.h"

namespace weftline::cli {
namespace {

namespace fs = std::filesystem;

/// Whether somebody accepts connections there. A socket's file stays when its engine is killed.
bool listens(const fs::path &socketFile)
{
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    const std::string path = socketFile.string();
    if (path.size() >= sizeof(address.sun_path))
        return false;
    std::copy(path.begin(), path.end(), address.sun_path);
    const int fd = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (fd < 0)
        return false;
    const bool isThere = ::connect(fd, reinterpret_cast<const sockaddr *>(&address), sizeof(address)) == 0;
    ::close(fd);
    return isThere;
}

bool begins(const std::string &text, const std::string &with)
{
    return with.size() <= text.size() && std::equal(with.begin(), with.end(), text.begin(), [](char a, char b) {
        return std::tolower(static_cast<unsigned char>(a)) == std::tolower(static_cast<unsigned char>(b));
    });
}

/// Journals of `weft run`, the newest first: their names begin with the time.
std::vector<fs::path> journalsOfRuns(const std::string &run)
{
    const bool isAny = run.empty() || run == "last";
    std::vector<fs::path> files;
    std::error_code error;
    for (auto entry = fs::directory_iterator(runsFolder(), error); !error && entry != fs::directory_iterator(); entry.increment(error))
        if (entry->path().extension() == ".journal" && (isAny || begins(entry->path().stem().string(), run)))
            files.push_back(entry->path());
    std::sort(files.rbegin(), files.rend());
    if (run == "last" && files.size() > 1)
        files.resize(1);
    return files;
}

Result<client::RunSummary> findIn(const Place &place, const std::string &which)
{
    if (!place.url.empty())
        return askOnce<client::RunSummary>(place.url, [&](client::WireClient &client) { return client.findRun(which); });
    const auto past = openPast(place.journal);
    if (!past)
        return tl::unexpected(past.error());
    const auto run = past->run(which);
    return run ? Result<client::RunSummary>(past->fold.summary(**run)) : tl::unexpected(run.error());
}

} // namespace

void addTargetOptions(CLI::App &command, Target &target)
{
    CLI::Option *engine = addEngineOption(command, target.engine, "Ask this engine");
    command.add_option("--journal", target.journal, "Look into this journal")->excludes(engine)->type_name("FILE");
}

std::string engineOf(const fs::path &journal)
{
    std::error_code error;
    if (!fs::exists(journal, error))
        return {};
    const auto path = wire::socketPathFor(journal);
    return path && listens(*path) ? wire::toText(wire::Endpoint(wire::LocalEndpoint{path->string()})) : std::string();
}

std::vector<Place> placesOf(const Target &target, const std::string &run)
{
    if (!target.engine.empty())
        return {{target.engine, {}}};
    if (!target.journal.empty())
        return {{{}, target.journal}};
    std::vector<Place> places;
    std::error_code error;
    if (fs::exists(ownJournal(), error))
        places.push_back({engineOf(ownJournal()), ownJournal()});
    for (const fs::path &file : journalsOfRuns(run))
        places.push_back({{}, file});
    return places;
}

Result<FoundRun> findRun(const Target &target, const std::string &which)
{
    const std::vector<Place> places = placesOf(target, which);
    if (places.empty())
        return failure(ErrorCode::NotFound, fmt::format("There is no run \"{}\": no engine of yours has run yet, and \"{}\" holds no journal "
                                                        "of such a run. weft runs lists what there is.", which, runsFolder().string()));
    std::optional<Error> first;
    std::vector<FoundRun> found;
    for (const Place &place : places) {
        if (!found.empty() && found.front().place.journal == ownJournal())
            break; // the own engine's come first
        auto run = findIn(place, which);
        if (run)
            found.push_back({place, std::move(*run)});
        else if (run.error().code != ErrorCode::NotFound)
            return tl::unexpected(run.error());
        else if (!first)
            first = run.error();
    }
    if (found.size() == 1)
        return found.front();
    if (found.empty())
        return tl::unexpected(*first);
    std::string ids;
    for (std::size_t i = 0; i < std::min<std::size_t>(found.size(), 5); ++i)
        ids += (i == 0 ? "" : ", ") + found[i].run.id;
    return failure(ErrorCode::NotFound, fmt::format("\"{}\" is the beginning of {} runs: {}. Write more of the id.", which, found.size(), ids));
}

Result<std::string> engineFor(const FoundRun &found, const std::string &command)
{
    std::string url = found.place.url.empty() ? engineOf(found.place.journal) : found.place.url;
    if (url.empty())
        return failure(ErrorCode::Unreachable,
                       fmt::format("Cannot {0} run \"{1}\". No engine holds its journal \"{2}\". Start one, then ask again: "
                                   "weft engine --journal \"{2}\" --workers 2, and weft {0} {1} --journal \"{2}\".",
                                   command, found.run.id, found.place.journal.string()));
    return url;
}

std::string nameOf(const FoundRun &found) { return fmt::format("Run {} ({})", found.run.index + 1, found.run.id); }

} // namespace weftline::cli
