// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Pictures of single pages, to look at.

#pragma once

#include <QtCore/QCoreApplication>
#include <QtCore/QDir>
#include <QtCore/QEvent>
#include <QtGui/QImage>
#include <QtTest/QTest>
#include <QtWidgets/QWidget>

#include "ui/widgets/theme.h"

namespace weftline::test {

/// Saves the widget in both themes as look/NAME-light.png and look/NAME-dark.png beside the programs.
inline void saveBoth(QWidget &widget, const QString &name)
{
    QDir().mkpath(QStringLiteral(WEFTLINE_BINARY_DIR "/look"));
    for (const bool dark : {false, true}) {
        ui::widgets::Theme::instance().setChoice(dark ? ui::widgets::ThemeChoice::Dark : ui::widgets::ThemeChoice::Light);
        widget.setPalette(ui::widgets::Theme::instance().palette()); // Qt hands a new palette on only while exec() runs.
        QCoreApplication::sendPostedEvents(nullptr, QEvent::LayoutRequest);
        QImage picture(widget.size() * 2, QImage::Format_ARGB32_Premultiplied);
        picture.setDevicePixelRatio(2);
        widget.render(&picture);
        const QString theme = dark ? QStringLiteral("dark") : QStringLiteral("light");
        QVERIFY(picture.save(QStringLiteral(WEFTLINE_BINARY_DIR "/look/%1-%2.png").arg(name, theme)));
    }
    ui::widgets::Theme::instance().setChoice(ui::widgets::ThemeChoice::Light);
}

} // namespace weftline::test
