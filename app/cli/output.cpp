// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/cli/output.h"

#include <array>
#include <cstdio>
#include <cstdlib>

#include <pwd.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "app/cli/commands.h"

namespace weftline::cli {

void print(std::string_view line)
{
    std::fwrite(line.data(), 1, line.size(), stdout);
    std::fputc('\n', stdout);
    std::fflush(stdout);
}

void complain(std::string_view sentence)
{
    std::fwrite(sentence.data(), 1, sentence.size(), stderr);
    std::fputc('\n', stderr);
}

int exitCodeOf(const Error &error)
{
    switch (error.code) {
    case ErrorCode::InvalidInput:
    case ErrorCode::NotFound:
    case ErrorCode::Limit:
    case ErrorCode::Corrupt: return BadInput;
    case ErrorCode::Refused:
    case ErrorCode::Unreachable: return EngineUnreachable;
    case ErrorCode::Cancelled: return Interrupted;
    case ErrorCode::System: return WorkFailed;
    }
    return WorkFailed;
}

int failed(const Error &error)
{
    if (!error.message.empty()) // else it was said already
        complain(error.message);
    return exitCodeOf(error);
}

bool isTerminal() { return isatty(STDERR_FILENO) == 1 && isatty(STDOUT_FILENO) == 1; }

int terminalColumns()
{
    winsize size{};
    return ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0 ? size.ws_col : 80;
}

int terminalRows()
{
    winsize size{};
    return ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_row > 0 ? size.ws_row : 24;
}

std::string userName()
{
    const passwd *const entry = getpwuid(getuid());
    return entry ? entry->pw_name : std::to_string(getuid());
}

std::string ownProgram()
{
    std::array<char, 4096> path{};
    const ssize_t size = readlink("/proc/self/exe", path.data(), path.size() - 1);
    return size > 0 ? std::string(path.data(), static_cast<std::size_t>(size)) : std::string("weft");
}

} // namespace weftline::cli
