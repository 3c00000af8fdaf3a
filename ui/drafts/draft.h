// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Keeps a document's steps on the disk while it is edited, so that a crash loses at most the last of them. Lives on the window's
// thread and waits for nothing: the disk has a thread of its own.

#pragma once

#include <QtCore/QObject>
#include <QtCore/QThreadPool>
#include <QtCore/QTimer>

#include <memory>
#include <optional>
#include <vector>

#include "engine/base/result.h"
#include "ui/drafts/draft_file.h"

namespace weftline::ui::document {
class Document;
}

namespace weftline::ui::drafts {

/// Where the drafts of a window lie, and the one thread that writes them, in the order of what was done. Outlives them; when it
/// goes, what was still to be written has been.
class DraftStore final
{
public:
    explicit DraftStore(QString folder) : m_folder(std::move(folder)) { m_pool.setMaxThreadCount(1); }

    [[nodiscard]] QString folder() const { return m_folder; }
    [[nodiscard]] QThreadPool &pool() { return m_pool; }

private:
    QString m_folder;
    QThreadPool m_pool;
};

class Draft final : public QObject
{
    Q_OBJECT

public:
    enum class State {
        None, ///< Nothing to keep: the file has it all.
        Writing, ///< For longer than one would notice.
        Saved,
        Failed ///< See trouble(). It is tried again.
    };

    /// Both outlive this. With `found` goes on with what is in it, from which the document was restored.
    Draft(document::Document &document, DraftStore &store, std::shared_ptr<DraftFile> found = {});
    ~Draft() override;

    [[nodiscard]] State state() const { return m_state; }
    [[nodiscard]] QString trouble() const { return m_trouble; }
    /// The name of its file; empty while there is none.
    [[nodiscard]] QString name() const;
    /// A person has decided: nothing is left of it, and nothing is written any more until the document gets another workflow.
    void discard();

Q_SIGNALS:
    void stateChanged();

private:
    void begin();
    void reset();
    void add(Record record);
    void write();
    void written(const Result<Done> &result);
    void setState(State state);
    void removeFile();

    document::Document &m_document;
    DraftStore &m_store;
    std::shared_ptr<DraftFile> m_file;
    std::optional<Content> m_rewrite; ///< To be written before the records.
    std::vector<Record> m_waiting;
    State m_state = State::None;
    QString m_trouble;
    bool m_begun = false; ///< The file has, or is going to have, all that was done until now.
    bool m_discarded = false;
    bool m_isWriting = false;
    QTimer m_slow;
    QTimer m_again;
};

} // namespace weftline::ui::drafts
