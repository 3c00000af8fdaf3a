// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/document/kind_word.h"

#include <QtCore/QCoreApplication>

namespace weftline::ui::document {
namespace {

struct KindNames
{
    Q_DECLARE_TR_FUNCTIONS(KindWord)
};

} // namespace

QString kindWord(workflow::Kind kind)
{
    using workflow::Kind;
    switch (kind) {
    case Kind::Command: return KindNames::tr("command");
    case Kind::Transform: return KindNames::tr("transform");
    case Kind::Empty: return KindNames::tr("empty");
    case Kind::Script: return KindNames::tr("script");
    case Kind::Http: return KindNames::tr("http");
    case Kind::Llm: return KindNames::tr("llm");
    case Kind::Branch: return KindNames::tr("branch");
    case Kind::Delay: return KindNames::tr("delay");
    }
    return {};
}

} // namespace weftline::ui::document
