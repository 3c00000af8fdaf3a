// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Finds places for the nodes of a graph without keeping anybody waiting: by Graphviz' `dot` in a process of its own, and by
// our own layout on another thread where the graph is large, or `dot` is not there, fails or takes too long.

#pragma once

#include <QtCore/QObject>
#include <QtCore/QTimer>

#include <chrono>
#include <memory>

#include "ui/canvas/layout_graph.h"

class QProcess;

namespace weftline::ui::canvas {

enum class LaidOutBy { Graphviz, Layers };

struct TidyOptions
{
    QString program = QStringLiteral("dot"); ///< A path, or a name to look for.
    std::chrono::milliseconds timeMax{3000}; ///< For Graphviz.
    std::size_t graphvizNodesMax = 2000;
};

class TidyJob final : public QObject
{
    Q_OBJECT

public:
    explicit TidyJob(QObject *parent = nullptr);
    ~TidyJob() override;

    void setOptions(TidyOptions options) { m_options = std::move(options); }

    /// Ends in one done(), always later, unless it is cancelled or started anew.
    void start(LayoutGraph graph);
    void cancel();
    [[nodiscard]] bool isRunning() const { return m_stop != nullptr; }

Q_SIGNALS:
    void done(const weftline::ui::canvas::LayoutPlaces &places, weftline::ui::canvas::LaidOutBy by);

private:
    void startGraphviz(const QString &program);
    void readGraphviz();
    void endGraphviz();
    void startLayers();
    void finish(const LayoutPlaces &places, LaidOutBy by);

    TidyOptions m_options;
    LayoutGraph m_graph;
    QProcess *m_process = nullptr;
    QByteArray m_plain;
    QTimer m_limit;
    std::shared_ptr<std::atomic<bool>> m_stop; ///< Of the job that runs; none runs without.
};

} // namespace weftline::ui::canvas
