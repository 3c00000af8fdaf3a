// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "engine/worker/secrets.h"

#include <QtCore/QByteArray>

#include <algorithm>

#include <fmt/format.h>

#include "engine/encoding/reader.h"
#include "engine/encoding/writer.h"
#include "engine/wire/utf8.h"
#include "engine/worker/spawn.h"
#include "engine/workflow/kind.h"
#include "engine/workflow/template.h"

namespace weftline::worker {
namespace {

constexpr std::string_view mark = "${secret.";
constexpr std::size_t lineMin = 8; ///< Shorter lines of a secret of several lines tell nobody anything.

/// The pieces of a secret that may stand alone: logs come in lines.
std::vector<std::string> longLinesOf(const std::string &secret)
{
    std::vector<std::string> lines;
    for (std::size_t from = 0; from < secret.size();) {
        const std::size_t end = std::min(secret.find('\n', from), secret.size());
        if (end - from >= lineMin)
            lines.push_back(secret.substr(from, end - from));
        from = end + 1;
    }
    return lines;
}

std::string asJson(const std::string &secret)
{
    const std::string quoted = toJson(Value(secret));
    return quoted.substr(1, quoted.size() - 2);
}

/// Fills them in at any depth. False: `wrong` says why not.
bool fill(Value &value, const std::function<Result<std::string>(std::string_view)> &lookUp, Error &wrong)
{
    if (const std::string *text = value.asString()) {
        if (text->find(mark) == std::string::npos)
            return true;
        auto filled = workflow::fillSecrets(*text, lookUp);
        if (filled)
            value = std::move(*filled);
        else
            wrong = filled.error();
        return filled.has_value();
    }
    List *list = value.asList();
    if (list)
        return std::all_of(list->begin(), list->end(), [&](Value &member) { return fill(member, lookUp, wrong); });
    Object *object = value.asObject();
    return !object || std::all_of(object->begin(), object->end(), [&](auto &member) { return fill(member.second, lookUp, wrong); });
}

/// Whether a member is taken as it stands, such as the code of a script.
bool isVerbatim(const wire::Task &task, std::string_view member)
{
    const auto kind = workflow::kindNamed(task.kind);
    const workflow::Field *field = kind ? workflow::fieldOf(*kind, member) : nullptr;
    return field && field->isVerbatim();
}

} // namespace

Redactor::Redactor(const std::vector<std::string> &secrets)
{
    for (const std::string &secret : secrets) {
        m_texts.push_back(secret);
        m_texts.push_back(asJson(secret));
        m_texts.push_back(QByteArray::fromStdString(secret).toPercentEncoding().toStdString());
        if (secret.find('\n') != std::string::npos)
            for (std::string &line : longLinesOf(secret))
                m_texts.push_back(std::move(line));
    }
    std::erase(m_texts, std::string());
    std::sort(m_texts.begin(), m_texts.end(), [](const std::string &a, const std::string &b) {
        return a.size() != b.size() ? a.size() > b.size() : a < b;
    });
    m_texts.erase(std::unique(m_texts.begin(), m_texts.end()), m_texts.end());
}

std::string Redactor::text(std::string text) const
{
    for (const std::string &secret : m_texts)
        for (std::size_t at = text.find(secret); at != std::string::npos; at = text.find(secret, at + redacted.size()))
            text.replace(at, secret.size(), redacted);
    return text;
}

void Redactor::value(Value &value) const
{
    if (const std::string *string = value.asString()) {
        value = text(*string);
    } else if (List *list = value.asList()) {
        for (Value &member : *list)
            this->value(member);
    } else if (Object *object = value.asObject()) {
        for (auto &[name, member] : *object) {
            name = text(std::move(name));
            this->value(member);
        }
    }
}

void Redactor::result(wire::AttemptResult &result) const
{
    result.reason = text(std::move(result.reason));
    if (result.output.bytes.empty())
        return;
    encoding::Reader reader(result.output.bytes);
    Value output = reader.value();
    value(output);
    Bytes encoded;
    encoding::Writer(encoded).value(output);
    result.output = Payload::of(std::move(encoded));
}

Result<Redactor> putSecrets(wire::Task &task, std::string_view worker, const std::vector<std::string> &environment)
{
    if (task.with.bytes.find(mark) == Bytes::npos) // texts stand in it as they are
        return Redactor();
    encoding::Reader reader(task.with.bytes);
    Value with = reader.value();
    if (!reader.ok() || !with.asObject())
        return Redactor(); // the kind says what is wrong with it
    std::vector<std::string> used;
    const auto lookup = [&](std::string_view name) -> Result<std::string> {
        const std::string_view secret = variable(environment, fmt::format("WEFT_SECRET_{}", name));
        if (secret.empty())
            return failure(ErrorCode::NotFound,
                           fmt::format("needs the secret \"{0}\", and worker \"{1}\" has no variable WEFT_SECRET_{0}. Start the worker with it "
                                       "in its environment.",
                                       name, worker),
                           std::string(name));
        if (!wire::isUtf8(secret))
            return failure(ErrorCode::Refused,
                           fmt::format("needs the secret \"{0}\", and WEFT_SECRET_{0} of worker \"{1}\" is no UTF-8 text. Correct it.", name,
                                       worker),
                           std::string(name));
        used.emplace_back(secret);
        return std::string(secret);
    };
    Error wrong;
    for (auto &[name, member] : *with.asObject())
        if (!isVerbatim(task, name) && !fill(member, lookup, wrong))
            return tl::unexpected(wrong);
    Bytes encoded;
    encoding::Writer(encoded).value(with);
    task.with = Payload::of(std::move(encoded));
    return Redactor(used);
}

AttemptHandler redacting(AttemptHandler handler, Redactor redactor)
{
    handler.log = [log = std::move(handler.log), redactor](wire::Stream stream, std::string text) {
        text = redactor.text(std::move(text));
        while (text.size() > 64U << 10U) { // short secrets may have made it longer than a log may be
            const std::string piece(wire::utf8Prefix(text, 64U << 10U));
            log(stream, piece);
            text.erase(0, piece.size());
        }
        log(stream, std::move(text));
    };
    handler.ended = [ended = std::move(handler.ended), redactor](wire::AttemptResult result, bool killed) {
        redactor.result(result);
        ended(std::move(result), killed);
    };
    return handler;
}

} // namespace weftline::worker
