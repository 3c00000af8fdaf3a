// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "engine/worker/spawn.h"

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstring>

#include <fcntl.h>
#include <fmt/format.h>
#include <spawn.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

namespace weftline::worker {
namespace {

/// posix_spawn's two descriptions of what to do in the child.
class Plan
{
public:
    Plan()
    {
        posix_spawn_file_actions_init(&m_actions);
        posix_spawnattr_init(&m_attributes);
        sigset_t none;
        sigset_t all;
        sigemptyset(&none);
        sigfillset(&all);
        posix_spawnattr_setsigmask(&m_attributes, &none);
        posix_spawnattr_setsigdefault(&m_attributes, &all);
        posix_spawnattr_setpgroup(&m_attributes, 0);
        posix_spawnattr_setflags(&m_attributes, POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
    }
    ~Plan()
    {
        posix_spawn_file_actions_destroy(&m_actions);
        posix_spawnattr_destroy(&m_attributes);
    }
    Plan(const Plan &) = delete;
    Plan &operator=(const Plan &) = delete;

    posix_spawn_file_actions_t *actions() { return &m_actions; }
    const posix_spawnattr_t *attributes() const { return &m_attributes; }

private:
    posix_spawn_file_actions_t m_actions{};
    posix_spawnattr_t m_attributes{};
};

std::vector<char *> pointers(const std::vector<std::string> &texts)
{
    std::vector<char *> all;
    all.reserve(texts.size() + 1);
    for (const std::string &text : texts)
        all.push_back(const_cast<char *>(text.c_str())); // posix_spawn does not write there
    all.push_back(nullptr);
    return all;
}

struct Pipe
{
    Fd read;
    Fd write;
};

Result<Pipe> makePipe()
{
    int ends[2];
    if (pipe2(ends, O_CLOEXEC) != 0)
        return failure(ErrorCode::System, fmt::format("A pipe cannot be made: {}.", std::strerror(errno)));
    return Pipe{Fd(ends[0]), Fd(ends[1])};
}

void makeNonBlocking(const Fd &fd) { fcntl(fd.get(), F_SETFL, O_NONBLOCK); }

/// A file in memory that has no name and cannot be changed. It ends with its readers, however they end.
Result<Fd> sealedFile(std::string_view content)
{
    Fd file(memfd_create("weft", MFD_CLOEXEC | MFD_ALLOW_SEALING));
    while (file.isOpen() && !content.empty()) {
        const ssize_t count = write(file.get(), content.data(), content.size());
        if (count <= 0 && errno != EINTR)
            file.reset();
        else
            content.remove_prefix(static_cast<std::size_t>(std::max<ssize_t>(count, 0)));
    }
    if (!file.isOpen() || fcntl(file.get(), F_ADD_SEALS, F_SEAL_WRITE | F_SEAL_GROW | F_SEAL_SHRINK | F_SEAL_SEAL) != 0)
        return failure(ErrorCode::System, fmt::format("A file for its code cannot be made in memory: {}.", std::strerror(errno)));
    return file;
}

Error whyNotStarted(const ProcessSpec &spec, std::string_view worker, int error)
{
    const std::string &program = spec.argv.front();
    const std::string begin = fmt::format("cannot run \"{}\" on worker \"{}\": ", program, worker);
    struct stat info{};
    if (!spec.folder.empty()) {
        const bool exists = stat(spec.folder.c_str(), &info) == 0;
        if (!exists || !S_ISDIR(info.st_mode) || access(spec.folder.c_str(), X_OK) != 0)
            return {ErrorCode::NotFound,
                    fmt::format("{}its folder \"{}\" {}. Correct cwd, or make the folder there.", begin, spec.folder,
                                !exists                    ? "does not exist"
                                    : S_ISDIR(info.st_mode) ? "may not be entered"
                                                            : "is no folder"),
                    program};
    }
    if (program.find('/') == std::string::npos && !findProgram(program, spec.environment))
        return {ErrorCode::NotFound,
                fmt::format("{}there is no such program (PATH={}). Install it there, or correct the first line of argv.", begin,
                            variable(spec.environment, "PATH")),
                program};
    switch (error) {
    case ENOENT:
        return {ErrorCode::NotFound,
                fmt::format("{}there is no such file, or its first line names an interpreter that is not there. Install it, or "
                            "correct the first line of argv.",
                            begin),
                program};
    case EACCES:
        return {ErrorCode::Refused,
                fmt::format("{}the file may not be run. Make it executable (chmod +x), or correct the first line of argv.", begin),
                program};
    case E2BIG:
        return {ErrorCode::Limit,
                fmt::format("{}its arguments and environment are too long for the system. Give long text on stdin.", begin),
                program};
    default: return {ErrorCode::System, fmt::format("{}{}.", begin, std::strerror(error)), program};
    }
}

} // namespace

void Fd::reset(int fd)
{
    if (m_fd >= 0)
        close(m_fd);
    m_fd = fd;
}

int Fd::take()
{
    const int fd = m_fd;
    m_fd = -1;
    return fd;
}

std::string_view variable(const std::vector<std::string> &environment, std::string_view name)
{
    for (const std::string &line : environment)
        if (line.size() > name.size() && line[name.size()] == '=' && line.compare(0, name.size(), name) == 0)
            return std::string_view(line).substr(name.size() + 1);
    return {};
}

std::optional<std::string> findProgram(std::string_view program, const std::vector<std::string> &environment)
{
    if (program.find('/') != std::string_view::npos)
        return std::string(program);
    std::string_view rest = variable(environment, "PATH");
    while (!rest.empty()) {
        const std::size_t colon = std::min(rest.find(':'), rest.size());
        const std::string file = fmt::format("{}/{}", rest.substr(0, colon), program);
        struct stat info{};
        if (colon > 0 && stat(file.c_str(), &info) == 0 && S_ISREG(info.st_mode) && access(file.c_str(), X_OK) == 0)
            return file;
        rest.remove_prefix(std::min(colon + 1, rest.size()));
    }
    return std::nullopt;
}

Result<Spawned> spawn(const ProcessSpec &spec, std::string_view worker, ProcessGroups *groups)
{
    const auto program = findProgram(spec.argv.front(), spec.environment);
    if (!program)
        return tl::unexpected(whyNotStarted(spec, worker, ENOENT));
    auto output = makePipe();
    auto errors = makePipe();
    auto input = spec.input.empty() ? Result<Pipe>(Pipe{Fd(open("/dev/null", O_RDONLY | O_CLOEXEC)), Fd()}) : makePipe();
    for (const Result<Pipe> *pipe : {&output, &errors, &input})
        if (!*pipe)
            return tl::unexpected(pipe->error());
    auto file = spec.file.empty() ? Result<Fd>(Fd()) : sealedFile(spec.file);
    if (!file)
        return tl::unexpected(file.error());
    Plan plan;
    posix_spawn_file_actions_adddup2(plan.actions(), input->read.get(), 0);
    posix_spawn_file_actions_adddup2(plan.actions(), output->write.get(), 1);
    posix_spawn_file_actions_adddup2(plan.actions(), errors->write.get(), 2);
    if (file->isOpen())
        posix_spawn_file_actions_adddup2(plan.actions(), file->get(), 3);
    posix_spawn_file_actions_addclosefrom_np(plan.actions(), file->isOpen() ? 4 : 3); // above all the end of the watchdog's pipe
    if (!spec.folder.empty())
        posix_spawn_file_actions_addchdir_np(plan.actions(), spec.folder.c_str());
    const std::vector<char *> arguments = pointers(spec.argv);
    const std::vector<char *> environment = pointers(spec.environment);
    Spawned spawned;
    const int error = posix_spawn(&spawned.pid, program->c_str(), plan.actions(), plan.attributes(), arguments.data(), environment.data());
    if (error != 0)
        return tl::unexpected(whyNotStarted(spec, worker, error));
    if (groups)
        groups->add(spawned.pid);
    spawned.handle.reset(static_cast<int>(syscall(SYS_pidfd_open, spawned.pid, 0)));
    if (!spawned.handle.isOpen()) {
        const int reason = errno;
        kill(-spawned.pid, SIGKILL);
        if (groups)
            groups->remove(spawned.pid);
        waitpid(spawned.pid, nullptr, 0);
        return tl::unexpected(whyNotStarted(spec, worker, reason));
    }
    spawned.input = std::move(input->write);
    spawned.output = std::move(output->read);
    spawned.errors = std::move(errors->read);
    makeNonBlocking(spawned.output);
    makeNonBlocking(spawned.errors);
    if (spawned.input.isOpen())
        makeNonBlocking(spawned.input);
    return spawned;
}

} // namespace weftline::worker
