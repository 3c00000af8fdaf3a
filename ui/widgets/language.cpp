// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/widgets/language.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QLibraryInfo>
#include <QtCore/QLocale>
#include <QtCore/QTranslator>

#include <memory>

namespace weftline::ui::widgets {
namespace {

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(Language)
};

struct Spoken
{
    Language chosen = Language::System;
    Language language = Language::English;
    std::vector<std::unique_ptr<QTranslator>> translators;
};

Spoken &spoken()
{
    static Spoken now;
    return now;
}

/// The first of the languages the person reads that is one of ours.
Language ofSystem()
{
    for (const QString &name : QLocale::system().uiLanguages()) {
        const QLocale locale(name);
        if (locale.language() == QLocale::Chinese)
            return Language::Chinese;
        if (locale.language() == QLocale::English)
            return Language::English;
    }
    return Language::English;
}

void load(const QString &name, const QString &folder)
{
    auto translator = std::make_unique<QTranslator>();
    if (!translator->load(name, folder))
        return; // Qt's own may not be installed
    QCoreApplication::installTranslator(translator.get());
    spoken().translators.push_back(std::move(translator));
}

} // namespace

QString codeOf(Language language)
{
    switch (language) {
    case Language::English: return QStringLiteral("en");
    case Language::Chinese: return QStringLiteral("zh_CN");
    case Language::System: break;
    }
    return QStringLiteral("system");
}

std::optional<Language> languageOf(const QString &code)
{
    for (const Language language : allLanguages())
        if (code == codeOf(language))
            return language;
    return std::nullopt;
}

QString nameOf(Language language)
{
    switch (language) {
    case Language::English: return QString::fromUtf8("English"); // each in itself, whatever is spoken
    case Language::Chinese: return QString::fromUtf8("简体中文");
    case Language::System: break;
    }
    return Texts::tr("As the system");
}

const std::vector<Language> &allLanguages()
{
    static const std::vector<Language> all{Language::System, Language::English, Language::Chinese};
    return all;
}

void speak(Language language)
{
    Spoken &now = spoken();
    now.chosen = language;
    now.language = language == Language::System ? ofSystem() : language;
    now.translators.clear(); // a translator that ends takes itself out of the application
    if (now.language == Language::Chinese) {
        QLocale::setDefault(QLocale(QLocale::Chinese, QLocale::China));
        load(QStringLiteral("qtbase_zh_CN"), QLibraryInfo::path(QLibraryInfo::TranslationsPath));
    } else {
        QLocale::setDefault(language == Language::System ? QLocale::system() : QLocale(QLocale::English));
    }
    load(QStringLiteral("weftline_") + codeOf(now.language), QStringLiteral(":/weftline/languages"));
}

Language chosenLanguage() { return spoken().chosen; }
Language spokenLanguage() { return spoken().language; }

} // namespace weftline::ui::widgets
