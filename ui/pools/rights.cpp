// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/pools/rights.h"

#include <QtCore/QCoreApplication>

namespace weftline::ui::pools {

namespace {

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(Rights)
};

} // namespace

QString roleWord(const std::string &role)
{
    if (role == "worker")
        return Texts::tr("worker");
    if (role == "viewer")
        return Texts::tr("viewer");
    if (role == "operator")
        return Texts::tr("operator");
    if (role == "admin")
        return Texts::tr("admin");
    return QString::fromStdString(role);
}

QString whyNot(const client::EngineView &engine, std::string_view request)
{
    const client::Role least = client::roleFor(request);
    if (engine.role >= least)
        return {};
    return Texts::tr("Your key at this engine has the role %1. This takes a key with the role %2.")
        .arg(roleWord(std::string(client::nameOf(engine.role))), roleWord(std::string(client::nameOf(least))));
}

} // namespace weftline::ui::pools
