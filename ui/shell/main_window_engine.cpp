// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The engine that the window is connected to: which one, another one, and what its key may not do there.

#include <QtWidgets/QLabel>
#include <QtWidgets/QStackedWidget>

#include "ui/designer/run_page.h"
#include "ui/pools/rights.h"
#include "ui/pools/workers_page.h"
#include "ui/shell/connect_engine.h"
#include "ui/shell/main_window.h"
#include "ui/shell/start_page.h"
#include "ui/shell/workflow_tab.h"
#include "ui/widgets/engine_words.h"

namespace weftline::ui::shell {

void MainWindow::addEngineActions()
{
    addAction(QStringLiteral("workers.add"), tr("&Add a Machine…"), QStringLiteral("plus"), {},
              tr("Lets another machine or person join the engine"), [this] { m_workers->addMachine(); });
    addAction(QStringLiteral("engine.connect"), tr("&Connect…"), QStringLiteral("link"), {},
              tr("Connects this window to another engine"), [this] { showConnect(); });
    addAction(QStringLiteral("engine.local"), tr("&Back to This Machine's Own"), QStringLiteral("engine"), {},
              tr("Connects this window to the engine of this machine again"), [this] { Q_EMIT engineAsked(QString()); });
}

void MainWindow::showConnect()
{
    if (!m_connect) {
        m_connect = new ConnectEngine(this);
        m_connect->setAttribute(Qt::WA_DeleteOnClose);
        m_connect->setEngines(m_engines);
        m_connect->setState(m_client->name(), engineWords());
        connect(m_connect, &ConnectEngine::connectAsked, this, &MainWindow::engineAsked);
        connect(m_connect, &ConnectEngine::forgetAsked, this, &MainWindow::engineForgotten);
    }
    m_connect->show();
    m_connect->raise();
    m_connect->activateWindow();
}

ConnectEngine *MainWindow::connectWindow() const { return m_connect; }

QString MainWindow::engineWords() const
{
    if (m_client->isConnected())
        return {};
    return m_engineWaiting.isEmpty() ? tr("not connected yet") : m_engineWaiting;
}

void MainWindow::setEngines(const QStringList &addresses)
{
    m_engines = addresses;
    if (m_connect)
        m_connect->setEngines(addresses);
}

void MainWindow::showEngineTrouble(const QString &sentence)
{
    if (m_connect)
        m_connect->setTrouble(widgets::inWords(sentence));
    else
        showError(sentence);
}

void MainWindow::followEngine()
{
    const auto say = [this] {
        m_engineName->setText(m_client->name());
        m_engineName->setToolTip(tr("The engine that this window is connected to; Engine ▸ Connect… chooses another"));
        if (m_connect)
            m_connect->setState(m_client->name(), engineWords());
    };
    connect(m_client, &client::EngineClient::connectionChanged, this, [this, say](bool isConnected) {
        say();
        if (isConnected && m_connect) {
            m_connect->setTrouble({});
            m_connect->close();
        }
    });
    connect(m_client, &client::EngineClient::engineChanged, this, [this] {
        if (std::exchange(m_role, m_client->engine().role) != m_client->engine().role)
            updateActions();
    });
    connect(m_client, &client::EngineClient::engineReplaced, this, [this, say] {
        forgetEngine();
        say();
    });
}

/// Runs, values and choices of another engine than the one that is there now mean nothing any more.
void MainWindow::forgetEngine()
{
    m_sawEngine = false;
    m_ended.clear();
    for (int i = m_pages->count() - 1; i >= 0; --i) {
        QWidget *const page = m_pages->widget(i);
        if (auto *tab = qobject_cast<WorkflowTab *>(page))
            tab->setLastRun({});
        else if (qobject_cast<designer::RunPage *>(page))
            dropTab(page);
    }
    m_watched.clear();
    m_start->setRuns(m_client->engine());
    watchShownRun();
    updateActions();
}

void MainWindow::refuseByRole()
{
    const std::pair<const char *, const char *> needs[] = {{"run.start", "submit"}, {"run.cancel", "cancel"}, {"workers.start", "start_workers"}};
    for (const auto &[action, request] : needs) {
        const QString why = m_client->engine().position > 0 ? pools::whyNot(m_client->engine(), request) : QString();
        m_actions->setRefusal(QLatin1String(action), why);
        if (!why.isEmpty())
            m_actions->setEnabled(QLatin1String(action), false);
    }
}

} // namespace weftline::ui::shell
