// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "engine/expressions/evaluator.h"

#include <QtCore/QCoreApplication>

#include "engine/base/payload.h"
#include "engine/expressions/job.h"
#include "engine/expressions/sandbox.h"

#include <fmt/format.h>
#include <poll.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <charconv>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <new>
#include <string_view>
#include <thread>

namespace weftline::expressions {
namespace {

constexpr std::size_t answersSizeMax = 256U << 10U; // then they are sent, though the batch goes on

/// Where the client sees how far we are; a word of our own where it gave none.
std::atomic<std::uint64_t> *progressWord()
{
    static std::atomic<std::uint64_t> own;
    void *const shared = ::mmap(nullptr, sizeof own, PROT_READ | PROT_WRITE, MAP_SHARED, progressDescriptor, 0);
    return shared == MAP_FAILED ? &own : static_cast<std::atomic<std::uint64_t> *>(shared);
}

[[noreturn]] void outOfMemory()
{
    ::_exit(exitOutOfMemory);
}

void onFatalSignal(int)
{
    ::_exit(exitOutOfMemory);
}

/// QJSEngine takes a failed allocation for a broken invariant: it aborts, or writes through a null pointer on purpose.
/// Both end in the exit code that says so. The handler has a stack of its own.
void watchMemory()
{
    std::set_new_handler(outOfMemory);
    std::set_terminate(outOfMemory);
    static char stack[32768];
    stack_t alternate{};
    alternate.ss_sp = stack;
    alternate.ss_size = sizeof stack;
    ::sigaltstack(&alternate, nullptr);
    struct sigaction action
    {
    };
    action.sa_handler = onFatalSignal;
    action.sa_flags = SA_ONSTACK;
    for (const int signal : {SIGSEGV, SIGABRT, SIGBUS, SIGILL, SIGTRAP})
        ::sigaction(signal, &action, nullptr);
    const rlimit noCore{0, 0};
    ::setrlimit(RLIMIT_CORE, &noCore);
}

std::size_t addressSpaceUsed()
{
    std::size_t pages = 0;
    if (std::FILE *const file = std::fopen("/proc/self/statm", "r")) {
        if (std::fscanf(file, "%zu", &pages) != 1)
            pages = 0;
        std::fclose(file);
    }
    return pages * static_cast<std::size_t>(::sysconf(_SC_PAGESIZE));
}

void limitMemory(std::size_t mib)
{
    const rlim_t most = addressSpaceUsed() + (static_cast<rlim_t>(mib) << 20U);
    const rlimit limit{most, most};
    ::setrlimit(RLIMIT_AS, &limit);
}

/// An expression that never ends must not outlive the engine that asked: this thread sees standard input closed.
void endWithTheEngine()
{
    std::thread([] {
        pollfd input{STDIN_FILENO, 0, 0};
        while (::poll(&input, 1, -1) < 0 && errno == EINTR) { }
        ::_exit(0);
    }).detach();
}

bool writeAll(BytesView bytes)
{
    while (!bytes.empty()) {
        const ssize_t count = ::write(STDOUT_FILENO, bytes.data(), bytes.size());
        if (count < 0 && errno != EINTR)
            return false;
        bytes.remove_prefix(count > 0 ? static_cast<std::size_t>(count) : 0);
    }
    return true;
}

/// Answers of finished jobs, on their way.
class Answers
{
public:
    void add(const Result<Value> &answer)
    {
        if (m_bytes.empty())
            m_bytes.append(4, '\0');
        const std::size_t start = m_bytes.size();
        appendAnswer(m_bytes, answer);
        if (m_bytes.size() - start > valueSizeMax) {
            m_bytes.resize(start);
            appendAnswer(m_bytes,
                         failure(ErrorCode::Limit,
                                 fmt::format("The value is larger than {} MiB, the most that a task may pass on.",
                                             valueSizeMax >> 20U)));
        }
    }

    bool send()
    {
        if (m_bytes.empty())
            return true;
        finishFrame(m_bytes, 0);
        const bool good = writeAll(m_bytes);
        m_bytes.clear();
        return good;
    }

    [[nodiscard]] bool isFull() const { return m_bytes.size() >= answersSizeMax; }

private:
    Bytes m_bytes;
};

bool carryOut(Sandbox &sandbox, BytesView frame, std::atomic<std::uint64_t> &progress)
{
    Result<Batch> batch = readBatch(frame);
    if (!batch) {
        std::fprintf(stderr, "weft evaluator: %s\n", batch.error().message.c_str());
        return false;
    }
    if (batch->scope)
        sandbox.setScope(std::move(*batch->scope));
    Answers answers;
    for (const Job &job : batch->jobs) {
        answers.add(sandbox.evaluate(job));
        progress.fetch_add(1, std::memory_order_release);
        if (answers.isFull() && !answers.send())
            return false;
    }
    return answers.send();
}

/// Until standard input ends.
int serve(std::atomic<std::uint64_t> &progress)
{
    Sandbox sandbox;
    progress.store(0, std::memory_order_release);
    Bytes buffer;
    std::size_t used = 0;
    static char block[1U << 16U];
    while (true) {
        const Result<std::optional<BytesView>> frame = firstFrame(BytesView(buffer).substr(used));
        if (!frame) {
            std::fprintf(stderr, "weft evaluator: %s\n", frame.error().message.c_str());
            return 2;
        }
        if (*frame) {
            if (!carryOut(sandbox, **frame, progress))
                return 2;
            used += (*frame)->size() + 4;
            continue;
        }
        buffer.erase(0, used);
        used = 0;
        const ssize_t count = ::read(STDIN_FILENO, block, sizeof block);
        if (count == 0)
            return 0;
        if (count > 0)
            buffer.append(block, static_cast<std::size_t>(count));
        else if (errno != EINTR)
            return 2;
    }
}

} // namespace

int evaluatorMain(int argc, char **argv)
{
    std::size_t memoryMib = evaluatorMemoryMib;
    for (int i = 1; i + 1 < argc; ++i)
        if (std::string_view(argv[i]) == "--memory-mib") {
            const std::string_view text(argv[i + 1]);
            std::from_chars(text.data(), text.data() + text.size(), memoryMib);
        }
    ::setenv("TZ", "UTC", 1); // a date's text must not depend on the machine
    std::atomic<std::uint64_t> *const progress = progressWord();
    endWithTheEngine();
    int qtArgc = 1;
    const QCoreApplication application(qtArgc, argv);
    watchMemory();
    limitMemory(memoryMib);
    return serve(*progress);
}

} // namespace weftline::expressions
