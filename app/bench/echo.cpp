// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/bench/echo.h"

#include <chrono>
#include <csignal>
#include <filesystem>
#include <memory>
#include <vector>

#include <fmt/format.h>
#include <sys/prctl.h>
#include <unistd.h>

#include <zmq.hpp>

#include "app/bench/child.h"
#include "app/bench/figures.h"
#include "engine/wire/keys.h"

namespace weftline::bench {
namespace {

using Clock = std::chrono::steady_clock;

/// Waits until every worker has said hello; their routing ids.
std::vector<std::string> greet(zmq::socket_t &router, std::uint32_t workers)
{
    std::vector<std::string> peers;
    router.set(zmq::sockopt::rcvtimeo, 5000);
    zmq::message_t id;
    zmq::message_t body;
    while (peers.size() < workers && router.recv(id) && router.recv(body))
        peers.push_back(id.to_string());
    return peers;
}

void send(zmq::socket_t &router, const zmq::const_buffer &peer, zmq::const_buffer body)
{
    router.send(peer, zmq::send_flags::sndmore);
    router.send(body, zmq::send_flags::none);
}

/// Sends back what comes back, for a time.
Result<Echo> exchange(zmq::socket_t &router, const EchoOptions &options)
{
    const auto begin = Clock::now();
    const auto until = begin + options.duration;
    const bool isTimed = options.window == 1;
    std::vector<double> times;
    std::uint64_t count = 0;
    zmq::message_t id;
    zmq::message_t body;
    for (auto before = begin; (count & (isTimed ? 0U : 255U)) != 0 || Clock::now() < until;) {
        if (!router.recv(id) || !router.recv(body))
            return failure(ErrorCode::System, "The echo reference stopped answering.");
        ++count;
        router.send(id, zmq::send_flags::sndmore);
        router.send(body, zmq::send_flags::none);
        if (isTimed) {
            const auto now = Clock::now();
            times.push_back(std::chrono::duration<double, std::micro>(now - before).count());
            before = now;
        }
    }
    const std::chrono::duration<double> past = Clock::now() - begin;
    return Echo{static_cast<double>(count) / past.count(), median(std::move(times))};
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
    if (argc > 2) {
        const wire::KeyPair own = wire::makeKeyPair();
        dealer.set(zmq::sockopt::curve_serverkey, std::string(argv[2]));
        dealer.set(zmq::sockopt::curve_publickey, own.publicKey);
        dealer.set(zmq::sockopt::curve_secretkey, own.secretKey);
    }
    dealer.connect(argv[1]);
    dealer.send(zmq::str_buffer("hello"), zmq::send_flags::none);
    zmq::message_t message;
    while (dealer.recv(message))
        dealer.send(message, zmq::send_flags::none);
    return 0;
}

Result<Echo> bareEcho(const EchoOptions &options)
{
    say("The bare ZeroMQ echo …");
    zmq::context_t context;
    zmq::socket_t router(context, zmq::socket_type::router);
    router.set(zmq::sockopt::linger, 0);
    std::vector<std::string> arguments{"bench-echo"};
    const std::filesystem::path path = std::filesystem::temp_directory_path() / fmt::format("weft-echo-{}.sock", getpid());
    if (options.curve) {
        const wire::KeyPair own = wire::makeKeyPair();
        router.set(zmq::sockopt::curve_server, true);
        router.set(zmq::sockopt::curve_secretkey, own.secretKey);
        router.bind("tcp://127.0.0.1:*");
        arguments.insert(arguments.end(), {router.get(zmq::sockopt::last_endpoint), own.publicKey});
    } else {
        router.bind("ipc://" + path.string());
        arguments.push_back("ipc://" + path.string());
    }
    std::vector<std::unique_ptr<Child>> children;
    for (std::uint32_t i = 0; i < options.workers; ++i)
        children.push_back(std::make_unique<Child>(options.program, arguments));
    const std::vector<std::string> peers = greet(router, options.workers);
    if (peers.size() < options.workers)
        return failure(ErrorCode::System, "The processes of the echo reference did not answer within 5 s.");
    const std::string payload(options.payload, 'x');
    for (const std::string &peer : peers)
        for (int i = 0; i < options.window; ++i)
            send(router, zmq::buffer(peer), zmq::buffer(payload));
    auto echo = exchange(router, options);
    std::error_code ignored;
    std::filesystem::remove(path, ignored);
    return echo;
}

} // namespace weftline::bench
