// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "engine/expressions/job.h"

#include "engine/encoding/reader.h"
#include "engine/encoding/writer.h"

#include <fmt/format.h>

#include <unordered_map>

namespace weftline::expressions {
namespace {

using encoding::Reader;
using encoding::Writer;

constexpr std::size_t lengthSize = 4;
constexpr std::size_t kinds = 4; // of Job::Kind
constexpr std::size_t frameDepthMax = 72; // values of 64 levels, inside the lists of a frame

Result<Done> finish(const Reader &reader, std::string_view what)
{
    if (!reader.ok() || !reader.atEnd())
        return failure(
            ErrorCode::Corrupt,
            fmt::format("{} cannot be read: {}.", what, reader.ok() ? "bytes follow its end" : reader.error()));
    return Done{};
}

void writeScope(Writer &writer, const Scope &scope)
{
    writer.array(3).value(scope.params).value(scope.run).array(scope.nodes.size() * 2);
    for (const auto &[id, output] : scope.nodes)
        writer.string(id).value(output);
}

Object readObject(Reader &reader)
{
    Value value = reader.value();
    return value.asObject() ? std::move(*value.asObject()) : Object{};
}

Scope readScope(Reader &reader)
{
    Scope scope;
    reader.array(3);
    scope.params = readObject(reader);
    scope.run = readObject(reader);
    const std::size_t count = reader.array() / 2;
    for (std::size_t i = 0; i < count && reader.ok(); ++i) {
        std::string id(reader.string());
        scope.nodes.emplace_back(std::move(id), reader.value());
    }
    return scope;
}

} // namespace

std::vector<std::string> expressionsOfBranch(const Value &source)
{
    std::vector<std::string> all;
    if (const Value *cases = source.find("cases"); cases && cases->asList())
        for (const Value &one : *cases->asList())
            if (one.asString())
                all.push_back(*one.asString());
    if (const Value *value = source.find("value"); value && value->asString())
        all.push_back(*value->asString());
    return all;
}

void appendBatch(Bytes &out, const Scope *scope, const std::vector<const Job *> &jobs)
{
    const std::size_t start = out.size();
    out.append(lengthSize, '\0');
    Writer writer(out);
    writer.array(3);
    if (scope)
        writeScope(writer, *scope);
    else
        writer.nil();
    std::vector<const Value *> sources;
    std::unordered_map<const Value *, std::size_t> indexes; // looked up only, never iterated
    for (const Job *job : jobs)
        if (indexes.emplace(job->source.get(), sources.size()).second)
            sources.push_back(job->source.get());
    writer.array(sources.size());
    for (const Value *source : sources)
        writer.value(*source);
    writer.array(jobs.size() * 4);
    for (const Job *job : jobs) {
        writer.unsignedInteger(indexes.at(job->source.get()) * kinds + static_cast<std::size_t>(job->kind));
        writer.boolean(job->item.has_value());
        if (job->item)
            writer.value(*job->item);
        else
            writer.nil();
        writer.integer(job->index);
    }
    finishFrame(out, start);
}

Result<Batch> readBatch(BytesView frame)
{
    Reader reader(frame, {frameDepthMax, 64U << 20U});
    Batch batch;
    reader.array(3);
    if (!reader.nilNext())
        batch.scope = readScope(reader);
    std::vector<std::shared_ptr<const Value>> sources;
    const std::size_t sourceCount = reader.array();
    for (std::size_t i = 0; i < sourceCount && reader.ok(); ++i)
        sources.push_back(std::make_shared<const Value>(reader.value()));
    const std::size_t count = reader.array() / 4;
    for (std::size_t i = 0; i < count && reader.ok(); ++i) {
        Job job;
        const std::uint64_t code = reader.unsignedInteger();
        if (code / kinds >= sources.size()) {
            reader.fail("a job without a source");
            break;
        }
        job.source = sources[code / kinds];
        job.kind = static_cast<Job::Kind>(code % kinds);
        const bool mapped = reader.boolean();
        Value item = reader.value();
        if (mapped)
            job.item = std::move(item);
        job.index = reader.integer();
        batch.jobs.push_back(std::move(job));
    }
    if (const auto end = finish(reader, "A batch of expressions"); !end)
        return tl::unexpected(end.error());
    return batch;
}

void appendAnswer(Bytes &out, const Result<Value> &answer)
{
    Writer writer(out);
    writer.boolean(answer.has_value());
    if (answer)
        writer.value(*answer);
    else
        writer.array(2).unsignedInteger(static_cast<std::uint64_t>(answer.error().code)).string(answer.error().message);
}

Result<std::vector<Result<Value>>> readAnswers(BytesView frame)
{
    constexpr std::uint64_t codes = static_cast<std::uint64_t>(ErrorCode::Cancelled) + 1;
    Reader reader(frame, {frameDepthMax, 64U << 20U});
    std::vector<Result<Value>> answers;
    while (reader.ok() && !reader.atEnd()) {
        if (reader.boolean()) {
            answers.emplace_back(reader.value());
            continue;
        }
        reader.array(2);
        const auto code = reader.enumeration<ErrorCode>(codes);
        answers.emplace_back(failure(code, std::string(reader.string())));
    }
    if (const auto end = finish(reader, "An answer of the evaluator"); !end)
        return tl::unexpected(end.error());
    return answers;
}

void finishFrame(Bytes &out, std::size_t start)
{
    const std::size_t size = out.size() - start - lengthSize;
    for (std::size_t i = 0; i < lengthSize; ++i)
        out[start + i] = static_cast<char>((size >> (8 * (lengthSize - 1 - i))) & 0xffU);
}

Result<std::optional<BytesView>> firstFrame(BytesView buffer)
{
    if (buffer.size() < lengthSize)
        return std::optional<BytesView>();
    std::size_t size = 0;
    for (std::size_t i = 0; i < lengthSize; ++i)
        size = (size << 8U) | static_cast<std::uint8_t>(buffer[i]);
    if (size > frameSizeMax)
        return failure(ErrorCode::Limit,
                       fmt::format("A frame of {} bytes is larger than {} MiB.", size, frameSizeMax >> 20U));
    if (buffer.size() - lengthSize < size)
        return std::optional<BytesView>();
    return std::optional(buffer.substr(lengthSize, size));
}

} // namespace weftline::expressions
