// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/bench/echo.h"

#include <array>
#include <chrono>
#include <csignal>
#include <filesystem>
#include <map>
#include <vector>

#include <fmt/format.h>
#include <spawn.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <zmq.hpp>

namespace weftline::bench {
namespace {

using Clock = std::chrono::steady_clock;

/// Child processes that are gone when this is.
class Children
{
public:
    ~Children()
    {
        for (const pid_t pid : m_pids) {
            kill(pid, SIGKILL);
            waitpid(pid, nullptr, 0);
        }
    }

    bool add(const std::string &program, const std::string &endpoint)
    {
        std::array<char *, 4> argv{const_cast<char *>(program.c_str()), const_cast<char *>("bench-echo"),
                                   const_cast<char *>(endpoint.c_str()), nullptr};
        pid_t pid = 0;
        if (posix_spawn(&pid, program.c_str(), nullptr, nullptr, argv.data(), environ) != 0)
            return false;
        m_pids.push_back(pid);
        return true;
    }

private:
    std::vector<pid_t> m_pids;
};

/// Waits until every worker has said hello; their routing ids.
std::vector<std::string> greet(zmq::socket_t &router, int workers)
{
    std::vector<std::string> peers;
    router.set(zmq::sockopt::rcvtimeo, 5000);
    zmq::message_t id;
    zmq::message_t body;
    while (static_cast<int>(peers.size()) < workers && router.recv(id) && router.recv(body))
        peers.push_back(id.to_string());
    return peers;
}

} // namespace

int echoMain(int argc, char **argv)
{
    if (argc < 2)
        return 2;
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    zmq::context_t context;
    zmq::socket_t dealer(context, zmq::socket_type::dealer);
    dealer.set(zmq::sockopt::linger, 0);
    dealer.connect(argv[1]);
    dealer.send(zmq::str_buffer("hello"), zmq::send_flags::none);
    zmq::message_t message;
    while (dealer.recv(message))
        dealer.send(message, zmq::send_flags::none);
    return 0;
}

Result<double> bareEcho(const EchoOptions &options)
{
    zmq::context_t context;
    zmq::socket_t router(context, zmq::socket_type::router);
    router.set(zmq::sockopt::linger, 0);
    const std::filesystem::path path = std::filesystem::temp_directory_path() / fmt::format("weft-echo-{}.sock", getpid());
    const std::string endpoint = "ipc://" + path.string();
    router.bind(endpoint);
    Children children;
    for (int i = 0; i < options.workers; ++i)
        if (!children.add(options.program, endpoint))
            return failure(ErrorCode::System, fmt::format("\"{}\" cannot be started for the echo reference.", options.program));
    const std::vector<std::string> peers = greet(router, options.workers);
    if (static_cast<int>(peers.size()) < options.workers)
        return failure(ErrorCode::System, "The processes of the echo reference did not answer within 5 s.");
    const std::string payload(options.payload, 'x');
    const auto send = [&](const std::string &peer) {
        router.send(zmq::buffer(peer), zmq::send_flags::sndmore);
        router.send(zmq::buffer(payload), zmq::send_flags::none);
    };
    for (const std::string &peer : peers)
        for (int i = 0; i < options.window; ++i)
            send(peer);
    const auto begin = Clock::now();
    const auto until = begin + options.duration;
    std::uint64_t count = 0;
    zmq::message_t id;
    zmq::message_t body;
    while ((count & 255U) != 0 || Clock::now() < until) {
        if (!router.recv(id) || !router.recv(body))
            return failure(ErrorCode::System, "The echo reference stopped answering.");
        ++count;
        router.send(id, zmq::send_flags::sndmore);
        router.send(body, zmq::send_flags::none);
    }
    const std::chrono::duration<double> seconds = Clock::now() - begin;
    std::error_code ignored;
    std::filesystem::remove(path, ignored);
    return static_cast<double>(count) / seconds.count();
}

} // namespace weftline::bench
