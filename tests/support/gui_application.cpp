// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The application object of test programs that open windows. Linked as an object, so that it wins over the plain one.

#include <QtWidgets/QApplication>

#include "ui/widgets/theme.h"

#include <memory>

std::unique_ptr<QCoreApplication> makeTestApplication(int &argc, char **argv);

std::unique_ptr<QCoreApplication> makeTestApplication(int &argc, char **argv)
{
    auto application = std::make_unique<QApplication>(argc, argv);
    auto &theme = weftline::ui::widgets::Theme::instance();
    theme.setMotion(weftline::ui::widgets::Motion::Off);
    theme.setChoice(weftline::ui::widgets::ThemeChoice::Light);
    theme.install(*application);
    return application;
}
