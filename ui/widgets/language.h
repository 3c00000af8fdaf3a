// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The language of the window. What is made after speak() is in it; what was made before stays as it is, so a program
// chooses once, before its first widget.

#pragma once

#include <QtCore/QString>

#include <optional>
#include <vector>

namespace weftline::ui::widgets {

enum class Language { System, English, Chinese };

/// "system", "en", "zh_CN": as settings and the command line have it.
[[nodiscard]] QString codeOf(Language language);
[[nodiscard]] std::optional<Language> languageOf(const QString &code);
/// In itself, so that whoever reads only that one finds it: "English", "简体中文". Of System: in the language spoken.
[[nodiscard]] QString nameOf(Language language);
[[nodiscard]] const std::vector<Language> &allLanguages();

/// Puts our texts, Qt's own and the writing of dates into this language, in place of those that were there. English where the
/// system's language is none of ours. Needs an application object; window thread only.
void speak(Language language);
/// What speak() was called with.
[[nodiscard]] Language chosenLanguage();
/// English or Chinese: what is spoken.
[[nodiscard]] Language spokenLanguage();

} // namespace weftline::ui::widgets
