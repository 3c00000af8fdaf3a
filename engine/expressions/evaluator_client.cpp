// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "engine/expressions/evaluator_client.h"

#include "engine/expressions/evaluator.h"
#include "engine/workflow/template.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>

namespace weftline::expressions {
namespace {

constexpr std::size_t batchMax = 512; // jobs
constexpr std::size_t sentMax = 2 * batchMax; // one batch is read while the other runs
constexpr int deathsMax = 2; // a job is to blame when it ends a child twice, the second time a fresh one
constexpr int failedStartsMax = 3;

BytesView viewOf(const QByteArray &bytes)
{
    return {bytes.constData(), static_cast<std::size_t>(bytes.size())};
}

void collectExpressions(const Value &value, std::vector<std::string> &out)
{
    if (const std::string *text = value.asString()) {
        if (const auto parts = workflow::splitTemplate(*text))
            for (const workflow::TemplatePart &part : *parts)
                if (part.isExpression)
                    out.emplace_back(part.text);
    } else if (const List *list = value.asList()) {
        for (const Value &member : *list)
            collectExpressions(member, out);
    } else if (const Object *object = value.asObject()) {
        for (const auto &[name, member] : *object)
            collectExpressions(member, out);
    }
}

/// `The expression "…"`, or a few of them where it is not known which it was.
std::string describe(const Job &job)
{
    std::vector<std::string> expressions;
    if (job.kind == Job::Kind::Expression && job.source->asString())
        expressions.push_back(*job.source->asString());
    else if (job.kind == Job::Kind::Branch)
        expressions = expressionsOfBranch(*job.source);
    else
        collectExpressions(*job.source, expressions);
    std::string out = expressions.size() == 1 ? "The expression" : "One of the expressions";
    for (std::size_t i = 0; i < std::min<std::size_t>(expressions.size(), 3); ++i) {
        const QString text = QString::fromStdString(expressions[i]);
        out += fmt::format("{} \"{}{}\"", i == 0 ? "" : ",", text.left(80).toStdString(), text.size() > 80 ? "…" : "");
    }
    return expressions.size() > 3 ? out + ", …" : out;
}

} // namespace

/// Eight bytes of memory that the child counts in.
struct EvaluatorClient::Progress
{
    Progress() : descriptor(::memfd_create("weft-evaluator", MFD_CLOEXEC))
    {
        if (descriptor < 0 || ::ftruncate(descriptor, sizeof *word) != 0)
            return;
        void *const shared = ::mmap(nullptr, sizeof *word, PROT_READ | PROT_WRITE, MAP_SHARED, descriptor, 0);
        if (shared == MAP_FAILED)
            return;
        word = static_cast<std::atomic<std::uint64_t> *>(shared);
        word->store(progressNotReady);
    }
    ~Progress()
    {
        if (word)
            ::munmap(word, sizeof *word);
        if (descriptor >= 0)
            ::close(descriptor);
    }
    Progress(const Progress &) = delete;
    Progress &operator=(const Progress &) = delete;

    int descriptor;
    std::atomic<std::uint64_t> *word = nullptr;
};

EvaluatorClient::EvaluatorClient(EvaluatorOptions options, Finished finished, QObject *parent)
    : QObject(parent), m_options(std::move(options)), m_finished(std::move(finished))
{
    const auto interval =
        std::clamp(m_options.timeLimit / 20, std::chrono::milliseconds(5), std::chrono::milliseconds(250));
    m_watch.setInterval(interval);
    connect(&m_watch, &QTimer::timeout, this, [this] { watch(); });
    m_pump.setSingleShot(true);
    m_pump.setInterval(0);
    connect(&m_pump, &QTimer::timeout, this, [this] { pump(); });
}

EvaluatorClient::~EvaluatorClient()
{
    stop();
}

Result<Done> EvaluatorClient::submit(std::shared_ptr<const Scope> scope, Job job)
{
    if (waiting() >= m_options.queueMax)
        return failure(
            ErrorCode::Limit,
            fmt::format("{} expressions wait to be evaluated, which is the most there may be. Try again later.",
                        waiting()));
    static const auto emptyScope = std::make_shared<const Scope>();
    if (!scope)
        scope = emptyScope;
    m_waiting.push_back({std::move(scope), std::move(job), 0});
    if (!m_pump.isActive())
        m_pump.start();
    return Done{};
}

void EvaluatorClient::start()
{
    ++m_starts;
    m_progress = std::make_unique<Progress>();
    if (!m_progress->word || m_options.argv.empty()) {
        failAll("The evaluator of expressions cannot be started: there is no memory to share with it.");
        return;
    }
    m_process = std::make_unique<QProcess>();
    m_process->setProgram(QString::fromStdString(m_options.argv.front()));
    QStringList arguments;
    for (std::size_t i = 1; i < m_options.argv.size(); ++i)
        arguments << QString::fromStdString(m_options.argv[i]);
    m_process->setArguments(arguments);
    m_process->setProcessChannelMode(QProcess::ForwardedErrorChannel);
    m_process->setChildProcessModifier([descriptor = m_progress->descriptor] {
        if (descriptor == progressDescriptor)
            ::fcntl(descriptor, F_SETFD, 0);
        else
            ::dup2(descriptor, progressDescriptor);
    });
    connect(m_process.get(), &QProcess::readyReadStandardOutput, this, [this] { readOutput(); });
    connect(
        m_process.get(), &QProcess::finished, this, [this] { onEnded(); }, Qt::QueuedConnection);
    connect(
        m_process.get(), &QProcess::errorOccurred, this,
        [this](QProcess::ProcessError error) {
            if (error == QProcess::FailedToStart)
                onEnded();
        },
        Qt::QueuedConnection);
    m_scope.reset();
    m_answered = m_seen = 0;
    m_ready = false;
    m_buffer.clear();
    m_process->start(QIODevice::ReadWrite);
    m_unchanged.start();
    m_watch.start();
}

void EvaluatorClient::stop()
{
    m_watch.stop();
    if (!m_process)
        return;
    // Its last signals are of no interest; it is killed, and waited for as long as that takes the kernel.
    m_process->disconnect(this);
    m_process->kill();
    m_process->waitForFinished(1000);
    m_process.release()->deleteLater();
    m_progress.reset();
}

void EvaluatorClient::pump()
{
    if (m_waiting.empty())
        return;
    if (!m_process)
        start();
    while (m_process && maySend())
        sendBatch();
}

/// A job under suspicion is sent alone, so that nobody else pays for it.
bool EvaluatorClient::maySend() const
{
    if (m_waiting.empty() || m_sent.size() + batchMax > sentMax)
        return false;
    return m_sent.empty() || (m_sent.back().deaths == 0 && m_waiting.front().deaths == 0);
}

void EvaluatorClient::sendBatch()
{
    const std::shared_ptr<const Scope> scope = m_waiting.front().scope;
    const std::size_t first = m_sent.size();
    const std::size_t most = m_waiting.front().deaths > 0 ? 1 : batchMax;
    if (first == 0)
        m_unchanged.start();
    while (!m_waiting.empty() && m_waiting.front().scope == scope && m_sent.size() - first < most) {
        m_sent.push_back(std::move(m_waiting.front()));
        m_waiting.pop_front();
    }
    std::vector<const Job *> jobs;
    for (std::size_t i = first; i < m_sent.size(); ++i)
        jobs.push_back(&m_sent[i].job);
    Bytes frame;
    appendBatch(frame, scope == m_scope ? nullptr : scope.get(), jobs);
    m_scope = scope;
    m_process->write(frame.data(), static_cast<qint64>(frame.size()));
    m_watch.start();
}

void EvaluatorClient::readOutput()
{
    m_buffer += m_process->readAllStandardOutput();
    std::vector<Result<Value>> answers;
    std::size_t used = 0;
    std::string fault;
    while (fault.empty()) {
        const auto frame = firstFrame(viewOf(m_buffer).substr(used));
        if (!frame || !*frame) {
            fault = frame ? std::string() : frame.error().message;
            break;
        }
        auto some = readAnswers(**frame);
        used += (*frame)->size() + 4;
        if (some)
            std::move(some->begin(), some->end(), std::back_inserter(answers));
        else
            fault = some.error().message;
    }
    m_buffer.remove(0, static_cast<qsizetype>(used));
    for (Result<Value> &answer : answers) {
        if (m_sent.empty())
            break;
        const Entry entry = std::move(m_sent.front());
        m_sent.pop_front();
        ++m_answered;
        m_failedStarts = 0;
        m_finished(entry.job.id, std::move(answer));
    }
    if (!fault.empty())
        m_process->kill(); // onEnded() goes on from there
    else if (!m_waiting.empty() && !m_pump.isActive())
        m_pump.start();
}

void EvaluatorClient::watch()
{
    if (!m_process || m_sent.empty()) {
        m_watch.stop();
        return;
    }
    const std::uint64_t done = m_progress->word->load(std::memory_order_acquire);
    if (done == progressNotReady) {
        if (m_unchanged.elapsed() > m_options.startLimit.count())
            m_process->kill();
        return;
    }
    if (!m_ready || done != m_seen) {
        m_ready = true;
        m_seen = done;
        m_unchanged.start();
        return;
    }
    const bool runs = done - m_answered < m_sent.size(); // else its answers are on their way
    if (!runs || m_unchanged.elapsed() <= m_options.timeLimit.count())
        return;
    const double seconds = std::chrono::duration<double>(m_options.timeLimit).count();
    recover(
        [seconds](const Job &job) {
            return Error{ErrorCode::Limit,
                         fmt::format("{} did not end within {:g} s and was stopped.", describe(job), seconds),
                         {}};
        },
        false);
}

void EvaluatorClient::onEnded()
{
    if (!m_process)
        return;
    readOutput();
    const bool started = m_progress->word->load() != progressNotReady;
    if ((!started || m_sent.empty()) && ++m_failedStarts >= failedStartsMax) {
        const std::string why = m_process->errorString().toStdString();
        stop();
        failAll(fmt::format("The evaluator of expressions cannot be started (\"{}\": {}). Check the installation.",
                            m_options.argv.front(), why));
        return;
    }
    recover(
        [](const Job &job) {
            return Error{ErrorCode::Limit,
                         fmt::format("{} needs more memory than the {} MiB that an evaluation may have.", describe(job),
                                     evaluatorMemoryMib),
                         {}};
        },
        true);
}

void EvaluatorClient::recover(const std::function<Error(const Job &)> &error, bool tryAgain)
{
    readOutput();
    const std::uint64_t done = m_progress->word->load(std::memory_order_acquire);
    const std::size_t running = done == progressNotReady ? m_sent.size() : static_cast<std::size_t>(done - m_answered);
    stop();
    std::optional<Entry> culprit;
    if (running < m_sent.size()) {
        culprit = std::move(m_sent[running]);
        m_sent.erase(m_sent.begin() + static_cast<std::ptrdiff_t>(running));
    }
    m_waiting.insert(m_waiting.begin(), std::make_move_iterator(m_sent.begin()), std::make_move_iterator(m_sent.end()));
    m_sent.clear();
    if (culprit && tryAgain && ++culprit->deaths < deathsMax) {
        m_waiting.push_front(std::move(*culprit));
        culprit.reset();
    }
    m_pump.start();
    if (culprit)
        m_finished(culprit->job.id, tl::unexpected(error(culprit->job)));
}

void EvaluatorClient::failAll(const std::string &message)
{
    std::deque<Entry> all = std::move(m_sent);
    std::move(m_waiting.begin(), m_waiting.end(), std::back_inserter(all));
    m_sent.clear();
    m_waiting.clear();
    m_failedStarts = 0;
    for (const Entry &entry : all)
        m_finished(entry.job.id, failure(ErrorCode::System, message));
}

} // namespace weftline::expressions
