// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/shell/examples.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QFile>
#include <QtCore/QIODevice>

#include "engine/format/weft_file.h"

// The macro wants no namespace around it.
static void initResources() { Q_INIT_RESOURCE(shell); }

namespace weftline::ui::shell {
namespace {

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(Examples)
};

QString aboutOf(const QString &name)
{
    if (name == u"license-words")
        return Texts::tr("Count the words of every license text on this machine with two workers, kill one of them, and watch "
                         "the rest carry on.");
    if (name == u"parallel-checksums")
        return Texts::tr("The checksum of every file at once. Some cannot be read at first, and are tried again.");
    if (name == u"service-watch")
        return Texts::tr("Asks a small server that the run brings along. It fails for a while, and an alert fires and clears.");
    if (name == u"plan-draft-criticise")
        return Texts::tr("A language model plans, drafts and judges itself. Recorded replies, or a real endpoint by two parameters.");
    if (name == u"thousand-tasks")
        return Texts::tr("One list, a map of 1,000 commands over all workers, one sum at the end.");
    if (name == u"flaky-service")
        return Texts::tr("A command that fails more often than not, retried with growing waits.");
    if (name == u"two-ways")
        return Texts::tr("One way on success, another on failure, and a report in any case.");
    return {};
}

QString titleOf(const QString &name, const workflow::Workflow &workflow)
{
    if (name == u"license-words")
        return Texts::tr("License words");
    if (name == u"parallel-checksums")
        return Texts::tr("Parallel checksums with a flaky step");
    if (name == u"service-watch")
        return Texts::tr("Service watch");
    if (name == u"plan-draft-criticise")
        return Texts::tr("Plan, draft, criticise");
    if (name == u"thousand-tasks")
        return Texts::tr("Thousand tasks");
    if (name == u"flaky-service")
        return Texts::tr("A service that fails");
    if (name == u"two-ways")
        return Texts::tr("Two ways");
    return QString::fromStdString(workflow.name);
}

std::optional<Example> read(const QString &name)
{
    QFile file(QStringLiteral(":/weftline/examples/%1.weft").arg(name));
    if (!file.open(QIODevice::ReadOnly))
        return std::nullopt;
    const format::ReadOutcome outcome = format::readWorkflow(file.readAll().toStdString());
    Q_ASSERT_X(outcome.ok, "examples", qPrintable(name));
    return Example{name, titleOf(name, outcome.workflow), aboutOf(name), outcome.workflow};
}

} // namespace

std::vector<Example> examples()
{
    initResources();
    std::vector<Example> all;
    for (const QString &name : {QStringLiteral("license-words"), QStringLiteral("parallel-checksums"), QStringLiteral("service-watch"),
                                QStringLiteral("plan-draft-criticise"), QStringLiteral("thousand-tasks"),
                                QStringLiteral("flaky-service"), QStringLiteral("two-ways")})
        if (auto example = read(name))
            all.push_back(std::move(*example));
    return all;
}

std::optional<Example> exampleNamed(const QString &name)
{
    initResources();
    return read(name);
}

} // namespace weftline::ui::shell
