// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "engine/client/session.h"

#include <fmt/format.h>

namespace weftline::client {
namespace {

constexpr std::string_view runPrefix = "run/";
constexpr std::size_t openMax = 10'000;

} // namespace

const RunView *Session::run(const std::string &id) const
{
    const auto found = m_runs.find(id);
    return found == m_runs.end() ? nullptr : &found->second;
}

void Session::connected(Out &out) { out.messages.emplace_back(wire::ClientHello{m_name, m_version}); }

void Session::disconnected(const Error &why, Out &out)
{
    m_isWelcome = false;
    for (auto open = m_open.begin(); open != m_open.end();) {
        if (open->second.isSent && !open->second.mayRepeat) {
            out.answers.emplace_back(open->first,
                                     failure(ErrorCode::Unreachable,
                                             fmt::format("The engine went away before it answered. It may have done it all the same. {}", why.message)));
            open = m_open.erase(open);
        } else {
            open->second.isSent = false;
            ++open;
        }
    }
}

void Session::welcome(const wire::Welcome &welcome, Out &out)
{
    if (welcome.epoch < m_epoch) {
        out.ended = Error{ErrorCode::Refused, fmt::format("This engine is of term {}, and term {} has begun. It is no longer in office, or its journal "
                                                          "has lost its end: see weft verify.",
                                                          welcome.epoch, m_epoch), {}};
        return;
    }
    m_epoch = welcome.epoch;
    m_isWelcome = true;
    m_positions.clear();
    for (const std::string &topic : m_topics)
        sendWatch(topic, out);
    for (auto &[id, open] : m_open) {
        open.isSent = true;
        out.messages.emplace_back(open.request);
    }
}

void Session::received(wire::Message message, Out &out)
{
    if (const auto *hello = std::get_if<wire::Welcome>(&message)) {
        welcome(*hello, out);
    } else if (auto *reply = std::get_if<wire::Reply>(&message)) {
        if (m_open.erase(reply->id) == 0)
            return;
        if (reply->error)
            out.answers.emplace_back(reply->id, tl::unexpected(*reply->error));
        else
            out.answers.emplace_back(reply->id, std::move(reply->value));
    } else if (const auto *view = std::get_if<wire::ViewUpdate>(&message)) {
        update(*view, out);
    } else if (const auto *disconnect = std::get_if<wire::Disconnect>(&message)) {
        m_isWelcome = false;
        if (disconnect->helloAgain)
            connected(out);
        else
            out.ended = Error{ErrorCode::Refused, disconnect->reason, {}};
    }
}

void Session::update(const wire::ViewUpdate &update, Out &out)
{
    if (update.from != 0 && m_positions[update.topic] != update.from) { // a gap: begin again with a snapshot
        if (m_topics.contains(update.topic) || update.topic == engineTopic)
            sendWatch(update.topic, out);
        return;
    }
    if (update.topic == engineTopic) {
        if (const auto decoded = decodeEngineUpdate(update.body)) {
            apply(m_engine, *decoded, update.from == 0);
            out.engineChanged = true;
            m_positions[update.topic] = update.to;
        }
    } else if (update.topic.starts_with(runPrefix) && m_topics.contains(update.topic)) {
        const std::string id = update.topic.substr(runPrefix.size());
        if (const auto decoded = decodeRunUpdate(update.body)) {
            out.runs.emplace_back(id, apply(m_runs[id], *decoded, update.from == 0));
            m_positions[update.topic] = update.to;
        }
    }
}

std::uint64_t Session::request(std::string method, Value arguments, bool mayRepeat, Out &out)
{
    const std::uint64_t id = ++m_lastRequest;
    wire::Request request{id, std::move(method), std::move(arguments)};
    if (m_open.size() >= openMax) {
        out.answers.emplace_back(id, failure(ErrorCode::Limit, "Too many requests wait for the engine's answer."));
        return id;
    }
    if (m_isWelcome)
        out.messages.emplace_back(request);
    m_open.emplace(id, Open{std::move(request), mayRepeat, m_isWelcome});
    return id;
}

void Session::sendWatch(const std::string &topic, Out &out)
{
    out.messages.emplace_back(wire::Request{++m_lastRequest, "watch", Value(Object{{"topic", topic}})});
}

void Session::watch(const std::string &topic, Out &out)
{
    if (m_topics.insert(topic).second && m_isWelcome)
        sendWatch(topic, out);
}

void Session::unwatch(const std::string &topic, Out &out)
{
    if (m_topics.erase(topic) == 0)
        return;
    m_positions.erase(topic);
    if (topic.starts_with(runPrefix))
        m_runs.erase(topic.substr(runPrefix.size()));
    if (m_isWelcome)
        out.messages.emplace_back(wire::Request{++m_lastRequest, "unwatch", Value(Object{{"topic", topic}})});
}

} // namespace weftline::client
