// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/widgets/theme.h"

#include <QtCore/QEvent>
#include <QtGui/QGuiApplication>
#include <QtGui/QPalette>
#include <QtGui/QWidgetList>
#include <QtWidgets/QApplication>
#include <QtWidgets/QToolTip>
#include <QtWidgets/QWidget>

#include "ui/widgets/style.h"

#include <algorithm>

namespace weftline::ui::widgets {
namespace {

struct RoleRow
{
    double pixels;
    QFont::Weight weight;
    bool mono;
};

RoleRow rowOf(TextRole role)
{
    switch (role) {
    case TextRole::Display: return {26, QFont::DemiBold, false};
    case TextRole::Title: return {15, QFont::DemiBold, false};
    case TextRole::Body: return {13, QFont::Normal, false};
    case TextRole::BodyActive: return {13, QFont::Medium, false};
    case TextRole::BodyName: return {13, QFont::DemiBold, false};
    case TextRole::Small: return {12, QFont::Normal, false};
    case TextRole::Caption: return {11, QFont::Normal, false};
    case TextRole::CaptionHead: return {11, QFont::DemiBold, false};
    case TextRole::FigureLarge: return {19, QFont::Medium, true};
    case TextRole::Figure: return {12, QFont::Medium, true};
    case TextRole::FigureSmall: return {11, QFont::DemiBold, true};
    case TextRole::FigureTiny: return {10.5, QFont::Medium, true};
    case TextRole::Code: return {12, QFont::Normal, true};
    }
    return {13, QFont::Normal, false};
}

bool looksDark(const QPalette &palette)
{
    return palette.color(QPalette::WindowText).lightness() > palette.color(QPalette::Window).lightness();
}

// Without a graphics card or over a network, a picture that moves all the time costs more than it tells.
Motion motionAtStart()
{
    const bool remote = qEnvironmentVariableIsSet("SSH_CONNECTION") || qEnvironmentVariableIsSet("WEFTLINE_REDUCED_MOTION");
    return remote || QGuiApplication::platformName() == QLatin1String("offscreen") ? Motion::Reduced : Motion::Full;
}

} // namespace

Theme &Theme::instance()
{
    static Theme theme;
    return theme;
}

Theme::Theme()
    : m_motion(motionAtStart())
{
    if (qGuiApp)
        m_systemDark = looksDark(QGuiApplication::palette());
    resolve();
}

void Theme::install(QApplication &application)
{
    m_application = &application;
    m_systemDark = looksDark(QGuiApplication::palette());
    resolve();
    QApplication::setStyle(new Style);
    application.installEventFilter(this);
    apply();
}

void Theme::resolve()
{
    m_dark = m_choice == ThemeChoice::Dark || (m_choice == ThemeChoice::System && m_systemDark);
}

void Theme::apply()
{
    if (m_application) {
        m_applying = true;
        QApplication::setPalette(palette());
        QApplication::setFont(font(TextRole::Body));
        QToolTip::setPalette(palette());
        QToolTip::setFont(font(TextRole::Small));
        const QWidgetList all = QApplication::allWidgets();
        for (QWidget *widget : all)
            widget->update();
        m_applying = false;
    }
    Q_EMIT changed();
}

void Theme::setChoice(ThemeChoice choice)
{
    if (m_choice == choice)
        return;
    m_choice = choice;
    resolve();
    apply();
}

void Theme::setTextSize(double factor)
{
    factor = std::clamp(factor, 0.9, 1.5);
    if (qFuzzyCompare(factor, m_textSize))
        return;
    m_textSize = factor;
    apply();
}

void Theme::setMotion(Motion motion)
{
    if (m_motion == motion)
        return;
    m_motion = motion;
    Q_EMIT changed();
}

QColor Theme::color(Token token) const
{
    const TokenRow &row = tokenTable()[std::size_t(token)];
    return QColor::fromRgb(m_dark ? row.dark : row.light);
}

QColor Theme::color(Token token, double opacity) const
{
    QColor result = color(token);
    result.setAlphaF(float(opacity));
    return result;
}

QPalette Theme::palette() const
{
    QPalette p;
    const auto set = [&](QPalette::ColorRole role, Token token) { p.setColor(role, color(token)); };
    set(QPalette::Window, Token::Panel);
    set(QPalette::WindowText, Token::Text);
    set(QPalette::Base, Token::Panel);
    set(QPalette::AlternateBase, Token::Sunken);
    set(QPalette::Text, Token::Text);
    set(QPalette::PlaceholderText, Token::Text3);
    set(QPalette::Button, Token::Panel);
    set(QPalette::ButtonText, Token::Text);
    set(QPalette::BrightText, Token::OnAccent);
    set(QPalette::Highlight, Token::Sel);
    set(QPalette::HighlightedText, Token::Text);
    set(QPalette::Link, Token::AccentText);
    set(QPalette::LinkVisited, Token::AccentText);
    set(QPalette::ToolTipBase, Token::Tooltip);
    set(QPalette::ToolTipText, Token::Raised);
    set(QPalette::Light, Token::Raised);
    set(QPalette::Midlight, Token::Hover);
    set(QPalette::Mid, Token::Line2);
    set(QPalette::Dark, Token::Line2);
    set(QPalette::Shadow, Token::Line2);
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText, QPalette::HighlightedText})
        p.setColor(QPalette::Disabled, role, color(Token::Disabled));
    return p;
}

QFont Theme::font(TextRole role) const
{
    const RoleRow row = rowOf(role);
    QFont result;
    if (row.mono)
        result.setFamilies({QStringLiteral("JetBrains Mono"), QStringLiteral("Noto Sans Mono"),
                            QStringLiteral("DejaVu Sans Mono"), QStringLiteral("Noto Sans Mono CJK SC")});
    else
        result.setFamilies({QStringLiteral("Inter"), QStringLiteral("Noto Sans"), QStringLiteral("DejaVu Sans"),
                            QStringLiteral("Noto Sans CJK SC")});
    result.setStyleHint(row.mono ? QFont::Monospace : QFont::SansSerif);
    result.setPixelSize(qRound(row.pixels * m_textSize));
    result.setWeight(row.weight);
    result.setHintingPreference(QFont::PreferNoHinting);
    if (role == TextRole::Code) // its ligatures would join characters that are told apart in code
        result.setStyleStrategy(QFont::PreferNoShaping);
    return result;
}

bool Theme::eventFilter(QObject *watched, QEvent *event)
{
    // Qt 6.4 has no colour-scheme hint, so "system" follows the palette the desktop hands to the program.
    if (event->type() == QEvent::ApplicationPaletteChange && watched == m_application && !m_applying
        && m_choice == ThemeChoice::System) {
        const bool dark = looksDark(QGuiApplication::palette());
        if (dark != m_systemDark) {
            m_systemDark = dark;
            resolve();
            apply();
        }
    }
    return QObject::eventFilter(watched, event);
}

} // namespace weftline::ui::widgets
