// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/simulation/sim_client.h"

#include <algorithm>

#include "engine/workflow/codec.h"

namespace weftline::simulation {
namespace {

using std::chrono::milliseconds;

constexpr std::size_t watchedMax = 60; ///< An engine shows a client no more than 64 topics.

std::string kindOf(const Error &error)
{
    if (error.message.starts_with("A viewer"))
        return "viewer";
    if (error.message.starts_with("Workflow"))
        return "invalid workflow";
    if (error.message.starts_with("The engine takes no runs now"))
        return "journal in trouble";
    if (error.message.starts_with("Worker") || error.message.starts_with("This worker"))
        return "worker that may not be ended";
    if (error.message.starts_with("Cannot do again"))
        return "run that is not to be done again";
    return error.code == ErrorCode::NotFound ? "unknown run" : error.message;
}

} // namespace

SimClient::SimClient(Context &context, Network &network, std::string name, wire::Role role)
    : m_context(context), m_network(network), m_name(std::move(name)), m_role(role), m_chance(context.chance(m_name))
{
    begin();
}

void SimClient::begin()
{
    ++m_life;
    m_isAlive = true;
    m_session = std::make_unique<client::Session>(m_name, "simulated");
    m_asked.clear();
    m_out = {};
    m_isShowing = false;
    m_seen.clear();
    wire::Peer peer;
    peer.session = sessionId();
    peer.role = m_role;
    m_link = m_network.attach(peer, m_name, *this);
    for (const std::string &run : m_watched)
        m_session->watch("run/" + run, m_out);
    for (const auto &[run, arguments] : m_submitting) {
        m_context.counts.fault(Fault::SubmitRepeated);
        sendSubmit(run);
    }
    for (const std::string &run : m_cancelling)
        sendCancel(run);
    for (const std::string &run : m_retrying)
        sendRetry(run);
    carryOut();
}

SessionId SimClient::sessionId() const
{
    SessionId id;
    const std::string session = fmt::format("{} {}", m_name, m_life);
    std::copy_n(session.begin(), std::min(session.size(), id.bytes.size()), id.bytes.begin());
    return id;
}

void SimClient::kill(Duration down)
{
    if (!m_isAlive)
        return;
    m_context.counts.fault(m_submitting.empty() ? Fault::ClientKilled : Fault::ClientKilledInSubmit);
    m_context.tell(m_name, "is killed");
    m_isAlive = false;
    m_network.detach(m_link, false);
    m_context.agenda.after(down, [this] { begin(); });
}

void SimClient::submit(const RunPlan &run)
{
    m_submitting[run.id] = Value(Object{{"run", run.id}, {"workflow", workflow::toValue(run.workflow)}, {"parameters", run.parameters}});
    m_context.tell(m_name, "submits {}, {} nodes", run.id, run.workflow.nodes.size());
    const bool watches = m_watched.size() < watchedMax && m_watched.insert(run.id).second;
    if (!m_isAlive)
        return;
    if (watches)
        m_session->watch("run/" + run.id, m_out);
    sendSubmit(run.id);
    carryOut();
}

void SimClient::cancel(const std::string &run)
{
    m_context.tell(m_name, "cancels {}", run);
    m_cancelling.insert(run);
    if (m_isAlive) {
        sendCancel(run);
        carryOut();
    }
}

void SimClient::retry(const std::string &run)
{
    m_context.tell(m_name, "does {} again", run);
    m_retrying.insert(run);
    if (m_isAlive) {
        sendRetry(run);
        carryOut();
    }
}

void SimClient::ask(std::string method, Object arguments)
{
    if (m_isAlive) {
        m_asked[m_session->request(std::move(method), Value(std::move(arguments)), false, m_out)] = {};
        carryOut();
    }
}

std::uint64_t SimClient::look(std::string method, Object arguments)
{
    if (!m_isAlive)
        return 0;
    const std::uint64_t id = m_session->request(std::move(method), Value(std::move(arguments)), m_chance.perMille(500), m_out);
    carryOut();
    return id;
}

void SimClient::unwatch(const std::string &run)
{
    m_watched.erase(run);
    if (m_isAlive) {
        m_session->unwatch("run/" + run, m_out);
        carryOut();
    }
}

void SimClient::sendSubmit(const std::string &run)
{
    m_asked[m_session->request("submit", m_submitting.at(run), true, m_out)] = {Asked::What::Submit, run};
}

void SimClient::sendCancel(const std::string &run)
{
    m_asked[m_session->request("cancel", Value(Object{{"run", run}}), true, m_out)] = {Asked::What::Cancel, run};
}

void SimClient::sendRetry(const std::string &run)
{
    m_asked[m_session->request("retry", Value(Object{{"run", run + "-again"}, {"of", run}}), true, m_out)] = {Asked::What::Retry, run};
}

void SimClient::onConnected()
{
    m_session->connected(m_out);
    carryOut();
}

void SimClient::onDisconnected()
{
    m_session->disconnected({ErrorCode::Unreachable, "The connection broke.", {}}, m_out);
    carryOut();
}

void SimClient::onMessage(wire::Message message)
{
    if (const auto *view = std::get_if<wire::ViewUpdate>(&message))
        m_context.tell(m_name, "sees {} from {} to {}", view->topic, view->from, view->to);
    m_session->received(std::move(message), m_out);
    carryOut();
}

void SimClient::answered(const Asked &asked, const Result<Value> &answer)
{
    if (!answer && answer.error().code != ErrorCode::Unreachable)
        m_context.counts.requestRefused(kindOf(answer.error()));
    if (asked.what == Asked::What::Submit) {
        m_context.tell(m_name, "{}: {}", asked.run, answer ? "accepted" : answer.error().message);
        const bool again = !answer && answer.error().code == ErrorCode::System;
        if (again) {
            m_context.agenda.after(milliseconds(300), [this, run = asked.run, life = m_life] {
                if (life != m_life || !m_isAlive || !m_submitting.contains(run))
                    return;
                sendSubmit(run);
                carryOut();
            });
            return;
        }
        m_submitting.erase(asked.run);
        if (answer)
            m_accepted.insert(asked.run);
        else
            m_context.fail(fmt::format("Run {} was refused: {}", asked.run, answer.error().message));
    } else if (asked.what == Asked::What::Cancel) {
        m_cancelling.erase(asked.run);
    } else if (asked.what == Asked::What::Retry) {
        m_retrying.erase(asked.run);
        if (answer)
            m_accepted.insert(asked.run + "-again");
    }
}

void SimClient::carryOut()
{
    const client::Session::Out out = std::exchange(m_out, {});
    for (const wire::Message &message : out.messages)
        m_network.sendToEngine(m_link, message);
    for (const auto &[id, answer] : out.answers) {
        const auto found = m_asked.find(id);
        if (found == m_asked.end())
            continue;
        const Asked asked = found->second;
        m_asked.erase(found);
        answered(asked, answer);
    }
    if (m_notices)
        lookAtNotices();
    if (out.ended)
        m_context.fail(fmt::format("The engine wants no more of {}: {}", m_name, out.ended->message));
}

/// A window shows what the engine gives it, and says so; or it does not, and the engine does not wait for ever.
void SimClient::lookAtNotices()
{
    if (!m_session->isConnected()) {
        m_isShowing = false;
        return;
    }
    if (!std::exchange(m_isShowing, true))
        ask("show_notices", {{"show", true}});
    for (const client::NoticeView &notice : m_session->engine().notices) {
        if (!m_seen.insert(notice.id).second)
            continue;
        if (!m_context.isHealed && m_chance.perMille(600)) {
            m_context.counts.fault(Fault::NoticeNotShown);
            if (m_chance.perMille(300))
                ask("show_notices", {{"show", false}});
            continue;
        }
        m_context.counts.fault(Fault::NoticeShown);
        m_notices->told(notice.id, "desktop");
        ask("notice_shown", {{"notice", static_cast<std::int64_t>(notice.id)}});
    }
}

} // namespace weftline::simulation
