// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/transcripts/stage.h"

#include <algorithm>

#include <fmt/format.h>

#include "tests/support/scheduler/checks.h"
#include "tests/transcripts/print.h"

namespace weftline::test {
namespace {

using namespace scheduler;

constexpr std::size_t placementsMax = 100'000;

tl::unexpected<Error> wrong(std::string message) { return failure(ErrorCode::InvalidInput, std::move(message)); }

bool has(const std::vector<std::string> &words, std::string_view word)
{
    return std::find(words.begin(), words.end(), word) != words.end();
}

/// The word that follows `name`; `otherwise` where there is none.
std::string valueOf(const std::vector<std::string> &words, std::string_view name, std::string otherwise = {})
{
    const auto found = std::find(words.begin(), words.end(), name);
    return found == words.end() || std::next(found) == words.end() ? otherwise : *std::next(found);
}

std::uint32_t numberIn(const std::string &text) { return static_cast<std::uint32_t>(std::stoul(text)); }

std::string joined(const std::vector<std::string> &words)
{
    std::string text;
    for (const std::string &word : words)
        text += (text.empty() ? "" : " ") + word;
    return text;
}

/// "r2/list[3]" as run and task.
Result<std::pair<RunIndex, TaskIndex>> taskIn(const State &state, std::string text)
{
    RunIndex run = 0;
    if (const std::size_t slash = text.find('/'); slash != std::string::npos) {
        const Run *known = state.run(text.substr(0, slash));
        if (!known)
            return wrong(fmt::format("There is no run \"{}\".", text.substr(0, slash)));
        run = known->index;
        text.erase(0, slash + 1);
    }
    if (run >= state.runs.size())
        return wrong("There is no run yet.");
    const auto &nodes = state.runs[run].plan->workflow.nodes;
    const std::size_t bracket = text.find('[');
    const auto node = std::find_if(nodes.begin(), nodes.end(), [&](const auto &one) { return one.id == text.substr(0, bracket); });
    if (node == nodes.end())
        return wrong(fmt::format("There is no node \"{}\".", text));
    const auto index = static_cast<TaskIndex>(node - nodes.begin());
    if (bracket == std::string::npos)
        return std::pair{run, index};
    return std::pair{run, state.runs[run].nodes[index].firstTask + numberIn(text.substr(bracket + 1))};
}

} // namespace

Stage::Stage() : m_start{1'767'225'600'000'000}, m_at(m_start) { (void)input(TakeOffice{1, "1.0"}); }

Stage::Lines Stage::carryOut(const std::string &line)
{
    const std::size_t verbEnd = std::min(line.find(' '), line.size());
    const std::string verb = line.substr(0, verbEnd);
    const std::string rest = line.substr(std::min(line.find_first_not_of(' ', verbEnd), line.size()));
    if (verb != "given") {
        try {
            return command(verb, rest);
        } catch (const std::exception &mistake) { // a number that is none, a word too few
            return wrong(fmt::format("\"{}\" cannot be understood: {}.", line, mistake.what()));
        }
    }
    const Lines lines = carryOut(rest);
    return lines ? Lines{std::vector<std::string>{}} : lines;
}

Stage::Lines Stage::command(const std::string &verb, const std::string &rest)
{
    const Words words = wordsOf(rest);
    const std::string first = words.empty() ? std::string() : words[0];
    const auto quiet = [](const Result<Done> &done) { return done ? Lines{std::vector<std::string>{}} : tl::unexpected(done.error()); };
    if (verb == "workflow")
        m_sketch = Sketch();
    if (verb == "workflow" || verb == "and")
        return quiet(m_sketch.edges(rest));
    if (verb == "node")
        return quiet(m_sketch.node(rest));
    if (verb == "gives") {
        m_sketch.output(first);
        return std::vector<std::string>{};
    }
    if (verb == "submit")
        return submit(words);
    if (verb == "retry") // "r2 of r1"
        return input(Retry{{sessionOf("ada"), 1, "ada"}, first, valueOf(words, "of"), std::stoull(valueOf(words, "seed", "1"))});
    if (verb == "cancel")
        return input(Cancel{{sessionOf("ada"), 1, "ada"}, first});
    if (verb == "worker" || verb == "evaluator")
        return join(words, verb == "evaluator");
    if (verb == "hello")
        return hello(words);
    if (verb == "close")
        return input(ConnectionClosed{sessionOf(first)});
    if (verb == "drain")
        return input(Drained{sessionOf(first)});
    if (verb == "lose")
        return lose(words);
    if (verb == "restart")
        return restart();
    if (verb == "time") {
        m_at = m_at + parseDuration(first.substr(1)).value();
        return input(TimePassed{});
    }
    if (verb == "why") {
        const auto task = taskIn(m_state, first);
        return task ? Lines{std::vector{"why     " + whyNotRunning(m_state, task->first, task->second)}} : tl::unexpected(task.error());
    }
    if (verb == "started") {
        const auto grant = grantOf(first, Purpose::Run);
        return grant ? input(Started{grant->session, grant->name, 100}) : tl::unexpected(grant.error());
    }
    if (verb == "ended")
        return ended(words, Purpose::Run);
    if (verb == "expanded")
        return ended(words, Purpose::Expand);
    if (verb == "prepared")
        return ended(words, Purpose::Prepare);
    if (verb == "outputs")
        return ended(words, Purpose::Outputs);
    return wrong(fmt::format("There is no command \"{}\".", verb));
}

Stage::Lines Stage::submit(const Words &words)
{
    if (words.empty())
        return wrong("A run needs an id.");
    const auto plan = m_sketch.plan();
    if (!plan)
        return tl::unexpected(plan.error());
    return input(Submit{{sessionOf("ada"), 1, "ada"}, words[0], std::stoull(valueOf(words, "seed", "1")), *plan, {}});
}

/// "w1 slots 2 pool gpu kinds empty".
Stage::Lines Stage::join(const Words &words, bool evaluator)
{
    const std::string name = words.empty() || words[0] == "slots" ? "evaluator" : words[0];
    Greeted greeted;
    greeted.who.session = sessionOf(name);
    greeted.who.name = name;
    greeted.who.pool = valueOf(words, "pool", evaluator ? "(engine)" : "default");
    greeted.who.slots = numberIn(valueOf(words, "slots", "1"));
    greeted.who.evaluator = evaluator;
    greeted.who.local = true;
    for (const workflow::KindInfo &info : workflow::allKinds())
        if (valueOf(words, "kinds", std::string(info.name)) == info.name && carrierOf(info.kind) == workflow::Carrier::Worker)
            greeted.who.kinds |= 1U << static_cast<unsigned>(info.kind);
    return input(std::move(greeted));
}

/// "w1 holding a#1 started, b#1 finished, c#1".
Stage::Lines Stage::hello(const Words &words)
{
    const Worker *known = words.empty() ? nullptr : m_state.worker(sessionOf(words[0]));
    if (!known)
        return wrong("Only a worker that was here can say hello again.");
    Greeted greeted{known->who, {}};
    for (std::size_t w = 1; w < words.size(); ++w) {
        if (words[w] == "started")
            greeted.held.back().started = true;
        else if (words[w] == "finished")
            greeted.held.back().started = greeted.held.back().finished = true;
        else if (words[w] != "holding") {
            const auto grant = grantOf(words[w], Purpose::Run);
            if (!grant)
                return tl::unexpected(grant.error());
            greeted.held.push_back({grant->name, false, false});
        }
    }
    return input(std::move(greeted));
}

/// "w1 by lease because "…" on-purpose".
Stage::Lines Stage::lose(const Words &words)
{
    Gone gone{sessionOf(words.at(0)), NoticedBy::Exit, valueOf(words, "because"), has(words, "on-purpose")};
    for (std::uint64_t n = 0; n < noticedByCount; ++n)
        if (nameOf(static_cast<NoticedBy>(n)) == valueOf(words, "by", "exit"))
            gone.noticedBy = static_cast<NoticedBy>(n);
    return input(std::move(gone));
}

/// "a#1 ok after 2s", "a#1 failed because "exit code 1" from w2 again", "m ok items 3".
Stage::Lines Stage::ended(const Words &words, Purpose purpose)
{
    if (words.size() < 2)
        return wrong("What ended, and how?");
    const auto grant = grantOf(words[0], purpose);
    if (!grant)
        return tl::unexpected(grant.error());
    Ended ended;
    ended.session = has(words, "from") ? sessionOf(valueOf(words, "from")) : grant->session;
    ended.attempt = grant->name;
    ended.attempt.epoch = numberIn(valueOf(words, "epoch", std::to_string(ended.attempt.epoch)));
    for (std::uint64_t n = 0; n < outcomeCount; ++n)
        if (nameOf(static_cast<Outcome>(n)) == (words[1] == "ok" ? "succeeded" : words[1]))
            ended.outcome = static_cast<Outcome>(n);
    ended.reason = valueOf(words, "because");
    ended.ended = m_at;
    ended.started = m_at - parseDuration(valueOf(words, "after", "0")).value();
    if (ended.outcome == Outcome::Succeeded)
        ended.output = Payload::of("value");
    ended.count = numberIn(valueOf(words, "items", valueOf(words, "case", "0")));
    ended.wait = parseDuration(valueOf(words, "for", "0")).value();
    ended.again = has(words, "again");
    return input(std::move(ended));
}

/// The engine ends, and the next one begins with what is in the journal.
Stage::Lines Stage::restart()
{
    m_state = replayed(m_events);
    return input(TakeOffice{m_state.epoch + 1, "1.0"});
}

Stage::Lines Stage::input(Cause cause)
{
    m_sink.clear();
    step(m_state, {m_at, std::move(cause)}, m_sink);
    std::size_t placements = 0;
    while (const auto placement = next(m_state)) {
        dispatch(m_state, m_at, *placement, m_sink);
        if (++placements > placementsMax)
            return wrong("next() goes on for ever.");
    }
    return checked();
}

Stage::Lines Stage::checked()
{
    std::vector<std::string> lines;
    std::vector<std::string> dispatched;
    std::vector<std::string> sent;
    for (const Event &event : m_sink.events()) {
        m_events.push_back(event);
        lines.push_back(toLine(m_state, m_start, event));
        if (const auto *fact = std::get_if<AttemptDispatched>(&event.fact))
            dispatched.push_back(toLine(m_state, Dispatch{fact->worker, {fact->run, fact->task, fact->number, m_state.epoch, fact->purpose}}));
    }
    for (const Effect &effect : m_sink.effects()) {
        if (const auto *dispatch = std::get_if<Dispatch>(&effect)) {
            m_grants.push_back({dispatch->attempt, m_state.workers[dispatch->worker].who.session});
            sent.push_back(toLine(m_state, effect));
        } else {
            lines.push_back(toLine(m_state, effect));
        }
    }
    if (dispatched != sent)
        return wrong(fmt::format("What is dispatched is not what is sent: {} and {}.", joined(dispatched), joined(sent)));
    if (const std::string broken = brokenPromise(m_state); !broken.empty())
        return wrong(fmt::format("A promise is broken: {}.", broken));
    if (replayed(m_events) != m_state)
        return wrong("The replay of the events gives another state.");
    return lines;
}

/// "a[1]#2", or a task where `purpose` is not Run: the latest such attempt. An attempt that never was gets a name too,
/// and the session of worker w1.
Result<Stage::Grant> Stage::grantOf(const std::string &text, Purpose purpose) const
{
    const std::size_t mark = text.find('#');
    const std::uint32_t number = mark == std::string::npos ? 0 : numberIn(text.substr(mark + 1));
    std::pair<RunIndex, TaskIndex> task{0, 0};
    if (purpose == Purpose::Outputs) {
        const Run *run = m_state.run(text);
        if (!run)
            return wrong(fmt::format("There is no run \"{}\".", text));
        task.first = run->index;
    } else if (const auto found = taskIn(m_state, text.substr(0, mark)); found) {
        task = *found;
    } else {
        return tl::unexpected(found.error());
    }
    for (auto grant = m_grants.rbegin(); grant != m_grants.rend(); ++grant)
        if (grant->name.run == task.first && grant->name.task == task.second && grant->name.purpose == purpose
            && (purpose != Purpose::Run || grant->name.number == number))
            return *grant;
    return Grant{{task.first, task.second, number, m_state.epoch, purpose}, sessionOf("w1")};
}

} // namespace weftline::test
