// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/document/files.h"

#include <QtCore/QCryptographicHash>
#include <QtCore/QDir>
#include <QtCore/QFileInfo>
#include <QtCore/QIODevice>
#include <QtCore/QSaveFile>

#include "engine/format/weft_file.h"
#include "ui/document/background.h"
#include "ui/document/document.h"
#include "ui/document/texts.h"

namespace weftline::ui::document {
namespace {

using workflow::Workflow;

Error unreadable(const QString &path, const format::ReadOutcome &read)
{
    Error error{ErrorCode::InvalidInput, {}, path.toStdString()};
    for (const format::Located &located : read.problems) {
        if (located.problem.severity != workflow::Severity::Error)
            continue;
        const QString sentences = toQString(located.problem.message) + QLatin1Char(' ') + toQString(located.problem.fix);
        const QString place = located.line > 0
            ? Texts::tr("Line %1, column %2: %3").arg(located.line).arg(located.column).arg(sentences.trimmed())
            : sentences.trimmed();
        error.message = Texts::tr("Cannot open \"%1\". %2").arg(QDir::toNativeSeparators(path), place).toStdString();
        return error;
    }
    error.message = Texts::tr("Cannot open \"%1\". It holds something this version cannot keep.").arg(path).toStdString();
    return error;
}

Result<FileContent> read(const QString &path)
{
    Result<std::string> text = format::readTextFile(path.toStdU16String());
    QByteArray hash = text ? hashOf(*text) : QByteArray();
    // What cannot be read as text is read as a file all the same: that knows how to say why.
    format::ReadOutcome outcome = text ? format::readWorkflow(std::move(*text)) : format::readWorkflowFile(path.toStdU16String());
    if (!outcome.ok)
        return tl::unexpected(unreadable(path, outcome));
    return FileContent{std::move(outcome.workflow), std::move(hash)};
}

Result<QByteArray> write(const QString &path, const Workflow &workflow)
{
    const std::string text = format::writeWorkflow(workflow);
    const auto failed = [&](const QString &why) {
        return failure(ErrorCode::System,
                       Texts::tr("Cannot save \"%1\". %2. Choose another place, or make room there.")
                           .arg(QDir::toNativeSeparators(path), why)
                           .toStdString(),
                       path.toStdString());
    };
    if (text.size() > format::jsonSizeMax)
        return failure(ErrorCode::Limit,
                       Texts::tr("Cannot save \"%1\". It would be larger than 64 MiB and could not be opened again. Take long "
                                 "texts out of it.").arg(path).toStdString(),
                       path.toStdString());
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(text.data(), qint64(text.size())) != qint64(text.size()) || !file.commit())
        return failed(file.errorString());
    return hashOf(text);
}

} // namespace

QByteArray hashOf(QByteArrayView bytes) { return QCryptographicHash::hash(bytes.toByteArray(), QCryptographicHash::Blake2b_256); }

void readWorkflow(const QString &path, QObject *owner, std::function<void(Result<FileContent>)> done)
{
    inBackground<Result<FileContent>>(owner, [path] { return read(path); }, std::move(done));
}

void writeWorkflow(const QString &path, Workflow workflow, QObject *owner, std::function<void(Result<QByteArray>)> done)
{
    inBackground<Result<QByteArray>>(owner, [path, workflow = std::move(workflow)] { return write(path, workflow); }, std::move(done));
}

} // namespace weftline::ui::document
