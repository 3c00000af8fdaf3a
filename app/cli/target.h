// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Which engine or which journal a question about runs is for.

#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include <CLI/CLI.hpp>

#include "app/cli/ask.h"
#include "engine/client/wire_client.h"

namespace weftline::cli {

/// As the options say; both empty: the user's own engine, then the journals of the runs folder.
struct Target
{
    std::string engine;
    std::string journal;
};

void addTargetOptions(CLI::App &command, Target &target);

/// Where runs are.
struct Place
{
    std::string url; ///< The engine that answers for them; empty: nobody does.
    std::filesystem::path journal; ///< Empty: the engine's, wherever that is.

    bool operator==(const Place &) const = default;
};

/// What the options and the machine offer, in the order in which to look. `run` leaves out journals that cannot hold it.
[[nodiscard]] std::vector<Place> placesOf(const Target &target, const std::string &run = {});

/// A run that was found, and where.
struct FoundRun
{
    Place place;
    client::RunSummary run;
};
[[nodiscard]] Result<FoundRun> findRun(const Target &target, const std::string &which);

/// The engine that may change the run; fails with what to do where there is none.
[[nodiscard]] Result<std::string> engineFor(const FoundRun &found, const std::string &command);

/// The socket of the engine that holds the journal; empty where nobody listens there.
[[nodiscard]] std::string engineOf(const std::filesystem::path &journal);

/// Asks one thing and leaves. When the engine could not be asked at all, that was said already, and the error is empty.
template <typename T>
Result<T> askOnce(const std::string &url, std::function<QCoro::Task<Result<T>>(client::WireClient &)> question)
{
    std::optional<Result<T>> answer;
    askEngine(url, [&](client::WireClient &client, std::function<void(int)> done) {
        QCoro::connect(question(client), &client, [&answer, done](Result<T> given) {
            answer = std::move(given);
            done(0);
        });
    });
    return answer ? std::move(*answer) : failure(ErrorCode::Unreachable, {});
}

/// "Run 12 (01J…)": how people are told of a run.
[[nodiscard]] std::string nameOf(const FoundRun &found);

} // namespace weftline::cli
