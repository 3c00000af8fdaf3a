// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// An open workflow: its document and its page. Lets the engine check expressions some time after the last edit.

#pragma once

#include <QCoro/QCoroTask>

#include <QtCore/QPointer>
#include <QtCore/QTimer>
#include <QtWidgets/QWidget>

#include <functional>
#include <memory>
#include <string>

#include "engine/client/engine_client.h"

namespace weftline::ui::designer {
class DesignerPage;
}
namespace weftline::ui::document {
class Document;
}
namespace weftline::ui::drafts {
class Draft;
class DraftStore;
struct FoundDraft;
}

namespace weftline::ui::shell {

class MessageBar;

class WorkflowTab final : public QWidget
{
    Q_OBJECT

public:
    explicit WorkflowTab(client::EngineClient *client, QWidget *parent = nullptr);
    ~WorkflowTab() override;

    [[nodiscard]] document::Document &document() const { return *m_document; }
    [[nodiscard]] designer::DesignerPage &page() const { return *m_page; }
    /// What its tab says: the file's name, else the workflow's, with a dot while there is something to save.
    [[nodiscard]] QString title() const;
    [[nodiscard]] QString plainTitle() const;

    /// The run that was started from here last; its values are shown beside the graph. Empty: none.
    [[nodiscard]] const std::string &lastRun() const { return m_lastRun; }
    void setLastRun(const std::string &run) { m_lastRun = run; }

    /// As the document's load(); isOf() says yes meanwhile.
    void load(const QString &path, std::function<void(Result<Done>)> done);
    /// True where the document is of this file, or is going to be.
    [[nodiscard]] bool isOf(const QString &path) const;
    [[nodiscard]] bool isLoading() const { return !m_loadingPath.isEmpty(); }

    /// From now on each step is on the disk. `store` outlives this.
    void keepDraft(drafts::DraftStore &store);
    /// The same with what an earlier window left: it is here again, and a bar says so.
    void recover(drafts::DraftStore &store, drafts::FoundDraft found);
    [[nodiscard]] drafts::Draft *draft() const { return m_draft.get(); }
    /// What is to be saved: in a few words.
    [[nodiscard]] QString savedWords() const;

Q_SIGNALS:
    void titleChanged();
    void draftChanged();

protected:
    void showEvent(QShowEvent *event) override;

private:
    void fitSoon();
    void watchDraft();
    void useFile();
    void sayRecovered(const drafts::FoundDraft &found);
    QCoro::Task<> checkByEngine();

    QPointer<client::EngineClient> m_client;
    std::unique_ptr<document::Document> m_document;
    designer::DesignerPage *m_page;
    MessageBar *m_notice;
    std::unique_ptr<drafts::Draft> m_draft;
    QTimer m_checkSoon;
    std::uint64_t m_check = 0;
    std::string m_lastRun;
    QString m_loadingPath;
    bool m_fitsWhenShown = true;
};

} // namespace weftline::ui::shell
