// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/cli/connect.h"

#include <fmt/format.h>

#include "app/cli/output.h"
#include "engine/wire/zmq_peer_transport.h"

namespace weftline::cli {
namespace {

Result<wire::Endpoint> endpointFor(const std::string &url)
{
    auto endpoint = wire::parseEndpoint(url);
    if (!endpoint)
        return endpoint;
    if (const auto *remote = std::get_if<wire::RemoteEndpoint>(&*endpoint); remote && !remote->ticket.empty())
        return failure(ErrorCode::InvalidInput, fmt::format("The address of \"{}\" has a ticket in it. Redeem it first, once: weft keys join "
                                                            "ADDRESS (or weft worker --join ADDRESS for a worker). Then connect with the "
                                                            "address without it.", wire::nameOf(*endpoint)));
    return endpoint;
}

} // namespace

Result<std::unique_ptr<client::WireClient>> connectTo(const std::string &urls)
{
    std::vector<wire::Endpoint> endpoints;
    std::string names;
    for (const std::string &url : CLI::detail::split(urls, ',')) {
        auto endpoint = endpointFor(url);
        if (!endpoint)
            return tl::unexpected(endpoint.error());
        names += (names.empty() ? "" : ", ") + wire::nameOf(*endpoint);
        endpoints.push_back(std::move(*endpoint));
    }
    const auto keys = wire::KeyDirectory::ofUser();
    if (!keys)
        return tl::unexpected(keys.error());
    auto transport = wire::ZmqPeerTransport::connectTo(wire::processContext(), endpoints, *keys);
    if (!transport)
        return tl::unexpected(transport.error());
    return std::make_unique<client::WireClient>(std::move(*transport), userName(), WEFTLINE_VERSION, QString::fromStdString(names));
}

CLI::Option *addEngineOption(CLI::App &command, std::string &urls, const std::string &help)
{
    return command.add_option("--engine", urls, help + ": ipc://… or weft://…; more than once for an engine and its standby")
        ->type_name("URL")
        ->join(',');
}

} // namespace weftline::cli
