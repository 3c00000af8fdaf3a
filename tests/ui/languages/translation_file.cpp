// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/ui/languages/translation_file.h"

#include <QtCore/QFile>
#include <QtCore/QRegularExpression>
#include <QtCore/QXmlStreamReader>

namespace weftline::test {
namespace {

void readMessage(QXmlStreamReader &xml, MessageKey key, TranslationFile &out)
{
    TranslatedMessage message;
    message.isPlural = xml.attributes().value(QLatin1String("numerus")) == QLatin1String("yes");
    while (xml.readNextStartElement()) {
        if (xml.name() == u"source") {
            key.source = xml.readElementText();
        } else if (xml.name() == u"comment") {
            key.comment = xml.readElementText();
        } else if (xml.name() == u"translation") {
            message.isFinished = !xml.attributes().hasAttribute(QLatin1String("type"));
            if (!message.isPlural) {
                message.forms.push_back(xml.readElementText());
                continue;
            }
            while (xml.readNextStartElement())
                message.forms.push_back(xml.readElementText());
        } else {
            xml.skipCurrentElement();
        }
    }
    out.emplace(std::move(key), std::move(message));
}

} // namespace

std::optional<TranslationFile> readTranslations(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return std::nullopt;
    TranslationFile out;
    QXmlStreamReader xml(&file);
    xml.readNextStartElement(); // TS
    while (xml.readNextStartElement()) {
        MessageKey key;
        while (xml.readNextStartElement()) {
            if (xml.name() == u"name")
                key.context = xml.readElementText();
            else if (xml.name() == u"message")
                readMessage(xml, key, out);
            else
                xml.skipCurrentElement();
        }
    }
    if (xml.hasError())
        return std::nullopt;
    return out;
}

QStringList placesIn(const QString &text)
{
    static const QRegularExpression place(QStringLiteral("%L?([0-9]{1,2}|n)|\\$\\{[^}]*\\}"));
    QStringList found;
    for (auto match = place.globalMatch(text); match.hasNext();)
        found.push_back(match.next().captured(0));
    found.sort();
    return found;
}

} // namespace weftline::test
