// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/cli/ask.h"

#include <QCoro/QCoroTask>

#include <QtCore/QCoreApplication>
#include <QtCore/QTimer>

#include <fmt/format.h>

#include "app/cli/commands.h"
#include "app/cli/connect.h"
#include "app/cli/output.h"

namespace weftline::cli {
namespace {

constexpr int answerMs = 5000;

} // namespace

int askEngine(const std::string &url, std::function<void(client::WireClient &, std::function<void(int)>)> talk)
{
    auto connected = connectTo(url);
    if (!connected)
        return failed(connected.error());
    client::WireClient &client = **connected;
    int code = EngineUnreachable;
    const auto done = [&code](int exitCode) {
        code = exitCode;
        QCoreApplication::quit();
    };
    bool hasTalked = false;
    const auto begin = [&] {
        if (client.isConnected() && client.engine().position > 0 && !std::exchange(hasTalked, true))
            talk(client, done);
    };
    QObject::connect(&client, &client::EngineClient::engineChanged, &client, begin);
    QObject::connect(&client, &client::WireClient::refused, &client, [&](const QString &reason) {
        complain(reason.toStdString());
        done(EngineUnreachable);
    });
    QTimer::singleShot(answerMs, &client, [&] {
        if (hasTalked)
            return;
        complain(fmt::format("No engine answers at \"{}\". Look whether it runs: weft engine.", url));
        done(EngineUnreachable);
    });
    QCoreApplication::exec();
    return code;
}

void watchRun(client::WireClient &client, const std::string &id,
              std::function<void(const client::RunView &, const Value &)> seen, std::function<void(int)> done)
{
    auto hasSeen = std::make_shared<bool>(false);
    QObject::connect(&client, &client::EngineClient::runChanged, &client,
                     [&client, id, seen, done, hasSeen](const std::string &changed, const client::RunChange &) {
                         if (changed != id || std::exchange(*hasSeen, true))
                             return;
                         QCoro::connect(client.outputs(id), &client, [&client, id, seen, done](const Result<Value> &outputs) {
                             if (outputs)
                                 seen(*client.run(id), *outputs);
                             else
                                 done(failed(outputs.error()));
                         });
                     });
    client.watchRun(id);
}

} // namespace weftline::cli
