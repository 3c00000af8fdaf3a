// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/shell/workflow_tab.h"

#include <QtCore/QFileInfo>
#include <QtGui/QShowEvent>
#include <QtWidgets/QVBoxLayout>

#include "ui/canvas/canvas_view.h"
#include "ui/designer/designer_page.h"
#include "ui/document/document.h"
#include "ui/drafts/draft.h"
#include "ui/drafts/found_drafts.h"
#include "ui/shell/message_bar.h"
#include "ui/widgets/engine_words.h"

namespace weftline::ui::shell {

using namespace std::chrono_literals;
using document::Document;

WorkflowTab::WorkflowTab(client::EngineClient *client, QWidget *parent)
    : QWidget(parent)
    , m_client(client)
    , m_document(std::make_unique<Document>())
    , m_page(new designer::DesignerPage(*m_document, this))
    , m_notice(new MessageBar(this))
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    m_notice->setObjectName(QStringLiteral("notice"));
    column->addWidget(m_notice);
    column->addWidget(m_page, 1);
    setFocusProxy(m_page);
    m_checkSoon.setSingleShot(true);
    m_checkSoon.setInterval(400ms);
    connect(&m_checkSoon, &QTimer::timeout, this, [this] { checkByEngine(); });
    const auto checkSoon = [this] { m_checkSoon.start(); };
    connect(m_document.get(), &Document::nodesChanged, this, checkSoon);
    connect(m_document.get(), &Document::edgesChanged, this, checkSoon);
    connect(m_document.get(), &Document::headChanged, this, checkSoon);
    connect(m_document.get(), &Document::reset, this, checkSoon);
    connect(client, &client::EngineClient::connectionChanged, this, checkSoon);
    connect(m_document.get(), &Document::modifiedChanged, this, &WorkflowTab::titleChanged);
    connect(m_document.get(), &Document::pathChanged, this, &WorkflowTab::titleChanged);
    connect(m_document.get(), &Document::headChanged, this, &WorkflowTab::titleChanged);
    connect(m_document.get(), &Document::reset, this, &WorkflowTab::titleChanged);
    connect(m_document.get(), &Document::reset, this, &WorkflowTab::fitSoon);
}

WorkflowTab::~WorkflowTab()
{
    m_document->disconnect(this);
    m_draft.reset();
    delete m_page; // it shows the document, which goes with this
}

void WorkflowTab::fitSoon()
{
    m_fitsWhenShown = !isVisible();
    if (isVisible()) // once the page has its size
        QMetaObject::invokeMethod(this, [this] { m_page->view().fit(false); }, Qt::QueuedConnection);
}

void WorkflowTab::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    if (m_fitsWhenShown)
        fitSoon();
}

QString WorkflowTab::plainTitle() const
{
    if (!m_document->workflow().name.empty())
        return document::toQString(m_document->workflow().name);
    if (!m_document->path().isEmpty())
        return QFileInfo(m_document->path()).completeBaseName();
    return tr("Untitled");
}

QString WorkflowTab::title() const
{
    return m_document->isModified() ? plainTitle() + QStringLiteral(" •") : plainTitle();
}

bool WorkflowTab::isOf(const QString &path) const { return m_document->path() == path || m_loadingPath == path; }

void WorkflowTab::load(const QString &path, std::function<void(Result<Done>)> done)
{
    m_loadingPath = path;
    m_document->load(path, [this, done = std::move(done)](Result<Done> result) { // this outlives its document
        m_loadingPath.clear();
        done(std::move(result));
    });
}

QString WorkflowTab::savedWords() const
{
    using State = drafts::Draft::State;
    const bool hasFile = !m_document->path().isEmpty();
    if (hasFile && !m_document->isModified())
        return tr("saved");
    const State state = m_draft ? m_draft->state() : State::None;
    if (state == State::Saved)
        return tr("draft saved");
    if (state == State::Failed)
        return tr("no draft can be kept");
    return hasFile ? tr("changed") : tr("not saved yet");
}

void WorkflowTab::keepDraft(drafts::DraftStore &store)
{
    m_draft = std::make_unique<drafts::Draft>(*m_document, store);
    watchDraft();
}

void WorkflowTab::watchDraft()
{
    connect(m_draft.get(), &drafts::Draft::stateChanged, this, [this] {
        if (m_draft->state() == drafts::Draft::State::Failed)
            m_notice->say(tr("No draft can be kept"), m_draft->trouble());
        Q_EMIT draftChanged();
    });
    Q_EMIT draftChanged();
}

void WorkflowTab::recover(drafts::DraftStore &store, drafts::FoundDraft found)
{
    document::History history = found.content.history;
    // The file has something else, or is not there: whatever is here is not saved.
    const bool wasModified = history.isModified();
    const bool isElsewhere = found.onDisk == drafts::OnDisk::Changed || found.onDisk == drafts::OnDisk::Gone;
    if (isElsewhere)
        history.clean.reset();
    m_document->restore(std::move(history), found.content.path, found.content.fileHash);
    m_draft = std::make_unique<drafts::Draft>(*m_document, store, found.file);
    watchDraft();
    if (found.onDisk == drafts::OnDisk::Changed && !wasModified)
        useFile(); // nothing would be lost
    else if (wasModified || isElsewhere)
        sayRecovered(found);
}

void WorkflowTab::useFile()
{
    load(m_document->path(), [this](const Result<Done> &done) {
        if (!done) // what was recovered stays
            m_notice->say(tr("Recovered"), widgets::inWords(done.error().message));
    });
}

void WorkflowTab::sayRecovered(const drafts::FoundDraft &found)
{
    const document::History &history = found.content.history;
    const std::size_t clean = history.clean.value_or(0);
    const int steps = int(clean > history.index ? clean - history.index : history.index - clean);
    const QString name = plainTitle();
    if (found.onDisk == drafts::OnDisk::Changed)
        m_notice->ask(tr("Recovered"),
                      tr("“%1” has %n unsaved changes, and its file was changed by somebody else meanwhile.", nullptr, steps).arg(name),
                      tr("Keep Recovered Changes"), {}, tr("Use the File"),
                      [this] { useFile(); });
    else if (found.onDisk == drafts::OnDisk::Gone)
        m_notice->tell(tr("Recovered"), tr("The file of “%1” is gone. Save it to have it again.").arg(name));
    else
        m_notice->tell(tr("Recovered"), tr("“%1” is here again with %n unsaved changes.", nullptr, steps).arg(name));
}

QCoro::Task<> WorkflowTab::checkByEngine()
{
    const std::uint64_t check = ++m_check;
    if (!m_client || !m_client->isConnected() || m_document->workflow().nodes.empty()) {
        m_document->setEngineProblems({});
        co_return;
    }
    const QPointer<WorkflowTab> self(this);
    const Result<workflow::Problems> found = co_await m_client->check(m_document->workflow());
    // Only the newest answer counts; an engine that could not say leaves what is known.
    if (self && found && check == m_check)
        m_document->setEngineProblems(*found);
}

} // namespace weftline::ui::shell
