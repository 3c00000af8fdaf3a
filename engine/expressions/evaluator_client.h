// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The engine's side of the evaluator: keeps one child process, gives it jobs, and kills and replaces it when a job
// takes too long or too much memory. That job fails; all others get their results.
//
// One thread, the one with its Qt event loop. Callbacks come on that loop, never from within submit().

#pragma once

#include <QtCore/QElapsedTimer>
#include <QtCore/QObject>
#include <QtCore/QProcess>
#include <QtCore/QTimer>

#include "engine/expressions/job.h"

#include <atomic>
#include <chrono>
#include <deque>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace weftline::expressions {

struct EvaluatorOptions
{
    std::vector<std::string> argv; ///< Of the child: {"…/weft", "evaluator"}.
    std::chrono::milliseconds timeLimit{5000}; ///< Of one job.
    std::chrono::milliseconds startLimit{30'000}; ///< For the child to be ready.
    std::size_t queueMax = 200'000; ///< Jobs waiting or running.
};

class EvaluatorClient : public QObject
{
public:
    using Finished = std::function<void(std::uint64_t job, Result<Value> result)>;

    EvaluatorClient(EvaluatorOptions options, Finished finished, QObject *parent = nullptr);
    ~EvaluatorClient() override;

    /// Jobs over the same scope, submitted one after the other, travel together. Refused when the queue is full.
    [[nodiscard]] Result<Done> submit(std::shared_ptr<const Scope> scope, Job job);

    [[nodiscard]] std::size_t waiting() const { return m_waiting.size() + m_sent.size(); }
    /// How often a child was started, for tests and statistics.
    [[nodiscard]] int starts() const { return m_starts; }
    [[nodiscard]] qint64 processId() const { return m_process ? m_process->processId() : 0; }

private:
    struct Entry
    {
        std::shared_ptr<const Scope> scope;
        Job job;
        int deaths = 0; ///< Children that ended while they ran this.
    };
    struct Progress;

    void start();
    void stop();
    void pump();
    [[nodiscard]] bool maySend() const;
    void sendBatch();
    void readOutput();
    void watch();
    void onEnded();
    /// Ends the child; the job that it ran gets `error`, or another try in a fresh child, and all others are sent
    /// again.
    void recover(const std::function<Error(const Job &)> &error, bool tryAgain);
    void failAll(const std::string &message);

    EvaluatorOptions m_options;
    Finished m_finished;
    std::unique_ptr<QProcess> m_process;
    std::unique_ptr<Progress> m_progress;
    std::deque<Entry> m_waiting;
    std::deque<Entry> m_sent; ///< In the order of their answers.
    std::shared_ptr<const Scope> m_scope; ///< The one that the child has.
    std::uint64_t m_answered = 0; ///< By this child.
    std::uint64_t m_seen = 0; ///< Finished jobs when watch() looked last.
    bool m_ready = false;
    QElapsedTimer m_unchanged; ///< Since when that is so.
    QTimer m_watch;
    QTimer m_pump; ///< Of no duration: joins what is submitted in one go.
    QByteArray m_buffer;
    int m_starts = 0;
    int m_failedStarts = 0;
};

} // namespace weftline::expressions
