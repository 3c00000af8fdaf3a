// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/shell/workflow_tab.h"

#include <QtCore/QFileInfo>
#include <QtWidgets/QVBoxLayout>

#include "ui/canvas/canvas_view.h"
#include "ui/designer/designer_page.h"
#include "ui/document/document.h"

namespace weftline::ui::shell {

using namespace std::chrono_literals;
using document::Document;

WorkflowTab::WorkflowTab(client::EngineClient *client, QWidget *parent)
    : QWidget(parent)
    , m_client(client)
    , m_document(std::make_unique<Document>())
    , m_page(new designer::DesignerPage(*m_document, this))
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_page);
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
