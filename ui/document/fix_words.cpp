// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/document/fix_words.h"

#include "engine/workflow/quick_fix.h"
#include "ui/document/document.h"
#include "ui/document/texts.h"

namespace weftline::ui::document {
namespace {

constexpr qsizetype nameLengthMax = 32;

QString shortened(QString name)
{
    return name.size() <= nameLengthMax ? name : name.left(nameLengthMax - 1) + QStringLiteral("…");
}

QString textOf(const Value &value)
{
    const std::string *text = value.asString();
    return shortened(toQString(text ? *text : toJson(value)));
}

/// Of an edge's end, which is "node" or ["node", "port"]: the part that is new is the last.
QString endOf(const Value &value)
{
    const List *both = value.asList();
    return textOf(both && both->size() == 2 ? both->back() : value);
}

} // namespace

QString wordsOf(const workflow::QuickFix &fix)
{
    using Type = workflow::QuickFix::Type;
    const std::vector<std::string> steps = workflow::pointerSteps(fix.where);
    const std::string last = steps.empty() ? std::string() : steps.back();
    const bool isItem = steps.size() == 2;
    switch (fix.type) {
    case Type::Set:
        if (last == "disabled")
            return Texts::tr("Enable");
        if (last == "id")
            return Texts::tr("Call it “%1”").arg(textOf(fix.value));
        return Texts::tr("Use “%1”").arg(fix.name.empty() ? endOf(fix.value) : shortened(toQString(fix.name)));
    case Type::Rename: return Texts::tr("Rename to “%1”").arg(textOf(fix.value));
    case Type::Remove:
        if (isItem && steps.front() == "edges")
            return Texts::tr("Remove the edge");
        if (isItem && steps.front() == "nodes")
            return Texts::tr("Remove the node");
        return Texts::tr("Remove “%1”").arg(shortened(toQString(last)));
    case Type::Connect:
        if (const List *ends = fix.value.asList(); ends && ends->size() == 2)
            return Texts::tr("Connect “%1” to “%2”").arg(textOf(ends->front()), textOf(ends->back()));
        return Texts::tr("Connect");
    case Type::Fill: return Texts::tr("Fill it in");
    }
    return {};
}

QStringList wordsOf(const std::vector<workflow::QuickFix> &fixes)
{
    QStringList words;
    for (const workflow::QuickFix &fix : fixes)
        words.push_back(wordsOf(fix));
    return words;
}

} // namespace weftline::ui::document
