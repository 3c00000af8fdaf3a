// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/cli/connect.h"

#include "app/cli/output.h"
#include "engine/wire/zmq_peer_transport.h"

namespace weftline::cli {

Result<std::unique_ptr<client::WireClient>> connectTo(const std::string &url)
{
    const auto endpoint = wire::parseEndpoint(url);
    if (!endpoint)
        return tl::unexpected(endpoint.error());
    const auto keys = wire::KeyDirectory::ofUser();
    if (!keys)
        return tl::unexpected(keys.error());
    auto transport = wire::ZmqPeerTransport::connectTo(wire::processContext(), {*endpoint}, *keys);
    if (!transport)
        return tl::unexpected(transport.error());
    return std::make_unique<client::WireClient>(std::move(*transport), userName(), WEFTLINE_VERSION, QString::fromStdString(url));
}

} // namespace weftline::cli
