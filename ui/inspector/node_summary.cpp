// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/inspector/node_summary.h"

#include <QtCore/QCoreApplication>

#include "ui/document/document.h"
#include "ui/fields/text_values.h"
#include "ui/inspector/node_properties.h"

namespace weftline::ui::inspector {
namespace {

using document::toQString;
using fields::writeDuration;

struct SummaryTexts
{
    Q_DECLARE_TR_FUNCTIONS(NodeSummary)
};

QString oneLine(const Value *value)
{
    if (!value)
        return SummaryTexts::tr("none");
    const std::string *text = value->asString();
    QString line = text ? toQString(*text) : toQString(toJson(*value));
    return line.section(QLatin1Char('\n'), 0, 0);
}

} // namespace

QString sectionSummary(const QString &section, const workflow::Node &node)
{
    if (section == QLatin1String("map"))
        return node.map.empty() ? SummaryTexts::tr("off") : mapField().read(node).section(QLatin1Char('\n'), 0, 0);
    if (section == QLatin1String("retry"))
        return node.retry.max == 0 ? SummaryTexts::tr("off")
                                   : (node.retry.max == 1 ? SummaryTexts::tr("once, after %1") : SummaryTexts::tr("%1 times, from %2").arg(node.retry.max))
                                         .arg(writeDuration(node.retry.backoff));
    if (section == QLatin1String("pool"))
        return toQString(node.pool);
    if (section == QLatin1String("losses"))
        return SummaryTexts::tr("at most %1").arg(node.lossesMax);
    if (section == QLatin1String("lock"))
        return node.lock.empty() ? SummaryTexts::tr("none") : toQString(node.lock);
    if (section == QLatin1String("once"))
        return node.once ? SummaryTexts::tr("yes") : SummaryTexts::tr("no");
    if (section == QLatin1String("disabled"))
        return node.disabled ? SummaryTexts::tr("yes") : SummaryTexts::tr("no");
    if (section == QLatin1String("title"))
        return node.title.empty() ? SummaryTexts::tr("none") : toQString(node.title);
    const Value *value = find(node.with, section.toStdString());
    if (section == QLatin1String("env")) {
        const Object *variables = value ? value->asObject() : nullptr;
        return !variables                ? SummaryTexts::tr("none")
               : variables->size() == 1 ? SummaryTexts::tr("1 variable")
                                        : SummaryTexts::tr("%1 variables").arg(variables->size());
    }
    return oneLine(value);
}

} // namespace weftline::ui::inspector
