// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What is large or many: logs, outputs and parameters above Payload::inlineMax. Heartbeats show what has arrived, so neither
// logs nor pieces of a value can pile up in front of the next heartbeat.

#include <algorithm>

#include <fmt/format.h>

#include "engine/encoding/blake2b.h"
#include "engine/worker/session_stepper.h"

namespace weftline::worker {
namespace {

using Stage = HeldTask::Stage;

} // namespace

void Stepper::onLog(LogRead read)
{
    HeldTask *task = find(read.key);
    if (!task || task->stage != Stage::Running)
        return;
    wire::Log log{read.key, read.stream, task->logs++, s.now, std::move(read.text)};
    const bool isWindowOpen = s.logBytesSent - s.logBytesArrived + log.text.size() <= SessionLimits::logBytesMax;
    if (s.phase == Phase::Welcomed && s.logs.empty() && isWindowOpen)
        sendLog(std::move(log));
    else if (s.logBytesWaiting + log.text.size() <= SessionLimits::logBytesMax) {
        s.logBytesWaiting += log.text.size();
        s.logs.push_back(std::move(log));
    } // else dropped: the gap in the sequence shows it
}

void Stepper::sendLog(wire::Log log)
{
    s.logBytesSent += log.text.size();
    send(std::move(log));
}

void Stepper::sendWaitingLogs()
{
    while (!s.logs.empty()
           && s.logBytesSent - s.logBytesArrived + s.logs.front().text.size() <= SessionLimits::logBytesMax) {
        s.logBytesWaiting -= s.logs.front().text.size();
        sendLog(std::move(s.logs.front()));
        s.logs.pop_front();
    }
}

void Stepper::addUpload(HeldTask &task, const Hash &hash, Bytes bytes)
{
    s.outputBytes += bytes.size();
    task.uploads.push_back({hash, std::move(bytes)});
}

void Stepper::beginUpload(HeldTask &task)
{
    task.stage = Stage::Uploading;
    s.uploads.push_back(task.task.key);
    if (s.uploads.size() == 1) {
        s.uploadOffset = 0;
        continueUpload();
    }
}

void Stepper::continueUpload()
{
    s.uploadEcho = 0;
    if (s.uploads.empty() || s.phase != Phase::Welcomed)
        return;
    const Upload &upload = s.held.at(s.uploads.front()).uploads.front();
    const std::uint64_t size = upload.bytes.size();
    for (int i = 0; i < SessionLimits::chunksAhead && s.uploadOffset < size; ++i) {
        wire::Chunk chunk{upload.hash, size, s.uploadOffset, upload.bytes.substr(s.uploadOffset, wire::Chunk::chunkMax)};
        s.uploadOffset += chunk.bytes.size();
        send(std::move(chunk));
    }
    if (s.uploadOffset < size) {
        beat();
        s.uploadEcho = s.heartbeatNumber;
    }
}

void Stepper::restartTransfers()
{
    s.logBytesArrived = s.logBytesSent; // what was on its way is there or lost
    sendWaitingLogs();
    for (auto &[hash, download] : s.downloads) {
        download.bytes.clear();
        send(wire::Get{hash});
    }
    s.uploadOffset = 0;
    continueUpload();
    s.toOffer.clear();
    for (const wire::AttemptKey &key : s.held.keys())
        if (s.held.at(key).stage == Stage::Finished)
            s.toOffer.push_back(key);
}

void Stepper::onHave(const wire::Have &have)
{
    if (const auto download = s.downloads.find(have.hash); download != s.downloads.end() && !have.missing.empty()) {
        const auto waiting = std::move(download->second.waiting);
        s.downloads.erase(download);
        for (const wire::AttemptKey &key : waiting)
            fail(s.held.at(key), wire::Outcome::Failed, fmt::format("Its parameters could not be fetched. {}", have.missing));
    }
    const auto uploading = s.uploads;
    for (const wire::AttemptKey &key : uploading)
        endUpload(s.held.at(key), have);
    if (s.uploadOffset == 0)
        continueUpload();
}

/// If `have` is about something of this task's.
void Stepper::endUpload(HeldTask &task, const wire::Have &have)
{
    const auto isMeant = [&](const Upload &upload) { return upload.hash == have.hash; };
    if (std::none_of(task.uploads.begin(), task.uploads.end(), isMeant))
        return;
    if (task.task.key == s.uploads.front() && (isMeant(task.uploads.front()) || !have.missing.empty()))
        s.uploadOffset = s.uploadEcho = 0;
    std::erase_if(task.uploads, [&](const Upload &upload) {
        const bool isOver = isMeant(upload) || !have.missing.empty();
        s.outputBytes -= isOver ? upload.bytes.size() : 0;
        return isOver;
    });
    if (!have.missing.empty()) {
        task.result.outcome = wire::Outcome::Failed;
        task.result.reason = fmt::format("Its output could not be kept. {}", have.missing);
        task.result.output = {};
    }
    if (!task.uploads.empty())
        return;
    std::erase(s.uploads, task.task.key);
    task.stage = Stage::Finished;
    s.toOffer.push_back(task.task.key);
}

void Stepper::fetch(HeldTask &task)
{
    task.stage = Stage::Fetching;
    const Hash hash = *task.task.with.stored;
    if (const auto known = s.inputs.find(hash); known != s.inputs.end()) {
        task.task.with.bytes = known->second;
        run(task);
        return;
    }
    const bool isNew = !s.downloads.contains(hash);
    Download &download = s.downloads[hash];
    download.size = task.task.with.size;
    download.waiting.insert(task.task.key);
    if (isNew && s.phase == Phase::Welcomed)
        send(wire::Get{hash});
}

void Stepper::forgetWait(const wire::AttemptKey &key)
{
    for (auto it = s.downloads.begin(); it != s.downloads.end();) {
        it->second.waiting.erase(key);
        it = it->second.waiting.empty() ? s.downloads.erase(it) : std::next(it);
    }
}

void Stepper::onChunk(wire::Chunk chunk)
{
    const auto found = s.downloads.find(chunk.hash);
    if (found == s.downloads.end())
        return;
    Download &download = found->second;
    if (chunk.offset == 0)
        download.bytes.clear(); // asked for again
    if (chunk.offset != download.bytes.size())
        return; // of an earlier asking, or it came twice
    if (chunk.size != download.size || chunk.size > valueSizeMax || chunk.bytes.size() > chunk.size - download.bytes.size()) {
        onHave({chunk.hash, fmt::format("The engine sent {} bytes and had spoken of {}.", chunk.size, download.size)});
        return;
    }
    download.bytes += chunk.bytes;
    if (download.bytes.size() < download.size)
        return;
    if (encoding::blake2b({download.bytes}) != chunk.hash)
        onHave({chunk.hash, "What arrived has another hash."});
    else
        fetched(chunk.hash, std::move(download.bytes));
}

void Stepper::fetched(const Hash &hash, Bytes bytes)
{
    const auto waiting = std::move(s.downloads.at(hash).waiting);
    s.downloads.erase(hash);
    for (const wire::AttemptKey &key : waiting) {
        HeldTask &task = s.held.at(key);
        task.task.with.bytes = bytes;
        run(task);
    }
    s.inputBytes += bytes.size();
    s.inputs.emplace(hash, std::move(bytes));
    s.inputOrder.push_back(hash);
    while (s.inputBytes > SessionLimits::inputBytesMax && s.inputOrder.size() > 1) {
        const auto oldest = s.inputs.find(s.inputOrder.front());
        s.inputBytes -= oldest->second.size();
        s.inputs.erase(oldest);
        s.inputOrder.pop_front();
    }
}

} // namespace weftline::worker
