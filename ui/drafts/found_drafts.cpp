// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/drafts/found_drafts.h"

#include <QtCore/QDir>
#include <QtCore/QFile>
#include <QtCore/QFileInfo>

#include "engine/format/weft_file.h"
#include "ui/document/document.h"
#include "ui/document/files.h"
#include "ui/drafts/texts.h"

namespace weftline::ui::drafts {
namespace {

using document::toQString;

constexpr int foundMax = 100; ///< In one window. Those beyond wait for the next start.
constexpr int asideMax = 20; ///< Damaged ones that are kept.

OnDisk stateOf(const Content &content)
{
    if (content.path.isEmpty())
        return OnDisk::NeverWas;
    if (!QFileInfo::exists(content.path))
        return OnDisk::Gone;
    const Result<std::string> text = format::readTextFile(content.path.toStdU16String());
    return text && document::hashOf(*text) == content.fileHash ? OnDisk::Same : OnDisk::Changed;
}

QString nameOf(const Content &content)
{
    if (!content.history.workflow.name.empty())
        return toQString(content.history.workflow.name);
    return content.path.isEmpty() ? Texts::tr("Untitled") : QFileInfo(content.path).completeBaseName();
}

/// What can be read goes on in a file of its own; all of it is kept for people to look at.
void mend(FoundDraft &found, int line, QStringList &troubles)
{
    const QString folder = QFileInfo(found.file->path()).path();
    const QString aside = found.file->putAside();
    found.file = std::make_shared<DraftFile>(DraftFile::newPath(folder));
    troubles << Texts::tr("The draft of \"%1\" is damaged from its line %2 on. What came before is recovered; the whole draft is kept "
                          "as \"%3\".").arg(nameOf(found.content)).arg(line).arg(QDir::toNativeSeparators(aside));
    if (const Result<Done> written = found.file->rewrite(found.content); !written)
        troubles << toQString(written.error().message);
}

void read(std::unique_ptr<DraftFile> file, FoundDrafts &all)
{
    Result<DraftFile::Reading> reading = file->read();
    const QString path = QDir::toNativeSeparators(file->path());
    if (reading) {
        const OnDisk onDisk = stateOf(reading->content);
        FoundDraft found{std::move(file), std::move(reading->content), onDisk, QFileInfo(path).fileName()};
        if (reading->lineWrong > 0)
            mend(found, reading->lineWrong, all.troubles);
        all.drafts.push_back(std::move(found));
    } else if (reading.error().code == ErrorCode::Refused) {
        all.troubles << Texts::tr("The draft \"%1\" is of a newer Weftline. It stays where it is; start that one to recover it.").arg(path);
    } else if (reading.error().code == ErrorCode::Corrupt) {
        all.troubles << Texts::tr("The draft \"%1\" is damaged and nothing of it can be read. It is kept as \"%2\".")
                            .arg(path, QDir::toNativeSeparators(file->putAside()));
    } else {
        all.troubles << toQString(reading.error().message);
    }
}

} // namespace

FoundDrafts findDrafts(const QString &folder)
{
    FoundDrafts all;
    const QDir dir(folder);
    const QStringList damaged = dir.entryList({QStringLiteral("*.damaged")}, QDir::Files, QDir::Time);
    for (const QString &old : damaged.mid(std::min(qsizetype(asideMax), damaged.size())))
        QFile::remove(dir.filePath(old));
    for (const QString &name : dir.entryList({QStringLiteral("*.draft.new")}, QDir::Files)) // half written when somebody died
        if (const auto half = DraftFile::take(dir.filePath(name)); half && *half)
            (*half)->remove();
    for (const QString &name : dir.entryList({QStringLiteral("*.draft")}, QDir::Files, QDir::Time | QDir::Reversed)) {
        if (all.drafts.size() >= std::size_t(foundMax))
            break;
        auto file = DraftFile::take(dir.filePath(name));
        if (!file)
            all.troubles << toQString(file.error().message);
        else if (*file)
            read(std::move(*file), all);
    }
    return all;
}

} // namespace weftline::ui::drafts
