// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/document/kind_word.h"

#include <QtCore/QCoreApplication>

namespace weftline::ui::document {
namespace {

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(KindWord)
};

} // namespace

QString kindWord(workflow::Kind kind)
{
    using workflow::Kind;
    switch (kind) {
    case Kind::Command: return Texts::tr("command");
    case Kind::Transform: return Texts::tr("transform");
    case Kind::Empty: return Texts::tr("empty");
    case Kind::Script: return Texts::tr("script");
    case Kind::Http: return Texts::tr("http");
    case Kind::Llm: return Texts::tr("llm");
    case Kind::Branch: return Texts::tr("branch");
    case Kind::Delay: return Texts::tr("delay");
    }
    return {};
}

} // namespace weftline::ui::document
