// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/designer/run_page.h"

#include <QtWidgets/QStackedLayout>

#include "engine/workflow/codec.h"
#include "ui/canvas/canvas_view.h"
#include "ui/designer/designer_page.h"
#include "ui/document/document.h"
#include "ui/widgets/empty_state.h"

namespace weftline::ui::designer {

RunPage::RunPage(client::EngineClient *client, std::string run, QWidget *parent)
    : QWidget(parent)
    , m_client(client)
    , m_run(std::move(run))
    , m_document(std::make_unique<document::Document>())
    , m_stack(new QStackedLayout(this))
    , m_waiting(new widgets::EmptyState(QStringLiteral("engine"), tr("The engine has not told about this run yet."), this))
    , m_page(new DesignerPage(*m_document, this))
{
    m_stack->setContentsMargins(0, 0, 0, 0);
    m_stack->addWidget(m_waiting);
    m_stack->addWidget(m_page);
    m_page->setReadOnly(true);
    m_page->setRun(client, m_run);
    connect(client, &client::EngineClient::runChanged, this, &RunPage::runChanged);
    client->watchRun(m_run);
    takeWorkflow();
}

RunPage::~RunPage()
{
    if (m_client)
        m_client->unwatchRun(m_run);
    delete m_page; // it shows the document, which goes with this
}

const client::RunView *RunPage::view() const { return m_client ? m_client->run(m_run) : nullptr; }

void RunPage::runChanged(const std::string &id, const client::RunChange &change)
{
    if (id != m_run)
        return;
    if (change.isSnapshot)
        takeWorkflow();
    if (change.isSnapshot || change.summary)
        Q_EMIT summaryChanged();
}

void RunPage::takeWorkflow()
{
    const client::RunView *run = view();
    if (!run || m_hasWorkflow) // a run's workflow never changes
        return;
    workflow::Problems problems;
    m_hasWorkflow = true;
    m_document->setWorkflow(workflow::fromValue(run->workflow, problems));
    m_stack->setCurrentWidget(m_page);
    // Once it has its size.
    QMetaObject::invokeMethod(this, [this] { m_page->view().fit(false); }, Qt::QueuedConnection);
}

} // namespace weftline::ui::designer
