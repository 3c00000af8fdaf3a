// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "engine/worker/http_response.h"

#include <QtCore/QStringDecoder>

#include <algorithm>

#include <fmt/format.h>

#include "engine/encoding/blake2b.h"
#include "engine/format/json.h"
#include "engine/wire/utf8.h"
#include "engine/worker/output.h"
#include "engine/worker/text.h"

namespace weftline::worker {
namespace {

constexpr std::size_t wordsMax = 300;

/// `value` of `name=value` among what follows the first ';', without quotes.
std::string parameterOf(std::string_view header, std::string_view name)
{
    const QString text = QString::fromUtf8(header.data(), static_cast<qsizetype>(header.size()));
    const QString wanted = QString::fromUtf8(name.data(), static_cast<qsizetype>(name.size()));
    const QStringList parts = text.split(QLatin1Char(';')).mid(1);
    for (const QString &part : parts) {
        const qsizetype equals = part.indexOf(QLatin1Char('='));
        if (part.left(equals).trimmed().compare(wanted, Qt::CaseInsensitive) != 0)
            continue;
        QString value = part.mid(equals + 1).trimmed();
        if (value.size() >= 2 && value.startsWith(QLatin1Char('"')) && value.endsWith(QLatin1Char('"')))
            value = value.mid(1, value.size() - 2);
        return value.toStdString();
    }
    return {};
}

std::string headerOf(const HttpHead &head, std::string_view name)
{
    const std::string *value = findHeader(head.headers, name);
    return value ? *value : std::string();
}

/// UTF-8 of a text in the charset that the answer names. `remark` says what was not as it should be.
std::string textOfBody(const HttpHead &head, std::string body, std::string &remark)
{
    const std::string charset = parameterOf(headerOf(head, "Content-Type"), "charset");
    QStringDecoder decoder(charset.c_str());
    const bool isUtf8 = charset.empty() || QString::fromStdString(charset).compare(QLatin1String("utf-8"), Qt::CaseInsensitive) == 0;
    if (!isUtf8 && decoder.isValid()) {
        const QString text = decoder(QByteArrayView(body.data(), static_cast<qsizetype>(body.size())));
        if (decoder.hasError())
            remark = fmt::format("Some bytes of the answer are no {} text and were replaced.", charset);
        return text.toStdString();
    }
    if (!isUtf8)
        remark = fmt::format("The charset \"{}\" of the answer is not known; it is read as UTF-8.", charset);
    if (wire::isUtf8(body))
        return body;
    remark += fmt::format("{}Some bytes of the answer are no UTF-8 text and were replaced, the first after {} bytes.", remark.empty() ? "" : " ",
                          firstInvalid(body));
    return replaceInvalid(body);
}

/// The last part of a path, without anything that could lead elsewhere.
std::string fileName(const HttpHead &head)
{
    QString name = QString::fromStdString(parameterOf(headerOf(head, "Content-Disposition"), "filename"));
    name = name.section(QLatin1Char('/'), -1).section(QLatin1Char('\\'), -1);
    if (name.isEmpty())
        name = head.url.fileName(QUrl::FullyDecoded);
    name.removeIf([](QChar c) { return c.category() == QChar::Other_Control; });
    return name.isEmpty() || name == QLatin1String(".") || name == QLatin1String("..") ? std::string("download") : name.left(200).toStdString();
}

std::string mediaType(const HttpHead &head)
{
    const QString type = QString::fromStdString(headerOf(head, "Content-Type")).section(QLatin1Char(';'), 0, 0).trimmed().toLower();
    return type.isEmpty() ? std::string("application/octet-stream") : type.toStdString();
}

Result<HttpOutput> fileOutput(const HttpHead &head, std::string body)
{
    HttpOutput out;
    const Value hash = body.empty() ? Value() : Value(toHex(encoding::blake2b({body})));
    const auto size = static_cast<std::int64_t>(body.size());
    auto payload = payloadOf(Object{{"artefact", hash}, {"size", size}, {"name", fileName(head)}, {"type", mediaType(head)}}, "The answer");
    if (!payload)
        return tl::unexpected(payload.error());
    out.output = std::move(*payload);
    out.artefact = std::move(body);
    return out;
}

const Value *memberOf(const Value *value, std::initializer_list<std::string_view> names)
{
    for (const std::string_view name : names)
        if (const Value *member = value ? value->find(name) : nullptr)
            return member;
    return nullptr;
}

} // namespace

std::string wordsOf(std::string_view body)
{
    std::string words;
    if (const auto json = format::readJson(body.substr(0, format::jsonSizeMax))) {
        const Value *error = memberOf(&*json, {"error", "message", "detail"});
        const Value *message = error && error->asObject() ? memberOf(error, {"message", "code", "type"}) : error;
        if (const std::string *text = message ? message->asString() : nullptr)
            words = *text;
    }
    if (words.empty())
        words = replaceInvalid(body.substr(0, wordsMax * 2));
    std::replace_if(words.begin(), words.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20; }, ' ');
    const std::size_t begin = words.find_first_not_of(' ');
    const std::size_t end = words.find_last_not_of(' ');
    words = begin == std::string::npos ? std::string() : words.substr(begin, end - begin + 1);
    return words.size() <= wordsMax ? words : std::string(wire::utf8Prefix(words, wordsMax)) + "…";
}

Result<HttpOutput> httpOutput(const HttpNode &node, const HttpHead &head, std::string body)
{
    HttpCall answered = node.call;
    answered.url = head.url;
    const std::string who = answered.called();
    if (!node.expects(head.status)) {
        const std::string words = wordsOf(body);
        return failure(ErrorCode::Refused, fmt::format("{} was answered with the status {}, which is not expected.{}", who, head.statusText(),
                                                       words.empty() ? "" : fmt::format(" It says: {}", words)));
    }
    if (node.response == HttpResponse::File)
        return fileOutput(head, std::move(body));
    if (const std::string encoding = headerOf(head, "Content-Encoding"); !encoding.empty() && encoding != "identity")
        return failure(ErrorCode::InvalidInput,
                       fmt::format("The answer to {} is packed as \"{}\", which was not asked for. Take it as a file.", who, encoding));
    HttpOutput out;
    Value value;
    if (node.response == HttpResponse::Json) {
        auto json = format::parseJson(body);
        if (!json)
            return failure(ErrorCode::InvalidInput, fmt::format("The answer to {} is no JSON. {}", who, json.error().message));
        value = std::move(*json);
    } else {
        value = textOfBody(head, std::move(body), out.remark);
    }
    auto payload = payloadOf(value, fmt::format("The answer to {}", who));
    if (!payload)
        return tl::unexpected(payload.error());
    out.output = std::move(*payload);
    return out;
}

} // namespace weftline::worker
