// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The theme: which of the two columns of the token table is shown, the fonts of each role, the text size and the motion.
// Whoever paints asks it at paint time and repaints on changed().

#pragma once

#include <QtCore/QObject>
#include <QtGui/QColor>
#include <QtGui/QFont>

#include "ui/widgets/tokens.h"

class QApplication;
class QPalette;

namespace weftline::ui::widgets {

enum class ThemeChoice { System, Light, Dark };
enum class Motion { Full, Reduced, Off };

enum class TextRole {
    Display,
    Title,
    Body,
    BodyActive,
    BodyName,
    Small,
    Caption,
    CaptionHead,
    FigureLarge,
    Figure,
    FigureSmall,
    FigureTiny, // pills, axes, bars
    Code,
};

class Theme final : public QObject
{
    Q_OBJECT

public:
    /// The one theme of the program. Window thread only.
    [[nodiscard]] static Theme &instance();

    /// Gives the application the style, palette and font of the theme and keeps them up to date. Call once, early.
    void install(QApplication &application);

    [[nodiscard]] ThemeChoice choice() const { return m_choice; }
    void setChoice(ThemeChoice choice);
    [[nodiscard]] bool isDark() const { return m_dark; }

    [[nodiscard]] QColor color(Token token) const;
    [[nodiscard]] QColor color(Token token, double opacity) const;
    [[nodiscard]] QPalette palette() const;

    /// The factor of all text, 0.9 to 1.5.
    [[nodiscard]] double textSize() const { return m_textSize; }
    void setTextSize(double factor);
    [[nodiscard]] QFont font(TextRole role) const;

    [[nodiscard]] Motion motion() const { return m_motion; }
    void setMotion(Motion motion);

Q_SIGNALS:
    void changed();

private:
    Theme();
    void resolve();
    void apply();
    bool eventFilter(QObject *watched, QEvent *event) override;

    QApplication *m_application = nullptr;
    ThemeChoice m_choice = ThemeChoice::System;
    Motion m_motion = Motion::Full;
    double m_textSize = 1.0;
    bool m_dark = false;
    bool m_systemDark = false;
    bool m_applying = false;
};

/// Short forms, because painting code says them often.
[[nodiscard]] inline QColor color(Token token) { return Theme::instance().color(token); }
[[nodiscard]] inline QColor color(Token token, double opacity) { return Theme::instance().color(token, opacity); }
[[nodiscard]] inline QFont font(TextRole role) { return Theme::instance().font(role); }

} // namespace weftline::ui::widgets
