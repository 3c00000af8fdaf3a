// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/drafts/draft.h"

#include <QtCore/QFileInfo>

#include "ui/document/background.h"
#include "ui/document/document.h"

namespace weftline::ui::drafts {

using namespace std::chrono_literals;
using document::Document;

constexpr std::size_t waitingMax = 10'000; ///< Behind a disk that stands still; then all is written anew once it moves.

Draft::Draft(Document &document, DraftStore &store, std::shared_ptr<DraftFile> found)
    : m_document(document)
    , m_store(store)
    , m_file(std::move(found))
{
    m_slow.setSingleShot(true);
    m_slow.setInterval(400ms);
    connect(&m_slow, &QTimer::timeout, this, [this] { setState(State::Writing); });
    m_again.setSingleShot(true);
    m_again.setInterval(5s);
    connect(&m_again, &QTimer::timeout, this, &Draft::begin);
    connect(&document, &Document::stepDone, this, [this](const QString &text, const document::Patch &patch, bool joined) {
        add(StepDone{text, patch, joined});
    });
    connect(&document, &Document::stepMoved, this, [this](int index) { add(StepMoved{std::size_t(index)}); });
    connect(&document, &Document::saved, this, [this](bool clean) {
        if (m_begun || !clean)
            add(Saved{m_document.path(), m_document.fileHash(), clean});
    });
    connect(&document, &Document::reset, this, &Draft::reset);
    m_begun = m_file != nullptr;
    m_state = m_begun ? State::Saved : State::None;
    if (!m_begun && document.path().isEmpty())
        begin(); // there is no file to come back from
}

Draft::~Draft()
{
    m_isWriting = false; // what waits behind a write that is under way comes after it
    write();
}

QString Draft::name() const { return m_file ? QFileInfo(m_file->path()).fileName() : QString(); }

void Draft::begin()
{
    m_begun = true;
    m_waiting.clear();
    m_rewrite = Content{m_document.history(), m_document.path(), m_document.fileHash(), true};
    if (!m_file)
        m_file = std::make_shared<DraftFile>(DraftFile::newPath(m_store.folder()));
    m_slow.start();
    write();
    Q_EMIT stateChanged();
}

void Draft::reset()
{
    removeFile();
    m_discarded = false;
    if (m_document.path().isEmpty())
        begin();
    else
        setState(State::None);
}

void Draft::discard()
{
    removeFile();
    m_discarded = true;
    setState(State::None);
}

void Draft::removeFile()
{
    m_begun = false;
    m_rewrite.reset();
    m_waiting.clear();
    m_slow.stop();
    m_again.stop();
    if (m_file)
        m_store.pool().start([file = std::move(m_file)] { file->remove(); });
    m_file.reset();
}

void Draft::add(Record record)
{
    if (m_discarded)
        return;
    if (!m_begun) {
        begin(); // with this in it
        return;
    }
    if (m_waiting.size() >= waitingMax) {
        m_begun = false;
        m_rewrite.reset();
        m_waiting.clear();
        return;
    }
    m_waiting.push_back(std::move(record));
    if (!m_slow.isActive() && m_state != State::Writing)
        m_slow.start();
    write();
}

void Draft::write()
{
    if (m_isWriting || (!m_rewrite && m_waiting.empty()))
        return;
    m_isWriting = true;
    document::inBackground<Result<Done>>(
        this,
        [file = m_file, rewrite = std::exchange(m_rewrite, std::nullopt), records = std::exchange(m_waiting, {})]() mutable {
            Result<Done> result = rewrite ? file->rewrite(std::move(*rewrite)) : Result<Done>(Done{});
            return result && !records.empty() ? file->append(records) : result;
        },
        [this, file = std::weak_ptr(m_file)](const Result<Done> &result) {
            m_isWriting = false;
            if (const auto mine = file.lock(); mine && mine == m_file)
                written(result);
            write();
        },
        &m_store.pool());
}

void Draft::written(const Result<Done> &result)
{
    if (!result) {
        m_begun = false; // the next step, or the clock, writes all of it anew
        m_rewrite.reset();
        m_waiting.clear();
        m_trouble = document::toQString(result.error().message);
        m_slow.stop();
        m_again.start();
        setState(State::Failed);
        return;
    }
    if (!m_begun) { // too much had come together
        begin();
        return;
    }
    if (m_waiting.empty()) {
        m_slow.stop();
        m_trouble.clear();
        setState(State::Saved);
    }
}

void Draft::setState(State state)
{
    if (m_state == state)
        return;
    m_state = state;
    Q_EMIT stateChanged();
}

} // namespace weftline::ui::drafts
