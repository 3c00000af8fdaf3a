// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/canvas/tidy_job.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QPointer>
#include <QtCore/QProcess>
#include <QtCore/QStandardPaths>
#include <QtCore/QThreadPool>

namespace weftline::ui::canvas {

constexpr qsizetype plainMax = 16 << 20;

TidyJob::TidyJob(QObject *parent)
    : QObject(parent)
{
    m_limit.setSingleShot(true);
    connect(&m_limit, &QTimer::timeout, this, [this] {
        endGraphviz();
        startLayers();
    });
}

TidyJob::~TidyJob() { cancel(); }

void TidyJob::start(LayoutGraph graph)
{
    cancel();
    m_graph = std::move(graph);
    m_stop = std::make_shared<std::atomic<bool>>(false);
    const QString program =
        m_graph.nodes.size() > m_options.graphvizNodesMax ? QString() : QStandardPaths::findExecutable(m_options.program);
    if (program.isEmpty())
        startLayers();
    else
        startGraphviz(program);
}

void TidyJob::cancel()
{
    if (m_stop)
        *m_stop = true;
    m_stop.reset();
    endGraphviz();
}

void TidyJob::startGraphviz(const QString &program)
{
    m_plain.clear();
    m_process = new QProcess(this);
    m_process->setStandardErrorFile(QProcess::nullDevice());
    connect(m_process, &QProcess::readyReadStandardOutput, this, [this] {
        m_plain += m_process->readAllStandardOutput();
        if (m_plain.size() > plainMax) {
            endGraphviz();
            startLayers();
        }
    });
    connect(m_process, &QProcess::finished, this, &TidyJob::readGraphviz);
    connect(m_process, &QProcess::errorOccurred, this, [this](QProcess::ProcessError error) {
        if (error != QProcess::FailedToStart)
            return; // finished() follows, or the time limit
        endGraphviz();
        startLayers();
    });
    m_limit.start(m_options.timeMax);
    m_process->start(program, {QStringLiteral("-Tplain")});
    m_process->write(dotText(m_graph)); // kept by Qt until the process takes it
    m_process->closeWriteChannel();
}

void TidyJob::readGraphviz()
{
    m_plain += m_process->readAllStandardOutput();
    const bool isGood = m_process->exitStatus() == QProcess::NormalExit && m_process->exitCode() == 0;
    const auto places = isGood ? placesFromPlain(m_graph, m_plain) : std::nullopt;
    endGraphviz();
    if (places)
        finish(*places, LaidOutBy::Graphviz);
    else
        startLayers();
}

void TidyJob::endGraphviz()
{
    m_limit.stop();
    if (!m_process)
        return;
    m_process->disconnect(this);
    m_process->kill();
    // It lets go of the process once that has ended, and waits for nothing.
    connect(m_process, &QProcess::finished, m_process, &QObject::deleteLater);
    if (m_process->state() == QProcess::NotRunning)
        m_process->deleteLater();
    m_process = nullptr;
    m_plain.clear();
}

void TidyJob::startLayers()
{
    QThreadPool::globalInstance()->start([self = QPointer<TidyJob>(this), graph = m_graph, stop = m_stop] {
        LayoutPlaces places = layeredLayout(graph, stop.get());
        if (*stop)
            return;
        // The pointer is looked at on its own thread only; the application outlives all windows.
        if (QCoreApplication *application = QCoreApplication::instance())
            QMetaObject::invokeMethod(
                application,
                [self, stop, places = std::move(places)] {
                    if (self && self->m_stop == stop)
                        self->finish(places, LaidOutBy::Layers);
                },
                Qt::QueuedConnection);
    });
}

void TidyJob::finish(const LayoutPlaces &places, LaidOutBy by)
{
    m_stop.reset();
    m_graph = {};
    Q_EMIT done(places, by);
}

} // namespace weftline::ui::canvas
