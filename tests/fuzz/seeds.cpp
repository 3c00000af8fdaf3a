// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// fuzz_seeds FOLDER: writes messages of every kind into FOLDER/wire and batches of events into FOLDER/journal.

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <random>
#include <string>
#include <variant>

#include <fmt/format.h>

#include "engine/journal/event_codec.h"
#include "engine/wire/codec.h"
#include "tests/fuzz/frames.h"
#include "tests/unit/journal/events.h"
#include "tests/unit/wire/random_messages.h"

using namespace weftline;

namespace {

void write(const std::filesystem::path &file, const std::string &bytes)
{
    std::filesystem::create_directories(file.parent_path());
    std::ofstream(file, std::ios::binary) << bytes;
}

} // namespace

int main(int argc, char **argv)
{
    if (argc != 2) {
        std::fputs("Usage: fuzz_seeds FOLDER\n", stderr);
        return 2;
    }
    const std::filesystem::path folder(argv[1]);
    std::mt19937_64 random(1);
    for (std::size_t kind = 0; kind < std::variant_size_v<wire::Message>; ++kind)
        for (int side = 0; side <= 1; ++side)
            write(folder / "wire" / fmt::format("{}-{}", kind, side),
                  std::string(1, static_cast<char>(side)) + fuzz::inOnePiece(wire::encode(test::randomMessage(kind, random))));
    for (std::uint64_t seed = 1; seed <= 40; ++seed) {
        Bytes bytes;
        journal::encodeBatch(seed, seed % 2 == 0 ? test::randomEvents(seed, 1 + seed % 7) : test::smallRun(), bytes);
        write(folder / "journal" / fmt::format("{}", seed), bytes);
    }
}
