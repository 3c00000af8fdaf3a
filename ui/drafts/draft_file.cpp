// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/drafts/draft_file.h"

#include <QtCore/QCryptographicHash>
#include <QtCore/QDir>
#include <QtCore/QFile>
#include <QtCore/QFileInfo>
#include <QtCore/QUuid>

#include "ui/document/document.h"
#include "ui/drafts/texts.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

namespace weftline::ui::drafts {
namespace {

constexpr std::string_view firstLine = "weftline-draft 1\n";
constexpr std::string_view firstWord = "weftline-draft ";
constexpr qsizetype hashLength = 16;
constexpr qint64 shortensAtLeast = 4LL << 20;
constexpr qint64 stepsSizeMax = 16LL << 20; ///< Of the steps of a draft that was shortened.

QByteArray hashOf(const QByteArray &before, std::string_view text)
{
    QCryptographicHash hash(QCryptographicHash::Blake2b_256);
    hash.addData(before);
    hash.addData(QByteArrayView(text.data(), qsizetype(text.size())));
    return hash.result().toHex().left(hashLength);
}

void addLine(std::string &out, const Record &record, QByteArray &chain)
{
    const std::string text = toText(record);
    chain = hashOf(chain, text);
    out.append(chain.constData(), std::size_t(chain.size()));
    out += ' ';
    out += text;
    out += '\n';
}

bool writeAll(int file, std::string_view text, qint64 at)
{
    while (!text.empty()) {
        const ssize_t written = ::pwrite(file, text.data(), text.size(), at);
        if (written < 0 && errno == EINTR)
            continue;
        if (written <= 0)
            return false;
        text.remove_prefix(std::size_t(written));
        at += written;
    }
    return true;
}

bool readAll(int file, std::string &text)
{
    struct stat status{};
    if (::fstat(file, &status) != 0 || status.st_size > draftSizeMax)
        return false;
    text.resize(std::size_t(status.st_size));
    std::size_t at = 0;
    while (at < text.size()) {
        const ssize_t got = ::pread(file, text.data() + at, text.size() - at, off_t(at));
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0)
            break;
        at += std::size_t(got);
    }
    text.resize(at);
    return true;
}

/// Makes a new name in a folder survive a crash of the machine.
void syncFolder(const QString &folder)
{
    const int file = ::open(QFile::encodeName(folder).constData(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (file < 0)
        return;
    ::fsync(file);
    ::close(file);
}

/// Leaves out the oldest steps until the rest is not too much.
std::string shortText(Content &content, QByteArray &chain)
{
    for (;;) {
        std::string text(firstLine);
        chain.clear();
        qint64 base = 0;
        for (const Record &record : recordsOf(content)) {
            addLine(text, record, chain);
            if (base == 0)
                base = qint64(text.size());
        }
        if (qint64(text.size()) - base <= stepsSizeMax || content.history.steps.empty())
            return text;
        if (content.history.index > 0) {
            content.history.forget((content.history.index + 1) / 2);
        } else {
            if (content.history.clean && *content.history.clean > 0)
                content.history.clean.reset();
            content.history.steps.clear();
        }
    }
}

} // namespace

DraftFile::DraftFile(QString path) : m_path(std::move(path)), m_shortensAt(shortensAtLeast) { }
DraftFile::~DraftFile() { close(); }

void DraftFile::close()
{
    if (m_file >= 0)
        ::close(m_file);
    m_file = -1;
}

QString DraftFile::newPath(const QString &folder)
{
    return QDir(folder).filePath(QUuid::createUuid().toString(QUuid::WithoutBraces) + QStringLiteral(".draft"));
}

Result<Done> DraftFile::failed(const char *what) const
{
    return failure(ErrorCode::System,
                   Texts::tr("Cannot keep a draft in \"%1\" (%2): %3. Unsaved changes would be lost in a crash. Make room there, or save.")
                       .arg(QDir::toNativeSeparators(m_path), QLatin1String(what), QString::fromLocal8Bit(std::strerror(errno)))
                       .toStdString(),
                   m_path.toStdString());
}

Result<std::unique_ptr<DraftFile>> DraftFile::take(const QString &path)
{
    auto draft = std::make_unique<DraftFile>(path);
    const QByteArray name = QFile::encodeName(path);
    draft->m_file = ::open(name.constData(), O_RDWR | O_CLOEXEC);
    if (draft->m_file < 0)
        return errno == ENOENT ? nullptr : Result<std::unique_ptr<DraftFile>>(tl::unexpected(draft->failed("open").error()));
    if (::flock(draft->m_file, LOCK_EX | LOCK_NB) != 0)
        return nullptr;
    // Another file may have taken this one's name before the lock was had.
    struct stat mine{};
    struct stat named{};
    if (::fstat(draft->m_file, &mine) != 0 || ::stat(name.constData(), &named) != 0 || mine.st_ino != named.st_ino)
        return nullptr;
    return draft;
}

Result<DraftFile::Reading> DraftFile::read()
{
    std::string text;
    if (!readAll(m_file, text))
        return tl::unexpected(failed("read").error());
    if (!text.starts_with(firstLine)) {
        const bool newer = text.starts_with(firstWord);
        return failure(newer ? ErrorCode::Refused : ErrorCode::Corrupt, {}, m_path.toStdString());
    }
    Reading reading;
    m_chain.clear();
    std::size_t good = firstLine.size();
    for (int line = 2; good < text.size(); ++line) {
        const std::size_t end = text.find('\n', good);
        const std::string_view whole = std::string_view(text).substr(good, (end == std::string::npos ? text.size() : end) - good);
        const QByteArray hash = whole.size() > std::size_t(hashLength) ? hashOf(m_chain, whole.substr(hashLength + 1)) : QByteArray();
        const bool fits = end != std::string::npos && whole.size() > std::size_t(hashLength)
            && whole.starts_with(std::string_view(hash.constData(), std::size_t(hash.size())))
            && drafts::read(whole.substr(hashLength + 1), reading.content);
        if (!fits) {
            // The last line may have been on its way; with more behind it, something else happened.
            reading.lineWrong = end != std::string::npos && end + 1 < text.size() ? line : 0;
            break;
        }
        m_chain = hash;
        good = end + 1;
    }
    if (!reading.content.begun)
        return failure(ErrorCode::Corrupt, {}, m_path.toStdString());
    m_size = qint64(good);
    m_shortensAt = std::max(shortensAtLeast, 2 * m_size);
    if (reading.lineWrong == 0 && good < text.size() && ::ftruncate(m_file, m_size) != 0)
        return tl::unexpected(failed("truncate").error());
    return reading;
}

Result<Done> DraftFile::rewrite(Content content)
{
    QByteArray chain;
    const std::string text = shortText(content, chain);
    const QString folder = QFileInfo(m_path).path();
    QDir().mkpath(folder);
    const QByteArray name = QFile::encodeName(m_path);
    const QByteArray newName = name + ".new";
    const int file = ::open(newName.constData(), O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, S_IRUSR | S_IWUSR);
    if (file < 0)
        return failed("open");
    if (::flock(file, LOCK_EX | LOCK_NB) != 0 || !writeAll(file, text, 0) || ::fdatasync(file) != 0
        || ::rename(newName.constData(), name.constData()) != 0) {
        const Result<Done> error = failed("write");
        ::close(file);
        ::unlink(newName.constData());
        return error;
    }
    syncFolder(folder);
    close();
    m_file = file;
    m_size = qint64(text.size());
    m_shortensAt = std::max(shortensAtLeast, 2 * m_size);
    m_chain = chain;
    return Done{};
}

Result<Done> DraftFile::append(const std::vector<Record> &records)
{
    std::string text;
    QByteArray chain = m_chain;
    for (const Record &record : records)
        addLine(text, record, chain);
    if (m_size + qint64(text.size()) > draftSizeMax)
        errno = EFBIG;
    if (m_size + qint64(text.size()) > draftSizeMax || !writeAll(m_file, text, m_size) || ::fdatasync(m_file) != 0) {
        const Result<Done> error = failed("write");
        if (m_file >= 0 && ::ftruncate(m_file, m_size) != 0)
            close(); // nothing can be added to what may be half a line
        return error;
    }
    m_size += qint64(text.size());
    m_chain = chain;
    if (m_size <= m_shortensAt)
        return Done{};
    m_shortensAt = 2 * m_size; // should it not get shorter
    Result<Reading> reading = read();
    if (!reading)
        return tl::unexpected(reading.error());
    return rewrite(std::move(reading->content));
}

QString DraftFile::putAside()
{
    const QString aside = m_path + QStringLiteral(".damaged");
    ::rename(QFile::encodeName(m_path).constData(), QFile::encodeName(aside).constData());
    close();
    return aside;
}

void DraftFile::remove()
{
    if (m_file >= 0)
        ::unlink(QFile::encodeName(m_path).constData());
    close();
}

} // namespace weftline::ui::drafts
